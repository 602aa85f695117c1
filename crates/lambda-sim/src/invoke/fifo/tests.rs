//! A FIFO queue by exact times; a poll takes 10 ms where the queue was idle.

use super::FifoQueue;
use crate::chance::{Chance, Purpose, Stream};
use crate::invoke::Delivery;
use crate::invoke::testing::{BAD, GOOD, SourceHarness, constants, refused};
use crate::scenario::{Destination, Queue, SqsFifo};
use crate::trace::{Fate, SourceId};
use std::collections::BTreeMap;

fn queue(settings: &SqsFifo) -> SourceHarness {
    let queue = FifoQueue::new(settings, SourceId(0), "queue", &constants(&[]));
    SourceHarness::new(Delivery::Fifo(Box::new(queue)))
}

fn one_group() -> SqsFifo {
    SqsFifo { message_groups: 1, ..SqsFifo::default() }
}

fn group(call: u32, groups: u32) -> u32 {
    let u = Chance::new(1).uniform(Stream::named(&["test"]), u64::from(call), Purpose::GROUP);
    (u * f64::from(groups)) as u32
}

#[test]
fn a_group_has_one_batch_at_a_time() {
    let mut drive = queue(&one_group());
    drive.arrive(0.0, 25).run(10.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 10), (1_010, 10), (2_010, 5)]);
    let in_order: Vec<u32> = drive.ends().iter().map(|(call, ..)| *call).collect();
    assert_eq!(in_order, (0..25).collect::<Vec<_>>());
}

#[test]
fn concurrency_is_the_number_of_groups_or_the_maximum() {
    let groups = SqsFifo { message_groups: 6, batch_size: 1, ..SqsFifo::default() };
    for (maximum_concurrency, most) in [(None, 6), (Some(10), 6), (Some(4), 4)] {
        let mut drive = queue(&SqsFifo { maximum_concurrency, ..groups.clone() });
        drive.arrive(0.0, 200).run(0.5, |_, _| (1.0, GOOD));
        assert_eq!(drive.sent.len(), most);
    }
}

#[test]
fn a_batch_mixes_groups_in_order_and_holds_all_of_them() {
    let mut drive = queue(&SqsFifo { message_groups: 3, batch_size: 10, ..SqsFifo::default() });
    drive.arrive(0.0, 9).run(0.5, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 9)]);
    drive.arrive(0.6, 9).run(5.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 9), (1_010, 9)]);
}

#[test]
fn a_failed_message_holds_back_its_group_until_it_leaves_the_queue() {
    let settings = SqsFifo {
        batch_size: 1,
        queue: Queue { max_receive_count: 2, dead_letter_queue: Some(Destination::Unnamed), ..one_group().queue },
        ..one_group()
    };
    let mut drive = queue(&settings);
    drive.poison(0.0).arrive(0.0, 2).run(100.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 1), (30_020, 1), (60_030, 1), (61_030, 1)]);
    assert_eq!(
        drive.ends(),
        [(0, Fate::DeadLettered, 60_030, 2), (1, Fate::Succeeded, 61_030, 1), (2, Fate::Succeeded, 62_030, 1)]
    );
}

#[test]
fn the_other_groups_go_on() {
    let settings = SqsFifo { message_groups: 4, batch_size: 1, ..SqsFifo::default() };
    let mut drive = queue(&settings);
    drive.poison(0.0).arrive(0.0, 40).run(29.0, |_, _| (0.1, GOOD));
    let held = (1..=40).filter(|call| group(*call, 4) == group(0, 4)).count();
    assert!(held > 0);
    assert_eq!(drive.count(Fate::Succeeded), 40 - held);
}

#[test]
fn a_partial_answer_stops_at_the_first_failure() {
    let settings = SqsFifo { queue: Queue { report_batch_item_failures: true, ..one_group().queue }, ..one_group() };
    let mut drive = queue(&settings);
    drive.arrive(0.0, 3).poison(0.0).arrive(0.0, 3).run(31.0, |_, _| (1.0, GOOD));
    // Three are done; the poison message and the three after it come back, and none is done after it.
    assert_eq!(drive.batches(), [(10, 7), (30_020, 4)]);
    assert_eq!(drive.count(Fate::Succeeded), 3);
}

#[test]
fn a_throttled_batch_holds_its_groups_until_it_is_visible_again() {
    let mut drive = queue(&one_group());
    drive
        .arrive(0.0, 1)
        .arrive(5.0, 1)
        .run(40.0, |attempt, _| (1.0, if attempt.ordinal == 0 { refused() } else { GOOD }));
    let times: Vec<i64> = drive.batches().iter().map(|(at, _)| *at).collect();
    assert_eq!(times, [10, 2_010, 5_010, 10_010, 19_010, 30_010]);
    assert_eq!(drive.batches()[5], (30_010, 2));
}

#[test]
fn messages_expire_and_filters_skip() {
    let settings = SqsFifo {
        batch_size: 1,
        queue: Queue { message_retention_period_s: 60.0, ..one_group().queue },
        ..one_group()
    };
    let mut drive = queue(&settings);
    drive.arrive(0.0, 2).run(200.0, |_, _| (1.0, BAD));
    assert_eq!(drive.ends(), [(0, Fate::Expired, 60_020, 2), (1, Fate::Expired, 60_020, 0)]);
    let mut drive =
        queue(&SqsFifo { batch_size: 2, queue: Queue { filtered_share: 0.5, ..one_group().queue }, ..one_group() });
    drive.arrive(0.0, 40).run(200.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.count(Fate::Filtered) + drive.count(Fate::Succeeded), 40);
    assert!(drive.count(Fate::Filtered) > 5 && drive.sent[0].1.events == 2);
    let mut drive = queue(&SqsFifo { queue: Queue { delay_s: 7.0, ..one_group().queue }, ..one_group() });
    drive.arrive(0.0, 3).run(20.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(7_010, 3)]);
}

#[test]
fn each_group_is_done_in_order_whatever_happens() {
    let settings = SqsFifo {
        message_groups: 7,
        batch_size: 4,
        queue: Queue { report_batch_item_failures: true, ..Queue::default() },
        ..SqsFifo::default()
    };
    let mut drive = queue(&settings);
    for second in 0..50 {
        drive.arrive(f64::from(second), 6);
    }
    let answers = [GOOD, refused(), BAD, GOOD, GOOD];
    drive.run(20_000.0, |attempt, now| (0.7, answers[(attempt.ordinal as usize * 3 + now.0 as usize / 9) % 5]));
    assert_eq!(drive.count(Fate::Succeeded), 300);
    let mut last = BTreeMap::new();
    for (call, ..) in drive.ends() {
        assert!(last.insert(group(call, 7), call).is_none_or(|before| before < call));
    }
}

#[test]
fn b4_a_fifo_batch_closes_at_six_megabytes_too() {
    let constants = constants(&[]);
    let queue = FifoQueue::new(&one_group(), SourceId(0), "queue", &constants);
    let queue = queue.with_sizes(Some(&1_024.0.into()), &constants);
    let mut drive = SourceHarness::new(Delivery::Fifo(Box::new(queue)));
    drive.arrive(0.0, 15).run(10.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 6), (1_010, 6), (2_010, 3)]);
    assert_eq!(drive.count(Fate::Succeeded), 15);
}

#[test]
fn b11_a_fifo_queue_takes_three_hundred_calls_a_second_unless_in_high_throughput_mode() {
    let sent = |batch_size: u32, high_throughput: bool| {
        let settings = SqsFifo { message_groups: 100_000, batch_size, high_throughput, ..SqsFifo::default() };
        let mut drive = queue(&settings);
        drive.arrive(0.0, 12_000).run(10.0, |_, _| (0.01, GOOD));
        let by =
            |at_ms: i64| drive.batches().iter().filter(|(at, _)| *at <= at_ms).map(|(_, events)| events).sum::<u32>();
        [by(10), by(1_010), by(2_010)]
    };
    // A second's worth at once, and then the rate; a batch of ten is one call.
    assert_eq!(sent(1, false), [300, 600, 900]);
    assert_eq!(sent(10, false), [3_000, 6_000, 9_000]);
    assert!(sent(1, true)[0] > 9_000);
}
