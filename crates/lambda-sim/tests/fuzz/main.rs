//! The targets of `fuzz/` for a few seconds, on any toolchain: thousands of changed scenarios are read, and many of them run.
#![cfg(not(target_arch = "wasm32"))]

mod checks;
mod mutate;

use mutate::{Kind, mutated};
use proptest::prelude::*;
use std::cell::Cell;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 500, ..ProptestConfig::default() }
}

#[test]
fn any_text_is_read_or_refused() {
    let (read, all) = (Cell::new(0), Cell::new(0));
    proptest!(config(4_000), |(bytes in prop::collection::vec(any::<u8>(), 0..48))| {
        let _ = checks::read(&bytes);
        all.set(all.get() + 1);
        read.set(read.get() + u32::from(checks::read(&mutated(&bytes, Kind::Wild)).is_some()));
    });
    println!("{} of {} were scenarios", read.get(), all.get());
    assert!(read.get() > 100 && all.get() - read.get() > 1_000, "both kinds are tried");
}

#[test]
fn any_scenario_runs_to_its_end() {
    let (ended, all) = (Cell::new(0), Cell::new(0));
    proptest!(config(1_000), |(bytes in prop::collection::vec(any::<u8>(), 1..16))| {
        all.set(all.get() + 1);
        if let Some(scenario) = checks::read(&mutated(&bytes, Kind::Tame)) {
            ended.set(ended.get() + u32::from(checks::run(&scenario, 20_000)));
        }
    });
    println!("{} of {} ran to their ends", ended.get(), all.get());
    assert!(ended.get() > 200, "{} of {} ran to their ends", ended.get(), all.get());
}
