//! Published versions, the alias between them, and deployments that shift it (rules V1–V3).

use super::ranges;
use super::{Package, Phases, Work};
use crate::architecture::Architecture;
use crate::units::Micros;
use lambda_scenario_derive::{keywords, object};
use serde::Serialize;

/// A published version: the function's configuration, with what differs from it.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// Its number; 1 is the function as it is configured.
    #[field(range = ranges::VERSION, default = 0)]
    pub version: u32,
    /// AWS's runtime identifier.
    pub runtime: Option<String>,
    /// The instruction set.
    pub architecture: Option<Architecture>,
    /// Memory in MB.
    #[field(range = ranges::MEMORY_MB)]
    pub memory_mb: Option<u32>,
    /// The timeout in seconds.
    #[field(range = ranges::MANAGED_TIMEOUT_S, range_if = depends_on_function)]
    pub timeout_s: Option<u32>,
    /// The entry point that is configured.
    #[field(max_len = ranges::MAX_TEXT)]
    pub handler: Option<String>,
    /// What is deployed.
    #[field(check_inside)]
    pub package: Option<Package>,
    /// What a start costs.
    #[field(check_inside)]
    pub phases: Option<Phases>,
    /// What an invocation costs.
    #[field(check_inside)]
    pub work: Option<Work>,
}

/// Whether a function runs on Managed Instances decides what its timeout may be: the check of the function knows.
pub(super) const fn depends_on_function<T>(_: &T) -> Option<ranges::Range> {
    None
}

/// Where the alias `live` points.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alias {
    /// The version.
    #[field(default = 1)]
    pub version: u32,
    /// A second version that gets a share of the requests.
    pub additional_version: Option<u32>,
    /// That share, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub additional_weight: f64,
}

/// A deployment: the alias `live` of a function is shifted to another version.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deployment {
    /// When it begins, in seconds.
    #[field(range = ranges::TRAFFIC_S, default = 0.0)]
    pub at_s: f64,
    /// The function.
    pub function: String,
    /// The version that is to serve.
    pub version: u32,
    /// How the traffic is shifted.
    pub preference: Preference,
    /// Alarms, by name, that roll it back.
    #[field(omit_default)]
    pub alarms: Vec<String>,
}

/// CodeDeploy's deployment configurations for Lambda, each without its prefix `CodeDeployDefault.Lambda` (V3).
#[keywords(rename_all = "PascalCase")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "CodeDeploy's own names say what they do")]
pub enum Preference {
    #[default]
    AllAtOnce,
    Canary10Percent5Minutes,
    Canary10Percent10Minutes,
    Canary10Percent15Minutes,
    Canary10Percent30Minutes,
    Linear10PercentEvery1Minute,
    Linear10PercentEvery2Minutes,
    Linear10PercentEvery3Minutes,
    Linear10PercentEvery10Minutes,
}

impl Preference {
    /// The share of the new version after `step` intervals; step 0 is the beginning.
    #[must_use]
    pub fn weight_after(self, step: u32) -> f64 {
        match self {
            Self::AllAtOnce => 1.0,
            Self::Canary10Percent5Minutes
            | Self::Canary10Percent10Minutes
            | Self::Canary10Percent15Minutes
            | Self::Canary10Percent30Minutes => {
                if step == 0 {
                    0.1
                } else {
                    1.0
                }
            }
            Self::Linear10PercentEvery1Minute
            | Self::Linear10PercentEvery2Minutes
            | Self::Linear10PercentEvery3Minutes
            | Self::Linear10PercentEvery10Minutes => f64::from((step + 1).min(10)) / 10.0,
        }
    }

    /// The time between two steps.
    #[must_use]
    pub const fn interval(self) -> Micros {
        let minutes = match self {
            Self::AllAtOnce => 0,
            Self::Linear10PercentEvery1Minute => 1,
            Self::Linear10PercentEvery2Minutes => 2,
            Self::Linear10PercentEvery3Minutes => 3,
            Self::Canary10Percent5Minutes => 5,
            Self::Canary10Percent10Minutes | Self::Linear10PercentEvery10Minutes => 10,
            Self::Canary10Percent15Minutes => 15,
            Self::Canary10Percent30Minutes => 30,
        };
        Micros(minutes * 60_000_000)
    }
}
