//! From the ids of a run to names: an id is an index into what the scenario lists.

use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{DownstreamId, FunctionId, SourceId};

/// The names in a scenario that ran.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a>(pub &'a Scenario);

impl<'a> Names<'a> {
    /// A function.
    #[must_use]
    pub fn function(self, id: FunctionId) -> &'a str {
        self.0.functions.get(id.index()).map_or("a function", |function| &function.name)
    }

    /// What is reserved for a function.
    #[must_use]
    pub fn reserved(self, id: FunctionId) -> Option<u32> {
        self.0.functions.get(id.index())?.reserved_concurrency
    }

    /// A source; those after the scenario's own are functions that call others.
    #[must_use]
    pub fn source(self, id: SourceId) -> &'a str {
        self.0.sources.get(id.index()).map_or("calls between functions", |source| &source.name)
    }

    /// Whether what a source of the scenario calls is a durable function.
    #[must_use]
    pub fn is_durable(self, id: SourceId) -> bool {
        let function = self.0.sources.get(id.index()).and_then(|source| self.0.function(&source.function));
        function.is_some_and(|function| function.durable.is_some())
    }

    /// A service that functions call.
    #[must_use]
    pub fn service(self, id: DownstreamId) -> &'a str {
        self.0.downstreams.get(id.index()).map_or("a service", |service| &service.name)
    }
}

/// What a version is called.
#[must_use]
pub fn version(number: u32) -> String {
    if number == 0 { "$LATEST".to_owned() } else { format!("version {number}") }
}
