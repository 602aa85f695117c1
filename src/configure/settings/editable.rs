//! The types of settings: how each type of the scenario is shown as a value and set from one.
//!
//! A value of another kind than the type's own changes nothing: a row's control reports the kind that its type shows.

use crate::state::edit::Value;
use crate::text::{account, alarm, downstream, event_source, function, function_settings, traffic};
use lambda_sim::architecture::Architecture;
use lambda_sim::distribution::Distribution;
use lambda_sim::monitoring::{Comparison, METRICS, Metric, Statistic, TreatMissing};
use lambda_sim::pricing::InstanceType;
use lambda_sim::runtimes::PackageType;
use lambda_sim::scenario::{
    CallMode, Destination, EnvironmentChoice, ExtensionKind, Jitter, OnCallFailure, Override, Preference, Rate,
    RecursiveLoop, ScalingRule, ScheduleExpression, SdkMode, WhenFull,
};

/// A type that a setting has.
pub trait Editable {
    /// What it shows.
    fn value(&self) -> Value;

    /// Takes a value.
    fn set(&mut self, value: &Value);
}

impl Editable for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }

    fn set(&mut self, value: &Value) {
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

            fn set(&mut self, value: &Value) {
                if let Value::Number(Some(number)) = value {
                    *self = *number as $type;
                }
            }
        }

        impl Editable for Option<$type> {
            fn value(&self) -> Value {
                Value::Number(self.map(f64::from))
            }

            fn set(&mut self, value: &Value) {
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

    fn set(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = number.map_or(-1, |number| number as Self);
        }
    }
}

impl Editable for String {
    fn value(&self) -> Value {
        Value::Text(Some(self.clone()))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().unwrap_or_default();
        }
    }
}

/// One without a name has an empty one.
impl Editable for Option<Destination> {
    fn value(&self) -> Value {
        Value::Text(self.as_ref().map(|recipient| match recipient {
            Destination::Unnamed => String::new(),
            Destination::Named(name) => name.clone(),
        }))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self =
                text.clone().map(|name| if name.is_empty() { Destination::Unnamed } else { Destination::Named(name) });
        }
    }
}

/// As AWS writes it.
impl Editable for Option<ScheduleExpression> {
    fn value(&self) -> Value {
        Value::Text(self.as_ref().map(|when| match when {
            ScheduleExpression::Text(text) => text.clone(),
            ScheduleExpression::Rate(Rate { rate_minutes: 1 }) => "rate(1 minute)".to_owned(),
            ScheduleExpression::Rate(Rate { rate_minutes }) => format!("rate({rate_minutes} minutes)"),
        }))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().filter(|text| !text.is_empty()).map(ScheduleExpression::Text);
        }
    }
}

/// An empty string is one that is left out.
impl Editable for Option<String> {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn set(&mut self, value: &Value) {
        if let Value::Text(text) = value {
            *self = text.clone().filter(|text| !text.is_empty());
        }
    }
}

impl Editable for Override<Distribution> {
    fn value(&self) -> Value {
        Value::Distribution(self.clone())
    }

    fn set(&mut self, value: &Value) {
        if let Value::Distribution(distribution) = value {
            self.clone_from(distribution);
        }
    }
}

impl Editable for Distribution {
    fn value(&self) -> Value {
        Value::Distribution(Override::Value(self.clone()))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Distribution(Override::Value(distribution)) = value {
            self.clone_from(distribution);
        }
    }
}

impl Editable for Option<Distribution> {
    fn value(&self) -> Value {
        Value::Distribution(self.clone().map_or(Override::Default, Override::Value))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Distribution(setting) = value {
            *self = setting.value().cloned();
        }
    }
}

/// A closed set of which one is chosen, each with the name it is shown by.
pub trait Choices: Sized + Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];
    /// Their names, in the same order.
    const NAMES: &'static [&'static str];

    /// The name of this one.
    fn name(self) -> &'static str {
        let index = Self::ALL.iter().position(|choice| *choice == self);
        index.and_then(|index| Self::NAMES.get(index)).copied().unwrap_or_default()
    }

    /// The one of this name.
    fn named(name: &str) -> Option<Self> {
        let index = Self::NAMES.iter().position(|other| *other == name);
        index.and_then(|index| Self::ALL.get(index)).copied()
    }
}

/// The names of a closed set, by a constant function of one.
macro_rules! names {
    ($all:expr, $one:ident => $name:expr) => {{
        const NAMES: [&str; $all.len()] = {
            let mut names = [""; $all.len()];
            let mut index = 0;
            while index < names.len() {
                let $one = $all[index];
                names[index] = $name;
                index += 1;
            }
            names
        };
        &NAMES
    }};
}

macro_rules! choices {
    ($($type:ty: $all:expr, $names:expr;)+) => {$(
        impl Choices for $type {
            const ALL: &'static [Self] = &$all;
            const NAMES: &'static [&'static str] = $names;
        }

        impl Editable for $type {
            fn value(&self) -> Value {
                Value::Choice(self.name())
            }

            fn set(&mut self, value: &Value) {
                if let Value::Choice(name) = value
                    && let Some(chosen) = Self::named(name)
                {
                    *self = chosen;
                }
            }
        }
    )+};
}

choices! {
    Architecture: Architecture::ALL, names!(Architecture::ALL, architecture => architecture.id());
    PackageType: PackageType::ALL, names!(PackageType::ALL, package => package.id());
    Preference: Preference::ALL, names!(Preference::ALL, preference => preference.id());
    EnvironmentChoice: EnvironmentChoice::ALL, names!(EnvironmentChoice::ALL, choice => function::choice(choice));
    Jitter: Jitter::ALL, names!(Jitter::ALL, jitter => traffic::jitter(jitter));
    CallMode: CallMode::ALL, &function_settings::MODES;
    OnCallFailure: OnCallFailure::ALL, &function_settings::ON_CALL_FAILURES;
    ExtensionKind: [ExtensionKind::External, ExtensionKind::Internal], &function_settings::EXTENSION_KINDS;
    RecursiveLoop: [RecursiveLoop::Terminate, RecursiveLoop::Allow], &function_settings::RECURSIVE_LOOPS;
    WhenFull: WhenFull::ALL, &downstream::WHEN_FULLS;
    ScalingRule: [ScalingRule::PerFunction, ScalingRule::RegionalBurst], &account::SCALING_RULES;
    SdkMode: [SdkMode::Standard, SdkMode::Adaptive, SdkMode::Legacy], &event_source::SDK_MODES;
    Comparison: [
        Comparison::GreaterThanThreshold,
        Comparison::GreaterThanOrEqualToThreshold,
        Comparison::LessThanThreshold,
        Comparison::LessThanOrEqualToThreshold,
    ], &alarm::COMPARISONS;
    TreatMissing:
        [TreatMissing::Missing, TreatMissing::NotBreaching, TreatMissing::Breaching, TreatMissing::Ignore],
        &alarm::MISSINGS;
}

/// Left out is the first choice.
impl Editable for Option<InstanceType> {
    fn value(&self) -> Value {
        Value::Text(self.map(|instance| instance.id().to_owned()))
    }

    fn set(&mut self, value: &Value) {
        if let Value::Text(id) = value {
            *self = InstanceType::ALL.into_iter().find(|instance| Some(instance.id()) == id.as_deref());
        }
    }
}

impl Editable for Metric {
    fn value(&self) -> Value {
        Value::Text(Some(self.entry().name.to_owned()))
    }

    fn set(&mut self, value: &Value) {
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

    fn set(&mut self, value: &Value) {
        if let Value::Text(Some(name)) = value
            && let Ok(statistic) = name.parse()
        {
            *self = statistic;
        }
    }
}
