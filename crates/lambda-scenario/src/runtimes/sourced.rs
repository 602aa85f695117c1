//! A figure together with where it comes from.

use crate::confidence::Confidence;

/// A figure that carries its source and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sourced<T> {
    /// The figure; its unit is in the name of what returns or holds it.
    pub value: T,
    /// Who measured, documented or proposed it, and when.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

impl<T> Sourced<T> {
    /// A figure chosen by us on the grounds named.
    #[must_use]
    pub const fn assumed(value: T, source: &'static str) -> Self {
        Self { value, source, confidence: Confidence::Assumed }
    }
}
