//! What there is to say of a whole run: its headline and its findings.

use crate::findings::{self, FindingText};
use crate::{Headline, Names, headline, suggestion};
use lambda_sim::readings::findings::{Finding, FindingsInput, findings};
use lambda_sim::readings::why::Reasons;
use lambda_sim::readings::{Summary, Timeline};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::Trace;

/// A run in sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct RunStory {
    /// The most important fact, and the next thing to try.
    pub headline: Headline,
    /// What is worth telling, most important first.
    pub findings: Vec<ToldFinding>,
}

/// A finding with its sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldFinding {
    /// What was found.
    pub finding: Finding,
    /// The same in words.
    pub text: FindingText,
    /// What to try, if there is a setting that would help.
    pub suggestion: Option<String>,
}

impl RunStory {
    /// Reads a run of `scenario` whose figures are known.
    #[must_use]
    pub fn of(trace: &Trace, scenario: &Scenario, summary: &Summary) -> Self {
        let timeline = Timeline::of(trace);
        let (lanes, ends, reasons) = (timeline.lanes(), timeline.ends(), &Reasons::of(trace));
        let found = findings(&FindingsInput { trace, scenario, lanes, ends, reasons });
        let names = Names(scenario);
        let told = found.into_iter().map(|finding| ToldFinding {
            text: findings::finding(&finding.what, names),
            suggestion: finding.suggestion.map(|change| suggestion::suggestion(change, names)),
            finding,
        });
        Self { headline: headline::headline(scenario, summary, &timeline.overview(trace)), findings: told.collect() }
    }
}
