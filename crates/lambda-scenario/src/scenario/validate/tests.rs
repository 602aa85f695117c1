//! Quotas as bounds: what AWS takes is taken, and one step more is refused.

use crate::runtimes::PackageType;
use crate::scenario::{Call, Function, Scenario};

/// The fields that are refused in an account of 1,000 with one function, or two.
fn refused(functions: Vec<Function>) -> Vec<String> {
    let functions = functions.into_iter().zip(["f", "g"]);
    let functions = functions.map(|(function, name)| Function { name: name.to_owned(), ..function }).collect();
    match (Scenario { functions, ..Scenario::default() }).validate() {
        Ok(()) => Vec::new(),
        Err(problems) => problems.iter().map(|problem| problem.path.replace("functions", "")).collect(),
    }
}

#[test]
fn q5_q6_q7_q11_every_quota_is_a_bound_and_has_its_default() {
    let defaults = Function::default();
    assert_eq!((defaults.memory_mb, defaults.timeout_s, defaults.ephemeral_storage_mb), (128, 3, 512));
    let with = |set: &dyn Fn(&mut Function)| {
        let mut function = Function::default();
        set(&mut function);
        refused(vec![function])
    };
    for (field, least, most) in
        [("memory_mb", 128, 10_240), ("timeout_s", 1, 900), ("ephemeral_storage_mb", 512, 10_240)]
    {
        let set = |value: u32| {
            with(&|function| match field {
                "memory_mb" => function.memory_mb = value,
                "timeout_s" => function.timeout_s = value,
                _ => function.ephemeral_storage_mb = value,
            })
        };
        for (value, is_taken) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
            let expected = if is_taken { Vec::new() } else { vec![format!("[0].{field}")] };
            assert_eq!(set(value), expected, "{field} {value}");
        }
    }
    for (package_type, most) in [(PackageType::Zip, 250.0), (PackageType::Image, 10_240.0)] {
        let set = |size_mb: f64| {
            with(&|function| (function.package.package_type, function.package.size_mb) = (package_type, size_mb))
        };
        assert_eq!((set(most), set(most + 0.5)), (vec![], vec!["[0].package.size_mb".to_owned()]), "{package_type}");
    }
}

#[test]
fn q2_c4_provisioned_concurrency_fits_into_the_reservation_or_leaves_a_hundred() {
    let with = |reserved_concurrency: Option<u32>, provisioned: u32| Function {
        reserved_concurrency,
        provisioned_concurrency: Some(provisioned),
        ..Function::default()
    };
    assert_eq!(refused(vec![with(Some(50), 50)]), [""; 0]);
    assert_eq!(refused(vec![with(Some(50), 51)]), ["[0].provisioned_concurrency"]);
    assert_eq!(refused(vec![with(Some(400), 400), with(None, 500)]), [""; 0]);
    assert_eq!(refused(vec![with(Some(400), 400), with(None, 501)]), ["[1].provisioned_concurrency"]);
}

#[test]
fn q2_changes_over_time_leave_a_hundred_as_well() {
    let refused = |changes: &str| {
        let text = format!(
            r#"{{"version": 1, "functions": [
                {{"name": "a", "reserved_concurrency": 400, "provisioned_concurrency": 300}}, {{"name": "b"}}],
                "sources": [{{"name": "s", "function": "a", "traffic": {{"constant": {{"rps": 1}}}}}}],
                "changes": [{changes}]}}"#
        );
        Scenario::read(&text).err().unwrap_or_default().into_iter().map(|problem| problem.path).collect::<Vec<_>>()
    };
    let reserved = |at_s: u32, function: &str, value: &str| {
        format!(r#"{{"at_s": {at_s}, "kind": "reserved_concurrency", "function": "{function}"{value}}}"#)
    };
    let [fits, too_much] = ["500", "501"].map(|value| reserved(10, "b", &format!(r#", "value": {value}"#)));
    assert_eq!(refused(&fits), [""; 0]);
    assert_eq!(refused(&too_much), ["changes[0].value"]);
    // What counts is the order of the times, and what was refused takes nothing.
    let less = reserved(5, "a", r#", "value": 300"#);
    assert_eq!(refused(&format!("{too_much}, {less}")), [""; 0]);
    let (none, later) = (reserved(5, "a", ""), reserved(20, "b", r#", "value": 601"#));
    assert_eq!(refused(&format!("{none}, {later}, {too_much}")), ["changes[1].value"]);
    // C4 and the account's limit.
    assert_eq!(refused(&reserved(5, "a", r#", "value": 299"#)), ["changes[0].value"]);
    let limit = |value: u32| format!(r#"{{"at_s": 1, "kind": "concurrency_limit", "value": {value}}}"#);
    assert_eq!((refused(&limit(500)), refused(&limit(499))), (vec![], vec!["changes[0].value".to_owned()]));
    let provisioned = r#"{"at_s": 9, "kind": "provisioned_concurrency", "function": "b", "value": 501}"#;
    assert_eq!(refused(provisioned), ["changes[0].value"]);
    assert_eq!(refused(&format!("{provisioned}, {}", limit(1_001))), [""; 0]);
}

#[test]
fn ways_to_functions_are_bounded_together() {
    let is_taken = |count: usize, each: usize| {
        let calls = vec![Call { function: "f0".to_owned(), ..Call::default() }; each];
        let of = |index| Function { name: format!("f{index}"), calls: calls.clone(), ..Function::default() };
        Scenario { functions: (0..count).map(of).collect(), ..Scenario::default() }.validate().is_ok()
    };
    assert!(is_taken(325, 200));
    assert!(!is_taken(326, 200), "65,200 calls");
}
