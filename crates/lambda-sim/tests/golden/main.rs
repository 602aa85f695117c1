//! Runs on record, as text: `golden/NAME.txt` says of each scenario what came out and what happened first, so that a changed rule
//! shows as a readable difference. Rewrite them with `UPDATE_EXPECT=1 cargo test -p lambda-sim --test golden`, and say in
//! the commit which rule it was. In wasm their hashes are compared (`tests/wasm.rs`).
#![cfg(not(target_arch = "wasm32"))]

mod report;
mod scenarios;

use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use scenarios::SCENARIOS;
use std::collections::BTreeSet;
use std::path::Path;

/// Tables that other tests write into the same folder: `tests/engine/{simfaas,theory}.rs`.
const FIGURES: [&str; 5] = ["cold-starts", "cold-starts-and-loss", "erlang-b", "in-flight", "simfaas"];

#[test]
fn runs_are_the_ones_on_record() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for golden in SCENARIOS {
        let scenario =
            Scenario::read(golden.scenario).unwrap_or_else(|problems| panic!("{}: {problems:#?}", golden.name));
        let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
        let file = folder.join(golden.name).with_extension("txt");
        expect_test::expect_file![file].assert_eq(&report::report(&scenario, &trace));
    }
}

#[test]
fn every_scenario_file_is_on_record() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let names = |folder: &str, extension: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(tests.join(folder)).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let named = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
        named.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
    };
    let listed: BTreeSet<String> = SCENARIOS.iter().map(|golden| golden.name.to_owned()).collect();
    let files = [("../../static/scenarios", "json"), ("tests/fixtures", "json"), ("tests/golden", "json")];
    let files: BTreeSet<String> = files.iter().flat_map(|(folder, extension)| names(folder, extension)).collect();
    assert_eq!(files, listed);
    let records: BTreeSet<String> = listed.into_iter().chain(FIGURES.map(str::to_owned)).collect();
    assert_eq!(names("tests/golden", "txt"), records, "a record without a scenario, or none of one");
}
