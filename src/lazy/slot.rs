//! An area that is loaded later: how it is fetched, and where its door is kept once it is there.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::thread::LocalKey;
pub use wasm_split_helpers::SplitLoaderError as NotLoaded;

/// The fetching of a door.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<&'static T, NotLoaded>>>>;

/// The door of an area: a struct of functions whose code is in a separate wasm file.
pub trait Area: Sized + 'static {
    /// Where page or worker keeps it.
    fn slot() -> &'static LocalKey<Slot<Self>>;

    /// Fetches it; at once if it is there already.
    fn fetch() -> Fetching<Self>;
}

/// Where a door is kept, and who is to be notified when it arrives.
pub struct Slot<T: 'static> {
    door: Cell<Option<&'static T>>,
    is_requested: Cell<bool>,
    waiting: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl<T> Slot<T> {
    /// A slot with the door, if it is there from the beginning.
    pub const fn new(door: Option<&'static T>) -> Self {
        Self { door: Cell::new(door), is_requested: Cell::new(false), waiting: RefCell::new(Vec::new()) }
    }

    /// The door, if it is there.
    pub fn loaded(&self) -> Option<&'static T> {
        self.door.get()
    }

    /// Notes that the door is requested. Returns whether it had been before.
    pub fn request(&self) -> bool {
        self.is_requested.replace(true)
    }

    /// Keeps the door and notifies everybody who waits for it.
    pub fn set(&self, door: &'static T) {
        self.door.set(Some(door));
        for notify in self.waiting.take() {
            notify();
        }
    }

    /// Calls `notify` once the door is there.
    pub fn on_loaded(&self, notify: impl FnOnce() + 'static) {
        self.waiting.borrow_mut().push(Box::new(notify));
    }
}

/// Makes a struct the door of an area, given its constant and the function marked as its split point. Natively the door is in
/// its slot from the beginning. In wasm the constant must not be named here: all it reaches would come with the first load.
macro_rules! area {
    ($door:ident = $constant:ident, $fetch:ident) => {
        impl $crate::lazy::Area for $door {
            fn slot() -> &'static std::thread::LocalKey<$crate::lazy::Slot<Self>> {
                thread_local! {
                    #[cfg(target_family = "wasm")]
                    static SLOT: $crate::lazy::Slot<$door> = const { $crate::lazy::Slot::new(None) };
                    #[cfg(not(target_family = "wasm"))]
                    static SLOT: $crate::lazy::Slot<$door> = const { $crate::lazy::Slot::new(Some(&$constant)) };
                }
                &SLOT
            }

            fn fetch() -> $crate::lazy::Fetching<Self> {
                Box::pin($fetch())
            }
        }
    };
}
pub(crate) use area;
