//! Random scenarios with everything in them at once: calls, versions, deployments, alarms, changes, events. What must hold
//! whatever they do.

use super::laws;
use lambda_sim::monitoring::{METRICS, Statistic};
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::{Summary, source_counts};
use lambda_sim::scenario::{
    Alarm, Alias, Asynchronous, Autoscaling, Call, CallMode, ChangeKind, Deployment, Downstream, Invoke,
    NewConfiguration, NewDownstream, NewLimit, NewProvisioned, NewReserved, OnCallFailure, Preference, Recipient,
    Scenario, ScheduledChange, SourceKind, Sqs, SqsFifo, Stream, Version, WhenFull,
};
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::{Outcome, Trace};
use lambda_sim::units::Instant;
use proptest::prelude::*;

/// How a scenario goes beyond functions, clients and limits, as numbers that the scenario is then built from.
#[derive(Clone, Debug)]
struct Beyond {
    calls: Vec<(usize, usize, bool, f64, u32, bool)>,
    service: (Option<u32>, bool, Option<u32>, f64),
    versions: Vec<(usize, u32, f64)>,
    weight: f64,
    deployments: Vec<(usize, f64, usize, bool)>,
    alarm: (usize, usize, f64, u32),
    changes: Vec<(f64, u8, usize, u32)>,
    events: Vec<(u8, u32, f64, f64, bool, bool)>,
    autoscaling: Option<(u32, u32, f64)>,
}

fn beyond() -> impl Strategy<Value = Beyond> {
    let calls =
        prop::collection::vec((0_usize..4, 0_usize..5, any::<bool>(), 0.0..1.0_f64, 1_u32..3, any::<bool>()), 0..5);
    let service = (prop::option::of(1_u32..5), any::<bool>(), prop::option::of(1_u32..50), 0.0..0.4_f64);
    let versions = prop::collection::vec((0_usize..4, 128_u32..3_000, 0.0..1.0_f64), 0..3);
    let deployments = prop::collection::vec((0_usize..4, 0.0..30.0_f64, 0_usize..9, any::<bool>()), 0..3);
    let alarm = (0_usize..4, 0_usize..12, 0.0..20.0_f64, 1_u32..3);
    let changes = prop::collection::vec((0.0..40.0_f64, 0_u8..7, 0_usize..4, 0_u32..100), 0..6);
    let events =
        prop::collection::vec((0_u8..9, 0_u32..3, 0.0..1.0_f64, 0.0..0.6_f64, any::<bool>(), any::<bool>()), 0..4);
    let autoscaling = prop::option::of((0_u32..5, 5_u32..40, 0.1..0.9_f64));
    (calls, service, versions, 0.0..1.0_f64, deployments, alarm, changes, (events, autoscaling)).prop_map(
        |(calls, service, versions, weight, deployments, alarm, changes, (events, autoscaling))| Beyond {
            calls,
            service,
            versions,
            weight,
            deployments,
            alarm,
            changes,
            events,
            autoscaling,
        },
    )
}

fn build(mut scenario: Scenario, beyond: &Beyond) -> Scenario {
    let names: Vec<String> = scenario.functions.iter().map(|function| function.name.clone()).collect();
    let name = |index: usize| names[index % names.len()].clone();
    for (from, to, waits, after_share, count, fails) in &beyond.calls {
        let (function, downstream) =
            if *to == 4 { (String::new(), "db".to_owned()) } else { (name(*to), String::new()) };
        let from = from % names.len();
        scenario.functions[from].calls.push(Call {
            function,
            downstream,
            mode: if *waits { CallMode::Sync } else { CallMode::Async },
            after_share: *after_share,
            count: *count,
            // Functions that call each other in circles multiply: keep what they multiply by below one.
            probability: 0.3,
            on_failure: if *fails { OnCallFailure::Fail } else { OnCallFailure::Ignore },
            ..Call::default()
        });
    }
    scenario.downstreams = vec![Downstream {
        name: "db".to_owned(),
        latency_ms: 30.0.into(),
        concurrency_limit: beyond.service.0,
        when_full: if beyond.service.1 { WhenFull::Wait } else { WhenFull::Refuse },
        requests_per_second: beyond.service.2,
        error_rate: beyond.service.3,
    }];
    for (number, (function, memory_mb, error_rate)) in beyond.versions.iter().enumerate() {
        let function = &mut scenario.functions[function % names.len()];
        let mut work = function.work.clone();
        work.error_rate = *error_rate;
        let version = number as u32 + 2;
        function.versions.push(Version {
            version,
            memory_mb: Some(*memory_mb),
            work: Some(work),
            ..Version::default()
        });
        function.alias =
            Some(Alias { version: 1, additional_version: Some(version), additional_weight: beyond.weight });
    }
    let (function, metric, threshold, points) = beyond.alarm;
    scenario.alarms = vec![Alarm {
        name: "alarm".to_owned(),
        function: name(function),
        metric: METRICS[metric].metric,
        statistic: if points == 1 { Statistic::Sum } else { Statistic::P99 },
        period_s: 10,
        threshold,
        datapoints_to_alarm: points,
        evaluation_periods: points + 1,
        ..Alarm::default()
    }];
    for (function, at_s, preference, watched) in &beyond.deployments {
        let published = &scenario.functions[function % names.len()];
        let version = published.versions.last().map_or(1, |version| version.version);
        scenario.deployments.push(Deployment {
            at_s: *at_s,
            function: published.name.clone(),
            version,
            preference: Preference::ALL[*preference],
            alarms: watched.then(|| "alarm".to_owned()).into_iter().collect(),
        });
    }
    for (at_s, kind, function, value) in &beyond.changes {
        let function = name(*function);
        let change = match kind {
            0 => ChangeKind::ConcurrencyLimit(NewLimit { value: Some(200 + value) }),
            1 => ChangeKind::ReservedConcurrency(NewReserved { function, value: Some(value % 20) }),
            2 => ChangeKind::ReservedConcurrency(NewReserved { function, value: None }),
            3 => ChangeKind::ProvisionedConcurrency(NewProvisioned { function, value: value % 20 }),
            4 => ChangeKind::Configuration(NewConfiguration {
                function,
                memory_mb: Some(128 + value),
                ..NewConfiguration::default()
            }),
            5 => ChangeKind::Downstream(NewDownstream {
                downstream: "db".to_owned(),
                latency_factor: f64::from(*value) / 10.0,
                error_rate: None,
            }),
            _ => match scenario.sources.first() {
                Some(source) => ChangeKind::Invoke(Invoke { source: source.name.clone(), count: value + 1 }),
                None => continue,
            },
        };
        scenario.changes.push(ScheduledChange { at_s: *at_s, change });
    }
    for (source, (kind, attempts, poison, errors, queue, destination)) in
        scenario.sources.iter_mut().zip(&beyond.events)
    {
        let settings = Asynchronous {
            maximum_retry_attempts: *attempts,
            maximum_event_age_s: 60.0,
            dead_letter_queue: queue.then_some(Recipient::Unnamed),
            on_failure: destination.then_some(Recipient::Unnamed),
            delivery_latency_ms: Some(50.0.into()),
            delivery_error_rate: *errors,
        };
        source.poison_share = *poison;
        source.kind = match kind {
            0 => SourceKind::Sync,
            1 => SourceKind::Async(settings),
            2 => SourceKind::Eventbridge(settings),
            3 => SourceKind::Sns(settings),
            4 => SourceKind::S3(settings),
            5 => SourceKind::Sqs(Sqs {
                visibility_timeout_s: 900.0,
                report_batch_item_failures: *queue,
                dead_letter_queue: settings.dead_letter_queue,
                max_receive_count: 1,
                ..Sqs::default()
            }),
            6 => SourceKind::SqsFifo(SqsFifo {
                visibility_timeout_s: 900.0,
                filtered_share: *errors,
                ..SqsFifo::default()
            }),
            7 => SourceKind::Kinesis(Stream {
                shards: 3,
                bisect_batch_on_function_error: *queue,
                maximum_retry_attempts: *attempts as i32,
                ..Stream::default()
            }),
            _ => SourceKind::Dynamodb(Stream { report_batch_item_failures: *queue, ..Stream::default() }),
        };
    }
    if let Some((minimum, maximum, target)) = beyond.autoscaling
        && let Some(function) =
            scenario.functions.iter_mut().find(|function| function.provisioned_concurrency.is_some())
    {
        function.provisioned_autoscaling =
            Some(Autoscaling { minimum, maximum, target_utilization: Some(target), ..Autoscaling::default() });
    }
    scenario
}

/// The same run in slices of so many events, forked on the way.
fn in_slices(scenario: &Scenario, events: u32) -> Trace {
    let mut simulator = Simulator::new(scenario, scenario.seed);
    loop {
        let fork = simulator.clone();
        if simulator.run_slice(events).expect("it runs") == Progress::Done {
            return simulator.into_trace();
        }
        drop(fork);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_books_balance(base in laws::scenario(), beyond in beyond(), events in 1_u32..500) {
        let scenario = build(base, &beyond);
        if scenario.validate().is_err() {
            return Ok(());
        }
        prop_assert_eq!(&Scenario::read(&scenario.to_json()).expect("it reads back"), &scenario);
        let trace = super::run(&scenario);

        // Every invocation has ended, and nothing that ended did so before it began.
        for invocation in trace.invocations_with_starts() {
            prop_assert_ne!(invocation.row.flags.outcome(), Outcome::Running);
            prop_assert!(invocation.end() >= invocation.row.arrival);
        }
        // No environment serves two at once.
        let mut stretches: Vec<(u32, Instant, Instant)> = trace
            .invocations_with_starts()
            .map(|invocation| (invocation.row.environment.0, invocation.row.arrival, invocation.end()))
            .collect();
        stretches.sort_unstable();
        for pair in stretches.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{:?}", pair);
        }
        // Everything offered has ended in one way, or waits.
        for (head, counts) in trace.sources.iter().zip(source_counts(&trace)) {
            let given_up = counts.dead_lettered + counts.to_destination + counts.expired + counts.dropped;
            let ended = counts.succeeded + given_up + counts.filtered;
            prop_assert_eq!(counts.offered, ended + counts.waiting, "{}: {:?}", head.name, counts);
        }
        // A child runs inside its parent's time.
        for link in trace.links.iter() {
            let parent = trace.invocation(link.parent).expect("a parent");
            prop_assert!(parent.row.arrival < parent.end());
        }
        // The summary is made of the same numbers, and the run does not depend on how it was cut.
        let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a Region");
        prop_assert!(summary.cost_usd.total.is_finite());
        prop_assert_eq!(in_slices(&scenario, events).hash(), trace.hash());
    }
}
