//! The preview of a source's traffic: the highest rate of calls in each of a few steps over the run.
//!
//! The highest, so that a spike shorter than a step is seen, and the figure next to the curve is the one that was typed.

use lambda_sim::scenario::{Recorded, Traffic};

/// Steps of the preview.
const STEPS: usize = 200;

/// Calls per second in each step, all parts together.
pub fn rates(parts: &[Traffic], duration_s: f64) -> Vec<f64> {
    let width = duration_s / STEPS as f64;
    let mut rates = vec![0.0; STEPS];
    for part in parts {
        for (rate, more) in rates.iter_mut().zip(rates_of(part, width)) {
            if more.is_finite() {
                *rate += more;
            }
        }
    }
    rates
}

fn rates_of(traffic: &Traffic, width: f64) -> Vec<f64> {
    let step = |index: usize| (index as f64 * width, (index + 1) as f64 * width);
    match traffic {
        Traffic::Recorded(Recorded { interval_s: Some(interval), counts, .. }) => {
            (0..STEPS).map(|index| highest_count(counts, *interval, step(index)) / interval).collect()
        }
        Traffic::Recorded(Recorded { at_s, .. }) => {
            let mut rates = vec![0.0; STEPS];
            for at in at_s {
                if let Some(rate) = rates.get_mut((at / width) as usize) {
                    *rate += 1.0 / width;
                }
            }
            rates
        }
        shape @ (Traffic::Constant { .. }
        | Traffic::Poisson { .. }
        | Traffic::Ramp { .. }
        | Traffic::Spike { .. }
        | Traffic::Wave { .. }
        | Traffic::Bursts { .. }) => (0..STEPS).map(|index| highest(shape, step(index))).collect(),
    }
}

/// The highest rate of a shape from `a` to `b`.
fn highest(shape: &Traffic, (a, b): (f64, f64)) -> f64 {
    match shape {
        Traffic::Spike { base_rps, peak_rps, at_s, for_s } => {
            let (begins, ends) = (*at_s, at_s + for_s);
            if begins <= a && ends >= b {
                *peak_rps
            } else if begins < b && ends > a {
                base_rps.max(*peak_rps)
            } else {
                *base_rps
            }
        }
        Traffic::Wave { mean_rps, amplitude, period_s } if *period_s <= b - a => mean_rps * (1.0 + amplitude),
        Traffic::Bursts { .. } => (shape.expected_arrivals(b) - shape.expected_arrivals(a)) / (b - a),
        Traffic::Constant { .. }
        | Traffic::Poisson { .. }
        | Traffic::Ramp { .. }
        | Traffic::Wave { .. }
        | Traffic::Recorded(_) => shape.rate_at(a).max(shape.rate_at((a + b) / 2.0)).max(shape.rate_at(b)),
    }
}

/// The largest of the counts whose intervals lie in this step, or around it.
fn highest_count(counts: &[u64], interval: f64, (a, b): (f64, f64)) -> f64 {
    let from = ((a / interval) as usize).min(counts.len());
    let to = ((b / interval).ceil() as usize).clamp(from, counts.len());
    counts[from..to].iter().copied().max().unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peak(parts: &[Traffic]) -> f64 {
        rates(parts, 60.0).into_iter().fold(0.0, f64::max)
    }

    #[test]
    fn the_peak_is_what_was_typed() {
        let spike = Traffic::Spike { base_rps: 2.0, peak_rps: 50.0, at_s: 20.0, for_s: 0.01 };
        assert_eq!(peak(&[spike]), 50.0);
        assert_eq!(peak(&[Traffic::Ramp { from_rps: 1.0, to_rps: 119.0, over_s: 60.0 }]), 119.0);
        assert_eq!(peak(&[Traffic::Wave { mean_rps: 10.0, amplitude: 0.5, period_s: 0.1 }]), 15.0);
        assert_eq!(peak(&[Traffic::Poisson { rps: 5.0 }, Traffic::Constant { rps: 2.0 }]), 7.0);
    }

    #[test]
    fn bursts_and_recordings_keep_their_calls() {
        let width = 60.0 / STEPS as f64;
        let calls =
            |traffic: Traffic| rates(&[traffic], 60.0).into_iter().map(|rate| rate * width).sum::<f64>().round();
        assert_eq!(calls(Traffic::Bursts { size: 100, every_s: 20.0 }), 300.0);
        let single = Recorded { at_s: vec![0.5, 0.5, 30.0, 59.9, 75.0], ..Recorded::default() };
        assert_eq!(calls(Traffic::Recorded(single)), 4.0);
        let counted = Recorded { interval_s: Some(20.0), counts: vec![40, 0, 20], ..Recorded::default() };
        assert!((60.0..62.0).contains(&calls(Traffic::Recorded(counted.clone()))));
        assert_eq!(peak(&[Traffic::Recorded(counted)]), 2.0);
    }
}
