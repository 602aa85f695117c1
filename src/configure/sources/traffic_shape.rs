//! The shapes of traffic: which there are, and how one becomes another without losing its size.

use lambda_sim::scenario::{Traffic, ranges};

/// The name of a traffic's shape in a scenario.
pub const fn id(traffic: &Traffic) -> &'static str {
    match traffic {
        Traffic::Constant { .. } => "constant",
        Traffic::Poisson { .. } => "poisson",
        Traffic::Ramp { .. } => "ramp",
        Traffic::Spike { .. } => "spike",
        Traffic::Wave { .. } => "wave",
        Traffic::Bursts { .. } => "bursts",
        Traffic::Recorded(_) => "recorded",
    }
}

/// Traffic of each shape that is offered, about as much as `old` in a run of this length.
pub fn offered(old: &Traffic, duration_s: f64) -> [Traffic; 6] {
    let mean = round((old.expected_arrivals(duration_s) / duration_s).clamp(0.1, 1e6));
    let third = round(duration_s / 3.0);
    let every_s = round(duration_s / 6.0).max(ranges::PERIOD_S.min);
    [
        Traffic::Constant { rps: mean },
        Traffic::Poisson { rps: mean },
        Traffic::Ramp { from_rps: round(mean / 2.0), to_rps: round(mean * 2.0), over_s: round(duration_s / 2.0) },
        Traffic::Spike { base_rps: mean, peak_rps: round(mean * 5.0), at_s: third, for_s: round(duration_s / 10.0) },
        Traffic::Wave { mean_rps: mean, amplitude: 0.5, period_s: duration_s },
        Traffic::Bursts { size: (mean * every_s).round().clamp(1.0, 1e6) as u32, every_s },
    ]
}

/// To two significant digits, as somebody would have typed it.
fn round(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let factor = 10_f64.powi((1.0 - value.log10().floor()).clamp(-6.0, 6.0) as i32);
    (value * factor).round() / factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_keeps_about_the_same_traffic() {
        let old = Traffic::Poisson { rps: 20.0 };
        for traffic in offered(&old, 60.0) {
            let calls = traffic.expected_arrivals(60.0);
            assert!((1_000.0..2_600.0).contains(&calls), "{}: {calls}", id(&traffic));
        }
    }
}
