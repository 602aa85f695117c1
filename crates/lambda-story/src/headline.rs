//! The sentence over the results: the most important fact of a run, and the next thing to try.
//!
//! ```text
//!   refused ─► nothing called ─► behind ─► failed ─► spilled, cold ─► calm        the first that applies
//! ```
//! What limits refused is here, the rest in [`not_refused`].

mod not_refused;

use crate::{format, throttle_reasons};
use lambda_sim::readings::{Counts, Overview, Summary};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::ThrottleReason;

/// The sentence, and the one below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What happened.
    pub fact: String,
    /// More about it, and what to try.
    pub next: String,
}

/// The headline of a run.
#[must_use]
pub fn headline(scenario: &Scenario, summary: &Summary, overview: &Overview) -> Headline {
    refused(scenario, summary, overview).unwrap_or_else(|| not_refused::headline(scenario, summary))
}

/// The headline of a run whose worst is what limits refused.
fn refused(scenario: &Scenario, summary: &Summary, overview: &Overview) -> Option<Headline> {
    let total = &summary.total;
    if total.throttles == 0 || total.throttled_share() < failed_share(total) {
        return None;
    }
    let reason = main_reason(total)?;
    let of_all =
        format!("{} of {} requests were throttled", format::count(total.throttles), format::count(total.requests));
    let limit = match reason {
        ThrottleReason::ReservedConcurrency => most(summary, |counts| counts.throttles).and_then(|name| {
            let reserved = scenario.function(name)?.reserved_concurrency?;
            Some(match reserved {
                0 => format!("reserved concurrency 0 of {name}"),
                _ => format!("a reserved limit of {}", format::count(u64::from(reserved))),
            })
        }),
        ThrottleReason::AccountConcurrency => scenario
            .account
            .concurrency_limit()
            .map(|limit| format!("what the account's {} leave unreserved", format::count(u64::from(limit)))),
        ThrottleReason::RequestRate
        | ThrottleReason::FunctionRequestRate
        | ThrottleReason::ScalingRate
        | ThrottleReason::TenantEnvironments
        | ThrottleReason::DurableStarts
        | ThrottleReason::DurableExecutions
        | ThrottleReason::EnvironmentConcurrency
        | ThrottleReason::ReservedRequestRate => None,
    };
    let limit = limit.unwrap_or_else(|| throttle_reasons::name(reason).to_owned());
    let (peak, window) = (peak_rate(overview), window(overview, &overview.throttles));
    let fact = match (peak, window) {
        (Some(peak), Some((from, to))) => {
            let peak = format::quantity(peak.round());
            let (from, to) = (format::moment_us(from), format::moment_us(to));
            format!("Up to {peak} requests/s met {limit}: {of_all}, {from} to {to}.")
        }
        _ => format!("{of_all}: they met {limit}."),
    };
    let next = format!("{} {}", outcome_of(total, waits_for_answers(scenario)), remedy(scenario, reason));
    Some(Headline { fact, next })
}

/// Of what ran, what ended badly.
fn failed_share(total: &Counts) -> f64 {
    (total.errors + total.timeouts) as f64 / total.invocations.max(1) as f64
}

/// What helps. Only clients that wait for an answer can be advised to retry.
fn remedy(scenario: &Scenario, reason: ThrottleReason) -> &'static str {
    if reason == ThrottleReason::ReservedConcurrency && waits_for_answers(scenario) {
        return "Try raising Reserved, shorten the work, or let clients retry with jitter.";
    }
    throttle_reasons::remedy(reason)
}

/// Whether anybody does: a client, rather than a queue, a stream or what hands over events.
fn waits_for_answers(scenario: &Scenario) -> bool {
    scenario.sources.iter().any(|source| source.kind.descriptor().has_clients())
}

/// How calls, or events that nobody waits for, ended that were refused at first.
fn outcome_of(total: &Counts, are_calls: bool) -> String {
    let (one, many, open) =
        if are_calls { ("call", "calls", "had no answer") } else { ("event", "events", "still waited") };
    let failed = total.calls.saturating_sub(total.completed + total.abandoned);
    // A few are always under way when time ends.
    let waiting = if total.abandoned * 100 > total.calls { total.abandoned } else { 0 };
    let missing = match (failed, waiting) {
        (0, 0) => return format!("Every {one} got through in the end."),
        (failed, 0) => format!("{} failed", format::count(failed)),
        (0, waiting) => format!("{} {open} when the run ended", format::count(waiting)),
        (failed, waiting) => {
            format!("{} failed, {} {open} when the run ended", format::count(failed), format::count(waiting))
        }
    };
    if (failed + waiting) * 2 <= total.calls {
        format!("Most {many} got through, some on a retry; {missing}.")
    } else {
        format!("Of {} {many} {missing}.", format::count(total.calls))
    }
}

/// The limit that refused most.
fn main_reason(total: &Counts) -> Option<ThrottleReason> {
    total.throttles_by_reason.iter().max_by_key(|(_, count)| **count).map(|(reason, _)| *reason)
}

/// The function with the most of something.
fn most(summary: &Summary, of: impl Fn(&Counts) -> u64) -> Option<&str> {
    summary.functions.iter().max_by_key(|(_, counts)| of(counts)).map(|(name, _)| name)
}

/// The highest rate of requests over a second (or a step, where that is longer), a second.
fn peak_rate(overview: &Overview) -> Option<f64> {
    let step_s = overview.step_us as f64 / 1e6;
    if step_s <= 0.0 || overview.requests.is_empty() {
        return None;
    }
    let steps = ((1.0 / step_s).round() as usize).clamp(1, overview.requests.len());
    let most = overview.requests.windows(steps).map(|window| window.iter().sum::<u32>()).max()?;
    Some(f64::from(most) / (steps as f64 * step_s))
}

/// From the first step in which something happened to the end of the last, in µs.
#[must_use]
pub fn window(overview: &Overview, happened: &[u32]) -> Option<(f64, f64)> {
    let first = happened.iter().position(|count| *count > 0)?;
    let last = happened.iter().rposition(|count| *count > 0)?;
    let step = overview.step_us as f64;
    Some((first as f64 * step, (last + 1) as f64 * step))
}

#[cfg(test)]
mod tests;
