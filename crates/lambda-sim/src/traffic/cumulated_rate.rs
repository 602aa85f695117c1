//! How many arrivals to expect by a given time, and its inverse: when a given number is reached.

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
        }
    }
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
