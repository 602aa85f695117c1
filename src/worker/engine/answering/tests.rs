use crate::state::choices::{Choices, LatencyBy, TraceOrder};
use crate::worker::engine::Engine;
use crate::worker::protocol::{FromWorker, Generation, Target, ToWorker, decode};
use crate::worker::question::{Answer, Answered, LogQuestion, Question};
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
    let mut engine = Engine::new(|| 0.0);
    engine.handle(ToWorker::Run { generation: ONE, scenario: scenario.to_owned() });
    while engine.is_busy() {
        engine.work();
    }
    engine
}

fn answered(message: &FromWorker) -> Option<Answered> {
    match message {
        FromWorker::Answered(bytes) => decode(bytes).filter(|answered: &Answered| answered.generation == ONE),
        _ => None,
    }
}

fn ask(engine: &mut Engine, question: Question) -> Answer {
    engine.handle(ToWorker::Ask { generation: ONE, question: question.clone() });
    let replies = engine.work();
    let answer = replies.iter().find_map(|reply| {
        answered(&reply.message).filter(|answered| answered.question == question).map(|answered| answered.answer)
    });
    answer.unwrap_or_else(|| panic!("no answer to {question:?}"))
}

fn lines(engine: &mut Engine, filter: &str, first: u32) -> (u32, Vec<String>) {
    let question = LogQuestion {
        filter: filter.to_owned(),
        format: LogFormat::Text,
        function: None,
        from: Instant::ZERO,
        to: Instant::from_secs(120),
        first,
        count: 10,
    };
    match ask(engine, Question::Logs(question)) {
        Answer::Logs(page) => (page.total, page.lines.into_iter().map(|line| line.text).collect()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_view_is_answered() {
    let mut engine = finished();
    let Answer::Findings(findings) = ask(&mut engine, Question::Findings) else { panic!("no findings") };
    assert!(!findings.is_empty());
    let metrics = Question::Metrics { panels: Choices::default().panels.to_vec(), dimension: Dimension::All };
    let Answer::Metrics(metrics) = ask(&mut engine, metrics) else { panic!("no metrics") };
    assert_eq!((metrics.panels.len(), metrics.panels[1].minute.len(), metrics.panels[1].finer.len()), (4, 2, 120));
    assert_eq!(metrics.panels[1].alarms[0].name, "busy");
    assert!(metrics.panels[1].alarms[0].states.len() > 1, "it went into a state");
    let Answer::Latency(spreads) = ask(&mut engine, Question::Latency(LatencyBy::Version, None)) else {
        panic!("none")
    };
    assert_eq!(spreads.len(), 2);
    let Answer::Versions(versions) = ask(&mut engine, Question::Versions(FunctionId(0))) else { panic!("none") };
    assert_eq!(versions.versions.iter().filter(|version| version.invocations > 0).count(), 1);
    let Answer::Bill(bill) = ask(&mut engine, Question::Bill) else { panic!("none") };
    assert!(bill.functions.len() == 2 && bill.functions[0].1[0] > 0.0 && bill.insights_usd > 2.4, "{bill:?}");
    let Answer::Insights(view) = ask(&mut engine, Question::Insights(Some(FunctionId(0)))) else { panic!("none") };
    assert_eq!((view.overview.len(), view.series.len()), (1, 5));
    assert!(view.month_usd > 2.4);
}

#[test]
fn a_trace_goes_through_both_functions() {
    let mut engine = finished();
    let question = |order, chosen| Question::Traces { order, from: Instant::ZERO, to: Instant::from_secs(120), chosen };
    let Answer::Traces(list) = ask(&mut engine, question(TraceOrder::Slowest, None)) else { panic!("none") };
    assert!(list.rows.is_sorted_by(|a, b| a.took >= b.took));
    assert!(list.rows.iter().all(|row| row.function == FunctionId(0)), "roots alone");
    assert_eq!(list.chosen, list.rows.first().map(|row| row.invocation));
    assert!(list.spans.len() >= 4, "{:?}", list.spans);
    assert_eq!(list.map.nodes.len(), 3);
    let chosen = Some(InvocationId(0));
    let Answer::Traces(list) = ask(&mut engine, question(TraceOrder::Failed, chosen)) else { panic!("none") };
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
    let Answer::Why(why) = ask(&mut engine, Question::Why(throttle)) else { panic!("none") };
    assert_eq!(why.answers.len(), 1);
    assert!(!why.refusals.is_empty());
    let nowhere = Target::Invocation(InvocationId(u32::MAX));
    let Answer::Why(why) = ask(&mut engine, Question::Why(nowhere)) else { panic!("none") };
    assert!(why.answers.is_empty());
}

#[test]
fn of_each_view_only_the_newest_question_is_answered() {
    let mut engine = finished();
    for by in [LatencyBy::Start, LatencyBy::Source] {
        engine.handle(ToWorker::Ask { generation: ONE, question: Question::Latency(by, None) });
    }
    engine.handle(ToWorker::Ask { generation: ONE, question: Question::Findings });
    engine.handle(ToWorker::Ask { generation: Generation(7), question: Question::Versions(FunctionId(0)) });
    let mut questions = Vec::new();
    while engine.is_busy() {
        let replies = engine.work();
        questions.extend(replies.iter().filter_map(|reply| answered(&reply.message)).map(|answered| answered.question));
    }
    assert_eq!(questions, [Question::Latency(LatencyBy::Source, None), Question::Findings]);
}
