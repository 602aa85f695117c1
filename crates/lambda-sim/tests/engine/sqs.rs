//! Queues through the whole engine: batches meet limits, fail and come back (rules B1–B11).

use super::{arrivals_ms, count, function, run, source, unlimited};
use lambda_sim::pricing::{LineItem, PriceBook};
use lambda_sim::readings::{month_bill, usage};
use lambda_sim::scenario::{Destination, Queue, Scenario, SourceKind, Sqs, SqsFifo, Traffic};
use lambda_sim::trace::{Fate, InvocationId};

fn queue(settings: Sqs, messages: u32, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.functions[0].timeout_s = 30;
    let mut queue = source("queue", "f", Traffic::Bursts { size: messages, every_s: 1e7 });
    queue.kind = SourceKind::Sqs(settings);
    scenario.sources = vec![queue];
    scenario.assumptions.insert("batch_wait_jitter".to_owned(), 0.0);
    scenario
}

#[test]
fn a_burst_is_worked_off_in_batches_whose_sizes_the_trace_keeps() {
    let trace = run(&queue(Sqs::default(), 95, 60.0));
    assert_eq!(arrivals_ms(&trace), [10, 10, 10, 10, 10, 210, 410, 610, 810, 1_010]);
    let batches: Vec<u32> = trace.batches.iter().map(|row| row.events).collect();
    assert_eq!(batches, [10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
    assert_eq!(trace.batch(InvocationId(9)).map(|row| (row.events, row.oldest.0)), Some((5, 0)));
    assert_eq!(trace.batch(InvocationId(10)), None);
    assert_eq!((count(&trace, Fate::Succeeded), trace.sources[0].offered), (95, 95));
    assert!(run(&super::unlimited_with_a_client()).batches.is_empty());
}

#[test]
fn each_event_of_a_batch_adds_to_the_handlers_time() {
    let mut scenario = queue(Sqs::default(), 12, 60.0);
    scenario.functions[0].work.duration_per_event_ms = 20.0;
    let handlers: Vec<u64> = run(&scenario).invocations.iter().map(|row| row.handler.0 / 1_000).collect();
    assert_eq!(handlers, [1_200, 1_040]);
}

#[test]
fn with_a_single_receive_throttling_alone_fills_the_dead_letter_queue_with_good_messages() {
    let settings = Sqs {
        queue: Queue { max_receive_count: 1, dead_letter_queue: Some(Destination::Unnamed), ..Queue::default() },
        ..Sqs::default()
    };
    let mut scenario = queue(settings.clone(), 10, 120.0);
    scenario.functions[0].reserved_concurrency = Some(0);
    let trace = run(&scenario);
    let throttled: Vec<i64> = trace.throttles.iter().map(|row| row.at.0 / 1_000).collect();
    assert_eq!(throttled, [10, 1_010, 3_010, 7_010, 15_010]);
    assert_eq!(count(&trace, Fate::DeadLettered), 10);
    assert!(trace.invocations.is_empty());
    // Five receives, as AWS advises, last for two and a half minutes of it.
    let SourceKind::Sqs(_) = scenario.sources[0].kind else { panic!() };
    scenario.sources[0].kind =
        SourceKind::Sqs(Sqs { queue: Queue { max_receive_count: 5, ..settings.queue }, ..settings });
    assert_eq!(count(&run(&scenario), Fate::DeadLettered), 0);
}

#[test]
fn maximum_concurrency_holds_back_instead_of_being_throttled() {
    let mut scenario = queue(Sqs { batch_size: 1, ..Sqs::default() }, 60, 300.0);
    scenario.functions[0].reserved_concurrency = Some(3);
    assert!(!run(&scenario).throttles.is_empty());
    scenario.sources[0].kind = SourceKind::Sqs(Sqs { batch_size: 1, maximum_concurrency: Some(3), ..Sqs::default() });
    let trace = run(&scenario);
    assert_eq!((trace.throttles.len(), count(&trace, Fate::Succeeded)), (0, 60));
}

#[test]
fn a_poison_message_fails_its_whole_batch_each_time_unless_it_is_reported() {
    let settings = Sqs {
        queue: Queue { max_receive_count: 2, dead_letter_queue: Some(Destination::Unnamed), ..Queue::default() },
        ..Sqs::default()
    };
    let mut scenario = queue(settings.clone(), 200, 300.0);
    scenario.sources[0].poison_share = 0.05;
    let whole = run(&scenario);
    scenario.sources[0].kind =
        SourceKind::Sqs(Sqs { queue: Queue { report_batch_item_failures: true, ..settings.queue }, ..settings });
    let partial = run(&scenario);
    let poison = count(&partial, Fate::DeadLettered);
    assert!((3..=20).contains(&poison), "{poison} of 200");
    assert!(count(&whole, Fate::DeadLettered) > poison);
    assert_eq!(count(&partial, Fate::Succeeded), 200 - poison);
}

#[test]
fn a_timeout_counts_as_a_failure_and_nothing_begins_after_the_end() {
    let mut scenario = queue(Sqs::default(), 1, 100.0);
    scenario.functions[0].timeout_s = 3;
    scenario.functions[0].work.duration_ms = 10_000.0.into();
    assert_eq!(arrivals_ms(&run(&scenario)), [10, 30_020, 60_030, 90_040]);
    let mut scenario = queue(Sqs { batch_size: 1, maximum_concurrency: Some(2), ..Sqs::default() }, 10, 2.5);
    scenario.functions[0].work.duration_ms = 1_000.0.into();
    let trace = run(&scenario);
    assert_eq!((trace.invocations.len(), count(&trace, Fate::Succeeded)), (6, 6));
    scenario.duration_s = 2.01;
    assert_eq!(run(&scenario).invocations.len(), 4);
}

#[test]
fn a_fifo_queue_uses_as_many_environments_as_it_has_groups() {
    let mut scenario = queue(Sqs::default(), 300, 300.0);
    scenario.sources[0].kind = SourceKind::SqsFifo(SqsFifo { message_groups: 4, batch_size: 1, ..SqsFifo::default() });
    let trace = run(&scenario);
    assert_eq!((trace.environments.len(), count(&trace, Fate::Succeeded)), (4, 300));
}

#[test]
fn a_million_messages_are_no_burden() {
    let mut scenario = queue(Sqs { batch_size: 10, ..Sqs::default() }, 1_000_000, 3_600.0);
    scenario.functions[0].work.duration_ms = 200.0.into();
    scenario.sources[0].poison_share = 0.001;
    let trace = run(&scenario);
    assert!(count(&trace, Fate::Succeeded) > 900_000);
}

#[test]
fn settings_that_aws_refuses_are_refused() {
    let refused = |settings: Sqs| queue(settings, 1, 10.0).validate().expect_err("refused")[0].path.clone();
    assert_eq!(
        refused(Sqs { queue: Queue { visibility_timeout_s: 29.0, ..Queue::default() }, ..Sqs::default() }),
        "sources[0].visibility_timeout_s"
    );
    assert_eq!(refused(Sqs { batch_size: 11, ..Sqs::default() }), "sources[0].maximum_batching_window_s");
    assert_eq!(refused(Sqs { batch_size: 10_001, ..Sqs::default() }), "sources[0].batch_size");
    assert_eq!(refused(Sqs { maximum_concurrency: Some(1), ..Sqs::default() }), "sources[0].maximum_concurrency");
    assert_eq!(
        refused(Sqs { queue: Queue { max_receive_count: 0, ..Queue::default() }, ..Sqs::default() }),
        "sources[0].max_receive_count"
    );
    let provisioned_pollers = Some(lambda_sim::scenario::ProvisionedPollers { minimum: 5, maximum: 4 });
    assert_eq!(refused(Sqs { provisioned_pollers, ..Sqs::default() }), "sources[0].provisioned_pollers.maximum");
}

#[test]
fn b3_a_provisioned_poller_costs_its_hours() {
    let pollers = Some(lambda_sim::scenario::ProvisionedPollers { minimum: 2, maximum: 4 });
    let settings = Sqs { provisioned_pollers: pollers, ..Sqs::default() };
    let idle = run(&queue(settings.clone(), 1, 3_600.0));
    assert_eq!(usage(&idle, None).pollers, 2 * 3_600_000);
    // A burst takes all that two run at once, so that a third is there for a while.
    let scenario = queue(settings, 300, 3_600.0);
    let trace = run(&scenario);
    let at: Vec<_> = trace.polls.iter().map(|row| (row.at.0 / 1_000, row.pollers)).collect();
    let third = at.iter().find(|(_, pollers)| *pollers == 3).expect("it grows").0;
    let falls = at.iter().find(|(at, pollers)| *at > third && *pollers == 2).expect("it falls back").0;
    assert_eq!(usage(&trace, None).pollers, 2 * 3_600_000 + (falls - third) as u128);
    assert_eq!(usage(&trace, Some(lambda_sim::trace::FunctionId(0))), usage(&trace, None));
    // Two of them for 720 hours at 0.00925 USD.
    let month = month_bill(&idle, &scenario, &PriceBook::current()).expect("a known Region");
    assert_eq!(month.line(LineItem::Pollers).amount.to_cents(), 1_332);
}
