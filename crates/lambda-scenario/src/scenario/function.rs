//! A function: its configuration, its package, its work, and how its environments live.

use super::ranges::Range;
use super::{
    Alias, Autoscaling, Call, Durable, Extension, ManagedInstances, Override, Response, Version, Work, ranges,
};
use crate::architecture::Architecture;
use crate::distribution::Distribution;
use crate::runtimes::PackageType;
use lambda_scenario_derive::{keywords, object};
use serde::Serialize;

/// A Lambda function.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Function {
    /// Its name; unique in the scenario.
    pub name: String,
    /// AWS's runtime identifier.
    #[field(default = "nodejs24.x".to_owned())]
    pub runtime: String,
    /// For `provided.*` runtimes: the language that the bootstrap is written in.
    pub language: Option<String>,
    /// The instruction set.
    pub architecture: Architecture,
    /// Memory in MB, 128 to 10,240 (Q5); CPU follows it (P1).
    #[field(range = ranges::MEMORY_MB)]
    pub memory_mb: u32,
    /// The timeout in seconds, 1 to 900 (Q6); on Managed Instances to 5,400 for whom nobody waits for (N1).
    #[field(range = ranges::MANAGED_TIMEOUT_S, range_if = Self::timeouts)]
    pub timeout_s: u32,
    /// The entry point that is configured: `file.function`.
    #[field(max_len = ranges::MAX_TEXT, default = "index.handler".to_owned())]
    pub handler: String,
    /// What is deployed.
    #[field(check_inside)]
    pub package: Package,
    /// What a start costs.
    #[field(check_inside, omit_default)]
    pub phases: Phases,
    /// What an invocation costs.
    #[field(check_inside)]
    pub work: Work,
    /// How long environments are kept.
    #[field(check_inside, omit_default)]
    pub keep_alive: KeepAlive,
    /// Which of several idle environments serves (L3).
    #[field(omit_default)]
    pub environment_choice: EnvironmentChoice,
    /// `/tmp` in MB, 512 to 10,240 (Q7).
    #[field(range = ranges::EPHEMERAL_STORAGE_MB, omit_default)]
    pub ephemeral_storage_mb: u32,
    /// Reserved concurrency: a guarantee and a cap (C3).
    #[field(range = ranges::RESERVED_CONCURRENCY)]
    pub reserved_concurrency: Option<u32>,
    /// Provisioned concurrency on the alias `live` (C4).
    #[field(range = ranges::PROVISIONED_CONCURRENCY)]
    pub provisioned_concurrency: Option<u32>,
    /// Whether provisioned environments are ready at time zero or still to be allocated (C6).
    #[field(omit_default)]
    pub provisioned_start: ProvisionedStart,
    /// What it calls while it runs.
    #[field(omit_default)]
    pub calls: Vec<Call>,
    /// Published versions in addition to version 1.
    #[field(omit_default)]
    pub versions: Vec<Version>,
    /// Where the alias `live` points; left out: at version 1.
    pub alias: Option<Alias>,
    /// How provisioned concurrency follows its utilisation.
    pub provisioned_autoscaling: Option<Autoscaling>,
    /// What runs next to the handler (L15); at most 10.
    #[field(check_inside, omit_default)]
    pub extensions: Vec<Extension>,
    /// Whether environments of its published versions are restored from a snapshot (SnapStart, N0).
    #[field(omit_default)]
    pub snap_start: bool,
    /// Share of new environments that Lambda initialised ahead of the request that finds them, 0 to 1 (L10).
    #[field(range = ranges::SHARE, omit_default)]
    pub proactive_init_share: f64,
    /// How long it is still being made from time zero on, in seconds: until then every request fails (L16). With SnapStart
    /// also how long a version takes that is published mid-run.
    #[field(range = ranges::PENDING_S, omit_default)]
    pub pending_s: f64,
    /// After how many days without a request its resources are reclaimed, so that the next ones fail until they are there
    /// again (L16): 14 for functions in a VPC. Left out: never.
    #[field(range = ranges::INACTIVE_AFTER_DAYS)]
    pub inactive_after_days: Option<u32>,
    /// What it answers, where its size matters (N4).
    #[field(check_inside)]
    pub response: Option<Response>,
    /// How many tenants call it, each with its own environments (tenant isolation, N3); whose a call is, is drawn. Left
    /// out: environments serve everybody.
    #[field(range = ranges::TENANTS)]
    pub tenants: Option<u32>,
    /// What makes it a durable function (N2): its executions checkpoint, wait and resume.
    pub durable: Option<Durable>,
    /// The EC2 instances of one's own that it runs on (N1). Left out: Lambda's.
    pub managed_instances: Option<ManagedInstances>,
    /// What becomes of a chain of functions that calls it too often (E6).
    #[field(omit_default)]
    pub recursive_loop: RecursiveLoop,
    /// Whether Lambda Insights records its invocations (O4): CloudWatch bills that.
    #[field(omit_default)]
    pub insights: bool,
}

/// What becomes of a chain of functions that is too long (E6), by AWS's words.
#[keywords(rename_all = "PascalCase")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum RecursiveLoop {
    /// It is stopped.
    #[default]
    Terminate,
    /// It goes on.
    Allow,
}

impl Function {
    /// What its timeout may be (Q6, N1).
    #[must_use]
    pub fn timeouts(&self) -> Option<Range> {
        Some(if self.managed_instances.is_some() { ranges::MANAGED_TIMEOUT_S } else { ranges::TIMEOUT_S })
    }

    /// Whether callers that name no qualifier call its alias `live`: it has one, or provisioned concurrency, which sits on it, or SnapStart,
    /// which only published versions have.
    #[must_use]
    pub const fn has_alias(&self) -> bool {
        self.alias.is_some() || self.provisioned_concurrency.is_some() || self.snap_start
    }

    /// Whether it has a version of this number.
    #[must_use]
    pub fn publishes(&self, version: u32) -> bool {
        version == 1 || self.versions.iter().any(|published| published.version == version)
    }

    /// Whether the configured handler is what the package offers; if not, every init fails (L13).
    #[must_use]
    pub fn has_its_handler(&self) -> bool {
        self.package.entry_point.as_ref().is_none_or(|entry_point| *entry_point == self.handler)
    }
}

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

impl Package {
    /// How large it may be, which depends on what it is (Q11).
    #[must_use]
    pub fn sizes(&self) -> Option<Range> {
        Some(match self.package_type {
            PackageType::Zip => ranges::ZIP_SIZE_MB,
            PackageType::Image => ranges::IMAGE_SIZE_MB,
        })
    }
}

/// The deployment package: what there is to download and to load.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Package {
    /// A zip archive or a container image.
    #[field(name = "type", default = PackageType::Zip)]
    pub package_type: PackageType,
    /// Unzipped size in MB.
    #[field(range = ranges::IMAGE_SIZE_MB, range_if = Self::sizes, depends_on = "type")]
    pub size_mb: f64,
    /// How many files of dependencies init loads.
    #[field(range = ranges::DEPENDENCIES)]
    pub dependencies: u32,
    /// The share of the package that init imports, 0 to 1.
    #[field(range = ranges::SHARE, default = 1.0)]
    pub imported_share: f64,
    /// The entry point that the package offers, compared with the function's handler; left out: the right one.
    #[field(max_len = ranges::MAX_TEXT)]
    pub entry_point: Option<String>,
}

/// The phases before the handler. What is left out follows runtime, architecture and package (calibrated defaults).
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Phases {
    /// Download of the code, in ms.
    #[field(range = ranges::START_PHASE_MS)]
    pub download_ms: Option<Distribution>,
    /// Start of the environment, in ms.
    #[field(range = ranges::START_PHASE_MS)]
    pub start_ms: Option<Distribution>,
    /// Init code, in ms at full speed; replaces the whole calibrated init.
    #[field(range = ranges::START_PHASE_MS)]
    pub init_ms: Option<Distribution>,
    /// Share of inits that fail, 0 to 1.
    #[field(range = ranges::SHARE, omit_default)]
    pub init_error_rate: f64,
    /// With SnapStart: restoring a snapshot, in ms, hooks apart.
    #[field(range = ranges::START_PHASE_MS)]
    pub restore_ms: Option<Distribution>,
    /// With SnapStart: the hooks that run after a restore, in ms.
    #[field(range = ranges::START_PHASE_MS)]
    pub after_restore_ms: Option<Distribution>,
}

/// How long an environment outlives its last invocation; `null` means for ever (L7–L9).
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeepAlive {
    /// How long an idle environment stays initialised, in seconds.
    #[field(range = ranges::KEEP_ALIVE_S)]
    pub initialized_s: Override<Distribution>,
    /// How long its sandbox is kept after that, in seconds; 0: not at all.
    #[field(range = ranges::KEEP_ALIVE_S)]
    pub sandbox_s: Override<Distribution>,
    /// The age at which an environment is retired when it is next idle, in seconds.
    #[field(range = ranges::MAX_AGE_S)]
    pub max_age_s: Override<Distribution>,
}

/// Which of several idle environments serves the next request. AWS does not say (L3).
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum EnvironmentChoice {
    /// The one that became idle last.
    #[default]
    MostRecent,
    /// The one created last.
    Newest,
    /// The one that has been idle longest.
    LeastRecent,
    /// Any of them.
    Random,
}

/// The state of provisioned concurrency when the run begins.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ProvisionedStart {
    /// It has long been set: all environments are ready.
    #[default]
    Ready,
    /// It is requested at time zero and allocated as by C6.
    Allocate,
}
