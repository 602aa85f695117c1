//! When a schedule fires: once in every minute that it names, at a random moment in it (rule E4).

use crate::chance::{Chance, Purpose, Stream};
use crate::units::{Instant, Micros};
use lambda_scenario::schedule::{MINUTE_US, NamedMinutes, Schedule};

/// The firings of a schedule, `pings` of them at once.
#[derive(Clone, Debug)]
pub struct Firings {
    minutes: NamedMinutes,
    from: Instant,
    pings: u64,
    /// The present moment, and how often it is still to be fired.
    present: (Instant, u64),
}

impl Firings {
    /// The firings from `from` until before `end`; time zero is `zero_us` µs after 1970.
    #[must_use]
    pub fn new(schedule: &Schedule, pings: u32, zero_us: i64, from: Instant, end: Instant) -> Self {
        Self {
            minutes: NamedMinutes::new(schedule, zero_us, from, end),
            from,
            pings: pings.into(),
            present: (Instant::ZERO, 0),
        }
    }

    /// The next of them.
    pub fn take(&mut self, chance: Chance, stream: Stream) -> Option<Instant> {
        while self.present.1 == 0 {
            let (minute, begin) = self.minutes.next()?;
            let spread = chance.uniform(stream, minute as u64, Purpose::ARRIVAL);
            let at = begin + Micros((spread * MINUTE_US as f64) as u64);
            if at >= self.from {
                self.present = (at, self.pings);
            }
        }
        self.present.1 -= 1;
        Some(self.present.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-05, a Monday.
    const MONDAY_US: i64 = 1_767_571_200_000_000;

    #[test]
    fn each_named_minute_fires_once_somewhere_in_it() {
        let schedule = Schedule::parse("rate(2 minutes)").expect("a schedule");
        let (from, end) = (Instant(-600_000_000), Instant(600_000_000));
        // Time zero is 30 s into its minute.
        let firings = || Firings::new(&schedule, 3, MONDAY_US + 30_000_000, from, end);
        let (chance, stream) = (Chance::new(7), Stream::named(&["warmer"]));
        let mut one = firings();
        let times: Vec<Instant> = std::iter::from_fn(|| one.take(chance, stream)).collect();
        assert!(times.len() >= 24 && times.chunks(3).all(|ping| ping[0] == ping[2]));
        for ping in times.chunks(3) {
            assert_eq!((ping[0].0 + 30_000_000).div_euclid(MINUTE_US).rem_euclid(2), 0);
        }
        let into: std::collections::BTreeSet<i64> = times.iter().map(|time| time.0.rem_euclid(MINUTE_US)).collect();
        assert_eq!(into.len(), times.len() / 3);
        let minutes = NamedMinutes::new(&schedule, MONDAY_US + 30_000_000, from, end);
        assert!(minutes.count() >= times.len() / 3);
    }
}
