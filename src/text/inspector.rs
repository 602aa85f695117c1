//! Words of the inspector: what happened to one request or environment, and why.

use super::limits;
use crate::ui::format;
use crate::worker::protocol::{EnvironmentDetail, InvocationDetail, ThrottleDetail};

pub const EMPTY_TITLE: &str = "Nothing selected";
pub const EMPTY: &str = "Click a bar or a throttle mark on the timeline: its phases, and why, appear here.";
pub const SHOW_THROTTLE: &str = "Show the first throttle";
pub const CLEAR: &str = "Close";

pub const DOWNLOAD: &str = "download";
pub const START: &str = "start environment";
pub const INIT: &str = "init";
pub const SUPPRESSED_INIT: &str = "init again, inside Duration";
pub const HANDLER: &str = "handler";
pub const WAITED: &str = "caller waited";
pub const REPORT: &str = "REPORT";

pub const CREATED: &str = "created";
pub const GONE: &str = "gone";
pub const BEFORE_THE_RUN: &str = "before the run";
pub const SERVED: &str = "invocations served";
pub const BUSY: &str = "busy";
pub const LIMIT: &str = "the limit allows";
pub const MET: &str = "the request met";
pub const ATTEMPT: &str = "attempt of its call";

/// The question that an invocation answers.
pub fn question(detail: &InvocationDetail) -> &'static str {
    match (detail.outcome.as_str(), detail.start.as_str()) {
        ("timeout", _) => "Why did this request time out?",
        ("out_of_memory", _) => "Why was this runtime killed?",
        ("init_error", _) => "Why did this init fail?",
        ("response_too_large", _) => "Why was this response refused?",
        ("handler_error" | "crash", _) => "What went wrong here?",
        (_, "warm") => "A warm request",
        _ => "Why was this request cold?",
    }
}

/// Which invocation it is.
pub fn which(detail: &InvocationDetail) -> String {
    let attempt = if detail.attempt > 1 { format!(" · attempt {}", detail.attempt) } else { String::new() };
    format!(
        "{} · invocation {} · environment {}{attempt} · {}",
        detail.function,
        format::count(u64::from(detail.invocation) + 1),
        format::count(u64::from(detail.environment_number)),
        format::moment_us(detail.arrival_us as f64)
    )
}

/// Why it started as it did.
pub fn why_start(detail: &InvocationDetail) -> String {
    match detail.start.as_str() {
        "warm" if detail.provisioned => "A provisioned environment was free: it had been initialised ahead of traffic.".to_owned(),
        "warm" => "An initialised environment was idle, so nothing had to be started.".to_owned(),
        "partial_cold" => {
            "No initialised environment was idle, but one whose runtime had been dropped or reset was: its code was there already, so only init ran."
                .to_owned()
        }
        _ if detail.environments == 0 => "No environment existed: the first request always starts one.".to_owned(),
        _ => {
            let others = format::count(u64::from(detail.function_in_flight));
            let existing = format::count(u64::from(detail.environments));
            let spill = if detail.spillover { " All provisioned ones were in use: the request spilled over to on demand." } else { "" };
            format!(
                "{others} requests were in flight on {existing} environments, and none was idle, so Lambda made another one.{spill} Reserved concurrency keeps nothing warm."
            )
        }
    }
}

/// The rules behind [`why_start`].
pub fn start_rules(detail: &InvocationDetail) -> &'static str {
    match (detail.start.as_str(), detail.spillover) {
        ("warm", _) => "Rule L3 · Lambda Developer Guide, lambda-concurrency",
        ("partial_cold", _) => "Rules L6, L7 · Lambda Developer Guide, lambda-runtime-environment",
        (_, true) => "Rules L2, C5, C8 · Lambda Developer Guide, provisioned-concurrency",
        _ => "Rules L2, C3 · Lambda Developer Guide, lambda-concurrency",
    }
}

/// What became of it, where that is worth a word, and its rule.
pub fn why_outcome(detail: &InvocationDetail) -> Option<(&'static str, &'static str)> {
    match detail.outcome.as_str() {
        "timeout" => Some((
            "The handler was not done at the timeout. Lambda ended it and reset the environment: the next request on it runs init again.",
            "Rules L6, L12 · Lambda Developer Guide, configuration-timeout",
        )),
        "out_of_memory" => Some((
            "The handler needed more memory than is configured, so the runtime was killed and the environment reset.",
            "Rule P5 · Lambda Developer Guide, troubleshooting-invocation",
        )),
        "init_error" => Some((
            "Init failed, so the handler never ran. It is billed and retried like any function error.",
            "Rule L13 · Lambda Developer Guide, troubleshooting-deployment",
        )),
        "crash" => Some((
            "The runtime crashed at the end of the handler and the environment was reset: the next request on it runs init again.",
            "Rule L6 · Lambda Developer Guide, lambda-runtime-environment",
        )),
        "response_too_large" => Some((
            "The handler returned more than Lambda takes back, so the invocation failed after it had run. It is billed like any other.",
            "Rule Q8 · Lambda Developer Guide, gettingstarted-limits",
        )),
        "handler_error" => Some((
            "The handler returned an error. The environment stays as it is; the time is billed like success.",
            "Rules L6, M3 · Lambda Developer Guide",
        )),
        _ => None,
    }
}

/// The lines of a REPORT, as CloudWatch Logs shows them.
pub fn report(detail: &InvocationDetail) -> String {
    let duration = detail.handler_ms + detail.suppressed_init_ms;
    let mut lines = format!(
        "Duration: {duration:.2} ms\nBilled Duration: {} ms\nMemory Size: {} MB\nMax Memory Used: {} MB",
        detail.billed_ms, detail.memory_mb, detail.memory_used_mb
    );
    if detail.init_ms > 0.0 {
        lines.push_str(&format!("\nInit Duration: {:.2} ms", detail.init_ms));
    }
    match detail.outcome.as_str() {
        "timeout" => lines.push_str("\nStatus: timeout"),
        "crash" | "handler_error" | "init_error" => lines.push_str("\nStatus: error"),
        "response_too_large" => lines.push_str("\nStatus: error Error Type: Function.ResponseSizeTooLarge"),
        "out_of_memory" => lines.push_str("\nStatus: error Error Type: Runtime.OutOfMemory"),
        _ => {}
    }
    lines
}

pub const THROTTLE_QUESTION: &str = "Why was this request refused?";

/// Which request was refused.
pub fn which_throttle(detail: &ThrottleDetail) -> String {
    format!("{} · called by {} · {}", detail.function, detail.source, format::moment_us(detail.at_us as f64))
}

/// What its limit counted.
pub fn met(detail: &ThrottleDetail) -> String {
    match detail.reason.as_str() {
        "account_concurrency" | "reserved_concurrency" => format!("{} in flight", format::count(u64::from(detail.met))),
        _ => "no token left".to_owned(),
    }
}

/// Why, and what the client did.
pub fn why_throttle(detail: &ThrottleDetail) -> String {
    let limit = limits::name_of(&detail.reason);
    let retry = match detail.retry_us {
        Some(at) => format!("The client tries again {} later.", format::time_us((at - detail.at_us) as f64)),
        None => "The client does not try again: the call has failed.".to_owned(),
    };
    format!(
        "It met {limit}. Lambda answers 429 TooManyRequestsException, Reason {}. It is not billed. {retry}",
        detail.aws_reason
    )
}

pub const THROTTLE_RULES: &str = "Rules C11, C12, C15 · Lambda Developer Guide, lambda-concurrency";

/// Which environment it is.
pub fn which_environment(detail: &EnvironmentDetail) -> String {
    let sort = if detail.provisioned { "provisioned" } else { "on demand" };
    format!("{} · environment {} · {sort}", detail.function, format::count(u64::from(detail.environment_number)))
}

/// What it was doing.
pub fn environment_title(detail: &EnvironmentDetail) -> &'static str {
    match detail.state.as_str() {
        "idle" => "An idle environment",
        "sandbox" => "A sandbox without runtime",
        "gone" => "An environment that is gone",
        _ => "An environment yet to be created",
    }
}

/// What that state means.
pub fn environment_about(state: &str) -> &'static str {
    match state {
        "idle" => {
            "Initialised and frozen: the next request on it starts warm. An idle on-demand environment costs nothing."
        }
        "sandbox" => {
            "Its runtime was dropped; the code is still there. The next request on it is a partial cold start."
        }
        "gone" => "Lambda has taken it away, after idleness or at its maximum age.",
        _ => "A later request creates it.",
    }
}
