use super::*;
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::NamedList;
use lambda_sim::scenario::{Function, Source};
use lambda_sim::simulator::Simulator;

fn scenario() -> Scenario {
    Scenario {
        functions: vec![Function {
            name: "checkout".to_owned(),
            reserved_concurrency: Some(24),
            ..Function::default()
        }],
        ..Scenario::default()
    }
}

fn summary(total: Counts) -> Summary {
    let functions = NamedList::from_iter([("checkout".to_owned(), total.clone())]);
    Summary {
        name: String::new(),
        seed: 1,
        duration_s: 60.0,
        total,
        functions,
        cost_usd: Default::default(),
        sources: NamedList::default(),
        statuses: Default::default(),
        trace_hash: String::new(),
    }
}

fn overview() -> Overview {
    Overview { step_us: 1_000_000, requests: vec![10, 119, 40], throttles: vec![0, 80, 0], ..Overview::default() }
}

fn told(scenario: &Scenario, total: Counts) -> Headline {
    headline(scenario, &summary(total), &overview())
}

#[test]
fn throttles_name_their_limit_and_when() {
    let total = Counts {
        calls: 2_041,
        requests: 2_121,
        invocations: 2_041,
        completed: 2_041,
        throttles: 80,
        throttles_by_reason: [(ThrottleReason::ReservedConcurrency, 80)].into(),
        ..Counts::default()
    };
    let waits = Scenario { sources: vec![Source::default()], ..scenario() };
    let told = told(&waits, total);
    assert_eq!(
        told.fact.replace('\u{a0}', " "),
        "Up to 119 requests/s met a reserved limit of 24: 80 of 2,121 requests were throttled, 1.00 s to 2.00 s."
    );
    assert!(told.next.starts_with("Every call got through in the end."), "{}", told.next);
}

#[test]
fn timeouts_come_before_cold_starts() {
    let mut total = Counts { requests: 100, invocations: 100, completed: 90, timeouts: 10, ..Counts::default() };
    total.starts.full_cold = 20;
    let told = told(&scenario(), total);
    assert!(told.fact.starts_with("10 of 100 invocations ran into the timeout of 3"), "{}", told.fact);
}

#[test]
fn a_wrong_handler_is_named_as_the_cause() {
    let mut scenario = scenario();
    scenario.functions[0].package.entry_point = Some("app.main".to_owned());
    let total = Counts { requests: 10, invocations: 10, errors: 10, ..Counts::default() };
    assert!(told(&scenario, total).fact.contains("Every init of checkout fails"));
}

#[test]
fn what_was_not_answered_is_no_success() {
    let of = |calls, completed, abandoned| {
        outcome_of(&Counts { calls, completed, abandoned, throttles: 9_000, ..Counts::default() }, true)
    };
    assert_eq!(of(2_000, 1_990, 10), "Every call got through in the end.");
    assert_eq!(of(2_000, 1_980, 10), "Most calls got through, some on a retry; 10 failed.");
    assert_eq!(of(2_000, 619, 1_371), "Of 2,000 calls 10 failed, 1,371 had no answer when the run ended.");
    assert_eq!(of(2_000, 600, 1_400), "Of 2,000 calls 1,400 had no answer when the run ended.");
}

/// The headline of an example, as it is opened.
fn of_example(document: &str) -> Headline {
    let scenario = Scenario::read(document).expect("an example");
    let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
    let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known region");
    headline(&scenario, &summary, &overview())
}

#[test]
fn who_waits_for_no_answer_is_not_told_to_retry() {
    let told = of_example(include_str!("../../../../static/scenarios/async-burst.json"));
    assert!(told.fact.contains("requests were throttled"), "{}", told.fact);
    let names = |word: &str| told.next.split(|letter: char| !letter.is_alphabetic()).any(|of| of == word);
    assert!(names("events"), "{}", told.next);
    assert!(!["client", "clients", "call", "calls"].into_iter().any(names), "{}", told.next);
}

#[test]
fn what_is_left_waiting_is_told_before_errors_and_cold_starts() {
    for (document, fact, next) in [
        (
            include_str!("../../../../static/scenarios/poison-record.json"),
            "events of clicks were still waiting",
            "shard",
        ),
        (
            include_str!("../../../../static/scenarios/queue-behind.json"),
            "events of orders were still waiting",
            "maximum",
        ),
        (
            include_str!("../../../../static/scenarios/durable-order.json"),
            "executions of order were still under way",
            "waits",
        ),
    ] {
        let told = of_example(document);
        assert!(told.fact.contains(fact) && told.next.contains(next), "{told:?}");
    }
}

#[test]
fn a_release_points_at_its_versions_and_spillover_at_what_is_provisioned() {
    let told = of_example(include_str!("../../../../static/scenarios/canary-rollback.json"));
    assert_eq!(told.next, "The Versions tab tells which version of checkout they came from.");
    let told = of_example(include_str!("../../../../static/scenarios/target-tracking.json"));
    assert!(told.fact.contains("found no provisioned environment free"), "{told:?}");
}

#[test]
fn few_failures_are_no_headline_and_not_hidden() {
    let total = Counts { requests: 10_000, invocations: 10_000, completed: 9_999, errors: 1, ..Counts::default() };
    assert_eq!(told(&scenario(), total).fact, "10,000 requests, all but 1 served.");
}

#[test]
fn errors_of_the_only_function_need_no_place() {
    let total = Counts { requests: 100, invocations: 100, completed: 90, errors: 10, ..Counts::default() };
    let told = told(&scenario(), total);
    assert_eq!(told.fact, "10 of 100 invocations ended in an error.");
    assert!(told.next.starts_with("Look at the error and crash rates of checkout"), "{}", told.next);
}

#[test]
fn a_calm_run_tells_its_latency() {
    let mut total = Counts { requests: 10, invocations: 10, completed: 10, ..Counts::default() };
    total.latency_ms.p50 = Some(80.0);
    total.latency_ms.p99 = Some(400.0);
    let fact = told(&scenario(), total).fact.replace('\u{a0}', " ");
    assert_eq!(fact, "10 requests, all served: half within 80 ms, 99 of 100 within 400 ms.");
}

#[test]
fn without_calls_there_is_something_to_do() {
    assert_eq!(told(&scenario(), Counts::default()).next, "Add a source under Traffic and sources.");
}
