//! The rule book: what AWS Lambda does, rule by rule, who says so, and which tests hold this simulator to it.
//!
//! `docs/fidelity.md` is written from these tables; `tests/fidelity.rs` keeps it current and sees to it that every test named
//! here exists. Numbers that a rule leaves open stand in [`crate::assumptions`], not here.

mod batches;
mod concurrency;
mod examples;
mod life;
mod limits;
mod missing;
mod observing;
mod offers;
mod sources;

pub use examples::{EXAMPLES, Example};
pub use missing::{MISSING, Missing};

use crate::confidence::Confidence::{self, Assumed, Documented, Measured};

/// When the sources were read.
pub const AS_OF: &str = "November 2026";

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, cited by code and tests.
    pub id: &'static str,
    /// What it says.
    pub says: &'static str,
    /// The page that says so, or whoever does.
    pub source: &'static str,
    /// How sure it is; several where its parts differ.
    pub confidence: &'static [Confidence],
    /// What of it is simulated.
    pub fidelity: Fidelity,
}

/// What of a rule is simulated, and the names of the tests that guard it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// All of it.
    Modelled(&'static [&'static str]),
    /// Some of it; the text says what is left out.
    Partly(&'static [&'static str], &'static str),
    /// Nothing; the text says why.
    NotModelled(&'static str),
}

use Fidelity::{Modelled, NotModelled, Partly};

impl Fidelity {
    /// The tests that guard it.
    #[must_use]
    pub const fn tests(&self) -> &'static [&'static str] {
        match self {
            Modelled(tests) | Partly(tests, _) => tests,
            NotModelled(_) => &[],
        }
    }

    /// What is left out, or why all is.
    #[must_use]
    pub const fn omits(&self) -> Option<&'static str> {
        match self {
            Modelled(_) => None,
            Partly(_, text) | NotModelled(text) => Some(text),
        }
    }
}

/// The rules of one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its subject.
    pub title: &'static str,
    /// Its rules, in order.
    pub rules: &'static [Rule],
}

/// All of them.
pub static CHAPTERS: &[Chapter] = &[
    Chapter { title: "Limits", rules: limits::LIMITS },
    Chapter { title: "Life of an execution environment", rules: life::LIFE },
    Chapter { title: "CPU, memory, architecture", rules: life::COMPUTING },
    Chapter { title: "Concurrency and throttling", rules: concurrency::CONCURRENCY },
    Chapter { title: "Synchronous calls", rules: sources::SYNCHRONOUS },
    Chapter { title: "Asynchronous events", rules: sources::ASYNCHRONOUS },
    Chapter { title: "SQS queues", rules: batches::QUEUES },
    Chapter { title: "Streams", rules: batches::STREAMS },
    Chapter { title: "Other services", rules: sources::OTHERS },
    Chapter { title: "Versions, aliases, deployments", rules: offers::VERSIONS },
    Chapter { title: "SnapStart and newer Lambda", rules: offers::NEWER },
    Chapter { title: "Images, layers, networks", rules: offers::PACKAGES },
    Chapter { title: "What is billed", rules: observing::MONEY },
    Chapter { title: "What can be seen", rules: observing::OBSERVING },
];

/// The rule of this name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules).find(|rule| rule.id == id)
}

// Marks of a rule's confidence, as short as the rule book's.
const D: &[Confidence] = &[Documented];
const M: &[Confidence] = &[Measured];
const A: &[Confidence] = &[Assumed];
const DM: &[Confidence] = &[Documented, Measured];
const DA: &[Confidence] = &[Documented, Assumed];

const fn rule(
    id: &'static str,
    confidence: &'static [Confidence],
    source: &'static str,
    says: &'static str,
    fidelity: Fidelity,
) -> Rule {
    Rule { id, says, source, confidence, fidelity }
}
