//! Changes of one function.

use lambda_sim::architecture::Architecture;
use lambda_sim::distribution::Distribution;
use lambda_sim::runtimes::{PackageType, Runtime};
use lambda_sim::scenario::{Alias, EnvironmentChoice, Function, ProvisionedStart, Setting};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum FunctionEdit {
    /// The runtime's identifier.
    Runtime(String),
    /// The language on an OS-only runtime.
    Language(Option<String>),
    /// The instruction set.
    Architecture(Architecture),
    /// Memory, in MB.
    MemoryMb(u32),
    /// The timeout, in seconds.
    TimeoutS(u32),
    /// The handler that is configured.
    Handler(String),
    /// The entry point that the package offers; none: the right one.
    EntryPoint(Option<String>),
    /// A zip archive or an image.
    PackageType(PackageType),
    /// The package's size, in MB.
    PackageSizeMb(f64),
    /// Files of dependencies.
    Dependencies(u32),
    /// The share of the package that init imports.
    ImportedShare(f64),
    /// Download; none: the calibrated default.
    DownloadMs(Option<Distribution>),
    /// Start; none: the calibrated default.
    StartMs(Option<Distribution>),
    /// Init; none: the calibrated default.
    InitMs(Option<Distribution>),
    /// The share of inits that fail.
    InitErrorRate(f64),
    /// The handler's work.
    DurationMs(Distribution),
    /// The share of it that is computing.
    CpuShare(f64),
    /// Threads it computes on.
    Parallelism(u32),
    /// Memory used; none: the runtime's usual need.
    MemoryUsedMb(Option<Distribution>),
    /// The share of invocations that return an error.
    ErrorRate(f64),
    /// The share of invocations that crash.
    CrashRate(f64),
    /// How long an idle environment stays initialised.
    InitializedS(Setting<Distribution>),
    /// How long its sandbox is kept after that.
    SandboxS(Setting<Distribution>),
    /// The age at which an environment is retired.
    MaxAgeS(Setting<Distribution>),
    /// Which idle environment serves.
    EnvironmentChoice(EnvironmentChoice),
    /// `/tmp`, in MB.
    EphemeralStorageMb(u32),
    /// Reserved concurrency; none: off.
    ReservedConcurrency(Option<u32>),
    /// Provisioned concurrency; none: off.
    ProvisionedConcurrency(Option<u32>),
    /// Where provisioned concurrency stands at time zero.
    ProvisionedStart(ProvisionedStart),
    /// Where its alias points.
    Alias(Alias),
    /// Whether Lambda Insights records it.
    Insights(bool),
}

impl FunctionEdit {
    pub(super) const fn field(&self) -> &'static str {
        match self {
            Self::Runtime(_) => "runtime",
            Self::Language(_) => "language",
            Self::Architecture(_) => "architecture",
            Self::MemoryMb(_) => "memory_mb",
            Self::TimeoutS(_) => "timeout_s",
            Self::Handler(_) => "handler",
            Self::EntryPoint(_) => "package.entry_point",
            Self::PackageType(_) => "package.type",
            Self::PackageSizeMb(_) => "package.size_mb",
            Self::Dependencies(_) => "package.dependencies",
            Self::ImportedShare(_) => "package.imported_share",
            Self::DownloadMs(_) => "phases.download_ms",
            Self::StartMs(_) => "phases.start_ms",
            Self::InitMs(_) => "phases.init_ms",
            Self::InitErrorRate(_) => "phases.init_error_rate",
            Self::DurationMs(_) => "work.duration_ms",
            Self::CpuShare(_) => "work.cpu_share",
            Self::Parallelism(_) => "work.parallelism",
            Self::MemoryUsedMb(_) => "work.memory_used_mb",
            Self::ErrorRate(_) => "work.error_rate",
            Self::CrashRate(_) => "work.crash_rate",
            Self::InitializedS(_) => "keep_alive.initialized_s",
            Self::SandboxS(_) => "keep_alive.sandbox_s",
            Self::MaxAgeS(_) => "keep_alive.max_age_s",
            Self::EnvironmentChoice(_) => "environment_choice",
            Self::EphemeralStorageMb(_) => "ephemeral_storage_mb",
            Self::ReservedConcurrency(_) => "reserved_concurrency",
            Self::ProvisionedConcurrency(_) => "provisioned_concurrency",
            Self::ProvisionedStart(_) => "provisioned_start",
            Self::Alias(_) => "alias",
            Self::Insights(_) => "insights",
        }
    }

    pub(super) fn apply(&self, function: &mut Function) {
        match self {
            Self::Runtime(runtime) => set_runtime(function, runtime),
            Self::Language(language) => function.language.clone_from(language),
            Self::Architecture(architecture) => function.architecture = *architecture,
            Self::MemoryMb(memory) => function.memory_mb = *memory,
            Self::TimeoutS(timeout) => function.timeout_s = *timeout,
            Self::Handler(handler) => function.handler.clone_from(handler),
            Self::EntryPoint(entry_point) => function.package.entry_point.clone_from(entry_point),
            Self::PackageType(package_type) => function.package.package_type = *package_type,
            Self::PackageSizeMb(size) => function.package.size_mb = *size,
            Self::Dependencies(count) => function.package.dependencies = *count,
            Self::ImportedShare(share) => function.package.imported_share = *share,
            Self::DownloadMs(download) => function.phases.download_ms.clone_from(download),
            Self::StartMs(start) => function.phases.start_ms.clone_from(start),
            Self::InitMs(init) => function.phases.init_ms.clone_from(init),
            Self::InitErrorRate(rate) => function.phases.init_error_rate = *rate,
            Self::DurationMs(duration) => function.work.duration_ms.clone_from(duration),
            Self::CpuShare(share) => function.work.cpu_share = *share,
            Self::Parallelism(threads) => function.work.parallelism = *threads,
            Self::MemoryUsedMb(memory) => function.work.memory_used_mb.clone_from(memory),
            Self::ErrorRate(rate) => function.work.error_rate = *rate,
            Self::CrashRate(rate) => function.work.crash_rate = *rate,
            Self::InitializedS(life) => function.keep_alive.initialized_s.clone_from(life),
            Self::SandboxS(life) => function.keep_alive.sandbox_s.clone_from(life),
            Self::MaxAgeS(age) => function.keep_alive.max_age_s.clone_from(age),
            Self::EnvironmentChoice(choice) => function.environment_choice = *choice,
            Self::EphemeralStorageMb(size) => function.ephemeral_storage_mb = *size,
            Self::ReservedConcurrency(reserved) => function.reserved_concurrency = *reserved,
            Self::ProvisionedConcurrency(provisioned) => {
                function.provisioned_concurrency = *provisioned;
                // There is nothing to scale without it.
                function.provisioned_autoscaling =
                    function.provisioned_autoscaling.take().filter(|_| provisioned.is_some());
            }
            Self::ProvisionedStart(start) => function.provisioned_start = *start,
            Self::Alias(alias) => function.alias = Some(alias.clone()),
            Self::Insights(on) => function.insights = *on,
        }
    }
}

/// A runtime that brings its own language takes none from the scenario.
fn set_runtime(function: &mut Function, runtime: &str) {
    runtime.clone_into(&mut function.runtime);
    if Runtime::find(runtime).is_some_and(|runtime| !runtime.is_os_only()) {
        function.language = None;
    }
}
