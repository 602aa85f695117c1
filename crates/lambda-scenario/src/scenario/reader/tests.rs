//! The attributes on types of the tests, and numbers to the bit.

use super::super::problems::Problems;
use super::super::write::write;
use super::{FieldSpec, JsonNode, ReadScenario};
use crate::scenario::{Call, Durable, Function, Retry, ranges};
use expect_test::{Expect, expect};
use lambda_scenario_derive::{externally_tagged, internally_tagged, keywords, object};
use serde::Serialize;

#[object(read_only)]
#[derive(Debug, PartialEq)]
struct Pipe {
    #[field(required)]
    name: String,
    colour: Option<Colour>,
    #[field(name = "form")]
    shape: Shape,
    #[field(flatten)]
    kind: Kind,
}

#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
enum Colour {
    #[default]
    Red,
    Blue,
}

#[externally_tagged(read_only)]
#[derive(Debug, Default, PartialEq)]
enum Shape {
    #[default]
    Round,
    Square {
        side: f64,
        #[field(default = 0.0)]
        rounded: f64,
    },
    Odd(Vec<u32>),
}

#[internally_tagged(tag = "kind")]
#[derive(Debug, Default, PartialEq, Serialize)]
enum Kind {
    #[default]
    Plain,
    Queue(Queue),
}

#[object]
#[derive(Debug, PartialEq, Serialize)]
struct Queue {
    #[field(default = 10)]
    batch_size: u32,
}

fn read<T: ReadScenario + Default>(text: &str) -> (T, String) {
    let (mut value, mut problems) = (T::default(), Problems::default());
    value.read(&JsonNode::document(&serde_json::from_str(text).expect(text)), &mut problems);
    (value, problems.finish().iter().map(|problem| format!("{problem}\n")).collect())
}

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&read::<Pipe>(text).1);
}

#[test]
fn what_is_left_out_keeps_its_default() {
    let (pipe, problems) = read::<Pipe>(r#"{ "name": "a", "kind": "queue", "form": { "square": { "side": 2 } } }"#);
    assert_eq!(problems, "");
    let shape = Shape::Square { side: 2.0, rounded: 0.0 };
    assert_eq!(pipe, Pipe { name: "a".to_owned(), colour: None, shape, kind: Kind::Queue(Queue { batch_size: 10 }) });
    let text = r#"{ "name": "b", "colour": "blue", "form": "round", "kind": "queue", "batch_size": 4.0 }"#;
    let (pipe, problems) = read::<Pipe>(text);
    assert_eq!(problems, "");
    let kind = Kind::Queue(Queue { batch_size: 4 });
    assert_eq!(pipe, Pipe { name: "b".to_owned(), colour: Some(Colour::Blue), shape: Shape::Round, kind });
}

#[test]
fn fields_belong_to_their_kind() {
    check(
        r#"{ "name": "a", "batch_size": 4 }"#,
        &expect![[r#"
            batch_size: unknown field; allowed: name, colour, form, kind
        "#]],
    );
    check(
        r#"{ "name": "a", "kind": "queue", "batch_sise": 4, "colour": "bleu" }"#,
        &expect![[r#"
            colour: "bleu" given; allowed: red, blue; nearest: blue
            batch_sise: unknown field; allowed: name, colour, form, kind, batch_size; nearest: batch_size
        "#]],
    );
    // Which fields a kind has that does not exist nobody can say.
    check(
        r#"{ "name": 5, "kind": "queu", "bach_size": 4 }"#,
        &expect![[r#"
            name: 5 given; allowed: a text
            kind: "queu" given; allowed: plain, queue; nearest: queue
        "#]],
    );
}

#[test]
fn kinds_say_what_they_want() {
    for (text, expected) in [
        (
            r#""square""#,
            expect![[r#"
            form: "square" alone given; allowed: an object {"square": …} with its parameters
        "#]],
        ),
        (
            r#"{ "round": {} }"#,
            expect![[r#"
            form.round: an object given; allowed: nothing: it has no parameters
        "#]],
        ),
        (
            r#"{ "square": [] }"#,
            expect![[r#"
            form.square: a list given; allowed: an object
        "#]],
        ),
        (
            r#"{ "square": { "rounded": true, "with": 1 } }"#,
            expect![[r#"
            form.square.side: missing; allowed: a value
            form.square.rounded: true given; allowed: a number
            form.square.with: unknown field; allowed: side, rounded
        "#]],
        ),
        (
            r#"{ "odd": [1, -1, 4294967296, 0.5, null] }"#,
            expect![[r#"
            form.odd[1]: -1 given; allowed: a whole number, not negative
            form.odd[2]: 4294967296 given; allowed: at most 4,294,967,295
            form.odd[3]: 0.5 given; allowed: a whole number, not negative
            form.odd[4]: null given; allowed: a whole number, not negative
        "#]],
        ),
        (
            "null",
            expect![[r#"
            form: null given; allowed: one of round, square, odd
        "#]],
        ),
    ] {
        check(&format!(r#"{{ "name": "a", "form": {text} }}"#), &expected);
    }
    check(
        "{}",
        &expect![[r#"
            name: missing; allowed: a value
        "#]],
    );
}

fn again(number: f64) -> (String, f64) {
    let text = write(&number);
    let (read, problems) = read::<f64>(&text);
    assert_eq!(problems, "", "{text}");
    (text, read)
}

#[test]
fn numbers_are_written_as_people_write_them() {
    let written = [512.0, -3.5, 0.1, 1e-7, 1e300, f64::MAX, f64::MIN_POSITIVE / 2.0, -0.0].map(|number| {
        let (text, read) = again(number);
        assert_eq!(read.to_bits(), number.to_bits(), "{text}");
        text
    });
    let expected = ["512", "-3.5", "0.1", "1e-7", "1e300", "1.7976931348623157e308", "1.1125369292536007e-308", "-0"];
    assert_eq!(written, expected);
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 20_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_number_survives_its_text(bits in proptest::prelude::any::<u64>()) {
        let number = f64::from_bits(bits);
        if number.is_finite() {
            proptest::prop_assert_eq!(again(number).1.to_bits(), bits);
        }
    }

    #[test]
    fn no_document_panics(text in "[\\[{\"a1:,}\\] ]{0,40}", number in "-?[0-9]{1,30}(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,4})?") {
        for text in [
            text.clone(),
            format!(r#"{{"sources": {text}}}"#),
            format!(r#"{{"seed": {number}, "duration_s": {number}, "functions": [{{"memory_mb": {number}}}]}}"#),
        ] {
            let _ = crate::scenario::Scenario::read(&text);
        }
    }
}

#[test]
fn a_field_is_found_by_its_path_with_its_range() {
    let range = |path| FieldSpec::find(Function::FIELDS, path).and_then(|field| field.range);
    assert_eq!(range("work.cpu_share"), Some(ranges::SHARE));
    assert_eq!(range("memory_mb"), Some(ranges::MEMORY_MB));
    assert_eq!(range("package.type"), None);
    assert!(FieldSpec::find(Function::FIELDS, "work.speed").is_none());
    assert!(FieldSpec::find(Function::FIELDS, "work.cpu_share.mean").is_none());
    assert_eq!(FieldSpec::range_at(Retry::FIELDS, "fixed.delay_ms"), ranges::DELAY_MS);
    assert_eq!(FieldSpec::range_at(Call::FIELDS, "retry.sdk.max_attempts"), ranges::MAX_ATTEMPTS);
    assert_eq!(FieldSpec::range_at(Durable::FIELDS, "durable.replay_ms"), ranges::REPLAY_MS);
}

#[test]
fn a_kind_knows_its_name_in_the_document() {
    assert_eq!([Kind::Plain.id(), Kind::Queue(Queue::default()).id()], ["plain", "queue"]);
}
