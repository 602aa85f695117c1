//! Asynchronous events: the schedule of their retries, and where they end (rules A1–A8).

use super::{count, function, run, source, unlimited};
use lambda_sim::monitoring::{Metric, Statistic};
use lambda_sim::readings::cloudwatch::{Dimension, Query, series};
use lambda_sim::readings::source_counts;
use lambda_sim::scenario::{Asynchronous, Destination, Scenario, Schedule, SourceKind, Traffic};
use lambda_sim::trace::{Fate, Trace};

fn events(settings: Asynchronous, size: u32, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 100.0)];
    let mut events = source("events", "f", Traffic::Bursts { size, every_s: 1e7 });
    events.kind = SourceKind::Async(settings);
    scenario.sources = vec![events];
    scenario
}

fn fates(trace: &Trace) -> Vec<(Fate, i64, u16)> {
    trace.fates.iter().map(|row| (row.fate, row.at.0, row.attempts)).collect()
}

fn arrivals(trace: &Trace) -> Vec<i64> {
    trace.invocations.iter().map(|row| row.arrival.0).collect()
}

#[test]
fn an_event_that_fails_is_tried_after_one_and_two_minutes_more() {
    let mut scenario = events(Asynchronous::default(), 1, 600.0);
    scenario.functions[0].work.error_rate = 1.0;
    let trace = run(&scenario);
    assert_eq!(arrivals(&trace), [0, 60_100_000, 180_200_000]);
    assert_eq!(fates(&trace), [(Fate::Dropped, 180_300_000, 3)]);
    assert_eq!(trace.sources[0].offered, 1);
}

#[test]
fn a_poison_event_ends_where_its_settings_say() {
    for (dead_letter_queue, on_failure, fate) in [
        (None, None, Fate::Dropped),
        (Some(Destination::Unnamed), None, Fate::DeadLettered),
        (Some(Destination::Unnamed), Some(Destination::Unnamed), Fate::ToDestination),
    ] {
        let settings =
            Asynchronous { maximum_retry_attempts: 0, dead_letter_queue, on_failure, ..Asynchronous::default() };
        let mut scenario = events(settings, 3, 600.0);
        scenario.sources[0].poison_share = 1.0;
        assert_eq!(fates(&run(&scenario)), [(fate, 100_000, 1); 3]);
    }
}

#[test]
fn a4_both_have_what_failed_and_a_destination_what_succeeded() {
    let recipient = || Some(Destination::Unnamed);
    let settings = Asynchronous {
        maximum_retry_attempts: 0,
        dead_letter_queue: recipient(),
        on_failure: recipient(),
        on_success: recipient(),
        ..Asynchronous::default()
    };
    let mut scenario = events(settings, 200, 60.0);
    scenario.sources[0].poison_share = 0.3;
    let counts = source_counts(&run(&scenario))[0];
    assert_eq!((counts.offered, counts.succeeded + counts.to_destination, counts.dead_lettered), (200, 200, 0));
    assert!(counts.to_destination > 0);
    assert_eq!((counts.sent_on_success, counts.dead_lettered_too), (counts.succeeded, counts.to_destination));
    let SourceKind::Async(settings) = &mut scenario.sources[0].kind else { panic!("asynchronous") };
    (settings.on_success, settings.on_failure) = (None, None);
    let counts = source_counts(&run(&scenario))[0];
    assert_eq!((counts.sent_on_success, counts.dead_lettered_too), (0, 0));
    assert!(counts.dead_lettered > 0);
}

#[test]
fn a_throttled_event_waits_one_second_and_then_twice_as_long_each_time() {
    let mut scenario = events(Asynchronous::default(), 2, 3_600.0);
    scenario.functions[0].reserved_concurrency = Some(1);
    scenario.functions[0].work.duration_ms = 400_000.0.into();
    let trace = run(&scenario);
    let throttled: Vec<i64> = trace.throttles.iter().map(|row| row.at.0 / 1_000_000).collect();
    assert_eq!(throttled, [0, 1, 3, 7, 15, 31, 63, 127, 255]);
    // Doubling ends at five minutes.
    assert_eq!(arrivals(&trace), [0, 511_000_000]);
    scenario.functions[0].work.duration_ms = 900_000.0.into();
    let trace = run(&scenario);
    assert_eq!(trace.throttles.iter().map(|row| row.at.0 / 1_000_000).collect::<Vec<_>>()[8..], [255, 511, 811]);
    assert_eq!(arrivals(&trace), [0, 1_111_000_000]);
}

#[test]
fn reserved_concurrency_zero_sends_events_on_at_once() {
    let settings = Asynchronous { dead_letter_queue: Some(Destination::Unnamed), ..Asynchronous::default() };
    let mut scenario = events(settings, 2, 60.0);
    scenario.functions[0].reserved_concurrency = Some(0);
    assert_eq!(fates(&run(&scenario)), [(Fate::DeadLettered, 0, 1); 2]);
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    assert_eq!(fates(&run(&scenario)), [(Fate::Dropped, 0, 1); 2]);
}

#[test]
fn an_event_that_would_be_too_old_expires() {
    let settings = Asynchronous { maximum_event_age_s: 60.0, ..Asynchronous::default() };
    let mut scenario = events(settings, 2, 3_600.0);
    scenario.functions[0].reserved_concurrency = Some(1);
    scenario.functions[0].work.duration_ms = 400_000.0.into();
    let trace = run(&scenario);
    assert_eq!(fates(&trace), [(Fate::Expired, 31_000_000, 6), (Fate::Succeeded, 400_000_000, 1)]);
}

#[test]
fn a8_an_events_age_counts_from_its_queueing_and_not_from_its_source() {
    // An hour on its way, and a minute to be tried in.
    let settings = Asynchronous {
        maximum_event_age_s: 60.0,
        delivery_latency_ms: Some(3_600_000.0.into()),
        ..Asynchronous::default()
    };
    let mut scenario = events(settings, 2, 7_200.0);
    scenario.functions[0].reserved_concurrency = Some(1);
    scenario.functions[0].work.duration_ms = 400_000.0.into();
    let trace = run(&scenario);
    let hour = 3_600_000_000;
    assert_eq!(
        fates(&trace),
        [(Fate::Expired, hour + 31_000_000, 6), (Fate::Succeeded, hour + 400_000_000, 1)],
        "as if it had come without a delay"
    );
    assert_eq!(trace.queued.iter().map(|row| row.at.0).collect::<Vec<_>>(), [hour; 2]);
}

#[test]
fn eventbridge_and_sns_retry_handing_over() {
    let settings = Asynchronous { delivery_error_rate: 1.0, ..Asynchronous::default() };
    let mut scenario = events(settings.clone(), 1, 200_000.0);
    scenario.sources[0].kind = SourceKind::Eventbridge(settings.clone());
    let trace = run(&scenario);
    let [(Fate::Dropped, at, _)] = fates(&trace)[..] else { panic!("{:?}", fates(&trace)) };
    // After 185 tries, the later ones five to ten minutes apart, or a day.
    assert!((20 * 3_600..=24 * 3_600).contains(&(at / 1_000_000)), "given up after {at}");
    scenario.sources[0].kind = SourceKind::Sns(Asynchronous { delivery_error_rate: 0.5, ..settings });
    scenario.seed = 3;
    assert_eq!(fates(&run(&scenario))[0].0, Fate::Succeeded);
}

fn scheduled(asynchronous: Asynchronous) -> SourceKind {
    SourceKind::Schedule(Schedule { asynchronous, ..Schedule::default() })
}

#[test]
fn e3_e4_notifications_and_schedules_are_events_that_lambda_retries() {
    for kind in [SourceKind::S3 as fn(_) -> _, scheduled] {
        let latency = Asynchronous { delivery_latency_ms: Some(2_000.0.into()), ..Asynchronous::default() };
        let mut scenario = events(latency.clone(), 1, 600.0);
        scenario.sources[0].kind = kind(latency);
        scenario.functions[0].work.error_rate = 1.0;
        let trace = run(&scenario);
        assert_eq!(arrivals(&trace), [2_000_000, 62_100_000, 182_200_000]);
        assert_eq!(fates(&trace), [(Fate::Dropped, 182_300_000, 3)]);
    }
}

#[test]
fn q3_asynchronous_events_spend_no_rate_quota() {
    let mut scenario = events(Asynchronous::default(), 5_000, 60.0);
    scenario.account.requests_per_second = lambda_sim::scenario::Override::Value(100);
    assert!(run(&scenario).throttles.is_empty());
}

#[test]
fn a5_an_event_that_runs_twice_is_offered_and_ends_once() {
    let mut scenario = events(Asynchronous { duplicate_share: 1.0, ..Asynchronous::default() }, 3, 60.0);
    let trace = run(&scenario);
    assert_eq!(arrivals(&trace), [0, 0, 0, 100_000, 100_000, 100_000]);
    assert_eq!(fates(&trace), [(Fate::Succeeded, 200_000, 2); 3]);
    let counts = &source_counts(&trace)[0];
    assert_eq!((counts.offered, counts.succeeded, counts.waiting), (3, 3, 0));
    // A share of them, which moves nothing else.
    scenario.sources[0].kind = SourceKind::Async(Asynchronous { duplicate_share: 0.3, ..Asynchronous::default() });
    scenario.sources[0].traffic.0[0] = Traffic::Bursts { size: 1_000, every_s: 1e7 };
    scenario.functions[0].work.duration_ms = lambda_sim::distribution::Distribution::Exponential { mean: 100.0 };
    let some = run(&scenario);
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    let none = run(&scenario);
    assert!((1_250..1_350).contains(&some.invocations.len()), "{}", some.invocations.len());
    let first = |trace: &Trace| {
        let mut first: Vec<_> = trace.invocations.iter().filter(|row| row.attempt == 1).collect();
        first.sort_unstable_by_key(|row| row.call);
        first.iter().map(|row| row.handler).collect::<Vec<_>>()
    };
    assert_eq!(first(&some), first(&none));
}

#[test]
fn a5_what_has_succeeded_has_whatever_its_second_run_does() {
    let dropped = |duplicate_share, maximum_event_age_s| {
        let settings =
            Asynchronous { duplicate_share, maximum_event_age_s, maximum_retry_attempts: 0, ..Asynchronous::default() };
        let mut scenario = events(settings, 1_000, 600.0);
        scenario.functions[0].work.error_rate = 0.3;
        scenario.functions[0].work.duration_ms = 120_000.0.into();
        let trace = run(&scenario);
        (count(&trace, Fate::Dropped), count(&trace, Fate::Succeeded), trace.invocations.len())
    };
    let (failed, succeeded, _) = dropped(0.0, 21_600.0);
    assert!((250..350).contains(&failed) && failed + succeeded == 1_000, "{failed}");
    // Of those that succeed each runs once more, past its maximum age too.
    for age_s in [21_600.0, 60.0] {
        assert_eq!(dropped(1.0, age_s), (failed, succeeded, 1_000 + succeeded));
    }
}

#[test]
fn a4_a_topic_takes_no_more_than_256_kb() {
    let topic = || Some(Destination::Named("arn:aws:sns:eu-west-1:123456789012:failed".to_owned()));
    let queue = || Some(Destination::Unnamed);
    let told = |trace: &Trace, metric| {
        let query = Query { statistic: Statistic::Sum, ..Query::of(metric, Dimension::All) };
        series(trace, &query).iter().map(|(_, value)| value).sum::<f64>()
    };
    for (size_kb, on_failure, dead_letter_queue, fate, undelivered, errors) in [
        (256.0, topic(), None, Fate::ToDestination, 0.0, 0.0),
        (257.0, topic(), None, Fate::Dropped, 3.0, 0.0),
        (257.0, queue(), None, Fate::ToDestination, 0.0, 0.0),
        (257.0, topic(), queue(), Fate::DeadLettered, 3.0, 0.0),
        (257.0, None, topic(), Fate::Dropped, 0.0, 3.0),
        (257.0, topic(), topic(), Fate::Dropped, 3.0, 3.0),
        (100.0, None, topic(), Fate::DeadLettered, 0.0, 0.0),
    ] {
        let settings =
            Asynchronous { maximum_retry_attempts: 0, dead_letter_queue, on_failure, ..Asynchronous::default() };
        let mut scenario = events(settings, 3, 60.0);
        scenario.sources[0].poison_share = 1.0;
        scenario.sources[0].payload_kb = Some(size_kb.into());
        let trace = run(&scenario);
        assert_eq!(fates(&trace), [(fate, 100_000, 1); 3]);
        assert_eq!(told(&trace, Metric::DestinationDeliveryFailures), undelivered);
        assert_eq!(told(&trace, Metric::DeadLetterErrors), errors);
    }
}

#[test]
fn e1_e2_what_is_never_handed_over_goes_to_the_dead_letter_queue_of_the_delivery() {
    let recipient = || Some(Destination::Unnamed);
    for (dead_letter_queue, delivery_dead_letter_queue, fate) in [
        (recipient(), None, Fate::Dropped),
        (None, recipient(), Fate::DeadLettered),
        (recipient(), recipient(), Fate::DeadLettered),
    ] {
        let settings = Asynchronous {
            delivery_error_rate: 1.0,
            dead_letter_queue,
            delivery_dead_letter_queue,
            ..Asynchronous::default()
        };
        let mut scenario = events(settings.clone(), 1, 600.0);
        scenario.sources[0].kind = SourceKind::Eventbridge(settings.clone());
        scenario.assumptions.insert("eventbridge_tries".to_owned(), 2.0);
        scenario.assumptions.insert("eventbridge_jitter".to_owned(), 0.0);
        // At 0, 1 and 3 s; it never came to Lambda.
        assert_eq!(fates(&run(&scenario)), [(fate, 3_000_000, 0)]);
        scenario.sources[0].kind = SourceKind::S3(settings.clone());
        assert_eq!(scenario.validate().is_err(), settings.delivery_dead_letter_queue.is_some());
    }
}
