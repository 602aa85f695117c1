//! Bytes as changes to the scenarios on record: what is valid runs to its end, and the books balance.
#![no_main]

#[path = "../../crates/lambda-sim/tests/fuzz/checks.rs"]
mod checks;
#[path = "../../crates/lambda-sim/tests/fuzz/mutate.rs"]
mod mutate;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(scenario) = checks::read(&mutate::mutated(bytes, mutate::Kind::Tame)) {
        let _ = checks::run(&scenario, 50_000);
    }
});
