//! Bytes as a scenario file: reading never panics, and what was read reads back equal.
#![no_main]

#[path = "../../crates/lambda-sim/tests/fuzz/checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = checks::read(bytes);
});
