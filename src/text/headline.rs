//! The sentence over the results: the most important fact of a run, and the next thing to try.
//!
//! ```text
//!   nothing called ─► refused ─► behind ─► failed ─► spilled, cold ─► calm        the first that holds is told
//! ```

use super::limits;
use crate::ui::format;
use crate::worker::protocol::{Overview, Results};
use lambda_sim::readings::{Counts, SourceCounts, Summary};
use lambda_sim::scenario::{Scenario, Source, SourceKind};
use lambda_sim::trace::ThrottleReason;

/// Failures and cold starts below these shares are no news.
const NOTABLE_FAILURES: f64 = 0.002;
const NOTABLE_COLD: f64 = 0.002;

/// Events that wait at the end: fewer are under way in any run.
const NOTABLE_WAITING: f64 = 0.02;

/// The sentence, and the one below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What happened.
    pub fact: String,
    /// More about it, and what to try.
    pub next: String,
}

/// The headline of a run of `scenario`.
pub fn headline(scenario: &Scenario, results: &Results) -> Headline {
    let total = &results.summary.total;
    let failures = total.errors + total.timeouts;
    let failed_share = failures as f64 / total.invocations.max(1) as f64;
    if total.requests == 0 {
        nothing(scenario)
    } else if total.throttles > 0 && total.throttled_share() >= failed_share {
        refused(scenario, results)
    } else if let Some((source, counts)) = most_behind(scenario, &results.summary)
        && waiting_share(counts) >= 2.0 * failed_share
    {
        behind(scenario, source, counts, total)
    } else if failed_share >= NOTABLE_FAILURES {
        failed(scenario, &results.summary)
    } else if total.cold_share() >= NOTABLE_COLD {
        cold(total)
    } else {
        calm(total)
    }
}

fn nothing(scenario: &Scenario) -> Headline {
    let next = if scenario.sources.is_empty() {
        "Add a source under Traffic and sources."
    } else {
        "Raise the rate of a source, or let the run take longer."
    };
    Headline { fact: "Nobody called: no request reached Lambda.".to_owned(), next: next.to_owned() }
}

fn refused(scenario: &Scenario, results: &Results) -> Headline {
    let summary = &results.summary;
    let total = &summary.total;
    let reason = main_reason(total);
    let of_all =
        format!("{} of {} requests were throttled", format::count(total.throttles), format::count(total.requests));
    let limit = match reason {
        "reserved_concurrency" => most(summary, |counts| counts.throttles).and_then(|name| {
            let reserved = scenario.function(name)?.reserved_concurrency?;
            Some(match reserved {
                0 => format!("reserved concurrency 0 of {name}"),
                _ => format!("a reserved limit of {}", format::count(u64::from(reserved))),
            })
        }),
        "account_concurrency" => scenario
            .account
            .concurrency_limit()
            .map(|limit| format!("what the account's {} leave unreserved", format::count(u64::from(limit)))),
        _ => None,
    };
    let limit = limit.unwrap_or_else(|| limits::name_of(reason).to_owned());
    let (peak, window) = (peak_rate(&results.overview), window(&results.overview, &results.overview.throttles));
    let fact = match (peak, window) {
        (Some(peak), Some((from, to))) => {
            let peak = format::quantity(peak.round());
            let (from, to) = (format::moment_us(from), format::moment_us(to));
            format!("Up to {peak} requests/s met {limit}: {of_all}, {from} to {to}.")
        }
        _ => format!("{of_all}: they met {limit}."),
    };
    Headline { fact, next: format!("{} {}", outcome_of(total, waits_for_answers(scenario)), remedy(scenario, reason)) }
}

/// What helps; nobody can be told to try again who waits for no answer.
fn remedy(scenario: &Scenario, reason: &str) -> &'static str {
    match limits::called(reason) {
        Some(ThrottleReason::ReservedConcurrency) if !waits_for_answers(scenario) => {
            "Try raising Reserved, or shorten the work; what was refused comes again by itself."
        }
        reason => reason.map_or(limits::LOOK, limits::remedy),
    }
}

/// Whether anybody does: a client, rather than a queue, a stream or what hands over events.
fn waits_for_answers(scenario: &Scenario) -> bool {
    scenario.sources.iter().any(|source| matches!(source.kind, SourceKind::Sync(_)))
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

/// The source with the largest share of its events still waiting at the end, if that is worth telling.
fn most_behind<'a>(scenario: &'a Scenario, summary: &'a Summary) -> Option<(&'a Source, &'a SourceCounts)> {
    let events = scenario.sources.iter().filter(|source| !matches!(source.kind, SourceKind::Sync(_)));
    let counted = events.filter_map(|source| Some((source, summary.sources.get(&source.name)?)));
    let notable = counted.filter(|(_, counts)| waiting_share(counts) >= NOTABLE_WAITING);
    notable.max_by(|(_, one), (_, other)| waiting_share(one).total_cmp(&waiting_share(other)))
}

fn waiting_share(counts: &SourceCounts) -> f64 {
    counts.waiting as f64 / counts.offered.max(1) as f64
}

fn behind(scenario: &Scenario, source: &Source, counts: &SourceCounts, total: &Counts) -> Headline {
    let part = format!("{} of {}", format::count(counts.waiting), format::count(counts.offered));
    if scenario.function(&source.function).is_some_and(|function| function.durable.is_some()) {
        return Headline {
            fact: format!("{part} executions of {} were still under way when the run ended.", source.function),
            next: "They last as long as their waits and callbacks: let the run take longer to see them end.".to_owned(),
        };
    }
    let next = match &source.kind {
        SourceKind::Kinesis(_) | SourceKind::Dynamodb(_) if total.errors + total.timeouts > 0 => {
            "A batch that fails is tried again and holds up its shard: bisect it, try it fewer times, or report what failed."
        }
        SourceKind::Sqs(sqs) if sqs.maximum_concurrency.is_some() => {
            "Try raising its maximum concurrency or its batch size, or shorten the work."
        }
        _ => "Let more of them run at once, or shorten the work.",
    };
    Headline {
        fact: format!("{part} events of {} were still waiting when the run ended.", source.name),
        next: next.to_owned(),
    }
}

fn failed(scenario: &Scenario, summary: &Summary) -> Headline {
    let total = &summary.total;
    let wrong_handler = scenario.functions.iter().find(|function| !function.has_its_handler());
    if let Some(function) = wrong_handler
        && total.errors > total.timeouts
    {
        return Headline {
            fact: format!("Every init of {} fails: its package offers another entry point.", function.name),
            next: "Set Handler to what the package offers, under Package.".to_owned(),
        };
    }
    if total.timeouts >= total.errors {
        let name = most(summary, |counts| counts.timeouts).unwrap_or_default();
        let timeout = scenario.function(name).map_or(0, |function| function.timeout_s);
        return Headline {
            fact: format!(
                "{} of {} invocations ran into the timeout of {}.",
                format::count(total.timeouts),
                format::count(total.invocations),
                format::seconds(f64::from(timeout))
            ),
            next: format!(
                "Raise the timeout of {name}, give it more memory, or shorten its work: each timeout resets an environment."
            ),
        };
    }
    let name = most(summary, |counts| counts.errors).unwrap_or_default();
    let has_versions = scenario.function(name).is_some_and(|function| !function.versions.is_empty());
    let in_one = summary.functions.get(name).map_or(0, |counts| counts.errors);
    let share = if in_one == total.errors { "all" } else { "most" };
    // Of one function there is nothing to tell apart.
    let place = if scenario.functions.len() > 1 { format!(", {share} of them in {name}") } else { String::new() };
    Headline {
        fact: format!(
            "{} of {} invocations ended in an error{place}.",
            format::count(total.errors),
            format::count(total.invocations)
        ),
        next: if has_versions {
            format!("The Versions tab tells which version of {name} they came from.")
        } else {
            format!(
                "Look at the error and crash rates of {name} and at its memory; a crash makes the next request run init again."
            )
        },
    }
}

fn cold(total: &Counts) -> Headline {
    let cold = total.starts.full_cold + total.starts.partial_cold;
    if total.spillover > cold {
        return Headline {
            fact: format!(
                "{} of {} invocations found no provisioned environment free; {} started cold.",
                format::count(total.spillover),
                format::count(total.invocations),
                format::count(cold)
            ),
            next: "Try more provisioned concurrency, or let it scale out earlier.".to_owned(),
        };
    }
    let fact = format!(
        "{} of {} invocations started cold ({}); {}.",
        format::count(cold),
        format::count(total.invocations),
        format::share(total.cold_share()),
        match total.throttles {
            0 => "no request was refused".to_owned(),
            1 => "1 request was refused".to_owned(),
            throttles => format!("{} requests were refused", format::count(throttles)),
        }
    );
    let init = total.init_ms.p50.map(|p50| format!("Half of their inits took over {}. ", format::ms(p50)));
    Headline {
        fact,
        next: format!(
            "{}Try provisioned concurrency, a smaller package, or another runtime.",
            init.unwrap_or_default()
        ),
    }
}

fn calm(total: &Counts) -> Headline {
    let served = match total.errors + total.timeouts + total.throttles {
        0 => "all served".to_owned(),
        failed => format!("all but {} served", format::count(failed)),
    };
    let fact = match (total.latency_ms.p50, total.latency_ms.p99) {
        (Some(p50), Some(p99)) => format!(
            "{} requests, {served}: half within {}, 99 of 100 within {}.",
            format::count(total.requests),
            format::ms(p50),
            format::ms(p99)
        ),
        _ => format!("{} requests, {served}.", format::count(total.requests)),
    };
    Headline { fact, next: "Try more traffic, less memory, or a reserved limit, and see what gives first.".to_owned() }
}

/// The limit that refused most.
pub fn main_reason(total: &Counts) -> &str {
    total.throttles_by_reason.iter().max_by_key(|(_, count)| **count).map_or("", |(reason, _)| reason)
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
pub fn window(overview: &Overview, happened: &[u32]) -> Option<(f64, f64)> {
    let first = happened.iter().position(|count| *count > 0)?;
    let last = happened.iter().rposition(|count| *count > 0)?;
    let step = overview.step_us as f64;
    Some((first as f64 * step, (last + 1) as f64 * step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::pricing::PriceBook;
    use lambda_sim::readings::Named;
    use lambda_sim::scenario::Function;
    use lambda_sim::simulator::Simulator;

    fn scenario() -> Scenario {
        Scenario {
            functions: vec![Function {
                name: "checkout".to_owned(),
                reserved_concurrency: Some(24),
                ..Function::default()
            }],
            ..Scenario::default()
        }
    }

    fn results(total: Counts) -> Results {
        let functions = Named::from_iter([("checkout".to_owned(), total.clone())]);
        Results {
            summary: Summary {
                name: String::new(),
                seed: 1,
                duration_s: 60.0,
                total,
                functions,
                cost_usd: Default::default(),
                sources: Named::default(),
                statuses: Default::default(),
                trace_hash: String::new(),
            },
            bill: Default::default(),
            overview: Overview {
                step_us: 1_000_000,
                requests: vec![10, 119, 40],
                throttles: vec![0, 80, 0],
                ..Overview::default()
            },
            lanes: Default::default(),
            engine_ms: 0.0,
            readings_ms: 0.0,
        }
    }

    #[test]
    fn throttles_name_their_limit_and_when() {
        let total = Counts {
            calls: 2_041,
            requests: 2_121,
            invocations: 2_041,
            completed: 2_041,
            throttles: 80,
            throttles_by_reason: Named::from_iter([("reserved_concurrency".to_owned(), 80)]),
            ..Counts::default()
        };
        let headline = headline(&scenario(), &results(total));
        assert_eq!(
            headline.fact.replace('\u{a0}', " "),
            "Up to 119 requests/s met a reserved limit of 24: 80 of 2,121 requests were throttled, 1.00 s to 2.00 s."
        );
        assert!(headline.next.starts_with("Every call got through in the end."), "{}", headline.next);
    }

    #[test]
    fn timeouts_come_before_cold_starts() {
        let mut total = Counts { requests: 100, invocations: 100, completed: 90, timeouts: 10, ..Counts::default() };
        total.starts.full_cold = 20;
        let headline = headline(&scenario(), &results(total));
        assert!(headline.fact.starts_with("10 of 100 invocations ran into the timeout of 3"), "{}", headline.fact);
    }

    #[test]
    fn a_wrong_handler_is_named_as_the_cause() {
        let mut scenario = scenario();
        scenario.functions[0].package.entry_point = Some("app.main".to_owned());
        let total = Counts { requests: 10, invocations: 10, errors: 10, ..Counts::default() };
        assert!(headline(&scenario, &results(total)).fact.contains("Every init of checkout fails"));
    }

    #[test]
    fn what_was_not_answered_is_no_success() {
        let of = |calls, completed, abandoned| {
            outcome_of(&Counts { calls, completed, abandoned, throttles: 9_000, ..Counts::default() }, true)
        };
        assert_eq!(of(2_000, 1_990, 10), "Every call got through in the end.");
        assert_eq!(of(2_000, 1_980, 10), "Most calls got through, some on a retry; 10 failed.");
        assert_eq!(of(2_000, 619, 1_371), "Of 2,000 calls 10 failed, 1,371 had no answer when the run ended.");
        assert_eq!(of(2_000, 600, 1_400), "Of 2,000 calls 1,400 had no answer when the run ended.");
    }

    /// The headline of an example, as it is opened.
    fn of_example(document: &str) -> Headline {
        let scenario = Scenario::read(document).expect("an example");
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
        let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known region");
        headline(&scenario, &Results { summary, ..results(Counts::default()) })
    }

    #[test]
    fn who_waits_for_no_answer_is_not_told_to_retry() {
        let told = of_example(include_str!("../../static/scenarios/async-burst.json"));
        assert!(told.fact.contains("requests were throttled"), "{}", told.fact);
        assert!(
            told.next.contains("events") && !told.next.contains("client") && !told.next.contains("call"),
            "{}",
            told.next
        );
    }

    #[test]
    fn what_is_left_waiting_is_told_before_errors_and_cold_starts() {
        for (document, fact, next) in [
            (include_str!("../../static/scenarios/poison-record.json"), "events of clicks were still waiting", "shard"),
            (
                include_str!("../../static/scenarios/queue-behind.json"),
                "events of orders were still waiting",
                "maximum",
            ),
            (
                include_str!("../../static/scenarios/durable-order.json"),
                "executions of order were still under way",
                "waits",
            ),
        ] {
            let told = of_example(document);
            assert!(told.fact.contains(fact) && told.next.contains(next), "{told:?}");
        }
    }

    #[test]
    fn a_release_points_at_its_versions_and_spillover_at_what_is_provisioned() {
        let told = of_example(include_str!("../../static/scenarios/canary-rollback.json"));
        assert_eq!(told.next, "The Versions tab tells which version of checkout they came from.");
        let told = of_example(include_str!("../../static/scenarios/target-tracking.json"));
        assert!(told.fact.contains("found no provisioned environment free"), "{told:?}");
    }

    #[test]
    fn few_failures_are_no_headline_and_not_hidden() {
        let total = Counts { requests: 10_000, invocations: 10_000, completed: 9_999, errors: 1, ..Counts::default() };
        assert_eq!(headline(&scenario(), &results(total)).fact, "10,000 requests, all but 1 served.");
    }

    #[test]
    fn errors_of_the_only_function_need_no_place() {
        let total = Counts { requests: 100, invocations: 100, completed: 90, errors: 10, ..Counts::default() };
        let told = headline(&scenario(), &results(total));
        assert_eq!(told.fact, "10 of 100 invocations ended in an error.");
        assert!(told.next.starts_with("Look at the error and crash rates of checkout"), "{}", told.next);
    }

    #[test]
    fn a_calm_run_tells_its_latency() {
        let mut total = Counts { requests: 10, invocations: 10, completed: 10, ..Counts::default() };
        total.latency_ms.p50 = Some(80.0);
        total.latency_ms.p99 = Some(400.0);
        let fact = headline(&scenario(), &results(total)).fact.replace('\u{a0}', " ");
        assert_eq!(fact, "10 requests, all served: half within 80 ms, 99 of 100 within 400 ms.");
    }

    #[test]
    fn without_calls_there_is_something_to_do() {
        assert_eq!(headline(&scenario(), &results(Counts::default())).next, "Add a source under Traffic and sources.");
    }
}
