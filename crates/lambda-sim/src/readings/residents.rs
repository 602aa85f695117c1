//! Who lives on the lanes of a window.

/// For each lane in sight the environment whose number it shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Residents {
    /// The lane, counted among all.
    pub lane: Vec<u32>,
    /// The environment's number among those of its function, counted from 1 by creation.
    pub number: Vec<u32>,
}
