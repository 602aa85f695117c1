//! From text to a valid scenario, or to every problem that stands in the way.
//!
//! `serde` stops at the first structural problem. To report several at once, the offending field is taken out of the
//! document (all fields have defaults) and reading starts again; ranges are checked on what is left.

use super::limits::MAX_FILE_BYTES;
use super::located::{self, Path, Step};
use super::problem::{Problem, ProblemKind, capped, most_similar};
use super::{Scenario, upgrade, validate};
use serde_json::Value;

/// No document is mended more often than this.
const MAX_STRUCTURAL_PROBLEMS: usize = 50;

pub(super) fn read(text: &str) -> Result<Scenario, Vec<Problem>> {
    if text.len() > MAX_FILE_BYTES {
        let allowed = format!("at most {} MB", MAX_FILE_BYTES / (1024 * 1024));
        let given = format!("{} bytes", text.len());
        return Err(vec![Problem::new("", ProblemKind::NotAllowed, given, allowed)]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut document: Value = serde_json::from_str(text)
        .map_err(|error| vec![Problem::new("", ProblemKind::NotJson, error, "expected one scenario document")])?;
    let Some(object) = document.as_object_mut() else {
        let problem = Problem::new("", ProblemKind::WrongType, kind_of(&document), "an object: one scenario document");
        return Err(vec![problem]);
    };
    upgrade::upgrade(object).map_err(|problem| vec![problem])?;

    let (mut problems, mut mended) = (Vec::new(), Vec::new());
    let scenario = loop {
        match located::read::<Scenario>(&document) {
            Ok(scenario) => break scenario,
            Err((path, error)) => {
                let (problem, field) = explain(path, &error.to_string());
                problems.push(problem);
                mended.push(Path(field.clone()).to_string());
                if problems.len() >= MAX_STRUCTURAL_PROBLEMS || !remove(&mut document, &field) {
                    return Err(problems);
                }
            }
        }
    };
    let (found, more) = validate::problems(&scenario);
    problems.extend(found.into_iter().filter(|problem| !mended.iter().any(|path| follows(problem, path))));
    if problems.is_empty() { Ok(scenario) } else { Err(capped(problems, more)) }
}

/// Whether a problem may be there only because the field at `mended` was taken out.
fn follows(problem: &Problem, mended: &str) -> bool {
    let path = problem.path.as_str();
    if is_inside(path, mended) {
        return true;
    }
    let of_function = mended.strip_prefix("functions[").and_then(|rest| rest.split_once(']'));
    let names_function = mended == "functions" || of_function.is_some_and(|(_, rest)| matches!(rest, "" | ".name"));
    let is_claim = path.ends_with(".reserved_concurrency") || path.ends_with(".provisioned_concurrency");
    names_function && path.starts_with("sources[") && path.ends_with("].function")
        || matches!(mended, "account" | "account.concurrency_limit")
            && problem.kind == ProblemKind::Conflict
            && is_claim
        || matches!(mended, "duration_s" | "warm_up_s") && path == "sources"
        || mended.strip_suffix(".runtime").is_some_and(|function| path == format!("{function}.language"))
        || mended.strip_suffix(".type").is_some_and(|package| path == format!("{package}.size_mb"))
}

/// Whether a path is the other or leads to something inside it.
fn is_inside(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The problem behind one of serde's messages, and the field to take out so that reading can go on.
fn explain(path: Path, message: &str) -> (Problem, Vec<Step>) {
    let shown = path.to_string();
    let steps = path.0;
    if let Some((name, expected)) = quoted_after(message, "unknown field ") {
        let allowed = listed(expected);
        let mut problem = Problem::new(join(&shown, name), ProblemKind::UnknownField, name, allowed.join(", "));
        if let Some(nearest) = most_similar(name, allowed.iter().copied()) {
            problem = problem.nearest(nearest);
        }
        let mut field = steps;
        field.push(Step::Field(name.to_owned()));
        return (problem, field);
    }
    if let Some((name, expected)) = quoted_after(message, "unknown variant ") {
        let allowed = listed(expected);
        let mut problem = Problem::new(shown, ProblemKind::NotAllowed, format!("\"{name}\""), allowed.join(", "));
        if let Some(nearest) = most_similar(name, allowed.iter().copied()) {
            problem = problem.nearest(nearest);
        }
        return (problem, whole_field(steps));
    }
    if let Some((name, _)) = quoted_after(message, "missing field ") {
        let problem = Problem::new(join(&shown, name), ProblemKind::Missing, "nothing", "a value");
        return (problem, whole_field(steps));
    }
    let (given, expected) = message.split_once(", expected ").unwrap_or((message, "another value"));
    let given = given.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ").replace('`', "");
    let given = match given.as_str() {
        "map" => "an object",
        "sequence" => "a list",
        other => other,
    };
    (Problem::new(shown, ProblemKind::WrongType, given, plain_type(expected)), whole_field(steps))
}

/// `("x", rest)` of a message such as "unknown field `x`, expected one of `a`, `b`".
fn quoted_after<'a>(message: &'a str, prefix: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(prefix)?.strip_prefix('`')?.split_once('`')
}

/// The words between backquotes.
fn listed(expected: &str) -> Vec<&str> {
    expected.split('`').skip(1).step_by(2).collect()
}

/// A Rust type's name, in words.
fn plain_type(expected: &str) -> &str {
    match expected {
        "u32" | "u64" | "u16" | "usize" => "a whole number, not negative",
        "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        other if other.starts_with("struct ") || other == "a map" => "an object",
        other if other == "enum" || other.starts_with("enum ") || other.starts_with("internally tagged enum") => {
            "one of the named kinds"
        }
        other => other,
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Cuts a path down to a field that can be left out: what lies below it belongs to a value that cannot lose a part.
fn whole_field(mut steps: Vec<Step>) -> Vec<Step> {
    const NESTED: [&str; 6] = ["account", "package", "phases", "work", "keep_alive", "assumptions"];
    let goes_on = |(index, step): (usize, &Step)| match step {
        Step::Element(_) => true,
        Step::Field(name) => {
            NESTED.contains(&name.as_str()) || index == 0 && (name == "functions" || name == "sources")
        }
    };
    let keep = steps.iter().enumerate().take_while(|step| goes_on(*step)).count() + 1;
    steps.truncate(keep);
    steps
}

/// Takes the field at `path` out of the document; returns whether it was there.
fn remove(document: &mut Value, path: &[Step]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let mut node = document;
    for step in parents {
        let child = match step {
            Step::Element(index) => node.get_mut(*index),
            Step::Field(name) => node.get_mut(name),
        };
        let Some(child) = child else { return false };
        node = child;
    }
    match (last, node) {
        (Step::Field(name), Value::Object(object)) => object.remove(name).is_some(),
        // An element cannot be taken out without renumbering those after it; an empty object keeps its place.
        (Step::Element(index), Value::Array(elements)) => elements.get_mut(*index).is_some_and(|element| {
            let mended = Value::Object(serde_json::Map::new());
            let changed = *element != mended;
            *element = mended;
            changed
        }),
        _ => false,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
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
                account.concurrency_limit: integer -5 given; allowed: a whole number, not negative
                duration_s: string "long" given; allowed: a number
                functions[0].architecture: "arm" given; allowed: x86_64, arm64; nearest: arm64
                functions[0].package.size: unknown field; allowed: type, size_mb, dependencies, imported_share, entry_point; nearest: size_mb
                functions[0].work.duration_ms.lognormal.p99: missing; allowed: a value
                sede: unknown field; allowed: version, name, description, seed, duration_s, warm_up_s, account, functions, sources, assumptions; nearest: seed
                sources[0].kind: "queue" given; allowed: sync
                sources[0].traffic.poisson.rps: string "x" given; allowed: a number
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
                functions[0].name: integer 5 given; allowed: a string
            "#]],
        );
        check(
            r#"{ "functions": [5] }"#,
            &expect![[r#"
            functions[0]: integer 5 given; allowed: an object
        "#]],
        );
        // A longer name of an unknown field hides nothing of a shorter one.
        check(
            r#"{ "functions": [{ "name": "f", "memory_mb": 64, "memory_mbx": 3 }] }"#,
            &expect![[r#"
            functions[0].memory_mbx: unknown field; allowed: name, runtime, language, architecture, memory_mb, timeout_s, handler, package, phases, work, keep_alive, environment_choice, ephemeral_storage_mb, reserved_concurrency, provisioned_concurrency, provisioned_start; nearest: memory_mb
            functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB; nearest: 128
        "#]],
        );
        check(
            r#"{ "account": { "concurrency_limit": "x" }, "functions": [{ "name": "f", "reserved_concurrency": 5000 }] }"#,
            &expect![[r#"
                account.concurrency_limit: string "x" given; allowed: a whole number, not negative
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
                sources[0].traffic[0]: an object given; allowed: an object with a single field, the name of a kind
            "#]],
        );
        check(
            &with(r#"{}"#),
            &expect![[r#"
                sources[0].traffic: an object given; allowed: one of the named kinds
            "#]],
        );
        check(
            &with("5"),
            &expect![[r#"
            sources[0].traffic: integer 5 given; allowed: one kind of traffic, or a list of them: constant, poisson, ramp, spike, wave, bursts, recorded
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
            functions[0].memory_mb: floating point 512.5 given; allowed: a whole number, not negative
            functions[0].timeout_s: floating point -1.0 given; allowed: a whole number, not negative
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
