//! A row of the table of measurements, and what replaces a cell that was not measured.

use super::measured::MEASURED;
use super::{PackageType, Sourced, TwoGroups};
use crate::architecture::Architecture;
use crate::confidence::Confidence;

/// What was measured of one runtime, or of one language on an OS-only runtime.
#[derive(Debug)]
pub(super) struct Measurement {
    /// The source's name for it.
    pub name: &'static str,
    /// Who measured it and when.
    pub source: &'static str,
    /// CPU time of the first handler call with one whole vCPU, in ms: slope of the cold Duration against
    /// 1,769 MB / memory.
    pub first_call_cpu_ms: Tenths,
    /// Mean Max Memory Used, in MB.
    pub memory_used_mb: u16,
    /// Init from a .zip file on x86_64, and so on for the next three.
    pub zip_x86_64: Option<Fitted>,
    pub zip_arm64: Option<Fitted>,
    pub image_x86_64: Option<Fitted>,
    pub image_arm64: Option<Fitted>,
}

/// A figure of the table, given to the tenth. Two bytes: as floating point the table would be a tenth of the app's data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tenths(u16);

impl Tenths {
    /// A figure with at most one decimal, up to 6,553.5.
    pub(super) const fn of(figure: f64) -> Self {
        let tenths = Self((figure * 10.0 + 0.5) as u16);
        assert!(tenths.get() == figure, "the table's figures have one decimal");
        tenths
    }

    /// The figure again, to the bit: the quotient is rounded as the decimal was when it was read.
    pub(super) const fn get(self) -> f64 {
        self.0 as f64 / 10.0
    }
}

/// [`TwoGroups`] as the fit gives them: the weight in thousandths, the times in tenths of a millisecond.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitted {
    weight_slow: u16,
    fast: [Tenths; 2],
    slow: [Tenths; 2],
}

impl Fitted {
    /// Weight of the slow group, then p50 and p99 of the ordinary and of the slow group.
    pub(super) const fn of(weight_slow: f64, fast_p50: f64, fast_p99: f64, slow_p50: f64, slow_p99: f64) -> Self {
        let fitted = Self {
            weight_slow: (weight_slow * 1_000.0 + 0.5) as u16,
            fast: [Tenths::of(fast_p50), Tenths::of(fast_p99)],
            slow: [Tenths::of(slow_p50), Tenths::of(slow_p99)],
        };
        assert!(fitted.groups().weight_slow == weight_slow, "the table's weights have three decimals");
        fitted
    }

    const fn groups(self) -> TwoGroups {
        let [fast_p50, fast_p99] = self.fast;
        let [slow_p50, slow_p99] = self.slow;
        let weight_slow = self.weight_slow as f64 / 1_000.0;
        TwoGroups::of(weight_slow, fast_p50.get(), fast_p99.get(), slow_p50.get(), slow_p99.get())
    }
}

/// Whose cells replace those never measured: measurement with gaps, nearest complete relative.
const RELATIVES: &[(&str, &str)] = &[
    ("bun layer(prov.al2)", "bun (prov.al2)"),
    ("go1.x", "go (prov.al2)"),
    ("java8", "java8.al2"),
    ("nodejs14.x", "nodejs16.x"),
    ("python3.7", "python3.8"),
    ("quarkus (prov.al2)", "graalvm java17 (prov.al2)"),
];

impl Measurement {
    /// The measurement with this name, which the tables of runtimes and languages took from the table of measurements.
    pub(super) fn named(name: &str) -> &'static Self {
        MEASURED.iter().find(|row| row.name == name).expect("a test asks for every name in the tables")
    }

    fn cell(&self, architecture: Architecture, package: PackageType) -> Option<TwoGroups> {
        let fitted = match (package, architecture) {
            (PackageType::Zip, Architecture::X8664) => self.zip_x86_64,
            (PackageType::Zip, Architecture::Arm64) => self.zip_arm64,
            (PackageType::Image, Architecture::X8664) => self.image_x86_64,
            (PackageType::Image, Architecture::Arm64) => self.image_arm64,
        };
        fitted.map(Fitted::groups)
    }

    /// Init of a bare function: measured; or the other architecture's, times the relative's ratio of the two; or the
    /// relative's as it is.
    pub(super) fn init(&self, architecture: Architecture, package: PackageType) -> Sourced<TwoGroups> {
        if let Some(value) = self.cell(architecture, package) {
            return Sourced { value, source: self.source, confidence: Confidence::Measured };
        }
        let relative = self.relative();
        let other = match architecture {
            Architecture::X8664 => Architecture::Arm64,
            Architecture::Arm64 => Architecture::X8664,
        };
        let wanted = relative.init(architecture, package);
        match self.cell(other, package) {
            Some(value) => {
                let ratio = wanted.value.quantile(0.5) / relative.init(other, package).value.quantile(0.5);
                Sourced::assumed(value.scaled(ratio), self.source)
            }
            None => Sourced::assumed(wanted.value, relative.source),
        }
    }

    /// One of the plain figures, `own` if this measurement is of the very runtime asked for.
    pub(super) fn figure(&self, value: f64, own: bool) -> Sourced<f64> {
        let confidence = if own { Confidence::Measured } else { Confidence::Assumed };
        Sourced { value, source: self.source, confidence }
    }

    fn relative(&self) -> &'static Self {
        let relative = RELATIVES.iter().find(|(name, _)| *name == self.name);
        Self::named(relative.expect("a test asks for every measurement with gaps").1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_is_filled_from_a_complete_relative() {
        for row in MEASURED {
            for architecture in Architecture::ALL {
                for package in PackageType::ALL {
                    assert!(row.init(architecture, package).value.quantile(0.5) > 0.0, "{}", row.name);
                }
            }
        }
        for (_, relative) in RELATIVES {
            let row = Measurement::named(relative);
            let complete = row.zip_x86_64.and(row.zip_arm64).and(row.image_x86_64).and(row.image_arm64);
            assert!(complete.is_some(), "{relative}");
        }
    }

    #[test]
    fn a_missing_architecture_keeps_the_measured_shape() {
        let go = Measurement::named("go1.x");
        let measured = go.init(Architecture::X8664, PackageType::Zip);
        let derived = go.init(Architecture::Arm64, PackageType::Zip);
        assert_eq!((measured.confidence, derived.confidence), (Confidence::Measured, Confidence::Assumed));
        // Section 9 of the calibration: Go starts in 0.84 of the time on arm64.
        let ratio = derived.value.quantile(0.5) / measured.value.quantile(0.5);
        assert!((ratio - 0.84).abs() < 0.02, "{ratio}");
        assert_eq!(derived.value.weight_slow, measured.value.weight_slow);
    }
}
