//! A page of the log: the lines of what is in sight that contain what is looked for.

use crate::worker::question::{LogPage, LogQuestion, LogRow};
use lambda_sim::readings::logs::{LogLine, LogQuery, LogSettings, Logs};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::Trace;

/// No more lines than so many are looked at, and kept.
const MOST_READ: usize = 400_000;
const MOST_KEPT: usize = 50_000;

/// What was found for the last question, so that the next page of the same costs nothing.
#[derive(Debug, Default)]
pub(super) struct LogIndex {
    logs: Option<Logs>,
    question: Option<LogQuestion>,
    found: Vec<LogLine>,
    is_cut: bool,
}

impl LogIndex {
    /// A page.
    pub(super) fn page(&mut self, trace: &Trace, scenario: &Scenario, question: &LogQuestion) -> LogPage {
        let settings = LogSettings {
            format: question.format,
            region: scenario.account.region.clone(),
            runtimes: scenario.functions.iter().map(|function| function.runtime.clone()).collect(),
            ..LogSettings::default()
        };
        let same_lines = LogQuestion { first: 0, count: 0, ..question.clone() };
        if self.question.as_ref() != Some(&same_lines) {
            self.find(trace, &same_lines, &settings);
            self.question = Some(same_lines);
        }
        let first = question.first.min(self.found.len() as u32);
        let lines = self.found.iter().skip(first as usize).take(usize::from(question.count));
        LogPage {
            first,
            total: self.found.len() as u32,
            is_cut: self.is_cut,
            lines: lines
                .map(|line| LogRow { at: line.at, invocation: line.invocation, text: line.render(trace, &settings) })
                .collect(),
        }
    }

    fn find(&mut self, trace: &Trace, question: &LogQuestion, settings: &LogSettings) {
        let logs = *self.logs.get_or_insert_with(|| Logs::of(trace));
        let query = LogQuery {
            from: question.from,
            to: question.to,
            function: question.function,
            limit: if question.filter.is_empty() { MOST_KEPT + 1 } else { MOST_READ },
        };
        let wanted = question.filter.to_lowercase();
        let mut read = 0;
        self.found = logs
            .lines(trace, &query, settings)
            .inspect(|_| read += 1)
            .filter(|line| wanted.is_empty() || line.render(trace, settings).to_lowercase().contains(&wanted))
            .take(MOST_KEPT + 1)
            .collect();
        self.is_cut = self.found.len() > MOST_KEPT || read >= query.limit;
        self.found.truncate(MOST_KEPT);
    }
}
