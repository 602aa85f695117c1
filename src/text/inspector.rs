//! Words of the inspector: what happened to one request or environment, and why.

use lambda_sim::readings::logs::{LogStyle, Report};
use lambda_sim::readings::{EnvironmentDetail, EnvironmentPhase, InvocationDetail, Phase, ThrottleDetail};
use lambda_sim::trace::{Outcome, StartKind, ThrottleReason};
use lambda_story::format;
use lambda_story::throttle_reasons;

pub const EMPTY_TITLE: &str = "Nothing selected";
pub const EMPTY: &str = "Click a bar or a throttle mark on the timeline: its phases, and why, appear here.";
pub const SHOW_THROTTLE: &str = "Show the first throttle";
pub const CLEAR: &str = "Close";

pub const WAITED: &str = "caller waited";
pub const AFTER_RESPONSE: &str = "extensions, after the response";
pub const INIT_AHEAD: &str = "init, before the request came";
pub const REPORT: &str = "REPORT";

pub const CREATED: &str = "created";
pub const GONE: &str = "gone";
pub const BEFORE_THE_RUN: &str = "before the run";
pub const SERVED: &str = "invocations served";
pub const BUSY: &str = "busy";
pub const LIMIT: &str = "the limit allows";
pub const ATTEMPT: &str = "attempt of its call";

/// A part of what the caller waited for.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Download => "download",
        Phase::Start => "start environment",
        Phase::Init => "init",
        Phase::Restore => "restore from the snapshot",
        Phase::SuppressedInit => "init again, inside Duration",
        Phase::Handler => "handler",
    }
}

/// The question that an invocation answers.
pub const fn question(detail: &InvocationDetail) -> &'static str {
    match detail.outcome {
        Outcome::Timeout => "Why did this request time out?",
        Outcome::OutOfMemory => "Why was this runtime killed?",
        Outcome::InitError => "Why did this init fail?",
        Outcome::ResponseTooLarge => "Why was this response refused?",
        Outcome::HandlerError | Outcome::Crash => "What went wrong here?",
        Outcome::Completed | Outcome::Running => match detail.start {
            StartKind::Warm => "A warm request",
            StartKind::PartialCold | StartKind::FullCold => "Why was this request cold?",
        },
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
    match detail.start {
        StartKind::Warm if detail.provisioned => {
            "A provisioned environment was free: it had been initialised ahead of traffic.".to_owned()
        }
        StartKind::Warm => "An initialised environment was idle, so nothing had to be started.".to_owned(),
        StartKind::PartialCold => {
            "No initialised environment was idle, but one whose runtime had been dropped or reset was: its code was there already, so only init ran."
                .to_owned()
        }
        StartKind::FullCold if detail.environments == 0 => {
            "No environment existed: the first request always starts one.".to_owned()
        }
        StartKind::FullCold => {
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
pub const fn start_rules(detail: &InvocationDetail) -> &'static str {
    match detail.start {
        StartKind::Warm => "Rule L3 · Lambda Developer Guide, lambda-concurrency",
        StartKind::PartialCold => "Rules L6, L7 · Lambda Developer Guide, lambda-runtime-environment",
        StartKind::FullCold if detail.spillover => "Rules L2, C5, C8 · Lambda Developer Guide, provisioned-concurrency",
        StartKind::FullCold => "Rules L2, C3 · Lambda Developer Guide, lambda-concurrency",
    }
}

/// What became of it and the rule behind that; `None` if it went as it should.
pub const fn why_outcome(detail: &InvocationDetail) -> Option<(&'static str, &'static str)> {
    match detail.outcome {
        Outcome::Timeout => Some((
            "The handler was not done at the timeout. Lambda ended it and reset the environment: the next request on it runs init again.",
            "Rules L6, L12 · Lambda Developer Guide, configuration-timeout",
        )),
        Outcome::OutOfMemory => Some((
            "The handler needed more memory than is configured, so the runtime was killed and the environment reset.",
            "Rule P5 · Lambda Developer Guide, troubleshooting-invocation",
        )),
        Outcome::InitError => Some((
            "Init failed, so the handler never ran. It is billed and retried like any function error.",
            "Rule L13 · Lambda Developer Guide, troubleshooting-deployment",
        )),
        Outcome::Crash => Some((
            "The runtime crashed at the end of the handler and the environment was reset: the next request on it runs init again.",
            "Rule L6 · Lambda Developer Guide, lambda-runtime-environment",
        )),
        Outcome::ResponseTooLarge => Some((
            "The handler returned more than Lambda takes back, so the invocation failed after it had run. It is billed like any other.",
            "Rule Q8 · Lambda Developer Guide, gettingstarted-limits",
        )),
        Outcome::HandlerError => Some((
            "The handler returned an error. The environment stays as it is; the time is billed like success.",
            "Rules L6, M3 · Lambda Developer Guide",
        )),
        Outcome::Completed | Outcome::Running => None,
    }
}

/// The fields of a REPORT, one a line.
pub fn report(report: &Report) -> String {
    let lines: Vec<String> =
        report.fields(LogStyle::New).into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    lines.join("\n")
}

pub const THROTTLE_QUESTION: &str = "Why was this request refused?";

/// Which request was refused.
pub fn which_throttle(detail: &ThrottleDetail) -> String {
    format!("{} · called by {} · {}", detail.function, detail.source, format::moment_us(detail.at_us as f64))
}

/// What its limit counted at that moment: a name and a number.
pub fn counted(detail: &ThrottleDetail) -> (&'static str, String) {
    let number = format::count(u64::from(detail.observed));
    match detail.reason {
        ThrottleReason::AccountConcurrency
        | ThrottleReason::ReservedConcurrency
        | ThrottleReason::EnvironmentConcurrency => ("in flight at that moment", number),
        ThrottleReason::TenantEnvironments => ("environments at that moment", number),
        ThrottleReason::DurableExecutions => ("executions at that moment", number),
        ThrottleReason::RequestRate
        | ThrottleReason::FunctionRequestRate
        | ThrottleReason::ScalingRate
        | ThrottleReason::DurableStarts
        | ThrottleReason::ReservedRequestRate => ("tokens left at that moment", "none".to_owned()),
    }
}

/// Why, and what the client did.
pub fn why_throttle(detail: &ThrottleDetail) -> String {
    let limit = throttle_reasons::name(detail.reason);
    let retry = match detail.retry_us {
        Some(at) => format!("The client tries again {} later.", format::time_us((at - detail.at_us) as f64)),
        None => "The client does not try again: the call has failed.".to_owned(),
    };
    format!(
        "It met {limit}. Lambda answers 429 TooManyRequestsException, Reason {}. It is not billed. {retry}",
        detail.reason.aws_reason()
    )
}

pub const THROTTLE_RULES: &str = "Rules C11, C12, C15 · Lambda Developer Guide, lambda-concurrency";

/// Which environment it is.
pub fn which_environment(detail: &EnvironmentDetail) -> String {
    let sort = if detail.provisioned { "provisioned" } else { "on demand" };
    format!("{} · environment {} · {sort}", detail.function, format::count(u64::from(detail.environment_number)))
}

/// What it was doing.
pub const fn environment_title(detail: &EnvironmentDetail) -> &'static str {
    match detail.state {
        EnvironmentPhase::Idle => "An idle environment",
        EnvironmentPhase::Sandbox => "A sandbox without runtime",
        EnvironmentPhase::Gone => "An environment that is gone",
        EnvironmentPhase::NotYetCreated => "An environment yet to be created",
    }
}

/// What that state means.
pub const fn environment_about(state: EnvironmentPhase) -> &'static str {
    match state {
        EnvironmentPhase::Idle => {
            "Initialised and frozen: the next request on it starts warm. An idle on-demand environment costs nothing."
        }
        EnvironmentPhase::Sandbox => {
            "Its runtime was dropped; the code is still there. The next request on it is a partial cold start."
        }
        EnvironmentPhase::Gone => "Lambda has taken it away, after idleness or at its maximum age.",
        EnvironmentPhase::NotYetCreated => "A later request creates it.",
    }
}
