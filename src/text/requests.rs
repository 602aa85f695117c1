//! The words of the table of requests.

use lambda_sim::readings::{RequestFate, RequestKey, RequestRow, RequestStatus};
use lambda_sim::trace::{Outcome, StartKind};
use lambda_story::format;

pub const LABEL: &str = "Requests";
pub const START_FILTER: &str = "Start";
pub const STATUS_FILTER: &str = "Outcome";
pub const ANY: &str = "any";
pub const KEYS: &str = "Arrow up and down go from request to request, Enter shows the request on the timeline.";
pub const LOADING: &str = "…";

/// The columns, and what a click on their heads sorts by.
pub const HEAD: [(&str, Option<RequestKey>); 7] = [
    ("Arrived", Some(RequestKey::Arrival)),
    ("Function", None),
    ("Environment", None),
    ("Start", None),
    ("Cold start", Some(RequestKey::ColdStart)),
    ("Duration", Some(RequestKey::Latency)),
    ("Outcome", Some(RequestKey::Status)),
];

/// How a request started.
pub const fn start(start: StartKind) -> &'static str {
    match start {
        StartKind::Warm => "warm",
        StartKind::PartialCold => "partial cold",
        StartKind::FullCold => "full cold",
    }
}

/// How requests ended, as a filter names it.
pub const fn status(status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::Completed => "completed",
        RequestStatus::Failed => "failed",
        RequestStatus::TimedOut => "timed out",
        RequestStatus::Throttled => "throttled",
        RequestStatus::Running => "running at the end",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Completed => "completed",
        Outcome::HandlerError => "✕ error in the handler",
        Outcome::Crash => "✕ runtime crashed",
        Outcome::OutOfMemory => "✕ out of memory",
        Outcome::InitError => "✕ init failed",
        Outcome::ResponseTooLarge => "✕ response too large",
        Outcome::Timeout => "◷ timed out",
        Outcome::Running => "running at the end",
    }
}

/// A row's cells.
pub fn cells(row: &RequestRow, function: &str) -> [String; 7] {
    let at = format::moment_us(row.at.0 as f64);
    let none = || "–".to_owned();
    let again = if row.attempt > 1 { format!(", attempt {}", row.attempt) } else { String::new() };
    match row.fate {
        RequestFate::Ran { environment, start: kind, outcome: end, latency, cold_start, .. } => [
            at,
            function.to_owned(),
            format::count(u64::from(environment)),
            start(kind).to_owned(),
            if cold_start.0 > 0 { format::time_us(cold_start.0 as f64) } else { none() },
            format::time_us(latency.0 as f64),
            format!("{}{again}", outcome(end)),
        ],
        RequestFate::Refused(reason) => {
            let end = format!("▼ throttled by {}{again}", lambda_story::throttle_reasons::name(reason));
            [at, function.to_owned(), none(), none(), none(), none(), end]
        }
    }
}

/// What the table shows, in a sentence.
pub fn caption(matching: Option<u32>, from: &str, to: &str, key: RequestKey, descending: bool) -> String {
    let count = matching.map_or_else(|| LOADING.to_owned(), |count| format::count(u64::from(count)));
    let noun = if matching == Some(1) { "request" } else { "requests" };
    let order = match (key, descending) {
        (RequestKey::Arrival, false) => "first ones first",
        (RequestKey::Arrival, true) => "last ones first",
        (RequestKey::Latency, false) => "quickest first",
        (RequestKey::Latency, true) => "slowest first",
        (RequestKey::ColdStart, false) => "warm ones first",
        (RequestKey::ColdStart, true) => "coldest first",
        (RequestKey::Status, false) => "completed ones first",
        (RequestKey::Status, true) => "by outcome, completed ones last",
    };
    format!("{count} {noun} arrived between {from} and {to}; {order}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::trace::{FunctionId, InvocationId, ThrottleReason};
    use lambda_sim::units::{Instant, Micros};

    #[test]
    fn a_row_is_told_in_cells() {
        let ran = RequestFate::Ran {
            invocation: InvocationId(4),
            environment: 12,
            lane: Some(3),
            start: StartKind::FullCold,
            outcome: Outcome::Timeout,
            latency: Micros(3_120_000),
            cold_start: Micros(120_000),
        };
        let row = |fate, attempt| RequestRow { at: Instant::from_secs(31), function: FunctionId(0), attempt, fate };
        let told = |row: &RequestRow| cells(row, "api").join(" | ").replace('\u{a0}', " ");
        assert_eq!(told(&row(ran, 1)), "31.00 s | api | 12 | full cold | 120 ms | 3.12 s | ◷ timed out");
        let refused = RequestFate::Refused(ThrottleReason::ReservedConcurrency);
        assert_eq!(
            told(&row(refused, 2)),
            "31.00 s | api | – | – | – | – | ▼ throttled by reserved concurrency, attempt 2"
        );
    }
}
