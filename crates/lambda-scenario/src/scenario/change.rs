//! Changes that a scenario makes to itself at set times: a limit is raised, a dependency slows down.

use super::record::{record, tagged};
use crate::distribution::Distribution;
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
    /// What a handler does takes longer, or fails more often, without a deployment.
    Work(NewWork),
    /// A source sends more, less, or nothing.
    Traffic(NewTraffic),
    /// Calls that somebody makes by hand.
    Invoke(Invoke),
    /// An execution environment is killed.
    Kill(Kill),
}

tagged!(ChangeKind by "kind" {
    "concurrency_limit" => ConcurrencyLimit(_),
    "reserved_concurrency" => ReservedConcurrency(_),
    "provisioned_concurrency" => ProvisionedConcurrency(_),
    "configuration" => Configuration(_),
    "downstream" => Downstream(_),
    "work" => Work(_),
    "traffic" => Traffic(_),
    "invoke" => Invoke(_),
    "kill" => Kill(_),
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
    /// How long the handler takes on x86_64 with one whole vCPU, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<Distribution>,
    /// The share of that which is computing, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_share: Option<f64>,
    /// How long init takes, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_ms: Option<Distribution>,
}

record!(NewConfiguration { function, memory_mb, timeout_s, error_rate, duration_ms, cpu_share, init_ms });

impl NewConfiguration {
    /// A function after this change.
    #[must_use]
    pub fn of(&self, function: &super::Function) -> super::Function {
        let mut changed = function.clone();
        changed.memory_mb = self.memory_mb.unwrap_or(changed.memory_mb);
        changed.timeout_s = self.timeout_s.unwrap_or(changed.timeout_s);
        changed.work.error_rate = self.error_rate.unwrap_or(changed.work.error_rate);
        changed.work.cpu_share = self.cpu_share.unwrap_or(changed.work.cpu_share);
        if let Some(duration) = &self.duration_ms {
            changed.work.duration_ms.clone_from(duration);
        }
        if self.init_ms.is_some() {
            changed.phases.init_ms.clone_from(&self.init_ms);
        }
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

/// How the handlers of a function fare from now on, whatever their version: what they wait for, or what they are given, has
/// changed. It concerns invocations that begin from now on; environments stay. What is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewWork {
    /// The function.
    pub function: String,
    /// By what the handler's time is multiplied; 1 is as it was at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_factor: Option<f64>,
    /// Share of invocations whose handler returns an error, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_rate: Option<f64>,
}

record!(NewWork { function, duration_factor, error_rate });

/// How much a source sends from now on, beside its traffic as it is set. Rates are multiplied; what comes at set times (bursts,
/// recorded calls, schedules) comes so many times.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct NewTraffic {
    /// The source.
    pub source: String,
    /// By what its traffic is multiplied; 1 is as it was at first, 0 is none.
    pub factor: f64,
}

record!(NewTraffic { source, factor });

impl Default for NewTraffic {
    fn default() -> Self {
        Self { source: String::new(), factor: 1.0 }
    }
}

/// An execution environment that is killed: it goes, and what runs in it crashes. Where there is none of this number at the
/// time, or no longer, nothing happens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Kill {
    /// The function.
    pub function: String,
    /// The environment's number among those of its function, counted from 1 by creation.
    pub environment: u32,
}

record!(Kill { function, environment });

impl Default for Kill {
    fn default() -> Self {
        Self { function: String::new(), environment: 1 }
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
