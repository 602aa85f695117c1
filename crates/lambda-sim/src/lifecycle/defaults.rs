//! What a function's phases are where its scenario leaves them out: calibrated by runtime, architecture and package, each
//! with its source.

use crate::confidence::Confidence;
use crate::distribution::Distribution;
use crate::runtimes::{PackageContents, Runtime, Sourced, defaults};
use crate::scenario::Function;

/// The defaults that hold for one function.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseDefaults {
    /// Download of the code, in ms.
    pub download_ms: Sourced<Distribution>,
    /// Start of the environment, in ms.
    pub start_ms: Sourced<Distribution>,
    /// Init, in ms at full speed.
    pub init_ms: Sourced<Distribution>,
    /// Memory used, in MB.
    pub memory_used_mb: Sourced<Distribution>,
}

impl PhaseDefaults {
    /// The defaults of `function`, whether or not it overrides them.
    #[must_use]
    pub fn of(function: &Function) -> Self {
        let package = &function.package;
        let contents = PackageContents {
            size_mb: package.size_mb,
            imported_share: package.imported_share,
            dependencies: package.dependencies,
        };
        let language = function.language.as_deref();
        let (init_ms, memory_used_mb) = match Runtime::find(&function.runtime) {
            Some(runtime) => (
                map(
                    runtime.default_init(language, function.architecture, package.package_type, &contents),
                    Distribution::from,
                ),
                map(runtime.default_memory_used_mb(language), Distribution::Constant),
            ),
            // Validation refuses unknown runtimes; nothing is known of them.
            None => (unknown(), unknown()),
        };
        Self {
            download_ms: map(defaults::download(package.package_type, package.size_mb), Distribution::from),
            start_ms: map(defaults::START, Distribution::from),
            init_ms,
            memory_used_mb,
        }
    }
}

fn map<T, U>(sourced: Sourced<T>, value: impl FnOnce(T) -> U) -> Sourced<U> {
    Sourced { value: value(sourced.value), source: sourced.source, confidence: sourced.confidence }
}

fn unknown() -> Sourced<Distribution> {
    Sourced { value: Distribution::Constant(0.0), source: "unknown runtime", confidence: Confidence::Assumed }
}
