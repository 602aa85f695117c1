//! Arrival processes: when the calls of a source reach Lambda.
//!
//! Each part of a source's traffic is an [`ArrivalProcess`] with a stream of its own; it yields arrivals in order of time,
//! one at a time, and the k-th is a pure function of (seed, stream, k). Poisson processes of any rate are one unit-rate
//! process seen through the inverse of the cumulated rate ([`CumulatedRate`]), so that a higher rate keeps the same
//! pattern, compressed. Before the counted time the process runs at the rate it has at time zero, on draws of its own, so that
//! a longer warm-up leaves the counted arrivals alone.

mod copies;
mod cumulated_rate;
mod firings;
mod recorded;

pub use cumulated_rate::CumulatedRate;
pub use firings::Firings;
pub use lambda_scenario::schedule::Schedule;

use crate::chance::{Chance, Purpose, Stream};
use crate::distribution::ln;
use crate::scenario::Traffic;
use crate::units::{Instant, Micros};
use copies::Copies;
use recorded::RecordedArrivals;

/// Ordinals of arrivals before the counted time have this bit set.
const WARM_UP: u64 = 1 << 63;

/// One arrival.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// When.
    pub at: Instant,
    /// Which of its process: with the stream, the key of everything that is drawn for it.
    pub ordinal: u64,
    /// The uniform draw of its handler's work, where it came out of the generator along with the arrival; else not a number.
    pub handler_draw: f64,
    /// ln(1 − `handler_draw`), which most handlers' times need: logarithms are cheaper in batches.
    pub handler_ln: f64,
}

/// How many arrivals of a Poisson process are drawn at once.
pub const BATCH: usize = 32;

impl Arrival {
    /// One whose handler's work has yet to be drawn.
    const fn without_draw(at: Instant, ordinal: u64) -> Self {
        Self { at, ordinal, handler_draw: f64::NAN, handler_ln: f64::NAN }
    }
}

/// The arrivals of one part of a source's traffic, as far as they have not been taken yet.
#[derive(Clone, Debug)]
pub struct ArrivalProcess {
    chance: Chance,
    stream: Stream,
    end: Instant,
    phase: Phase,
    warm_up: Shape,
    counted: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    WarmUp { next: u64 },
    Counted { next: u64 },
}

/// What is left of a shape, apart from the number of the next arrival.
#[derive(Clone, Debug)]
enum Shape {
    Nothing,
    /// Arrival k at `from` + k · `gap` µs.
    Even {
        from: f64,
        gap: f64,
    },
    /// `size` arrivals at `from` + n · `gap` µs.
    Bursts {
        from: f64,
        gap: f64,
        size: u64,
    },
    /// A unit-rate Poisson process that has reached `reached`, seen through `rate`.
    Poisson {
        from: f64,
        reached: f64,
        rate: CumulatedRate,
        purpose: Purpose,
    },
    /// Arrival k where `rate` has reached k.
    Paced(CumulatedRate),
    Recorded(RecordedArrivals),
    Scheduled(Box<Firings>),
    /// Arrivals at set times, each so many times.
    Copied(Box<Copies>),
}

impl ArrivalProcess {
    /// The arrivals of `traffic` from `warm_up` before time zero until `end`, exclusively.
    #[must_use]
    pub fn new(traffic: &Traffic, chance: Chance, stream: Stream, warm_up: Micros, end: Instant) -> Self {
        let begin = -(warm_up.0 as f64);
        let poisson = |rate: CumulatedRate| {
            let before = CumulatedRate::constant(rate.at_zero());
            let warm_up = match before {
                CumulatedRate::Never => Shape::Nothing,
                rate => Shape::Poisson { from: begin, reached: 0.0, rate, purpose: Purpose::WARM_UP_ARRIVAL },
            };
            (warm_up, Shape::Poisson { from: 0.0, reached: 0.0, rate, purpose: Purpose::ARRIVAL })
        };
        let (warm_up_shape, counted) = match traffic {
            Traffic::Constant { rps } if *rps <= 0.0 => (Shape::Nothing, Shape::Nothing),
            Traffic::Constant { rps } => {
                let gap = 1e6 / rps;
                let from = -(warm_up.0 as f64 / gap).floor() * gap;
                (Shape::Even { from, gap }, Shape::Even { from: 0.0, gap })
            }
            Traffic::Bursts { size, every_s } => {
                let (gap, size) = (every_s * 1e6, u64::from(*size));
                let from = -(warm_up.0 as f64 / gap).floor() * gap;
                (Shape::Bursts { from, gap, size }, Shape::Bursts { from: 0.0, gap, size })
            }
            Traffic::Wave { mean_rps, amplitude, period_s } => {
                // A wave goes on backwards, so its warm-up is the same wave seen from an earlier phase.
                let rate = CumulatedRate::wave(*mean_rps, *amplitude, *period_s, 0.0);
                let earlier = CumulatedRate::wave(*mean_rps, *amplitude, *period_s, begin / 1e6);
                let purpose = Purpose::WARM_UP_ARRIVAL;
                (
                    Shape::Poisson { from: begin, reached: 0.0, rate: earlier, purpose },
                    Shape::Poisson { from: 0.0, reached: 0.0, rate, purpose: Purpose::ARRIVAL },
                )
            }
            Traffic::Poisson { rps } => poisson(CumulatedRate::constant(*rps)),
            Traffic::Ramp { from_rps, to_rps, over_s } => poisson(CumulatedRate::ramp(*from_rps, *to_rps, *over_s)),
            Traffic::Spike { base_rps, peak_rps, at_s, for_s } => {
                poisson(CumulatedRate::spike(*base_rps, *peak_rps, *at_s, *for_s))
            }
            Traffic::Recorded(recorded) => (Shape::Nothing, Shape::Recorded(RecordedArrivals::new(recorded))),
        };
        let phase = if warm_up == Micros::ZERO { Phase::Counted { next: 0 } } else { Phase::WarmUp { next: 0 } };
        Self { chance, stream, end, phase, warm_up: warm_up_shape, counted }
    }

    /// The firings of a schedule over the same time, `pings` of them at once; time zero is so many µs after 1970.
    #[must_use]
    pub fn scheduled(
        (schedule, pings): (&Schedule, u32),
        zero_us: i64,
        chance: Chance,
        stream: Stream,
        warm_up: Micros,
        end: Instant,
    ) -> Self {
        let shape = |from| Shape::Scheduled(Box::new(Firings::new(schedule, pings, zero_us, from, end)));
        let (warm_up_shape, counted) = (shape(Instant::ZERO - warm_up), shape(Instant::ZERO));
        let phase = if warm_up == Micros::ZERO { Phase::Counted { next: 0 } } else { Phase::WarmUp { next: 0 } };
        Self { chance, stream, end, phase, warm_up: warm_up_shape, counted }
    }

    /// The same with the traffic multiplied from each of these times on by its factor; nothing before the first of them moves.
    #[must_use]
    pub fn scaled(self, changes: &[(Instant, f64)]) -> Self {
        if changes.is_empty() {
            return self;
        }
        let counted = match self.counted {
            Shape::Even { gap, .. } => Shape::Paced(CumulatedRate::Constant { gap }.scaled(changes)),
            Shape::Poisson { from, reached, rate, purpose } => {
                Shape::Poisson { from, reached, rate: rate.scaled(changes), purpose }
            }
            nothing @ Shape::Nothing => nothing,
            at_set_times => Shape::Copied(Box::new(Copies::new(at_set_times, changes.into(), self.end))),
        };
        Self { counted, ..self }
    }

    /// The stream that the arrivals' draws belong to.
    #[must_use]
    pub const fn stream(&self) -> Stream {
        self.stream
    }

    /// Takes the next arrivals, [`BATCH`] of them or until there are no more.
    pub fn take_batch(&mut self, arrivals: &mut Vec<Arrival>) {
        while arrivals.len() < BATCH {
            if let (Phase::Counted { next }, Shape::Poisson { .. }) = (self.phase, &self.counted) {
                return self.take_poisson(next, arrivals);
            }
            let Some(arrival) = self.take() else { return };
            arrivals.push(arrival);
        }
    }

    /// The same for a Poisson process from its arrival `next` on. Since each draw is a function of its key alone, when it is drawn
    /// makes no difference.
    fn take_poisson(&mut self, next: u64, arrivals: &mut Vec<Arrival>) {
        let Shape::Poisson { from, reached, rate, purpose } = &mut self.counted else { return };
        let (mut gaps, mut draws) = ([0.0; BATCH], [0.0; BATCH]);
        for (number, (gap, draw)) in gaps.iter_mut().zip(&mut draws).enumerate() {
            let block = self.chance.block(self.stream, next + number as u64, *purpose);
            (*gap, *draw) = (block.uniform(*purpose), block.uniform(Purpose::HANDLER));
        }
        let (gaps, handlers) = (gaps.map(|u| ln(1.0 - u)), draws.map(|u| ln(1.0 - u)));
        for number in 0..BATCH - arrivals.len() {
            *reached -= gaps[number];
            let ordinal = next + number as u64;
            self.phase = Phase::Counted { next: ordinal + 1 };
            let Some(elapsed) = rate.time_of(*reached) else { return };
            let arrival = at(*from + elapsed, ordinal);
            if arrival.at >= self.end {
                return;
            }
            arrivals.push(Arrival { handler_draw: draws[number], handler_ln: handlers[number], ..arrival });
        }
    }

    /// Takes the next arrival.
    #[inline]
    pub fn take(&mut self) -> Option<Arrival> {
        if let Phase::WarmUp { next } = self.phase {
            match self.warm_up.arrival(next | WARM_UP, next, self.chance, self.stream) {
                Some(arrival) if arrival.at < Instant::ZERO => {
                    self.phase = Phase::WarmUp { next: next + 1 };
                    return Some(arrival);
                }
                _ => self.phase = Phase::Counted { next: 0 },
            }
        }
        let Phase::Counted { next } = self.phase else { return None };
        self.phase = Phase::Counted { next: next + 1 };
        self.counted.arrival(next, next, self.chance, self.stream).filter(|arrival| arrival.at < self.end)
    }
}

impl Shape {
    /// The `number`-th arrival, whose draws are keyed by `ordinal`. Numbers come in order, each once.
    #[inline]
    fn arrival(&mut self, ordinal: u64, number: u64, chance: Chance, stream: Stream) -> Option<Arrival> {
        match self {
            Self::Nothing => None,
            Self::Even { from, gap } => Some(at(*from + number as f64 * *gap, ordinal)),
            Self::Paced(rate) => rate.time_of(number as f64).map(|elapsed| at(elapsed, ordinal)),
            Self::Copied(copies) => copies.take(chance, stream),
            Self::Bursts { from, gap, size } => Some(at(*from + (number / *size) as f64 * *gap, ordinal)),
            Self::Poisson { from, reached, rate, purpose } => {
                let block = chance.block(stream, ordinal, *purpose);
                *reached -= ln(1.0 - block.uniform(*purpose));
                let elapsed = rate.time_of(*reached)?;
                let handler_draw = block.uniform(Purpose::HANDLER);
                Some(Arrival { handler_draw, handler_ln: ln(1.0 - handler_draw), ..at(*from + elapsed, ordinal) })
            }
            Self::Recorded(recorded) => {
                recorded.arrival(number, chance, stream).map(|time| Arrival::without_draw(time, ordinal))
            }
            Self::Scheduled(firings) => firings.take(chance, stream).map(|time| Arrival::without_draw(time, ordinal)),
        }
    }
}

/// Rounds half up; by a detour over positive numbers, since rounding down is a slow call on some targets.
#[inline]
fn at(micros: f64, ordinal: u64) -> Arrival {
    let rounded = if micros >= 0.0 { (micros + 0.5) as i64 } else { -((0.5 - micros) as i64) };
    Arrival::without_draw(Instant(rounded), ordinal)
}

#[cfg(test)]
mod tests;
