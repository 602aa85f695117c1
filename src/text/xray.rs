//! Words of traces: spans of a request through functions and services, and the map of who called whom.

use lambda_sim::readings::segments::{NodeId, SegmentKind, SegmentStatus, Traffic};
use lambda_sim::trace::{Outcome, StartKind};
use lambda_story::Names;
use lambda_story::format::{self, count};

pub const TAB: &str = "Traces";
pub const WAITING: &str = "Reading the traces …";
pub const ORDER: &str = "Show";
pub const SLOWEST: &str = "slowest first";
pub const FAILED: &str = "failed";
pub const FIRST: &str = "in order of time";
pub const LIST: &str = "Traces in sight of the timeline";
pub const NOTHING: &str = "No request in sight of the timeline.";
pub const ABOUT: &str =
    "X-Ray itself keeps the first request of each second and 5 % of the others; here all can be seen.";
pub const SAMPLED: &str = "in X-Ray";
pub const MAP: &str = "Service map of what is in sight";
pub const MAP_HEAD: [&str; 7] = ["From", "To", "Requests", "Errors", "Faults", "Throttles", "Mean"];
pub const SPANS: &str = "Spans";
pub const SELECT: &str = "Inspect";

/// The waterfall in a sentence.
pub fn caption(function: &str, took_us: f64, at_us: f64) -> String {
    format!("A request to {function} at {} took {}", format::moment_us(at_us), format::time_us(took_us))
}

/// How a traced request went, in a few words.
pub fn how(outcome: Outcome, start: StartKind, attempt: u16) -> String {
    let mut text = match outcome {
        Outcome::Completed => "ok",
        Outcome::HandlerError => "error",
        Outcome::Crash => "crash",
        Outcome::OutOfMemory => "out of memory",
        Outcome::InitError => "init failed",
        Outcome::Timeout => "timeout",
        Outcome::Running => "running",
        Outcome::ResponseTooLarge => "response too large",
    }
    .to_owned();
    if start != StartKind::Warm {
        text.push_str(", cold");
    }
    if attempt > 1 {
        text.push_str(&format!(", attempt {attempt}"));
    }
    text
}

/// What a span is about.
pub fn span(kind: SegmentKind, names: Names<'_>) -> String {
    match kind {
        SegmentKind::Service(function) => format!("{} AWS::Lambda", names.function(function)),
        SegmentKind::Function(function) => format!("{} AWS::Lambda::Function", names.function(function)),
        SegmentKind::Init => "Init".to_owned(),
        SegmentKind::Restore => "Restore".to_owned(),
        SegmentKind::Invocation => "Invocation".to_owned(),
        SegmentKind::Overhead => "Overhead".to_owned(),
        SegmentKind::Call(function) => format!("calls {}", names.function(function)),
        SegmentKind::Downstream(service) => names.service(service).to_owned(),
    }
}

/// What went wrong in it; empty: nothing.
pub const fn status(status: SegmentStatus) -> &'static str {
    if status.throttle {
        " throttled"
    } else if status.fault {
        " fault"
    } else if status.error {
        " error"
    } else {
        ""
    }
}

/// A node of the map.
pub fn node(id: NodeId, names: Names<'_>) -> String {
    match id {
        NodeId::Source(source) => names.source(source).to_owned(),
        NodeId::Function(function) => names.function(function).to_owned(),
        NodeId::Downstream(service) => names.service(service).to_owned(),
    }
}

/// Traffic on the map, in a few words.
pub fn traffic(traffic: &Traffic) -> String {
    let mean = traffic.mean_ms.map_or_else(String::new, |ms| format!(" · {}", format::ms(ms)));
    format!("{}{mean}", count(traffic.requests))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_tells_how_it_went() {
        assert_eq!(how(Outcome::Completed, StartKind::Warm, 1), "ok");
        assert_eq!(how(Outcome::Timeout, StartKind::FullCold, 2), "timeout, cold, attempt 2");
    }
}
