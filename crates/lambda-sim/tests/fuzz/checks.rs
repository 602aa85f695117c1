//! What must hold of any text and of any scenario. Shared by the bounded tests (`main.rs`), the random scenarios of the engine's
//! tests and the targets of `fuzz/`.
#![allow(dead_code, reason = "each user needs a part")]

use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::{Summary, source_counts, statuses};
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::{CallId, InvocationId, InvocationRow, Outcome, SourceId, SourceRole, Trace};
use lambda_sim::units::Instant;
use std::collections::BTreeMap;

/// Reads bytes as a scenario: it never panics, names at least one problem where it fails, and what it has read is valid and
/// reads back equal. Returns what was read.
pub fn read(bytes: &[u8]) -> Option<Scenario> {
    let text = std::str::from_utf8(bytes).ok()?;
    match Scenario::read(text) {
        Ok(scenario) => {
            assert!(scenario.validate().is_ok());
            let written = scenario.to_json();
            assert_eq!(Scenario::read(&written).as_ref(), Ok(&scenario), "{written}");
            Some(scenario)
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            assert!(problems.iter().all(|problem| !problem.to_string().is_empty()));
            None
        }
    }
}

/// Runs a valid scenario to its end, unless that takes more events than `most`: the books balance, and a run in other slices
/// is the same one. Returns whether the end was reached.
pub fn run(scenario: &Scenario, most: u32) -> bool {
    let Some(trace) = in_slices(scenario, 1_000, most) else { return false };
    books_balance(scenario, &trace);
    let again = in_slices(scenario, 331, most + 1_000).expect("as many events as before");
    assert_eq!(again.hash(), trace.hash());
    true
}

/// A run in slices of so many events; none if it takes more than `most`: functions that call each other in circles can multiply.
pub fn in_slices(scenario: &Scenario, slice: u32, most: u32) -> Option<Trace> {
    let mut simulator = Simulator::new(scenario, scenario.seed);
    for _ in 0..most.div_ceil(slice) {
        if simulator.run_slice(slice).expect("few events are within the limits") == Progress::Done {
            return Some(simulator.into_trace());
        }
    }
    None
}

/// What must hold of a whole run, whatever happened in it.
pub fn books_balance(scenario: &Scenario, trace: &Trace) {
    // Every invocation has ended, and nothing that ended did so before it began.
    for invocation in trace.invocations_with_starts() {
        assert_ne!(invocation.row.flags.outcome(), Outcome::Running);
        assert!(invocation.end() >= invocation.row.arrival);
    }
    // No environment serves two at once; one on Managed Instances no more than its places.
    let places = |row: &InvocationRow| trace.pools[row.pool.index()].managed.map_or(1, |managed| managed.places);
    let mut levels: BTreeMap<(u32, u32), Vec<(Instant, i8)>> = BTreeMap::new();
    for invocation in trace.invocations_with_starts().filter(|invocation| places(&invocation.row) > 1) {
        let changes = levels.entry((invocation.row.environment.0, places(&invocation.row))).or_default();
        changes.extend([(invocation.row.arrival, 1), (invocation.released(), -1)]);
    }
    for ((environment, most), mut changes) in levels {
        changes.sort_unstable();
        let mut level = 0;
        for (_, change) in changes {
            level += i64::from(change);
            assert!(level <= i64::from(most), "{environment}");
        }
    }
    let mut stretches: Vec<(u32, Instant, Instant)> = trace
        .invocations_with_starts()
        .filter(|invocation| places(&invocation.row) == 1)
        .map(|invocation| (invocation.row.environment.0, invocation.row.arrival, invocation.end()))
        .collect();
    stretches.sort_unstable();
    for pair in stretches.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?}");
    }
    // Everything offered has ended in one way, or waits.
    for (head, counts) in trace.sources.iter().zip(source_counts(trace)) {
        let given_up = counts.dead_lettered + counts.to_destination + counts.expired + counts.dropped;
        let ended = counts.succeeded + given_up + counts.filtered;
        assert_eq!(counts.offered, ended + counts.waiting, "{}: {counts:?}", head.name);
    }
    // Who was told something else was told it while the invocation ran, or as it ended.
    for row in trace.lost_answers.iter() {
        let invocation = trace.invocation(row.invocation).expect("it ran");
        assert!(row.at > invocation.row.arrival && row.at <= invocation.end());
    }
    // Every attempt through a door was answered once.
    for (name, statuses) in statuses(trace).iter() {
        let source = trace.sources.iter().position(|head| head.name == name).expect("a source");
        let ours = |at: Instant, id: SourceId| at >= Instant::ZERO && id.index() == source;
        let attempts = trace.invocations.iter().filter(|row| ours(row.arrival, row.source)).count()
            + trace.throttles.iter().filter(|row| ours(row.at, row.source)).count()
            + trace.rejections.iter().filter(|row| ours(row.at, row.source)).count();
        assert_eq!(statuses.iter().map(|(_, count)| *count).sum::<u64>(), attempts as u64);
    }
    // What an invocation calls does not begin before it, and if it waits for the answer, not after it has ended. What a durable
    // execution invokes is called when the invocation has ended.
    let parents: BTreeMap<CallId, InvocationId> = trace.links.iter().map(|link| (link.call, link.parent)).collect();
    for row in trace.invocations.iter() {
        let Some(parent) = parents.get(&row.call) else { continue };
        let parent = trace.invocation(*parent).expect("a parent");
        assert!(parent.row.arrival <= row.arrival, "{parent:?} {row:?}");
        let is_durable = trace.pools[parent.row.pool.index()].retention_days > 0;
        let waits = trace.sources[row.source.index()].role == SourceRole::Client && !is_durable;
        assert!(!is_durable || parent.end() <= row.arrival, "{parent:?} {row:?}");
        assert!(!waits || row.arrival <= parent.end(), "{parent:?} {row:?}");
    }
    // The summary is made of the same numbers.
    let summary = Summary::of(trace, scenario, scenario.seed, &PriceBook::current()).expect("a Region");
    let total = &summary.total;
    assert_eq!(total.requests, total.invocations + total.throttles);
    assert_eq!(total.invocations, total.completed + total.errors + total.timeouts);
    assert_eq!(total.invocations, total.starts.full_cold + total.starts.partial_cold + total.starts.warm);
    assert!(summary.cost_usd.total.is_finite() && summary.cost_usd.total >= 0.0);
}
