//! Defaults of a cold start that hold for every runtime: download, start of the sandbox, what a package adds to init, what
//! SnapStart restores. How long environments live is in the table of assumptions.
//!
//! Every figure is the project's calibration of 2026, fitted to the sources named next to it.

use super::{Family, LogNormal, PackageType, Sourced};
use crate::architecture::Architecture;
use crate::confidence::Confidence;

/// Starting the sandbox of a cold start, in ms; no REPORT line shows it.
pub const START: Sourced<LogNormal> = Sourced::assumed(
    LogNormal { p50_ms: 80.0, p99_ms: 250.0 },
    "lambdabench 2026-07: a floor of about 100 ms outside the REPORT line; Firecracker specification: microVM boot of \
     at most 125 ms",
);

/// What SnapStart's restore takes.
pub const SNAPSTART_RESTORE: Sourced<Restore> = Sourced::assumed(
    Restore {
        cached: LogNormal { p50_ms: 120.0, p99_ms: 400.0 },
        uncached: LogNormal { p50_ms: 650.0, p99_ms: 950.0 },
        per_memory_mb_ms: 0.5,
        cached_for_s: 1_800.0,
    },
    "uncached: lambda-perf, 2025-07-20..2025-10-18 (first restores); cached: edjgeek 2026-04",
);

/// See [`SNAPSTART_RESTORE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Restore {
    /// Restoring a snapshot that was restored not long ago, in ms.
    pub cached: LogNormal,
    /// Restoring one that was not, in ms.
    pub uncached: LogNormal,
    /// Further time per MB of snapshot memory that is touched, in ms.
    pub per_memory_mb_ms: f64,
    /// How long "not long ago" is, in seconds.
    pub cached_for_s: f64,
}

/// What a deployment package holds that costs time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PackageContents {
    /// Unzipped size, in MB.
    pub size_mb: f64,
    /// Share of it that is loaded at init, 0 to 1.
    pub imported_share: f64,
    /// Files loaded as dependencies.
    pub dependencies: u32,
}

/// Fetching the code of a cold start, in ms. A .zip file grows with its size (taken as the unzipped one) and does not
/// depend on memory; an image is fetched block by block while it runs.
#[must_use]
pub fn download(package: PackageType, size_mb: f64) -> Sourced<LogNormal> {
    /// p99 / p50 of a lognormal with sigma 0.25.
    const SPREAD: f64 = 1.788_875_068;
    let p50_ms = match package {
        PackageType::Zip => 20.0 + 6.0 * (size_mb - 3.0).max(0.0),
        PackageType::Image => 20.0,
    };
    Sourced::assumed(
        LogNormal { p50_ms, p99_ms: p50_ms * SPREAD },
        "lambdabench 2026-07: 4 to 8 ms per MB of zip beyond a few MB; images flat at every size",
    )
}

/// What loading a package adds to the median init, in ms: CPU work by MB really loaded, and a little per file.
#[must_use]
pub fn import_ms(family: Family, architecture: Architecture, contents: &PackageContents) -> Sourced<f64> {
    /// Finding and opening one more small file.
    const PER_FILE_MS: f64 = 0.2;
    let loaded_mb = (contents.size_mb * contents.imported_share).max(0.0);
    let (per_mb_ms, source) = import_ms_per_mb(family, loaded_mb);
    let on_arm64 = match architecture {
        Architecture::X8664 => 1.0,
        Architecture::Arm64 => arm64_init_ratio(family),
    };
    let value = (loaded_mb * per_mb_ms + f64::from(contents.dependencies) * PER_FILE_MS) * on_arm64;
    let measured = family == Family::NodeJs && architecture == Architecture::X8664 && contents.dependencies == 0;
    Sourced { value, source, confidence: if measured { Confidence::Measured } else { Confidence::Assumed } }
}

/// Import cost per MB loaded, in ms on x86_64, and its source.
fn import_ms_per_mb(family: Family, loaded_mb: f64) -> (f64, &'static str) {
    match family {
        // Beyond 8 MB each MB costs more: within 4 % of all eleven sizes measured, 1 KB to 64 MB.
        Family::NodeJs => (
            26.0 + 0.4 * (loaded_mb - 8.0).max(0.0),
            "tanasa-size, 2023-09-18 (Node 18; 64 MB: Node 20, 2023-11-20), \
             https://gist.github.com/adriantanasa/d9cb9f7313f985f180c0aec98e482f2b",
        ),
        Family::Python => (24.0, "one application of 180 MB imported in 4.4 s, dev.robot.wtf 2026-03"),
        Family::Ruby => (25.0, "no measurement; as the other interpreted languages"),
        Family::Java => (30.0, "no measurement; per MB of jar touched"),
        Family::DotNet => (20.0, "no measurement; per MB of assemblies touched"),
        Family::Native => (3.0, "no measurement; 2 to 4 ms per MB of binary"),
    }
}

/// Time of init work on arm64 as a multiple of that on x86_64 (lambda-perf, by family).
fn arm64_init_ratio(family: Family) -> f64 {
    match family {
        Family::NodeJs | Family::Python | Family::Ruby => 0.90,
        Family::Native => 0.85,
        Family::Java => 1.00,
        Family::DotNet => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn javascript(size_mb: f64) -> f64 {
        let contents = PackageContents { size_mb, imported_share: 1.0, dependencies: 0 };
        import_ms(Family::NodeJs, Architecture::X8664, &contents).value
    }

    #[test]
    fn loading_javascript_costs_what_was_measured() {
        // tanasa-size: mean init in ms of a bare function and with the given MB loaded (Node 18, at 64 MB Node 20).
        const BARE: f64 = 171.0;
        for (size_mb, measured) in [
            (0.5, 185.0),
            (1.0, 197.0),
            (2.0, 223.0),
            (4.0, 280.0),
            (8.0, 391.0),
            (16.0, 649.0),
            (32.0, 1_277.0),
            (64.0, 3_184.0),
        ] {
            let modelled = BARE + javascript(size_mb);
            assert!((modelled / measured - 1.0).abs() < 0.04, "{size_mb} MB: {modelled} ms, measured {measured} ms");
        }
    }

    #[test]
    fn a_heavy_python_application_takes_its_measured_seconds() {
        let contents = PackageContents { size_mb: 180.0, imported_share: 1.0, dependencies: 0 };
        let added = import_ms(Family::Python, Architecture::X8664, &contents).value;
        assert!((4_200.0..4_500.0).contains(&added), "{added}");
    }

    #[test]
    fn a_thousand_files_cost_a_fifth_of_a_second() {
        let contents = PackageContents { size_mb: 0.0, imported_share: 1.0, dependencies: 1_000 };
        assert_eq!(import_ms(Family::NodeJs, Architecture::X8664, &contents).value, 200.0);
    }

    #[test]
    fn only_zip_files_download_longer_the_larger_they_are() {
        assert_eq!(download(PackageType::Zip, 0.0).value.p50_ms, 20.0);
        assert_eq!(download(PackageType::Zip, 13.0).value.p50_ms, 80.0);
        assert!(download(PackageType::Zip, 200.0).value.p50_ms > 1_000.0);
        assert_eq!(download(PackageType::Image, 200.0), download(PackageType::Image, 1.0));
        let LogNormal { p50_ms, p99_ms } = download(PackageType::Zip, 50.0).value;
        assert!((libm::log(p99_ms / p50_ms) / crate::distribution::Z_P99 - 0.25).abs() < 1e-6);
    }
}
