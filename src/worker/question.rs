//! What a view asks about the finished run, and what it is told. A view asks only while it is open, and only for what it shows.

use crate::state::choices::{LatencyBy, TraceOrder};
use crate::worker::protocol::{Generation, Target};
use lambda_sim::monitoring::{AlarmState, Metric, Statistic};
use lambda_sim::readings::cloudwatch::Dimension;
use lambda_sim::readings::findings::Finding;
use lambda_sim::readings::insights::{FunctionOverview, InsightsMetric, InvocationInsights};
use lambda_sim::readings::logs::LogFormat;
use lambda_sim::readings::segments::{SegmentKind, SegmentStatus, ServiceMap};
use lambda_sim::readings::{Spread, Versions, why};
use lambda_sim::trace::{FunctionId, InvocationId, Outcome, StartKind};
use lambda_sim::units::{Instant, Micros};
use serde::{Deserialize, Serialize};

/// Something that a view wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// What is worth telling of the run?
    Findings,
    /// Why did this happen?
    Why(Target),
    /// How did these metrics go?
    Metrics {
        /// The charts: of each its metric, and what of it.
        panels: Vec<(Metric, Statistic)>,
        /// Whose.
        dimension: Dimension,
    },
    /// How do latencies spread, of all functions or of one?
    Latency(LatencyBy, Option<FunctionId>),
    /// What does the log say?
    Logs(LogQuestion),
    /// Which requests went through what?
    Traces {
        /// Which come first.
        order: TraceOrder,
        /// From when.
        from: Instant,
        /// To when.
        to: Instant,
        /// Which one is looked at; none: the first.
        chosen: Option<InvocationId>,
    },
    /// What does Lambda Insights record, of all functions or of one?
    Insights(Option<FunctionId>),
    /// Which functions make the lines of the bill?
    Bill,
    /// How do the versions of a function compare?
    Versions(FunctionId),
}

/// Which view a question comes from: of each only the newest is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The findings.
    Findings,
    /// The inspector.
    Why,
    /// Metrics and alarms.
    Metrics,
    /// Latencies.
    Latency,
    /// The log.
    Logs,
    /// Traces.
    Traces,
    /// Lambda Insights.
    Insights,
    /// Versions.
    Versions,
    /// The bill.
    Bill,
}

/// What it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Question::Findings`]: most important first.
    Findings(Vec<Finding>),
    /// To [`Question::Why`].
    Why(Why),
    /// To [`Question::Metrics`].
    Metrics(MetricPanels),
    /// To [`Question::Latency`].
    Latency(Vec<Spread>),
    /// To [`Question::Logs`].
    Logs(LogPage),
    /// To [`Question::Traces`].
    Traces(TraceList),
    /// To [`Question::Insights`].
    Insights(InsightsView),
    /// To [`Question::Versions`].
    Versions(Versions),
    /// To [`Question::Bill`].
    Bill(BillParts),
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
            Self::Metrics { .. } => Topic::Metrics,
            Self::Latency(..) => Topic::Latency,
            Self::Logs(_) => Topic::Logs,
            Self::Traces { .. } => Topic::Traces,
            Self::Insights(_) => Topic::Insights,
            Self::Versions(_) => Topic::Versions,
            Self::Bill => Topic::Bill,
        }
    }
}

/// Charts of metrics. Points are not a number where a period told nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPanels {
    /// Whose.
    pub dimension: Dimension,
    /// The period of CloudWatch's points, in seconds.
    pub period_s: u32,
    /// The period of the finer ones; zero: there are none.
    pub finer_s: u32,
    /// The charts, in the order of the question.
    pub panels: Vec<MetricPanel>,
    /// Of what else they could be.
    pub dimensions: Vec<Dimension>,
}

/// One chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPanel {
    /// The metric.
    pub metric: Metric,
    /// What of each period.
    pub statistic: Statistic,
    /// CloudWatch's points.
    pub minute: Vec<f32>,
    /// Finer ones.
    pub finer: Vec<f32>,
    /// The limit on it: from when on, in µs, and how much.
    pub limits: Vec<(f64, Option<f64>)>,
    /// The scenario's alarms on it.
    pub alarms: Vec<AlarmStates>,
}

/// An alarm over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlarmStates {
    /// Its name.
    pub name: String,
    /// What it compares with.
    pub threshold: f64,
    /// From when on, in µs, and which state.
    pub states: Vec<(f64, AlarmState)>,
}

/// Which lines of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogQuestion {
    /// What they contain, whatever the case; empty: anything.
    pub filter: String,
    /// Text or JSON.
    pub format: LogFormat,
    /// Of this function; none: of all.
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
    /// Which invocation it is about; none for an init ahead of requests.
    pub invocation: Option<InvocationId>,
    /// The line.
    pub text: String,
}

/// Requests, one of them closely, and the map of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceList {
    /// The requests.
    pub rows: Vec<TraceRow>,
    /// The one that is looked at.
    pub chosen: Option<InvocationId>,
    /// Its spans in drawing order, callers first.
    pub spans: Vec<Span>,
    /// Who called whom.
    pub map: ServiceMap,
}

/// A request from outside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceRow {
    /// Its invocation.
    pub invocation: InvocationId,
    /// When it arrived.
    pub at: Instant,
    /// How long it took.
    pub took: Micros,
    /// The function.
    pub function: FunctionId,
    /// How it ended.
    pub outcome: Outcome,
    /// What it found.
    pub start: StartKind,
    /// Which attempt of its call.
    pub attempt: u16,
    /// Whether X-Ray would have kept it.
    pub sampled: bool,
}

/// A span of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// What it is about.
    pub kind: SegmentKind,
    /// Whose it is; none for a refused request.
    pub invocation: Option<InvocationId>,
    /// When it begins.
    pub begin: Instant,
    /// When it ends.
    pub end: Instant,
    /// What went wrong in it.
    pub status: SegmentStatus,
    /// How many spans it lies in.
    pub depth: u8,
}

/// What Lambda Insights shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InsightsView {
    /// What CloudWatch bills for it a month, in USD.
    pub month_usd: f64,
    /// The period of the points, in seconds.
    pub period_s: u32,
    /// A line for each function that has it on, or for the one that is shown alone.
    pub overview: Vec<FunctionOverview>,
    /// The metrics of the function that is shown alone; not a number where nothing was recorded.
    pub series: Vec<(InsightsMetric, Vec<f32>)>,
    /// Its last invocations, the latest first.
    pub recent: Vec<InvocationInsights>,
}

/// Who makes the bill, a month, in USD.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillParts {
    /// What each function alone would cost, line by line in the order of the bill.
    pub functions: Vec<(FunctionId, Vec<f64>)>,
    /// What CloudWatch bills for Lambda Insights: no line of Lambda's own bill.
    pub insights_usd: f64,
}

/// An answer with what was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The run that it is about.
    pub generation: Generation,
    /// What was asked.
    pub question: Question,
    /// What there is to say.
    pub answer: Answer,
}
