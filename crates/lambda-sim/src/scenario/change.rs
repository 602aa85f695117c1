//! Changes that a scenario makes to itself at set times: a limit is raised, a dependency slows down.

use super::record::{record, tagged};
use serde::Serialize;

/// A change at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ScheduledChange {
    /// When, in seconds.
    pub at_s: f64,
    /// What changes.
    #[serde(flatten)]
    pub change: ChangeKind,
}

record!(ScheduledChange { at_s, ..change });

/// What changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The account's concurrency limit.
    ConcurrencyLimit(NewLimit),
    /// A function's reserved concurrency.
    ReservedConcurrency(NewReserved),
    /// A function's provisioned concurrency.
    ProvisionedConcurrency(NewProvisioned),
    /// New code or configuration for a function (L14).
    Configuration(NewConfiguration),
    /// A service takes longer, or fails more often.
    Downstream(NewDownstream),
    /// Calls that somebody makes by hand.
    Invoke(Invoke),
}

tagged!(ChangeKind by "kind" {
    "concurrency_limit" => ConcurrencyLimit(_),
    "reserved_concurrency" => ReservedConcurrency(_),
    "provisioned_concurrency" => ProvisionedConcurrency(_),
    "configuration" => Configuration(_),
    "downstream" => Downstream(_),
    "invoke" => Invoke(_),
});

impl Default for ChangeKind {
    fn default() -> Self {
        Self::ConcurrencyLimit(NewLimit::default())
    }
}

/// The account's concurrency limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewLimit {
    /// The new limit; left out: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
}

record!(NewLimit { value });

/// A function's reserved concurrency.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewReserved {
    /// The function.
    pub function: String,
    /// The new number; left out: the reservation is taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<u32>,
}

record!(NewReserved { function, value });

/// A function's provisioned concurrency.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewProvisioned {
    /// The function.
    pub function: String,
    /// The new number.
    pub value: u32,
}

record!(NewProvisioned { function, value });

/// New configuration of `$LATEST`; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewConfiguration {
    /// The function.
    pub function: String,
    /// Memory in MB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mb: Option<u32>,
    /// The timeout in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_rate: Option<f64>,
}

record!(NewConfiguration { function, memory_mb, timeout_s, error_rate });

impl NewConfiguration {
    /// A function after this change.
    #[must_use]
    pub fn of(&self, function: &super::Function) -> super::Function {
        let mut changed = function.clone();
        changed.memory_mb = self.memory_mb.unwrap_or(changed.memory_mb);
        changed.timeout_s = self.timeout_s.unwrap_or(changed.timeout_s);
        changed.work.error_rate = self.error_rate.unwrap_or(changed.work.error_rate);
        changed
    }
}

/// How a service answers from now on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewDownstream {
    /// The service.
    pub downstream: String,
    /// By what its latency is multiplied; 1 is as it was.
    pub latency_factor: f64,
    /// Share of calls that fail, 0 to 1; left out: as before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_rate: Option<f64>,
}

record!(NewDownstream { downstream, latency_factor, error_rate });

impl Default for NewDownstream {
    fn default() -> Self {
        Self { downstream: String::new(), latency_factor: 1.0, error_rate: None }
    }
}

/// Calls or events that reach a source beside its traffic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Invoke {
    /// The source.
    pub source: String,
    /// How many, all at once.
    pub count: u32,
}

record!(Invoke { source, count });

impl Default for Invoke {
    fn default() -> Self {
        Self { source: String::new(), count: 1 }
    }
}
