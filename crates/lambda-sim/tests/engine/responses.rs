//! Large and streamed responses (rules Q8, Q10, N4).

use super::{at, counts, function, rows, run, source, unlimited};
use lambda_sim::pricing::Data;
use lambda_sim::readings::usage;
use lambda_sim::scenario::{Response, Scenario};
use lambda_sim::trace::{Outcome, StreamRow, Trace};
use lambda_sim::units::{MbMillis, Micros};

fn answered(size_mb: f64, streaming: bool, first_byte_share: f64) -> Scenario {
    let mut scenario = unlimited(200.0);
    scenario.functions = vec![function("f", 1_000.0)];
    scenario.functions[0].response = Some(Response { size_mb: size_mb.into(), streaming, first_byte_share });
    scenario.sources = vec![source("s", "f", at(&[0.0]))];
    scenario
}

fn stream(trace: &Trace) -> StreamRow {
    trace.streams.get(0).expect("a streamed response")
}

#[test]
fn q10_two_hundred_megabytes_take_97_seconds() {
    let trace = run(&answered(200.0, true, 0.0));
    assert_eq!(rows(&trace)[0].handler, Micros::from_secs(97));
    assert_eq!((stream(&trace).first_byte_us, stream(&trace).sent), (0, 200_000));
    // Billed are the time until the stream ends, and 194 MB.
    assert_eq!(usage(&trace, None).duration.x86_64.eligible, MbMillis(97_000 * 1_769));
    assert_eq!(usage(&trace, None).streamed, Data::from_mb(194));
}

#[test]
fn n4_the_first_byte_leaves_before_the_handler_ends() {
    let trace = run(&answered(6.0, true, 0.2));
    let counts = counts(&trace);
    assert_eq!(counts.first_byte_ms.max, Some(200.0));
    assert_eq!((counts.latency_ms.max, usage(&trace, None).streamed), (Some(1_000.0), Data(0)));
    // 2 MB more take a second, from the first byte on.
    assert_eq!(rows(&run(&answered(8.0, true, 0.2)))[0].handler, Micros::from_millis(1_200));
    assert_eq!(rows(&run(&answered(8.0, true, 1.0)))[0].handler, Micros::from_millis(2_000));
    // What is sent at full speed takes none.
    assert_eq!(rows(&run(&answered(6.0, true, 1.0)))[0].handler, Micros::from_millis(1_000));
}

#[test]
fn n4_the_timeout_cuts_a_stream_off() {
    let mut scenario = answered(200.0, true, 1.0);
    scenario.functions[0].timeout_s = 11;
    let trace = run(&scenario);
    assert_eq!(rows(&trace)[0].flags.outcome(), Outcome::Timeout);
    // 6 MB at once and ten seconds of 2 MB.
    assert_eq!(stream(&trace).sent, 26_000);
    scenario.functions[0].timeout_s = 1;
    scenario.functions[0].work.duration_ms = 2_000.0.into();
    assert_eq!(stream(&run(&scenario)).sent, 0);
}

#[test]
fn q8_a_response_that_is_not_streamed_has_six_megabytes() {
    let outcome = |size_mb| rows(&run(&answered(size_mb, false, 1.0)))[0].flags.outcome();
    assert_eq!((outcome(6.0), outcome(6.1)), (Outcome::Completed, Outcome::ResponseTooLarge));
    let mut scenario = answered(1.0, true, 1.0);
    scenario.functions[0].runtime = "python3.13".to_owned();
    assert!(scenario.validate().is_err());
}
