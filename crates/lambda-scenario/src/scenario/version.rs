//! Published versions, the alias between them, and deployments that shift it (rules V1–V3).

#[cfg(feature = "schema")]
use super::limits;
use super::record::{record, words};
use super::{Function, Package, Phases, Work};
use crate::architecture::Architecture;
use crate::units::Micros;
use serde::Serialize;

/// A published version: the function's configuration, with what differs from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Version {
    /// Its number; 1 is the function as it stands.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::VERSION.min, max = limits::VERSION.max)))]
    pub version: u32,
    /// AWS's runtime identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runtime: Option<String>,
    /// The instruction set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub architecture: Option<Architecture>,
    /// Memory in MB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_mb: Option<u32>,
    /// The timeout in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
    /// The entry point that is configured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handler: Option<String>,
    /// What is deployed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// What a start costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phases: Option<Phases>,
    /// What an invocation costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

record!(Version { version, runtime, architecture, memory_mb, timeout_s, handler, package, phases, work });

impl Version {
    /// The function as this version has it.
    #[must_use]
    pub fn of(&self, function: &Function) -> Function {
        let mut version = function.clone();
        let Self { version: _, runtime, architecture, memory_mb, timeout_s, handler, package, phases, work } =
            self.clone();
        version.runtime = runtime.unwrap_or(version.runtime);
        version.architecture = architecture.unwrap_or(version.architecture);
        version.memory_mb = memory_mb.unwrap_or(version.memory_mb);
        version.timeout_s = timeout_s.unwrap_or(version.timeout_s);
        version.handler = handler.unwrap_or(version.handler);
        version.package = package.unwrap_or(version.package);
        version.phases = phases.unwrap_or(version.phases);
        version.work = work.unwrap_or(version.work);
        version
    }
}

/// Where the alias `live` points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Alias {
    /// The version.
    pub version: u32,
    /// A second version that gets a share of the requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_version: Option<u32>,
    /// That share, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub additional_weight: f64,
}

record!(Alias { version, additional_version, additional_weight });

impl Default for Alias {
    fn default() -> Self {
        Self { version: 1, additional_version: None, additional_weight: 0.0 }
    }
}

/// A deployment: the alias `live` of a function is shifted to another version.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Deployment {
    /// When it begins, in seconds.
    pub at_s: f64,
    /// The function.
    pub function: String,
    /// The version that is to serve.
    pub version: u32,
    /// How the traffic is shifted.
    pub preference: Preference,
    /// Alarms, by name, that roll it back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<String>,
}

record!(Deployment { at_s, function, version, preference, alarms });

/// CodeDeploy's deployment configurations for Lambda, each without its prefix `CodeDeployDefault.Lambda` (V3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

words!(Preference);

impl Preference {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::AllAtOnce,
        Self::Canary10Percent5Minutes,
        Self::Canary10Percent10Minutes,
        Self::Canary10Percent15Minutes,
        Self::Canary10Percent30Minutes,
        Self::Linear10PercentEvery1Minute,
        Self::Linear10PercentEvery2Minutes,
        Self::Linear10PercentEvery3Minutes,
        Self::Linear10PercentEvery10Minutes,
    ];

    /// Its name, as CodeDeploy ends it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AllAtOnce => "AllAtOnce",
            Self::Canary10Percent5Minutes => "Canary10Percent5Minutes",
            Self::Canary10Percent10Minutes => "Canary10Percent10Minutes",
            Self::Canary10Percent15Minutes => "Canary10Percent15Minutes",
            Self::Canary10Percent30Minutes => "Canary10Percent30Minutes",
            Self::Linear10PercentEvery1Minute => "Linear10PercentEvery1Minute",
            Self::Linear10PercentEvery2Minutes => "Linear10PercentEvery2Minutes",
            Self::Linear10PercentEvery3Minutes => "Linear10PercentEvery3Minutes",
            Self::Linear10PercentEvery10Minutes => "Linear10PercentEvery10Minutes",
        }
    }

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
            _ => f64::from((step + 1).min(10)) / 10.0,
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
