//! Values whose numbers have a range, and types that know the ranges of their fields.

use super::check::Check;
use super::ranges::Range;
use super::{Destination, Override};
use crate::distribution::Distribution;

/// A number, several of them, or none.
pub trait Ranged: Sized {
    /// The value where a document has none: the default of the range, or that nothing is set.
    fn default_in(range: &Range) -> Self;

    /// Checks each of its numbers.
    fn check(&self, check: &mut Check<'_>, name: &str, range: Range);
}

impl Ranged for f64 {
    fn default_in(range: &Range) -> Self {
        range.default
    }

    fn check(&self, check: &mut Check<'_>, name: &str, range: Range) {
        check.number(name, *self, range);
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Ranged for $number {
            fn default_in(range: &Range) -> Self {
                range.default as Self
            }

            fn check(&self, check: &mut Check<'_>, name: &str, range: Range) {
                check.whole(name, *self as f64, range);
            }
        }
    )*};
}

whole_numbers!(u32, u64, i32);

impl Ranged for Distribution {
    fn default_in(range: &Range) -> Self {
        Self::Constant(range.default)
    }

    fn check(&self, check: &mut Check<'_>, name: &str, range: Range) {
        check.distribution(name, self, range, 0);
    }
}

impl<T: Ranged> Ranged for Option<T> {
    fn default_in(_range: &Range) -> Self {
        None
    }

    fn check(&self, check: &mut Check<'_>, name: &str, range: Range) {
        if let Some(value) = self {
            value.check(check, name, range);
        }
    }
}

impl<T: Ranged + Clone> Ranged for Override<T> {
    fn default_in(_range: &Range) -> Self {
        Self::Default
    }

    fn check(&self, check: &mut Check<'_>, name: &str, range: Range) {
        if let Some(value) = self.value() {
            value.check(check, name, range);
        }
    }
}

/// Text with a longest length.
pub trait Measured {
    /// Checks that it is at most `longest` characters.
    fn check_length(&self, check: &mut Check<'_>, name: &str, longest: usize);
}

impl Measured for String {
    fn check_length(&self, check: &mut Check<'_>, name: &str, longest: usize) {
        check.text(name, self, longest);
    }
}

impl Measured for Destination {
    fn check_length(&self, check: &mut Check<'_>, name: &str, longest: usize) {
        match self {
            Self::Named(given) => check.text(name, given, longest),
            Self::Unnamed => {}
        }
    }
}

impl<T: Measured> Measured for Option<T> {
    fn check_length(&self, check: &mut Check<'_>, name: &str, longest: usize) {
        if let Some(text) = self {
            text.check_length(check, name, longest);
        }
    }
}

/// A type that checks the ranges of its own fields, in their order.
pub trait CheckRanges {
    /// Reports every number out of its range and every text that is too long.
    fn check_ranges(&self, check: &mut Check<'_>);

    /// The same where this is the value of a field.
    fn check_inside(&self, check: &mut Check<'_>, name: &str) {
        check.inside(name.to_owned(), |check| self.check_ranges(check));
    }
}

impl<T: CheckRanges> CheckRanges for Option<T> {
    fn check_ranges(&self, check: &mut Check<'_>) {
        if let Some(value) = self {
            value.check_ranges(check);
        }
    }

    fn check_inside(&self, check: &mut Check<'_>, name: &str) {
        if let Some(value) = self {
            value.check_inside(check, name);
        }
    }
}

impl<T: CheckRanges> CheckRanges for Vec<T> {
    fn check_ranges(&self, check: &mut Check<'_>) {
        self.iter().for_each(|value| value.check_ranges(check));
    }

    fn check_inside(&self, check: &mut Check<'_>, name: &str) {
        for (index, value) in self.iter().enumerate() {
            value.check_inside(check, &format!("{name}[{index}]"));
        }
    }
}
