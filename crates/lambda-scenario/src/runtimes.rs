//! AWS's runtimes and what a cold start costs in each: the dated list of identifiers, and calibrated defaults by
//! runtime, architecture and package type, each with its source.
//!
//! [`runtimes`] is the list and [`Runtime::find`] looks an identifier up. [`Runtime::calibrated_init`] is the init of
//! a bare function, [`Runtime::default_init`] that of a given package; [`defaults`] holds what does not depend on the
//! runtime. To refresh the measurements see `scripts/calibrate/fit_init.py`, the list `identifiers.rs`.

pub mod defaults;
mod family;
mod identifiers;
mod languages;
mod measured;
mod measurement;
mod package_type;
mod sourced;
mod two_groups;

pub use defaults::PackageContents;
pub use family::Family;
pub use identifiers::{LISTED, LISTED_FROM, OperatingSystem, Packaging, Runtime, Support, runtimes};
pub use languages::{Language, languages};
pub use package_type::PackageType;
pub use sourced::Sourced;
pub use two_groups::{LogNormal, TwoGroups};

use crate::architecture::Architecture;
use crate::confidence::Confidence;
use languages::MeasuredBy;
use measurement::Measurement;

impl Runtime {
    /// The runtime with this identifier, deprecated ones included.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        runtimes().iter().find(|runtime| runtime.id == id)
    }

    /// Whether the function brings its own runtime, so that a `language` says what runs (`provided.*`).
    #[must_use]
    pub fn is_os_only(&self) -> bool {
        self.family.is_none()
    }

    /// What kind of code runs; for an OS-only runtime that is the language's. Unknown languages count as `custom`.
    #[must_use]
    pub fn family(&self, language: Option<&str>) -> Family {
        self.family.unwrap_or_else(|| Language::or_custom(language).family)
    }

    /// Init Duration of a bare function (hello-world) on demand, at any memory (rule P3): two lognormal groups fitted
    /// to the measured percentiles.
    ///
    /// `language` counts for OS-only runtimes alone; left out or unknown it is `custom`. What was not measured is
    /// taken from the nearest relative ([`Runtime::measured_as`]) or from the other architecture by the relative's
    /// ratio, and is marked as assumed.
    #[must_use]
    pub fn calibrated_init(
        &self,
        language: Option<&str>,
        architecture: Architecture,
        package: PackageType,
    ) -> Sourced<TwoGroups> {
        let (measurement, own) = self.measurement(language);
        let mut init = measurement.init(architecture, package);
        if !own {
            init.confidence = Confidence::Assumed;
        }
        init
    }

    /// Init Duration of a function with this package: the bare function's, and what loading the package adds.
    #[must_use]
    pub fn default_init(
        &self,
        language: Option<&str>,
        architecture: Architecture,
        package: PackageType,
        contents: &PackageContents,
    ) -> Sourced<TwoGroups> {
        let bare = self.calibrated_init(language, architecture, package);
        let added = defaults::import_ms(self.family(language), architecture, contents);
        if added.value <= 0.0 {
            return bare;
        }
        Sourced { value: bare.value.with_import(added.value), source: bare.source, confidence: added.confidence }
    }

    /// Memory a bare function uses, in MB (Max Memory Used of its REPORT line).
    #[must_use]
    pub fn default_memory_used_mb(&self, language: Option<&str>) -> Sourced<f64> {
        let (measurement, own) = self.measurement(language);
        measurement.figure(f64::from(measurement.memory_used_mb), own)
    }

    /// CPU time the first handler call takes beyond later ones, in ms on one whole vCPU: classes compiled, modules
    /// loaded lazily. Carried as data; the engine does not charge it yet.
    #[must_use]
    pub fn first_call_cpu_ms(&self, language: Option<&str>) -> Sourced<f64> {
        let (measurement, own) = self.measurement(language);
        measurement.figure(measurement.first_call_cpu_ms.get(), own)
    }

    /// The measurement behind this runtime's defaults, as its source names it: its own, or its nearest relative's.
    #[must_use]
    pub fn measured_as(&self, language: Option<&str>) -> &'static str {
        self.measurement(language).0.name
    }

    /// The measurement to use, and whether it is this very runtime's.
    fn measurement(&self, language: Option<&str>) -> (&'static Measurement, bool) {
        if self.is_os_only() {
            let language = Language::or_custom(language);
            let stand = match self.operating_system {
                OperatingSystem::AmazonLinux2023 => language.on_al2023,
                OperatingSystem::AmazonLinux | OperatingSystem::AmazonLinux2 => language.on_al2,
            };
            return match stand {
                MeasuredBy::Itself(name) => {
                    (Measurement::named(name), self.operating_system != OperatingSystem::AmazonLinux)
                }
                MeasuredBy::Relative(name) => (Measurement::named(name), false),
            };
        }
        (Measurement::named(self.measured), self.measured == self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_choice() -> impl Iterator<Item = (&'static Runtime, Option<&'static str>, Architecture, PackageType)> {
        let with_language = runtimes().iter().flat_map(|runtime| {
            let named = languages().iter().map(|language| Some(language.id)).filter(|_| runtime.is_os_only());
            std::iter::once(None).chain(named).map(move |language| (runtime, language))
        });
        with_language.flat_map(|(runtime, language)| {
            Architecture::ALL.into_iter().flat_map(move |architecture| {
                PackageType::ALL.into_iter().map(move |package| (runtime, language, architecture, package))
            })
        })
    }

    #[test]
    fn identifiers_are_unique_and_can_be_found() {
        for runtime in runtimes() {
            assert_eq!(Runtime::find(runtime.id), Some(runtime));
        }
        assert_eq!(Runtime::find("nodejs99.x"), None);
    }

    #[test]
    fn every_choice_has_a_default_with_a_source() {
        for (runtime, language, architecture, package) in every_choice() {
            let init = runtime.calibrated_init(language, architecture, package);
            let what = format!("{} {language:?} {architecture} {package}: {init:?}", runtime.id);
            let TwoGroups { weight_slow, fast, slow } = init.value;
            assert!((0.0..=0.5).contains(&weight_slow), "{what}");
            assert!(fast.p50_ms > 0.0 && fast.p50_ms <= fast.p99_ms, "{what}");
            assert!(slow.p50_ms >= fast.p50_ms && slow.p50_ms <= slow.p99_ms, "{what}");
            assert!(init.value.quantile(0.999) < 10_000.0, "{what}: would hit the limit of init (L5)");
            assert!(init.source.starts_with("lambda-perf"), "{what}");
            assert!(runtime.default_memory_used_mb(language).value > 10.0, "{what}");
            assert!(runtime.first_call_cpu_ms(language).value >= 0.0, "{what}");
        }
    }

    #[test]
    fn measured_stands_only_where_this_very_choice_was_measured() {
        let confidence = |id: &str, language: Option<&str>, architecture, package| {
            Runtime::find(id).expect("listed").calibrated_init(language, architecture, package).confidence
        };
        use Architecture::{Arm64, X8664};
        use PackageType::{Image, Zip};
        for (id, language, architecture, package, expected) in [
            ("nodejs24.x", None, Arm64, Zip, Confidence::Measured),
            ("nodejs24.x", Some("rust"), Arm64, Zip, Confidence::Measured),
            ("provided.al2023", Some("rust"), Arm64, Zip, Confidence::Measured),
            ("provided.al2", Some("rust"), Arm64, Image, Confidence::Measured),
            ("provided.al2023", Some("swift"), X8664, Zip, Confidence::Assumed),
            ("provided.al2023", None, X8664, Zip, Confidence::Assumed),
            ("provided", Some("go"), X8664, Zip, Confidence::Assumed),
            ("ruby4.0", None, X8664, Zip, Confidence::Assumed),
            ("go1.x", None, X8664, Zip, Confidence::Measured),
            ("go1.x", None, Arm64, Zip, Confidence::Assumed),
            ("nodejs14.x", None, X8664, Image, Confidence::Assumed),
        ] {
            assert_eq!(confidence(id, language, architecture, package), expected, "{id} {language:?} {architecture}");
        }
    }

    #[test]
    fn a_larger_package_never_starts_faster() {
        for (runtime, language, architecture, package) in every_choice() {
            let mut before = 0.0;
            for size_mb in [0.0, 1.0, 8.0, 9.0, 50.0, 250.0] {
                let contents = PackageContents { size_mb, imported_share: 0.5, dependencies: size_mb as u32 };
                let median = runtime.default_init(language, architecture, package, &contents).value.quantile(0.5);
                assert!(median > before, "{} {language:?} {architecture} {package} {size_mb} MB", runtime.id);
                before = median;
            }
        }
    }

    #[test]
    fn what_is_not_imported_adds_nothing() {
        let runtime = Runtime::find("python3.14").expect("listed");
        let contents = PackageContents { size_mb: 200.0, imported_share: 0.0, dependencies: 0 };
        let bare = runtime.calibrated_init(None, Architecture::X8664, PackageType::Zip);
        assert_eq!(runtime.default_init(None, Architecture::X8664, PackageType::Zip, &contents), bare);
    }
}
