//! Decimal texts as numbers, correctly rounded.
//!
//! The standard library does the same faster, by a large table that no compression makes smaller: too much of the page's
//! first load for the few numbers of a scenario. A test holds this against it.

use std::cmp::Ordering;

/// Powers of ten that are exact.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// Digits beyond these decide nothing but whether there is more.
const MOST_DIGITS: usize = 800;

/// The number that a text such as `-12.5e3` stands for: the nearest one, of two equally near the even one. None for any other
/// text, and for what is too large.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (is_negative, text) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (digits, exponent) = split(text)?;
    let magnitude = nearest(&digits, exponent);
    magnitude.is_finite().then_some(if is_negative { -magnitude } else { magnitude })
}

/// Significant digits, without zeros in front, and the power of ten of the last.
fn split(text: &[u8]) -> Option<(Vec<u8>, i64)> {
    let (mut digits, mut exponent, mut seen, mut point) = (Vec::new(), 0_i64, false, false);
    let mut rest = text;
    while let [byte, behind @ ..] = rest {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                let is_kept = digits.len() < MOST_DIGITS;
                if is_kept && (*byte != b'0' || !digits.is_empty()) {
                    digits.push(byte - b'0');
                } else if let (false, Some(last), 1..) = (is_kept, digits.last_mut(), byte - b'0') {
                    // Something is there, so it is no tie.
                    *last = (*last).max(1);
                }
                exponent += i64::from(!is_kept) - i64::from(point);
            }
            b'.' if !point => point = true,
            b'e' | b'E' if seen => {
                exponent = exponent.saturating_add(power(behind)?);
                break;
            }
            _ => return None,
        }
        rest = behind;
    }
    seen.then_some((digits, exponent))
}

/// The number after an `e`; of what no finite number has, some number that is far enough.
fn power(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        rest => (1, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let power = digits.iter().fold(0_i64, |power, digit| (power * 10 + i64::from(digit - b'0')).min(1 << 40));
    Some(sign * power)
}

fn nearest(digits: &[u8], exponent: i64) -> f64 {
    if digits.is_empty() {
        return 0.0;
    }
    let length = digits.len() as i64;
    if exponent + length > 310 {
        return f64::INFINITY;
    }
    if exponent + length < -330 {
        return 0.0;
    }
    let tens = TENS.get(exponent.unsigned_abs() as usize);
    if let (true, Some(tens)) = (digits.len() <= 15, tens) {
        // Both are exact, so that their product or quotient is rounded once.
        let whole = digits.iter().fold(0_u64, |whole, digit| whole * 10 + u64::from(*digit)) as f64;
        return if exponent < 0 { whole / tens } else { whole * tens };
    }
    let (mut above, mut below) = (Whole::default(), Whole(vec![1]));
    for digit in digits {
        above.multiply_and_add(10, u32::from(*digit));
    }
    let scaled = if exponent < 0 { &mut below } else { &mut above };
    for _ in 0..exponent.unsigned_abs() {
        scaled.multiply_and_add(10, 0);
    }
    quotient(above, below)
}

/// `above` ÷ `below`, rounded once.
fn quotient(mut above: Whole, mut below: Whole) -> f64 {
    let difference = above.bits() - below.bits();
    let at_least = match difference {
        0.. => above.cmp(&below.shifted(difference as u32)),
        _ => above.shifted(difference.unsigned_abs() as u32).cmp(&below),
    };
    let logarithm = if at_least == Ordering::Less { difference - 1 } else { difference };
    // The weight of the last bit; below the normal numbers it stays.
    let unit = (logarithm - 52).max(-1_074);
    if unit >= 0 {
        below = below.shifted(unit as u32);
    } else {
        above = above.shifted(unit.unsigned_abs() as u32);
    }
    let mut bits = 0_u64;
    for place in (0..54).rev() {
        let part = below.shifted(place);
        if above.cmp(&part) != Ordering::Less {
            above.subtract(&part);
            bits |= 1 << place;
        }
    }
    let rounds_up = match above.shifted(1).cmp(&below) {
        Ordering::Less => false,
        Ordering::Equal => bits & 1 == 1,
        Ordering::Greater => true,
    };
    bits += u64::from(rounds_up);
    if unit > 971 {
        return f64::INFINITY;
    }
    f64::from_bits((((unit + 1_074) as u64) << 52) + bits)
}

/// A whole number of any size, its lowest part first.
#[derive(Clone, Debug, Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn multiply_and_add(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |last| 32 * self.0.len() as i64 - i64::from(last.leading_zeros()))
    }

    fn shifted(&self, by: u32) -> Self {
        let mut parts = vec![0; by as usize / 32];
        let mut carry = 0_u64;
        for part in &self.0 {
            carry |= u64::from(*part) << (by % 32);
            parts.push(carry as u32);
            carry >>= 32;
        }
        if carry > 0 {
            parts.push(carry as u32);
        }
        Self(parts)
    }

    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Takes away a number that is no larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = 0_i64;
        for (index, part) in self.0.iter_mut().enumerate() {
            let left = i64::from(*part) - i64::from(other.0.get(index).copied().unwrap_or(0)) - borrow;
            *part = left as u32;
            borrow = i64::from(left < 0);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let expected = text.parse::<f64>().ok().filter(|number| number.is_finite());
        assert_eq!(parse(text).map(f64::to_bits), expected.map(f64::to_bits), "{text}");
    }

    #[test]
    fn what_is_hard_to_round_is_rounded_as_the_standard_library_does() {
        for text in [
            "0",
            "-0",
            "1",
            "+1.5",
            ".5",
            "5.",
            "1e23",
            "9007199254740993",
            "9007199254740992.5",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9406564584124654e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e400",
            "1e-400",
            "123456789012345678",
            "0.000000000000000000000000000000000000000000000000000001",
            "1e99999999999999999999",
            "0e99999999999999999999",
            "6929495644600919.5",
            "1.00000000000000011102230246251565404236316680908203125",
            "1.00000000000000011102230246251565404236316680908203124",
            "1.00000000000000011102230246251565404236316680908203126",
        ] {
            check(text);
        }
        check(&format!("1.{}1", "0".repeat(1_000)));
        check(&format!("0.{}1e1001", "0".repeat(1_000)));
        check(&format!("1.00000000000000011102230246251565404236316680908203125{}1", "0".repeat(900)));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1 ", " 1", "0x1", "1e5.5", "--1", "1_000", "NaN", "inf"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn every_number_survives_its_text(bits in any::<u64>()) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                prop_assert_eq!(parse(&format!("{number:e}")).map(f64::to_bits), Some(bits));
                prop_assert_eq!(parse(&format!("{number}")).map(f64::to_bits), Some(bits));
            }
        }

        #[test]
        fn any_digits_are_read_as_the_standard_library_reads_them(text in "-?[0-9]{1,25}(\\.[0-9]{0,25})?(e-?[0-9]{1,3})?") {
            check(&text);
        }
    }
}
