//! Conditions, invokes, branches and child contexts of durable functions (rules N5, Q18).

use super::{
    at, begins_s, counts, durable, durable_counts, failing, function, handlers_ms, rows, run, scenario, step, wait,
};
use lambda_sim::distribution::Distribution;
use lambda_sim::readings::usage;
use lambda_sim::scenario::{ChainedInvoke, Durable, DurableContext, DurableOperation, Scenario, Step, StepRetry};
use lambda_sim::trace::{ExecutionStatus, Trace};
use lambda_sim::units::{Instant, MbMillis};

fn sized(duration_ms: f64, result_kb: f64) -> DurableOperation {
    DurableOperation::Step(Step { duration_ms: duration_ms.into(), result_kb, ..Step::default() })
}

fn condition(holds_after_s: f64, max_attempts: u32) -> DurableOperation {
    let retry = StepRetry { max_attempts, initial_delay_s: 5.0, max_delay_s: 60.0, backoff_rate: 1.0, jitter: false };
    let holds_after_s = Some(holds_after_s.into());
    DurableOperation::Step(Step { duration_ms: 500.0.into(), result_kb: 2.0, retry, holds_after_s, ..Step::default() })
}

fn invoke(function: &str, result_kb: f64) -> DurableOperation {
    DurableOperation::Invoke(ChainedInvoke { function: function.to_owned(), result_kb })
}

fn parallel(branches: u32, max_concurrency: Option<u32>, operations: Vec<DurableOperation>) -> DurableOperation {
    let branches = Some(branches);
    DurableOperation::Context(DurableContext { branches, max_concurrency, operations, result_kb: 4.0 })
}

fn child(operations: Vec<DurableOperation>, result_kb: f64) -> DurableOperation {
    DurableOperation::Context(DurableContext { operations, result_kb, ..DurableContext::default() })
}

/// One execution, which begins with the run.
fn one(operations: Vec<DurableOperation>) -> Scenario {
    scenario(durable(operations), at(&[0.0]), 3_600.0)
}

/// The same, which invokes a function `g` that takes two seconds.
fn invoking(operations: Vec<DurableOperation>) -> Scenario {
    let mut scenario = one(operations);
    scenario.functions.push(function("g", 2_000.0));
    scenario
}

/// How the first execution ends, its operations and bytes, and when that is.
fn book(trace: &Trace) -> (ExecutionStatus, u32, u64, Instant) {
    let row = trace.executions.get(0).expect("an execution");
    (row.status, row.operations, row.written, row.ended)
}

#[test]
fn n5_a_condition_is_one_operation_and_each_poll_another() {
    // Polls begin at 0, 5.5, 11 and 16.5 s; that at 16.5 s is the first after 12 s.
    let trace = run(&one(vec![condition(12.0, 10), step(100.0)]));
    assert_eq!(handlers_ms(&trace), [500, 500, 500, 600]);
    assert_eq!(begins_s(&trace), [0, 5, 11, 16]);
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 1 + (1 + 4) + 1, 4 * 2_000, Instant(17_100_000)));
    assert_eq!(usage(&trace, None).on_demand(), MbMillis(1_769 * 2_100));
    // It holds at once: one poll. It does not hold in time: the strategy allows no third one.
    assert_eq!(book(&run(&one(vec![condition(0.0, 10)]))), (ExecutionStatus::Succeeded, 3, 2_000, Instant(500_000)));
    assert_eq!(book(&run(&one(vec![condition(12.0, 2)]))), (ExecutionStatus::Failed, 4, 4_000, Instant(6_000_000)));
}

#[test]
fn n5_an_invoke_is_one_operation_and_suspends_until_the_answer() {
    let trace = run(&invoking(vec![step(1_000.0), invoke("g", 3.0), step(100.0)]));
    // f, g, f: nothing of f runs while g does.
    assert_eq!(handlers_ms(&trace), [1_000, 2_000, 100]);
    assert_eq!(begins_s(&trace), [0, 1, 3]);
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 1 + 3, 3_000, Instant(3_100_000)));
    // Both what it invoked and its resume are calls of the first invocation.
    let links: Vec<(u32, u32)> = trace.links.iter().map(|row| (row.call.0, row.parent.0)).collect();
    let calls: Vec<u32> = rows(&trace).iter().map(|row| row.call.0).collect();
    assert_eq!(links, [(calls[1], 0), (calls[2], 0)]);
    assert_eq!((counts(&trace).calls, counts(&trace).abandoned, usage(&trace, None).requests.total()), (2, 0, 3));
}

#[test]
fn n5_an_execution_fails_where_what_it_invokes_does() {
    let mut failing = invoking(vec![invoke("g", 3.0), step(100.0)]);
    failing.functions[1].work.error_rate = 1.0;
    let trace = run(&failing);
    assert_eq!(book(&trace), (ExecutionStatus::Failed, 2, 1_000, Instant(2_000_000)));
    assert_eq!(trace.invocations.len(), 3);
}

#[test]
fn n5_a_refused_invoke_is_tried_again_until_the_execution_times_out() {
    let mut refused = invoking(vec![invoke("g", 3.0)]);
    refused.functions[1].reserved_concurrency = Some(0);
    refused.functions[0].durable.as_mut().expect("durable").execution_timeout_s = 60;
    let trace = run(&refused);
    let at_s: Vec<i64> = trace.throttles.iter().map(|row| row.at.0 / 1_000_000).collect();
    assert_eq!(at_s, [0, 1, 3, 7, 15, 31]);
    assert_eq!(book(&trace), (ExecutionStatus::TimedOut, 2, 0, Instant(60_000_000)));
}

#[test]
fn n5_an_invoked_durable_function_may_take_longer_than_fifteen_minutes() {
    let mut chained = invoking(vec![invoke("g", 0.0)]);
    chained.functions[1].durable = Some(Durable { operations: vec![wait(1_000.0)], ..Durable::default() });
    let trace = run(&chained);
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 2, 0, Instant(1_002_000_000 + 2_000_000)));
    assert_eq!((trace.executions.len(), durable_counts(&trace).succeeded), (2, 2));
}

#[test]
fn n5_branches_are_one_operation_each_beside_their_own_and_wait_for_free() {
    let branch = || vec![sized(1_000.0, 1.0), wait(10.0), sized(2_000.0, 1.0)];
    let trace = run(&one(vec![parallel(3, None, branch()), step(100.0)]));
    assert_eq!(handlers_ms(&trace), [1_000, 2_100]);
    assert_eq!(begins_s(&trace), [0, 11]);
    // What a branch returns is written by it, and once more with what all return.
    let written = 3 * (2 * 1_000 + 2 * 4_000);
    let operations = 1 + (1 + 3) + 3 * 3 + 1;
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, operations, written, Instant(13_100_000)));
    // One at a time: while one waits no other begins.
    let trace = run(&one(vec![parallel(3, Some(1), branch())]));
    assert_eq!(handlers_ms(&trace), [1_000, 3_000, 3_000, 2_000]);
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 14, written, Instant(39_000_000)));
}

#[test]
fn n5_contexts_count_without_operations_of_their_own() {
    let (status, operations, written, _) =
        book(&run(&one(vec![parallel(3, None, Vec::new()), child(Vec::new(), 1.0)])));
    assert_eq!((status, operations, written), (ExecutionStatus::Succeeded, 1 + (1 + 3) + 1, 3 * 2 * 4_000 + 1_000));
}

#[test]
fn n5_a_branch_goes_on_while_another_one_works() {
    let trace = run(&one(vec![parallel(3, Some(2), vec![step(3_000.0), wait(2.0), step(1_000.0)])]));
    // Two until 3 s; from 5 to 6 s their ends, and from 6 s on the third, which waits by itself.
    assert_eq!(handlers_ms(&trace), [3_000, 4_000, 1_000]);
    assert_eq!(begins_s(&trace), [0, 5, 11]);
    // What is over while another one works goes on at once: of steps that take 0 to 60 s nothing is left to wait for.
    let DurableOperation::Step(mut uneven) = step(0.0) else { return };
    uneven.duration_ms = Distribution::Uniform { min: 0.0, max: 60_000.0 };
    let mut long = one(vec![parallel(50, None, vec![DurableOperation::Step(uneven), wait(1.0), step(100.0)])]);
    long.functions[0].timeout_s = 900;
    let handlers = handlers_ms(&run(&long));
    assert_eq!((handlers.len(), handlers[1]), (2, 100));
    assert!((55_000..60_000).contains(&handlers[0]), "{handlers:?}");
}

#[test]
fn n5_branches_invoke_at_once() {
    let trace = run(&invoking(vec![parallel(3, None, vec![step(1_000.0), invoke("g", 1.0)])]));
    assert_eq!(begins_s(&trace), [0, 1, 1, 1, 3]);
    let written = 3 * (1_000 + 2 * 4_000);
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 1 + (1 + 3) + 3 * 2, written, Instant(3_000_000)));
}

#[test]
fn n5_a_branch_that_fails_fails_the_execution() {
    let trace = run(&one(vec![parallel(2, None, vec![failing(1.0, 1)]), step(100.0)]));
    // Two steps' errors; the error of the branch, and once more in what both return.
    assert_eq!(book(&trace), (ExecutionStatus::Failed, 1 + (1 + 2) + 2, 4_000, Instant(1_000_000)));
}

#[test]
fn n5_a_timeout_keeps_what_the_branches_have_checkpointed() {
    let mut function = durable(vec![parallel(2, None, vec![step(2_000.0), step(2_000.0)])]);
    function.timeout_s = 3;
    let trace = run(&scenario(function, at(&[0.0]), 600.0));
    assert_eq!(handlers_ms(&trace), [3_000, 2_000]);
    assert_eq!(begins_s(&trace), [0, 4]);
    let written = 1_000 + 2 * 2 * 4_000;
    assert_eq!(book(&trace), (ExecutionStatus::Succeeded, 1 + (1 + 2) + 4 + 1, written, Instant(6_000_000)));
}

#[test]
fn n5_an_invocation_that_its_replay_takes_up_reaches_nothing() {
    let mut function = durable(vec![step(100.0), wait(10.0), parallel(2, None, vec![wait(10.0)])]);
    function.timeout_s = 3;
    let settings = function.durable.as_mut().expect("durable");
    (settings.replay_ms, settings.execution_timeout_s) = (2_000.0, 30);
    let trace = run(&scenario(function, at(&[0.0]), 600.0));
    // Two operations take four seconds to replay: cut off at 10, 14 and 19 s, and then after 4 s more by the execution's end.
    assert_eq!(begins_s(&trace), [0, 10, 14, 19, 26]);
    assert_eq!(book(&trace), (ExecutionStatus::TimedOut, 1 + 2 + 4, 4_000, Instant(30_000_000)));
}

#[test]
fn n5_a_child_contexts_large_result_is_not_written_but_replayed() {
    let of = |result_kb: f64| {
        let inside = vec![sized(100.0, 10.0), wait(10.0), sized(100.0, 10.0)];
        let mut function = durable(vec![child(inside, result_kb), wait(10.0), step(50.0)]);
        function.durable.as_mut().expect("durable").replay_ms = 10.0;
        run(&scenario(function, at(&[0.0]), 600.0))
    };
    let small = of(262.143);
    // A child context is one operation beside its own. Done, it is replayed as one.
    assert_eq!((book(&small).1, book(&small).2), (1 + (1 + 3) + 2, 20_000 + 262_143));
    assert_eq!(handlers_ms(&small), [100, 120, 70]);
    let large = of(262.144);
    assert_eq!((book(&large).1, book(&large).2), (1 + (1 + 3) + 2, 20_000));
    // Its three operations as well.
    assert_eq!(handlers_ms(&large), [100, 120, 100]);
}

#[test]
fn n5_what_many_branches_return_is_written_by_each_alone() {
    let trace = run(&one(vec![parallel(66, None, vec![step(100.0)])]));
    // 66 × 4 KB are more than 256 KB.
    assert_eq!(book(&trace).2, 66 * 4_000);
}

#[test]
fn q18_an_execution_fails_where_its_branches_have_too_many_operations() {
    assert_eq!(book(&run(&one(vec![parallel(1_000, None, vec![step(1.0)])]))).0, ExecutionStatus::Succeeded);
    let trace = run(&one(vec![parallel(1_000, None, vec![step(1.0), step(1.0)])]));
    // The one beyond 3,000 is the last, in the midst of the branches.
    assert_eq!((book(&trace).0, book(&trace).1), (ExecutionStatus::Failed, 3_001));
}

#[test]
fn n5_contexts_have_no_contexts_inside_and_what_is_invoked_is_there() {
    let inner = child(vec![step(1.0)], 0.0);
    let problems = one(vec![parallel(2, None, vec![inner])]).validate().expect_err("a context inside another one");
    assert_eq!(problems[0].path, "functions[0].durable.operations[0].context.operations[0].context");
    assert!(one(vec![invoke("nobody", 0.0)]).validate().is_err());
    // It may invoke itself: the chain ends as others do.
    let mut own = one(vec![invoke("f", 0.0)]);
    own.duration_s = 60.0;
    let trace = run(&own);
    assert_eq!((trace.executions.len(), trace.rejections.len(), durable_counts(&trace).failed), (16, 1, 16));
}
