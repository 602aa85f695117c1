use super::*;
use crate::scenario::SourceKind;

const F: FunctionId = FunctionId(0);

fn scenario() -> Scenario {
    Scenario::read(
        r#"{"functions": [{"name": "f", "reserved_concurrency": 10}],
            "sources": [{"name": "s", "function": "f", "traffic": {"constant": {"rps": 1}}}]}"#,
    )
    .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn after(scenario: &Scenario, suggestion: Suggestion) -> Scenario {
    suggestion.tried(scenario, scenario).expect("valid").expect("a change")
}

#[test]
fn provisioned_concurrency_takes_its_reservation_along() {
    let function = &after(&scenario(), Suggestion::Provision { function: F, to: 30 }).functions[0];
    assert_eq!((function.provisioned_concurrency, function.reserved_concurrency), (Some(30), Some(30)));
}

#[test]
fn a_longer_timeout_takes_the_visibility_of_its_queues_along() {
    let mut queue = scenario();
    queue.sources[0].kind = SourceKind::Sqs(crate::scenario::Sqs::default());
    let raised = after(&queue, Suggestion::RaiseTimeout { function: F, to_s: 90 });
    assert_eq!(raised.functions[0].timeout_s, 90);
    assert!(matches!(&raised.sources[0].kind, SourceKind::Sqs(sqs) if sqs.queue.visibility_timeout_s == 90.0));
}

#[test]
fn retries_keep_their_number_when_they_are_spread() {
    let mut fixed = scenario();
    fixed.sources[0].retry = Retry::Fixed { delay_ms: 100.0, max_attempts: 5 };
    let retry = after(&fixed, Suggestion::SpreadRetries { source: SourceId(0) }).sources[0].retry.clone();
    assert!(matches!(retry, Retry::Exponential { max_attempts: 5, jitter: Jitter::Full, .. }), "{retry:?}");
}

#[test]
fn a_setting_is_never_moved_the_other_way() {
    let scenario = scenario();
    for suggestion in [
        Suggestion::RaiseTimeout { function: F, to_s: 2 },
        Suggestion::RaiseMemory { function: F, to: MegaBytes(128) },
        Suggestion::LowerMemory { function: F, to: MegaBytes(256) },
        Suggestion::RaiseReserved { function: F, to: 9 },
        Suggestion::RaiseRequestRate { to: 9_000 },
        Suggestion::RaiseFunctionRate { function: F, to: 100 },
        Suggestion::ProvisionLess { function: F, to: 0 },
    ] {
        assert_eq!(suggestion.tried(&scenario, &scenario), Ok(None), "{suggestion:?}");
        assert!(!suggestion.is_possible(&scenario));
    }
}

#[test]
fn what_is_no_longer_there_or_not_valid_changes_nothing() {
    let (ran, mut current) = (scenario(), scenario());
    let raise = |to| Suggestion::RaiseReserved { function: F, to };
    assert_eq!(raise(10).tried(&ran, &ran), Ok(None));
    assert!(raise(5_000).tried(&ran, &ran).is_err());
    current.functions[0].name = "other".to_owned();
    current.sources[0].function = "other".to_owned();
    assert_eq!(raise(20).tried(&current, &ran), Ok(None));
}
