use super::*;
use crate::scenario::Recorded;

fn arrivals(traffic: &Traffic, warm_up_s: u64, end_s: i64) -> Vec<Arrival> {
    let stream = Stream::named(&["source", "test"]);
    let mut process =
        ArrivalProcess::new(traffic, Chance::new(3), stream, Micros::from_secs(warm_up_s), Instant::from_secs(end_s));
    std::iter::from_fn(|| process.take()).collect()
}

fn in_window(arrivals: &[Arrival], from_s: f64, to_s: f64) -> f64 {
    arrivals.iter().filter(|arrival| (from_s..to_s).contains(&arrival.at.as_secs_f64())).count() as f64
}

fn times(arrivals: &[Arrival]) -> Vec<(Instant, u64)> {
    arrivals.iter().map(|arrival| (arrival.at, arrival.ordinal)).collect()
}

/// Within four standard deviations of a Poisson count.
fn assert_near(count: f64, expected: f64) {
    assert!((count - expected).abs() < 4.0 * expected.sqrt() + 1.0, "{count} instead of {expected}");
}

#[test]
fn constant_traffic_does_not_drift() {
    let times: Vec<i64> = arrivals(&Traffic::Constant { rps: 3.0 }, 0, 100_000).iter().map(|a| a.at.0).collect();
    assert_eq!(times[..4], [0, 333_333, 666_667, 1_000_000]);
    assert_eq!(times.len(), 300_000);
    assert_eq!(times[299_997], 99_999_000_000);
}

#[test]
fn poisson_arrivals_have_the_rate_and_the_spread() {
    let times = arrivals(&Traffic::Poisson { rps: 50.0 }, 0, 2_000);
    assert_near(times.len() as f64, 100_000.0);
    let counts: Vec<f64> = (0..2_000).map(|s| in_window(&times[..], f64::from(s), f64::from(s) + 1.0)).collect();
    let mean = counts.iter().sum::<f64>() / 2_000.0;
    let variance = counts.iter().map(|n| (n - mean) * (n - mean)).sum::<f64>() / 1_999.0;
    assert!((variance / mean - 1.0).abs() < 0.15, "index of dispersion {}", variance / mean);
}

#[test]
fn a_ramp_rises_and_then_holds() {
    let times = arrivals(&Traffic::Ramp { from_rps: 10.0, to_rps: 110.0, over_s: 100.0 }, 0, 200);
    assert_near(in_window(&times, 0.0, 50.0), 50.0 * 35.0);
    assert_near(in_window(&times, 50.0, 100.0), 50.0 * 85.0);
    assert_near(in_window(&times, 100.0, 200.0), 100.0 * 110.0);
    let down = arrivals(&Traffic::Ramp { from_rps: 110.0, to_rps: 0.0, over_s: 100.0 }, 0, 200);
    assert_near(down.len() as f64, 5_500.0);
    assert!(down.iter().all(|arrival| arrival.at <= Instant::from_secs(100)));
}

#[test]
fn a_spike_is_a_rectangle() {
    let times = arrivals(&Traffic::Spike { base_rps: 0.0, peak_rps: 500.0, at_s: 30.0, for_s: 10.0 }, 0, 100);
    assert_near(times.len() as f64, 5_000.0);
    assert_eq!(in_window(&times, 30.0, 40.0), times.len() as f64);
}

#[test]
fn a_wave_swings_around_its_mean() {
    let wave = Traffic::Wave { mean_rps: 100.0, amplitude: 0.8, period_s: 100.0 };
    let times = arrivals(&wave, 0, 1_000);
    assert_near(times.len() as f64, 100_000.0);
    let quarter: f64 = (0..10).map(|p| in_window(&times, f64::from(p) * 100.0, f64::from(p) * 100.0 + 50.0)).sum();
    // The mean of the sine over its upper half is 2/π.
    assert_near(quarter, 50_000.0 * (1.0 + 0.8 * 2.0 / std::f64::consts::PI));
    let full = arrivals(&Traffic::Wave { mean_rps: 100.0, amplitude: 1.0, period_s: 100.0 }, 0, 100);
    assert_near(full.len() as f64, 10_000.0);
}

#[test]
fn bursts_come_in_one_microsecond() {
    let times: Vec<i64> = arrivals(&Traffic::Bursts { size: 3, every_s: 0.5 }, 0, 1).iter().map(|a| a.at.0).collect();
    assert_eq!(times, [0, 0, 0, 500_000, 500_000, 500_000]);
}

#[test]
fn a_recording_keeps_its_counts_and_its_gaps() {
    let recorded = Recorded { interval_s: Some(60.0), counts: vec![5, 0, 7], at_s: Vec::new() };
    let times = arrivals(&Traffic::Recorded(recorded), 0, 1_000);
    assert_eq!(in_window(&times, 0.0, 60.0), 5.0);
    assert_eq!(in_window(&times, 60.0, 120.0), 0.0);
    assert_eq!(in_window(&times, 120.0, 180.0), 7.0);
    assert_eq!(times.len(), 12);
    let literal = Recorded { interval_s: None, counts: Vec::new(), at_s: vec![2.5, 1.0] };
    let times: Vec<i64> = arrivals(&Traffic::Recorded(literal), 0, 1_000).iter().map(|a| a.at.0).collect();
    assert_eq!(times, [1_000_000, 2_500_000]);
}

#[test]
fn arrivals_are_in_order_with_distinct_ordinals_and_a_warm_up_leaves_them_alone() {
    for traffic in [
        Traffic::Constant { rps: 7.0 },
        Traffic::Poisson { rps: 7.0 },
        Traffic::Ramp { from_rps: 5.0, to_rps: 20.0, over_s: 30.0 },
        Traffic::Spike { base_rps: 5.0, peak_rps: 20.0, at_s: 10.0, for_s: 5.0 },
        Traffic::Wave { mean_rps: 9.0, amplitude: 1.0, period_s: 20.0 },
        Traffic::Bursts { size: 4, every_s: 3.0 },
    ] {
        let cold = arrivals(&traffic, 0, 60);
        let warm = arrivals(&traffic, 45, 60);
        assert!(warm.is_sorted_by_key(|arrival| arrival.at), "{traffic:?}");
        let ordinals: std::collections::HashSet<u64> = warm.iter().map(|arrival| arrival.ordinal).collect();
        assert_eq!(ordinals.len(), warm.len(), "{traffic:?}");
        let (before, counted): (Vec<Arrival>, Vec<Arrival>) = warm.iter().partition(|a| a.at < Instant::ZERO);
        assert_eq!(times(&counted), times(&cold), "{traffic:?}");
        assert!(before.iter().all(|arrival| arrival.at >= Instant::from_secs(-45)), "{traffic:?}");
        let expected = 45.0 * traffic.rate_at(0.0);
        assert!((before.len() as f64) > expected * 0.5 && (before.len() as f64) < expected * 1.6, "{traffic:?}");
    }
}

#[test]
fn a_higher_rate_keeps_the_pattern() {
    let slow = arrivals(&Traffic::Poisson { rps: 10.0 }, 0, 100);
    let fast = arrivals(&Traffic::Poisson { rps: 20.0 }, 0, 50);
    for (a, b) in slow.iter().zip(&fast) {
        assert!((a.at.0 - 2 * b.at.0).abs() <= 2);
        assert_eq!(a.handler_draw, b.handler_draw);
    }
}
