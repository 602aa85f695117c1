//! Tables as columns: one vector a field, in chunks that are shared once they are full.

use std::sync::Arc;

/// Rows in a chunk. Part of no result: hashes run column by column over all chunks.
pub(super) const CHUNK_ROWS: usize = 1 << 14;

/// What a column may hold: a fixed-size integer.
pub trait Cell: Copy {
    /// Its bytes.
    const SIZE: usize;

    /// Writes them, little-endian.
    fn write(self, bytes: &mut [u8]);
}

macro_rules! integer_cells {
    ($($integer:ty),*) => {$(
        impl Cell for $integer {
            const SIZE: usize = size_of::<Self>();

            fn write(self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}
integer_cells!(u8, u16, u32, u64, i64);

macro_rules! newtype_cells {
    ($($newtype:ty),*) => {$(
        impl Cell for $newtype {
            const SIZE: usize = size_of::<Self>();

            fn write(self, bytes: &mut [u8]) {
                self.0.write(bytes);
            }
        }
    )*};
}
newtype_cells!(
    crate::units::Instant,
    crate::units::Micros,
    super::FunctionId,
    super::PoolId,
    super::SourceId,
    super::DownstreamId,
    super::EnvironmentId,
    super::InvocationId,
    super::CallId
);

/// What the hash of a trace reads.
pub(super) trait Feed {
    /// Whether there is anything to read.
    fn has_rows(&self) -> bool;

    /// Feeds the number of rows and then every column to `sink`.
    fn feed(&self, sink: &mut dyn FnMut(&[u8]));
}

/// Writes the cells of a column.
pub(super) fn write_column<C: Cell>(cells: &[C], bytes: &mut Vec<u8>) {
    bytes.resize(cells.len() * C::SIZE, 0);
    for (cell, bytes) in cells.iter().zip(bytes.chunks_exact_mut(C::SIZE)) {
        cell.write(bytes);
    }
}

/// A growing list of chunks, of which all but the last are full and shared between clones.
#[derive(Clone, Debug)]
pub struct Chunks<C> {
    sealed: Vec<Arc<C>>,
    open: C,
}

impl<C: Default> Default for Chunks<C> {
    fn default() -> Self {
        Self { sealed: Vec::new(), open: C::default() }
    }
}

impl<C> Chunks<C> {
    /// All chunks in order; the last may be empty.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &C> + Clone {
        self.sealed.iter().map(AsRef::as_ref).chain(std::iter::once(&self.open))
    }

    pub(super) fn get(&self, chunk: usize) -> Option<&C> {
        if chunk == self.sealed.len() { Some(&self.open) } else { self.sealed.get(chunk).map(AsRef::as_ref) }
    }

    pub(super) fn get_mut(&mut self, chunk: usize) -> Option<&mut C>
    where
        C: Clone,
    {
        if chunk == self.sealed.len() { Some(&mut self.open) } else { self.sealed.get_mut(chunk).map(Arc::make_mut) }
    }

    pub(super) const fn open_mut(&mut self) -> &mut C {
        &mut self.open
    }

    pub(super) fn sealed_len(&self) -> usize {
        self.sealed.len()
    }

    pub(super) fn seal(&mut self, next: C) {
        self.sealed.push(Arc::new(std::mem::replace(&mut self.open, next)));
    }
}

/// Defines a table: its row, its chunk of columns, and the access to them.
macro_rules! table {
    ($(#[$doc:meta])* $table:ident of $row:ident in $chunk:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        #[doc = concat!("One row of [`", stringify!($table), "`].")]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $row { $($(#[$field_doc])* pub $field: $type,)* }

        #[doc = concat!("A stretch of the columns of [`", stringify!($table), "`].")]
        #[derive(Clone, Debug, Default)]
        pub struct $chunk { $($(#[$field_doc])* pub $field: Vec<$type>,)* }

        impl $chunk {
            fn with_capacity(rows: usize) -> Self {
                Self { $($field: Vec::with_capacity(rows),)* }
            }

            const COLUMNS: usize = [$(stringify!($field)),*].len();

            /// The bytes of one column.
            fn column(&self, number: usize, bytes: &mut Vec<u8>) {
                let columns = [$((|chunk, bytes| crate::trace::table::write_column(&chunk.$field, bytes))
                    as fn(&Self, &mut Vec<u8>)),*];
                columns[number](self, bytes);
            }

            fn row(&self, index: usize) -> Option<$row> {
                Some($row { $($field: *self.$field.get(index)?,)* })
            }

            /// All rows in order. The columns are cut to one length first, so that no cell's index needs a check.
            fn rows(&self) -> impl Iterator<Item = $row> + '_ {
                let rows = [$(self.$field.len()),*].into_iter().min().unwrap_or_default();
                $(let $field = &self.$field[..rows];)*
                (0..rows).map(move |index| $row { $($field: $field[index],)* })
            }
        }

        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $table {
            chunks: crate::trace::table::Chunks<$chunk>,
            /// Rows in the open chunk.
            open: usize,
        }

        #[allow(dead_code, reason = "every table offers the same access")]
        impl $table {
            /// How many rows there are.
            #[must_use]
            pub fn len(&self) -> usize {
                self.chunks.sealed_len() * crate::trace::table::CHUNK_ROWS + self.open
            }

            /// Whether there are no rows.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// The columns, chunk by chunk, in order.
            pub fn chunks(&self) -> impl DoubleEndedIterator<Item = &$chunk> + Clone {
                self.chunks.iter()
            }

            /// One row.
            #[must_use]
            pub fn get(&self, index: usize) -> Option<$row> {
                let rows = crate::trace::table::CHUNK_ROWS;
                self.chunks.get(index / rows)?.row(index % rows)
            }

            /// All rows in order.
            pub fn iter(&self) -> impl Iterator<Item = $row> + '_ {
                self.chunks().flat_map($chunk::rows)
            }

            /// Visits all rows in order. What of a row the visitor does not read is not loaded: that makes it several times as
            /// fast as [`Self::iter`], where all of a row passes through memory.
            #[inline(always)]
            pub(crate) fn for_each(&self, mut visit: impl FnMut($row)) {
                for chunk in self.chunks() {
                    let rows = [$(chunk.$field.len()),*].into_iter().min().unwrap_or_default();
                    $(let $field = &chunk.$field[..rows];)*
                    for index in 0..rows {
                        visit($row { $($field: $field[index],)* });
                    }
                }
            }

            /// How many rows at the front satisfy `predicate`, in a table that is sorted by it.
            pub fn partition_point(&self, mut predicate: impl FnMut($row) -> bool) -> usize {
                let (mut low, mut high) = (0, self.len());
                while low < high {
                    let middle = low + (high - low) / 2;
                    if self.get(middle).is_some_and(&mut predicate) { low = middle + 1 } else { high = middle }
                }
                low
            }

            /// Appends a row and returns its index.
            #[inline]
            pub(crate) fn push(&mut self, row: $row) -> usize {
                self.push_in_place(row)
            }

            /// The same without a call, so that the row need not exist: for where most rows come from.
            #[inline(always)]
            pub(crate) fn push_in_place(&mut self, row: $row) -> usize {
                let index = self.len();
                if self.open == crate::trace::table::CHUNK_ROWS {
                    self.chunks.seal($chunk::with_capacity(crate::trace::table::CHUNK_ROWS));
                    self.open = 0;
                }
                let chunk = self.chunks.open_mut();
                $(chunk.$field.push(row.$field);)*
                self.open += 1;
                index
            }

            /// Changes the cells of one row, if it is there.
            pub(crate) fn update(&mut self, index: usize, change: impl FnOnce(&mut $row)) {
                let rows = crate::trace::table::CHUNK_ROWS;
                let Some(mut row) = self.get(index) else { return };
                change(&mut row);
                if let Some(chunk) = self.chunks.get_mut(index / rows) {
                    $(chunk.$field[index % rows] = row.$field;)*
                }
            }

            /// Bytes of all cells.
            #[must_use]
            pub fn bytes(&self) -> u64 {
                self.len() as u64 * (0 $(+ std::mem::size_of::<$type>() as u64)*)
            }
        }

        impl crate::trace::table::Feed for $table {
            fn has_rows(&self) -> bool {
                !self.is_empty()
            }

            fn feed(&self, sink: &mut dyn FnMut(&[u8])) {
                sink(&(self.len() as u64).to_le_bytes());
                let mut bytes = Vec::with_capacity(crate::trace::table::CHUNK_ROWS * 8);
                for column in 0..$chunk::COLUMNS {
                    for chunk in self.chunks() {
                        chunk.column(column, &mut bytes);
                        sink(&bytes);
                    }
                }
            }
        }
    };
}
pub(super) use table;
