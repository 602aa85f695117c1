//! The engine as wasm gives the same trace, bit for bit, as natively: the hashes on record are the same file.
#![cfg(target_arch = "wasm32")]

use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_hash_of_a_fixture_is_the_native_one() {
    let scenario = Scenario::read(include_str!("fixtures/busy.json")).expect("a valid fixture");
    let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
    assert_eq!(trace.hash(), include_str!("fixtures/busy.hash").trim());
}
