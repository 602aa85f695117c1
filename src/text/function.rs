//! Words of the panel "Functions".

use super::{FieldText, field};
use lambda_sim::confidence::Confidence;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::EnvironmentChoice;
use lambda_story::format;

pub const TITLE: &str = "Functions";
pub const ADD: &str = "Add a function";
pub const DUPLICATE: &str = "Duplicate";
pub const REMOVE: &str = "Remove";
pub const LAST_ONE: &str = "A scenario needs a function: the last one stays.";
pub const SUPPORTED: &str = "Supported";
pub const DEPRECATED: &str = "Deprecated";
pub const PACKAGE: &str = "Package";
pub const WORK: &str = "Failures and memory use";
pub const START: &str = "Cold start phases";
pub const LIFE: &str = "Life of environments";
pub const OFFERED: &str = "the configured one";
pub const WRONG_HANDLER: &str = "The package does not offer the configured handler: every init fails.";
pub const NOTHING_TO_IMPORT: &str = "The package's size is 0: there is nothing to import.";
pub const NOTHING_TO_COMPUTE: &str = "The handler only waits: its computing share is 0\u{a0}%.";

pub const NAME: FieldText = field("Name", "What sources call it by.", "");
pub const RUNTIME: FieldText = field(
    "Runtime",
    "Decides how long init takes: each has measured cold starts.",
    "Lambda Developer Guide, lambda-runtimes; measurements as named under Cold start phases",
);
pub const LANGUAGE: FieldText = field(
    "Language",
    "What runs on an OS-only runtime; it selects the measured cold starts.",
    "calibration, by measurement",
);
pub const ARCHITECTURE: FieldText = field(
    "Architecture",
    "arm64 costs a fifth less a GB-second; whether it computes faster depends on the work.",
    "Rule P4 · aws.amazon.com/lambda/pricing; calibration",
);
pub const MEMORY: FieldText = field(
    "Memory",
    "CPU grows with memory: 1,769 MB are one vCPU. Waiting does not get shorter, computing does.",
    "Rules P1, P2 · Lambda Developer Guide, configuration-memory",
);
pub const TIMEOUT: FieldText = field(
    "Timeout",
    "EndTimes the handler, and resets its environment. A normal init does not count.",
    "Rules L6, L12 · Lambda Developer Guide, configuration-timeout",
);
pub const HANDLER: FieldText = field(
    "Handler",
    "The entry point that is configured: file.function.",
    "Lambda Developer Guide, configuration-function-common",
);
pub const ENTRY_POINT: FieldText = field(
    "Entry point in the package",
    "If it is not the configured handler, every init fails.",
    "Rule L13 · Lambda Developer Guide, troubleshooting-deployment",
);
pub const PACKAGE_TYPE: FieldText = field(
    "Package type",
    "A zip archive is fetched whole at a cold start, an image block by block while it runs.",
    "Rule I1 · calibration (lambdabench 2026-07)",
);
pub const PACKAGE_SIZE: FieldText = field(
    "Size, unzipped",
    "A zip's download grows with it; what is imported is loaded in init.",
    "Quota Q11 · calibration",
);
pub const DEPENDENCIES: FieldText =
    field("Dependencies", "Files that init opens: 0.2 ms each.", "calibration [assumed]");
pub const IMPORTED_SHARE: FieldText =
    field("Imported at init", "The share of the package that init loads.", "calibration (tanasa-size 2023 and others)");
pub const DURATION: FieldText = field(
    "Handler work",
    "What the handler takes on x86_64 with one whole vCPU. Memory and architecture scale its computing part.",
    "Rules P1, P2, P4 · Lambda Developer Guide, configuration-memory",
);
pub const CPU_SHARE: FieldText = field(
    "Computing share",
    "The part of the handler's work that needs the CPU; the rest waits, whatever the memory.",
    "Rule P2 · Lambda Developer Guide, configuration-memory",
);
pub const PARALLELISM: FieldText = field(
    "Threads",
    "How many threads the computing spreads over: above 1,769 MB a single one gains nothing.",
    "Rule P1 · Lambda Developer Guide, configuration-memory",
);
pub const MEMORY_USED: FieldText = field(
    "Memory used",
    "A draw above the configured memory kills the runtime and resets the environment.",
    "Rule P5 · Lambda Developer Guide, troubleshooting-invocation",
);
pub const ERROR_RATE: FieldText = field(
    "Error rate",
    "Invocations whose handler returns an error; the environment stays.",
    "Rule L6 · Lambda Developer Guide",
);
pub const CRASH_RATE: FieldText = field(
    "Crash rate",
    "Invocations that crash the runtime: the next one on that environment runs init again.",
    "Rule L6 · Lambda Developer Guide, lambda-runtime-environment",
);
pub const INIT_ERROR_RATE: FieldText = field(
    "Init error rate",
    "Inits that fail, and their invocations with them.",
    "Rule L13 · Lambda Developer Guide, troubleshooting-deployment",
);
pub const DOWNLOAD: FieldText =
    field("Download", "Fetching the code; not billed.", "Rules L1, M2 · Lambda Developer Guide");
pub const START_PHASE: FieldText =
    field("Start", "Starting the environment; not billed.", "Rules L1, M2 · Lambda Developer Guide");
pub const INIT: FieldText = field(
    "Init",
    "Runtime and code outside the handler, at full speed whatever the memory; billed since August 2025.",
    "Rules P3, M1 · Lambda Developer Guide, lambda-runtime-environment",
);
pub const INITIALIZED: FieldText = field(
    "Idle before the runtime is dropped",
    "How long an idle environment stays warm. AWS promises nothing.",
    "Rule L8 [assumed] · studies find 5 to 60 minutes",
);
pub const SANDBOX: FieldText = field(
    "Sandbox kept after that",
    "Within it, a request finds the code downloaded: a partial cold start.",
    "Rule L7 [assumed] · AWS documents only resets (L6)",
);
pub const MAX_AGE: FieldText = field(
    "Maximum age",
    "Even busy environments are retired, when next idle.",
    "Rule L9 [assumed] · Lambda Developer Guide: every few hours",
);
pub const ENVIRONMENT_CHOICE: FieldText = field(
    "Which idle environment serves",
    "AWS does not say. The one used last lets surplus environments die.",
    "Rule L3 [assumed]",
);
pub const EPHEMERAL_STORAGE: FieldText =
    field("Ephemeral storage", "/tmp; above 512 MB it is billed.", "Quota Q7 · aws.amazon.com/lambda/pricing");

/// What memory means for the handler: `0.29 vCPU · handler CPU runs 3.5× slower than on a full core`.
pub fn cpu(vcpus: f64, slowdown: f64) -> String {
    let vcpus = format!("{:.2}\u{a0}vCPU", vcpus);
    if slowdown > 1.05 {
        format!("{vcpus} · handler CPU runs {}× slower than on a full core", format::factor(slowdown))
    } else if slowdown < 0.95 {
        format!("{vcpus} · handler CPU runs {}× faster than on one core", format::factor(1.0 / slowdown))
    } else {
        format!("{vcpus} · handler CPU runs at a full core's speed")
    }
}

/// What the handler takes as configured, when its work is given for a whole vCPU.
pub fn handler_takes(mean_ms: f64) -> String {
    format!("about {} on average as configured", format::ms(mean_ms))
}

/// A default, and how sure it is.
pub fn calibrated(default: &str, source: &str, confidence: Confidence) -> String {
    format!("Calibrated default: {default} ({confidence}: {source})")
}

/// What a distribution field offers instead of a distribution.
pub const CALIBRATED: &str = "calibrated default";
pub const FOR_EVER: &str = "for ever";

/// Since when a runtime is no longer supported.
pub fn deprecated_since(day: &str) -> String {
    format!("Deprecated since {day}: existing functions go on running.")
}

/// Why a runtime cannot be chosen for an architecture.
pub const NEVER_ON_ARM64: &str = "This runtime never ran on arm64: figures are estimates.";

/// The package in one line.
pub fn package(package_type: &str, size_mb: f64, imported: f64) -> String {
    format!("{package_type}, {}\u{a0}MB, {} imported", format::quantity(size_mb), format::share(imported))
}

pub const fn choice(choice: EnvironmentChoice) -> &'static str {
    match choice {
        EnvironmentChoice::MostRecent => "used last",
        EnvironmentChoice::Newest => "created last",
        EnvironmentChoice::LeastRecent => "idle longest",
        EnvironmentChoice::Random => "any of them",
    }
}

/// How often invocations fail.
pub fn failing(share: &str) -> String {
    format!("{share} fail")
}

/// What a whole cold start takes.
pub fn cold_start_takes(mean_ms: f64) -> String {
    format!("about {}", format::ms(mean_ms))
}

/// What the default of a life is called.
pub const ASSUMED: &str = "assumed default";

/// How long something usually lives.
pub fn usual_life(usual: &Distribution) -> String {
    match usual {
        Distribution::Lognormal { p50, p99 } => {
            format!("Half within {}, nearly all within {}.", format::seconds(*p50), format::seconds(*p99))
        }
        Distribution::Uniform { min, max } => format!("{} to {}.", format::seconds(*min), format::seconds(*max)),
        other => format!("{}.", format::seconds(other.mean())),
    }
}
