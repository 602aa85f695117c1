//! Streams through the whole engine: shards in order, blocked by what fails (rules K1–K5).

use super::{arrivals_ms, at, count, function, run, source, unlimited};
use lambda_sim::scenario::{Destination, Scenario, SourceKind, Stream, Traffic};
use lambda_sim::trace::Fate;

fn stream(settings: Stream, traffic: Traffic, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 100.0)];
    let mut stream = source("stream", "f", traffic);
    stream.kind = SourceKind::Kinesis(settings);
    scenario.sources = vec![stream];
    scenario.assumptions.insert("batch_wait_jitter".to_owned(), 0.0);
    scenario
}

#[test]
fn a_shard_is_polled_each_second_and_a_dynamodb_shard_four_times() {
    let mut scenario = stream(Stream::default(), at(&[0.1, 0.2, 1.7]), 10.0);
    assert_eq!(arrivals_ms(&run(&scenario)), [1_000, 2_000]);
    scenario.sources[0].kind = SourceKind::Dynamodb(Stream::default());
    assert_eq!(arrivals_ms(&run(&scenario)), [250, 1_750]);
    scenario.sources[0].kind = SourceKind::Kinesis(Stream { enhanced_fan_out: true, ..Stream::default() });
    assert_eq!(arrivals_ms(&run(&scenario)), [170, 270, 1_770]);
}

#[test]
fn a_function_error_is_retried_with_pauses_until_attempts_or_age_end_it() {
    let settings = Stream { maximum_retry_attempts: 3, on_failure: Some(Destination::Unnamed), ..Stream::default() };
    let mut scenario = stream(settings, at(&[0.5]), 60.0);
    scenario.functions[0].work.error_rate = 1.0;
    let trace = run(&scenario);
    assert_eq!(arrivals_ms(&trace), [1_000, 1_100, 2_200, 4_300]);
    let fates: Vec<_> = trace.fates.iter().map(|row| (row.fate, row.at.0 / 1_000, row.attempts)).collect();
    assert_eq!(fates, [(Fate::ToDestination, 4_400, 4)]);
    // A batch that is tried again draws anew.
    let attempts: Vec<u16> = trace.invocations.iter().map(|row| row.attempt).collect();
    assert_eq!(attempts, [1, 2, 3, 4]);
}

#[test]
fn a_poison_record_stops_its_shard_alone_and_bisecting_frees_the_rest() {
    let settings = Stream { shards: 4, ..Stream::default() };
    let mut scenario = stream(settings.clone(), Traffic::Constant { rps: 50.0 }, 120.0);
    scenario.sources[0].poison_share = 0.0005;
    let stuck = run(&scenario);
    let done = count(&stuck, Fate::Succeeded);
    assert!((1_000..5_500).contains(&done), "{done} of 6,000");
    let settings = Stream { bisect_batch_on_function_error: true, maximum_retry_attempts: 2, ..settings };
    scenario.sources[0].kind = SourceKind::Kinesis(settings);
    let bisected = run(&scenario);
    assert!(count(&bisected, Fate::Succeeded) > 5_700);
    assert!((1..=10).contains(&count(&bisected, Fate::Dropped)));
}

#[test]
fn throttles_use_no_attempts() {
    let mut scenario = stream(Stream { maximum_retry_attempts: 0, ..Stream::default() }, at(&[0.5]), 30.0);
    scenario.functions[0].reserved_concurrency = Some(0);
    let trace = run(&scenario);
    let throttled: Vec<i64> = trace.throttles.iter().map(|row| row.at.0 / 1_000_000).collect();
    assert_eq!((throttled, trace.fates.len()), (vec![1, 2, 4, 8, 16], 0));
}

#[test]
fn settings_that_aws_refuses_are_refused() {
    let refused = |kind: SourceKind| {
        let mut scenario = stream(Stream::default(), at(&[0.5]), 10.0);
        scenario.sources[0].kind = kind;
        scenario.validate().expect_err("refused")[0].path.clone()
    };
    let kinesis = |settings| refused(SourceKind::Kinesis(settings));
    assert_eq!(
        kinesis(Stream { parallelization_factor: 11, ..Stream::default() }),
        "sources[0].parallelization_factor"
    );
    assert_eq!(
        kinesis(Stream { maximum_retry_attempts: -2, ..Stream::default() }),
        "sources[0].maximum_retry_attempts"
    );
    assert_eq!(kinesis(Stream { maximum_record_age_s: 59.0, ..Stream::default() }), "sources[0].maximum_record_age_s");
    let pushed = Stream { enhanced_fan_out: true, ..Stream::default() };
    assert_eq!(refused(SourceKind::Dynamodb(pushed)), "sources[0].enhanced_fan_out");
    let long = Stream { retention_period_h: 48.0, ..Stream::default() };
    assert_eq!(refused(SourceKind::Dynamodb(long)), "sources[0].retention_period_h");
}
