//! From text to a valid scenario, or to every problem that stands in the way.
//!
//! `serde` stops at the first structural problem. To report several at once, the offending field is taken out of the
//! document (all fields have defaults) and reading starts again; ranges are checked on what is left.

use super::limits::MAX_FILE_BYTES;
use super::problem::{Problem, ProblemKind, most_similar};
use super::{Scenario, upgrade, validate};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

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

    let mut problems = Vec::new();
    let scenario = loop {
        match serde_path_to_error::deserialize::<_, Scenario>(&document) {
            Ok(scenario) => break scenario,
            Err(error) => {
                let (problem, field) = explain(error.path(), &error.inner().to_string());
                problems.push(problem);
                if problems.len() >= MAX_STRUCTURAL_PROBLEMS || !remove(&mut document, &field) {
                    return Err(problems);
                }
            }
        }
    };
    let mended: Vec<String> = problems.iter().map(|problem| problem.path.clone()).collect();
    problems.extend(validate::problems(&scenario).into_iter().filter(|problem| {
        // A field that was taken out is missing only because it was taken out.
        !mended.iter().any(|path| path.starts_with(&problem.path) && !problem.path.is_empty())
    }));
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

/// The problem behind one of serde's messages, and the field to take out so that reading can go on.
fn explain(path: &Path, message: &str) -> (Problem, Vec<Segment>) {
    let segments: Vec<Segment> = path.iter().cloned().collect();
    let shown = path.to_string();
    let shown = if shown == "." { String::new() } else { shown };
    if let Some((name, expected)) = quoted_after(message, "unknown field ") {
        let allowed = listed(expected);
        let path = if shown.ends_with(name) { shown } else { join(&shown, name) };
        let mut problem = Problem::new(path, ProblemKind::UnknownField, name, allowed.join(", "));
        if let Some(nearest) = most_similar(name, allowed.iter().copied()) {
            problem = problem.nearest(nearest);
        }
        let mut field = segments;
        if !matches!(field.last(), Some(Segment::Map { key }) if key == name) {
            field.push(Segment::Map { key: name.to_owned() });
        }
        return (problem, field);
    }
    if let Some((name, expected)) = quoted_after(message, "unknown variant ") {
        let allowed = listed(expected);
        let mut problem = Problem::new(shown, ProblemKind::NotAllowed, format!("\"{name}\""), allowed.join(", "));
        if let Some(nearest) = most_similar(name, allowed.iter().copied()) {
            problem = problem.nearest(nearest);
        }
        return (problem, whole_field(segments));
    }
    if let Some((name, _)) = quoted_after(message, "missing field ") {
        let problem = Problem::new(join(&shown, name), ProblemKind::Missing, "nothing", "a value");
        return (problem, whole_field(segments));
    }
    let (given, expected) = message.split_once(", expected ").unwrap_or((message, "another value"));
    let given = given.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ").replace('`', "");
    (Problem::new(shown, ProblemKind::WrongType, given, plain_type(expected)), whole_field(segments))
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
        other if other.starts_with("enum ") || other.starts_with("internally tagged enum") => "one of the named kinds",
        other => other,
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Cuts a path down to a field that can be left out: what lies below it belongs to a value that cannot lose a part.
fn whole_field(mut segments: Vec<Segment>) -> Vec<Segment> {
    let nested = ["account", "package", "phases", "work", "keep_alive", "assumptions"];
    let mut keep = 0;
    for segment in &segments {
        keep += 1;
        match segment {
            Segment::Seq { .. } => {}
            Segment::Map { key } if keep == 1 && (key == "functions" || key == "sources") => {}
            Segment::Map { key } if nested.contains(&key.as_str()) => {}
            _ => break,
        }
    }
    segments.truncate(keep);
    segments
}

/// Takes the field at `path` out of the document; returns whether it was there.
fn remove(document: &mut Value, path: &[Segment]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let mut node = document;
    for segment in parents {
        let child = match segment {
            Segment::Seq { index } => node.get_mut(*index),
            Segment::Map { key } => node.get_mut(key),
            _ => node.as_object_mut().and_then(|object| object.values_mut().next()),
        };
        let Some(child) = child else { return false };
        node = child;
    }
    match (last, node) {
        (Segment::Map { key }, Value::Object(object)) => object.remove(key).is_some(),
        // An element cannot be taken out without renumbering those after it; an empty object keeps its place.
        (Segment::Seq { index }, Value::Array(elements)) => elements.get_mut(*index).is_some_and(|element| {
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
}
