//! The scenario: everything a user can configure, as one versioned JSON document.
//!
//! ```text
//!   text ──parse──► JSON ──upgrade──► this version's JSON ──read──► Scenario ──validate──► a valid Scenario
//!                    └──────────────── every problem found on the way, all at once ───────────────────┘
//! ```
//! ```
//! use lambda_scenario::scenario::{Function, Scenario, Source, Traffic, TrafficList};
//!
//! let mut scenario = Scenario {
//!     functions: vec![Function { name: "checkout".to_owned(), memory_mb: 512, ..Function::default() }],
//!     sources: vec![Source {
//!         name: "shoppers".to_owned(),
//!         function: "checkout".to_owned(),
//!         traffic: TrafficList(vec![Traffic::Poisson { rps: 20.0 }]),
//!         ..Source::default()
//!     }],
//!     ..Scenario::default()
//! };
//! assert!(scenario.validate().is_ok());
//! scenario.sources[0].function = "chekout".to_owned();
//! assert_eq!(scenario.validate().unwrap_err()[0].nearest.as_deref(), Some("checkout"));
//! ```
//! [`Scenario::read`] is the only entry for text from outside: it bounds the size, refuses unknown fields, names the field,
//! what was given and what is allowed for every problem, and never panics. Times carry their unit in the field's name; a
//! number that varies is a [`Distribution`]. What may be left out is filled from the calibrated defaults when the scenario
//! is planned, not here, so that a file keeps saying only what its author said.

mod account;
mod alarm;
mod asynchronous;
mod autoscaling;
mod call;
mod change;
pub(crate) mod check;
mod durable;
mod extension;
mod function;
mod instance_type;
mod managed_instances;
mod overrides;
mod problem;
pub(crate) mod problems;
mod qualifier;
pub(crate) mod ranged;
pub mod ranges;
mod read;
pub(crate) mod reader;
mod regions;
mod response;
mod retry;
mod schedule;
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
pub use asynchronous::{Asynchronous, Destination};
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
pub use overrides::Override;
pub use problem::{Problem, ProblemKind};
pub use qualifier::Qualifier;
pub use reader::{FieldSpec, HasFields};
pub use regions::{REGIONS, RegionQuotas, region_quotas};
pub use response::Response;
pub use retry::{Jitter, Retry, RetryOn, Sdk, SdkMode};
pub use schedule::{Rate, Schedule, ScheduleExpression};
pub use source::Source;
pub use source_kind::{EventDelivery, Invocation, MappingInput, SourceDescriptor, SourceKind};
pub use sqs::{ProvisionedPollers, Queue, Sqs, SqsFifo};
pub use stream::Stream;
pub use synchronous::{InvokePath, Synchronous};
pub use traffic::{Recorded, Traffic, TrafficList};
pub use upgrade::CURRENT_VERSION;
pub use version::{Alias, Deployment, Preference, Version};
pub use work::Work;

use crate::calendar::date_and_time;
use crate::units::Micros;
use lambda_scenario_derive::object;
use problems::Problems;
use serde::Serialize;
use std::collections::BTreeMap;

/// The JSON Schema of a scenario file, generated from the types; a test keeps it current.
pub const SCHEMA: &str = include_str!("../schema/scenario.schema.json");

/// One account in one Region: its functions, what calls them, and for how long.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// The version of this format.
    #[field(default = CURRENT_VERSION)]
    pub version: u32,
    /// What the scenario is called.
    #[field(max_len = ranges::MAX_TEXT)]
    pub name: String,
    /// One or two sentences on what it shows.
    #[field(max_len = ranges::MAX_TEXT, omit_default)]
    pub description: String,
    /// Decides every random draw; 0 to 2⁵³ − 1.
    #[field(range = ranges::SEED)]
    pub seed: u64,
    /// The counted time, in seconds.
    #[field(range = ranges::DURATION_S)]
    pub duration_s: f64,
    /// Simulated before the counted time, in seconds, so that a short run need not begin cold.
    #[field(range = ranges::WARM_UP_S, omit_default)]
    pub warm_up_s: f64,
    /// What the calendar says at time zero, in UTC: schedules go by it.
    #[field(default = DEFAULT_START.to_owned(), omit_default)]
    pub starts_at: String,
    /// The account and its Region.
    #[field(check_inside)]
    pub account: Account,
    /// The functions, by name.
    pub functions: Vec<Function>,
    /// What calls them.
    pub sources: Vec<Source>,
    /// Services that functions call.
    #[field(omit_default)]
    pub downstreams: Vec<Downstream>,
    /// Deployments that shift aliases.
    #[field(omit_default)]
    pub deployments: Vec<Deployment>,
    /// CloudWatch alarms.
    #[field(omit_default)]
    pub alarms: Vec<Alarm>,
    /// Changes at set times.
    #[field(omit_default)]
    pub changes: Vec<ScheduledChange>,
    /// Values for entries of the table of constants and assumptions, by id.
    #[field(omit_default)]
    pub assumptions: BTreeMap<String, f64>,
}

impl Scenario {
    /// Reads a scenario from JSON text of any supported version.
    ///
    /// # Errors
    /// The problems found, at most [`ranges::MAX_PROBLEMS`] and how many more there are: the text is not JSON; else what does not
    /// fit the types (an unknown field, a wrong type); then values out of range and conflicts between values; both in the order
    /// of the types.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        read::read(text)
    }

    /// Checks what the types cannot: ranges, names that must exist, sums that must fit.
    ///
    /// # Errors
    /// The problems, in the order of the document; at most [`ranges::MAX_PROBLEMS`], and how many more there are.
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
        let Some(source) = self.sources.iter_mut().find(|source| source.kind.descriptor().has_clients()) else {
            return false;
        };
        self.duration_s = recorded.length_s().max(ranges::DURATION_S.min);
        source.traffic = TrafficList(vec![Traffic::Recorded(recorded)]);
        true
    }
}

/// A Monday, at midnight.
const DEFAULT_START: &str = "2026-01-05T00:00:00Z";
