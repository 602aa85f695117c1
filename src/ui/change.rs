//! What a control reports: a value on its way, or a value to stay.

/// A control's new value.
#[derive(Clone, Debug, PartialEq)]
pub enum Change<T> {
    /// In the middle of a drag or of typing.
    Ongoing(T),
    /// Chosen, or left with the focus.
    Final(T),
}

impl<T> Change<T> {
    /// The same change of something that is made of this value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Ongoing(value) => Change::Ongoing(make(value)),
            Self::Final(value) => Change::Final(make(value)),
        }
    }
}
