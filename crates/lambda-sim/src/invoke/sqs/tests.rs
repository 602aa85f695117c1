//! A standard queue by exact times; a poll takes 10 ms where the queue was idle.

use super::SqsQueue;
use crate::invoke::Delivery;
use crate::invoke::testing::{BAD, GOOD, SourceHarness, constants, refused};
use crate::scenario::{Destination, ProvisionedPollers, Queue, ScalingRule, Sqs};
use crate::trace::{Fate, SourceId};
use crate::units::Instant;

fn queue(settings: &Sqs, own: &[(&str, f64)]) -> SourceHarness {
    let queue = SqsQueue::new(settings, SourceId(0), "queue", ScalingRule::default(), &constants(own));
    SourceHarness::new(Delivery::Sqs(Box::new(queue)))
}

fn one_at_a_time() -> Sqs {
    Sqs { batch_size: 1, queue: Queue { visibility_timeout_s: 43_200.0, ..Queue::default() }, ..Sqs::default() }
}

fn sent_by(drive: &SourceHarness, at_s: f64) -> usize {
    drive.sent.iter().filter(|(at, _)| *at <= Instant::from_secs_f64(at_s)).count()
}

#[test]
fn a_queue_begins_with_five_batches_and_adds_three_hundred_a_minute() {
    let mut drive = queue(&one_at_a_time(), &[]);
    drive.arrive(0.0, 2_000).run(600.0, |_, _| (5_000.0, GOOD));
    let by = [0.009, 0.01, 0.209, 0.21, 60.01, 120.01, 180.01, 240.01, 249.01, 600.0];
    assert_eq!(by.map(|at| sent_by(&drive, at)), [0, 5, 5, 6, 305, 605, 905, 1_205, 1_250, 1_250]);
}

#[test]
fn maximum_concurrency_holds_it_back_and_provisioned_pollers_take_it_further() {
    let mut drive = queue(&Sqs { maximum_concurrency: Some(7), ..one_at_a_time() }, &[]);
    drive.arrive(0.0, 2_000).run(600.0, |_, _| (5_000.0, GOOD));
    assert_eq!(sent_by(&drive, 600.0), 7);
    let pollers = ProvisionedPollers { minimum: 2, maximum: 300 };
    let mut drive = queue(&Sqs { provisioned_pollers: Some(pollers), ..one_at_a_time() }, &[]);
    drive.arrive(0.0, 4_000).run(600.0, |_, _| (5_000.0, GOOD));
    assert_eq!([0.01, 60.01, 120.01, 600.0].map(|at| sent_by(&drive, at)), [20, 1_020, 2_020, 3_000]);
}

#[test]
fn a_provisioned_poller_polls_ten_times_a_second() {
    let pollers = ProvisionedPollers { minimum: 2, maximum: 2 };
    let mut drive = queue(&Sqs { provisioned_pollers: Some(pollers), ..one_at_a_time() }, &[]);
    drive.arrive(0.0, 200).run(60.0, |_, _| (0.001, GOOD));
    // A second's worth at once, then 20 a second.
    assert_eq!([0.5, 1.5, 2.5].map(|at| sent_by(&drive, at)), [29, 49, 69]);
}

#[test]
fn an_idle_queue_falls_back_to_five() {
    for (pause_s, at_once) in [(59.0, 55), (61.0, 5)] {
        let mut drive = queue(&one_at_a_time(), &[]);
        // In ten seconds it grows by fifty.
        drive.arrive(0.0, 55).run(20.0, |_, _| (10.0, GOOD));
        let idle_from = drive.fates.iter().map(|row| row.at).max().expect("ends").as_secs_f64();
        let before = drive.sent.len();
        drive.arrive(idle_from + pause_s, 100).run(idle_from + pause_s + 0.1, |_, _| (100.0, GOOD));
        assert!(drive.sent.len() - before <= at_once, "{} after {pause_s} s", drive.sent.len() - before);
        assert!(pause_s > 60.0 || drive.sent.len() - before > 5);
    }
}

#[test]
fn what_failed_is_visible_again_when_its_timeout_is_over() {
    let mut drive = queue(&Sqs::default(), &[]);
    drive.arrive(0.0, 10).run(61.0, |attempt, _| (1.0, if attempt.ordinal < 2 { BAD } else { GOOD }));
    assert_eq!(drive.batches(), [(10, 10), (30_020, 10), (60_030, 10)]);
    // The clock starts with the receipt, and a message stays hidden while its batch runs.
    let mut drive = queue(&Sqs::default(), &[]);
    drive.arrive(0.0, 1).run(100.0, |attempt, _| (40.0, if attempt.ordinal < 1 { BAD } else { GOOD }));
    assert_eq!(drive.batches(), [(10, 1), (40_010, 1)]);
    assert_eq!(drive.ends(), [(0, Fate::Succeeded, 80_010, 2)]);
}

#[test]
fn a_throttled_batch_waits_one_two_four_seconds_and_returns_with_its_visibility() {
    let mut drive = queue(&Sqs::default(), &[]);
    drive.arrive(0.0, 1).run(31.0, |_, _| (0.0, refused()));
    let times: Vec<i64> = drive.batches().iter().map(|(at, _)| *at).collect();
    // The next wait, 16 s, would end after 30.01 s.
    assert_eq!(times, [10, 1_010, 3_010, 7_010, 15_010, 30_010]);
    let receives: Vec<_> = drive.sent.iter().map(|(_, attempt)| (attempt.ordinal, attempt.attempt)).collect();
    assert_eq!(receives, [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 1)]);
    let mut drive =
        queue(&Sqs { queue: Queue { visibility_timeout_s: 120.0, ..Queue::default() }, ..Sqs::default() }, &[]);
    drive.arrive(0.0, 1).run(121.0, |_, _| (0.0, refused()));
    let times: Vec<i64> = drive.batches().iter().map(|(at, _)| *at / 1_000).collect();
    assert_eq!(times, [0, 1, 3, 7, 15, 31, 51, 71, 91, 111, 120]);
}

#[test]
fn with_a_single_receive_throttling_alone_sends_good_messages_to_the_dead_letter_queue() {
    let settings = Sqs {
        queue: Queue { max_receive_count: 1, dead_letter_queue: Some(Destination::Unnamed), ..Queue::default() },
        ..Sqs::default()
    };
    let mut drive = queue(&settings, &[]);
    drive.arrive(0.0, 3).run(100.0, |_, _| (0.0, refused()));
    assert_eq!(drive.ends(), [0, 1, 2].map(|call| (call, Fate::DeadLettered, 30_010, 1)));
    let mut drive = queue(&Sqs { queue: Queue { max_receive_count: 2, ..settings.queue }, ..settings }, &[]);
    drive.arrive(0.0, 3).run(100.0, |_, now| (0.1, if now < Instant::from_secs(20) { refused() } else { GOOD }));
    assert_eq!(drive.count(Fate::Succeeded), 3);
}

#[test]
fn a_message_is_received_so_often_and_then_dead_lettered() {
    let settings = Sqs {
        queue: Queue { max_receive_count: 3, dead_letter_queue: Some(Destination::Unnamed), ..Queue::default() },
        ..Sqs::default()
    };
    let mut drive = queue(&settings, &[]);
    drive.poison(0.0).run(1_000.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 1), (30_020, 1), (60_030, 1)]);
    assert_eq!(drive.ends(), [(0, Fate::DeadLettered, 90_040, 3)]);
}

#[test]
fn without_a_redrive_policy_a_message_comes_back_until_its_retention_ends() {
    let mut drive =
        queue(&Sqs { queue: Queue { message_retention_period_s: 100.0, ..Queue::default() }, ..Sqs::default() }, &[]);
    drive.poison(0.0).run(1_000.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches().len(), 4);
    assert_eq!(drive.ends(), [(0, Fate::Expired, 120_040, 4)]);
    // One that is visible expires to the microsecond.
    let settings =
        Sqs { queue: Queue { message_retention_period_s: 60.0, ..one_at_a_time().queue }, ..one_at_a_time() };
    let mut drive = queue(&settings, &[("sqs_concurrency_growth", 0.0)]);
    drive.arrive(0.0, 6).run(1_000.0, |_, _| (500.0, GOOD));
    assert_eq!(drive.ends()[0], (5, Fate::Expired, 60_000, 0));
    assert_eq!(drive.count(Fate::Succeeded), 5);
}

#[test]
fn with_partial_answers_only_what_failed_comes_back() {
    let settings = Sqs { queue: Queue { report_batch_item_failures: true, ..Queue::default() }, ..Sqs::default() };
    let mut drive = queue(&settings, &[]);
    drive.arrive(0.0, 4).poison(0.0).arrive(0.0, 5).run(31.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 10), (30_020, 1)]);
    assert_eq!(drive.count(Fate::Succeeded), 9);
    // Without them the whole batch fails with it.
    let mut drive = queue(&Sqs::default(), &[]);
    drive.arrive(0.0, 4).poison(0.0).arrive(0.0, 5).run(31.0, |_, _| (1.0, GOOD));
    assert_eq!((drive.batches(), drive.count(Fate::Succeeded)), (vec![(10, 10), (30_020, 10)], 0));
}

#[test]
fn a_batch_closes_when_it_is_full_or_its_window_over() {
    let settings = Sqs { batch_size: 100, maximum_batching_window_s: 5.0, ..Sqs::default() };
    let mut drive = queue(&settings, &[]);
    drive.arrive(0.0, 1).arrive(1.0, 1).arrive(4.0, 1).arrive(10.0, 250).run(20.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(5_010, 3), (10_010, 100), (10_010, 100), (15_010, 50)]);
    // Waiting in the window uses up the visibility timeout, each message's own.
    let mut drive = queue(&settings, &[]);
    drive.arrive(0.0, 1).arrive(4.0, 1).run(60.0, |attempt, _| (1.0, if attempt.ordinal == 0 { BAD } else { GOOD }));
    assert_eq!(drive.batches(), [(5_010, 2), (35_020, 2)]);
    let mut drive = queue(&settings, &[]);
    drive.arrive(0.0, 1).arrive(4.0, 1).run(60.0, |attempt, _| (28.0, if attempt.ordinal == 0 { BAD } else { GOOD }));
    assert_eq!(drive.batches(), [(5_010, 2), (38_010, 2)]);
}

#[test]
fn delay_filters_and_the_limit_of_messages_in_flight() {
    let mut drive = queue(&Sqs { queue: Queue { delay_s: 10.0, ..Queue::default() }, ..Sqs::default() }, &[]);
    drive.arrive(0.0, 2).run(20.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10_010, 2)]);
    let mut drive = queue(&Sqs { queue: Queue { filtered_share: 1.0, ..Queue::default() }, ..Sqs::default() }, &[]);
    drive.arrive(0.0, 7).run(20.0, |_, _| (1.0, GOOD));
    assert_eq!((drive.sent.len(), drive.count(Fate::Filtered)), (0, 7));
    let mut drive = queue(&Sqs::default(), &[("sqs_in_flight", 15.0)]);
    drive.arrive(0.0, 20).run(20.0, |_, _| (1.0, GOOD));
    assert_eq!(drive.batches(), [(10, 10), (10, 5), (1_010, 5)]);
}

#[test]
fn what_was_received_three_times_goes_to_the_back() {
    let settings = Sqs { batch_size: 1, ..Sqs::default() };
    let limits = [("sqs_concurrency_start", 2.0), ("sqs_concurrency_maximum", 2.0)];
    let mut drive = queue(&settings, &limits);
    // The poison message fails three times; then those that came after it go before it.
    drive.poison(0.0).arrive(85.0, 200).run(250.0, |_, _| (1.0, GOOD));
    let poison: Vec<i64> = drive.sent.iter().filter(|(_, a)| a.call.0 == 0).map(|(at, _)| at.0 / 1_000_000).collect();
    assert_eq!(poison[..3], [0, 30, 60]);
    assert!(poison[3] >= 180, "{poison:?}");
}

#[test]
fn a_failure_halves_the_concurrency_once_for_all_batches_that_were_sent_before_it() {
    let mut pollers = super::Pollers::new(
        &Sqs { maximum_concurrency: Some(100), ..Sqs::default() },
        ScalingRule::default(),
        &constants(&[("sqs_concurrency_start", 40.0)]),
    );
    let at = Instant::from_secs;
    pollers.failed(at(0), at(10));
    pollers.failed(at(1), at(10));
    pollers.failed(at(10), at(11));
    assert_eq!(pollers.level(), 20);
    pollers.failed(at(11), at(12));
    pollers.failed(at(13), at(14));
    assert_eq!(pollers.level(), 5);
    pollers.failed(at(15), at(16));
    pollers.failed(at(17), at(18));
    assert_eq!(pollers.level(), 2);
}

/// A queue whose messages have a MB each.
fn of_megabytes(settings: &Sqs) -> SqsQueue {
    let constants = constants(&[]);
    let queue = SqsQueue::new(settings, SourceId(0), "queue", ScalingRule::default(), &constants);
    queue.with_sizes(Some(&1_024.0.into()), &constants)
}

#[test]
fn b4_a_batch_closes_at_six_megabytes() {
    // Six messages of a megabyte fit, seven do not; what is left waits for its window.
    let settings = Sqs { batch_size: 100, maximum_batching_window_s: 5.0, ..one_at_a_time() };
    let mut drive = SourceHarness::new(Delivery::Sqs(Box::new(of_megabytes(&settings))));
    drive.arrive(0.0, 20).run(60.0, |_, _| (0.1, GOOD));
    assert_eq!(drive.batches(), [(10, 6), (10, 6), (10, 6), (5_010, 2)]);
    assert_eq!(drive.count(Fate::Succeeded), 20);
}

#[test]
fn b3_a_provisioned_poller_moves_a_megabyte_a_second() {
    let pollers = ProvisionedPollers { minimum: 2, maximum: 2 };
    let settings = Sqs { provisioned_pollers: Some(pollers), ..one_at_a_time() };
    let mut drive = SourceHarness::new(Delivery::Sqs(Box::new(of_megabytes(&settings))));
    drive.arrive(0.0, 20).run(60.0, |_, _| (0.1, GOOD));
    // Two move two megabytes a second, of which one second's worth may be moved ahead: three at once, then one every half second.
    let expected = [0, 0].into_iter().chain((0..18).map(|more| 500 * more)).map(|ms| (10 + ms, 1));
    assert_eq!(drive.batches(), expected.collect::<Vec<_>>());
    assert_eq!(drive.count(Fate::Succeeded), 20);
}

#[test]
fn n1_a_queues_mapping_moves_five_megabytes_a_second_on_managed_instances() {
    let queue = of_megabytes(&Sqs { batch_size: 10, ..one_at_a_time() }).moving(Some(5.0));
    let mut drive = SourceHarness::new(Delivery::Sqs(Box::new(queue)));
    drive.arrive(0.0, 24).run(60.0, |_, _| (0.1, GOOD));
    // Batches of six megabytes: a second's worth ahead, and then every 1.2 s.
    assert_eq!(drive.batches(), [(10, 6), (210, 6), (1_410, 6), (2_610, 6)]);
}

#[test]
fn b1_before_november_2023_sixty_more_came_each_minute_to_a_thousand() {
    let queue = SqsQueue::new(&one_at_a_time(), SourceId(0), "queue", ScalingRule::RegionalBurst, &constants(&[]));
    let mut drive = SourceHarness::new(Delivery::Sqs(Box::new(queue)));
    drive.arrive(0.0, 2_000).run(1_200.0, |_, _| (5_000.0, GOOD));
    let by = [0.01, 1.009, 1.01, 60.01, 600.01, 995.01, 1_200.0];
    assert_eq!(by.map(|at| sent_by(&drive, at)), [5, 5, 6, 65, 605, 1_000, 1_000]);
}
