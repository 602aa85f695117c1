//! Columns as bytes, for the one buffer that is transferred with a message.
//!
//! ```text
//!   version u32 │ column count u32 │ length u32, cells … │ length u32, cells … │ …
//! ```
//! All numbers are little-endian; the columns come in the order of [`fields`], which [`VERSION`] names. A buffer of another
//! version, or one that is cut short, is refused and never read past its end.

use lambda_sim::readings::Columns;

/// Raised whenever the order or the type of a column changes.
const VERSION: u32 = 1;

/// Why a buffer cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BufferError {
    /// It is of another version.
    #[error("columns of version {given}, expected {VERSION}")]
    Version {
        /// Its version.
        given: u32,
    },
    /// It has another number of columns than its version says.
    #[error("{given} columns, expected {expected}")]
    Count {
        /// Its number.
        given: u32,
        /// What it should be.
        expected: u32,
    },
    /// It ends before its content does, or goes on after it.
    #[error("the buffer's length and its content differ")]
    Length,
}

/// A cell of a column.
trait Cell: Copy {
    const BYTES: usize;
    fn write(self, bytes: &mut Vec<u8>);
    fn read(bytes: &[u8]) -> Option<Self>;
}

macro_rules! cells {
    ($($number:ty),*) => {$(
        impl Cell for $number {
            const BYTES: usize = size_of::<Self>();
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }
            fn read(bytes: &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(bytes.try_into().ok()?))
            }
        }
    )*};
}
cells!(u8, u32, f32, f64);

/// What is done with each column in turn.
trait Visit {
    type Error;
    fn column<T: Cell>(&mut self, column: &mut Vec<T>) -> Result<(), Self::Error>;
}

/// Every column, in the order of this version.
fn fields<V: Visit>(columns: &mut Columns, visit: &mut V) -> Result<(), V::Error> {
    let bars = &mut columns.bars;
    visit.column(&mut bars.lane)?;
    visit.column(&mut bars.kind)?;
    visit.column(&mut bars.height)?;
    visit.column(&mut bars.from)?;
    visit.column(&mut bars.to)?;
    visit.column(&mut bars.id)?;
    visit.column(&mut bars.rows)?;
    let marks = &mut columns.marks;
    visit.column(&mut marks.at)?;
    visit.column(&mut marks.kind)?;
    visit.column(&mut marks.count)?;
    let curves = &mut columns.curves;
    let mut grid = vec![curves.origin, curves.step];
    visit.column(&mut grid)?;
    if let [origin, step] = grid[..] {
        (curves.origin, curves.step) = (origin, step);
    }
    visit.column(&mut curves.peak_provisioned)?;
    visit.column(&mut curves.peak_on_demand)?;
    visit.column(&mut curves.mean_provisioned)?;
    visit.column(&mut curves.mean_on_demand)?;
    visit.column(&mut curves.at_limit)?;
    visit.column(&mut curves.throttles)?;
    visit.column(&mut curves.limits.at)?;
    visit.column(&mut curves.limits.kind)?;
    visit.column(&mut curves.limits.value)?;
    visit.column(&mut columns.residents.lane)?;
    visit.column(&mut columns.residents.number)
}

/// Columns as bytes.
pub fn encode(columns: &Columns) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new(), count: 0 };
    VERSION.write(&mut writer.bytes);
    0_u32.write(&mut writer.bytes);
    // The visitor may change columns when it reads; writing leaves them as they are.
    let Ok(()) = fields(&mut columns.clone(), &mut writer);
    writer.bytes[4..8].copy_from_slice(&writer.count.to_le_bytes());
    writer.bytes
}

/// Columns from bytes.
///
/// # Errors
/// Where the bytes are not what [`encode`] of this version writes.
pub fn decode(bytes: &[u8]) -> Result<Columns, BufferError> {
    let mut reader = Reader { bytes, count: 0 };
    let given = reader.cell::<u32>()?;
    if given != VERSION {
        return Err(BufferError::Version { given });
    }
    let given = reader.cell::<u32>()?;
    let mut columns = Columns::default();
    fields(&mut columns, &mut reader)?;
    if given != reader.count {
        return Err(BufferError::Count { given, expected: reader.count });
    }
    if reader.bytes.is_empty() { Ok(columns) } else { Err(BufferError::Length) }
}

struct Writer {
    bytes: Vec<u8>,
    count: u32,
}

impl Visit for Writer {
    type Error = std::convert::Infallible;

    fn column<T: Cell>(&mut self, column: &mut Vec<T>) -> Result<(), Self::Error> {
        self.count += 1;
        self.bytes.reserve(4 + column.len() * T::BYTES);
        (column.len() as u32).write(&mut self.bytes);
        column.iter().for_each(|cell| cell.write(&mut self.bytes));
        Ok(())
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    count: u32,
}

impl Reader<'_> {
    fn cell<T: Cell>(&mut self) -> Result<T, BufferError> {
        let (cell, rest) = self.bytes.split_at_checked(T::BYTES).ok_or(BufferError::Length)?;
        self.bytes = rest;
        T::read(cell).ok_or(BufferError::Length)
    }
}

impl Visit for Reader<'_> {
    type Error = BufferError;

    fn column<T: Cell>(&mut self, column: &mut Vec<T>) -> Result<(), BufferError> {
        self.count += 1;
        let length = (self.cell::<u32>()? as usize).checked_mul(T::BYTES).ok_or(BufferError::Length)?;
        let (cells, rest) = self.bytes.split_at_checked(length).ok_or(BufferError::Length)?;
        self.bytes = rest;
        *column = cells.chunks_exact(T::BYTES).filter_map(T::read).collect();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::readings::{Bars, Curves, Limits, Marks, Residents};

    fn example() -> Columns {
        Columns {
            bars: Bars {
                lane: vec![0, 7],
                kind: vec![7, 0],
                height: vec![8, 3],
                from: vec![1.5, -2.0],
                to: vec![1e13, 4.0],
                id: vec![9, u32::MAX],
                rows: vec![1, 12],
            },
            marks: Marks { at: vec![3.25], kind: vec![5], count: vec![80] },
            curves: Curves {
                origin: 10.0,
                step: 0.25,
                peak_provisioned: vec![1, 2, 3],
                peak_on_demand: vec![4, 5, 6],
                mean_provisioned: vec![0.5, 1.5, 2.5],
                mean_on_demand: vec![0.25, 0.0, 1.0],
                at_limit: vec![0.0, 1.0, 0.5],
                throttles: vec![0, 9, 0],
                limits: Limits { at: vec![0.0], kind: vec![2], value: vec![24] },
            },
            residents: Residents { lane: vec![0, 1], number: vec![1, 17] },
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for columns in [example(), Columns::default()] {
            assert_eq!(decode(&encode(&columns)), Ok(columns));
        }
    }

    #[test]
    fn another_version_is_refused() {
        let mut bytes = encode(&example());
        bytes[0] = 200;
        assert_eq!(decode(&bytes), Err(BufferError::Version { given: 200 }));
        let mut bytes = encode(&example());
        bytes[4] = 3;
        assert_eq!(decode(&bytes), Err(BufferError::Count { given: 3, expected: 22 }));
    }

    #[test]
    fn a_buffer_cut_anywhere_is_refused() {
        let bytes = encode(&example());
        for length in 0..bytes.len() {
            assert_eq!(decode(&bytes[..length]), Err(BufferError::Length), "{length} bytes");
        }
        assert_eq!(decode(&[&bytes[..], &[0]].concat()), Err(BufferError::Length));
        let hostile = [&VERSION.to_le_bytes()[..], &22_u32.to_le_bytes(), &u32::MAX.to_le_bytes()].concat();
        assert_eq!(decode(&hostile), Err(BufferError::Length));
    }
}
