//! How time becomes billed time: whole milliseconds for code that runs, five minutes for provisioned concurrency.

use crate::units::{Instant, Micros};
use std::ops::{Add, AddAssign};

pub use crate::scenario::{MONTH, MONTH_730_H};

/// What a stretch of provisioned concurrency is rounded up to when it ends: five minutes (rule M4).
pub const PROVISIONED_ROUNDING: Micros = Micros::from_secs(300);

/// Billed milliseconds of one invocation, or of many summed, with what init added kept apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BilledMillis {
    /// ⌈handler⌉, in ms: what is billed had there been no init.
    pub handler: u64,
    /// ⌈init + handler⌉ − ⌈handler⌉, in ms: what init adds. At most ⌈init⌉: only the sum is rounded up.
    pub init: u64,
}

impl BilledMillis {
    /// One invocation's billed time: init and handler are added first and rounded up to a millisecond once (rule M1).
    ///
    /// `init` is zero for a warm start, and for a handler time that already holds a suppressed init (rule L6). Since
    /// August 2025 the init of every configuration is billed. To bill by the rule before, give `Micros::ZERO` as the
    /// init of a zip package on a managed runtime; an image or a custom runtime paid for its init then too.
    #[must_use]
    pub const fn of(init: Micros, handler: Micros) -> Self {
        let alone = handler.ceil_millis();
        Self { handler: alone, init: Micros(init.0.saturating_add(handler.0)).ceil_millis() - alone }
    }

    /// The Billed Duration that a REPORT line shows, in ms.
    #[must_use]
    pub const fn total(self) -> u64 {
        self.handler + self.init
    }
}

impl Add for BilledMillis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { handler: self.handler + other.handler, init: self.init + other.init }
    }
}

impl AddAssign for BilledMillis {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// The billed length of a stretch of provisioned concurrency, from `start` to `end`, in a run that is counted from
/// [`Instant::ZERO`] to `run_end` (rule M4; design, *Money* and *Time zero*).
///
/// A stretch that outlasts the run (`end` is `None`, or not before `run_end`) is billed for the part inside the run, so
/// that what is provisioned for the whole run is provisioned all month. Only a stretch that ends inside is rounded up to
/// five minutes, even past the end of the run. What lies before time zero is not counted: it is the warm-up.
///
/// Idle or not makes no difference. `start` is when the setting was made, not when the environments were ready.
#[must_use]
pub fn provisioned_stretch(start: Instant, end: Option<Instant>, run_end: Instant) -> Micros {
    let start = start.max(Instant::ZERO);
    match end.filter(|&end| end < run_end) {
        None => run_end.since(start),
        Some(end) => {
            let steps = end.since(start).0.div_ceil(PROVISIONED_ROUNDING.0);
            Micros(steps.saturating_mul(PROVISIONED_ROUNDING.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W15 of the rule book, from the page lambda-runtime-environment, and the image of 2022 in M1.
    #[test]
    fn init_and_handler_are_rounded_up_once_together() {
        for (handler_ms, init_ms, billed) in
            [(133.61, 80.0, 214), (3_016.78, 84.0, 3_101), (3_004.92, 111.23, 3_117), (1_307.68, 1_058.15, 2_366)]
        {
            let millis = BilledMillis::of(Micros::from_millis_f64(init_ms), Micros::from_millis_f64(handler_ms));
            assert_eq!(millis.total(), billed);
        }
    }

    #[test]
    fn what_init_adds_is_the_difference_of_two_roundings() {
        assert_eq!(BilledMillis::of(Micros(0), Micros(1_500)), BilledMillis { handler: 2, init: 0 });
        assert_eq!(BilledMillis::of(Micros(400), Micros(1_500)), BilledMillis { handler: 2, init: 0 });
        assert_eq!(BilledMillis::of(Micros(501), Micros(1_500)), BilledMillis { handler: 2, init: 1 });
        assert_eq!(BilledMillis::of(Micros(700), Micros(0)), BilledMillis { handler: 0, init: 1 });
    }

    #[test]
    fn only_a_stretch_that_ends_inside_the_run_is_rounded_up() {
        let s = Instant::from_secs;
        let (none, secs) = (None, Micros::from_secs);
        for (start, end, run_end, billed) in [
            (s(0), none, s(60), secs(60)),
            (s(0), Some(s(60)), s(60), secs(60)),
            (s(0), Some(s(90)), s(60), secs(60)),
            (s(20), none, s(60), secs(40)),
            (s(0), Some(s(59)), s(60), secs(300)),
            (s(0), Some(s(300)), s(900), secs(300)),
            (s(0), Some(Instant(300_000_001)), s(900), secs(600)),
            (s(850), Some(s(860)), s(900), secs(300)),
            (s(-100), Some(s(250)), s(900), secs(300)),
            (s(-100), none, s(900), secs(900)),
            (s(-100), Some(s(-50)), s(900), secs(0)),
            (s(10), Some(s(10)), s(900), secs(0)),
            (s(950), none, s(900), secs(0)),
            (s(0), Some(Instant::NEVER), s(900), secs(900)),
        ] {
            assert_eq!(provisioned_stretch(start, end, run_end), billed, "{start} to {end:?} in a run to {run_end}");
        }
    }
}
