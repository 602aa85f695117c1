//! Functions that call functions and services: who waits, who fails, and what each costs.

use super::{at, function, run, source, unlimited};
use lambda_sim::readings::{Counts, source_counts};
use lambda_sim::scenario::{
    Call, CallMode, Downstream, OnCallFailure, RecursiveLoop, Retry, RetryOn, Scenario, Traffic, TrafficList, WhenFull,
};
use lambda_sim::trace::{CallId, DownstreamAnswer, Fate, FunctionId, Outcome, RejectReason, Trace};

fn calls(function: &str) -> Call {
    Call { function: function.to_owned(), ..Call::default() }
}

fn asks(downstream: &str) -> Call {
    Call { downstream: downstream.to_owned(), ..Call::default() }
}

/// `front` works 100 ms and calls once in the middle; `back` works 50 ms.
fn front_and_back(call: Call) -> Scenario {
    let mut scenario = unlimited(10.0);
    scenario.functions = vec![function("front", 100.0), function("back", 50.0)];
    scenario.functions[0].calls = vec![call];
    scenario.sources = vec![source("users", "front", Traffic::Constant { rps: 1.0 })];
    scenario
}

fn counts(trace: &Trace, function: u16) -> Counts {
    Counts::of(trace, Some(FunctionId(function)))
}

#[test]
fn a_caller_waits_for_what_it_calls_and_is_billed_for_the_wait() {
    let trace = run(&front_and_back(calls("back")));
    for row in trace.invocations.iter() {
        let expected = if trace.pools[row.pool.index()].function.0 == 0 { 150_000 } else { 50_000 };
        assert_eq!((row.handler.0, row.flags.outcome()), (expected, Outcome::Completed));
    }
    assert_eq!((counts(&trace, 0).invocations, counts(&trace, 1).invocations), (10, 10));
    assert_eq!(trace.links.len(), 10);
    for link in trace.links.iter() {
        let child = trace.invocations.iter().find(|row| row.call == link.call).expect("the child ran");
        let parent = trace.invocations.get(link.parent.index()).expect("the parent ran");
        assert_eq!(child.arrival.since(parent.arrival).0, 50_000);
    }
}

#[test]
fn an_asynchronous_call_is_not_waited_for() {
    let trace = run(&front_and_back(Call { mode: CallMode::Async, ..calls("back") }));
    let is_front = |pool: usize| trace.pools[pool].function == FunctionId(0);
    assert!(trace.invocations.iter().all(|row| row.handler.0 == 100_000 || !is_front(row.pool.index())));
    assert_eq!((counts(&trace, 0).completed, counts(&trace, 1).completed), (10, 10));
    assert_eq!(trace.fates.len(), 10);
}

#[test]
fn the_callers_timeout_strikes_while_it_waits() {
    let mut scenario = front_and_back(calls("back"));
    scenario.functions[0].timeout_s = 1;
    scenario.functions[1].work.duration_ms = 5_000.0.into();
    let trace = run(&scenario);
    assert_eq!((counts(&trace, 0).timeouts, counts(&trace, 1).completed), (10, 10));
    assert!(trace.invocations.iter().all(|row| row.handler.0 == 1_000_000 || row.handler.0 == 5_000_000));
}

#[test]
fn a_failed_call_fails_its_caller_unless_it_is_ignored() {
    let mut scenario = front_and_back(calls("back"));
    scenario.functions[1].reserved_concurrency = Some(0);
    let trace = run(&scenario);
    assert_eq!((counts(&trace, 0).errors, counts(&trace, 1).throttles), (10, 10));
    assert!(trace.invocations.iter().all(|row| row.handler.0 == 50_000));
    scenario.functions[0].calls[0].on_failure = OnCallFailure::Ignore;
    let trace = run(&scenario);
    assert_eq!((counts(&trace, 0).completed, counts(&trace, 1).throttles), (10, 10));
}

#[test]
fn calls_follow_each_other_as_often_as_they_are_repeated() {
    let mut scenario = front_and_back(Call { count: 3, ..calls("back") });
    scenario.functions[0].calls.push(Call { after_share: 1.0, ..calls("back") });
    let trace = run(&scenario);
    assert_eq!(counts(&trace, 1).invocations, 40);
    assert!(trace.invocations.iter().all(|row| row.handler.0 == 300_000 || row.handler.0 == 50_000));
}

#[test]
fn a_service_with_one_place_serves_one_after_the_other() {
    let mut scenario = unlimited(1.0);
    scenario.functions = vec![function("f", 0.0)];
    scenario.functions[0].calls = vec![asks("db")];
    scenario.downstreams = vec![Downstream {
        name: "db".to_owned(),
        latency_ms: 100.0.into(),
        concurrency_limit: Some(1),
        ..Downstream::default()
    }];
    scenario.sources = vec![source("burst", "f", Traffic::Bursts { size: 4, every_s: 10.0 })];
    let trace = run(&scenario);
    let mut handlers: Vec<u64> = trace.invocations.iter().map(|row| row.handler.0).collect();
    handlers.sort_unstable();
    assert_eq!(handlers, [100_000, 200_000, 300_000, 400_000]);
    let waits: Vec<(u32, u32)> = trace.downstream_calls.iter().map(|row| (row.waited_us, row.took_us)).collect();
    assert_eq!(waits, [(0, 100_000), (100_000, 100_000), (200_000, 100_000), (300_000, 100_000)]);

    scenario.downstreams[0].when_full = WhenFull::Refuse;
    let trace = run(&scenario);
    let refused = trace.downstream_calls.iter().filter(|row| row.answer == DownstreamAnswer::Refused).count();
    assert_eq!((refused, counts(&trace, 0).errors, counts(&trace, 0).completed), (3, 3, 1));
}

#[test]
fn functions_that_call_themselves_are_stopped_after_sixteen_invocations() {
    let mut scenario = unlimited(1.0);
    scenario.functions = vec![function("loop", 0.0)];
    scenario.functions[0].calls = vec![calls("loop")];
    scenario.sources = vec![source("once", "loop", Traffic::Bursts { size: 1, every_s: 10.0 })];
    let trace = run(&scenario);
    let stopped: Vec<_> = trace.rejections.iter().map(|row| (row.call, row.reason)).collect();
    assert_eq!((trace.invocations.len(), stopped), (16, vec![(CallId(16), RejectReason::Recursion)]));
    assert!(trace.invocations.iter().all(|row| row.flags.outcome() == Outcome::HandlerError));
    assert_eq!(trace.links.iter().last().map(|link| (link.call.0, link.parent.0)), Some((16, 15)));

    // Where nobody waits, the event that would go on is dropped.
    scenario.functions[0].calls[0].mode = CallMode::Async;
    let trace = run(&scenario);
    assert_eq!((trace.invocations.len(), trace.rejections.len()), (16, 1));
    assert!(trace.invocations.iter().all(|row| row.flags.outcome() == Outcome::Completed));
    assert_eq!(trace.fates.iter().filter(|row| row.fate == Fate::Dropped).count(), 1);
    assert_eq!(source_counts(&trace)[1].offered, 16);
}

#[test]
fn e6_a_function_may_be_allowed_to_call_itself_for_ever() {
    let mut scenario = unlimited(1.0);
    scenario.functions = vec![function("loop", 10.0)];
    scenario.functions[0].calls = vec![calls("loop")];
    scenario.functions[0].calls[0].after_share = 1.0;
    scenario.functions[0].calls[0].mode = CallMode::Async;
    scenario.sources = vec![source("once", "loop", Traffic::Bursts { size: 1, every_s: 10.0 })];
    assert_eq!(run(&scenario).invocations.len(), 16);
    scenario.functions[0].recursive_loop = RecursiveLoop::Allow;
    let trace = run(&scenario);
    // One every 10 ms; what is allowed for ever ends with the counted time.
    assert_eq!((trace.invocations.len(), trace.rejections.len()), (100, 0));
}

#[test]
fn what_was_admitted_goes_on_to_its_end() {
    let mut scenario = front_and_back(calls("back"));
    scenario.duration_s = 0.01;
    let trace = run(&scenario);
    assert_eq!(trace.invocations.len(), 2);
    assert!(trace.invocations.iter().all(|row| row.flags.outcome() == Outcome::Completed));
}

#[test]
fn a_caller_that_has_timed_out_sends_no_further_attempts() {
    let retry = Retry::Fixed { delay_ms: 700.0, max_attempts: 5 };
    let mut scenario = front_and_back(Call { retry, retry_on: vec![RetryOn::Error], ..calls("back") });
    scenario.sources[0].traffic = TrafficList(vec![at(&[0.0])]);
    scenario.functions[0].timeout_s = 1;
    scenario.functions[1].work.error_rate = 1.0;
    let trace = run(&scenario);
    // Sent at 50 and 800 ms; the answer at 850 ms would bring a third attempt at 1,550 ms, after the caller's end.
    assert_eq!(counts(&trace, 1).invocations, 2);
    assert_eq!(trace.invocations.get(0).expect("the caller").flags.outcome(), Outcome::Timeout);
}
