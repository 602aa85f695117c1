//! Durable functions (rules N2, N5, Q18).

mod contexts;

use super::{at, counts, function, rows, run, source, unlimited};
use lambda_sim::pricing::Bytes;
use lambda_sim::readings::{DurableCounts, source_counts, usage};
use lambda_sim::scenario::{
    Asynchronous, Callback, Destination, Durable, DurableOperation, Function, Scenario, SourceKind, Step, StepRetry,
    Traffic,
};
use lambda_sim::trace::{ExecutionStatus, Fate, Outcome, ThrottleReason, Trace};
use lambda_sim::units::{Instant, MbMillis};

fn step(duration_ms: f64) -> DurableOperation {
    DurableOperation::Step(Step { duration_ms: duration_ms.into(), ..Step::default() })
}

fn failing(error_rate: f64, max_attempts: u32) -> DurableOperation {
    let retry = StepRetry { max_attempts, initial_delay_s: 5.0, max_delay_s: 15.0, backoff_rate: 2.0, jitter: false };
    DurableOperation::Step(Step { duration_ms: 1_000.0.into(), error_rate, retry, ..Step::default() })
}

const fn wait(duration_s: f64) -> DurableOperation {
    DurableOperation::Wait { duration_s }
}

fn durable(operations: Vec<DurableOperation>) -> Function {
    let mut function = function("f", 0.0);
    function.durable = Some(Durable { operations, ..Durable::default() });
    function
}

/// Asynchronous events at these times.
fn scenario(function: Function, traffic: Traffic, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function];
    scenario.sources = vec![source("s", "f", traffic)];
    scenario.sources[0].kind = SourceKind::Async(Asynchronous::default());
    scenario
}

fn durable_counts(trace: &Trace) -> DurableCounts {
    counts(trace).durable.expect("a durable function")
}

fn handlers_ms(trace: &Trace) -> Vec<u64> {
    rows(trace).iter().map(|row| row.handler.0 / 1_000).collect()
}

fn begins_s(trace: &Trace) -> Vec<i64> {
    rows(trace).iter().map(|row| row.arrival.0 / 1_000_000).collect()
}

#[test]
fn n2_an_execution_is_invocations_with_free_waits_between() {
    let mut function = durable(vec![step(2_000.0), wait(600.0), step(3_000.0)]);
    let settings = function.durable.as_mut().expect("durable");
    (settings.replay_ms, settings.input_kb, settings.output_kb) = (10.0, 8.0, 4.0);
    function.work.duration_ms = 100.0.into();
    let trace = run(&scenario(function, at(&[1.0]), 3_600.0));
    // The code outside operations runs in both; the second replays a step and a wait.
    assert_eq!(handlers_ms(&trace), [2_100, 3_120]);
    assert_eq!(begins_s(&trace), [1, 603]);
    let [first, second] = [0, 1].map(|index| trace.invocations.get(index).expect("two invocations"));
    assert_eq!((first.flags.outcome(), second.flags.outcome()), (Outcome::Completed, Outcome::Completed));
    // The second is a call that the first one made.
    let link = trace.links.get(0).expect("a link");
    assert_eq!((link.call, link.parent.0), (second.call, 0));
    let execution = trace.executions.get(0).expect("an execution");
    assert_eq!(execution.status, ExecutionStatus::Succeeded);
    assert_eq!(execution.ended, Instant(606_220_000));
    assert_eq!((execution.operations, execution.written), (4, 12_000));
    // One call, whose answer is the execution's.
    let counts = counts(&trace);
    assert_eq!((counts.calls, counts.invocations), (1, 2));
    assert_eq!(counts.call_latency_ms.max, Some(605_220.0));
    assert_eq!(source_counts(&trace)[0].succeeded, 1);
    // Waiting is free: two requests, and the time of two handlers.
    let usage = usage(&trace, None);
    assert_eq!(usage.requests.total(), 2);
    assert_eq!(usage.on_demand(), MbMillis(1_769 * 5_220));
}

#[test]
fn n5_operations_and_data_are_counted_as_the_worked_example_does() {
    let large = || DurableOperation::Step(Step { duration_ms: 16_000.0.into(), result_kb: 32.0, ..Step::default() });
    let mut function = durable(vec![large(), wait(7.0 * 86_400.0), large()]);
    let settings = function.durable.as_mut().expect("durable");
    (settings.execution_timeout_s, settings.input_kb, settings.output_kb) = (31_622_400, 8.0, 32.0);
    let trace = run(&scenario(function, at(&[0.0]), 8.0 * 86_400.0));
    let usage = usage(&trace, None);
    // P5, a millionth of it: a start, two steps, a wait; 8 + 3 × 32 KB, kept for the 7 days and 32 s that it ran and 14 more.
    assert_eq!(usage.durable.operations, 4);
    assert_eq!(usage.durable.written, Bytes(104_000));
    assert_eq!(usage.durable.stored.0, 104_000 * (21 * 86_400_000 + 32_000));
    assert_eq!(usage.requests.total(), 2);
}

#[test]
fn n5_a_step_is_retried_by_its_own_strategy_and_suspended_meanwhile() {
    let mut function = durable(vec![step(500.0), failing(1.0, 4), step(500.0)]);
    function.durable.as_mut().expect("durable").replay_ms = 0.0;
    let mut events = scenario(function, at(&[0.0]), 600.0);
    if let SourceKind::Async(settings) = &mut events.sources[0].kind {
        settings.dead_letter_queue = Some(Destination::Unnamed);
    }
    let trace = run(&events);
    // 5, 10 and 15 s: doubling up to the longest. The first step is not done again.
    assert_eq!(handlers_ms(&trace), [1_500, 1_000, 1_000, 1_000]);
    assert_eq!(begins_s(&trace), [0, 6, 17, 33]);
    let execution = trace.executions.get(0).expect("an execution");
    assert_eq!((execution.status, execution.operations), (ExecutionStatus::Failed, 1 + 1 + 4));
    // The two retries of asynchronous events do not apply; the event goes to the dead-letter queue.
    assert_eq!(trace.executions.len(), 1);
    assert_eq!(trace.fates.get(0).map(|row| row.fate), Some(Fate::DeadLettered));
    assert_eq!(durable_counts(&trace).failed, 1);
}

#[test]
fn n5_what_fails_beneath_the_handler_is_invoked_again_until_the_execution_times_out() {
    let mut function = durable(vec![step(500.0)]);
    function.work.crash_rate = 1.0;
    function.durable.as_mut().expect("durable").execution_timeout_s = 60;
    let trace = run(&scenario(function, at(&[0.0]), 600.0));
    // After 1, 2, 4 … s: no end of them but the execution's own.
    assert_eq!(begins_s(&trace), [0, 1, 3, 7, 15, 31]);
    let execution = trace.executions.get(0).expect("an execution");
    assert_eq!((execution.status, execution.ended), (ExecutionStatus::TimedOut, Instant(60_000_000)));
    assert_eq!(execution.operations, 1 + 6);
    assert_eq!(trace.fates.get(0).map(|row| row.fate), Some(Fate::Dropped));
}

#[test]
fn n5_an_error_outside_a_step_fails_the_execution_at_once() {
    let mut function = durable(vec![step(500.0), wait(10.0)]);
    function.work.error_rate = 1.0;
    let trace = run(&scenario(function, at(&[0.0, 1.0]), 600.0));
    assert_eq!(trace.invocations.len(), 2);
    assert_eq!((durable_counts(&trace).started, durable_counts(&trace).failed), (2, 2));
    assert_eq!(durable_counts(&trace).operations, 2);
}

#[test]
fn n2_a_functions_timeout_repeats_the_invocation_and_keeps_its_checkpoints() {
    let mut function = durable(vec![step(2_000.0), step(2_000.0), step(500.0)]);
    function.timeout_s = 3;
    let trace = run(&scenario(function, at(&[0.0]), 600.0));
    // The second step does not fit behind the first; it does where the first is only replayed.
    assert_eq!(handlers_ms(&trace), [3_000, 2_500]);
    assert_eq!(begins_s(&trace), [0, 4]);
    let execution = trace.executions.get(0).expect("an execution");
    assert_eq!((execution.status, execution.operations), (ExecutionStatus::Succeeded, 1 + 3 + 1));
}

#[test]
fn n5_a_callback_is_one_operation_and_waiting_for_it_three() {
    let callback = |timeout_s, submitted| {
        DurableOperation::Callback(Callback { after_s: 30.0.into(), timeout_s, payload_kb: 5.0, submitted })
    };
    let of = |operation| run(&scenario(durable(vec![operation, step(100.0)]), at(&[0.0]), 600.0));
    let book = |trace: &Trace| {
        let execution = trace.executions.get(0).expect("an execution");
        (execution.status, execution.operations, execution.written, execution.ended)
    };
    assert_eq!(book(&of(callback(None, false))), (ExecutionStatus::Succeeded, 3, 5_000, Instant(30_100_000)));
    assert_eq!(book(&of(callback(None, true))), (ExecutionStatus::Succeeded, 5, 10_000, Instant(30_100_000)));
    // Given up after 20 s: the handler has an error, which is written.
    assert_eq!(book(&of(callback(Some(20.0), false))), (ExecutionStatus::Failed, 2, 1_000, Instant(20_000_000)));
}

#[test]
fn n2_a_synchronous_caller_waits_for_the_execution_fifteen_minutes_at_most() {
    let mut patient = scenario(durable(vec![step(100.0), wait(100.0)]), at(&[0.0]), 3_000.0);
    patient.sources[0].kind = SourceKind::default();
    let trace = run(&patient);
    assert_eq!(counts(&trace).call_latency_ms.max, Some(100_100.0));
    patient.functions = vec![durable(vec![step(100.0), wait(2_000.0)])];
    let trace = run(&patient);
    assert_eq!(counts(&trace).call_latency_ms.max, Some(900_000.0));
    assert_eq!(durable_counts(&trace).timed_out, 1);
    assert_eq!(source_counts(&trace)[0].dropped, 1);
}

#[test]
fn n2_a_mapping_refuses_executions_longer_than_fifteen_minutes() {
    let mut queue = scenario(durable(vec![step(100.0), wait(30.0)]), at(&[0.0, 1.0]), 600.0);
    queue.sources[0].kind = SourceKind::Sqs(lambda_sim::scenario::Sqs {
        queue: lambda_sim::scenario::Queue { visibility_timeout_s: 900.0, ..Default::default() },
        ..Default::default()
    });
    assert!(queue.validate().is_err());
    queue.functions[0].durable.as_mut().expect("durable").execution_timeout_s = 900;
    let trace = run(&queue);
    // Each batch is one execution of two invocations.
    assert_eq!((trace.executions.len(), trace.invocations.len(), trace.batches.len()), (2, 4, 2));
    assert_eq!(source_counts(&trace)[0].succeeded, 2);
}

#[test]
fn q18_three_hundred_starts_a_second_and_so_many_at_once() {
    let mut burst = scenario(durable(vec![step(100.0)]), Traffic::Bursts { size: 1_000, every_s: 100.0 }, 50.0);
    burst.sources[0].kind = SourceKind::default();
    let trace = run(&burst);
    assert_eq!((trace.executions.len(), trace.throttles.len()), (300, 700));
    let refused = trace.throttles.get(0).expect("a refusal");
    assert_eq!((refused.reason, refused.limit), (ThrottleReason::DurableStarts, 300));

    // Resumes are no starts; what is suspended counts among those that run.
    burst.functions = vec![durable(vec![wait(10.0)])];
    burst.assumptions = [("durable_executions".to_owned(), 50.0), ("durable_executions_factor".to_owned(), 1.0)].into();
    let trace = run(&burst);
    assert_eq!((trace.executions.len(), durable_counts(&trace).succeeded), (50, 50));
    let refused = trace.throttles.get(0).expect("a refusal");
    assert_eq!((refused.reason, refused.observed, refused.limit), (ThrottleReason::DurableExecutions, 50, 50));
}

#[test]
fn q18_an_execution_fails_beyond_its_operations_and_its_data() {
    let mut many = scenario(durable(vec![step(1.0), step(1.0), step(1.0)]), at(&[0.0]), 50.0);
    many.assumptions = [("durable_operations".to_owned(), 3.0)].into();
    assert_eq!(durable_counts(&run(&many)).failed, 1);
    many.assumptions = [("durable_operations".to_owned(), 4.0)].into();
    assert_eq!(durable_counts(&run(&many)).succeeded, 1);
    many.functions[0].durable.as_mut().expect("durable").output_kb = 102_400.0;
    assert_eq!(durable_counts(&run(&many)).failed, 1);
}

#[test]
fn n2_a_resume_that_is_refused_is_tried_again() {
    let mut busy = scenario(durable(vec![wait(10.0), step(100.0)]), at(&[0.0]), 600.0);
    busy.functions[0].reserved_concurrency = Some(1);
    let mut other = source("other", "f", at(&[9.0]));
    other.kind = SourceKind::Async(Asynchronous::default());
    busy.sources.push(other);
    // What the second execution does first takes two seconds of the only place.
    busy.functions[0].work.duration_ms = 2_000.0.into();
    let trace = run(&busy);
    assert_eq!(durable_counts(&trace).succeeded, 2);
    // The first is suspended at 2 s and due at 12 s; the second runs from 9 to 11 s, and is due at 21 s.
    assert_eq!(begins_s(&trace), [0, 9, 12, 21]);
    busy.sources[1].traffic.0 = vec![at(&[11.0])];
    let trace = run(&busy);
    assert_eq!(begins_s(&trace), [0, 11, 13, 23]);
    let refused = trace.throttles.get(0).expect("a refusal");
    assert_eq!((refused.at, refused.reason), (Instant(12_000_000), ThrottleReason::ReservedConcurrency));
    // A refused resume is an operation of its own.
    assert_eq!(trace.executions.iter().map(|row| row.operations).collect::<Vec<_>>(), [4, 3]);
}

#[test]
fn n2_what_still_runs_at_the_end_is_counted_so() {
    let trace = run(&scenario(durable(vec![wait(1_000.0)]), at(&[0.0, 10.0]), 60.0));
    assert_eq!((durable_counts(&trace).started, durable_counts(&trace).running), (2, 2));
    assert_eq!(source_counts(&trace)[0].waiting, 2);
    assert_eq!((counts(&trace).calls, counts(&trace).abandoned), (2, 2));
}
