//! The problems found so far: listed up to a bound, counted beyond it, without those that are only a consequence of another.

use super::problem::{Problem, ProblemKind};
use super::ranges::MAX_PROBLEMS;

/// Collects problems.
#[derive(Debug, Default)]
pub struct Problems {
    listed: Vec<Problem>,
    /// Problems beyond those that are listed.
    more: usize,
    /// The paths of the values that could not be read and hold a default instead.
    unread: Vec<String>,
}

impl Problems {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    /// Whether one more can be listed; if not, it is counted.
    pub fn reserve_slot(&mut self) -> bool {
        let has_room = self.listed.len() < MAX_PROBLEMS;
        self.more += usize::from(!has_room);
        has_room
    }

    /// Like [`reserve_slot`](Self::reserve_slot), but false if the problem is only a consequence of a value that could not be read.
    pub fn reserve_slot_at(&mut self, path: &str) -> bool {
        !self.is_unread(path) && self.reserve_slot()
    }

    /// Whether the value at a path, or one around it, could not be read.
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| is_inside(path, unread))
    }

    /// The paths of the values that could not be read.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// Lists a problem for which there [is room](Self::reserve_slot).
    pub fn push(&mut self, problem: Problem) {
        self.listed.push(problem);
    }

    /// Lists a problem of the text itself: the value at `unread` could not be read.
    pub fn push_unread(&mut self, problem: Problem, unread: String) {
        self.listed.push(problem);
        self.unread.push(unread);
    }

    /// Whether there are more than are listed.
    pub fn overflows(&self) -> bool {
        self.more > 0
    }

    /// Whether anything inside a list or object of the document is among those listed.
    pub fn any_at(&self, begin: &str) -> bool {
        self.listed.iter().any(|problem| problem.path.starts_with(begin))
    }

    /// Those that are listed, and how many more there are.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.more > 0 {
            self.listed.push(Problem::new("", ProblemKind::More, self.more, ""));
        }
        self.listed
    }
}

/// Whether a path is the other or leads to something inside it.
fn is_inside(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
