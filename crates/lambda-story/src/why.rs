//! Words of the answers to "Why?": causes with their numbers, each with the rules that it follows from.

use crate::format::{self, count, factor};
use crate::{Names, throttle_reasons, version};
use lambda_sim::readings::why::{
    Attempt, Cause, ConcurrencyHolder, EnvironmentExit, Question, TimeBreakdown, TimePart,
};
use lambda_sim::rules::Rule;
use lambda_sim::trace::{Outcome, ThrottleReason};
use lambda_sim::units::{Instant, Micros};

/// The question that an answer is to.
#[must_use]
pub const fn heading(question: &Question) -> &'static str {
    match question {
        Question::Start(_) => "Why was it not served at once?",
        Question::Failure(_) => "Why did it fail?",
        Question::Retry(_) => "Why was it tried again?",
        Question::Time(_) => "Where did the time go?",
        Question::Throttle(_) => "Why was it refused?",
    }
}

/// A rule with where it comes from, in one line each.
#[must_use]
pub fn rule(rule: &Rule) -> (String, String) {
    let says = format!("{}: {}", rule.id, rule.says);
    if rule.source == "nobody" {
        return (says, "No source says so: assumed here.".to_owned());
    }
    let source = match rule.source.split_once(' ') {
        Some(("DG", page)) => format!("Lambda Developer Guide, {page}"),
        Some(("CW", page)) => format!("CloudWatch User Guide, {page}"),
        Some(("API", page)) => format!("Lambda API Reference, {page}"),
        _ => rule.source.replace("PR", "AWS Lambda pricing"),
    };
    let sure: Vec<String> = rule.confidence.iter().map(ToString::to_string).collect();
    (says, format!("{source} ({})", sure.join(", ")))
}

fn time(time: Micros) -> String {
    format::time_us(time.0 as f64)
}

fn moment(at: Instant) -> String {
    format::moment_us(at.0 as f64)
}

fn number(value: u32) -> String {
    count(u64::from(value))
}

/// A cause as a sentence, and the rules behind it. `versions` are those of the run's pools, in their order.
#[must_use]
pub fn cause(cause: &Cause, versions: &[u32], names: Names<'_>) -> (String, &'static [&'static str]) {
    match cause {
        Cause::FirstOfPool => (
            "It was the first: no environment of this function existed yet, so one had to be made.".to_owned(),
            &["L1", "L2"],
        ),
        Cause::FirstOfVersion { beside } => {
            let other = versions.get(beside.index()).copied().map_or_else(String::new, version);
            (
                format!("It was the first of its version. Environments existed, but of {other}: they serve only that."),
                &["V2", "L14"],
            )
        }
        Cause::AllBusy { environments: 1 } => {
            ("The one environment there was, was busy; each serves one request at a time.".to_owned(), &["L2"])
        }
        Cause::AllBusy { environments } => (
            format!("All {} environments were busy; each serves one request at a time.", number(*environments)),
            &["L2"],
        ),
        Cause::LastLeft { at, idle, leaving, .. } => {
            let how = match leaving {
                EnvironmentExit::AfterWork => {
                    "as soon as its work was done: it was too old, or its configuration had been replaced"
                }
                EnvironmentExit::WhileIdle => "after being idle",
                EnvironmentExit::AsSandbox => "after losing its runtime to idleness",
            };
            let idle = if idle.0 > 0 { format!(", idle for {}", time(*idle)) } else { String::new() };
            (format!("The last environment had left at {} {how}{idle}.", moment(*at)), &["L7", "L8", "L9"])
        }
        Cause::Spillover { ready, busy } if busy < ready => (
            format!(
                "{} of {} provisioned environments were busy, but requests came faster than ten a second for each: it spilled over.",
                number(*busy),
                number(*ready)
            ),
            &["C8"],
        ),
        Cause::Spillover { ready, .. } => (
            format!("All {} provisioned environments were busy: it spilled over to on demand.", number(*ready)),
            &["C8"],
        ),
        Cause::Allocating { set, ready } => (
            format!(
                "Provisioned concurrency {} was still being allocated: {} were ready.",
                number(*set),
                number(*ready)
            ),
            &["C6"],
        ),
        Cause::OtherQualifier => (
            "The function has provisioned concurrency, but on the alias: this call went around it.".to_owned(),
            &["C4"],
        ),
        Cause::IdledToSandbox { idle_since, dropped_at } => (
            format!(
                "Its environment had been idle since {} and lost its runtime at {}; the code was still there, so only init ran.",
                moment(*idle_since),
                moment(*dropped_at)
            ),
            &["L7", "L8"],
        ),
        Cause::ResetBy { at, .. } => {
            (format!("The invocation before it on this environment had reset the runtime at {}.", moment(*at)), &["L6"])
        }
        Cause::Failed { outcome, at, timeout, re_run_init, memory, .. } => {
            failed(*outcome, *at, *timeout, *re_run_init, memory.0)
        }
        Cause::Refused { reason: ThrottleReason::ReservedConcurrency, limit: 0, .. } => {
            (throttle_reasons::NONE_ON_DEMAND.to_owned(), &["C3", "C5"])
        }
        Cause::Refused { reason, limit, observed, .. } => refused(*reason, *limit, *observed),
        Cause::HeldBy(holders) => (held_by(holders, names), &["C2", "C5"]),
        Cause::RetryOf { answered, waited, attempt, first, previous } => {
            let what = match previous {
                Attempt::Invocation(_) => "failed",
                Attempt::Throttle(_) => "was refused",
            };
            (
                format!(
                    "It is attempt {attempt} of its call, which began at {}. The attempt before {what} at {}; the client then waited {}.",
                    moment(*first),
                    moment(*answered),
                    time(*waited)
                ),
                &["S3", "S4"],
            )
        }
        Cause::Time(shares) => (shares_told(shares), &["P1", "L12"]),
    }
}

fn failed(
    outcome: Outcome,
    at: Instant,
    timeout: Micros,
    re_run_init: Micros,
    memory: u32,
) -> (String, &'static [&'static str]) {
    match outcome {
        Outcome::Timeout if re_run_init.0 > 0 => (
            format!(
                "The timeout of {} struck at {}, after init had been run again inside it for {}.",
                time(timeout),
                moment(at),
                time(re_run_init)
            ),
            &["L12", "L6"],
        ),
        Outcome::Timeout => {
            (format!("The timeout of {} struck at {}: the work takes longer.", time(timeout), moment(at)), &["L12"])
        }
        Outcome::OutOfMemory => (
            format!(
                "It needed more than the {}\u{a0}MB it had: the runtime was killed at {}.",
                number(memory),
                moment(at)
            ),
            &["P5"],
        ),
        Outcome::Crash => (format!("The runtime crashed at {}.", moment(at)), &["L6"]),
        Outcome::InitError => (format!("Init failed at {}.", moment(at)), &["L13"]),
        Outcome::ResponseTooLarge => (format!("It returned more than Lambda takes back, at {}.", moment(at)), &["Q8"]),
        Outcome::HandlerError | Outcome::Completed | Outcome::Running => {
            (format!("The handler returned an error at {}.", moment(at)), &["M3"])
        }
    }
}

fn refused(reason: ThrottleReason, limit: u32, observed: u32) -> (String, &'static [&'static str]) {
    let limit_name = throttle_reasons::name(reason);
    match reason {
        ThrottleReason::ReservedConcurrency => {
            (format!("{} of {} in use: {limit_name} was full.", number(observed), number(limit)), &["C3", "C15"])
        }
        ThrottleReason::AccountConcurrency => (
            format!("{} of {} in use: what the account leaves unreserved was full.", number(observed), number(limit)),
            &["C2", "C15"],
        ),
        ThrottleReason::TenantEnvironments => {
            (format!("{} of {} environments of tenants existed.", number(observed), number(limit)), &["N3"])
        }
        ThrottleReason::ScalingRate => (
            format!("It needed a new environment, and the {} that may be made in 10 s were used up.", number(limit)),
            &["C10"],
        ),
        ThrottleReason::DurableStarts => {
            (format!("The {} durable executions that may start in a second had started.", number(limit)), &["Q18"])
        }
        ThrottleReason::DurableExecutions => {
            (format!("{} of {} durable executions were running.", number(observed), number(limit)), &["Q18"])
        }
        ThrottleReason::EnvironmentConcurrency => (
            format!(
                "{} of {} places in the environments of its instances were taken.",
                number(observed),
                number(limit)
            ),
            &["N1"],
        ),
        ThrottleReason::RequestRate | ThrottleReason::FunctionRequestRate | ThrottleReason::ReservedRequestRate => (
            format!("{limit_name} of {}/s was used up: short requests meet it before any concurrency.", number(limit)),
            &["C9"],
        ),
    }
}

fn held_by(holders: &[ConcurrencyHolder], names: Names<'_>) -> String {
    let parts: Vec<String> = holders
        .iter()
        .take(4)
        .map(|holder| {
            let provisioned = match holder.provisioned {
                0 => String::new(),
                some => format!(", beside {} provisioned", number(some)),
            };
            format!("{} ({}{provisioned})", names.function(holder.function), number(holder.on_demand))
        })
        .collect();
    let more = if holders.len() > 4 { format!(", and {} other functions", holders.len() - 4) } else { String::new() };
    format!("It was held by {}{more}.", parts.join(", "))
}

fn shares_told(shares: &TimeBreakdown) -> String {
    let parts = [
        (shares.earlier, "earlier attempts and waits between them"),
        (shares.cold, "the cold start"),
        (shares.re_run_init, "init run again"),
        (shares.handler, "the handler"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(took, _)| took.0 > 0).map(|(took, what)| format!("{} {what}", time(*took))).collect();
    let usual = format!("half of its like take {} in the handler", time(shares.usual_handler));
    let most = match shares.most {
        TimePart::Earlier => "Most of it went into attempts before this one.".to_owned(),
        TimePart::Cold => "Beyond the usual, most of it was the cold start.".to_owned(),
        TimePart::ReRunInit => "Beyond the usual, most of it was init inside Duration.".to_owned(),
        TimePart::LongHandler => format!("The handler took longer than usual: {usual}."),
        TimePart::Calls => format!(
            "More than half of the handler waited for what it called ({}); {usual}.",
            time(shares.waited_for_calls)
        ),
        TimePart::Usual => format!("That is as usual: {usual}."),
    };
    let slow = if shares.cpu_slowdown > 1.05 {
        format!(" At this memory computing takes {} times as long as on one vCPU.", factor(shares.cpu_slowdown))
    } else {
        String::new()
    };
    format!("{}. {most}{slow}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::{Function, Scenario};
    use lambda_sim::trace::{FunctionId, InvocationId};

    fn told(of: &Cause) -> String {
        let named = |name: &str| Function { name: name.to_owned(), ..Function::default() };
        let scenario = Scenario { functions: vec![named("a"), named("b")], ..Scenario::default() };
        cause(of, &[], Names(&scenario)).0.replace('\u{a0}', " ")
    }

    #[test]
    fn a_refusal_tells_who_held_the_limit() {
        let refused =
            Cause::Refused { throttle: 0, reason: ThrottleReason::AccountConcurrency, limit: 15, observed: 15 };
        assert_eq!(told(&refused), "15 of 15 in use: what the account leaves unreserved was full.");
        let holder =
            |function, on_demand| ConcurrencyHolder { function: FunctionId(function), on_demand, provisioned: 0 };
        assert_eq!(told(&Cause::HeldBy(vec![holder(0, 12), holder(1, 3)])), "It was held by a (12), b (3).");
    }

    #[test]
    fn a_retry_tells_what_it_follows_and_how_long_it_waited() {
        let retry = Cause::RetryOf {
            previous: Attempt::Invocation(InvocationId(4)),
            answered: Instant::from_secs(10),
            waited: Micros::from_millis(250),
            attempt: 2,
            first: Instant::from_secs(9),
        };
        assert_eq!(
            told(&retry),
            "It is attempt 2 of its call, which began at 9.00 s. The attempt before failed at 10.00 s; the client then waited 250 ms."
        );
    }

    #[test]
    fn every_rule_that_is_named_exists() {
        for id in ["L1", "L2", "V2", "L14", "L7", "L8", "L9", "C8", "C6", "C4", "L6", "L12", "P5", "L13", "Q8", "M3"] {
            assert!(lambda_sim::rules::find(id).is_some(), "{id}");
        }
        for id in ["C2", "C3", "C5", "C9", "C10", "C15", "N3", "S3", "S4", "P1"] {
            assert!(lambda_sim::rules::find(id).is_some(), "{id}");
        }
    }
}
