//! The committed JSON Schema is the one that the types give. Refresh it with
//! `UPDATE_EXPECT=1 cargo test -p lambda-sim --features schema --test schema`.
#![cfg(feature = "schema")]

use lambda_sim::scenario::{SCHEMA, Scenario};

fn generated() -> serde_json::Value {
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
    let fixture: serde_json::Value = serde_json::from_str(include_str!("fixtures/busy.json")).expect("JSON");
    let mut missing = Vec::new();
    collect(&fixture, &mut |key| {
        if !text.contains(&format!("\"{key}\"")) {
            missing.push(key.to_owned());
        }
    });
    assert!(missing.is_empty(), "{missing:?}");
}

fn collect(value: &serde_json::Value, visit: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                visit(key);
                collect(value, visit);
            }
        }
        serde_json::Value::Array(elements) => elements.iter().for_each(|element| collect(element, visit)),
        _ => {}
    }
}
