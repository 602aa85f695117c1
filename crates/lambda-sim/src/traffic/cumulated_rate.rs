//! How many arrivals to expect by a given time, and its inverse: when a given number is reached.

use crate::units::Instant;
use std::f64::consts::TAU;

/// The cumulated rate Λ(t) of a Poisson process; times in µs, Λ in arrivals.
#[derive(Clone, Debug, PartialEq)]
pub enum CumulatedRate {
    /// No arrivals at all.
    Never,
    /// The same rate for ever.
    Constant {
        /// Mean time between arrivals, in µs.
        gap: f64,
    },
    /// Straight pieces: each begins at a time with a Λ, and within it the rate changes evenly. The last goes on for ever.
    Pieces(Vec<Piece>),
    /// A sine around a mean.
    Wave {
        /// Mean arrivals per µs.
        mean: f64,
        /// The swing as a share of the mean.
        amplitude: f64,
        /// The period in µs.
        period: f64,
        /// The phase at time zero, in radians.
        phase: f64,
    },
    /// Another one, multiplied from set times on; before the first of them it is as it was.
    Scaled {
        /// The other one.
        of: Box<Self>,
        /// The stretches, in the order of time.
        stretches: Vec<Stretch>,
    },
}

/// A stretch in which a rate is multiplied by a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Where it begins, in µs.
    from: f64,
    /// Λ where it begins.
    reached: f64,
    /// Λ of what is scaled, where it begins.
    original: f64,
    factor: f64,
}

/// A stretch in which the rate changes evenly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Where it begins, in µs.
    from: f64,
    /// Λ where it begins.
    reached: f64,
    /// The rate where it begins, per µs.
    rate: f64,
    /// The change of the rate, per µs².
    slope: f64,
}

impl CumulatedRate {
    /// A rate that stays; arrivals per second.
    #[must_use]
    pub fn constant(rps: f64) -> Self {
        if rps > 0.0 { Self::Constant { gap: 1e6 / rps } } else { Self::Never }
    }

    /// A rate that changes evenly over `over_s` and then stays.
    #[must_use]
    pub fn ramp(from_rps: f64, to_rps: f64, over_s: f64) -> Self {
        let (from, to, over) = (from_rps / 1e6, to_rps / 1e6, over_s * 1e6);
        Self::Pieces(vec![
            Piece { from: 0.0, reached: 0.0, rate: from, slope: (to - from) / over },
            Piece { from: over, reached: (from + to) / 2.0 * over, rate: to, slope: 0.0 },
        ])
    }

    /// A rate with a rectangle on it.
    #[must_use]
    pub fn spike(base_rps: f64, peak_rps: f64, at_s: f64, for_s: f64) -> Self {
        let (base, peak, begin, length) = (base_rps / 1e6, peak_rps / 1e6, at_s * 1e6, for_s * 1e6);
        let before = base * begin;
        Self::Pieces(vec![
            Piece { from: 0.0, reached: 0.0, rate: base, slope: 0.0 },
            Piece { from: begin, reached: before, rate: peak, slope: 0.0 },
            Piece { from: begin + length, reached: before + peak * length, rate: base, slope: 0.0 },
        ])
    }

    /// A sine around a mean, `offset_s` after the beginning of a period.
    #[must_use]
    pub fn wave(mean_rps: f64, amplitude: f64, period_s: f64, offset_s: f64) -> Self {
        if mean_rps <= 0.0 {
            return Self::Never;
        }
        let phase = TAU * (offset_s / period_s).fract();
        Self::Wave { mean: mean_rps / 1e6, amplitude, period: period_s * 1e6, phase }
    }

    /// The same multiplied from each time on, in µs, by its factor, in place of the factor before.
    #[must_use]
    pub fn scaled(self, changes: &[(Instant, f64)]) -> Self {
        let mut stretches: Vec<Stretch> = Vec::with_capacity(changes.len());
        for (at, factor) in changes {
            let (from, original) = (at.0 as f64, self.reached_at(at.0 as f64));
            let reached = stretches
                .last()
                .map_or(original, |before| before.reached + (original - before.original) * before.factor);
            stretches.push(Stretch { from, reached, original, factor: *factor });
        }
        Self::Scaled { of: Box::new(self), stretches }
    }

    /// Λ at a time in µs, not before zero.
    fn reached_at(&self, time: f64) -> f64 {
        match self {
            Self::Never => 0.0,
            Self::Constant { gap } => time / gap,
            Self::Pieces(pieces) => {
                let piece = pieces.iter().rev().find(|piece| piece.from <= time);
                piece.map_or(0.0, |piece| {
                    let within = time - piece.from;
                    piece.reached + piece.rate * within + piece.slope * within * within / 2.0
                })
            }
            Self::Wave { mean, amplitude, period, phase } => {
                let swing = amplitude * period / TAU;
                mean * (time + swing * (libm::cos(*phase) - libm::cos(phase + TAU * (time / period).fract())))
            }
            Self::Scaled { of, stretches } => {
                let stretch = stretches.iter().rev().find(|stretch| stretch.from <= time);
                let original = of.reached_at(time);
                stretch.map_or(original, |stretch| stretch.reached + (original - stretch.original) * stretch.factor)
            }
        }
    }

    /// The rate at time zero, per second.
    #[must_use]
    pub fn at_zero(&self) -> f64 {
        match self {
            Self::Never => 0.0,
            Self::Constant { gap } => 1e6 / gap,
            Self::Pieces(pieces) => {
                pieces.iter().rev().find(|piece| piece.from <= 0.0).map_or(0.0, |piece| piece.rate * 1e6)
            }
            Self::Wave { mean, amplitude, phase, .. } => mean * (1.0 + amplitude * libm::sin(*phase)) * 1e6,
            Self::Scaled { of, .. } => of.at_zero(),
        }
    }

    /// The time in µs at which Λ reaches `target`; none if it never does.
    #[inline]
    #[must_use]
    pub fn time_of(&self, target: f64) -> Option<f64> {
        match self {
            Self::Never => None,
            Self::Constant { gap } => Some(target * gap),
            Self::Pieces(pieces) => time_in_pieces(pieces, target),
            Self::Wave { mean, amplitude, period, phase } => {
                Some(time_in_wave(*mean, *amplitude, *period, *phase, target))
            }
            Self::Scaled { of, stretches } => time_in_stretches(of, stretches, target),
        }
    }
}

fn time_in_stretches(of: &CumulatedRate, stretches: &[Stretch], target: f64) -> Option<f64> {
    // The last stretch that begins at or below the target: one without any rate is passed over, unless nothing follows.
    let Some(index) = stretches.partition_point(|stretch| stretch.reached <= target).checked_sub(1) else {
        return of.time_of(target);
    };
    let stretch = &stretches[index];
    if stretch.factor <= 0.0 {
        return None;
    }
    // Rounding must not move what belongs to a stretch to before it.
    of.time_of(stretch.original + (target - stretch.reached) / stretch.factor).map(|time| time.max(stretch.from))
}

fn time_in_pieces(pieces: &[Piece], target: f64) -> Option<f64> {
    // The last piece that begins at or below the target; pieces of no length or no rate are passed over.
    let index = pieces.partition_point(|piece| piece.reached <= target).checked_sub(1)?;
    let piece = &pieces[index];
    let missing = target - piece.reached;
    if missing <= 0.0 {
        return Some(piece.from);
    }
    if piece.slope == 0.0 {
        return (piece.rate > 0.0).then(|| piece.from + missing / piece.rate);
    }
    // rate·t + slope·t²/2 = missing, in the form that stays exact for small slopes.
    let discriminant = piece.rate * piece.rate + 2.0 * piece.slope * missing;
    let root = discriminant.max(0.0).sqrt();
    Some(piece.from + 2.0 * missing / (piece.rate + root))
}

fn time_in_wave(mean: f64, amplitude: f64, period: f64, phase: f64, target: f64) -> f64 {
    let swing = amplitude * period / TAU;
    let start = libm::cos(phase);
    let overshoot = |t: f64| mean * (t + swing * (start - libm::cos(phase + TAU * (t / period).fract()))) - target;
    // Λ stays within one swing of the mean's straight line, which brackets the root.
    let centre = target / mean;
    let (mut low, mut high) = ((centre - 2.0 * swing).max(0.0), centre + 2.0 * swing + 1.0);
    let mut t = centre;
    for _ in 0..60 {
        let over = overshoot(t);
        if over.abs() < 1e-10 {
            break;
        }
        if over > 0.0 {
            high = t
        } else {
            low = t
        }
        let rate = mean * (1.0 + amplitude * libm::sin(phase + TAU * (t / period).fract()));
        let newton = t - over / rate;
        t = if rate > 0.0 && newton > low && newton < high { newton } else { f64::midpoint(low, high) };
        if high - low < 0.25 {
            break;
        }
    }
    t
}
