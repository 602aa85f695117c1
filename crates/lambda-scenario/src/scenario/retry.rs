//! Whether and when a client sends a call again (rule S4).

use super::ranges;
use lambda_scenario_derive::{externally_tagged, keywords, object};
use serde::Serialize;

/// A client's retry policy. `max_attempts` counts all attempts, the first included.
#[externally_tagged]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Retry {
    /// Never.
    #[default]
    None,
    /// After the same wait each time.
    Fixed {
        /// The wait, in ms.
        #[field(range = ranges::DELAY_MS)]
        delay_ms: f64,
        /// All attempts, the first included.
        #[field(range = ranges::MAX_ATTEMPTS)]
        max_attempts: u32,
    },
    /// After a wait that doubles up to a cap.
    Exponential {
        /// The first wait, in ms.
        #[field(range = ranges::DELAY_MS)]
        base_ms: f64,
        /// The cap, in ms.
        #[field(range = ranges::DELAY_MS)]
        max_delay_ms: f64,
        /// All attempts, the first included.
        #[field(range = ranges::MAX_ATTEMPTS)]
        max_attempts: u32,
        /// How the wait is spread.
        #[field(default = Jitter::None)]
        jitter: Jitter,
    },
    /// As an AWS SDK does by itself (S3).
    Sdk(Sdk),
}

impl Retry {
    /// All attempts a call may take, the first included.
    #[must_use]
    pub fn max_attempts(&self) -> u32 {
        match self {
            Self::None => 1,
            Self::Fixed { max_attempts, .. } | Self::Exponential { max_attempts, .. } => *max_attempts,
            Self::Sdk(sdk) => sdk.max_attempts(),
        }
    }

    /// The wait in ms after `attempt` (the first is 1) before the next, given a uniform draw and the wait before it.
    ///
    /// An SDK's wait depends on what went wrong as well, and is its client's to know (`invoke::sdk`).
    ///
    /// The formulas are those of the AWS Architecture Blog, "Exponential backoff and jitter".
    #[must_use]
    pub fn delay_ms(&self, attempt: u32, previous_ms: f64, u: f64) -> f64 {
        match *self {
            Self::None | Self::Sdk(_) => 0.0,
            Self::Fixed { delay_ms, .. } => delay_ms,
            Self::Exponential { base_ms, max_delay_ms, jitter, .. } => {
                let doublings = attempt.saturating_sub(1).min(60);
                let ceiling = (base_ms * (1_u64 << doublings) as f64).min(max_delay_ms);
                match jitter {
                    Jitter::None => ceiling,
                    Jitter::Full => u * ceiling,
                    Jitter::Equal => ceiling / 2.0 + u * ceiling / 2.0,
                    Jitter::Decorrelated => {
                        let previous = if attempt <= 1 { base_ms } else { previous_ms };
                        (base_ms + u * (previous * 3.0 - base_ms)).clamp(0.0, max_delay_ms)
                    }
                }
            }
        }
    }
}

/// An AWS SDK's own retries.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sdk {
    /// Its retry mode.
    pub mode: SdkMode,
    /// All attempts, the first included. Left out: 3, and 5 in the legacy mode.
    #[field(range = ranges::MAX_ATTEMPTS)]
    pub max_attempts: Option<u32>,
    /// Whether the rules of 2026 hold, which `AWS_NEW_RETRIES_2026` switches on.
    #[field(omit_default)]
    pub new_2026: bool,
}

impl Sdk {
    /// All attempts a call may take, the first included.
    #[must_use]
    pub fn max_attempts(&self) -> u32 {
        self.max_attempts.unwrap_or(match self.mode {
            SdkMode::Standard | SdkMode::Adaptive => 3,
            SdkMode::Legacy => 5,
        })
    }
}

/// The retry modes of SDKs.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum SdkMode {
    /// The same in all SDKs: three attempts and a bucket of tokens.
    #[default]
    Standard,
    /// The standard mode, and a limiter in the client that holds attempts back once the service has throttled.
    Adaptive,
    /// What each SDK did before; here botocore's: five attempts, no bucket.
    Legacy,
}

/// How an exponential wait is spread over time.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum Jitter {
    /// Not at all: `min(cap, base·2ⁿ)`.
    #[default]
    None,
    /// Anywhere below it.
    Full,
    /// Half of it, and anywhere in the other half.
    Equal,
    /// `min(cap, random(base, previous·3))`.
    Decorrelated,
}

/// What besides a throttle a client retries on.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum RetryOn {
    /// A throttled request; always retried, may be named.
    #[default]
    Throttle,
    /// A function error of any kind.
    Error,
    /// A timeout.
    Timeout,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exponential(jitter: Jitter) -> Retry {
        Retry::Exponential { base_ms: 100.0, max_delay_ms: 1_000.0, max_attempts: 6, jitter }
    }

    #[test]
    fn waits_double_up_to_the_cap() {
        let waits: Vec<f64> = (1..=6).map(|attempt| exponential(Jitter::None).delay_ms(attempt, 0.0, 0.5)).collect();
        assert_eq!(waits, [100.0, 200.0, 400.0, 800.0, 1_000.0, 1_000.0]);
    }

    #[test]
    fn jitter_spreads_the_wait_as_published() {
        assert_eq!(exponential(Jitter::Full).delay_ms(3, 0.0, 0.25), 100.0);
        assert_eq!(exponential(Jitter::Equal).delay_ms(3, 0.0, 0.25), 250.0);
        assert_eq!(exponential(Jitter::Decorrelated).delay_ms(1, 0.0, 0.5), 200.0);
        assert_eq!(exponential(Jitter::Decorrelated).delay_ms(3, 300.0, 0.5), 500.0);
        assert_eq!(exponential(Jitter::Decorrelated).delay_ms(3, 900.0, 0.9), 1_000.0);
    }

    #[test]
    fn a_huge_attempt_number_does_not_overflow() {
        assert_eq!(exponential(Jitter::None).delay_ms(u32::MAX, 0.0, 0.5), 1_000.0);
    }
}
