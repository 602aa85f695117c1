//! Schedules and health checks: what calls a function without being asked (rules E4, S5).

use super::{at, counts, function, run, source, unlimited};
use lambda_sim::readings::source_counts;
use lambda_sim::scenario::{
    Asynchronous, InvokePath, Rate, Scenario, Schedule, ScheduleExpression, Source, SourceKind, Synchronous,
    TrafficList,
};
use lambda_sim::trace::{StartKind, Trace};

const MINUTE: i64 = 60_000_000;

fn scheduled(when: ScheduleExpression, concurrency: u32, duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![Source {
        name: "s".to_owned(),
        function: "f".to_owned(),
        kind: SourceKind::Schedule(Schedule { schedule: Some(when), concurrency, ..Schedule::default() }),
        ..Source::default()
    }];
    scenario
}

fn cron(text: &str) -> ScheduleExpression {
    ScheduleExpression::Text(text.to_owned())
}

fn minutes(trace: &Trace) -> Vec<i64> {
    trace.invocations.iter().map(|row| row.arrival.0.div_euclid(MINUTE)).collect()
}

#[test]
fn a_rate_fires_once_in_each_named_minute() {
    let trace = run(&scheduled(ScheduleExpression::Rate(Rate { rate_minutes: 5 }), 1, 1_800.0));
    assert_eq!(minutes(&trace), [0, 5, 10, 15, 20, 25]);
    assert_eq!(trace.invocations.iter().filter(|row| row.arrival.0 % MINUTE == 0).count(), 0);
    assert_eq!(run(&scheduled(cron("rate(5 minutes)"), 1, 1_800.0)).hash(), trace.hash());
    // Before the counted time it fires as well, and the counted firings stay where they are.
    let mut earlier = scheduled(cron("rate(5 minutes)"), 1, 1_800.0);
    earlier.warm_up_s = 600.0;
    let earlier = run(&earlier);
    assert_eq!(minutes(&earlier), [-10, -5, 0, 5, 10, 15, 20, 25]);
    let counted = |trace: &Trace| trace.invocations.iter().map(|row| row.arrival.0).filter(|at| *at >= 0).collect();
    let (with, without): (Vec<i64>, Vec<i64>) = (counted(&earlier), counted(&trace));
    assert_eq!(with, without);
    assert_eq!(source_counts(&earlier)[0].offered, 6);
}

#[test]
fn a_cron_schedule_goes_by_the_runs_calendar() {
    // From Monday 2026-01-05, two days: 12:30 each.
    let mut scenario = scheduled(cron("cron(30 12 ? * MON-FRI *)"), 1, 172_800.0);
    assert_eq!(minutes(&run(&scenario)), [750, 2_190]);
    scenario.starts_at = "2026-01-09T12:00:00Z".to_owned();
    assert_eq!(minutes(&run(&scenario)), [30]);
    scenario.starts_at = "2026-01-10T00:00:00Z".to_owned();
    assert!(run(&scenario).invocations.is_empty());
}

#[test]
fn a_warmer_keeps_as_many_environments_as_it_pings_at_once() {
    let mut scenario = scheduled(cron("rate(5 minutes)"), 3, 3_600.0);
    scenario.functions[0].keep_alive.initialized_s = lambda_sim::scenario::Override::Value(400.0.into());
    scenario.sources.push(source("users", "f", at(&[1_000.0, 1_000.0, 1_000.0, 1_000.0])));
    let trace = run(&scenario);
    let users = trace.invocations.iter().filter(|row| row.source.0 == 1);
    let cold = users.filter(|row| row.flags.start() == StartKind::FullCold).count();
    assert_eq!((cold, trace.environments.len(), source_counts(&trace)[0].succeeded), (1, 4, 36));
}

#[test]
fn a_schedule_needs_no_traffic_and_takes_none() {
    let problems = |scenario: &Scenario| -> Vec<String> {
        scenario.validate().err().unwrap_or_default().iter().map(|problem| problem.path.clone()).collect()
    };
    let mut scenario = scheduled(cron("rate(5 minutes)"), 1, 60.0);
    assert!(problems(&scenario).is_empty());
    assert_eq!(Scenario::read(&scenario.to_json()).expect("it reads back"), scenario);
    scenario.sources[0].traffic = TrafficList(vec![at(&[0.0])]);
    assert_eq!(problems(&scenario), ["sources[0].traffic"]);
    // Without a schedule, traffic says when it fires.
    scenario.sources[0].kind = SourceKind::Schedule(Schedule::default());
    assert!(problems(&scenario).is_empty());
    scenario.sources[0].traffic = TrafficList::default();
    assert_eq!(problems(&scenario), ["sources[0].traffic"]);
    assert_eq!(problems(&scheduled(cron("cron(0 12 * * *)"), 1, 60.0)), ["sources[0].schedule"]);
    assert_eq!(
        problems(&scheduled(ScheduleExpression::Rate(Rate { rate_minutes: 0 }), 1, 60.0)),
        ["sources[0].schedule.rate_minutes"]
    );
    assert_eq!(problems(&scheduled(cron("rate(1 minute)"), 1_001, 60.0)), ["sources[0].concurrency"]);
    // A year of a thousand pings a minute is more than a run can hold.
    assert_eq!(problems(&scheduled(cron("rate(1 minute)"), 1_000, 31_536_000.0)), ["sources"]);
    let mut scenario = scheduled(cron("rate(1 minute)"), 1, 60.0);
    scenario.starts_at = "tomorrow".to_owned();
    assert_eq!(problems(&scenario), ["starts_at"]);
    let text = r#"{"functions": [{"name": "f"}], "sources": [{"name": "s", "function": "f", "kind": "schedule",
        "schedule": {"rate_minutes": 7}, "concurrency": 2, "maximum_retry_attempts": 0}]}"#;
    let settings = Schedule {
        schedule: Some(ScheduleExpression::Rate(Rate { rate_minutes: 7 })),
        concurrency: 2,
        asynchronous: Asynchronous { maximum_retry_attempts: 0, ..Asynchronous::default() },
    };
    assert_eq!(Scenario::read(text).expect("valid").sources[0].kind, SourceKind::Schedule(settings));
}

#[test]
fn each_health_check_of_a_load_balancer_is_an_invocation() {
    let mut scenario = unlimited(100.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![source("s", "f", at(&[50.0]))];
    let alb = |health_check_interval_s| {
        SourceKind::Sync(Synchronous { via: InvokePath::Alb, health_check_interval_s, ..Synchronous::default() })
    };
    scenario.sources[0].kind = alb(None);
    assert_eq!(run(&scenario).invocations.len(), 1);
    scenario.sources[0].kind = alb(Some(35.0));
    let trace = run(&scenario);
    let arrivals: Vec<i64> = trace.invocations.iter().map(|row| row.arrival.0 / 1_000_000).collect();
    assert_eq!(arrivals, [0, 35, 50, 70]);
    let [clients, checks] = source_counts(&trace)[..] else { panic!("two sources") };
    assert_eq!((clients.offered, checks.offered, checks.succeeded), (1, 3, 3));
    assert_eq!((trace.sources[1].name.as_str(), counts(&trace).invocations), ("s health check", 4));
}
