//! Small runs for the tests of readings.

use crate::scenario::Scenario;
use crate::simulator::Simulator;
use crate::trace::{FunctionId, Trace};
use crate::units::Instant;

use super::Window;

/// Runs a scenario that is known to be valid.
pub fn run(text: &str) -> Trace {
    let scenario = Scenario::read(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Simulator::new(&scenario, scenario.seed).finish().expect("a small run")
}

/// A function with starts of known length: 20 ms download, 30 ms start, 50 ms init; environments stay.
pub fn function(more: &str) -> String {
    format!(
        r#"{{"name": "f", "memory_mb": 1769, "timeout_s": 10,
            "phases": {{"download_ms": 20, "start_ms": 30, "init_ms": 50}},
            "keep_alive": {{"initialized_s": null, "sandbox_s": null, "max_age_s": null}}{more}}}"#
    )
}

/// A run of one function that is called at these times.
pub fn calls(more_of_function: &str, duration_s: f64, at_s: &[f64]) -> Trace {
    run(&format!(
        r#"{{"version": 1, "duration_s": {duration_s}, "functions": [{}],
            "sources": [{{"name": "s", "function": "f", "traffic": {{"recorded": {{"at_s": {at_s:?}}}}}}}]}}"#,
        function(more_of_function)
    ))
}

/// A run with every kind of thing in it: two functions, provisioned and reserved concurrency, throttles, retries, errors,
/// crashes, timeouts, expiry.
pub fn eventful() -> Trace {
    run(r#"{"version": 1, "seed": 5, "duration_s": 120, "warm_up_s": 10,
        "functions": [
            {"name": "a", "reserved_concurrency": 12, "provisioned_concurrency": 4, "timeout_s": 1,
             "work": {"duration_ms": {"lognormal": {"p50": 120, "p99": 900}}, "error_rate": 0.01, "crash_rate": 0.01},
             "keep_alive": {"initialized_s": 8, "sandbox_s": 10, "max_age_s": {"uniform": {"min": 30, "max": 60}}}},
            {"name": "b", "work": {"duration_ms": {"exponential": {"mean": 40}}}}],
        "sources": [
            {"name": "x", "function": "a", "traffic": {"wave": {"mean_rps": 60, "amplitude": 0.9, "period_s": 60}},
             "retry": {"exponential": {"base_ms": 50, "max_delay_ms": 2000, "max_attempts": 4, "jitter": "full"}}},
            {"name": "y", "function": "b", "traffic": {"poisson": {"rps": 30}}}]}"#)
}

/// A window of a run from one second to another, all lanes in sight.
pub fn window(from_s: f64, to_s: f64, pixels: u32) -> Window {
    Window {
        from: Instant::from_secs_f64(from_s),
        to: Instant::from_secs_f64(to_s),
        pixels,
        mark_pixels: 20,
        first_lane: 0,
        lanes: 1_000,
        function: None,
    }
}

/// Every choice of function in a run of two, and none.
pub const CHOICES: [Option<FunctionId>; 3] = [None, Some(FunctionId(0)), Some(FunctionId(1))];
