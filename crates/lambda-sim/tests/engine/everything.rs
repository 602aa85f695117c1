//! Random scenarios with everything in them at once: calls, versions, deployments, alarms, changes, events. What must hold
//! whatever they do.

#[path = "../fuzz/checks.rs"]
mod checks;

use super::laws;
use lambda_sim::distribution::Distribution;
use lambda_sim::monitoring::{METRICS, Statistic};
use lambda_sim::scenario::{
    Alarm, Alias, Asynchronous, Autoscaling, Call, CallMode, Callback, ChainedInvoke, ChangeKind, Deployment,
    Destination, Downstream, Durable, DurableContext, DurableOperation, Function, Invoke, InvokePath, Kill,
    ManagedInstances, NewConfiguration, NewDownstream, NewLimit, NewProvisioned, NewReserved, NewTraffic, NewWork,
    OnCallFailure, Override, Preference, Queue, Rate, RecursiveLoop, Response, Retry, Scenario, Schedule,
    ScheduleExpression, ScheduledChange, Sdk, SdkMode, SourceKind, Sqs, SqsFifo, Step, Stream, TrafficList, Version,
    WhenFull,
};
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::Trace;
use proptest::prelude::*;

/// How a scenario goes beyond functions, clients and limits, as numbers that the scenario is then built from.
#[derive(Clone, Debug)]
pub(super) struct Beyond {
    calls: Vec<(usize, usize, bool, f64, u32, bool)>,
    service: (Option<u32>, bool, Option<u32>, f64),
    versions: Vec<(usize, u32, f64)>,
    weight: f64,
    deployments: Vec<(usize, f64, usize, bool)>,
    alarm: (usize, usize, f64, u32),
    changes: Vec<(f64, u8, usize, u32)>,
    events: Vec<(u8, u32, f64, f64, bool, bool)>,
    autoscaling: Option<(u32, u32, f64)>,
    doors: Vec<Door>,
    /// Of some functions what makes them durable, or where they run; and a stream's window.
    newer: Vec<Newer>,
}

/// Whether it is durable, its timeout in seconds, its operations (kind and length), a step's error rate, places and environments.
type Newer = (bool, u32, Vec<(u8, f64)>, f64, u32, u32);

/// The way, its timeout and the client's in ms, the payload in KB, whether an SDK retries, whether health is checked.
type Door = (usize, Option<f64>, Option<f64>, Option<f64>, bool, bool);

pub(super) fn beyond() -> impl Strategy<Value = Beyond> {
    let calls =
        prop::collection::vec((0_usize..4, 0_usize..5, any::<bool>(), 0.0..1.0_f64, 1_u32..3, any::<bool>()), 0..5);
    let service = (prop::option::of(1_u32..5), any::<bool>(), prop::option::of(1_u32..50), 0.0..0.4_f64);
    let versions = prop::collection::vec((0_usize..4, 128_u32..3_000, 0.0..1.0_f64), 0..3);
    let deployments = prop::collection::vec((0_usize..4, 0.0..30.0_f64, 0_usize..9, any::<bool>()), 0..3);
    let alarm = (0_usize..4, 0_usize..12, 0.0..20.0_f64, 1_u32..3);
    let changes = prop::collection::vec((0.0..40.0_f64, 0_u8..CHANGES, 0_usize..4, 0_u32..100), 0..6);
    let events =
        prop::collection::vec((0_u8..10, 0_u32..3, 0.0..1.0_f64, 0.0..0.6_f64, any::<bool>(), any::<bool>()), 0..4);
    let autoscaling = prop::option::of((0_u32..5, 5_u32..40, 0.1..0.9_f64));
    let timeout = || prop::option::of(50.0..3_000.0_f64);
    let payload = prop::option::of(0.0..8_000.0_f64);
    let doors = prop::collection::vec((0_usize..5, timeout(), timeout(), payload, any::<bool>(), any::<bool>()), 0..4);
    let operations = prop::collection::vec((0_u8..10, 1.0..20.0_f64), 0..5);
    let newer = (any::<bool>(), 1_u32..900, operations, 0.0..1.0_f64, 1_u32..8, 0_u32..4);
    let newer = prop::collection::vec(newer, 0..3);
    (calls, service, versions, 0.0..1.0_f64, deployments, alarm, changes, (events, autoscaling, doors, newer)).prop_map(
        |(calls, service, versions, weight, deployments, alarm, changes, (events, autoscaling, doors, newer))| Beyond {
            newer,
            calls,
            service,
            versions,
            weight,
            deployments,
            alarm,
            changes,
            events,
            autoscaling,
            doors,
        },
    )
}

pub(super) fn build(mut scenario: Scenario, beyond: &Beyond) -> Scenario {
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
            on_failure: if *fails { OnCallFailure::Fail } else { OnCallFailure::Ignore },
            ..Call::default()
        });
    }
    // Functions that call each other in circles multiply: what they multiply by stays below one.
    for function in &mut scenario.functions {
        let all: u32 = function.calls.iter().map(|call| call.count).sum();
        function.calls.iter_mut().for_each(|call| call.probability = 0.5 / f64::from(all.max(1)));
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
        let source = scenario.sources.first().map(|source| source.name.clone());
        let Some(change) = change(*kind, name(*function), source, *value) else { continue };
        scenario.changes.push(ScheduledChange { at_s: *at_s, change });
    }
    for (source, (kind, attempts, poison, errors, queue, destination)) in
        scenario.sources.iter_mut().zip(&beyond.events)
    {
        let settings = Asynchronous {
            maximum_retry_attempts: *attempts,
            maximum_event_age_s: 60.0,
            dead_letter_queue: queue.then_some(Destination::Unnamed),
            on_failure: destination.then_some(Destination::Named("arn:aws:sns:eu-west-1:123456789012:t".to_owned())),
            on_success: (*attempts == 0).then_some(Destination::Unnamed),
            delivery_latency_ms: Some(50.0.into()),
            delivery_error_rate: *errors,
            delivery_dead_letter_queue: (*queue && matches!(kind, 2 | 3)).then_some(Destination::Unnamed),
            duplicate_share: *poison / 2.0,
        };
        source.poison_share = *poison;
        source.kind = match kind {
            0 => SourceKind::default(),
            1 => SourceKind::Async(settings),
            2 => SourceKind::Eventbridge(settings),
            3 => SourceKind::Sns(settings),
            4 => SourceKind::S3(settings),
            5 => SourceKind::Sqs(Sqs {
                queue: Queue {
                    visibility_timeout_s: 900.0,
                    report_batch_item_failures: *queue,
                    dead_letter_queue: settings.dead_letter_queue,
                    max_receive_count: 1,
                    ..Queue::default()
                },
                ..Sqs::default()
            }),
            6 => SourceKind::SqsFifo(SqsFifo {
                queue: Queue { visibility_timeout_s: 900.0, filtered_share: *errors, ..Queue::default() },
                ..SqsFifo::default()
            }),
            7 => SourceKind::Kinesis(Stream {
                shards: 3,
                bisect_batch_on_function_error: *queue,
                maximum_retry_attempts: *attempts as i32,
                ..Stream::default()
            }),
            8 => SourceKind::Schedule(Schedule {
                schedule: Some(ScheduleExpression::Rate(Rate { rate_minutes: 1 })),
                concurrency: attempts + 1,
                asynchronous: settings,
            }),
            _ => SourceKind::Dynamodb(Stream { report_batch_item_failures: *queue, ..Stream::default() }),
        };
    }
    for source in scenario.sources.iter_mut().filter(|source| matches!(source.kind, SourceKind::Schedule(_))) {
        source.traffic = TrafficList::default();
    }
    for (source, (via, integration, own, payload, sdk, health)) in scenario.sources.iter_mut().zip(&beyond.doors) {
        match &mut source.kind {
            SourceKind::Sync(client) => {
                client.via = InvokePath::ALL[*via];
                client.integration_timeout_ms = integration.filter(|_| client.via.is_api_gateway());
                client.client_timeout_ms = *own;
                client.health_check_interval_s = (*health && client.via == InvokePath::Alb).then_some(5.0);
                if client.via == InvokePath::FunctionUrl {
                    source.qualifier = None;
                }
            }
            SourceKind::Sqs(_) | SourceKind::SqsFifo(_) | SourceKind::Kinesis(_) | SourceKind::Dynamodb(_) => continue,
            _ => {}
        }
        source.payload_kb = payload.map(|size| Distribution::Uniform { min: 0.0, max: size });
        if *sdk {
            source.retry = Retry::Sdk(Sdk {
                mode: if *health { SdkMode::Standard } else { SdkMode::Adaptive },
                max_attempts: Some(4),
                new_2026: *health,
            });
            source.retry_on = Vec::new();
        }
    }
    (scenario.account.free_init, scenario.account.month_of_730_h) = (beyond.weight > 0.5, beyond.weight < 0.3);
    if beyond.calls.len() == 2 {
        scenario.functions[0].recursive_loop = RecursiveLoop::Allow;
    }
    // Everything in one Region shares API Gateway's rate.
    if beyond.doors.len() == 3 {
        scenario.account.gateway_requests_per_second = Override::Value(5);
        scenario.functions[0].response =
            Some(Response { size_mb: Distribution::Uniform { min: 0.0, max: 9.0 }, ..Response::default() });
    }
    if let Some((minimum, maximum, target)) = beyond.autoscaling
        && let Some(function) =
            scenario.functions.iter_mut().find(|function| function.provisioned_concurrency.is_some())
    {
        function.provisioned_autoscaling =
            Some(Autoscaling { minimum, maximum, target_utilization: Some(target), ..Autoscaling::default() });
    }
    let names: Vec<String> = scenario.functions.iter().map(|function| function.name.clone()).collect();
    for (function, newer) in scenario.functions.iter_mut().zip(&beyond.newer) {
        make_newer(function, newer, &names);
    }
    let durable: Vec<String> =
        scenario.functions.iter().filter(|f| f.durable.is_some()).map(|f| f.name.clone()).collect();
    for source in scenario.sources.iter_mut().filter(|source| durable.contains(&source.function)) {
        match &mut source.kind {
            SourceKind::Async(settings)
            | SourceKind::Eventbridge(settings)
            | SourceKind::Sns(settings)
            | SourceKind::S3(settings) => (settings.on_failure, settings.on_success) = (None, None),
            SourceKind::Sync(client) => {
                (client.via, client.client_timeout_ms) = (InvokePath::Invoke, None);
                (client.integration_timeout_ms, client.health_check_interval_s) = (None, None);
            }
            SourceKind::Schedule(Schedule { asynchronous: settings, .. }) => {
                (settings.on_failure, settings.on_success) = (None, None);
            }
            SourceKind::Kinesis(stream) | SourceKind::Dynamodb(stream) => stream.tumbling_window_s = 5.0,
            _ => {}
        }
    }
    scenario
}

/// How many sorts of changes [`change`] knows.
pub(super) const CHANGES: u8 = 12;

/// A change of a sort.
pub(super) fn change(kind: u8, function: String, source: Option<String>, value: u32) -> Option<ChangeKind> {
    Some(match kind {
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
            latency_factor: f64::from(value) / 10.0,
            error_rate: None,
        }),
        6 => ChangeKind::Kill(Kill { function, environment: value % 10 + 1 }),
        7 => ChangeKind::Work(NewWork { function, duration_factor: Some(f64::from(value) / 20.0), error_rate: None }),
        8 => ChangeKind::Work(NewWork { function, duration_factor: None, error_rate: Some(0.5) }),
        9 => ChangeKind::Traffic(NewTraffic { source: source?, factor: f64::from(value % 5) / 2.0 }),
        10 => ChangeKind::Configuration(NewConfiguration {
            function,
            timeout_s: Some(1 + value),
            init_ms: Some(f64::from(value).into()),
            duration_ms: Some(f64::from(value).into()),
            ..NewConfiguration::default()
        }),
        _ => ChangeKind::Invoke(Invoke { source: source?, count: value + 1 }),
    })
}

/// A durable function, or one on Managed Instances, in place of a plain one.
fn make_newer(function: &mut Function, newer: &Newer, invoked: &[String]) {
    let (is_durable, timeout, operations, error_rate, places, environments) = newer;
    function.calls.clear();
    function.response = None;
    if *is_durable {
        let simple = |kind: u8, length: f64| match kind {
            0 => DurableOperation::Step(Step {
                duration_ms: Distribution::from(length * 50.0),
                error_rate: *error_rate,
                result_kb: length,
                ..Step::default()
            }),
            1 => DurableOperation::Wait { duration_s: length },
            2 => DurableOperation::Step(Step {
                holds_after_s: Some(Distribution::Uniform { min: 0.0, max: length }),
                duration_ms: Distribution::from(length * 20.0),
                error_rate: *error_rate / 2.0,
                ..Step::default()
            }),
            3 => {
                let function = invoked[length as usize % invoked.len()].clone();
                DurableOperation::Invoke(ChainedInvoke { function, result_kb: length })
            }
            _ => DurableOperation::Callback(Callback {
                after_s: Distribution::Uniform { min: 0.0, max: length },
                timeout_s: Some(length / 2.0),
                submitted: length > 10.0,
                ..Callback::default()
            }),
        };
        let operation = |(kind, length): &(u8, f64)| {
            let operations = (0..5).filter(|inner| (length * 100.0) as u32 >> inner & 1 == 1);
            let operations: Vec<_> = operations.map(|inner| simple(inner, *length)).collect();
            match kind {
                _ if *kind < 5 || operations.is_empty() => simple(kind % 5, *length),
                _ => DurableOperation::Context(DurableContext {
                    branches: (*kind > 5).then_some(*length as u32),
                    max_concurrency: kind.checked_sub(7).filter(|most| *most > 0).map(u32::from),
                    operations,
                    result_kb: length * 20.0,
                }),
            }
        };
        let operations = operations.iter().map(operation).collect();
        function.durable = Some(Durable { execution_timeout_s: *timeout, operations, ..Durable::default() });
        return;
    }
    function.memory_mb = 2_048;
    (function.reserved_concurrency, function.provisioned_concurrency) = (None, None);
    function.managed_instances = Some(ManagedInstances {
        min_execution_environments: *environments,
        max_execution_environments: (*environments == 0).then_some(0),
        per_execution_environment_max_concurrency: Some(*places),
        ..ManagedInstances::default()
    });
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
        prop_assume!(scenario.validate().is_ok());
        prop_assert_eq!(&Scenario::read(&scenario.to_json()).expect("it reads back"), &scenario);
        let Some(trace) = checks::in_slices(&scenario, 10_000, 100_000) else { return Ok(()) };

        checks::books_balance(&scenario, &trace);
        // The run does not depend on how it was cut. Each slice costs a fork: some hundreds of them must do.
        let events = events.max(trace.invocations.len() as u32 / 200);
        prop_assert_eq!(in_slices(&scenario, events).hash(), trace.hash());
    }
}
