//! A page of the log: the lines of what is in sight that contain what is looked for.

use lambda_sim::readings::logs::{LogFormat, LogLine, LogQuery as LineQuery, LogSettings, Logs};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{FunctionId, InvocationId, Trace};
use lambda_sim::units::Instant;
use serde::{Deserialize, Serialize};

/// Which lines of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogQuery {
    /// What they contain, whatever the case; empty: anything.
    pub filter: String,
    /// Text or JSON.
    pub format: LogFormat,
    /// Of this function; `None`: of all.
    pub function: Option<FunctionId>,
    /// From when.
    pub from: Instant,
    /// To when.
    pub to: Instant,
    /// From which of them on.
    pub first: u32,
    /// How many.
    pub count: u16,
}

/// Some lines of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogPage {
    /// Which the first one is.
    pub first: u32,
    /// How many there are.
    pub total: u32,
    /// Whether there are more than were looked for.
    pub is_cut: bool,
    /// The lines.
    pub lines: Vec<LogRow>,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogRow {
    /// The time it carries.
    pub at: Instant,
    /// Which invocation it is about; `None` for an init ahead of requests.
    pub invocation: Option<InvocationId>,
    /// The line.
    pub text: String,
}

/// How many lines are looked at, and kept, at most.
const MOST_READ: usize = 400_000;
const MOST_KEPT: usize = 50_000;

/// What was found for the last query, so that the next page of the same costs nothing.
#[derive(Debug, Default)]
pub struct LogIndex {
    logs: Option<Logs>,
    query: Option<LogQuery>,
    found: Vec<LogLine>,
    is_cut: bool,
}

impl LogIndex {
    /// A page.
    pub fn page(&mut self, trace: &Trace, scenario: &Scenario, query: &LogQuery) -> LogPage {
        let settings = LogSettings {
            format: query.format,
            region: scenario.account.region.clone(),
            runtimes: scenario.functions.iter().map(|function| function.runtime.clone()).collect(),
            ..LogSettings::default()
        };
        let same_lines = LogQuery { first: 0, count: 0, ..query.clone() };
        if self.query.as_ref() != Some(&same_lines) {
            self.find(trace, &same_lines, &settings);
            self.query = Some(same_lines);
        }
        let first = query.first.min(self.found.len() as u32);
        let lines = self.found.iter().skip(first as usize).take(usize::from(query.count));
        LogPage {
            first,
            total: self.found.len() as u32,
            is_cut: self.is_cut,
            lines: lines
                .map(|line| LogRow { at: line.at, invocation: line.invocation, text: line.render(trace, &settings) })
                .collect(),
        }
    }

    fn find(&mut self, trace: &Trace, query: &LogQuery, settings: &LogSettings) {
        let logs = *self.logs.get_or_insert_with(|| Logs::of(trace));
        let lines = LineQuery {
            from: query.from,
            to: query.to,
            function: query.function,
            limit: if query.filter.is_empty() { MOST_KEPT + 1 } else { MOST_READ },
        };
        let wanted = query.filter.to_lowercase();
        let mut read = 0;
        self.found = logs
            .lines(trace, &lines, settings)
            .inspect(|_| read += 1)
            .filter(|line| wanted.is_empty() || line.render(trace, settings).to_lowercase().contains(&wanted))
            .take(MOST_KEPT + 1)
            .collect();
        self.is_cut = self.found.len() > MOST_KEPT || read >= lines.limit;
        self.found.truncate(MOST_KEPT);
    }
}
