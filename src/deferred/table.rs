//! What a deferred table is: how it is fetched, and where it is kept once it is there.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::thread::LocalKey;
pub use wasm_split_helpers::SplitLoaderError as NotLoaded;

/// A table of functions that comes later, as a file of its own.
pub trait Deferred: Sized + 'static {
    /// Where page or worker keeps it.
    fn place() -> &'static LocalKey<Place<Self>>;

    /// Fetches it; at once if it is there already.
    fn fetch() -> Pin<Box<dyn Future<Output = Result<&'static Self, NotLoaded>>>>;
}

/// The place of a table, and who is told once it is there.
pub struct Place<T: 'static> {
    table: Cell<Option<&'static T>>,
    is_asked_for: Cell<bool>,
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl<T> Place<T> {
    /// A place with what is there from the beginning.
    pub const fn new(table: Option<&'static T>) -> Self {
        Self { table: Cell::new(table), is_asked_for: Cell::new(false), waiting: RefCell::new(Vec::new()) }
    }

    /// The table, if it is there.
    pub fn loaded(&self) -> Option<&'static T> {
        self.table.get()
    }

    /// Notes that it is asked for; whether it has been before.
    pub fn ask(&self) -> bool {
        self.is_asked_for.replace(true)
    }

    /// Puts the table there, and tells everybody who waits for it.
    pub fn set(&self, table: &'static T) {
        self.table.set(Some(table));
        for tell in self.waiting.take() {
            tell();
        }
    }

    /// Has somebody told once it is there.
    pub fn tell(&self, tell: impl FnOnce() + 'static) {
        self.waiting.borrow_mut().push(Box::new(tell));
    }
}

/// Declares tables by type, constant, and the function marked as their door. Natively a table is in its place from the
/// beginning; in wasm the constant must not be named here, or all of it came with the first load.
macro_rules! deferred {
    ($($table:ident: $constant:ident, $door:ident;)+) => {$(
        impl $crate::deferred::table::Deferred for $table {
            fn place() -> &'static std::thread::LocalKey<$crate::deferred::table::Place<Self>> {
                thread_local! {
                    #[cfg(target_family = "wasm")]
                    static PLACE: $crate::deferred::table::Place<$table> = const { $crate::deferred::table::Place::new(None) };
                    #[cfg(not(target_family = "wasm"))]
                    static PLACE: $crate::deferred::table::Place<$table> = const { $crate::deferred::table::Place::new(Some(&$constant)) };
                }
                &PLACE
            }

            fn fetch() -> std::pin::Pin<Box<dyn Future<Output = Result<&'static Self, $crate::deferred::NotLoaded>>>> {
                Box::pin($door())
            }
        }
    )+};
}
pub(super) use deferred;
