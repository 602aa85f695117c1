//! Scenarios on record, changed at random: what a fuzzer's bytes, or a test's, say is done to their JSON.

#[path = "../golden/scenarios.rs"]
mod scenarios;

use serde_json::{Map, Value};
use std::sync::OnceLock;

/// How far a change may go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any value anywhere, and the text itself.
    Wild,
    /// Mostly what may well be a scenario again: numbers grow or shrink, and fields get values that the same field has elsewhere.
    Tame,
}

/// Numbers at the edges, as JSON text.
const NUMBERS: [&str; 16] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.5",
    "1e-320",
    "0.1e1",
    "2",
    "65536",
    "4294967296",
    "9007199254740993",
    "18446744073709551616",
    "-9223372036854775809",
    "1e15",
    "1e308",
    "3.00000000000000000001",
];

/// A number that no JSON value holds; it is written in the place of a text that stands for it.
const TOO_LARGE: [(&str, &str); 2] = [("\"1e400 as a number\"", "1e400"), ("\"-1e400 as a number\"", "-1e400")];

const TEXTS: [&str; 8] = ["", "f", "$LATEST", "1", "\u{0}", "\u{feff}é\u{1f980}", "__proto__", "-1e5"];

const FACTORS: [f64; 8] = [0.0, 0.01, 0.5, 0.9, 1.1, 2.0, 7.0, 50.0];

/// Bytes that are read as decisions; after their end every decision is the first.
struct Tape<'a>(&'a [u8]);

impl Tape<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        let high = if bound > 256 { self.byte() } else { 0 };
        (usize::from(high) << 8 | usize::from(self.byte())) % bound
    }

    fn of<'b, T>(&mut self, choices: &'b [T]) -> &'b T {
        &choices[self.below(choices.len())]
    }
}

/// A field as some scenario has it.
#[derive(Clone, PartialEq)]
struct Field {
    /// Where: the names on the way to it, without the places in lists.
    place: String,
    key: String,
    value: Value,
}

/// The scenarios on record as JSON, and every field in them.
fn originals() -> &'static (Vec<Value>, Vec<Field>) {
    static ORIGINALS: OnceLock<(Vec<Value>, Vec<Field>)> = OnceLock::new();
    ORIGINALS.get_or_init(|| {
        let read = |golden: &scenarios::Golden| serde_json::from_str(golden.scenario).expect(golden.name);
        let documents: Vec<Value> = scenarios::SCENARIOS.iter().map(read).collect();
        let mut fields = Vec::new();
        for document in &documents {
            collect(document, "", &mut fields);
        }
        fields.sort_by_cached_key(|field| (field.place.clone(), field.key.clone(), field.value.to_string()));
        fields.dedup();
        (documents, fields)
    })
}

fn collect(value: &Value, place: &str, fields: &mut Vec<Field>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                fields.push(Field { place: place.to_owned(), key: key.clone(), value: value.clone() });
                collect(value, &format!("{place}/{key}"), fields);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, place, fields)),
        _ => {}
    }
}

/// A JSON pointer without the places in lists.
fn generic(pointer: &str) -> String {
    let names = pointer.split('/').skip(1).filter(|name| name.parse::<usize>().is_err());
    names.fold(String::new(), |place, name| place + "/" + name)
}

/// The text of a scenario on record with the changes that `bytes` say.
pub fn mutated(bytes: &[u8], kind: Kind) -> Vec<u8> {
    let (documents, _) = originals();
    let mut tape = Tape(bytes);
    let mut document = tape.of(documents).clone();
    if kind == Kind::Tame {
        shorten(&mut document);
    }
    while !tape.0.is_empty() {
        let mut places = Vec::new();
        list_places(&document, String::new(), &mut places);
        let place = tape.of(&places).clone();
        if let Some(value) = document.pointer_mut(&place) {
            if kind == Kind::Wild && tape.below(4) == 3 {
                replace(value, &mut tape);
            } else {
                vary(value, &generic(&place), &mut tape);
            }
        }
    }
    let text = document.to_string();
    let text = TOO_LARGE.iter().fold(text, |text, (placeholder, number)| text.replace(placeholder, number));
    let mut text = text.into_bytes();
    if kind == Kind::Wild && bytes.last().is_some_and(|last| last % 8 == 7) {
        let at = bytes.iter().fold(0, |sum, byte| (sum * 31 + usize::from(*byte)) % text.len());
        if bytes[0].is_multiple_of(2) { text.truncate(at) } else { text[at] = bytes[bytes.len() / 2] & 0x7f }
    }
    text
}

/// Long runs to their first five minutes.
fn shorten(document: &mut Value) {
    if let Some(duration) = document.get_mut("duration_s")
        && duration.as_f64().is_some_and(|seconds| seconds > 300.0)
    {
        *duration = Value::from(300);
    }
}

/// JSON pointers to every value but those deep in long lists.
fn list_places(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                // A key that would need escapes is none of a scenario's.
                list_places(value, format!("{place}/{key}"), places);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate().take(8) {
                list_places(value, format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

/// Anything in the place of a value.
fn replace(value: &mut Value, tape: &mut Tape<'_>) {
    let (documents, fields) = originals();
    *value = match tape.below(8) {
        0 | 1 => serde_json::from_str(NUMBERS[tape.below(NUMBERS.len())]).expect("a number"),
        2 => Value::from(TEXTS[tape.below(TEXTS.len())]),
        3 => Value::from("x".repeat(tape.below(2_000))),
        4 => tape.of(&[Value::Null, Value::Bool(true), Value::Array(Vec::new()), Value::Object(Map::new())]).clone(),
        5 => tape.of(fields).value.clone(),
        6 => Value::from(tape.of(&TOO_LARGE).0.trim_matches('"')),
        _ => tape.of(documents).clone(),
    };
}

/// A change that keeps most of a value's shape. `place` is where it stands, without places in lists.
fn vary(value: &mut Value, place: &str, tape: &mut Tape<'_>) {
    let (_, fields) = originals();
    match value {
        Value::Object(object) => match tape.below(2) {
            0 => {
                let keys: Vec<String> = object.keys().cloned().collect();
                if !keys.is_empty() {
                    object.remove(tape.of(&keys));
                }
            }
            _ => {
                let others: Vec<&Field> = fields.iter().filter(|field| field.place == place).collect();
                if !others.is_empty() {
                    let other = *tape.of(&others);
                    object.insert(other.key.clone(), other.value.clone());
                }
            }
        },
        Value::Array(list) if !list.is_empty() => {
            let index = tape.below(list.len());
            match tape.below(3) {
                0 => {
                    list.remove(index);
                }
                1 => list.push(list[index].clone()),
                _ => list.truncate(index),
            }
        }
        Value::Number(number) if tape.below(2) == 0 => {
            let old = number.as_f64().unwrap_or_default();
            let new = old * tape.of(&FACTORS);
            *value = if old.fract() == 0.0 { Value::from(new.round() as i64) } else { Value::from(new) };
        }
        Value::Bool(flag) => *flag = !*flag,
        _ => {
            let (parent, key) = place.rsplit_once('/').unwrap_or_default();
            let others: Vec<&Field> = fields.iter().filter(|field| field.key == key && field.place == parent).collect();
            if !others.is_empty() {
                *value = tape.of(&others).value.clone();
            }
        }
    }
}
