//! What a view asks about the finished run, and what it is told. A view asks only while it is open, and only for what it shows.

use crate::worker::protocol::{Generation, Target};
use lambda_sim::readings::findings::Finding;
use lambda_sim::readings::why;
use lambda_sim::units::Instant;
use serde::{Deserialize, Serialize};

/// Something that a view wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// What is worth telling of the run?
    Findings,
    /// Why did this happen?
    Why(Target),
}

/// Which view a question comes from: of each only the newest is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The findings.
    Findings,
    /// The inspector.
    Why,
}

/// What it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Question::Findings`]: most important first.
    Findings(Vec<Finding>),
    /// To [`Question::Why`].
    Why(Why),
}

/// Everything that can be asked about one thing, answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// Questions with their answers, what went wrong first.
    pub answers: Vec<(why::Question, why::Answer)>,
    /// Of every pool that the causes name, its version; 0 is `$LATEST`.
    pub versions: Vec<u32>,
    /// Of every refusal that the causes name, when it was: by its row among the throttles.
    pub refusals: Vec<(u32, Instant)>,
}

impl Question {
    /// The view it comes from.
    pub const fn topic(&self) -> Topic {
        match self {
            Self::Findings => Topic::Findings,
            Self::Why(_) => Topic::Why,
        }
    }
}

/// An answer with what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The run that it is about.
    pub generation: Generation,
    /// What was asked.
    pub question: Question,
    /// What there is to say.
    pub answer: Answer,
}
