//! Synchronous clients and their retries (rules S1, S4).

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::scenario::{Jitter, Retry, RetryOn, Scenario};

/// One environment is busy for a second, and a second call comes 0.1 s later.
fn blocked(retry: Retry, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.functions[0].reserved_concurrency = Some(1);
    scenario.sources = vec![source("s", "f", at(&[0.0, 0.1]))];
    scenario.sources[0].retry = retry;
    scenario
}

#[test]
fn without_retry_a_throttled_call_is_lost() {
    let counts = counts(&run(&blocked(Retry::None, 60.0)));
    assert_eq!((counts.calls, counts.requests, counts.invocations, counts.throttles), (2, 2, 1, 1));
    assert_eq!(counts.call_latency_ms.p50, Some(0.0));
}

#[test]
fn a_fixed_wait_between_at_most_max_attempts() {
    let retry = Retry::Fixed { delay_ms: 400.0, max_attempts: 5 };
    let trace = run(&blocked(retry, 60.0));
    let sent: Vec<i64> = trace.throttles.iter().map(|row| row.at.0).collect();
    assert_eq!(sent, [100_000, 500_000, 900_000]);
    let counts = counts(&trace);
    assert_eq!((counts.requests, counts.invocations, counts.throttles), (5, 2, 3));
    // Attempts at 0.1, 0.5, 0.9, and served from 1.3 to 2.3 s.
    assert_eq!(counts.call_latency_ms.max, Some(2_200.0));
    assert_eq!(counts.latency_ms.max, Some(1_000.0));
    let trace = run(&blocked(Retry::Fixed { delay_ms: 400.0, max_attempts: 2 }, 60.0));
    assert_eq!((trace.invocations.len(), trace.throttles.len()), (1, 2));
}

#[test]
fn exponential_backoff_doubles() {
    let retry = Retry::Exponential { base_ms: 100.0, max_delay_ms: 500.0, max_attempts: 10, jitter: Jitter::None };
    let trace = run(&blocked(retry, 60.0));
    let sent: Vec<i64> = trace.throttles.iter().map(|row| row.at.0).collect();
    assert_eq!(sent, [100_000, 200_000, 400_000, 800_000]);
    assert_eq!(trace.invocations.get(1).map(|row| (row.arrival.0, row.attempt)), Some((1_300_000, 5)));
}

#[test]
fn a_retry_at_the_end_makes_its_call_abandoned() {
    let trace = run(&blocked(Retry::Fixed { delay_ms: 400.0, max_attempts: 5 }, 0.5));
    let counts = counts(&trace);
    assert_eq!((counts.calls, counts.abandoned, counts.throttles), (2, 1, 1));
    assert_eq!(counts.call_latency_ms.p50, Some(1_000.0));
}

#[test]
fn errors_and_timeouts_are_retried_only_if_named() {
    for (retry_on, invocations) in [(vec![], 1), (vec![RetryOn::Timeout], 1), (vec![RetryOn::Error], 3)] {
        let mut scenario = unlimited(60.0);
        scenario.functions = vec![function("f", 100.0)];
        scenario.functions[0].work.error_rate = 1.0;
        scenario.sources = vec![source("s", "f", at(&[0.0]))];
        scenario.sources[0].retry = Retry::Fixed { delay_ms: 50.0, max_attempts: 3 };
        scenario.sources[0].retry_on = retry_on;
        let counts = counts(&run(&scenario));
        assert_eq!((counts.calls, counts.invocations, counts.errors), (1, invocations, invocations));
        if invocations == 3 {
            assert_eq!(counts.call_latency_ms.max, Some(400.0));
        }
    }
}

#[test]
fn full_jitter_spreads_retries_below_the_exponential_wait() {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 10_000.0)];
    scenario.functions[0].reserved_concurrency = Some(1);
    let times: Vec<f64> = std::iter::repeat_n(0.0, 500).collect();
    scenario.sources = vec![source("s", "f", at(&times))];
    scenario.sources[0].retry =
        Retry::Exponential { base_ms: 1_000.0, max_delay_ms: 20_000.0, max_attempts: 2, jitter: Jitter::Full };
    let trace = run(&scenario);
    let waits: Vec<u64> = trace.retries.iter().map(|row| row.next.since(row.answered).0).collect();
    assert_eq!(waits.len(), 499);
    assert!(waits.iter().all(|&wait| wait < 1_000_000));
    let mean = waits.iter().sum::<u64>() as f64 / 499.0;
    assert!((mean - 500_000.0).abs() < 50_000.0, "{mean}");
}

#[test]
fn a_storm_of_retries_costs_requests_not_invocations() {
    // S4's lesson: the same overload with and without back-off.
    let overload = |retry: Retry| {
        let mut scenario = unlimited(60.0);
        scenario.functions = vec![function("f", 1_000.0)];
        scenario.functions[0].reserved_concurrency = Some(10);
        scenario.sources = vec![source("s", "f", lambda_sim::scenario::Traffic::Constant { rps: 20.0 })];
        scenario.sources[0].retry = retry;
        counts(&run(&scenario))
    };
    let storm = overload(Retry::Fixed { delay_ms: 10.0, max_attempts: 10 });
    let patient = overload(Retry::Exponential {
        base_ms: 2_000.0,
        max_delay_ms: 20_000.0,
        max_attempts: 10,
        jitter: Jitter::Full,
    });
    assert!(storm.throttles > 2 * patient.throttles, "{} {}", storm.throttles, patient.throttles);
    assert!(storm.invocations <= patient.invocations + 20);
}
