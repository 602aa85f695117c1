//! The scenario: everything a user can configure, as one versioned JSON document.
//!
//! ```text
//!   text ──parse──► JSON ──upgrade──► this version's JSON ──read──► Scenario ──validate──► a valid Scenario
//!                    └──────────────── every problem found on the way, all at once ───────────────────┘
//! ```
//! [`Scenario::read`] is the only door for text from outside: it bounds the size, refuses unknown fields, names the field,
//! what was given and what is allowed for every problem, and never panics. Times carry their unit in the field's name; a
//! number that varies is a [`Distribution`]. What may be left out is filled from the calibrated defaults when the scenario
//! is planned, not here, so that a file keeps saying only what its author said.

mod account;
mod alarm;
mod asynchronous;
mod autoscaling;
mod call;
mod change;
mod check;
mod distribution;
mod durable;
mod extension;
mod function;
mod instance_type;
pub mod limits;
mod managed_instances;
mod object;
mod place;
mod problem;
mod problems;
mod qualifier;
mod read;
mod record;
mod regions;
mod response;
mod retry;
mod schedule;
mod setting;
mod source;
mod source_kind;
mod sqs;
mod stream;
mod synchronous;
mod traffic;
mod upgrade;
mod validate;
mod version;
mod work;
mod write;

pub use account::{Account, MONTH, MONTH_730_H, ScalingRule};
pub use alarm::Alarm;
pub use asynchronous::{Asynchronous, Recipient};
pub use autoscaling::{Autoscaling, ScheduledCapacity};
pub use call::{Call, CallMode, Downstream, OnCallFailure, WhenFull};
pub use change::{
    ChangeKind, Invoke, Kill, NewConfiguration, NewDownstream, NewLimit, NewProvisioned, NewReserved, NewTraffic,
    NewWork, ScheduledChange,
};
pub use durable::{Callback, ChainedInvoke, Durable, DurableContext, DurableOperation, Step, StepRetry};
pub use extension::{Extension, ExtensionKind};
pub use function::{EnvironmentChoice, Function, KeepAlive, Package, Phases, ProvisionedStart, RecursiveLoop};
pub use instance_type::InstanceType;
pub use managed_instances::ManagedInstances;
pub use problem::{Problem, ProblemKind};
pub use qualifier::Qualifier;
pub use regions::{REGIONS, RegionQuotas, region_quotas};
pub use response::Response;
pub use retry::{Jitter, Retry, RetryOn, Sdk, SdkMode};
pub use schedule::{Rate, Schedule, When};
pub use setting::Setting;
pub use source::Source;
pub use source_kind::SourceKind;
pub use sqs::{ProvisionedPollers, Queue, Sqs, SqsFifo};
pub use stream::Stream;
pub use synchronous::{Synchronous, Via};
pub use traffic::{Recorded, Traffic, TrafficList};
pub use upgrade::CURRENT_VERSION;
pub use version::{Alias, Deployment, Preference, Version};
pub use work::Work;

use crate::calendar::date_and_time;
use crate::units::Micros;
use problems::Problems;
use record::record;
use serde::Serialize;
use std::collections::BTreeMap;

/// The JSON Schema of a scenario file, generated from the types; a test keeps it current.
pub const SCHEMA: &str = include_str!("../schema/scenario.schema.json");

/// One account in one Region: its functions, what calls them, and for how long.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// The version of this format.
    pub version: u32,
    /// What the scenario is called.
    pub name: String,
    /// One or two sentences on what it shows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Decides every random draw; 0 to 2⁵³ − 1.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SEED.min, max = limits::SEED.max)))]
    pub seed: u64,
    /// The counted time, in seconds.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::DURATION_S.min, max = limits::DURATION_S.max)))]
    pub duration_s: f64,
    /// Simulated before the counted time, in seconds, so that a short run need not begin cold.
    #[serde(skip_serializing_if = "is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::WARM_UP_S.min, max = limits::WARM_UP_S.max)))]
    pub warm_up_s: f64,
    /// What the calendar says at time zero, in UTC: schedules go by it.
    #[serde(skip_serializing_if = "is_default_start")]
    pub starts_at: String,
    /// The account and its Region.
    pub account: Account,
    /// The functions, by name.
    pub functions: Vec<Function>,
    /// What calls them.
    pub sources: Vec<Source>,
    /// Services that functions call.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub downstreams: Vec<Downstream>,
    /// Deployments that shift aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deployments: Vec<Deployment>,
    /// CloudWatch alarms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<Alarm>,
    /// Changes at set times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ScheduledChange>,
    /// Values for entries of the table of constants and assumptions, by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub assumptions: BTreeMap<String, f64>,
}

record!(Scenario {
    version,
    name,
    description,
    seed,
    duration_s,
    warm_up_s,
    starts_at,
    account,
    functions,
    sources,
    downstreams,
    deployments,
    alarms,
    changes,
    assumptions
});

impl Default for Scenario {
    fn default() -> Self {
        Self {
            version: CURRENT_VERSION,
            name: String::new(),
            description: String::new(),
            seed: 1,
            duration_s: 60.0,
            warm_up_s: 0.0,
            starts_at: DEFAULT_START.to_owned(),
            account: Account::default(),
            functions: Vec::new(),
            sources: Vec::new(),
            downstreams: Vec::new(),
            deployments: Vec::new(),
            alarms: Vec::new(),
            changes: Vec::new(),
            assumptions: BTreeMap::new(),
        }
    }
}

impl Scenario {
    /// Reads a scenario from JSON text of any supported version.
    ///
    /// # Errors
    /// The problems found, at most [`limits::MAX_PROBLEMS`] and how many more there are: the text is not JSON; else what does not
    /// fit the types (an unknown field, a wrong type); then values out of range and conflicts between values; both in the order
    /// of the types.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        read::read(text)
    }

    /// Checks what the types cannot: ranges, names that must exist, sums that must fit.
    ///
    /// # Errors
    /// The problems, in the order of the document; at most [`limits::MAX_PROBLEMS`], and how many more there are.
    pub fn validate(&self) -> Result<(), Vec<Problem>> {
        let mut problems = Problems::default();
        validate::problems(self, &mut problems);
        let problems = problems.finish();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The scenario as indented JSON text, as it is saved and shared.
    #[must_use]
    pub fn to_json(&self) -> String {
        write::write(self)
    }

    /// The counted time.
    #[must_use]
    pub fn duration(&self) -> Micros {
        Micros::from_secs_f64(self.duration_s)
    }

    /// Time zero in µs after 1970.
    #[must_use]
    pub fn starts_at_us(&self) -> i64 {
        date_and_time(&self.starts_at).unwrap_or_default()
    }

    /// The function of this name.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    /// Puts a recording in the place of the first synchronous source's traffic, and lets the run take its length.
    /// Returns whether there was such a source.
    pub fn replace_traffic(&mut self, recorded: Recorded) -> bool {
        let Some(source) = self.sources.iter_mut().find(|source| matches!(source.kind, SourceKind::Sync(_))) else {
            return false;
        };
        self.duration_s = recorded.length_s().max(limits::DURATION_S.min);
        source.traffic = TrafficList(vec![Traffic::Recorded(recorded)]);
        true
    }
}

/// A Monday, at midnight.
const DEFAULT_START: &str = "2026-01-05T00:00:00Z";

fn is_default_start(starts_at: &str) -> bool {
    starts_at == DEFAULT_START
}

/// For `skip_serializing_if`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference; the lint speaks natively only")]
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// For `skip_serializing_if`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference; the lint speaks natively only")]
fn is_false(value: &bool) -> bool {
    !*value
}
