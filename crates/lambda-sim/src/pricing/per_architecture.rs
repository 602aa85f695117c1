//! One value for each architecture: prices and tiers differ by it (rule M5), so usage is kept apart by it.

use crate::architecture::Architecture;
use std::ops::{Add, Index, IndexMut};

/// A pair of values, indexed by [`Architecture`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PerArchitecture<T> {
    /// The value for [`Architecture::X8664`].
    pub x86_64: T,
    /// The value for [`Architecture::Arm64`].
    pub arm64: T,
}

impl<T> PerArchitecture<T> {
    /// Asks `value` for each architecture in turn.
    pub fn from_fn(mut value: impl FnMut(Architecture) -> T) -> Self {
        Self { x86_64: value(Architecture::X8664), arm64: value(Architecture::Arm64) }
    }
}

impl<T> Index<Architecture> for PerArchitecture<T> {
    type Output = T;
    fn index(&self, architecture: Architecture) -> &T {
        match architecture {
            Architecture::X8664 => &self.x86_64,
            Architecture::Arm64 => &self.arm64,
        }
    }
}

impl<T> IndexMut<Architecture> for PerArchitecture<T> {
    fn index_mut(&mut self, architecture: Architecture) -> &mut T {
        match architecture {
            Architecture::X8664 => &mut self.x86_64,
            Architecture::Arm64 => &mut self.arm64,
        }
    }
}

impl<T: Add<Output = T>> Add for PerArchitecture<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x86_64: self.x86_64 + other.x86_64, arm64: self.arm64 + other.arm64 }
    }
}
