//! The natural logarithm that draws go through: `libm`'s to the bit, but inlined and without branches, so that the compiler
//! makes one vectorized loop of a batch of them.

/// ln(x) of a positive, finite x that is not subnormal; of anything else some number without meaning.
///
/// It is the algorithm of FreeBSD's `e_log.c`, which `libm::log` follows as well: x = 2ᵏ · (1 + f) with 1 + f between √½ and √2,
/// and ln(1 + f) as a polynomial of s = f / (2 + f). The operations are those of `libm::log` in their order, so that both
/// give the same bits on every platform.
#[inline]
#[must_use]
#[expect(clippy::excessive_precision, reason = "the coefficients are written as they were published")]
pub fn ln(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238_164_90e-01;
    const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
    const LG1: f64 = 6.666_666_666_666_735_130e-01;
    const LG2: f64 = 3.999_999_999_940_941_908e-01;
    const LG3: f64 = 2.857_142_874_366_239_149e-01;
    const LG4: f64 = 2.222_219_843_214_978_396e-01;
    const LG5: f64 = 1.818_357_216_161_805_012e-01;
    const LG6: f64 = 1.531_383_769_920_937_332e-01;
    const LG7: f64 = 1.479_819_860_511_658_591e-01;
    /// The upper half of √½, in its place.
    const ROOT_HALF: u64 = 0x3fe6_a09e << 32;
    const ONE: u64 = 1.0_f64.to_bits();
    /// 2⁵², whose last bit counts ones: with an exponent in its lower bits it is that much larger.
    const TWO_52: u64 = 0x4330_0000_0000_0000;

    let shifted = x.to_bits().wrapping_add(ONE - ROOT_HALF);
    let exponent = f64::from_bits(TWO_52 | shifted >> 52) - (f64::from_bits(TWO_52) + 1_023.0);
    let f = f64::from_bits((shifted & 0x000f_ffff_ffff_ffff) + ROOT_HALF) - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LG2 + w * (LG4 + w * LG6));
    let odd = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    s * (half_square + (odd + even)) + exponent * LN2_LOW - half_square + f + exponent * LN2_HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_the_bits_of_libm() {
        let mut checked =
            vec![1.0, 0.5, 2.0, f64::MIN_POSITIVE, f64::MAX, f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0];
        // Around every power of two, around √½ and √2, where the exponent changes, and all over the unit interval.
        checked
            .extend((-1_021..1_023).map(|power| f64::from_bits(((1_023 + power) as u64) << 52 | 0x7_1234_5678_9abc)));
        for root in [0.5_f64.sqrt(), 2.0_f64.sqrt()] {
            checked
                .extend((-2_000_i64..2_000).map(|step| f64::from_bits(root.to_bits().wrapping_add_signed(step << 20))));
        }
        let mut state = 1_u64;
        checked.extend((0..2_000_000).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            1.0 - (state >> 11) as f64 / (1_u64 << 53) as f64
        }));
        for x in checked {
            assert_eq!(ln(x).to_bits(), libm::log(x).to_bits(), "{x:e}");
        }
    }
}
