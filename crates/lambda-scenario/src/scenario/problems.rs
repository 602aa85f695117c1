//! The problems found so far: listed up to a bound, counted beyond it, and none that only follows from another.

use super::limits::MAX_PROBLEMS;
use super::problem::{Problem, ProblemKind};

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Problems {
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

    /// Whether there is room for one more to be listed; if not, it is counted.
    pub fn has_room(&mut self) -> bool {
        let has_room = self.listed.len() < MAX_PROBLEMS;
        self.more += usize::from(!has_room);
        has_room
    }

    /// The same for a problem of values that were read, which is none if it follows from a value that was not.
    pub fn wants(&mut self, path: &str, kind: ProblemKind) -> bool {
        !self.unread.iter().any(|unread| follows(path, kind, unread)) && self.has_room()
    }

    /// Lists a problem for which there [is room](Self::has_room).
    pub fn list(&mut self, problem: Problem) {
        self.listed.push(problem);
    }

    /// Lists a problem of the text itself: the value at `unread` could not be read.
    pub fn list_unread(&mut self, problem: Problem, unread: String) {
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

/// Whether a problem may be there only because the value at `unread` holds a default.
fn follows(path: &str, kind: ProblemKind, unread: &str) -> bool {
    if is_inside(path, unread) {
        return true;
    }
    let of_function = unread.strip_prefix("functions[").and_then(|rest| rest.split_once(']'));
    let names_function = unread == "functions" || of_function.is_some_and(|(_, rest)| matches!(rest, "" | ".name"));
    let is_claim = path.ends_with(".reserved_concurrency") || path.ends_with(".provisioned_concurrency");
    names_function && path.starts_with("sources[") && path.ends_with("].function")
        || matches!(unread, "account" | "account.concurrency_limit") && kind == ProblemKind::Conflict && is_claim
        || matches!(unread, "duration_s" | "warm_up_s") && path == "sources"
        || unread.strip_suffix(".runtime").is_some_and(|function| path == format!("{function}.language"))
        || unread.strip_suffix(".type").is_some_and(|package| path == format!("{package}.size_mb"))
}

/// Whether a path is the other or leads to something inside it.
fn is_inside(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
