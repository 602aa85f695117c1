//! Laws of sources that are read in batches, over random settings: nothing is lost, order is kept, slices change nothing.

use super::{function, source, unlimited};
use lambda_sim::chance::{Chance, Purpose, Stream as Draws};
use lambda_sim::scenario::{
    Destination, ProvisionedPollers, Queue, ScalingRule, Scenario, SourceKind, Sqs, SqsFifo, Stream, Traffic,
};
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::{Fate, Trace};
use lambda_sim::units::Instant;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Orders of one source: how many groups or lanes its events fall into; none where no order is promised.
fn groups(kind: &SourceKind) -> Option<u32> {
    match kind {
        SourceKind::SqsFifo(queue) => Some(queue.message_groups),
        SourceKind::Kinesis(stream) | SourceKind::Dynamodb(stream) => {
            Some(stream.shards * stream.parallelization_factor)
        }
        _ => None,
    }
}

fn recipient() -> impl Strategy<Value = Option<Destination>> {
    prop_oneof![Just(None), Just(Some(Destination::Unnamed))]
}

fn sqs() -> impl Strategy<Value = SourceKind> {
    let limits = (1_u32..30, 0_u32..20, proptest::option::of(2_u32..20), 5_u32..60, 1_u32..6);
    (limits, recipient(), 60_u32..400, any::<bool>(), 0_u32..30, 0.0..0.3).prop_map(
        |(
            (batch_size, window, maximum_concurrency, visibility, max_receive_count),
            dlq,
            retention,
            report,
            delay,
            filtered,
        )| {
            SourceKind::Sqs(Sqs {
                batch_size,
                maximum_batching_window_s: f64::from(if batch_size > 10 { window + 1 } else { window / 4 }),
                maximum_concurrency: maximum_concurrency.filter(|most| most % 3 > 0),
                provisioned_pollers: maximum_concurrency
                    .filter(|most| most % 3 == 0)
                    .map(|maximum| ProvisionedPollers { minimum: 2, maximum }),
                queue: Queue {
                    visibility_timeout_s: f64::from(visibility),
                    max_receive_count,
                    dead_letter_queue: dlq,
                    message_retention_period_s: f64::from(retention),
                    delay_s: f64::from(delay),
                    report_batch_item_failures: report,
                    filtered_share: filtered,
                },
            })
        },
    )
}

fn fifo() -> impl Strategy<Value = SourceKind> {
    let limits = (1_u32..12, 1_u32..11, proptest::option::of(2_u32..6), 5_u32..60, 1_u32..6);
    (limits, recipient(), 60_u32..400, any::<bool>(), 0.0..0.3).prop_map(
        |(
            (message_groups, batch_size, maximum_concurrency, visibility, max_receive_count),
            dlq,
            retention,
            report,
            filtered,
        )| {
            SourceKind::SqsFifo(SqsFifo {
                message_groups,
                batch_size,
                maximum_concurrency,
                high_throughput: max_receive_count > 3,
                queue: Queue {
                    visibility_timeout_s: f64::from(visibility),
                    max_receive_count,
                    dead_letter_queue: dlq,
                    message_retention_period_s: f64::from(retention),
                    report_batch_item_failures: report,
                    filtered_share: filtered,
                    ..Queue::default()
                },
            })
        },
    )
}

fn stream() -> impl Strategy<Value = SourceKind> {
    let limits = (1_u32..5, 1_u32..4, 1_u32..50, 0_u32..10, -1_i32..6);
    (limits, proptest::option::of(60_u32..300), recipient(), any::<(bool, bool, bool, bool)>(), 0.0..0.3).prop_map(
        |(
            (shards, parallelization_factor, batch_size, window, attempts),
            age,
            on_failure,
            (bisect, report, push, dynamodb),
            filtered,
        )| {
            let settings = Stream {
                shards,
                parallelization_factor,
                batch_size,
                maximum_batching_window_s: f64::from(window),
                bisect_batch_on_function_error: bisect,
                maximum_retry_attempts: attempts,
                maximum_record_age_s: age.map_or(-1.0, f64::from),
                on_failure,
                report_batch_item_failures: report,
                enhanced_fan_out: push && !dynamodb,
                filtered_share: filtered,
                ..Stream::default()
            };
            if dynamodb { SourceKind::Dynamodb(settings) } else { SourceKind::Kinesis(settings) }
        },
    )
}

prop_compose! {
    fn scenarios()(
        kind in prop_oneof![sqs(), fifo(), stream()],
        rps in 0.1..20.0,
        poison_share in 0.0..0.1,
        error_rate in 0.0..0.5,
        duration_ms in 0.0..3_000.0,
        reserved in proptest::option::of(0_u32..5),
        payload_kb in proptest::option::of(1.0..1_500.0_f64),
        older in any::<bool>(),
        seed in 0_u64..1_000,
    ) -> Scenario {
        let mut scenario = unlimited(300.0);
        scenario.seed = seed;
        let mut function = function("f", duration_ms);
        function.timeout_s = 5;
        function.work.error_rate = error_rate;
        function.reserved_concurrency = reserved;
        scenario.functions = vec![function];
        let mut events = source("events", "f", Traffic::Poisson { rps });
        events.kind = kind;
        events.payload_kb = payload_kb.map(|kb| kb.min(1_024.0).into());
        if older {
            scenario.account.scaling_rule = ScalingRule::RegionalBurst;
        }
        events.poison_share = poison_share;
        scenario.sources = vec![events];
        scenario
    }
}

fn each_event_ends_once(trace: &Trace) -> Result<(), TestCaseError> {
    let mut ended = BTreeSet::new();
    for row in trace.fates.iter() {
        prop_assert!(ended.insert(row.call), "{:?} ends twice", row.call);
        prop_assert!(row.at >= row.first);
    }
    prop_assert!(ended.len() as u64 <= trace.sources[0].offered);
    prop_assert_eq!(trace.sources[0].offered, u64::from(trace.calls));
    prop_assert_eq!(trace.batches.len(), trace.invocations.len());
    let end = trace.end();
    prop_assert!(trace.invocations.iter().all(|row| row.arrival < end));
    prop_assert!(trace.throttles.iter().all(|row| row.at < end));
    Ok(())
}

fn order_is_kept(scenario: &Scenario, trace: &Trace) -> Result<(), TestCaseError> {
    let Some(groups) = groups(&scenario.sources[0].kind) else { return Ok(()) };
    let (chance, draws) = (Chance::new(scenario.seed), Draws::named(&["source", "events", "0"]));
    let mut last = BTreeMap::new();
    for row in trace.fates.iter().filter(|row| row.fate == Fate::Succeeded) {
        let u = chance.uniform(draws, u64::from(row.call.0), Purpose::GROUP);
        let before = last.insert((u * f64::from(groups)) as u32, row.call);
        prop_assert!(before.is_none_or(|before| before < row.call), "{:?} after {:?}", row.call, before);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_order_is_kept(scenario in scenarios()) {
        prop_assert_eq!(scenario.validate().map_err(|problems| problems[0].to_string()), Ok(()));
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("a run within the limits");
        each_event_ends_once(&trace)?;
        order_is_kept(&scenario, &trace)?;
    }

    #[test]
    fn slices_change_nothing_and_files_keep_everything(scenario in scenarios(), slice in 1_u32..60) {
        let whole = Simulator::new(&scenario, scenario.seed).finish().expect("a run");
        let mut sliced = Simulator::new(&scenario, scenario.seed);
        let mut at = 0;
        while sliced.run_until(Instant::from_secs(at)).expect("a run") != Progress::Done {
            at += i64::from(slice);
        }
        prop_assert_eq!(whole.hash(), sliced.trace().hash());
        let text = scenario.to_json();
        prop_assert_eq!(Scenario::read(&text).expect("what was written can be read"), scenario);
    }
}
