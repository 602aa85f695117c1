//! What can be edited by a row of a table: how each type of the scenario is shown as a value and takes one.
//!
//! A value of another sort than the type's own changes nothing: a row's control gives the sort that its type shows.

use crate::state::edit::Value;
use lambda_sim::distribution::Distribution;
use lambda_sim::monitoring::{Comparison, METRICS, Metric, Statistic, TreatMissing};
use lambda_sim::pricing::InstanceType;
use lambda_sim::scenario::{
    CallMode, ExtensionKind, Jitter, OnCallFailure, Preference, Rate, Recipient, RecursiveLoop, ScalingRule, SdkMode,
    Setting, When, WhenFull,
};

/// A type that a setting has.
pub trait Editable {
    /// What it shows.
    fn value(&self) -> Value;

    /// Takes a value.
    fn put(&mut self, value: &Value);
}

impl Editable for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }

    fn put(&mut self, value: &Value) {
        if let Value::Flag(on) = value {
            *self = *on;
        }
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Editable for $type {
            fn value(&self) -> Value {
                Value::Number(Some(f64::from(*self)))
            }

            fn put(&mut self, value: &Value) {
                if let Value::Number(Some(number)) = value {
                    *self = *number as $type;
                }
            }
        }

        impl Editable for Option<$type> {
            fn value(&self) -> Value {
                Value::Number(self.map(f64::from))
            }

            fn put(&mut self, value: &Value) {
                if let Value::Number(number) = value {
                    *self = number.map(|number| number as $type);
                }
            }
        }
    )+};
}

numbers!(u32, f64);

/// A whole number, −1 of which is AWS's "no maximum".
impl Editable for i32 {
    fn value(&self) -> Value {
        Value::Number((*self >= 0).then(|| f64::from(*self)))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = number.map_or(-1, |number| number as Self);
        }
    }
}

impl Editable for String {
    fn value(&self) -> Value {
        Value::Text(Some(self.clone()))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().unwrap_or_default();
        }
    }
}

/// One without a name has an empty one.
impl Editable for Option<Recipient> {
    fn value(&self) -> Value {
        Value::Text(self.as_ref().map(|recipient| match recipient {
            Recipient::Unnamed => String::new(),
            Recipient::Named(name) => name.clone(),
        }))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().map(|name| if name.is_empty() { Recipient::Unnamed } else { Recipient::Named(name) });
        }
    }
}

/// As AWS writes it.
impl Editable for Option<When> {
    fn value(&self) -> Value {
        Value::Text(self.as_ref().map(|when| match when {
            When::Text(text) => text.clone(),
            When::Rate(Rate { rate_minutes: 1 }) => "rate(1 minute)".to_owned(),
            When::Rate(Rate { rate_minutes }) => format!("rate({rate_minutes} minutes)"),
        }))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().filter(|text| !text.is_empty()).map(When::Text);
        }
    }
}

impl Editable for Distribution {
    fn value(&self) -> Value {
        Value::Distribution(Setting::Value(self.clone()))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Distribution(Setting::Value(distribution)) = value {
            self.clone_from(distribution);
        }
    }
}

impl Editable for Option<Distribution> {
    fn value(&self) -> Value {
        Value::Distribution(self.clone().map_or(Setting::Default, Setting::Value))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Distribution(setting) = value {
            *self = setting.value().cloned();
        }
    }
}

/// Enums with a list of all their values: the place in the list is what is chosen.
macro_rules! choices {
    ($($type:ty: $all:expr;)+) => {$(
        impl Editable for $type {
            fn value(&self) -> Value {
                Value::Choice($all.iter().position(|choice| choice == self).unwrap_or_default())
            }

            fn put(&mut self, value: &Value) {
                if let Value::Choice(index) = value && let Some(chosen) = $all.get(*index) {
                    *self = *chosen;
                }
            }
        }
    )+};
}

choices! {
    CallMode: CallMode::ALL;
    OnCallFailure: OnCallFailure::ALL;
    Jitter: Jitter::ALL;
    WhenFull: WhenFull::ALL;
    Preference: Preference::ALL;
    ExtensionKind: [ExtensionKind::External, ExtensionKind::Internal];
    ScalingRule: [ScalingRule::PerFunction, ScalingRule::RegionalBurst];
    RecursiveLoop: [RecursiveLoop::Terminate, RecursiveLoop::Allow];
    SdkMode: [SdkMode::Standard, SdkMode::Adaptive, SdkMode::Legacy];
    Comparison: [
        Comparison::GreaterThanThreshold,
        Comparison::GreaterThanOrEqualToThreshold,
        Comparison::LessThanThreshold,
        Comparison::LessThanOrEqualToThreshold,
    ];
    TreatMissing: [TreatMissing::Missing, TreatMissing::NotBreaching, TreatMissing::Breaching, TreatMissing::Ignore];
}

/// Left out is the first choice.
impl Editable for Option<InstanceType> {
    fn value(&self) -> Value {
        Value::Text(self.map(|instance| instance.id().to_owned()))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(id) = value {
            *self = InstanceType::ALL.into_iter().find(|instance| Some(instance.id()) == id.as_deref());
        }
    }
}

impl Editable for Metric {
    fn value(&self) -> Value {
        Value::Text(Some(self.entry().name.to_owned()))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(Some(name)) = value
            && let Some(entry) = METRICS.iter().find(|entry| entry.name == name)
        {
            *self = entry.metric;
        }
    }
}

impl Editable for Statistic {
    fn value(&self) -> Value {
        Value::Text(Some(self.to_string()))
    }

    fn put(&mut self, value: &Value) {
        if let Value::Text(Some(name)) = value
            && let Ok(statistic) = name.parse()
        {
            *self = statistic;
        }
    }
}
