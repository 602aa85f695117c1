//! Values that are kept under a number until they are asked for: what waits for the end of an invocation or of a call.
//!
//! One hash table of numbers serves all types of values, where a map for each type would weigh as much again for each.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Values by number. Nothing depends on the order in which they lie.
#[derive(Clone, Debug)]
pub(crate) struct Kept<T> {
    places: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    values: Vec<Option<T>>,
    free: Vec<u32>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { places: HashMap::default(), values: Vec::new(), free: Vec::new() }
    }
}

impl<T> Kept<T> {
    /// Whether nothing is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Keeps a value under a number that has none.
    pub(crate) fn insert(&mut self, number: u32, value: T) {
        let place = match self.free.pop() {
            Some(place) => place,
            None => {
                self.values.push(None);
                (self.values.len() - 1) as u32
            }
        };
        self.values[place as usize] = Some(value);
        if let Some(replaced) = insert(&mut self.places, number, place) {
            self.values[replaced as usize] = None;
            self.free.push(replaced);
        }
    }

    /// The value under a number.
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.values[find(&self.places, number)?].as_ref()
    }

    /// The value under a number, to be changed.
    pub(crate) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.values[find(&self.places, number)?].as_mut()
    }

    /// The value under a number, a new one where there is none.
    pub(crate) fn get_or_default(&mut self, number: u32) -> &mut T
    where
        T: Default,
    {
        let place = match find(&self.places, number) {
            Some(place) => place,
            None => {
                self.insert(number, T::default());
                find(&self.places, number).unwrap_or_default()
            }
        };
        self.values[place].get_or_insert_default()
    }

    /// Takes the value under a number.
    pub(crate) fn remove(&mut self, number: u32) -> Option<T> {
        let place = remove(&mut self.places, number)?;
        self.free.push(place);
        self.values[place as usize].take()
    }

    /// The numbers whose values satisfy `predicate`, in order.
    pub(crate) fn numbers(&self, predicate: impl Fn(&T) -> bool) -> Vec<u32> {
        let kept = |place: &u32| self.values[*place as usize].as_ref().is_some_and(&predicate);
        let mut numbers: Vec<i64> =
            self.places.iter().filter(|(_, place)| kept(place)).map(|(number, _)| i64::from(*number)).collect();
        crate::ordering::sort_numbers(&mut numbers);
        numbers.into_iter().map(|number| number as u32).collect()
    }
}

type Places = HashMap<u32, u32, BuildHasherDefault<Spread>>;

#[inline(never)]
fn insert(places: &mut Places, number: u32, place: u32) -> Option<u32> {
    places.insert(number, place)
}

#[inline(never)]
fn remove(places: &mut Places, number: u32) -> Option<u32> {
    places.remove(&number)
}

#[inline(never)]
fn find(places: &Places, number: u32) -> Option<usize> {
    places.get(&number).map(|place| *place as usize)
}

/// Spreads numbers over the table (Fibonacci hashing).
#[derive(Clone, Copy, Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_until_it_is_taken() {
        let mut kept = Kept::default();
        for number in 0..1_000 {
            kept.insert(number * 7, number);
        }
        assert_eq!((kept.get(21), kept.get(22)), (Some(&3), None));
        *kept.get_mut(21).expect("it is there") = 5;
        assert_eq!((kept.remove(21), kept.remove(21)), (Some(5), None));
        kept.insert(21, 9);
        kept.insert(21, 8);
        assert_eq!(kept.values.len(), 1_001);
        assert_eq!(kept.remove(21), Some(8));
        assert_eq!(kept.numbers(|value| *value < 4), [0, 7, 14]);
        for number in 0..1_000 {
            kept.remove(number * 7);
        }
        assert!(kept.is_empty());
    }
}
