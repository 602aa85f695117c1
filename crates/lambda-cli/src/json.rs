//! A run for programs: the summary's fields, and among them the headline and the findings in words.

use crate::text::plain;
use lambda_sim::readings::Summary;
use lambda_story::RunStory;
use serde::Serialize;

/// What `run --format json` prints.
#[derive(Serialize)]
pub struct Run<S> {
    #[serde(flatten)]
    summary: S,
    headline: Headline,
    findings: Vec<Finding>,
}

#[derive(Serialize)]
struct Headline {
    fact: String,
    next: String,
}

#[derive(Serialize)]
struct Finding {
    kind: &'static str,
    title: String,
    more: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<String>,
    from_s: f64,
    to_s: f64,
}

impl Run<()> {
    /// A run and what there is to say of it.
    pub fn of<'a>(summary: &'a Summary, story: &RunStory) -> Run<impl Serialize + use<'a>> {
        let findings = story.findings.iter().map(|told| Finding {
            kind: told.text.sort,
            title: plain(&told.text.title),
            more: plain(&told.text.more),
            suggestion: told.suggestion.as_deref().map(plain),
            from_s: told.finding.from.as_secs_f64(),
            to_s: told.finding.to.as_secs_f64(),
        });
        Run {
            summary: summary.printed(),
            headline: Headline { fact: plain(&story.headline.fact), next: plain(&story.headline.next) },
            findings: findings.collect(),
        }
    }
}
