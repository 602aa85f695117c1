//! Headlines of runs in which limits are not the worst: nothing called, fell behind, failed, started cold, or nothing wrong.

use super::{Headline, failed_share, most};
use crate::format;
use lambda_sim::readings::{Counts, SourceCounts, Summary};
use lambda_sim::scenario::{Scenario, Source};

/// Failures and cold starts below these shares are no news.
const NOTABLE_FAILURES: f64 = 0.002;
const NOTABLE_COLD: f64 = 0.002;

/// Events that wait at the end: fewer are under way in any run.
const NOTABLE_WAITING: f64 = 0.02;

/// The headline of a run whose worst is not that limits refused something.
#[must_use]
pub fn headline(scenario: &Scenario, summary: &Summary) -> Headline {
    let total = &summary.total;
    let failed_share = failed_share(total);
    if total.requests == 0 {
        nothing(scenario)
    } else if let Some((source, counts)) = most_behind(scenario, summary)
        && waiting_share(counts) >= 2.0 * failed_share
    {
        behind(scenario, source, counts, total)
    } else if failed_share >= NOTABLE_FAILURES {
        failed(scenario, summary)
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

/// The source with the largest share of its events still waiting at the end, if that is worth telling.
fn most_behind<'a>(scenario: &'a Scenario, summary: &'a Summary) -> Option<(&'a Source, &'a SourceCounts)> {
    let events = scenario.sources.iter().filter(|source| !source.kind.descriptor().has_clients());
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
    let reads_stream = source.kind.descriptor().reads_stream();
    let is_limited = source.kind.maximum_concurrency().is_some();
    let next = if reads_stream && total.errors + total.timeouts > 0 {
        "A batch that fails is tried again and holds up its shard: bisect it, try it fewer times, or report what failed."
    } else if is_limited {
        "Try raising its maximum concurrency or its batch size, or shorten the work."
    } else {
        "Let more of them run at once, or shorten the work."
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
    // With one function there is nothing to distinguish.
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
