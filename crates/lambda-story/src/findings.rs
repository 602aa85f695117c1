//! Words of the findings: the run in a few sentences.

use crate::format::{self, count, share};
use crate::{Names, throttle_reasons};
use lambda_sim::readings::findings::{ColdCause, FindingKind};
use lambda_sim::trace::{Outcome, RejectReason, ThrottleReason};
use lambda_sim::units::Micros;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingText {
    /// What sort it is, in a word or two.
    pub sort: &'static str,
    /// The colour of it: the class of a mark.
    pub class: &'static str,
    /// What happened.
    pub title: String,
    /// More of it.
    pub more: String,
}

fn told(sort: &'static str, class: &'static str, title: String, more: String) -> FindingText {
    FindingText { sort, class, title, more }
}

fn of(part: u64, whole: u64) -> String {
    format!("{} of {}", count(part), count(whole))
}

fn part(part: u64, whole: u64) -> String {
    share(part as f64 / whole.max(1) as f64)
}

fn time(time: Micros) -> String {
    format::time_us(time.0 as f64)
}

/// A finding about a run of what these names are of.
#[must_use]
pub fn finding(what: &FindingKind, names: Names<'_>) -> FindingText {
    let number = |value: u32| count(u64::from(value));
    match what {
        FindingKind::Throttled { function, reason, count: refused, requests, limit, needed } => {
            let name = names.function(*function);
            told(
                "Throttled",
                "bad",
                format!("{} requests of {name} were throttled by {}", of(*refused, *requests), throttle_reasons::name(*reason)),
                match reason {
                    ThrottleReason::ReservedConcurrency if *limit == 0 => throttle_reasons::none_on_demand(names.reserved(*function)),
                    ThrottleReason::AccountConcurrency
                    | ThrottleReason::ReservedConcurrency
                    | ThrottleReason::TenantEnvironments => {
                        format!(
                            "{} at once were allowed on demand; {} were needed at the worst moment.",
                            number(*limit),
                            number(*needed)
                        )
                    }
                    ThrottleReason::ScalingRate => format!(
                        "{} new environments in 10 s are allowed; the climb asked for {}.",
                        number(*limit),
                        number(*needed)
                    ),
                    ThrottleReason::RequestRate
                    | ThrottleReason::FunctionRequestRate
                    | ThrottleReason::ReservedRequestRate
                    | ThrottleReason::DurableStarts
                    | ThrottleReason::DurableExecutions
                    | ThrottleReason::EnvironmentConcurrency => format!("{}/s are allowed; {}/s came at the worst moment.", number(*limit), number(*needed)),
                },
            )
        }
        FindingKind::Rejected { function, reason, count: rejected } => told(
            "Rejected",
            "bad",
            format!("{} requests of {} were turned away", count(*rejected), names.function(*function)),
            rejected_because(*reason).to_owned(),
        ),
        FindingKind::TimedOut { function, count: ended, invocations, timeout, after_init } => told(
            "Timeouts",
            "bad",
            format!("{} invocations of {} timed out", of(*ended, *invocations), names.function(*function)),
            match after_init {
                0 => format!("The timeout is {}; each one is billed in full and resets its environment.", time(*timeout)),
                some => format!(
                    "The timeout is {}. {} had to run init again first, because the timeout before had reset the environment.",
                    time(*timeout),
                    count(*some)
                ),
            },
        ),
        FindingKind::Failed { function, outcome, count: failed, invocations, wrong_handler } => told(
            "Errors",
            "bad",
            format!("{} invocations of {} {}", of(*failed, *invocations), names.function(*function), failed_how(*outcome)),
            match (outcome, wrong_handler) {
                (_, true) => "The package offers another entry point than the handler that is configured.".to_owned(),
                (Outcome::Crash | Outcome::InitError, _) => {
                    "Each of them resets its environment: the next request on it runs init again.".to_owned()
                }
                (
                    Outcome::Completed
                    | Outcome::HandlerError
                    | Outcome::OutOfMemory
                    | Outcome::Timeout
                    | Outcome::Running
                    | Outcome::ResponseTooLarge,
                    _,
                ) => "They are billed like any other.".to_owned(),
            },
        ),
        FindingKind::OutOfMemory { function, count: killed, invocations, memory } => told(
            "Memory",
            "bad",
            format!("{} invocations of {} ran out of memory", of(*killed, *invocations), names.function(*function)),
            format!("{}\u{a0}MB are configured. Each kill resets the environment.", number(memory.0)),
        ),
        FindingKind::Cold { function, count: cold, invocations, median_wait, causes } => told(
            "Cold starts",
            "cold",
            format!(
                "{} invocations of {} started cold ({})",
                of(*cold, *invocations),
                names.function(*function),
                part(*cold, *invocations)
            ),
            format!("Half of them waited {} or more. Why: {}.", time(*median_wait), cold_causes(causes)),
        ),
        FindingKind::Spillover { function, count: spilled, invocations, ready, peak } => told(
            "Spillover",
            "cold",
            format!(
                "{} invocations of {} found no provisioned environment free",
                of(*spilled, *invocations),
                names.function(*function)
            ),
            format!("{} were ready; up to {} requests were in flight.", number(*ready), number(*peak)),
        ),
        FindingKind::IdleProvisioned { function, ready, peak, used_ppm } => told(
            "Cost",
            "cost",
            format!(
                "The provisioned concurrency of {} was {} in use",
                names.function(*function),
                share(f64::from(*used_ppm) / 1e6)
            ),
            format!(
                "{} were ready, {} busy at most. Below about 60 % of use it costs more than on demand.",
                number(*ready),
                number(*peak)
            ),
        ),
        FindingKind::CpuBound { function, memory, slowdown_permille } => told(
            "Memory",
            "cold",
            format!(
                "{}\u{a0}MB give {} too little CPU: computing takes {} times as long as on one vCPU",
                number(memory.0),
                names.function(*function),
                format::factor(f64::from(*slowdown_permille) / 1e3)
            ),
            "CPU grows with memory up to 1,769 MB for one vCPU: more memory may cost no more, since it takes less time."
                .to_owned(),
        ),
        FindingKind::MemoryUnused { function, memory, used } => told(
            "Cost",
            "cost",
            format!(
                "{} uses {} of its {}\u{a0}MB at most",
                names.function(*function),
                number(used.0),
                number(memory.0)
            ),
            "Its work mostly waits, so that less memory would make it hardly slower.".to_owned(),
        ),
        FindingKind::Amplified { source, calls, attempts } => told(
            "Retries",
            "cold",
            format!(
                "Retries of {} made {} requests of {} calls",
                names.source(*source),
                count(*attempts),
                count(*calls)
            ),
            format!(
                "{} attempts a call: retries come back while what refused them is still full.",
                format::factor(*attempts as f64 / (*calls).max(1) as f64)
            ),
        ),
        FindingKind::Backlog { source, waiting, offered, .. } if names.is_durable(*source) => told(
            "Backlog",
            "cold",
            format!("{} executions begun by {} were still under way at the end", of(*waiting, *offered), names.source(*source)),
            "They last as long as their waits and callbacks: a longer run sees more of them end.".to_owned(),
        ),
        FindingKind::Backlog { source, waiting, offered, done } => told(
            "Backlog",
            "bad",
            format!("{} events of {} were still waiting at the end", of(*waiting, *offered), names.source(*source)),
            format!("{} were done in the same time: what comes in is more than what goes out.", count(*done)),
        ),
        FindingKind::Lost { source, dead_lettered, to_destination, expired, dropped, offered } => {
            let lost = dead_lettered + to_destination + expired + dropped;
            let parts = [
                (*dead_lettered, "to the dead-letter queue"),
                (*to_destination, "to the on-failure destination"),
                (*expired, "too old and gone"),
                (*dropped, "given up and gone"),
            ];
            let parts: Vec<String> =
                parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", count(*n))).collect();
            told(
                "Events lost",
                "bad",
                format!("{} events of {} were never processed", of(lost, *offered), names.source(*source)),
                format!("{}.", parts.join(", ")),
            )
        }
        FindingKind::Saturated { service, waited, refused, calls, mean_wait, limit } => {
            let limit = limit.map_or_else(String::new, |limit| format!(" It serves {} at once.", number(limit)));
            told(
                "Downstream",
                "bad",
                match refused {
                    0 => format!("{} calls of {} had to wait for a place", of(*waited, *calls), names.service(*service)),
                    _ => format!("{} refused {} calls", names.service(*service), of(*refused, *calls)),
                },
                match waited {
                    0 => format!("More functions at once than it can serve.{limit}"),
                    _ => format!("{} on average: billed time in which functions only wait.{limit}", time(*mean_wait)),
                },
            )
        }
    }
}

fn cold_causes(causes: &[(ColdCause, u64)]) -> String {
    let parts: Vec<String> = causes
        .iter()
        .map(|(cause, number)| {
            let why = match cause {
                ColdCause::First => "the first of a version",
                ColdCause::AllBusy => "all environments were busy",
                ColdCause::Left => "the last environment had left",
                ColdCause::Dropped => "the runtime had been dropped while idle",
                ColdCause::Reset => "a failure had reset the environment",
                ColdCause::OtherVersion => "environments of another version only",
            };
            format!("{why} ({})", count(*number))
        })
        .collect();
    parts.join(", ")
}

const fn failed_how(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Crash => "crashed",
        Outcome::InitError => "failed in init",
        Outcome::ResponseTooLarge => "returned more than Lambda takes back",
        Outcome::HandlerError | Outcome::Completed | Outcome::OutOfMemory | Outcome::Timeout | Outcome::Running => {
            "returned an error"
        }
    }
}

const fn rejected_because(reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::FunctionPending => "The function was still being made.",
        RejectReason::FunctionInactive => "It had been idle for weeks, and Lambda had reclaimed its resources.",
        RejectReason::PayloadTooLarge => "The request or its answer was larger than its way allows.",
        RejectReason::GatewayRate => {
            "What stands before Lambda let no more in; Lambda's own metrics show nothing of it."
        }
        RejectReason::Recursion => {
            "Lambda stopped a chain of invocations that had gone through the same functions too often."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::{Function, Scenario};
    use lambda_sim::trace::FunctionId;

    fn tell(what: &FindingKind) -> FindingText {
        let function = Function { name: "checkout".to_owned(), ..Function::default() };
        finding(what, Names(&Scenario { functions: vec![function], ..Scenario::default() }))
    }

    const F: FunctionId = FunctionId(0);

    #[test]
    fn a_throttle_tells_its_limit_and_what_was_needed() {
        let reason = ThrottleReason::ReservedConcurrency;
        let told =
            tell(&FindingKind::Throttled { function: F, reason, count: 37, requests: 2_041, limit: 5, needed: 12 });
        assert_eq!(told.title, "37 of 2,041 requests of checkout were throttled by reserved concurrency");
        assert_eq!(told.more, "5 at once were allowed on demand; 12 were needed at the worst moment.");
    }

    #[test]
    fn cold_starts_tell_their_causes_in_order() {
        let causes = vec![(ColdCause::AllBusy, 7), (ColdCause::First, 1)];
        let median_wait = Micros::from_millis(310);
        let told = tell(&FindingKind::Cold { function: F, count: 8, invocations: 100, median_wait, causes });
        let more = told.more.replace('\u{a0}', " ");
        assert_eq!(
            more,
            "Half of them waited 310 ms or more. Why: all environments were busy (7), the first of a version (1)."
        );
    }

    #[test]
    fn what_was_lost_tells_where_it_went() {
        let source = lambda_sim::trace::SourceId(9);
        let lost =
            FindingKind::Lost { source, dead_lettered: 3, to_destination: 0, expired: 0, dropped: 2, offered: 50 };
        let told = tell(&lost);
        assert_eq!(told.title, "5 of 50 events of calls between functions were never processed");
        assert_eq!(told.more, "3 to the dead-letter queue, 2 given up and gone.");
    }
}
