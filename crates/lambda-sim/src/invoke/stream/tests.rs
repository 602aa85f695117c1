//! A stream by exact times: shard 0 of Kinesis is polled at whole seconds.

use super::{ShardDelivery, StreamReader};
use crate::assumptions::Constant;
use crate::chance::{Chance, Purpose};
use crate::invoke::Delivery;
use crate::invoke::testing::{BAD, GOOD, SourceHarness, constants, refused};
use crate::scenario::{Destination, Stream};
use crate::trace::{Fate, SourceId};
use crate::units::Instant;
use std::collections::BTreeMap;

fn read(settings: &Stream, reading: ShardDelivery) -> SourceHarness {
    let reader = StreamReader::new(settings, reading, SourceId(0), "stream", &constants(&[]));
    SourceHarness::new(Delivery::Stream(Box::new(reader)))
}

fn kinesis(settings: &Stream) -> SourceHarness {
    read(settings, ShardDelivery::Polled(Constant::KinesisPoll))
}

fn seconds(drive: &SourceHarness) -> Vec<i64> {
    drive.batches().iter().map(|(at, _)| *at / 1_000).collect()
}

#[test]
fn shards_are_polled_once_a_second_four_times_a_second_or_pushed() {
    for (reading, expected) in [
        (ShardDelivery::Polled(Constant::KinesisPoll), [(1_000, 2), (3_000, 1)]),
        (ShardDelivery::Polled(Constant::DynamodbPoll), [(500, 2), (2_500, 1)]),
        (ShardDelivery::Pushed, [(370, 2), (2_400, 1)]),
    ] {
        let mut drive = read(&Stream::default(), reading);
        drive.arrive(0.3, 2).arrive(2.33, 1).run(10.0, |_, _| (0.1, GOOD));
        assert_eq!(drive.batches(), expected);
    }
    // What arrives while a batch runs is sent when it ends; a record at the time of a poll waits for the next.
    let mut drive = kinesis(&Stream::default());
    drive.arrive(1.0, 1).arrive(2.2, 5).run(10.0, |_, _| (0.5, GOOD));
    assert_eq!(drive.batches(), [(2_000, 1), (2_500, 5)]);
}

#[test]
fn concurrency_is_shards_times_factor() {
    for (shards, parallelization_factor) in [(1, 1), (3, 1), (3, 4)] {
        let mut drive = kinesis(&Stream { shards, parallelization_factor, ..Stream::default() });
        drive.arrive(0.0, 2_000).run(1.0, |_, _| (60.0, GOOD));
        assert_eq!(drive.sent.len() as u32, shards * parallelization_factor);
    }
}

#[test]
fn a_batch_closes_when_it_is_full_or_its_window_over() {
    let mut drive = kinesis(&Stream { batch_size: 10, maximum_batching_window_s: 5.0, ..Stream::default() });
    drive.arrive(0.5, 3).arrive(20.5, 5).arrive(21.5, 20).run(60.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(6_000, 3), (22_000, 10), (22_100, 10), (27_200, 5)]);
}

#[test]
fn a_poison_record_blocks_its_shard_until_it_expires() {
    let mut drive = kinesis(&Stream::default());
    drive.poison(0.5).arrive(100.0, 3).run(90_000.0, |_, _| (0.0, GOOD));
    let day = 86_400_500;
    assert_eq!(drive.ends()[0].1, Fate::Expired);
    assert_eq!(drive.ends()[0].2, day);
    assert_eq!(drive.ends()[1..], [1, 2, 3].map(|call| (call, Fate::Succeeded, day, 1)));
    // At once, then after 1, 2, 4 … 60 s.
    assert_eq!(seconds(&drive)[..10], [1, 1, 2, 4, 8, 16, 32, 64, 124, 184]);
}

#[test]
fn attempts_or_age_end_it_sooner_and_the_destination_takes_it() {
    let settings = Stream { maximum_retry_attempts: 2, ..Stream::default() };
    let mut drive = kinesis(&settings);
    drive.poison(0.5).arrive(0.5, 2).arrive(1.5, 1).run(100.0, |_, _| (0.0, GOOD));
    assert_eq!(drive.batches(), [(1_000, 3), (1_000, 3), (2_000, 3), (2_000, 1)]);
    assert_eq!((drive.count(Fate::Dropped), drive.count(Fate::Succeeded)), (3, 1));
    let on_failure = Some(Destination::Unnamed);
    let mut drive = kinesis(&Stream { on_failure: on_failure.clone(), ..settings });
    drive.poison(0.5).run(100.0, |_, _| (0.0, GOOD));
    assert_eq!(drive.ends(), [(0, Fate::ToDestination, 2_000, 3)]);
    for (on_failure, fate) in [(None, Fate::Expired), (on_failure, Fate::ToDestination)] {
        let mut drive = kinesis(&Stream { maximum_record_age_s: 60.0, on_failure, ..Stream::default() });
        drive.poison(0.5).arrive(30.5, 1).run(100.0, |_, _| (0.0, GOOD));
        assert_eq!(drive.ends(), [(0, fate, 60_500, 7), (1, Fate::Succeeded, 60_500, 1)]);
    }
}

#[test]
fn a_throttled_batch_is_sent_until_its_age_runs_out_whatever_the_attempts() {
    let settings = Stream { maximum_retry_attempts: 0, maximum_record_age_s: 100.0, ..Stream::default() };
    let mut drive = kinesis(&settings);
    drive.arrive(0.5, 1).run(200.0, |_, _| (0.0, refused()));
    assert_eq!(seconds(&drive), [1, 2, 4, 8, 16, 32, 64]);
    assert_eq!(drive.ends(), [(0, Fate::Expired, 100_500, 7)]);
    let mut drive = kinesis(&settings);
    drive.arrive(0.5, 1).run(200.0, |_, now| (0.0, if now < Instant::from_secs(10) { refused() } else { GOOD }));
    assert_eq!(drive.ends(), [(0, Fate::Succeeded, 16_000, 5)]);
}

#[test]
fn bisecting_isolates_a_poison_record_in_the_logarithm_of_steps_without_an_attempt() {
    let settings = Stream { maximum_retry_attempts: 1, bisect_batch_on_function_error: true, ..Stream::default() };
    let mut drive = kinesis(&settings);
    drive.arrive(0.5, 5).poison(0.5).arrive(0.5, 10).run(100.0, |_, _| (0.0, GOOD));
    // 16 → 8 → (4 good) 4 → (2: one good, poison twice) (2 good) → 8 good.
    let sizes: Vec<u32> = drive.batches().iter().map(|(_, events)| *events).collect();
    assert_eq!(sizes, [16, 8, 4, 4, 2, 1, 1, 1, 2, 8]);
    assert_eq!((drive.count(Fate::Succeeded), drive.count(Fate::Dropped)), (15, 1));
    assert_eq!(drive.fates.iter().find(|row| row.fate == Fate::Dropped).map(|row| row.call.0), Some(5));
    let order: Vec<u32> = drive.ends().iter().map(|(call, ..)| *call).collect();
    assert_eq!(order, (0..16).collect::<Vec<_>>());
}

#[test]
fn a_partial_answer_goes_on_at_the_record_it_names() {
    let settings = Stream { report_batch_item_failures: true, maximum_retry_attempts: 3, ..Stream::default() };
    let mut drive = kinesis(&settings);
    drive.arrive(0.5, 4).poison(0.5).arrive(0.5, 3).run(100.0, |_, _| (0.0, GOOD));
    assert_eq!(drive.batches(), [(1_000, 8), (1_000, 4), (2_000, 4), (4_000, 4)]);
    assert_eq!((drive.count(Fate::Succeeded), drive.count(Fate::Dropped)), (4, 4));
    // Under bisect the cut uses no attempt.
    let mut drive = kinesis(&Stream { bisect_batch_on_function_error: true, ..settings });
    drive.arrive(0.5, 4).poison(0.5).arrive(0.5, 3).run(100.0, |_, _| (0.0, GOOD));
    assert_eq!(drive.batches(), [(1_000, 8), (1_000, 4), (1_000, 4), (2_000, 4), (4_000, 4)]);
}

#[test]
fn filtered_records_are_skipped() {
    let mut drive = kinesis(&Stream { filtered_share: 0.5, ..Stream::default() });
    drive.arrive(0.5, 60).run(100.0, |_, _| (0.1, GOOD));
    assert_eq!((drive.sent.len(), drive.count(Fate::Filtered) + drive.count(Fate::Succeeded)), (1, 60));
}

#[test]
fn each_lane_is_done_in_order_whatever_happens() {
    let settings = Stream {
        shards: 3,
        parallelization_factor: 2,
        batch_size: 7,
        bisect_batch_on_function_error: true,
        report_batch_item_failures: true,
        ..Stream::default()
    };
    let mut drive = kinesis(&settings);
    for second in 0..50 {
        drive.arrive(f64::from(second), 20);
    }
    let answers = [GOOD, refused(), BAD, GOOD, GOOD];
    drive.run(20_000.0, |attempt, now| (0.7, answers[(attempt.ordinal as usize * 3 + now.0 as usize / 9) % 5]));
    assert_eq!(drive.count(Fate::Succeeded), 1_000);
    let mut last = BTreeMap::new();
    for (call, ..) in drive.ends() {
        let stream = crate::chance::Stream::named(&["test"]);
        let u = Chance::new(1).uniform(stream, u64::from(call), Purpose::GROUP);
        assert!(last.insert((u * 6.0) as u32, call).is_none_or(|before| before < call));
    }
}

#[test]
fn k6_one_more_invocation_ends_each_window_of_a_shard() {
    let settings = Stream { tumbling_window_s: 10.0, batch_size: 5, ..Stream::default() };
    let mut drive = kinesis(&settings);
    // Two batches of the first window; a record of the third shows that it is over. After that nothing comes.
    drive.arrive(2.5, 7).arrive(25.5, 1).run(300.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(3_000, 5), (3_100, 2), (26_000, 0), (26_100, 1), (150_000, 0)]);
    assert_eq!(drive.count(Fate::Succeeded), 8);
}

#[test]
fn k6_a_batch_has_the_records_of_one_window() {
    let mut drive = kinesis(&Stream { tumbling_window_s: 10.0, maximum_batching_window_s: 20.0, ..Stream::default() });
    drive.arrive(5.5, 3).arrive(12.5, 4).run(60.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(26_000, 3), (26_100, 0), (46_200, 4)]);
}

#[test]
fn k6_a_final_invocation_that_fails_stops_the_shard() {
    let settings = Stream { tumbling_window_s: 10.0, maximum_retry_attempts: 2, ..Stream::default() };
    let mut drive = kinesis(&settings);
    drive.arrive(2.5, 1).arrive(15.5, 1).run(60.0, |attempt, _| (0.1, if attempt.events == 0 { BAD } else { GOOD }));
    // At once, after 1 s; then it is given up, and the next window has its turn.
    assert_eq!(drive.batches(), [(3_000, 1), (16_000, 0), (16_100, 0), (17_200, 0), (17_300, 1)]);
}

/// A stream of one shard whose records have a size in KB.
fn sized(reading: ShardDelivery, size_kb: f64) -> SourceHarness {
    let constants = constants(&[]);
    let reader = StreamReader::new(&Stream::default(), reading, SourceId(0), "stream", &constants);
    SourceHarness::new(Delivery::Stream(Box::new(reader.with_sizes(Some(&size_kb.into()), &constants))))
}

#[test]
fn k1_a_shard_gives_two_megabytes_a_second_and_a_batch_takes_six() {
    let mut drive = sized(ShardDelivery::Polled(Constant::DynamodbPoll), 1_024.0);
    drive.arrive(0.3, 20).run(60.0, |_, _| (0.1, GOOD));
    // Six megabytes are three seconds' worth, of which one may be used ahead.
    assert_eq!(drive.batches(), [(500, 6), (2_500, 6), (5_500, 6), (8_500, 2)]);
    assert_eq!(drive.count(Fate::Succeeded), 20);
}

#[test]
fn k1_a_shard_of_kinesis_takes_a_thousand_records_and_a_megabyte_a_second() {
    let mut drive = kinesis(&Stream { batch_size: 10_000, ..Stream::default() });
    drive.arrive(0.3, 1_500).arrive(0.8, 1_500).arrive(9.0, 1_500).run(60.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(1_000, 1_500), (10_000, 1_000)]);
    // What it did not take was never sent to the function.
    assert_eq!(drive.fates.iter().filter(|row| row.fate == Fate::Dropped && row.attempts == 0).count(), 2_000);
    let mut drive = sized(ShardDelivery::Polled(Constant::KinesisPoll), 100.0);
    drive.arrive(0.3, 20).run(60.0, |_, _| (0.1, GOOD));
    assert_eq!((drive.batches(), drive.count(Fate::Dropped)), (vec![(1_000, 10)], 10));
}

#[test]
fn n1_a_streams_mapping_moves_so_many_megabytes_a_second_on_managed_instances() {
    let constants = constants(&[]);
    let settings = Stream { shards: 4, ..Stream::default() };
    let reader =
        StreamReader::new(&settings, ShardDelivery::Polled(Constant::DynamodbPoll), SourceId(0), "stream", &constants);
    let reader = reader.with_sizes(Some(&1_024.0.into()), &constants).moving(Some(2.0));
    let mut drive = SourceHarness::new(Delivery::Stream(Box::new(reader)));
    drive.arrive(0.3, 400).run(1_000.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.count(Fate::Succeeded), 400);
    // Four shards would give eight megabytes a second; two are moved.
    let last = drive.batches().last().map(|(at, _)| *at as u64).expect("batches");
    assert!((193_000..=202_000).contains(&last), "{last} ms");
}
