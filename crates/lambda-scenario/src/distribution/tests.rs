//! Every form survives the file.

use crate::distribution::Distribution;
use crate::scenario::problems::Problems;
use crate::scenario::reader::{JsonNode, ReadScenario};

fn read(text: &str) -> Option<Distribution> {
    let (mut distribution, mut problems) = (Distribution::default(), Problems::default());
    distribution.read(&JsonNode::document(&serde_json::from_str(text).expect(text)), &mut problems);
    (problems.count() == 0).then_some(distribution)
}

#[test]
fn a_bare_number_is_a_constant_and_every_form_survives_the_file() {
    for text in [
        "12.5",
        r#"{"exponential":{"mean":3.0}}"#,
        r#"{"lognormal":{"p50":80.0,"p99":400.0}}"#,
        r#"{"uniform":{"min":2.0,"max":5.0}}"#,
        r#"{"mixture":[{"weight":1.0,"of":2.0},{"weight":2.0,"of":{"exponential":{"mean":3.0}}}]}"#,
        r#"{"clamped":{"min":1.0,"max":2.0,"of":1.5}}"#,
        r#"{"clamped":{"min":1.0,"of":1.5}}"#,
        r#"{"empirical":[1.0,2.0]}"#,
    ] {
        assert_eq!(serde_json::to_string(&read(text).expect(text)).expect("serialisable"), text);
    }
    assert_eq!(read(r#"{"constant": 4}"#), Some(Distribution::Constant(4.0)));
    assert_eq!(read(r#"{"normal": 4}"#), None);
    assert_eq!(read(r#"{"lognormal": {"p50": 4}}"#), None);
}
