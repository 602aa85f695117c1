//! How services that invoke asynchronously hand an event over to Lambda, and retry that (rules E1–E3).

use crate::assumptions::{Constant, Constants};
use crate::units::Micros;

/// How a service retries handing an event over to Lambda.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DeliveryRetryPolicy {
    /// The caller hands it over by itself, once.
    Direct,
    /// EventBridge: for a day and so many tries (E1).
    EventBridge {
        /// The most tries after the first.
        tries: u32,
        /// For how long.
        age: Micros,
        /// The first wait, and where its doubling ends, in ms.
        waits_ms: (f64, f64),
        /// The share of a wait that is by chance.
        jitter: f64,
    },
    /// SNS: at once, after a second, with back-off, and then every so often: 100,015 attempts in all (E2).
    Sns,
}

impl DeliveryRetryPolicy {
    /// EventBridge's.
    #[must_use]
    pub fn eventbridge(constants: &Constants) -> Self {
        let ms = |constant| constants.get(constant) * 1e3;
        Self::EventBridge {
            tries: constants.get(Constant::EventbridgeTries) as u32,
            age: Micros::from_secs_f64(constants.get(Constant::EventbridgeAge)),
            waits_ms: (ms(Constant::EventbridgeWait), ms(Constant::EventbridgeWaitMax)),
            jitter: constants.get(Constant::EventbridgeJitter),
        }
    }

    /// The wait in ms after `tries` failed ones, the first of which was `waited` ago; none where the service gives up.
    #[must_use]
    pub fn wait_ms(self, tries: u32, waited: Micros, u: f64) -> Option<f64> {
        match self {
            Self::Direct => None,
            Self::EventBridge { tries: most, age, waits_ms: (first, longest), jitter } => {
                let doubled = first * (1_u64 << tries.saturating_sub(1).min(20)) as f64;
                (tries <= most && waited < age).then(|| doubled.min(longest) * (1.0 - jitter + jitter * u))
            }
            Self::Sns => match tries {
                0..=3 => Some(0.0),
                4..=5 => Some(1_000.0),
                6..=15 => Some(1_000.0 + 19_000.0 * f64::from(tries - 6) / 9.0),
                16..=100_015 => Some(20_000.0),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e1_eventbridge_doubles_its_waits_for_a_day_and_185_tries() {
        let eventbridge = DeliveryRetryPolicy::eventbridge(&Constants::default());
        let wait = |tries, waited_s| eventbridge.wait_ms(tries, Micros::from_secs(waited_s), 1.0);
        assert_eq!([1, 2, 3, 10, 11, 185].map(|tries| wait(tries, 0)), [1e3, 2e3, 4e3, 512e3, 600e3, 600e3].map(Some));
        assert_eq!((wait(186, 0), wait(1, 86_399), wait(1, 86_400)), (None, Some(1e3), None));
        assert_eq!(eventbridge.wait_ms(3, Micros::ZERO, 0.0), Some(2e3));
    }

    #[test]
    fn e2_sns_tries_a_hundred_thousand_and_fifteen_times_in_twenty_three_days() {
        let waits: Vec<f64> =
            (1..).map_while(|tries| DeliveryRetryPolicy::Sns.wait_ms(tries, Micros::ZERO, 0.5)).collect();
        assert_eq!(waits.len(), 100_015);
        assert_eq!((&waits[..6], waits[14], waits[15]), (&[0.0, 0.0, 0.0, 1e3, 1e3, 1e3][..], 20e3, 20e3));
        let days = waits.iter().sum::<f64>() / 86_400e3;
        assert!((23.0..23.3).contains(&days), "{days} days");
    }
}
