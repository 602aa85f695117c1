//! A function: its configuration, its package, its work, and how its environments live.

use super::record::{record, words};
use super::{Alias, Autoscaling, Call, Durable, Extension, ManagedInstances, Response, Setting, Version, Work, limits};
use crate::architecture::Architecture;
use crate::distribution::Distribution;
use crate::runtimes::PackageType;
use serde::Serialize;

words!(Architecture);
words!(PackageType);

/// A Lambda function.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Function {
    /// Its name; unique in the scenario.
    pub name: String,
    /// AWS's runtime identifier.
    pub runtime: String,
    /// For `provided.*` runtimes: the language that the bootstrap is written in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The instruction set.
    pub architecture: Architecture,
    /// Memory in MB, 128 to 10,240 (Q5); CPU follows it (P1).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::MEMORY_MB.min, max = limits::MEMORY_MB.max)))]
    pub memory_mb: u32,
    /// The timeout in seconds, 1 to 900 (Q6); on Managed Instances to 5,400 for whom nobody waits for (N1).
    #[cfg_attr(feature = "schema", schemars(range(min = limits::TIMEOUT_S.min, max = limits::MANAGED_TIMEOUT_S.max)))]
    pub timeout_s: u32,
    /// The entry point that is configured: `file.function`.
    pub handler: String,
    /// What is deployed.
    pub package: Package,
    /// What a start costs.
    #[serde(skip_serializing_if = "Phases::is_default")]
    pub phases: Phases,
    /// What an invocation costs.
    pub work: Work,
    /// How long environments are kept.
    #[serde(skip_serializing_if = "KeepAlive::is_default")]
    pub keep_alive: KeepAlive,
    /// Which of several idle environments serves (L3).
    #[serde(skip_serializing_if = "EnvironmentChoice::is_default")]
    pub environment_choice: EnvironmentChoice,
    /// `/tmp` in MB, 512 to 10,240 (Q7).
    #[serde(skip_serializing_if = "is_free_storage")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::EPHEMERAL_STORAGE_MB.min, max = limits::EPHEMERAL_STORAGE_MB.max)))]
    pub ephemeral_storage_mb: u32,
    /// Reserved concurrency: a guarantee and a cap (C3).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::RESERVED_CONCURRENCY.min, max = limits::RESERVED_CONCURRENCY.max)))]
    pub reserved_concurrency: Option<u32>,
    /// Provisioned concurrency on the alias `live` (C4).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PROVISIONED_CONCURRENCY.min, max = limits::PROVISIONED_CONCURRENCY.max)))]
    pub provisioned_concurrency: Option<u32>,
    /// Whether provisioned environments are ready at time zero or still to be allocated (C6).
    #[serde(skip_serializing_if = "ProvisionedStart::is_default")]
    pub provisioned_start: ProvisionedStart,
    /// What it calls while it runs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// How provisioned concurrency follows its utilisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provisioned_autoscaling: Option<Autoscaling>,
    /// Published versions beside version 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// Where the alias `live` points; left out: at version 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<Alias>,
    /// What runs beside the handler (L15); at most 10.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<Extension>,
    /// Whether environments of its published versions are restored from a snapshot (SnapStart, N0).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub snap_start: bool,
    /// Share of new environments that Lambda initialised ahead of the request that finds them, 0 to 1 (L10).
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub proactive_init_share: f64,
    /// How long it is still being made from time zero on, in seconds: until then every request fails (L16). With SnapStart
    /// also how long a version takes that is published mid-run.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::PENDING_S.min, max = limits::PENDING_S.max)))]
    pub pending_s: f64,
    /// After how many days without a request its resources are reclaimed, so that the next ones fail until they are there
    /// again (L16): 14 for functions in a VPC. Left out: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::INACTIVE_AFTER_DAYS.min, max = limits::INACTIVE_AFTER_DAYS.max)))]
    pub inactive_after_days: Option<u32>,
    /// What it answers, where its size matters (N4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// How many tenants call it, each with environments of its own (tenant isolation, N3); whose a call is, is drawn. Left
    /// out: environments serve everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::TENANTS.min, max = limits::TENANTS.max)))]
    pub tenants: Option<u32>,
    /// What makes it a durable function (N2): its executions checkpoint, wait and resume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub durable: Option<Durable>,
    /// The EC2 instances of one's own that it runs on (N1). Left out: Lambda's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_instances: Option<ManagedInstances>,
    /// What becomes of a chain of functions that calls it too often (E6).
    #[serde(skip_serializing_if = "RecursiveLoop::is_default")]
    pub recursive_loop: RecursiveLoop,
    /// Whether Lambda Insights records its invocations (O4): CloudWatch bills that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub insights: bool,
}

record!(Function {
    name,
    runtime,
    language,
    architecture,
    memory_mb,
    timeout_s,
    handler,
    package,
    phases,
    work,
    keep_alive,
    environment_choice,
    ephemeral_storage_mb,
    reserved_concurrency,
    provisioned_concurrency,
    provisioned_start,
    calls,
    versions,
    alias,
    provisioned_autoscaling,
    extensions,
    snap_start,
    proactive_init_share,
    pending_s,
    inactive_after_days,
    response,
    tenants,
    durable,
    managed_instances,
    recursive_loop,
    insights,
});

/// What becomes of a chain of functions that is too long (E6), by AWS's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum RecursiveLoop {
    /// It is stopped.
    #[default]
    Terminate,
    /// It goes on.
    Allow,
}

words!(RecursiveLoop { "Terminate" => Terminate, "Allow" => Allow });

impl RecursiveLoop {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Function {
    fn default() -> Self {
        Self {
            name: String::new(),
            runtime: "nodejs24.x".to_owned(),
            language: None,
            architecture: Architecture::default(),
            memory_mb: limits::MEMORY_MB.default as u32,
            timeout_s: limits::TIMEOUT_S.default as u32,
            handler: "index.handler".to_owned(),
            package: Package::default(),
            phases: Phases::default(),
            work: Work::default(),
            keep_alive: KeepAlive::default(),
            environment_choice: EnvironmentChoice::default(),
            ephemeral_storage_mb: limits::EPHEMERAL_STORAGE_MB.default as u32,
            reserved_concurrency: None,
            provisioned_concurrency: None,
            provisioned_start: ProvisionedStart::default(),
            calls: Vec::new(),
            versions: Vec::new(),
            alias: None,
            provisioned_autoscaling: None,
            extensions: Vec::new(),
            snap_start: false,
            proactive_init_share: 0.0,
            pending_s: 0.0,
            inactive_after_days: None,
            response: None,
            tenants: None,
            durable: None,
            managed_instances: None,
            recursive_loop: RecursiveLoop::default(),
            insights: false,
        }
    }
}

impl Function {
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

/// The deployment package: what there is to download and to load.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Package {
    /// A zip archive or a container image.
    #[serde(rename = "type")]
    pub package_type: PackageType,
    /// Unzipped size in MB.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::IMAGE_SIZE_MB.min, max = limits::IMAGE_SIZE_MB.max)))]
    pub size_mb: f64,
    /// How many files of dependencies init loads.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::DEPENDENCIES.min, max = limits::DEPENDENCIES.max)))]
    pub dependencies: u32,
    /// The share of the package that init imports, 0 to 1.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub imported_share: f64,
    /// The entry point that the package offers, compared with the function's handler; left out: the right one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_point: Option<String>,
}

record!(Package { package_type = "type", size_mb, dependencies, imported_share, entry_point });

impl Default for Package {
    fn default() -> Self {
        Self { package_type: PackageType::Zip, size_mb: 0.0, dependencies: 0, imported_share: 1.0, entry_point: None }
    }
}

/// The phases before the handler. What is left out follows runtime, architecture and package (calibrated defaults).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Phases {
    /// Download of the code, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub download_ms: Option<Distribution>,
    /// Start of the environment, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<Distribution>,
    /// Init code, in ms at full speed; replaces the whole calibrated init.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub init_ms: Option<Distribution>,
    /// Share of inits that fail, 0 to 1.
    #[serde(skip_serializing_if = "super::is_zero")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub init_error_rate: f64,
    /// With SnapStart: restoring a snapshot, in ms, hooks apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restore_ms: Option<Distribution>,
    /// With SnapStart: the hooks that run after a restore, in ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_restore_ms: Option<Distribution>,
}

record!(Phases { download_ms, start_ms, init_ms, init_error_rate, restore_ms, after_restore_ms });

impl Phases {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How long an environment outlives its last invocation; `null` means for ever (L7–L9).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct KeepAlive {
    /// How long an idle environment stays initialised, in seconds.
    #[serde(skip_serializing_if = "Setting::is_default")]
    pub initialized_s: Setting<Distribution>,
    /// How long its sandbox is kept after that, in seconds; 0: not at all.
    #[serde(skip_serializing_if = "Setting::is_default")]
    pub sandbox_s: Setting<Distribution>,
    /// The age at which an environment is retired when it is next idle, in seconds.
    #[serde(skip_serializing_if = "Setting::is_default")]
    pub max_age_s: Setting<Distribution>,
}

record!(KeepAlive { initialized_s, sandbox_s, max_age_s });

impl KeepAlive {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Which of several idle environments serves the next request. AWS does not say (L3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
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

words!(EnvironmentChoice {
    "most_recent" => MostRecent,
    "newest" => Newest,
    "least_recent" => LeastRecent,
    "random" => Random,
});

impl EnvironmentChoice {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::MostRecent, Self::Newest, Self::LeastRecent, Self::Random];

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Where provisioned concurrency stands when the run begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProvisionedStart {
    /// It has long been set: all environments are ready.
    #[default]
    Ready,
    /// It is requested at time zero and allocated as by C6.
    Allocate,
}

words!(ProvisionedStart { "ready" => Ready, "allocate" => Allocate });

impl ProvisionedStart {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_free_storage(megabytes: &u32) -> bool {
    f64::from(*megabytes) == limits::EPHEMERAL_STORAGE_MB.default
}
