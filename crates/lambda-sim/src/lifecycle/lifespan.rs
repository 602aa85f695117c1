//! How long idle environments, sandboxes and environments as a whole are kept (rules L8, L9).

use crate::distribution::{Distribution, Sampler};
use crate::scenario::Override;
use crate::units::Micros;

/// A lifetime that is drawn only once the drawn value can matter.
#[derive(Clone, Debug)]
pub struct Lifespan {
    /// None: for ever.
    sampler: Option<Sampler>,
    at_least: Micros,
}

impl Lifespan {
    pub(super) fn new(seconds: &Override<Distribution>, default: Distribution) -> Self {
        let sampler = seconds.or(default).map(|distribution| Sampler::new(&distribution));
        let at_least = sampler.as_ref().map_or(Micros::MAX, |sampler| Micros::from_secs_f64(sampler.lower_bound()));
        Self { sampler, at_least }
    }

    /// The same without a time below which no draw falls, so that each is drawn as soon as its period begins.
    pub(super) fn without_bound(self) -> Self {
        let at_least = if self.is_fixed() { self.at_least } else { Micros::ZERO };
        Self { at_least, ..self }
    }

    /// A time below which no draw falls.
    #[must_use]
    pub const fn at_least(&self) -> Micros {
        self.at_least
    }

    /// Whether it is always [`Lifespan::at_least`].
    #[must_use]
    pub const fn is_fixed(&self) -> bool {
        match &self.sampler {
            Some(sampler) => sampler.is_constant(),
            None => true,
        }
    }

    /// The drawn time.
    #[must_use]
    pub fn draw(&self, u: f64) -> Micros {
        self.sampler.as_ref().map_or(Micros::MAX, |sampler| Micros::from_secs_f64(sampler.sample(u)))
    }
}
