use super::{calls, durable, instances, life, scaling, versions};
use crate::configure::settings::tests::check;
use crate::configure::settings::{List, Setting};
use crate::state::edit::{Edit, ElementPath, Value};
use crate::text::{function_settings as words, traffic};
use lambda_sim::scenario::{Alarm, Qualifier, Retry, RetryOn, Scenario, SdkMode};

const AT: ElementPath = ElementPath::of(0);

fn scenario() -> Scenario {
    let mut scenario = Scenario::default();
    Edit::add_function().apply(&mut scenario);
    Edit::add_function().apply(&mut scenario);
    scenario
}

fn put(scenario: &mut Scenario, rows: &[Setting], name: &str, value: Value) {
    let row = rows.iter().find(|row| row.name == name).expect(name);
    (row.set)(scenario, AT, &value);
    assert_eq!(scenario.validate(), Ok(()), "{name}");
}

/// Adds two, checks their rows, removes them.
fn check_list(list: &List, scenario: &mut Scenario) {
    for _ in 0..2 {
        (list.add)(scenario, AT);
        assert_eq!(scenario.validate(), Ok(()), "{}", list.name);
    }
    let elements = (list.elements)(scenario, AT);
    assert_eq!(elements.len(), 2, "{}", list.name);
    let (_, last) = elements[1];
    assert!(!check(list.rows, scenario, last).is_empty(), "{}", list.name);
    check(list.more, scenario, last);
    (list.remove)(scenario, last);
    assert_eq!(scenario.validate(), Ok(()), "{}", list.name);
    assert_eq!((list.elements)(scenario, AT).len(), 1, "{}", list.name);
}

#[test]
fn calls_extensions_and_versions_are_added_valid_and_removed() {
    for list in [&calls::CALLS, &life::EXTENSIONS, &versions::VERSIONS] {
        check_list(list, &mut scenario());
    }
}

#[test]
fn a_call_goes_to_a_service_or_to_another_function() {
    let mut scenario = scenario();
    (calls::CALLS.add)(&mut scenario, AT);
    assert_eq!(scenario.functions[0].calls[0].downstream, scenario.downstreams[0].name);
    let target = Value::Text(Some("function:function-2".to_owned()));
    put(&mut scenario, calls::CALLS.rows, "downstream", target);
    assert_eq!(scenario.functions[0].calls[0].function, "function-2");
}

#[test]
fn a_call_says_when_it_is_made_again_unless_its_sdk_does() {
    let mut scenario = scenario();
    (calls::CALLS.add)(&mut scenario, AT);
    put(&mut scenario, calls::CALLS.rows, "downstream", Value::Text(Some("function:function-2".to_owned())));
    let rows = |scenario: &Scenario, retry: &'static str| {
        let mut scenario = scenario.clone();
        put(&mut scenario, calls::CALLS.more, "retry", Value::Choice(retry));
        (check(calls::CALLS.more, &scenario, AT).into_iter().filter(|name| name.contains('.')).collect(), scenario)
    };
    let (names, fixed): (Vec<&str>, Scenario) = rows(&scenario, traffic::RETRY_FIXED);
    assert_eq!(names[2..], ["retry_on.error", "retry_on.timeout"]);
    let mut fixed = fixed;
    put(&mut fixed, calls::CALLS.more, "retry_on.timeout", Value::Flag(true));
    assert_eq!(fixed.functions[0].calls[0].retry_on, [RetryOn::Timeout]);
    let (names, mut sdk) = rows(&fixed, traffic::RETRY_SDK);
    assert_eq!(names, ["retry.sdk.max_attempts", "retry.sdk.mode", "retry.sdk.new_2026"]);
    assert!(sdk.functions[0].calls[0].retry_on.is_empty(), "an SDK decides by itself");
    put(&mut sdk, calls::CALLS.more, "retry.sdk.mode", Value::Choice("legacy"));
    let Retry::Sdk(policy) = &sdk.functions[0].calls[0].retry else { panic!("an SDK's") };
    assert_eq!(policy.mode, SdkMode::Legacy);
    assert!(rows(&scenario, traffic::RETRY_NONE).0.is_empty());
}

#[test]
fn snapshots_need_a_runtime_that_has_them() {
    let mut scenario = scenario();
    let row = &life::SNAP_START[0];
    let blocked = row.blocked.expect("reasons");
    assert!(blocked(&scenario, AT).is_some());
    scenario.functions[0].runtime = "java21".to_owned();
    assert_eq!(blocked(&scenario, AT), None);
    assert_eq!(check(life::SNAP_START, &scenario, AT).len(), 1);
    put(&mut scenario, life::SNAP_START, "snap_start", Value::Flag(true));
    assert_eq!(check(life::SNAP_START, &scenario, AT).len(), 3);
}

#[test]
fn what_can_be_switched_on_is_valid() {
    let mut scenario = scenario();
    assert_eq!(check(life::RESPONSE, &scenario, AT), ["response"]);
    assert_eq!(check(instances::INSTANCES, &scenario, AT), ["managed_instances"]);
    assert_eq!(check(life::MORE, &scenario, AT).len(), 7);
    put(&mut scenario, life::RESPONSE, "response", Value::Flag(true));
    put(&mut scenario, life::RESPONSE, "response.streaming", Value::Flag(true));
    assert_eq!(check(life::RESPONSE, &scenario, AT).len(), 4);
    put(&mut scenario, life::RESPONSE, "response", Value::Flag(false));
    put(&mut scenario, instances::INSTANCES, "managed_instances", Value::Flag(true));
    assert_eq!(check(instances::INSTANCES, &scenario, AT).len(), 7);
}

#[test]
fn a_durable_function_does_something_at_once() {
    let mut scenario = scenario();
    put(&mut scenario, durable::ROWS, "durable", Value::Flag(true));
    assert_eq!(check(durable::ROWS, &scenario, AT).len(), durable::ROWS.len());
    let elements = (durable::OPERATIONS.elements)(&scenario, AT);
    assert_eq!(elements.len(), 3);
    for kind in words::OPERATION_KINDS {
        check_operation(&mut scenario, elements[1].1, kind);
        let Some(inner) = durable::OPERATIONS.inner.and_then(|inner| inner(&scenario, elements[1].1)) else { continue };
        (inner.add)(&mut scenario, elements[1].1);
        let inside = (inner.elements)(&scenario, elements[1].1);
        assert_eq!(inside.len(), 2);
        for kind in ["wait", "callback", "condition", "invoke", "step"] {
            check_operation(&mut scenario, inside[1].1, kind);
        }
        (inner.remove)(&mut scenario, inside[0].1);
        assert_eq!((inner.elements)(&scenario, elements[1].1).len(), 1);
    }
}

/// Makes an operation one of this kind, and checks its rows.
fn check_operation(scenario: &mut Scenario, at: ElementPath, kind: &str) {
    let kind_row = &durable::OPERATIONS.rows[0];
    (kind_row.set)(scenario, at, &Value::Text(Some(kind.to_owned())));
    assert_eq!(scenario.validate(), Ok(()));
    let rows =
        check(durable::OPERATIONS.rows, scenario, at).len() + check(durable::OPERATIONS.more, scenario, at).len();
    assert!(rows > 1, "{kind}");
}

#[test]
fn provisioned_concurrency_scales_between_bounds() {
    let mut scenario = scenario();
    assert!(check(scaling::ROWS, &scenario, AT).is_empty(), "nothing is provisioned");
    scenario.functions[0].provisioned_concurrency = Some(5);
    put(&mut scenario, scaling::ROWS, "provisioned_autoscaling", Value::Flag(true));
    assert_eq!(check(scaling::ROWS, &scenario, AT).len(), scaling::ROWS.len());
    put(&mut scenario, scaling::ROWS, "provisioned_autoscaling.minimum", Value::Number(Some(50.0)));
    put(&mut scenario, scaling::ROWS, "provisioned_autoscaling.maximum", Value::Number(Some(7.0)));
    check_list(&scaling::CAPACITIES, &mut scenario);
}

#[test]
fn a_deployment_is_a_canary_of_the_newest_version_and_goes_with_it() {
    let mut scenario = scenario();
    let name = scenario.functions[0].name.clone();
    scenario.alarms.push(Alarm { name: "errors".to_owned(), function: name, ..Alarm::default() });
    (versions::VERSIONS.add)(&mut scenario, AT);
    assert!(scenario.functions[0].alias.is_some(), "callers go by the alias");
    assert_eq!(check(versions::ALIAS, &scenario, AT).len(), 2);
    put(&mut scenario, versions::ALIAS, "alias.additional_version", Value::Text(Some("2".to_owned())));
    assert_eq!(scenario.functions[0].alias.as_ref().map(|alias| alias.additional_weight), Some(0.1));
    assert_eq!(check(versions::ALIAS, &scenario, AT).len(), 3);
    (versions::DEPLOYMENTS.add)(&mut scenario, AT);
    assert_eq!(scenario.validate(), Ok(()));
    assert_eq!(
        (scenario.deployments[0].version, scenario.deployments[0].alarms.as_slice()),
        (2, &["errors".to_owned()][..])
    );
    assert_eq!(check(versions::DEPLOYMENT, &scenario, AT).len(), 3);
    scenario.sources[0].qualifier = Some(Qualifier::Version(2));
    (versions::VERSIONS.remove)(&mut scenario, AT);
    assert_eq!(scenario.validate(), Ok(()));
    assert!(scenario.deployments.is_empty());
}
