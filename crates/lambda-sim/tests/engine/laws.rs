//! Laws that hold for every valid scenario, tried on random ones.

use super::run;
use lambda_sim::distribution::Distribution;
use lambda_sim::pricing::{LineItem, PriceBook};
use lambda_sim::readings::{BillView, Counts, Latency, Summary, call_latencies, environment_counts, month_bill, usage};
use lambda_sim::scenario::{
    EnvironmentChoice, Function, Jitter, KeepAlive, Override, Package, Phases, Qualifier, Retry, RetryOn, Scenario,
    Source, Traffic, TrafficList, Work,
};
use lambda_sim::trace::{FunctionId, SettingKind, State, Trace};
use lambda_sim::units::{Instant, MbMillis, Micros};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn distribution(most: f64) -> impl Strategy<Value = Distribution> {
    prop_oneof![
        (0.0..most).prop_map(Distribution::Constant),
        (0.0..most / 4.0).prop_map(|mean| Distribution::Exponential { mean }),
        (1.0..most / 4.0, 1.0..4.0_f64).prop_map(|(p50, spread)| Distribution::lognormal(p50, p50 * spread)),
        (0.0..most / 2.0, 0.0..most / 2.0).prop_map(|(min, width)| Distribution::Uniform { min, max: min + width }),
    ]
}

fn age() -> impl Strategy<Value = Distribution> {
    prop_oneof![
        (1.0..60.0).prop_map(Distribution::Constant),
        (1.0..15.0).prop_map(|mean| Distribution::Exponential { mean }),
        (1.0..30.0, 0.0..30.0).prop_map(|(min, width)| Distribution::Uniform { min, max: min + width }),
    ]
}

fn setting<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Override<T>> {
    prop_oneof![Just(Override::Default), Just(Override::Off), value.prop_map(Override::Value)]
}

fn function() -> impl Strategy<Value = Function> {
    let package = (any::<bool>(), 0.0..200.0_f64, 0.0..1.0_f64);
    let phases = (prop::option::of(distribution(2_000.0)), prop::option::of(distribution(14_000.0)), 0.0..0.3_f64);
    let work = (distribution(4_000.0), 0.0..1.0_f64, prop::option::of(distribution(400.0)), 0.0..0.3_f64, 0.0..0.2_f64);
    let keep = (setting(distribution(20.0)), setting(distribution(20.0)), setting(age()));
    let limits = (prop::option::of(0_u32..30), prop::option::of(0_u32..12), any::<bool>());
    (package, phases, work, keep, limits, 128_u32..4_000, 1_u32..6, 0_usize..4).prop_map(
        |(package, phases, work, keep, limits, memory_mb, timeout_s, choice)| {
            let reserved = limits.0;
            let provisioned =
                limits.1.map(|provisioned| reserved.map_or(provisioned, |reserved| provisioned.min(reserved)));
            Function {
                memory_mb,
                timeout_s,
                package: Package {
                    size_mb: package.1,
                    imported_share: package.2,
                    entry_point: package.0.then(|| "index.handler".to_owned()),
                    ..Package::default()
                },
                phases: Phases {
                    start_ms: phases.0,
                    init_ms: phases.1,
                    init_error_rate: phases.2,
                    ..Phases::default()
                },
                work: Work {
                    duration_ms: work.0,
                    cpu_share: work.1,
                    memory_used_mb: work.2,
                    error_rate: work.3,
                    crash_rate: work.4,
                    ..Work::default()
                },
                keep_alive: KeepAlive { initialized_s: keep.0, sandbox_s: keep.1, max_age_s: keep.2 },
                environment_choice: EnvironmentChoice::ALL[choice],
                reserved_concurrency: reserved,
                provisioned_concurrency: provisioned,
                provisioned_start: if limits.2 {
                    lambda_sim::scenario::ProvisionedStart::Ready
                } else {
                    lambda_sim::scenario::ProvisionedStart::Allocate
                },
                ..Function::default()
            }
        },
    )
}

fn traffic() -> impl Strategy<Value = Traffic> {
    prop_oneof![
        (0.0..40.0).prop_map(|rps| Traffic::Constant { rps }),
        (0.0..40.0).prop_map(|rps| Traffic::Poisson { rps }),
        (0.0..30.0, 0.0..60.0, 1.0..50.0).prop_map(|(from_rps, to_rps, over_s)| Traffic::Ramp {
            from_rps,
            to_rps,
            over_s
        }),
        (0.0..5.0, 0.0..200.0, 0.0..30.0, 0.0..4.0).prop_map(|(base_rps, peak_rps, at_s, for_s)| Traffic::Spike {
            base_rps,
            peak_rps,
            at_s,
            for_s
        }),
        (1.0..20.0, 0.0..1.0, 1.0..40.0).prop_map(|(mean_rps, amplitude, period_s)| Traffic::Wave {
            mean_rps,
            amplitude,
            period_s
        }),
        (1_u32..60, 1.0..20.0).prop_map(|(size, every_s)| Traffic::Bursts { size, every_s }),
    ]
}

fn retry() -> impl Strategy<Value = Retry> {
    prop_oneof![
        Just(Retry::None),
        (0.0..500.0, 1_u32..6).prop_map(|(delay_ms, max_attempts)| Retry::Fixed { delay_ms, max_attempts }),
        (0.0..500.0, 1_u32..6, 0_usize..4).prop_map(|(base_ms, max_attempts, jitter)| Retry::Exponential {
            base_ms,
            max_delay_ms: 2_000.0,
            max_attempts,
            jitter: Jitter::ALL[jitter],
        }),
    ]
}

pub(super) fn scenario() -> impl Strategy<Value = Scenario> {
    let source = (0_usize..3, prop::collection::vec(traffic(), 1..3), retry(), any::<(bool, bool)>(), 0_u8..3);
    let account =
        (setting(120_u32..400), setting(1_u32..60), setting(1_u32..300), any::<bool>(), prop::option::of(0.0..8.0_f64));
    let parts = (prop::collection::vec(function(), 1..4), prop::collection::vec(source, 0..4), account);
    (parts, 1_u64..1 << 53, 5.0..40.0_f64, prop_oneof![Just(0.0), 1.0..20.0_f64]).prop_map(
        |((mut functions, sources, account), seed, duration_s, warm_up_s)| {
            for (index, function) in functions.iter_mut().enumerate() {
                function.name = format!("f{index}");
            }
            let limit = match account.0 {
                // What is reserved must leave 100 of the account.
                Override::Value(limit) => Override::Value(limit.max(200)),
                other => other,
            };
            let sources =
                sources.into_iter().enumerate().map(|(index, (target, parts, retry, on, qualifier))| Source {
                    name: format!("s{index}"),
                    function: functions[target % functions.len()].name.clone(),
                    traffic: TrafficList(parts),
                    retry,
                    retry_on: [on.0.then_some(RetryOn::Error), on.1.then_some(RetryOn::Timeout)]
                        .into_iter()
                        .flatten()
                        .collect(),
                    qualifier: [None, Some(Qualifier::Latest), Some(Qualifier::Live)][usize::from(qualifier)],
                    ..Source::default()
                });
            let mut scenario =
                Scenario { name: "random".to_owned(), seed, duration_s, warm_up_s, ..Scenario::default() };
            scenario.sources = sources.collect();
            scenario.functions = functions;
            scenario.account.concurrency_limit = limit;
            scenario.account.scaling_per_10s = account.1;
            scenario.account.requests_per_second = account.2;
            scenario.account.free_tier = account.3;
            // Short enough for allocations inside the run.
            scenario.assumptions =
                account.4.map(|seconds| ("provisioned_preparation_s".to_owned(), seconds)).into_iter().collect();
            scenario
        },
    )
}

/// The busy stretches of every environment, in order.
fn busy_stretches(trace: &Trace) -> BTreeMap<u32, Vec<(Instant, Instant)>> {
    let mut stretches: BTreeMap<u32, Vec<(Instant, Instant)>> = BTreeMap::new();
    for invocation in trace.invocations_with_starts() {
        stretches.entry(invocation.row.environment.0).or_default().push((invocation.row.arrival, invocation.end()));
    }
    stretches
}

/// Requests in flight after each start, by a sweep that knows nothing of the engine: (time, of the function, of the pool).
fn sweep(trace: &Trace, mut belongs: impl FnMut(&lambda_sim::trace::InvocationRow) -> bool) -> Vec<(Instant, i64)> {
    let mut events: Vec<(Instant, i8)> = Vec::new();
    for invocation in trace.invocations_with_starts() {
        if belongs(&invocation.row) {
            events.push((invocation.row.arrival, 1));
            events.push((invocation.end(), -1));
        }
    }
    events.sort_unstable();
    let mut level = 0;
    events
        .into_iter()
        .map(|(at, by)| {
            level += i64::from(by);
            (at, level)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold(scenario in scenario()) {
        let trace = run(&scenario);
        let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known Region");
        let total = &summary.total;

        // Every request ends in exactly one way, and the parts add up.
        prop_assert_eq!(total.requests, total.invocations + total.throttles + total.rejected);
        prop_assert_eq!(total.invocations, total.completed + total.errors + total.timeouts);
        prop_assert_eq!(total.invocations, total.starts.full_cold + total.starts.partial_cold + total.starts.warm);
        prop_assert_eq!(total.throttles, total.throttles_by_reason.values().sum::<u64>());
        for pick in [
            |c: &Counts| c.environments.created,
            |c: &Counts| c.spillover,
            |c: &Counts| c.starts.full_cold,
            |c: &Counts| c.requests, |c: &Counts| c.calls, |c: &Counts| c.abandoned, |c: &Counts| c.invocations] {
            prop_assert_eq!(pick(total), summary.functions.iter().map(|(_, counts)| pick(counts)).sum::<u64>());
        }

        // No environment serves two invocations at once, and none serves before it is created or after it is gone.
        for (environment, stretches) in busy_stretches(&trace) {
            for pair in stretches.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0, "environment {} overlaps", environment);
            }
            let created = trace.environments.get(environment as usize).expect("a row").created;
            prop_assert!(created <= stretches[0].0);
        }
        let mut gone = BTreeMap::new();
        for row in trace.transitions.iter() {
            prop_assert!(!gone.contains_key(&row.environment), "a gone environment changed");
            if row.state == State::Gone {
                gone.insert(row.environment, row.at);
            }
        }
        for invocation in trace.invocations_with_starts() {
            if let Some(&at) = gone.get(&invocation.row.environment) {
                prop_assert!(invocation.end() <= at);
            }
        }

        // Concurrency never exceeds its limits: reserved less ready provisioned, the pool, the provisioned that are ready.
        let mut unreserved = vec![true; scenario.functions.len()];
        for (index, function) in scenario.functions.iter().enumerate() {
            let id = FunctionId(index as u16);
            let of = |row: &lambda_sim::trace::InvocationRow| trace.pools[row.pool.index()].function == id;
            let counts = &summary.functions[&function.name];
            prop_assert_eq!(&Counts::of(&trace, Some(id)), counts);
            if scenario.warm_up_s == 0.0 {
                let peak = sweep(&trace, of).into_iter().map(|(_, level)| level).max().unwrap_or(0);
                prop_assert_eq!(peak, i64::from(counts.concurrency.peak));
            }
            if let Some(reserved) = function.reserved_concurrency {
                unreserved[index] = false;
                for (_, level) in sweep(&trace, of) {
                    prop_assert!(level <= i64::from(reserved));
                }
            }
            let ready = trace
                .settings
                .iter()
                .filter(|row| row.kind == SettingKind::ProvisionedReady && row.function == id)
                .map(|row| row.value)
                .max()
                .unwrap_or(0);
            for (_, level) in sweep(&trace, |row| of(row) && row.flags.is_provisioned()) {
                prop_assert!(level <= i64::from(ready));
            }
        }
        if let Some(limit) = scenario.account.concurrency_limit() {
            // What was admitted before an allocation was asked for may be more than what that leaves of the pool,
            // and until it ends the account holds as many more than its limit.
            let pool_at = |at: Instant| {
                let set = trace.settings.iter().filter(|row| row.kind == SettingKind::UnreservedPool && row.at <= at);
                set.last().map_or(limit, |row| row.value)
            };
            let mut before = 0;
            let on_demand = |row: &lambda_sim::trace::InvocationRow| {
                unreserved[trace.pools[row.pool.index()].function.index()] && !row.flags.is_provisioned()
            };
            let from_pool = sweep(&trace, on_demand);
            for &(at, level) in &from_pool {
                prop_assert!(level <= before || level <= i64::from(pool_at(at)));
                before = level;
            }
            for (at, level) in sweep(&trace, |_| true) {
                let known = from_pool.partition_point(|&(then, _)| then <= at);
                let held = from_pool[..known].last().map_or(0, |&(_, level)| level);
                prop_assert!(level <= i64::from(limit) + (held - i64::from(pool_at(at))).max(0));
            }
        }

        // The state met is what a sweep finds, and the peak is the largest.
        let swept: Vec<i64> = sweep(&trace, |_| true).into_iter().map(|(_, level)| level).collect();
        if scenario.warm_up_s == 0.0 {
            prop_assert_eq!(swept.iter().copied().max().unwrap_or(0), i64::from(total.concurrency.peak));
        }

        // What is read of calls is the same whether or not every call is one invocation.
        let mut calls = call_latencies(&trace, None);
        prop_assert_eq!((total.calls, total.abandoned), (calls.calls, calls.abandoned));
        let p99 = Latency::of(&mut calls.latencies).map(|latency| latency.percentiles[3].as_millis_f64());
        prop_assert_eq!(total.call_latency_ms.p99, p99);

        // The bill equals its lines, and GB-seconds equal the sum over the trace.
        let month = month_bill(&trace, &scenario, &PriceBook::current()).expect("a known Region");
        let lines: lambda_sim::pricing::Usd = LineItem::ALL.into_iter().map(|item| month.line(item).amount).sum();
        prop_assert_eq!(month.total(), lines);
        let cost = &summary.cost_usd;
        let sum: f64 = cost.lines.iter().map(|(_, usd)| usd).sum();
        prop_assert!((cost.total - sum).abs() <= 1e-12 * sum.max(1.0));
        // What the page shows leaves nothing out that costs anything.
        let shown = BillView::of(&trace, &scenario, &PriceBook::current()).expect("a known Region");
        let of_run: f64 = shown.lines.iter().map(|line| line.run_usd).sum();
        let of_month: f64 = shown.lines.iter().map(|line| line.month_usd).sum();
        prop_assert!((cost.total - of_run).abs() <= 1e-12 * of_run.max(1.0));
        prop_assert!((cost.month - of_month).abs() <= 1e-12 * of_month.max(1.0));
        let billed: MbMillis = trace
            .invocations_with_starts()
            .filter(|invocation| invocation.row.arrival >= Instant::ZERO && !invocation.row.flags.is_provisioned())
            .map(|invocation| {
                let memory = trace.pools[invocation.row.pool.index()].memory;
                memory * Micros(invocation.init().0 + invocation.duration().0).ceil_millis()
            })
            .sum();
        prop_assert_eq!(usage(&trace, None).on_demand(), billed);
        prop_assert_eq!(usage(&trace, None).requests.total(), total.invocations);

        // Calls: all accounted for.
        let first_attempts = trace.invocations.iter().filter(|row| row.attempt == 1 && row.arrival >= Instant::ZERO).count()
            + trace.throttles.iter().filter(|row| row.attempt == 1 && row.at >= Instant::ZERO).count();
        prop_assert_eq!(total.calls, first_attempts as u64);

        let environments = environment_counts(&trace, None);
        prop_assert!(environments.mean >= 0.0 && environments.mean <= f64::from(environments.peak) + 1e-9);
        prop_assert!(u64::from(environments.peak) <= trace.environments.len() as u64);

        // A scenario's file says all there is to say.
        let again = Scenario::read(&scenario.to_json()).expect("its own file");
        prop_assert_eq!(&again, &scenario);
        prop_assert_eq!(run(&again).hash(), summary.trace_hash);
    }

    #[test]
    fn an_idle_hour_at_the_end_changes_nothing_that_happened(scenario in scenario()) {
        let mut longer = scenario.clone();
        // Traffic that stops: only bursts and recordings know an end of their own.
        for source in &mut longer.sources {
            source.traffic = TrafficList(vec![super::at(&[0.0, 0.5, 1.0, 1.0, 2.5])]);
        }
        let mut short = longer.clone();
        short.duration_s = 600.0;
        longer.duration_s = 4_200.0;
        let (short, longer) = (run(&short), run(&longer));
        prop_assert_eq!(short.invocations.iter().collect::<Vec<_>>(), longer.invocations.iter().collect::<Vec<_>>());
        prop_assert_eq!(usage(&short, None).on_demand(), usage(&longer, None).on_demand());
    }
}
