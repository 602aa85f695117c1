//! Edits of a setting that are made outside of the configuration's panels. Each has the path of its row there, so that the two
//! count as one setting for the history.

use super::{Edit, ElementPath, SettingEdit, Value};

impl Edit {
    /// Sets how long the run is measured, in seconds.
    pub fn duration(duration_s: f64) -> Self {
        Self::Setting(SettingEdit {
            path: "duration_s".to_owned(),
            at: ElementPath::default(),
            value: Value::Number(Some(duration_s)),
            set: |scenario, _, value| {
                if let Value::Number(Some(duration_s)) = value {
                    scenario.duration_s = *duration_s;
                }
            },
            live: None,
            is_structural: false,
        })
    }

    /// Switches Lambda Insights on or off for a function.
    pub fn insights(function: usize, on: bool) -> Self {
        Self::Setting(SettingEdit {
            path: format!("functions[{function}].insights"),
            at: ElementPath::of(function),
            value: Value::Flag(on),
            set: |scenario, at, value| {
                if let (Some(function), Value::Flag(on)) = (scenario.functions.get_mut(at.index), value) {
                    function.insights = *on;
                }
            },
            live: None,
            is_structural: false,
        })
    }

    /// Sets the share of requests that a function's alias sends to its second version.
    pub fn alias_weight(function: usize, weight: f64) -> Self {
        Self::Setting(SettingEdit {
            path: format!("functions[{function}].alias.additional_weight"),
            at: ElementPath::of(function),
            value: Value::Number(Some(weight)),
            set: |scenario, at, value| {
                let alias = scenario.functions.get_mut(at.index).and_then(|function| function.alias.as_mut());
                if let (Some(alias), Value::Number(Some(weight))) = (alias, value) {
                    alias.additional_weight = *weight;
                }
            },
            live: None,
            is_structural: false,
        })
    }
}
