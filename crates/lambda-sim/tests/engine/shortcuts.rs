//! A run passes over what cannot matter: errors that cannot happen, front ends that let everything pass, lifetimes nobody asks for.
//! Whatever the scenario, it has the trace of a run that asks every time.

use super::everything::{beyond, build};
use super::laws;
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::{Progress, Simulator};
use lambda_sim::trace::Trace;
use proptest::prelude::*;

/// The trace of a run; `None` if it outgrows a test.
fn finish(mut simulator: Simulator) -> Option<Trace> {
    for _ in 0..20 {
        if simulator.run_slice(10_000).ok()? == Progress::Done {
            return Some(simulator.into_trace());
        }
    }
    None
}

fn both(scenario: &Scenario) -> Option<(String, String)> {
    let quick = finish(Simulator::new(scenario, scenario.seed))?;
    let asked = finish(Simulator::without_shortcuts(scenario, scenario.seed))?;
    Some((quick.hash(), asked.hash()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_is_the_same_without_shortcuts(base in laws::scenario(), beyond in beyond(), plain in any::<bool>()) {
        let mut scenario = build(base, &beyond);
        if plain {
            // What most shortcuts are for: nothing but the handler's time is by chance.
            for function in &mut scenario.functions {
                (function.work.error_rate, function.work.crash_rate) = (0.0, 0.0);
                function.work.memory_used_mb = None;
            }
        }
        prop_assume!(scenario.validate().is_ok());
        let Some((quick, asked)) = both(&scenario) else { return Ok(()) };
        prop_assert_eq!(quick, asked);
    }
}
