//! Words of the panel "Downstream services".

use super::{FieldText, field};

pub const TITLE: &str = "Downstream services";
pub const EMPTY: &str = "None yet. A database or an API that functions call, with its own latency and limit.";
pub const SERVICE: &str = "Service";
pub const ADD: &str = "Add a service";
/// What the first is called.
pub const NEW: &str = "database";

pub const NAME: FieldText = field("Name", "What calls name it by.", "");
pub const LATENCY: FieldText = field(
    "Latency",
    "How long it takes to serve a call; the caller is billed while it waits.",
    "Rule P2 · Lambda Developer Guide, configuration-memory",
);
pub const CONNECTIONS: FieldText = field(
    "Concurrency limit",
    "Calls that it serves at once: a database's connections. Off: any number.",
    "A property of the service",
);
pub const WHEN_FULL: FieldText = field(
    "When full",
    "What happens to a call that finds no place: it waits for one, or is refused.",
    "A property of the service",
);
pub const WHEN_FULLS: [&str; 2] = ["wait", "refuse"];
pub const RATE: FieldText = field(
    "Rate limit",
    "Calls a second that it takes, above which it refuses. Off: any number.",
    "A property of the service",
);
pub const ERRORS: FieldText = field("Error rate", "The share of calls that fail.", "A property of the service");
