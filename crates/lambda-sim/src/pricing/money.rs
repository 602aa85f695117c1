//! Money as integers: [`Price`] per unit, [`Usd`] for amounts, both in 10⁻¹² USD.
//!
//! AWS lists ten decimals, so twelve hold every price exactly and leave room for a reader's own. An amount is rounded once, where a
//! quantity meets a price; sums of amounts are then exact.

use crate::units::MbMillis;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;
use thiserror::Error;

/// How many of our money's unit make one USD.
const PER_USD: u64 = 1_000_000_000_000;
/// The decimal places that unit gives.
const DECIMALS: usize = 12;
/// How many of our money's unit make one cent.
const PER_CENT: u128 = 10_000_000_000;

/// USD for one unit of something (a request, a GB-second), in 10⁻¹² USD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(pub u64);

/// Why a text is no price. Nothing is lost by it: whoever gave the text can be asked again.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParsePriceError {
    /// Not digits with at most one point between them; signs, exponents, commas and spaces are refused too.
    #[error("`{given}` is not a decimal number such as 0.0000166667")]
    NotDecimal {
        /// What was given.
        given: String,
    },
    /// A digit beyond the twelfth decimal place.
    #[error("`{given}` has more than 12 decimal places")]
    TooFine {
        /// What was given.
        given: String,
    },
    /// More than a [`Price`] can hold.
    #[error("`{given}` is more than 18,000,000")]
    TooLarge {
        /// What was given.
        given: String,
    },
}

impl Price {
    /// This price times `factor` (itself a decimal, read as a [`Price`]), rounded half up to ten decimal places as AWS's
    /// price list is.
    ///
    /// Used for the later tiers of a Region whose tiers are not listed.
    #[must_use]
    pub(super) fn times_rounded_to_list(self, factor: Self) -> Self {
        const LAST_LISTED_PLACE: u64 = 100;
        let steps = u128::from(self.0) * u128::from(factor.0);
        let rounded = mul_div_round(steps, 1, PER_USD * LAST_LISTED_PLACE) * u128::from(LAST_LISTED_PLACE);
        Self(u64::try_from(rounded).unwrap_or(u64::MAX))
    }

    /// What `count` units cost, exactly.
    #[must_use]
    pub fn times(self, count: u64) -> Usd {
        Usd(u128::from(self.0) * u128::from(count))
    }

    /// What this memory × time costs at a price per GB-second, rounded half up to 10⁻¹² USD.
    #[must_use]
    pub fn times_gb_seconds(self, memory_time: MbMillis) -> Usd {
        Usd(mul_div_round(memory_time.0, self.0, MbMillis::PER_GB_SECOND as u64))
    }

    /// This share (1 being all) of an amount, rounded half up to 10⁻¹² USD.
    #[must_use]
    pub fn share_of(self, amount: Usd) -> Usd {
        Usd(mul_div_round(amount.0, self.0, PER_USD))
    }

    /// In USD, for display and for ratios.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / PER_USD as f64
    }
}

impl FromStr for Price {
    type Err = ParsePriceError;

    /// Reads an exact decimal in USD, such as `0.0000166667` or `5`.
    fn from_str(text: &str) -> Result<Self, ParsePriceError> {
        let given = || text.to_owned();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return Err(ParsePriceError::NotDecimal { given: given() });
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > DECIMALS {
            return Err(ParsePriceError::TooFine { given: given() });
        }
        // Padded to twelve places, whole and fraction together are the number of units.
        format!("{whole}{fraction:0<DECIMALS$}")
            .parse()
            .map(Self)
            .map_err(|_| ParsePriceError::TooLarge { given: given() })
    }
}

impl fmt::Display for Price {
    /// The shortest exact decimal, which reads back as the same price.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / PER_USD)?;
        let fraction = format!("{:0DECIMALS$}", self.0 % PER_USD);
        match fraction.trim_end_matches('0') {
            "" => Ok(()),
            digits => write!(f, ".{digits}"),
        }
    }
}

/// An amount of money, in 10⁻¹² USD; never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(pub u128);

impl Usd {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// `cents` whole cents.
    #[must_use]
    pub const fn from_cents(cents: u64) -> Self {
        Self(cents as u128 * PER_CENT)
    }

    /// To the cent, rounded half up: how AWS prints a bill.
    #[must_use]
    pub const fn to_cents(self) -> u128 {
        self.0.saturating_add(PER_CENT / 2) / PER_CENT
    }

    /// In USD, for charts and JSON.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / PER_USD as f64
    }

    /// This amount × `numerator` / `denominator`, rounded half up; zero for a denominator of zero.
    #[must_use]
    pub fn scaled(self, numerator: u64, denominator: u64) -> Self {
        Self(mul_div_round(self.0, numerator, denominator))
    }

    /// The difference, or nothing where `other` is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Usd {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Usd {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Usd {
    /// To the cent from a dollar on (`$1,153.34`), three significant digits below (`$0.833`, `$0.0000417`), `$0` for nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SIGNIFICANT: usize = 3;
        if self.0 == 0 {
            return f.write_str("$0");
        }
        let digits = |amount: u128| amount.to_string().len();
        let last_place = 10_u128.pow(digits(self.0).min(DECIMALS).saturating_sub(SIGNIFICANT) as u32);
        let rounded = self.0.saturating_add(last_place / 2) / last_place * last_place;
        if rounded >= u128::from(PER_USD) {
            let cents = self.to_cents();
            return write!(f, "${}.{:02}", grouped(cents / 100), cents % 100);
        }
        // Rounding may have carried into a new digit (0.09996 → 0.100), so the places are counted after it.
        let places = DECIMALS - digits(rounded).saturating_sub(SIGNIFICANT);
        let fraction = format!("{rounded:0DECIMALS$}");
        write!(f, "$0.{}", &fraction[..places])
    }
}

/// `number` with a comma between its thousands.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `value` × `numerator` / `denominator` in integers, rounded half up; zero for a denominator of zero.
///
/// Whole multiples and the remainder go separate ways, so that nothing overflows on the way to a result that fits; a
/// result that does not fit is the largest number.
pub(super) fn mul_div_round(value: u128, numerator: u64, denominator: u64) -> u128 {
    if denominator == 0 {
        return 0;
    }
    let (numerator, denominator) = (u128::from(numerator), u128::from(denominator));
    // The remainder is below 2⁶⁴, so its product stays below 2¹²⁸.
    let part = (value % denominator) * numerator;
    let part = part / denominator + u128::from(part % denominator >= denominator.div_ceil(2));
    (value / denominator).saturating_mul(numerator).saturating_add(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_exactly_and_printed_back() {
        for (text, units) in [
            ("0.0000166667", 16_666_700),
            ("0.0000000309", 30_900),
            ("0.000000000001", 1),
            ("5", 5 * PER_USD),
            ("0.9", 900_000_000_000),
            ("0", 0),
        ] {
            assert_eq!(text.parse(), Ok(Price(units)), "{text}");
            assert_eq!(Price(units).to_string(), text);
        }
        assert_eq!("5.00".parse(), Ok(Price(5 * PER_USD)));
        assert_eq!("007.10".parse(), Ok(Price(7_100_000_000_000)));
        assert_eq!("0.1000000000000000".parse(), Ok(Price(PER_USD / 10)));
    }

    #[test]
    fn what_is_no_price_is_refused_with_the_reason() {
        for text in ["", ".", ".5", "5.", "-1", "+1", "1e-6", "1,5", "1.2.3", " 1", "$1", "٣", "NaN"] {
            assert_eq!(text.parse::<Price>(), Err(ParsePriceError::NotDecimal { given: text.into() }), "{text}");
        }
        assert!(matches!("0.0000000000001".parse::<Price>(), Err(ParsePriceError::TooFine { .. })));
        assert!(matches!("18446745".parse::<Price>(), Err(ParsePriceError::TooLarge { .. })));
        assert!(matches!("9".repeat(60).parse::<Price>(), Err(ParsePriceError::TooLarge { .. })));
        let error = "1,5".parse::<Price>().unwrap_err();
        assert_eq!(error.to_string(), "`1,5` is not a decimal number such as 0.0000166667");
    }

    #[test]
    fn amounts_round_half_up_where_quantity_meets_price() {
        let a_unit_per_gb_second = Price(1);
        assert_eq!(a_unit_per_gb_second.times_gb_seconds(MbMillis(511_999)), Usd(0));
        assert_eq!(a_unit_per_gb_second.times_gb_seconds(MbMillis(512_000)), Usd(1));
        assert_eq!(Price(16_666_700).times_gb_seconds(MbMillis::from_gb_seconds(3)), Usd(50_000_100));
        assert_eq!(Price(200_000).times(3), Usd(600_000));
    }

    #[test]
    fn scaling_neither_overflows_nor_divides_by_zero() {
        assert_eq!(mul_div_round(7, 1, 2), 4);
        assert_eq!(mul_div_round(7, 1, 3), 2);
        assert_eq!(mul_div_round(8, 1, 3), 3);
        assert_eq!(mul_div_round(u128::MAX, u64::MAX, u64::MAX), u128::MAX);
        assert_eq!(mul_div_round(u128::MAX, 2, 1), u128::MAX);
        assert_eq!(mul_div_round(u128::from(u64::MAX) - 1, u64::MAX, u64::MAX), u128::from(u64::MAX) - 1);
        assert_eq!(mul_div_round(5, 5, 0), 0);
    }

    #[test]
    fn later_tiers_round_like_the_price_list() {
        let tier = |price: &str, factor: &str| {
            price.parse::<Price>().unwrap().times_rounded_to_list(factor.parse().unwrap()).to_string()
        };
        assert_eq!(tier("0.0000166667", "0.9"), "0.000015");
        assert_eq!(tier("0.0000166667", "0.8"), "0.0000133334");
        assert_eq!(tier("0.0000133334", "0.9"), "0.0000120001");
        assert_eq!(tier("0.0000133334", "0.8"), "0.0000106667");
    }

    #[test]
    fn money_is_printed_to_the_cent_or_to_three_digits() {
        for (amount, text) in [
            (0, "$0"),
            (1, "$0.000000000001"),
            (1_234, "$0.00000000123"),
            (41_666_750_000, "$0.0417"),
            (833_335_000_000, "$0.833"),
            (500_000_000_000, "$0.500"),
            (99_960_000_000, "$0.100"),
            (999_499_999_999, "$0.999"),
            (999_500_000_000, "$1.00"),
            (1_004_999_999_999, "$1.00"),
            (1_005_000_000_000, "$1.01"),
            (1_153_340_000_000_000, "$1,153.34"),
            (1_000_000_000_000_000_000, "$1,000,000.00"),
        ] {
            assert_eq!(Usd(amount).to_string(), text, "{amount}");
        }
        assert_eq!(Usd::from_cents(273).to_string(), "$2.73");
        assert_eq!(Usd(4_999_999_999).to_cents(), 0);
        assert_eq!(Usd(5_000_000_000).to_cents(), 1);
        assert_eq!(Usd::from_cents(150).as_f64(), 1.5);
    }
}
