//! The shapes of traffic: which there are, the numbers of each, and how one becomes another without losing its size.

use crate::text::{FieldText, traffic as words};
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use lambda_sim::scenario::Traffic;
use lambda_sim::scenario::limits;

/// A number of a shape.
pub struct Number {
    /// The name of its field in the scenario.
    pub field: &'static str,
    /// Its words.
    pub text: FieldText,
    /// What it may be.
    pub kind: Kind,
    /// What its slider covers.
    pub scale: Scale,
    /// Its value.
    pub value: f64,
    /// The shape with another value in its place.
    pub with: fn(&Traffic, f64) -> Traffic,
}

const RATE: Kind = Kind::real(limits::RPS);
const TIME: Kind = Kind::real(limits::TRAFFIC_S);
const LENGTH: Kind = Kind::real(limits::PERIOD_S);
const RATES: Scale = Scale::Log { min: 0.1, max: 10_000.0, zero: true };

/// The name of a shape in a scenario, in the order they are offered; recordings come from files.
pub const OFFERED: [&str; 6] = ["constant", "poisson", "ramp", "spike", "wave", "bursts"];

/// The name of a traffic's shape in a scenario.
pub const fn name(traffic: &Traffic) -> &'static str {
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

/// Traffic of the named shape, about as much as `old` in a run of this length.
pub fn like(shape: &str, old: &Traffic, duration_s: f64) -> Option<Traffic> {
    let mean = round((old.expected_arrivals(duration_s) / duration_s).clamp(0.1, 1e6));
    let third = round(duration_s / 3.0);
    Some(match shape {
        "constant" => Traffic::Constant { rps: mean },
        "poisson" => Traffic::Poisson { rps: mean },
        "ramp" => {
            Traffic::Ramp { from_rps: round(mean / 2.0), to_rps: round(mean * 2.0), over_s: round(duration_s / 2.0) }
        }
        "spike" => {
            Traffic::Spike { base_rps: mean, peak_rps: round(mean * 5.0), at_s: third, for_s: round(duration_s / 10.0) }
        }
        "wave" => Traffic::Wave { mean_rps: mean, amplitude: 0.5, period_s: duration_s },
        "bursts" => {
            let every_s = round(duration_s / 6.0).max(limits::PERIOD_S.min);
            Traffic::Bursts { size: (mean * every_s).round().clamp(1.0, 1e6) as u32, every_s }
        }
        _ => return None,
    })
}

/// To two significant digits, as somebody would have typed it.
fn round(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let factor = 10_f64.powi((1.0 - value.log10().floor()).clamp(-6.0, 6.0) as i32);
    (value * factor).round() / factor
}

/// A slider over the times of a run.
fn within(duration_s: f64, zero: bool) -> Scale {
    let max = duration_s.max(1.0);
    if max <= 600.0 && zero {
        Scale::Linear { min: 0.0, max, step: if max > 60.0 { 1.0 } else { 0.5 } }
    } else {
        Scale::Log { min: (max / 1_000.0).max(limits::PERIOD_S.min), max, zero }
    }
}

/// The numbers of a shape, in a run of this length.
pub fn numbers(traffic: &Traffic, duration_s: f64) -> Vec<Number> {
    let rate = |field, text, value, with| Number { field, text, kind: RATE, scale: RATES, value, with };
    let time =
        |field, text, value, with| Number { field, text, kind: TIME, scale: within(duration_s, true), value, with };
    let length =
        |field, text, value, with| Number { field, text, kind: LENGTH, scale: within(duration_s, false), value, with };
    match traffic {
        Traffic::Constant { rps } => vec![rate("rps", words::RPS, *rps, |_, rps| Traffic::Constant { rps })],
        Traffic::Poisson { rps } => vec![rate("rps", words::RPS, *rps, |_, rps| Traffic::Poisson { rps })],
        Traffic::Ramp { from_rps, to_rps, over_s } => vec![
            rate("from_rps", words::FROM_RPS, *from_rps, |old, value| {
                changed(old, |t| {
                    if let Traffic::Ramp { from_rps, .. } = t {
                        *from_rps = value;
                    }
                })
            }),
            rate("to_rps", words::TO_RPS, *to_rps, |old, value| {
                changed(old, |t| {
                    if let Traffic::Ramp { to_rps, .. } = t {
                        *to_rps = value;
                    }
                })
            }),
            length("over_s", words::OVER_S, *over_s, |old, value| {
                changed(old, |t| {
                    if let Traffic::Ramp { over_s, .. } = t {
                        *over_s = value;
                    }
                })
            }),
        ],
        Traffic::Spike { base_rps, peak_rps, at_s, for_s } => vec![
            rate("base_rps", words::BASE_RPS, *base_rps, |old, value| {
                changed(old, |t| {
                    if let Traffic::Spike { base_rps, .. } = t {
                        *base_rps = value;
                    }
                })
            }),
            rate("peak_rps", words::PEAK_RPS, *peak_rps, |old, value| {
                changed(old, |t| {
                    if let Traffic::Spike { peak_rps, .. } = t {
                        *peak_rps = value;
                    }
                })
            }),
            time("at_s", words::AT_S, *at_s, |old, value| {
                changed(old, |t| {
                    if let Traffic::Spike { at_s, .. } = t {
                        *at_s = value;
                    }
                })
            }),
            time("for_s", words::FOR_S, *for_s, |old, value| {
                changed(old, |t| {
                    if let Traffic::Spike { for_s, .. } = t {
                        *for_s = value;
                    }
                })
            }),
        ],
        Traffic::Wave { mean_rps, amplitude, period_s } => vec![
            rate("mean_rps", words::MEAN_RPS, *mean_rps, |old, value| {
                changed(old, |t| {
                    if let Traffic::Wave { mean_rps, .. } = t {
                        *mean_rps = value;
                    }
                })
            }),
            Number {
                field: "amplitude",
                text: words::AMPLITUDE,
                kind: Kind::percent(limits::SHARE),
                scale: Scale::Linear { min: 0.0, max: 1.0, step: 0.05 },
                value: *amplitude,
                with: |old, value| {
                    changed(old, |t| {
                        if let Traffic::Wave { amplitude, .. } = t {
                            *amplitude = value;
                        }
                    })
                },
            },
            length("period_s", words::PERIOD_S, *period_s, |old, value| {
                changed(old, |t| {
                    if let Traffic::Wave { period_s, .. } = t {
                        *period_s = value;
                    }
                })
            }),
        ],
        Traffic::Bursts { size, every_s } => vec![
            Number {
                field: "size",
                text: words::SIZE,
                kind: Kind::whole(limits::BURST_SIZE),
                scale: Scale::Log { min: 1.0, max: 10_000.0, zero: false },
                value: f64::from(*size),
                with: |old, value| {
                    changed(old, |t| {
                        if let Traffic::Bursts { size, .. } = t {
                            *size = value as u32;
                        }
                    })
                },
            },
            length("every_s", words::EVERY_S, *every_s, |old, value| {
                changed(old, |t| {
                    if let Traffic::Bursts { every_s, .. } = t {
                        *every_s = value;
                    }
                })
            }),
        ],
        Traffic::Recorded(_) => Vec::new(),
    }
}

fn changed(old: &Traffic, change: impl FnOnce(&mut Traffic)) -> Traffic {
    let mut traffic = old.clone();
    change(&mut traffic);
    traffic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_keeps_about_the_same_traffic() {
        let old = Traffic::Poisson { rps: 20.0 };
        for shape in OFFERED {
            let traffic = like(shape, &old, 60.0).expect(shape);
            assert_eq!(name(&traffic), shape);
            let calls = traffic.expected_arrivals(60.0);
            assert!((1_000.0..2_600.0).contains(&calls), "{shape}: {calls}");
        }
        assert_eq!(like("recorded", &old, 60.0), None);
    }

    #[test]
    fn every_number_can_be_changed_and_stays_by_itself() {
        for shape in OFFERED {
            let traffic = like(shape, &Traffic::Poisson { rps: 20.0 }, 60.0).expect(shape);
            for (index, number) in numbers(&traffic, 60.0).iter().enumerate() {
                let other = (number.with)(&traffic, 0.75_f64.max(number.kind.range.min));
                let after = numbers(&other, 60.0);
                assert_eq!(after[index].value, 0.75_f64.max(number.kind.range.min), "{shape}.{}", number.field);
                let changed = after.iter().zip(numbers(&traffic, 60.0)).filter(|(a, b)| a.value != b.value).count();
                assert_eq!(changed, 1, "{shape}.{}", number.field);
            }
        }
    }
}
