//! Notices, shown in a dialog. Values only; the page has the words.

use lambda_sim::scenario::Problem;
use std::rc::Rc;

/// A notice that the user reads and closes.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The scenario of the last visit cannot be read.
    NotResumed(Rc<Vec<Problem>>),
    /// A change would make the scenario invalid.
    Impossible(Rc<Vec<Problem>>),
    /// A file cannot be opened: its name, and why, a sentence a line.
    CannotOpen(String, Rc<Vec<String>>),
    /// The browser could not offer the scenario as a file.
    NotSaved,
    /// The scenario does not fit into the browser's storage.
    NotStored,
    /// The code of an area could not be loaded.
    NotLoaded,
}

impl Notice {
    /// That a change cannot be made, and why.
    pub fn impossible(problems: &[Problem]) -> Self {
        Self::Impossible(Rc::new(problems.to_vec()))
    }
}
