//! The shape of measured init times: an ordinary group and a slow one, each lognormal.
//!
//! One lognormal cannot meet the median, the 90th and the 99th percentile of most measurements at once; two groups
//! (caches warm, caches cold) do. Times are in milliseconds.

use crate::distribution::{Distribution, MixturePart, Z_P99};

/// A lognormal through two percentiles, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    /// The median.
    pub p50_ms: f64,
    /// The 99th percentile; at least the median.
    pub p99_ms: f64,
}

impl LogNormal {
    /// Standard deviation of the logarithm.
    fn sigma(self) -> f64 {
        libm::log(self.p99_ms / self.p50_ms) / Z_P99
    }

    /// The share of draws that are at most `ms`.
    fn cdf(self, ms: f64) -> f64 {
        let distance = libm::log(ms / self.p50_ms);
        let sigma = self.sigma();
        if sigma <= 0.0 {
            return if distance < 0.0 { 0.0 } else { 1.0 };
        }
        0.5 * libm::erfc(-distance / (sigma * std::f64::consts::SQRT_2))
    }

    fn scaled(self, factor: f64) -> Self {
        Self { p50_ms: self.p50_ms * factor, p99_ms: self.p99_ms * factor }
    }

    fn with_import(self, import_ms: f64) -> Self {
        Self { p50_ms: self.p50_ms + import_ms, p99_ms: self.p99_ms + import_ms * TwoGroups::IMPORT_P99 }
    }
}

/// A mixture of two lognormal groups, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoGroups {
    /// Share of the slow group, 0 to 0.5.
    pub weight_slow: f64,
    /// The ordinary group.
    pub fast: LogNormal,
    /// The slow group: host or cache not warm.
    pub slow: LogNormal,
}

impl TwoGroups {
    /// 99th percentile of loading a package, as a multiple of its median.
    ///
    /// Import work neither shifts nor scales a start exactly: its own spread is small, and slow starts import slowly
    /// too. With 1.1 both measurements with percentiles come out: 32 MB of JavaScript (tanasa-size, Node 18: p90
    /// 1,344 ms, here 1,349) and the AWS SDK (cebert-light, Node 22: p99 358 to 405 ms, here 405 to 416).
    pub(super) const IMPORT_P99: f64 = 1.1;

    /// Weight of the slow group, then p50 and p99 of the ordinary and of the slow group.
    pub(super) const fn of(weight_slow: f64, fast_p50: f64, fast_p99: f64, slow_p50: f64, slow_p99: f64) -> Self {
        Self {
            weight_slow,
            fast: LogNormal { p50_ms: fast_p50, p99_ms: fast_p99 },
            slow: LogNormal { p50_ms: slow_p50, p99_ms: slow_p99 },
        }
    }

    /// The share of draws that are at most `ms`.
    #[must_use]
    pub fn cdf(&self, ms: f64) -> f64 {
        (1.0 - self.weight_slow) * self.fast.cdf(ms) + self.weight_slow * self.slow.cdf(ms)
    }

    /// The time below which a share `p` of the draws lies, in ms, to a relative 10⁻⁹; `p` outside (0, 1) gives the
    /// end of the range searched.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        let mut low = libm::log(self.fast.p50_ms.min(self.slow.p50_ms)) - 10.0;
        let mut high = libm::log(self.fast.p99_ms.max(self.slow.p99_ms)) + 10.0;
        for _ in 0..60 {
            let middle = (low + high) / 2.0;
            if self.cdf(libm::exp(middle)) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        libm::exp((low + high) / 2.0)
    }

    /// Every time multiplied by `factor`.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { weight_slow: self.weight_slow, fast: self.fast.scaled(factor), slow: self.slow.scaled(factor) }
    }

    /// Both groups after `import_ms` (median) more work of loading code.
    pub(super) fn with_import(self, import_ms: f64) -> Self {
        Self {
            weight_slow: self.weight_slow,
            fast: self.fast.with_import(import_ms),
            slow: self.slow.with_import(import_ms),
        }
    }
}

impl From<LogNormal> for Distribution {
    fn from(LogNormal { p50_ms, p99_ms }: LogNormal) -> Self {
        Self::lognormal(p50_ms, p99_ms)
    }
}

impl From<TwoGroups> for Distribution {
    fn from(TwoGroups { weight_slow, fast, slow }: TwoGroups) -> Self {
        Self::Mixture(vec![
            MixturePart { weight: 1.0 - weight_slow, of: fast.into() },
            MixturePart { weight: weight_slow, of: slow.into() },
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_invert_the_distribution_function() {
        let groups = TwoGroups::of(0.15, 100.0, 130.0, 300.0, 500.0);
        for p in [0.001, 0.1, 0.5, 0.85, 0.9, 0.99, 0.999] {
            assert!((groups.cdf(groups.quantile(p)) - p).abs() < 1e-8, "{p}");
        }
        let one = TwoGroups::of(0.5, 80.0, 250.0, 80.0, 250.0);
        assert!((one.quantile(0.5) - 80.0).abs() < 1e-6);
        assert!((one.quantile(0.99) - 250.0).abs() < 1e-6);
    }

    #[test]
    fn a_group_without_spread_is_a_step() {
        let constant = TwoGroups::of(0.0, 80.0, 80.0, 80.0, 80.0);
        assert_eq!((constant.cdf(79.9), constant.cdf(80.0)), (0.0, 1.0));
        assert!((constant.quantile(0.99) - 80.0).abs() < 1e-6);
    }

    #[test]
    fn a_distribution_draws_with_the_same_mean() {
        let groups = TwoGroups::of(0.25, 100.0, 100.0, 200.0, 200.0);
        assert!((Distribution::from(groups).mean() - 125.0).abs() < 1e-9);
    }
}
