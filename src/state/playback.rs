//! Playing a run that is computed: whether it plays, and how fast. Where it is between two pauses is kept outside the state,
//! since it changes with every frame.

/// Speeds to choose from, as simulated seconds a second.
const FACTORS: [f64; 13] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0];

/// How long the whole run takes where it is to fit, in seconds.
pub const WHOLE_RUN_S: f64 = 20.0;

/// How fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// The whole run in [`WHOLE_RUN_S`].
    #[default]
    WholeRun,
    /// One of the factors, by its place.
    Factor(u8),
}

impl Speed {
    /// The place of the last factor.
    pub const LAST: u8 = FACTORS.len() as u8 - 1;

    /// How many simulated seconds pass in a second, in a run of this length.
    pub fn factor(self, duration_us: f64) -> f64 {
        match self {
            Self::WholeRun => duration_us / 1e6 / WHOLE_RUN_S,
            Self::Factor(place) => FACTORS[usize::from(place.min(Self::LAST))],
        }
    }

    /// The place of the factor that comes nearest, for a run of this length.
    pub fn place(self, duration_us: f64) -> u8 {
        let factor = self.factor(duration_us).max(1e-9);
        let distance = |place: &u8| (Self::Factor(*place).factor(duration_us).ln() - factor.ln()).abs();
        (0..=Self::LAST).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_default()
    }
}

/// Playing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Playback {
    /// Whether time passes.
    pub is_playing: bool,
    /// How fast.
    pub speed: Speed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_factors_or_fit_the_run() {
        assert_eq!(Speed::WholeRun.factor(60e6), 3.0);
        assert_eq!(Speed::Factor(0).factor(60e6), 0.1);
        assert_eq!(Speed::Factor(200).factor(60e6), 1_000.0);
        assert_eq!(Speed::Factor(5).place(60e6), 5);
        assert_eq!(Speed::WholeRun.place(60e6), 4, "three is nearer to two than to five");
        assert_eq!(Speed::WholeRun.place(0.0), 0);
    }
}
