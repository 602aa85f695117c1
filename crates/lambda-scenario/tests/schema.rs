//! The committed JSON Schema is the one that the types give. Refresh it with
//! `UPDATE_EXPECT=1 cargo test -p lambda-scenario --features schema --test schema`.
#![cfg(feature = "schema")]

use lambda_scenario::scenario::{Problem, ProblemKind, SCHEMA, Scenario};
use serde_json::{Map, Value, json};

fn generated() -> Value {
    let generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    serde_json::to_value(generator.into_root_schema_for::<Scenario>()).expect("a schema is JSON")
}

#[test]
fn the_committed_schema_is_current() {
    let text = format!("{}\n", serde_json::to_string_pretty(&generated()).expect("JSON is text"));
    expect_test::expect_file!["../schema/scenario.schema.json"].assert_eq(&text);
    assert!(std::env::var_os("UPDATE_EXPECT").is_some() || SCHEMA == text);
}

#[test]
fn the_schema_names_every_field_that_a_scenario_writes() {
    let schema = generated();
    let text = schema.to_string();
    let fixture: Value = serde_json::from_str(include_str!("../../lambda-sim/tests/fixtures/busy.json")).expect("JSON");
    let mut missing = Vec::new();
    collect(&fixture, &mut |key| {
        if !text.contains(&format!("\"{key}\"")) {
            missing.push(key.to_owned());
        }
    });
    assert!(missing.is_empty(), "{missing:?}");
}

fn collect(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                visit(key);
                collect(value, visit);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, visit)),
        _ => {}
    }
}

/// What is `None` is written by leaving its field out, so leaving it out has to mean `None`: any other default would come back
/// in its place.
#[test]
fn what_may_be_null_is_null_when_it_is_left_out() {
    let (mut nullable, mut wrong) = (0, Vec::new());
    visit_fields(&generated(), &mut |name, field| {
        if field["type"].as_array().is_some_and(|types| types.contains(&json!("null"))) {
            nullable += 1;
            if field.get("default").is_some_and(|default| !default.is_null()) {
                wrong.push(name.to_owned());
            }
        }
    });
    assert!(nullable > 30, "{nullable}");
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Shows every field of every object that a schema describes.
fn visit_fields(schema: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(fields)) = object.get("properties") {
                fields.iter().for_each(|(name, field)| visit(name, field));
            }
            object.values().for_each(|value| visit_fields(value, visit));
        }
        Value::Array(elements) => elements.iter().for_each(|element| visit_fields(element, visit)),
        _ => {}
    }
}

/// The names of every object that the schema describes, at every place a scenario can have: each is known to the reader, and no
/// other is.
#[test]
fn the_schema_and_the_reader_know_the_same_fields() {
    let schema = generated();
    let mut walk = Walk { definitions: &schema["$defs"], objects: 0, words: 0 };
    walk.visit(&schema, &|value| value, 0);
    assert!(walk.objects > 60 && walk.words > 40, "{} objects, {} words", walk.objects, walk.words);
}

struct Walk<'a> {
    definitions: &'a Value,
    objects: usize,
    words: usize,
}

impl Walk<'_> {
    /// Visits a schema; `document` puts a value of it where it belongs in a scenario.
    fn visit(&mut self, schema: &Value, document: &dyn Fn(Value) -> Value, depth: usize) {
        // Distributions nest without end.
        if depth > 9 {
            return;
        }
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            self.visit(&self.definitions[name], document, depth);
        }
        if schema["unevaluatedProperties"] == json!(false) {
            for one in schema["oneOf"].as_array().into_iter().flatten() {
                let mut properties = schema["properties"].as_object().cloned().unwrap_or_default();
                properties.extend(one["properties"].as_object().cloned().unwrap_or_default());
                self.object(&properties, document, depth);
            }
            return;
        }
        for alternative in ["anyOf", "oneOf"] {
            for one in schema[alternative].as_array().into_iter().flatten() {
                self.visit(one, document, depth);
            }
        }
        for word in schema["enum"].as_array().into_iter().flatten().chain(schema.get("const")) {
            self.words += 1;
            assert_eq!(refusals(&document(word.clone())), [0; 2], "{word}");
            if word.is_string() {
                assert_ne!(refusals(&document(json!("no such word"))), [0; 2], "{word}");
            }
        }
        if schema["items"].is_object() {
            self.visit(&schema["items"], &|value| document(json!([value])), depth + 1);
        }
        if let Some(properties) = schema["properties"].as_object() {
            assert_eq!(schema["additionalProperties"], json!(false), "{schema}");
            self.object(properties, document, depth);
        }
    }

    fn object(&mut self, properties: &Map<String, Value>, document: &dyn Fn(Value) -> Value, depth: usize) {
        self.objects += 1;
        // The value of a tag decides what else there may be; it goes along.
        let tag: Map<String, Value> = properties
            .iter()
            .filter_map(|(name, property)| Some((name.clone(), property.get("const")?.clone())))
            .collect();
        for (name, property) in properties {
            let with = |value: Value| {
                let mut object = tag.clone();
                object.insert(name.clone(), value);
                document(Value::Object(object))
            };
            // A list is a value that nothing but a list can be: it may be refused, but not as an unknown field.
            assert_eq!(refusals(&with(json!([])))[0], 0, "{}", with(json!([])));
            self.visit(property, &with, depth + 1);
        }
        let mut object = tag.clone();
        object.insert("no_such_field".to_owned(), json!(1));
        let document = document(Value::Object(object));
        let refused = problems(&document).into_iter().find(|problem| problem.path.ends_with("no_such_field"));
        match refused {
            Some(problem) => {
                let mut allowed: Vec<&str> = problem.allowed.split(", ").collect();
                allowed.sort_unstable();
                assert!(allowed.iter().copied().eq(properties.keys()), "{allowed:?} in {document}");
            }
            // An object with a single field names its kind by it.
            None => {
                let kind = properties.keys().next().filter(|_| properties.len() == 1).expect("one kind");
                let mut problems = problems(&document).into_iter();
                let problem = problems.find(|problem| problem.given == "\"no_such_field\"").expect("a refusal");
                assert!(problem.allowed.split(", ").any(|allowed| allowed == kind), "{kind} in {document}");
            }
        }
    }
}

/// How many fields of a document are unknown, and how many values of the wrong type or not among the words.
fn refusals(document: &Value) -> [usize; 2] {
    let problems = problems(document);
    let is_word = |problem: &&Problem| {
        problem.kind == ProblemKind::WrongType
            || problem.kind == ProblemKind::NotAllowed && problem.given.starts_with('"')
    };
    [
        problems.iter().filter(|problem| problem.kind == ProblemKind::UnknownField).count(),
        // A name that was left out is none of those known.
        problems.iter().filter(is_word).filter(|problem| problem.given != "\"\"").count(),
    ]
}

fn problems(document: &Value) -> Vec<Problem> {
    Scenario::read(&document.to_string()).err().unwrap_or_default()
}
