//! The engine as wasm gives the same trace, bit for bit, as natively: the hashes on record are the same files.
#![cfg(target_arch = "wasm32")]

#[path = "golden/scenarios.rs"]
mod scenarios;

use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_hashes_on_record_are_the_native_ones() {
    for golden in scenarios::SCENARIOS {
        let scenario = Scenario::read(golden.scenario).expect("a valid scenario");
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
        let recorded = golden.record.lines().find_map(|line| line.strip_prefix("trace "));
        assert_eq!(Some(trace.hash().as_str()), recorded, "{}", golden.name);
    }
}
