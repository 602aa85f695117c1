//! Older scenario files, brought up to this version before they are read; and the second spellings that are accepted.
//!
//! A version is raised when a file of the version before would be refused or would mean something else. Each step is a
//! function from one version's JSON to the next one's, and a file of every old version stays among the fixtures.

use super::problem::{Problem, ProblemKind};
use super::reader::shown;
use serde_json::{Map, Value};

/// The version of the format that this program writes.
pub const CURRENT_VERSION: u32 = 1;

/// `STEPS[n]` turns a document of version n + 1 into one of version n + 2.
const STEPS: [fn(&mut Map<String, Value>); CURRENT_VERSION as usize - 1] = [];

/// Brings a document up to [`CURRENT_VERSION`].
pub(super) fn upgrade(document: &mut Map<String, Value>) -> Result<(), Box<Problem>> {
    let version = match document.get("version") {
        None => u64::from(CURRENT_VERSION),
        Some(value) => {
            let whole = value.as_f64().filter(|version| version.fract() == 0.0).map(|version| version as u64);
            whole.filter(|version| (1..=u64::from(CURRENT_VERSION)).contains(version)).ok_or_else(|| {
                Problem::new("version", ProblemKind::Version, shown(value), format!("1 to {CURRENT_VERSION}"))
                    .nearest(CURRENT_VERSION)
            })?
        }
    };
    for step in STEPS.iter().skip(version as usize - 1) {
        step(document);
    }
    document.insert("version".to_owned(), CURRENT_VERSION.into());
    for source in document.get_mut("sources").and_then(Value::as_array_mut).into_iter().flatten() {
        unify_spellings(source);
    }
    Ok(())
}

/// `{"at_s": …}` means `{"recorded": {"at_s": …}}`, and `retry_on` may be inside the policy it belongs to.
fn unify_spellings(source: &mut Value) {
    let parts: Vec<&mut Value> = match source.get_mut("traffic") {
        Some(Value::Array(parts)) => parts.iter_mut().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    for part in parts {
        if let Some(part) = part.as_object_mut()
            && part.contains_key("at_s")
        {
            let recorded = std::mem::take(part);
            part.insert("recorded".to_owned(), Value::Object(recorded));
        }
    }
    let retry_on = source
        .get_mut("retry")
        .and_then(Value::as_object_mut)
        .and_then(|retry| retry.values_mut().next())
        .and_then(Value::as_object_mut)
        .and_then(|policy| policy.remove("retry_on"));
    if let (Some(retry_on), Some(source)) = (retry_on, source.as_object_mut()) {
        source.entry("retry_on").or_insert(retry_on);
    }
}
