//! The tabs' answers, asked as the page asks for them.

use super::cost::Cost;
use super::findings::Findings;
use super::insights::Insights;
use super::latency::Latency;
use super::logs::Logs;
use super::logs::answer::LogQuery;
use super::metrics::{Metrics, MetricsQuery};
use super::traces::{Traces, TracesQuery};
use super::versions::Versions;
use super::*;
use crate::state::TabOptions;
use crate::state::tab_options::{LatencyBy, TraceOrder};
use crate::worker::engine::Engine;
use crate::worker::protocol::{
    FromWorker, Generation, Request, Response, TabQuery, Target, ToWorker, Why, decode, encode,
};
use lambda_sim::readings::cloudwatch::Dimension;
use lambda_sim::readings::logs::LogFormat;
use lambda_sim::trace::{FunctionId, InvocationId};
use lambda_sim::units::Instant;

const ONE: Generation = Generation(1);

/// An engine that has run two functions, one calling the other, with throttles, failures and an alarm.
fn finished() -> Engine {
    let scenario = r#"{"version": 1, "seed": 3, "duration_s": 120,
        "functions": [
            {"name": "a", "reserved_concurrency": 5, "insights": true, "work": {"duration_ms": 200, "error_rate": 0.1},
             "calls": [{"function": "b"}]},
            {"name": "b", "work": {"duration_ms": 50}}],
        "alarms": [{"name": "busy", "function": "a", "metric": "Throttles", "statistic": "Sum", "period_s": 60, "threshold": 1,
            "comparison_operator": "GreaterThanThreshold", "datapoints_to_alarm": 1, "evaluation_periods": 1}],
        "sources": [{"name": "s", "function": "a", "traffic": {"poisson": {"rps": 20}},
            "retry": {"fixed": {"delay_ms": 100, "max_attempts": 3}}}]}"#;
    let mut engine = Engine::new(|| 0.0, || lazy::loaded::<AskingDoor>().map(|asking| asking.answer));
    engine.handle(ToWorker::Run { generation: ONE, scenario: scenario.to_owned() });
    while engine.is_busy() {
        engine.work();
    }
    engine
}

fn request<T: Tab>(tab: TabId, query: &T::Query) -> Request {
    Request::Tab(TabQuery { tab, query: encode(query) })
}

fn ask<T: Tab>(engine: &mut Engine, tab: TabId, query: T::Query) -> T::Answer {
    engine.handle(ToWorker::Ask { generation: ONE, request: request::<T>(tab, &query) });
    let replies = engine.work();
    let [FromWorker::Answered { generation: ONE, response: Response::Tab(answer) }] = &replies[..] else {
        panic!("{replies:?}")
    };
    assert_eq!(answer.query.tab, tab);
    decode(&answer.answer).expect("an answer")
}

fn ask_why(engine: &mut Engine, target: Target) -> Why {
    engine.handle(ToWorker::Ask { generation: ONE, request: Request::Why(target) });
    let replies = engine.work();
    let [FromWorker::Answered { response: Response::Why(answer), .. }] = &replies[..] else { panic!("{replies:?}") };
    answer.why.clone()
}

fn lines(engine: &mut Engine, filter: &str, first: u32) -> (u32, Vec<String>) {
    let query = LogQuery {
        filter: filter.to_owned(),
        format: LogFormat::Text,
        function: None,
        from: Instant::ZERO,
        to: Instant::from_secs(120),
        first,
        count: 10,
    };
    let page = ask::<Logs>(engine, TabId::Logs, query);
    (page.total, page.lines.into_iter().map(|line| line.text).collect())
}

#[test]
fn every_view_is_answered() {
    let mut engine = finished();
    let findings = ask::<Findings>(&mut engine, TabId::Findings, ());
    assert!(!findings.is_empty());
    let query = MetricsQuery { panels: TabOptions::default().panels.to_vec(), dimension: Dimension::All };
    let metrics = ask::<Metrics>(&mut engine, TabId::Metrics, query);
    assert_eq!((metrics.panels.len(), metrics.panels[1].minute.len(), metrics.panels[1].finer.len()), (4, 2, 120));
    assert_eq!(metrics.panels[1].alarms[0].name, "busy");
    assert!(metrics.panels[1].alarms[0].states.len() > 1, "it went into a state");
    let spreads = ask::<Latency>(&mut engine, TabId::Latency, (LatencyBy::Version, None));
    assert_eq!(spreads.len(), 2);
    let versions = ask::<Versions>(&mut engine, TabId::Versions, FunctionId(0));
    assert_eq!(versions.versions.iter().filter(|version| version.invocations > 0).count(), 1);
    let bill = ask::<Cost>(&mut engine, TabId::Cost, ());
    assert!(bill.functions.len() == 2 && bill.functions[0].1[0] > 0.0 && bill.insights_usd > 2.4, "{bill:?}");
    let view = ask::<Insights>(&mut engine, TabId::Insights, Some(FunctionId(0)));
    assert_eq!((view.overview.len(), view.series.len()), (1, 5));
    assert!(view.month_usd > 2.4);
}

#[test]
fn a_trace_goes_through_both_functions() {
    let mut engine = finished();
    let query = |order, chosen| TracesQuery { order, from: Instant::ZERO, to: Instant::from_secs(120), chosen };
    let list = ask::<Traces>(&mut engine, TabId::Traces, query(TraceOrder::Slowest, None));
    assert!(list.rows.is_sorted_by(|a, b| a.took >= b.took));
    assert!(list.rows.iter().all(|row| row.function == FunctionId(0)), "roots alone");
    assert_eq!(list.chosen, list.rows.first().map(|row| row.invocation));
    assert!(list.spans.len() >= 4, "{:?}", list.spans);
    assert_eq!(list.map.nodes.len(), 3);
    let chosen = Some(InvocationId(0));
    let list = ask::<Traces>(&mut engine, TabId::Traces, query(TraceOrder::Failed, chosen));
    assert_eq!(list.chosen, chosen);
}

#[test]
fn the_log_is_filtered_whatever_the_case_and_paged() {
    let mut engine = finished();
    let (all, first) = lines(&mut engine, "", 0);
    assert!(all > 1_000 && first.len() == 10, "{all}");
    let (reports, first) = lines(&mut engine, "report requestid", 0);
    assert!(reports < all && first.iter().all(|line| line.starts_with("REPORT RequestId")), "{first:?}");
    let (_, second) = lines(&mut engine, "report requestid", 10);
    assert_ne!(first, second);
    assert_eq!(lines(&mut engine, "nobody writes this", 0), (0, Vec::new()));
    assert_eq!(lines(&mut engine, "", u32::MAX).1, Vec::<String>::new());
}

#[test]
fn why_tells_everything_about_what_is_selected_and_nothing_about_what_is_not_there() {
    let mut engine = finished();
    let throttle = Target::Throttle { at: Instant::ZERO };
    let why = ask_why(&mut engine, throttle);
    assert_eq!(why.answers.len(), 1);
    assert!(!why.refusals.is_empty());
    let nowhere = Target::Invocation(InvocationId(u32::MAX));
    let why = ask_why(&mut engine, nowhere);
    assert!(why.answers.is_empty());
}

#[test]
fn of_each_tab_only_the_newest_query_is_answered() {
    let mut engine = finished();
    let latency = |by| request::<Latency>(TabId::Latency, &(by, None));
    let findings = request::<Findings>(TabId::Findings, &());
    for (generation, request) in [
        (ONE, latency(LatencyBy::Start)),
        (ONE, latency(LatencyBy::Source)),
        (ONE, findings.clone()),
        (Generation(7), request::<Versions>(TabId::Versions, &FunctionId(0))),
    ] {
        engine.handle(ToWorker::Ask { generation, request });
    }
    let mut answered = Vec::new();
    while engine.is_busy() {
        answered.extend(engine.work().into_iter().map(|reply| match reply {
            FromWorker::Answered { response: Response::Tab(answer), .. } => Request::Tab(answer.query),
            other => panic!("{other:?}"),
        }));
    }
    assert_eq!(answered, [latency(LatencyBy::Source), findings]);
}

#[test]
fn the_open_tab_asks_for_what_is_in_sight() {
    let mut view = ViewState::at_a_run_of(60e6);
    assert_eq!(super::query(&view).map(|query| query.tab), Some(TabId::Findings), "the first tab");
    view.tab = TabId::Logs;
    view.viewport.from = 10e6;
    let query: LogQuery = decode(&super::query(&view).expect("a query").query).expect("the log's");
    assert_eq!((query.from, query.to), (Instant::from_secs(10), Instant::from_secs(60)));
    view.tab = TabId::Functions;
    assert_eq!(super::query(&view), None);
}
