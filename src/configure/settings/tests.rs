//! What holds for every row of every table.

use super::{Control, Setting};
use crate::state::edit::{ElementPath, Value};
use lambda_sim::scenario::{Override, Scenario};

/// Checks that the rows that make sense for an element have the control of their type, set what they read, and can set something
/// else that keeps the scenario valid. Gives their names.
pub fn check(rows: &[Setting], scenario: &Scenario, at: ElementPath) -> Vec<&'static str> {
    let mut names = Vec::new();
    for row in rows {
        let Some(value) = (row.get)(scenario, at) else { continue };
        let name = row.name;
        assert!(!names.contains(&name), "{name} is there twice");
        names.push(name);
        with_control(row, scenario, at, |control| {
            assert!(fits(control, &value), "{name}: {control:?} for {value:?}");
            let mut same = scenario.clone();
            (row.set)(&mut same, at, &value);
            assert_eq!((row.get)(&same, at).as_ref(), Some(&value), "{name}");
            for other in others(control) {
                if row.blocked.is_some_and(|blocked| blocked(scenario, at).is_some()) {
                    continue;
                }
                let mut changed = scenario.clone();
                (row.set)(&mut changed, at, &other);
                assert_eq!(changed.validate(), Ok(()), "{name}: {other:?}");
            }
        });
    }
    names
}

/// Looks at a row's control as it is for an element.
pub fn with_control(row: &Setting, scenario: &Scenario, at: ElementPath, look: impl FnOnce(&Control)) {
    match &row.control {
        Control::Depends(range, control) => look(&control(scenario, at, *range)),
        control => look(control),
    }
}

/// Whether a control can show a value.
pub fn fits(control: &Control, value: &Value) -> bool {
    match (control, value) {
        (Control::Switch, Value::Flag(_)) | (Control::Limit(..), Value::Number(_)) => true,
        (Control::Number(number), Value::Number(Some(value))) => number.format.range.contains(*value),
        (Control::OneOf(names), Value::Choice(name)) => names.contains(name),
        (Control::Named(_) | Control::Text { .. } | Control::Destination, Value::Text(_)) => true,
        (Control::Distribution { default_name, off_name, .. }, Value::Distribution(value)) => match value {
            Override::Default => default_name.is_some(),
            Override::Off => off_name.is_some(),
            Override::Value(_) => true,
        },
        _ => false,
    }
}

/// What a control can report.
fn others(control: &Control) -> Vec<Value> {
    match control {
        Control::Switch => [true, false].map(Value::Flag).to_vec(),
        Control::Limit(number, when_on) => {
            assert!(number.format.range.contains(*when_on), "{control:?}");
            [None, Some(*when_on)].map(Value::Number).to_vec()
        }
        Control::OneOf(names) => names.iter().map(|name| Value::Choice(name)).collect(),
        Control::Destination => [None, Some(String::new()), Some("parking".to_owned())].map(Value::Text).to_vec(),
        Control::Distribution { usual, .. } => vec![Value::Distribution(Override::Value(usual.clone()))],
        Control::Number(_) | Control::Named(_) | Control::Text { .. } | Control::Depends(..) => Vec::new(),
    }
}
