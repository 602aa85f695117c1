//! Sorting, once for all types: a generic sort adds to the page's first load for each type that it sorts.

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

/// The value of a rank by key, which comes to its place: none before it has a larger key, none behind it a smaller one. Takes
/// time in proportion to their number, whatever their order; the standard library's, which promises it, weighs ten times as much.
///
/// # Panics
/// If there is no value of that rank.
pub(crate) fn select<T: Copy>(values: &mut [T], rank: usize, key: impl Fn(&T) -> i64) -> T {
    let (mut low, mut high) = (0, values.len());
    let mut random = 0_u32;
    loop {
        let window = &mut values[low..high];
        // A pivot from anywhere: no order of the values meets the worst case again and again.
        let mut any = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            key(&window[((u64::from(random) * window.len() as u64) >> 32) as usize])
        };
        let (a, b, c) = (any(), any(), any());
        let pivot = a.min(b).max(a.max(b).min(c));
        let smaller = partition(window, |value| key(value) < pivot);
        if rank < low + smaller {
            high = low + smaller;
        } else if smaller > 0 {
            low += smaller;
        } else {
            let least = partition(window, |value| key(value) <= pivot);
            if rank < low + least {
                return values[rank];
            }
            low += least;
        }
    }
}

/// Brings the values for which it holds before the others; gives how many they are. Without a branch for a value: half of them
/// would be guessed wrong.
fn partition<T: Copy>(values: &mut [T], holds: impl Fn(&T) -> bool) -> usize {
    let mut first = 0;
    for at in 0..values.len() {
        let value = values[at];
        values.swap(at, first);
        first += usize::from(holds(&value));
    }
    first
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
    fn every_rank_is_selected() {
        for count in [1_usize, 2, 3, 17, 256] {
            for orders in [1_i64, 7, 31, 1_000] {
                let values: Vec<i64> = (0..count as i64).map(|at| at * 7_919 % orders - 3).collect();
                let mut sorted = values.clone();
                sorted.sort_unstable();
                for rank in 0..count {
                    let mut values = values.clone();
                    let found = select(&mut values, rank, |value| *value);
                    assert_eq!(found, sorted[rank], "rank {rank} of {count}");
                    assert!(values[..rank].iter().all(|value| *value <= found));
                    assert!(values[rank..].iter().all(|value| *value >= found));
                }
            }
        }
    }

    #[test]
    fn the_key_of_a_number_sorts_as_the_number() {
        let mut numbers = [1.5, -0.0, f64::INFINITY, -3.0, 0.0, f64::NEG_INFINITY, 1e-300];
        sort_by_key(&mut numbers, |number| float_key(*number));
        assert!(numbers.is_sorted_by(|a, b| a.total_cmp(b).is_le()));
    }
}
