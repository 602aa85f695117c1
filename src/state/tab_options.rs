//! What is chosen in the tabs: which metric, which filter, which trace. Values only; the tabs make their queries from them.

use lambda_sim::monitoring::{Metric, Statistic};
use lambda_sim::readings::cloudwatch::Dimension;
use lambda_sim::readings::logs::LogFormat;
use lambda_sim::trace::{FunctionId, InvocationId};
use serde::{Deserialize, Serialize};

/// A filter of logs is no longer than this, in bytes.
pub const LONGEST_FILTER: usize = 200;

/// What is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct TabOptions {
    /// The charts of metrics: of each its metric, and what of it.
    pub panels: [(Metric, Statistic); 4],
    /// Whose metrics.
    pub dimension: Dimension,
    /// By what latencies are grouped.
    pub latency_by: LatencyBy,
    /// What a log line must contain.
    pub log_filter: String,
    /// The form of log lines.
    pub log_format: LogFormat,
    /// The first log line in sight.
    pub log_first: u32,
    /// Which traces come first.
    pub trace_order: TraceOrder,
    /// The trace that is looked at.
    pub trace: Option<InvocationId>,
    /// The function that Lambda Insights shows alone.
    pub insights_function: Option<FunctionId>,
    /// The function whose versions are shown, by its place in the scenario.
    pub versions_function: FunctionId,
}

/// By what latencies are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatencyBy {
    /// Cold, partly cold, warm, provisioned.
    #[default]
    Start,
    /// Function and version.
    Version,
    /// Who called.
    Source,
}

/// Which traces come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TraceOrder {
    /// Those that took longest.
    #[default]
    Slowest,
    /// Those in which something went wrong, latest first.
    Failed,
    /// In the order of time.
    First,
}

/// An option, chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum TabOption {
    /// The metric of a chart; its statistic is the one that AWS says to view it with.
    Metric(usize, Metric),
    /// The statistic of a chart.
    Statistic(usize, Statistic),
    /// Whose metrics.
    Dimension(Dimension),
    /// By what latencies are grouped.
    LatencyBy(LatencyBy),
    /// What a log line must contain.
    LogFilter(String),
    /// The form of log lines.
    LogFormat(LogFormat),
    /// The first log line in sight.
    LogFirst(u32),
    /// Which traces come first.
    TraceOrder(TraceOrder),
    /// The trace that is looked at.
    Trace(Option<InvocationId>),
    /// The function that Lambda Insights shows alone.
    InsightsFunction(Option<FunctionId>),
    /// The function whose versions are shown.
    VersionsFunction(FunctionId),
}

impl Default for TabOptions {
    fn default() -> Self {
        let usual = |metric: Metric| (metric, metric.entry().statistic);
        Self {
            panels: [
                usual(Metric::Invocations),
                usual(Metric::Throttles),
                usual(Metric::ConcurrentExecutions),
                (Metric::Duration, Statistic::P99),
            ],
            dimension: Dimension::All,
            latency_by: LatencyBy::default(),
            log_filter: String::new(),
            log_format: LogFormat::default(),
            log_first: 0,
            trace_order: TraceOrder::default(),
            trace: None,
            insights_function: None,
            versions_function: FunctionId(0),
        }
    }
}

impl TabOptions {
    /// Makes a choice.
    pub(super) fn choose(&mut self, option: TabOption) {
        match option {
            TabOption::Metric(panel, metric) => {
                if let Some(of) = self.panels.get_mut(panel) {
                    *of = (metric, metric.entry().statistic);
                }
            }
            TabOption::Statistic(panel, statistic) => {
                if let Some(of) = self.panels.get_mut(panel) {
                    of.1 = statistic;
                }
            }
            TabOption::Dimension(dimension) => self.dimension = dimension,
            TabOption::LatencyBy(by) => self.latency_by = by,
            TabOption::LogFilter(mut filter) => {
                let end = (0..=LONGEST_FILTER.min(filter.len())).rfind(|end| filter.is_char_boundary(*end));
                filter.truncate(end.unwrap_or_default());
                (self.log_filter, self.log_first) = (filter, 0);
            }
            TabOption::LogFormat(format) => (self.log_format, self.log_first) = (format, 0),
            TabOption::LogFirst(first) => self.log_first = first,
            TabOption::TraceOrder(order) => self.trace_order = order,
            TabOption::Trace(trace) => self.trace = trace,
            TabOption::InsightsFunction(function) => self.insights_function = function,
            TabOption::VersionsFunction(function) => self.versions_function = function,
        }
    }

    /// At the results of another run: what was a row of the old one is no longer looked at.
    pub(super) fn at_new_results(&self, functions: usize) -> Self {
        let is_there = |function: FunctionId| function.index() < functions;
        let dimension = match self.dimension {
            dimension if dimension.function().is_some_and(|function| !is_there(function)) => Dimension::All,
            dimension => dimension,
        };
        Self {
            dimension,
            trace: None,
            log_first: 0,
            insights_function: self.insights_function.filter(|function| is_there(*function)),
            versions_function: if is_there(self.versions_function) { self.versions_function } else { FunctionId(0) },
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_metric_is_viewed_as_aws_says() {
        let mut options = TabOptions::default();
        options.choose(TabOption::Metric(0, Metric::Duration));
        assert_eq!(options.panels[0], (Metric::Duration, Statistic::Average));
        options.choose(TabOption::Metric(9, Metric::Errors));
        assert_eq!(options.panels[0], (Metric::Duration, Statistic::Average));
    }

    #[test]
    fn a_filter_is_bounded_and_begins_at_the_top() {
        let mut options = TabOptions { log_first: 40, ..TabOptions::default() };
        options.choose(TabOption::LogFilter("ü".repeat(LONGEST_FILTER)));
        assert_eq!((options.log_filter.len(), options.log_first), (LONGEST_FILTER, 0));
    }

    #[test]
    fn what_a_new_run_does_not_have_is_let_go_of() {
        let mut options = TabOptions { trace: Some(InvocationId(3)), ..TabOptions::default() };
        options.choose(TabOption::Dimension(Dimension::Function(FunctionId(4))));
        let next = options.at_new_results(2);
        assert_eq!((next.dimension, next.trace), (Dimension::All, None));
    }
}
