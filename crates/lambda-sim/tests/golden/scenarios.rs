//! The scenarios whose runs are on record: the examples of the page, the fixture with a little of everything, and scenarios
//! for what those do not have. Natively the whole text of a run is compared, in wasm its hash.

/// A scenario and its run on record.
pub struct Golden {
    /// The name of its file.
    pub name: &'static str,
    /// Its JSON.
    pub scenario: &'static str,
    /// What is on record of its run.
    #[cfg(target_arch = "wasm32")]
    pub record: &'static str,
}

macro_rules! goldens {
    ($($folder:literal: $($name:literal)*;)*) => {
        /// All of them.
        pub const SCENARIOS: &[Golden] = &[$($(Golden {
            name: $name,
            scenario: include_str!(concat!($folder, "/", $name, ".json")),
            #[cfg(target_arch = "wasm32")]
            record: include_str!(concat!($name, ".txt")),
        },)*)*];
    };
}

goldens! {
    "../../../../static/scenarios": "after-idle" "async-burst" "canary-rollback" "durable-order" "noisy-neighbour" "poison-record"
        "queue-behind" "recorded-day" "sale-day" "scale-out" "slow-database" "snap-start" "target-tracking";
    "../fixtures": "busy";
    ".": "events" "chains" "canary" "autoscaling" "queues" "streams";
}
