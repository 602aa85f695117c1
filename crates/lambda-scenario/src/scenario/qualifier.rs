//! What of a function is called: `$LATEST`, its alias, or a version.

use super::problem::ProblemKind;
use super::problems::Problems;
use super::reader::{JsonNode, ReadScenario};
use serde::{Serialize, Serializer};
use std::fmt;

/// What of a function is called; in a document `"$LATEST"`, `"live"` or a version's number as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualifier {
    /// The unpublished version: it gets none of the provisioned concurrency.
    #[default]
    Latest,
    /// The alias that provisioned concurrency is set on.
    Live,
    /// A published version.
    Version(u32),
}

impl Qualifier {
    /// The qualifier that this text names.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "$LATEST" => Some(Self::Latest),
            "live" => Some(Self::Live),
            number => number.parse().ok().map(Self::Version),
        }
    }
}

impl fmt::Display for Qualifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latest => f.write_str("$LATEST"),
            Self::Live => f.write_str("live"),
            Self::Version(version) => version.fmt(f),
        }
    }
}

impl Serialize for Qualifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ReadScenario for Qualifier {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        match node.value().as_str().and_then(Self::named) {
            Some(qualifier) => *self = qualifier,
            None => {
                let given = node.value().to_string();
                node.refuse(
                    problems,
                    ProblemKind::NotAllowed,
                    &given,
                    "$LATEST, live, or the number of a version, as text",
                );
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Qualifier {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Qualifier".into()
    }

    fn json_schema(_generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "What of a function is called: `$LATEST`, the alias `live`, or the number of a version.",
            "type": "string",
            "pattern": "^(\\$LATEST|live|[0-9]+)$"
        })
    }
}
