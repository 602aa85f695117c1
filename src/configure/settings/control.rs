//! What a setting is edited with: the kinds of control, and the ranges and sliders of numbers.

use crate::state::edit::ElementPath;
use crate::ui::number_input::NumberFormat;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Scenario, ranges};

/// What a setting is edited with.
#[derive(Debug)]
pub enum Control {
    /// On or off.
    Switch,
    /// A number.
    Number(NumberControl),
    /// A number that may be left out, and its value when it is switched on.
    Limit(NumberControl, f64),
    /// One of a few.
    OneOf(&'static [&'static str]),
    /// One of a list that depends on the scenario; an empty value means that it is left out.
    Named(fn(&Scenario, ElementPath) -> Vec<Choice>),
    /// A string.
    Text {
        /// The most characters.
        max_length: usize,
        /// What an empty field shows.
        placeholder: Option<&'static str>,
    },
    /// A queue, topic or bus that takes what failed, with its name.
    Destination,
    /// A number that varies.
    Distribution {
        /// What every draw may be.
        range: Range,
        /// The first distribution, if there was none.
        usual: Distribution,
        /// What leaving it out is called, if it may be.
        default_name: Option<&'static str>,
        /// What switching it off is called, if it may be.
        off_name: Option<&'static str>,
    },
    /// A control whose range, slider or default depends on other settings, given the range of its field.
    Depends(Range, fn(&Scenario, ElementPath, Range) -> Control),
}

/// A number, and the slider that finds its neighborhood.
#[derive(Clone, Copy, Debug)]
pub struct NumberControl {
    /// What it may be, and how it is shown.
    pub format: NumberFormat,
    /// What the slider covers; `None`: there is no slider.
    pub scale: Option<Scale>,
    /// Whether the range's default is marked on the slider.
    pub marks_default: bool,
}

impl NumberControl {
    const fn new(format: NumberFormat, scale: Scale) -> Self {
        Self { format, scale: Some(scale), marks_default: true }
    }

    /// A whole number over its range, in logarithmic steps if that is wide.
    pub const fn whole(range: Range) -> Self {
        Self::new(NumberFormat::whole(range), scale(range))
    }

    /// Any number over its range, in logarithmic steps if that is wide.
    pub const fn real(range: Range) -> Self {
        Self::new(NumberFormat::real(range), scale(range))
    }

    /// A share in even steps.
    pub const fn percent(range: Range, step: f64) -> Self {
        Self::new(NumberFormat::percent(range), Scale::Linear { min: range.min, max: range.max, step })
    }

    /// A share, finer where it is small.
    pub const fn small_share(range: Range) -> Self {
        Self::new(NumberFormat::percent(range), Scale::Log { min: 0.000_1, max: 1.0, zero: true })
    }

    /// With a slider over another scale.
    pub const fn over(self, scale: Scale) -> Self {
        Self { scale: Some(scale), ..self }
    }

    /// Without a slider.
    pub const fn without_slider(self) -> Self {
        Self { scale: None, ..self }
    }

    /// Without a mark at the default.
    pub const fn unmarked(self) -> Self {
        Self { marks_default: false, ..self }
    }
}

impl Control {
    /// A whole number.
    pub const fn whole(range: Range) -> Self {
        Self::Number(NumberControl::whole(range))
    }

    /// Any number.
    pub const fn number(range: Range) -> Self {
        Self::Number(NumberControl::real(range))
    }

    /// A share, finer where it is small.
    pub const fn share(range: Range) -> Self {
        Self::Number(NumberControl::small_share(range))
    }

    /// A share in even steps of one per cent.
    pub const fn even_share(range: Range) -> Self {
        Self::Number(NumberControl::percent(range, 0.01))
    }

    /// A whole number that may be left out; switched on, it is the range's default.
    pub const fn limit(range: Range) -> Self {
        Self::Limit(NumberControl::whole(range).unmarked(), range.default)
    }

    /// A name.
    pub const fn name() -> Self {
        Self::Text { max_length: ranges::MAX_NAME, placeholder: None }
    }

    /// A number that varies.
    pub const fn distribution(range: Range, usual: f64) -> Self {
        Self::Distribution { range, usual: Distribution::Constant(usual), default_name: None, off_name: None }
    }

    /// A number that varies and may be left out, which is called so.
    pub const fn optional_distribution(range: Range, usual: f64, default_name: &'static str) -> Self {
        let usual = Distribution::Constant(usual);
        Self::Distribution { range, usual, default_name: Some(default_name), off_name: None }
    }
}

/// What a slider covers of a range: all of a narrow one, the magnitudes of a wide one.
const fn scale(range: Range) -> Scale {
    if range.max - range.min <= 60.0 * range.step {
        return Scale::Linear { min: range.min, max: range.max, step: range.step };
    }
    let least = if range.min > 0.0 { range.min } else { range.step };
    Scale::Log { min: least, max: range.max, zero: range.min <= 0.0 }
}
