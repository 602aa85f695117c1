//! Large values behind pointers, compared by which one they are.

use std::ops::Deref;
use std::rc::Rc;

/// A value that never changes in place: two of them are equal if they are the same one.
#[derive(Debug)]
pub struct PtrEq<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for PtrEq<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for PtrEq<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
