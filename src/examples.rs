//! The scenarios that come with the app. A new one is a file and a line of this table.

use lambda_sim::scenario::Scenario;

/// A scenario that comes with the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// A stable name, as it may appear in a link.
    pub id: &'static str,
    /// The scenario document.
    document: &'static str,
}

macro_rules! document {
    ($id:literal) => {
        include_str!(concat!("../static/scenarios/", $id, ".json"))
    };
}

/// The document of what the app opens with. It is separate: the others are not needed for the first results.
pub const DEFAULT_DOCUMENT: &str = document!("sale-day");

macro_rules! examples {
    ($($id:literal),* $(,)?) => {
        /// All of them; the first is what the app opens with.
        pub const EXAMPLES: &[Example] = &[$(Example { id: $id, document: document!($id) }),*];
    };
}

// In the order in which they are best understood: starts, limits, what one depends on, events, releases, what is newer.
examples![
    "sale-day",
    "after-idle",
    "snap-start",
    "scale-out",
    "target-tracking",
    "noisy-neighbour",
    "slow-database",
    "async-burst",
    "queue-behind",
    "poison-record",
    "canary-rollback",
    "durable-order",
    "recorded-day",
];

impl Example {
    /// The scenario. A test reads every one of them; should one be broken all the same, an empty one takes its place.
    pub fn scenario(&self) -> Scenario {
        Scenario::read(self.document).unwrap_or_default()
    }
}

#[cfg(test)]
pub fn default_scenario() -> Scenario {
    Scenario::read(DEFAULT_DOCUMENT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::readings::Counts;
    use lambda_sim::simulator::Simulator;

    #[test]
    fn every_example_is_valid_runs_and_says_what_it_shows() {
        let mut names = std::collections::BTreeSet::new();
        for example in EXAMPLES {
            let scenario =
                Scenario::read(example.document).unwrap_or_else(|problems| panic!("{}: {problems:?}", example.id));
            assert!(names.insert(scenario.name.clone()), "{} is there twice", scenario.name);
            assert!(!scenario.description.is_empty(), "{}", example.id);
            let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
            assert!(!trace.invocations.is_empty(), "{}", example.id);
        }
    }

    #[test]
    fn the_default_shows_throttles_cold_starts_and_provisioned_environments() {
        let scenario = default_scenario();
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
        let counts = Counts::of(&trace, None);
        assert!(counts.throttles > 0 && counts.throttled_share() < 0.1, "{counts:?}");
        assert!(counts.starts.full_cold > 0 && counts.cold_share() < 0.05);
        assert!(trace.invocations.iter().any(|row| row.flags.is_provisioned()));
    }
}
