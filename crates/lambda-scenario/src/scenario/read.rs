//! From text to a valid scenario, or to every problem with it.

use super::problem::{Problem, ProblemKind};
use super::problems::Problems;
use super::ranges::MAX_FILE_BYTES;
use super::reader::{JsonNode, ReadScenario, shown};
use super::{Scenario, upgrade, validate};
use serde_json::Value;

pub(super) fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    let document = parse(text).map_err(|problem| vec![*problem])?;
    let (mut scenario, mut problems) = (Scenario::default(), Problems::default());
    scenario.read(&JsonNode::document(&document), &mut problems);
    // Of a document that is so far from a scenario no more needs saying.
    if !problems.overflows() {
        validate::problems(&scenario, &mut problems);
    }
    let problems = problems.finish();
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

/// The text as a document of this version.
fn parse(text: &str) -> Result<Value, Box<Problem>> {
    if text.len() > MAX_FILE_BYTES {
        let allowed = format!("at most {} MB", MAX_FILE_BYTES / (1024 * 1024));
        let given = format!("{} bytes", text.len());
        return Err(Problem::new("", ProblemKind::NotAllowed, given, allowed).into());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document: Value = serde_json::from_str(text)
        .map_err(|error| Problem::new("", ProblemKind::NotJson, error, "expected one scenario document"))?;
    let Some(object) = document.as_object_mut() else {
        let allowed = "an object: one scenario document";
        return Err(Problem::new("", ProblemKind::WrongType, shown(&document), allowed).into());
    };
    upgrade::upgrade(object)?;
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: &Expect) {
        let problems = read(text).expect_err("a problem");
        expected.assert_eq(&problems.iter().map(|problem| format!("{problem}\n")).collect::<String>());
    }

    #[test]
    fn text_that_is_no_document() {
        check(
            "",
            &expect![[r#"
            not JSON: EOF while parsing a value at line 1 column 0; expected one scenario document
        "#]],
        );
        check(
            r#"{ "duration_s": 1e999 }"#,
            &expect![[r#"
            not JSON: number out of range at line 1 column 21; expected one scenario document
        "#]],
        );
        check(
            "[1]",
            &expect![[r#"
            a list given; allowed: an object: one scenario document
        "#]],
        );
        check(
            r#"{"version": 9}"#,
            &expect![[r#"
            version: 9 given; allowed: 1 to 1; nearest: 1
        "#]],
        );
    }

    #[test]
    fn several_problems_at_once_each_with_its_field() {
        check(
            r#"{
              "duration_s": "long", "sede": 4,
              "account": { "region": "us-east-9", "concurrency_limit": -5 },
              "functions": [{
                "name": "checkout", "runtime": "nodejs24", "memory_mb": 64, "timeout_s": 1000, "architecture": "arm",
                "package": { "type": "zip", "size": 4 },
                "work": { "duration_ms": { "lognormal": { "p50": 80 } }, "cpu_share": 1.5 }
              }],
              "sources": [{ "name": "api", "function": "chekout", "kind": "queue", "traffic": { "poisson": { "rps": "x" } } }]
            }"#,
            &expect![[r#"
                duration_s: "long" given; allowed: a number
                account.concurrency_limit: -5 given; allowed: a whole number, not negative
                functions[0].architecture: "arm" given; allowed: x86_64, arm64; nearest: arm64
                functions[0].package.size: unknown field; allowed: type, size_mb, dependencies, imported_share, entry_point; nearest: size_mb
                functions[0].work.duration_ms.lognormal.p99: missing; allowed: a value
                sources[0].traffic.poisson.rps: "x" given; allowed: a number
                sources[0].kind: "queue" given; allowed: sync, async, eventbridge, sns, s3, schedule, sqs, sqs_fifo, kinesis, dynamodb
                sede: unknown field; allowed: version, name, description, seed, duration_s, warm_up_s, starts_at, account, functions, sources, downstreams, deployments, alarms, changes, assumptions; nearest: seed
                account.region: "us-east-9" given; allowed: us-east-1, us-east-2, us-west-1, us-west-2, af-south-1, ap-east-1, ap-south-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-southeast-1, ap-southeast-2, ap-southeast-4, ap-southeast-5, ca-central-1, eu-central-1, eu-central-2, eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, sa-east-1; nearest: us-east-1
                functions[0].runtime: "nodejs24" given; allowed: nodejs24.x, nodejs22.x, python3.14, python3.13, python3.12, python3.11, python3.10, java25, java21, java17.al2023, java11.al2023, java8.al2023, java17, java11, java8.al2, dotnet10, dotnet9, dotnet8, ruby4.0, ruby3.4, ruby3.3, provided.al2023, provided.al2, nodejs20.x, ruby3.2, python3.9, nodejs18.x, dotnet6, python3.8, nodejs16.x, dotnet7, java8, go1.x, provided, ruby2.7, nodejs14.x, python3.7, dotnetcore3.1, nodejs12.x, python3.6, dotnet5.0, dotnetcore2.1, nodejs10.x, ruby2.5, python2.7, nodejs8.10, nodejs4.3, nodejs4.3-edge, nodejs6.10, dotnetcore1.0, dotnetcore2.0, nodejs; nearest: nodejs24.x
                functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB; nearest: 128
                functions[0].timeout_s: 1000 given; allowed: whole numbers 1 to 900 s; nearest: 900
                functions[0].work.cpu_share: 1.5 given; allowed: 0 to 1; nearest: 1
                sources[0].function: "chekout" given; allowed: checkout; nearest: checkout
            "#]],
        );
    }

    const ONE: &str = r#""functions": [{ "name": "f" }]"#;

    #[test]
    fn what_follows_from_a_problem_is_not_a_problem_of_its_own() {
        // A function without its name: the sources that call it are no mistake.
        check(
            r#"{ "functions": [{ "name": 5 }], "sources": [{ "name": "s", "function": "f", "traffic": { "constant": { "rps": 1 } } }] }"#,
            &expect![[r#"
                functions[0].name: 5 given; allowed: a text
            "#]],
        );
        check(
            r#"{ "functions": [5] }"#,
            &expect![[r#"
                functions[0]: 5 given; allowed: an object
            "#]],
        );
        // A longer name of an unknown field hides nothing of a shorter one.
        check(
            r#"{ "functions": [{ "name": "f", "memory_mb": 64, "memory_mbx": 3 }] }"#,
            &expect![[r#"
                functions[0].memory_mbx: unknown field; allowed: name, runtime, language, architecture, memory_mb, timeout_s, handler, package, phases, work, keep_alive, environment_choice, ephemeral_storage_mb, reserved_concurrency, provisioned_concurrency, provisioned_start, calls, versions, alias, provisioned_autoscaling, extensions, snap_start, proactive_init_share, pending_s, inactive_after_days, response, tenants, durable, managed_instances, recursive_loop, insights; nearest: memory_mb
                functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB; nearest: 128
            "#]],
        );
        check(
            r#"{ "account": { "concurrency_limit": "x" }, "functions": [{ "name": "f", "reserved_concurrency": 5000 }] }"#,
            &expect![[r#"
                account.concurrency_limit: "x" given; allowed: a whole number, not negative
            "#]],
        );
        check(
            r#"{ "functions": [{ "name": "f", "package": { "type": "imag", "size_mb": 4000 } }] }"#,
            &expect![[r#"
                functions[0].package.type: "imag" given; allowed: zip, image; nearest: image
            "#]],
        );
        // What is refused claims nothing.
        check(
            r#"{ "functions": [{ "name": "f", "reserved_concurrency": 5000 }, { "name": "g", "reserved_concurrency": 10 }] }"#,
            &expect![[r#"
                functions[0].reserved_concurrency: 5000 given; allowed: at most 900: of the account's 1,000 the others claim 0 and 100 always stay unreserved (rules C3, C4); nearest: 900
            "#]],
        );
    }

    #[test]
    fn traffic_says_what_it_wants() {
        let with = |traffic: &str| {
            format!(r#"{{ {ONE}, "sources": [{{ "name": "s", "function": "f", "traffic": {traffic} }}] }}"#)
        };
        check(
            &with(r#"{ "constant": { "rps": 1 }, "poisson": { "rps": 1 } }"#),
            &expect![[r#"
            sources[0].traffic: several kinds in one object given; allowed: one kind of traffic, or a list of them: constant, poisson, ramp, spike, wave, bursts, recorded
        "#]],
        );
        check(
            &with(r#"[{ "constant": { "rps": 1 }, "poisson": { "rps": 1 } }]"#),
            &expect![[r#"
                sources[0].traffic[0]: several kinds in one object given; allowed: one kind of traffic, or a list of them: constant, poisson, ramp, spike, wave, bursts, recorded
            "#]],
        );
        check(
            &with(r#"{}"#),
            &expect![[r#"
                sources[0].traffic: an object given; allowed: one kind of traffic, or a list of them: constant, poisson, ramp, spike, wave, bursts, recorded
            "#]],
        );
        check(
            &with("5"),
            &expect![[r#"
                sources[0].traffic: 5 given; allowed: one kind of traffic, or a list of them: constant, poisson, ramp, spike, wave, bursts, recorded
            "#]],
        );
        check(
            &with(r#"{ "recorded": { "counts": [1] } }"#),
            &expect![[r#"
            sources[0].traffic.recorded.interval_s: missing; allowed: the length of an interval in seconds, beside counts
        "#]],
        );
        check(
            &with(r#"{ "recorded": { "interval_s": 1 } }"#),
            &expect![[r#"
            sources[0].traffic.recorded.counts: missing; allowed: at least 1
        "#]],
        );
        check(
            &with(r#"{ "recorded": { "interval_s": 1, "counts": [1], "at_s": [1] } }"#),
            &expect![[r#"
            sources[0].traffic.recorded: a mixture of both given; allowed: either interval_s and counts, or at_s
        "#]],
        );
        check(
            &with(r#"{ "recorded": { "interval_s": 1, "counts": [1, 18446744073709551615, 99999999999] } }"#),
            &expect![[r#"
                sources[0].traffic.recorded.counts[1]: 18446744073709552000 given; allowed: 0 to 20,000,000 calls; nearest: 20000000
            "#]],
        );
        check(
            &with(r#"{ "at_s": [1, -1, -2] }"#),
            &expect![[r#"
            sources[0].traffic.recorded.at_s[1]: -1 given; allowed: 0 to 31,622,400 s; nearest: 0
        "#]],
        );
    }

    #[test]
    fn whole_numbers_may_be_written_with_a_fraction_of_zero() {
        let scenario = read(r#"{ "version": 1.0, "seed": 1e3, "functions": [{ "name": "f", "memory_mb": 512.0 }] }"#);
        let scenario = scenario.expect("valid");
        assert_eq!((scenario.seed, scenario.functions[0].memory_mb), (1_000, 512));
        check(
            r#"{ "functions": [{ "name": "f", "memory_mb": 512.5, "timeout_s": -1.0 }] }"#,
            &expect![[r#"
                functions[0].memory_mb: 512.5 given; allowed: a whole number, not negative
                functions[0].timeout_s: -1.0 given; allowed: a whole number, not negative
            "#]],
        );
    }

    #[test]
    fn many_problems_are_counted_and_only_some_listed() {
        let functions: Vec<String> = (0..300).map(|k| format!(r#"{{ "name": "f{k}", "memory_mb": 1 }}"#)).collect();
        let source = r#"{ "name": "s", "function": "g", "traffic": { "constant": { "rps": 1 } } }"#;
        let text = format!(r#"{{ "functions": [{}], "sources": [{source}] }}"#, functions.join(","));
        let problems = read(&text).expect_err("problems");
        assert_eq!(problems.len(), 101);
        assert_eq!(problems[100].to_string(), "and 201 more problems");
        let text = text.replace(r#""memory_mb": 1"#, r#""memory_mb": 128"#);
        check(
            &text,
            &expect![[r#"
            sources[0].function: "g" given; allowed: f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19 and 280 more; nearest: f0
        "#]],
        );
    }

    #[test]
    fn what_would_fill_the_memory_is_refused() {
        let with = |function: &str| {
            format!(r#"{{ "account": {{ "concurrency_limit": null }}, "functions": [{{ "name": "f", {function} }}] }}"#)
        };
        check(
            &with(r#""keep_alive": { "max_age_s": 0 }"#),
            &expect![[r#"
            functions[0].keep_alive.max_age_s: 0 given; allowed: 1 to 31,622,400 s; nearest: 1
        "#]],
        );
        check(
            &with(r#""phases": { "download_ms": 7.2e6 }"#),
            &expect![[r#"
            functions[0].phases.download_ms: 7200000 given; allowed: 0 to 3,600,000 ms; nearest: 3600000
        "#]],
        );
        let many: Vec<String> =
            (0..3).map(|k| format!(r#"{{ "name": "f{k}", "provisioned_concurrency": 90000 }}"#)).collect();
        let text = format!(r#"{{ "account": {{ "concurrency_limit": null }}, "functions": [{}] }}"#, many.join(","));
        check(
            &text,
            &expect![[r#"
            functions: provisioned_concurrency of 270,000 in all given; allowed: at most 200,000 of all functions together
        "#]],
        );
    }
}
