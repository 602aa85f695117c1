use super::super::super::alarms::alarm_changes;
use super::super::super::testing::{function, run};
use super::super::{Query, series};
use super::*;
use crate::monitoring::{Metric, Statistic};
use crate::scenario::Scenario;
use crate::simulator::Simulator;
use crate::trace::FunctionId;

/// A run of one function with one source: the rest of the function, of the source, and for how long.
fn of(function_more: &str, source: &str, duration_s: u32) -> Trace {
    run(&format!(
        r#"{{"version": 1, "duration_s": {duration_s}, "functions": [{}],
            "sources": [{{"name": "s", "function": "f", {source}}}]}}"#,
        function(function_more)
    ))
}

/// Every value of a metric, each with its time in ms.
fn told(trace: &Trace, metric: Metric) -> Vec<(i64, f64)> {
    let mut told = Vec::new();
    super::super::walk(trace, metric, Dimension::All, |sample| told.push((sample.carries.0 / 1_000, sample.value)));
    told
}

fn sum(trace: &Trace, metric: Metric) -> f64 {
    let query = Query { statistic: Statistic::Sum, ..Query::of(metric, Dimension::Function(FunctionId(0))) };
    series(trace, &query).iter().map(|(_, value)| value).sum()
}

#[test]
fn o1_the_age_of_an_asynchronous_event_grows_with_every_retry() {
    // Each try takes 10 ms; the first starts for 100 ms. The waits are a minute and two.
    let source = r#""kind": "async", "dead_letter_queue": true, "traffic": {"recorded": {"at_s": [1]}}"#;
    let trace = of(r#", "work": {"duration_ms": 10, "error_rate": 1}"#, source, 600);
    assert_eq!(told(&trace, Metric::AsyncEventsReceived), [(1_000, 1.0)]);
    assert_eq!(
        told(&trace, Metric::AsyncEventAge),
        [(1_000, 0.0), (61_110, 60_110.0), (181_120, 180_120.0)],
        "from its queueing to each invocation"
    );
    // The dead-letter queue has it, and yet it counts as dropped.
    assert_eq!(told(&trace, Metric::AsyncEventsDropped), [(181_130, 1.0)]);
}

#[test]
fn o1_what_never_came_into_the_queue_was_not_dropped_from_it() {
    let source = r#""kind": "sns", "delivery_latency_ms": 500, "delivery_error_rate": 1, "traffic": {"recorded": {"at_s": [1, 2]}}"#;
    let trace = of("", source, 60);
    assert_eq!([Metric::AsyncEventsReceived, Metric::AsyncEventsDropped].map(|metric| sum(&trace, metric)), [0.0; 2]);
    let source = r#""kind": "async", "payload_kb": 2000, "traffic": {"recorded": {"at_s": [1, 2]}}"#;
    let trace = of("", source, 60);
    assert_eq!([Metric::AsyncEventsReceived, Metric::AsyncEventsDropped].map(|metric| sum(&trace, metric)), [0.0; 2]);
    let source = r#""kind": "s3", "delivery_latency_ms": 500, "traffic": {"recorded": {"at_s": [1]}}"#;
    let trace = of("", source, 60);
    assert_eq!(
        (told(&trace, Metric::AsyncEventsReceived), told(&trace, Metric::AsyncEventAge)),
        (vec![(1_500, 1.0)], vec![(1_500, 0.0)])
    );
}

#[test]
fn o1_events_of_a_queue_are_counted_from_poll_to_deletion() {
    let source = r#""kind": "sqs", "batch_size": 10, "visibility_timeout_s": 30, "poison_share": 0.2, "filtered_share": 0.3,
        "report_batch_item_failures": true, "max_receive_count": 2, "dead_letter_queue": true,
        "traffic": {"constant": {"rps": 10}}"#;
    let trace = of(r#", "work": {"duration_ms": 100}"#, source, 300);
    let ends = |fate: Fate| trace.fates.iter().filter(|row| row.fate == fate && row.at < trace.end()).count() as f64;
    let [polled, filtered, invoked, failed, deleted] = [
        Metric::PolledEventCount,
        Metric::FilteredOutEventCount,
        Metric::InvokedEventCount,
        Metric::FailedInvokeEventCount,
        Metric::DeletedEventCount,
    ]
    .map(|metric| sum(&trace, metric));
    assert_eq!((filtered, deleted), (ends(Fate::Filtered), ends(Fate::Succeeded)));
    assert_eq!(polled, filtered + invoked, "what was read was kept out, or sent at once");
    // What is not deleted when its batch ends has failed; at the end a batch may still run.
    assert!((0.0..=10.0).contains(&(invoked - failed - deleted)), "{invoked} {failed} {deleted}");
    assert!(failed >= 2.0 * ends(Fate::DeadLettered) && ends(Fate::DeadLettered) > 100.0, "each was tried twice");
    for metric in
        [Metric::DroppedEventCount, Metric::OnFailureDestinationDeliveredEventCount, Metric::ProvisionedPollers]
    {
        assert_eq!(told(&trace, metric), [], "not of a queue, or not in this mode");
    }
}

#[test]
fn o1_the_iterator_age_is_that_of_the_last_record_at_every_try() {
    // Polled at 1 s and every second: the batch of both is sent, fails at 1,110 ms, again at once, and is given up.
    let source = r#""kind": "kinesis", "maximum_retry_attempts": 1, "traffic": {"recorded": {"at_s": [0.2, 0.7]}}"#;
    let work = r#", "work": {"duration_ms": 10, "error_rate": 1}"#;
    let trace = of(work, source, 60);
    assert_eq!(told(&trace, Metric::IteratorAge), [(1_000, 300.0), (1_110, 410.0)]);
    assert_eq!(told(&trace, Metric::PolledEventCount), [(1_000, 2.0)]);
    assert_eq!(told(&trace, Metric::InvokedEventCount), [(1_000, 2.0), (1_110, 2.0)]);
    // Unlike an error it carries the time at which the invocation ended.
    assert_eq!(told(&trace, Metric::FailedInvokeEventCount), [(1_110, 2.0), (1_120, 2.0)]);
    assert_eq!(told(&trace, Metric::Errors), [(1_000, 1.0), (1_110, 1.0)]);
    assert_eq!(sum(&trace, Metric::DroppedEventCount), 2.0);
    let trace = of(work, &source.replace(r#""kinesis","#, r#""kinesis", "on_failure": true,"#), 60);
    assert_eq!(sum(&trace, Metric::DroppedEventCount), 0.0);
    assert_eq!(told(&trace, Metric::OnFailureDestinationDeliveredEventCount), [(1_120, 1.0), (1_120, 1.0)]);
}

#[test]
fn o1_provisioned_pollers_are_told_when_they_bring_something() {
    let source = r#""kind": "sqs", "visibility_timeout_s": 60, "provisioned_pollers": {"minimum": 3, "maximum": 20},
        "traffic": {"constant": {"rps": 2000}}"#;
    let trace = of(r#", "work": {"duration_ms": 1000}"#, source, 120);
    let pollers: Vec<f64> = told(&trace, Metric::ProvisionedPollers).into_iter().map(|(_, value)| value).collect();
    assert_eq!((pollers.first(), pollers.last()), (Some(&3.0), Some(&20.0)));
}

#[test]
fn o1_a_chain_that_is_too_long_is_stopped_and_counted() {
    let trace = run(&format!(
        r#"{{"version": 1, "duration_s": 60, "functions": [{}],
            "sources": [{{"name": "s", "function": "f", "traffic": {{"recorded": {{"at_s": [1]}}}}}}]}}"#,
        function(r#", "work": {"duration_ms": 10}, "calls": [{"function": "f", "mode": "async"}]"#)
    ));
    assert_eq!(sum(&trace, Metric::RecursiveInvocationsDropped), 1.0);
    assert_eq!(
        [Metric::AsyncEventsReceived, Metric::AsyncEventsDropped].map(|metric| sum(&trace, metric)),
        [16.0, 1.0]
    );
}

#[test]
fn o1_durable_executions_are_told_when_they_begin_and_end() {
    let durable = r#", "work": {"duration_ms": 10}, "durable": {"execution_timeout_s": 100,
        "operations": [{"wait": {"duration_s": 30}}]}"#;
    let trace = of(durable, r#""kind": "async", "traffic": {"recorded": {"at_s": [1, 50]}}"#, 60);
    let started = told(&trace, Metric::DurableExecutionStarted);
    assert_eq!(started, [(1_000, 1.0), (50_000, 1.0)]);
    let ended = told(&trace, Metric::DurableExecutionSucceeded);
    let took = told(&trace, Metric::DurableExecutionDuration);
    assert_eq!((ended.len(), took.len(), ended[0].0), (1, 1, took[0].0));
    assert_eq!(took[0].1, (took[0].0 - 1_000) as f64);
    assert_eq!(told(&trace, Metric::DurableExecutionFailed), []);
}

/// What an alarm does while a run goes on is what the readings say afterwards.
#[test]
fn alarms_are_told_of_events_what_the_readings_tell() {
    let metrics = [
        "AsyncEventsReceived",
        "AsyncEventAge",
        "AsyncEventsDropped",
        "IteratorAge",
        "PolledEventCount",
        "FilteredOutEventCount",
        "InvokedEventCount",
        "FailedInvokeEventCount",
        "DroppedEventCount",
        "OnFailureDestinationDeliveredEventCount",
        "DeletedEventCount",
        "ProvisionedPollers",
        "RecursiveInvocationsDropped",
    ];
    let alarms: Vec<String> = metrics
        .iter()
        .map(|metric| {
            format!(
                r#"{{"name": "{metric}", "function": "f", "metric": "{metric}", "statistic": "Sum", "threshold": 40}},
                   {{"name": "{metric} often", "function": "f", "metric": "{metric}", "statistic": "Average",
                     "period_s": 10, "threshold": 1.5}}"#
            )
        })
        .collect();
    let traffic = r#""traffic": {"wave": {"mean_rps": 2, "amplitude": 0.9, "period_s": 400}}"#;
    let text = format!(
        r#"{{"version": 1, "seed": 3, "duration_s": 1200, "functions": [{}], "alarms": [{}], "sources": [
            {{"name": "a", "function": "f", "kind": "async", "maximum_retry_attempts": 1, "poison_share": 0.1, {traffic}}},
            {{"name": "q", "function": "f", "kind": "sqs", "visibility_timeout_s": 20, "filtered_share": 0.2,
              "provisioned_pollers": {{"minimum": 2, "maximum": 9}}, {traffic}}},
            {{"name": "k", "function": "f", "kind": "kinesis", "shards": 2, "maximum_retry_attempts": 1, {traffic}}},
            {{"name": "d", "function": "f", "kind": "dynamodb", "bisect_batch_on_function_error": true, "poison_share": 0.05,
              "maximum_retry_attempts": 2, "on_failure": true, {traffic}}}]}}"#,
        function(
            r#", "reserved_concurrency": 4, "work": {"duration_ms": {"exponential": {"mean": 400}}, "error_rate": 0.1},
               "calls": [{"function": "f", "mode": "async", "probability": 0.2}]"#
        ),
        alarms.join(",")
    );
    let scenario = Scenario::read(&text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let trace = Simulator::new(&scenario, scenario.seed).finish().expect("a small run");
    let mut changed = 0;
    for (number, alarm) in scenario.alarms.iter().enumerate() {
        let read: Vec<(i64, u8)> = alarm_changes(&trace, &alarm.settings(), Dimension::Function(FunctionId(0)))[1..]
            .iter()
            .map(|change| (change.at.0, change.state as u8))
            .collect();
        let lived: Vec<(i64, u8)> = trace
            .alarms
            .iter()
            .filter(|row| usize::from(row.alarm) == number && row.at <= trace.end())
            .map(|row| (row.at.0, row.state))
            .collect();
        assert_eq!(lived, read, "{}", alarm.name);
        changed += lived.len();
    }
    assert!(changed > 60, "{changed} changes of state");
}
