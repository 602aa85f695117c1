//! Sorting, once for all types: every generic sort is five kilobytes of the page's first load for each type that it sorts.

/// Sorts rows by a whole number; rows with equal numbers keep their order.
pub(crate) fn sort_by_key<T: Copy>(rows: &mut [T], key: impl Fn(&T) -> i64) {
    let mut order: Vec<(i64, u32)> = rows.iter().zip(0_u32..).map(|(row, index)| (key(row), index)).collect();
    sort_pairs(&mut order);
    let sorted: Vec<T> = order.iter().map(|(_, index)| rows[*index as usize]).collect();
    rows.copy_from_slice(&sorted);
}

/// Sorts pairs.
#[inline(never)]
pub(crate) fn sort_pairs(pairs: &mut [(i64, u32)]) {
    pairs.sort_unstable();
}

/// Sorts numbers.
#[inline(never)]
pub(crate) fn sort_numbers(numbers: &mut [i64]) {
    numbers.sort_unstable();
}

/// The place of a number among all numbers, for use as a key.
pub(crate) fn float_key(number: f64) -> i64 {
    let bits = number.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_with_equal_keys_keep_their_order() {
        let mut rows = [(3, 'a'), (1, 'b'), (3, 'c'), (-2, 'd'), (1, 'e')];
        sort_by_key(&mut rows, |row| row.0);
        assert_eq!(rows.map(|row| row.1), ['d', 'b', 'e', 'a', 'c']);
    }

    #[test]
    fn the_key_of_a_number_sorts_as_the_number() {
        let mut numbers = [1.5, -0.0, f64::INFINITY, -3.0, 0.0, f64::NEG_INFINITY, 1e-300];
        sort_by_key(&mut numbers, |number| float_key(*number));
        assert!(numbers.is_sorted_by(|a, b| a.total_cmp(b).is_le()));
    }
}
