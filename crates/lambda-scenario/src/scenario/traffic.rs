//! When calls arrive: the shapes of traffic, and the list of them that adds up to a source's traffic.

use super::check::Check;
use super::problems::Problems;
use super::ranged::CheckRanges;
use super::ranges::{self, Range};
use super::reader::{FieldSpec, HasFields, JsonNode, ReadScenario};
use lambda_scenario_derive::{externally_tagged, object};
use serde::{Serialize, Serializer};

/// One arrival process.
#[externally_tagged(expects = "one kind of traffic, or a list of them: ")]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Traffic {
    /// The k-th arrival at k / rps, k = 0, 1, …
    Constant {
        /// Arrivals per second.
        #[field(range = ranges::RPS)]
        rps: f64,
    },
    /// A Poisson process.
    Poisson {
        /// Mean arrivals per second.
        #[field(range = ranges::RPS)]
        rps: f64,
    },
    /// A Poisson process whose rate changes evenly and then stays.
    Ramp {
        /// Mean arrivals per second at first.
        #[field(range = ranges::RPS)]
        from_rps: f64,
        /// Mean arrivals per second in the end.
        #[field(range = ranges::RPS)]
        to_rps: f64,
        /// How long the change takes, in seconds.
        #[field(range = ranges::PERIOD_S)]
        over_s: f64,
    },
    /// A Poisson process with a rectangle of higher rate.
    Spike {
        /// Mean arrivals per second outside it.
        #[field(range = ranges::RPS)]
        base_rps: f64,
        /// Mean arrivals per second inside it.
        #[field(range = ranges::RPS)]
        peak_rps: f64,
        /// When it begins, in seconds.
        #[field(range = ranges::TRAFFIC_S)]
        at_s: f64,
        /// How long it lasts, in seconds.
        #[field(range = ranges::TRAFFIC_S)]
        for_s: f64,
    },
    /// A Poisson process with rate mean·(1 + amplitude·sin(2πt / period)).
    Wave {
        /// Mean arrivals per second over a whole period.
        #[field(range = ranges::RPS)]
        mean_rps: f64,
        /// How far it swings, as a share of the mean, 0 to 1.
        #[field(range = ranges::SHARE)]
        amplitude: f64,
        /// The period in seconds; a day has 86,400.
        #[field(range = ranges::PERIOD_S)]
        period_s: f64,
    },
    /// Many at the same microsecond, again and again.
    Bursts {
        /// How many at once.
        #[field(range = ranges::BURST_SIZE)]
        size: u32,
        /// Seconds between bursts.
        #[field(range = ranges::PERIOD_S)]
        every_s: f64,
    },
    /// What was recorded elsewhere.
    Recorded(Recorded),
}

/// A recording: counts per interval, or the times of single arrivals.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recorded {
    /// The length of an interval, in seconds; with `counts`.
    #[field(range = ranges::PERIOD_S, range_if = Self::intervals)]
    pub interval_s: Option<f64>,
    /// Arrivals in each interval, spread uniformly at random inside it.
    #[field(omit_default)]
    pub counts: Vec<u64>,
    /// The time of each arrival, in seconds, taken literally.
    #[field(omit_default)]
    pub at_s: Vec<f64>,
}

impl Recorded {
    /// What its interval may be; `None` if there are single arrivals too, which is a conflict.
    fn intervals(&self) -> Option<Range> {
        self.at_s.is_empty().then_some(ranges::PERIOD_S)
    }

    /// From its first interval to the end of its last, or to the end of the whole second with its last arrival, so that a run of
    /// this length has all of them; in seconds.
    #[must_use]
    pub fn length_s(&self) -> f64 {
        match self.interval_s {
            Some(interval) => interval * self.counts.len() as f64,
            None => self.at_s.iter().copied().fold(0.0, f64::max).floor() + 1.0,
        }
    }
}

impl Default for Traffic {
    /// No calls.
    fn default() -> Self {
        Self::Constant { rps: 0.0 }
    }
}

impl Traffic {
    /// Mean arrivals per second at `t` seconds into the counted time; for drawing and for rough counts. Bursts and
    /// recordings give their average.
    #[must_use]
    pub fn rate_at(&self, t: f64) -> f64 {
        match self {
            Self::Constant { rps } | Self::Poisson { rps } => *rps,
            Self::Ramp { from_rps, to_rps, over_s } => {
                if t >= *over_s {
                    *to_rps
                } else {
                    from_rps + (to_rps - from_rps) * (t / over_s).max(0.0)
                }
            }
            Self::Spike { base_rps, peak_rps, at_s, for_s } => {
                if (*at_s..at_s + for_s).contains(&t) {
                    *peak_rps
                } else {
                    *base_rps
                }
            }
            Self::Wave { mean_rps, amplitude, period_s } => {
                mean_rps * (1.0 + amplitude * libm::sin(std::f64::consts::TAU * t / period_s))
            }
            Self::Bursts { size, every_s } => f64::from(*size) / every_s,
            Self::Recorded(recorded) => match recorded.interval_s {
                Some(interval) => recorded.counts.get((t / interval) as usize).map_or(0.0, |&n| n as f64 / interval),
                None => recorded.at_s.len() as f64 / recorded.length_s().max(1.0),
            },
        }
    }

    /// How many arrivals a run of this length has on average, without its warm-up.
    #[must_use]
    pub fn expected_arrivals(&self, duration_s: f64) -> f64 {
        match self {
            Self::Constant { rps } | Self::Poisson { rps } => rps * duration_s,
            Self::Ramp { from_rps, to_rps, over_s } => {
                let ramp = over_s.min(duration_s);
                ramp * (from_rps + self.rate_at(ramp)) / 2.0 + to_rps * (duration_s - ramp)
            }
            Self::Spike { base_rps, peak_rps, at_s, for_s } => {
                let peak = (at_s + for_s).min(duration_s) - at_s.min(duration_s);
                base_rps * (duration_s - peak) + peak_rps * peak
            }
            Self::Wave { mean_rps, amplitude, period_s } => {
                let turn = std::f64::consts::TAU / period_s;
                mean_rps * (duration_s + amplitude / turn * (1.0 - libm::cos(turn * duration_s)))
            }
            Self::Bursts { size, every_s } => f64::from(*size) * (duration_s / every_s).ceil(),
            Self::Recorded(recorded) => match recorded.interval_s {
                Some(interval) => {
                    let inside = |index: usize| (duration_s / interval - index as f64).clamp(0.0, 1.0);
                    recorded.counts.iter().enumerate().map(|(index, &count)| count as f64 * inside(index)).sum()
                }
                None => recorded.at_s.iter().filter(|at| **at < duration_s).count() as f64,
            },
        }
    }

    /// How many arrivals a warm-up of this length has on average.
    #[must_use]
    pub fn expected_before(&self, warm_up_s: f64) -> f64 {
        match self {
            Self::Wave { mean_rps, amplitude, period_s } => {
                let turn = std::f64::consts::TAU / period_s;
                mean_rps * (warm_up_s - amplitude / turn * (1.0 - libm::cos(turn * warm_up_s)))
            }
            Self::Recorded(_) => 0.0,
            Self::Constant { .. }
            | Self::Poisson { .. }
            | Self::Ramp { .. }
            | Self::Spike { .. }
            | Self::Bursts { .. } => self.rate_at(0.0) * warm_up_s,
        }
    }
}

/// A source's traffic: the sum of its arrival processes. Written as one of them, or as a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrafficList(pub Vec<Traffic>);

impl TrafficList {
    /// Whether there are no arrival processes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TrafficList {
    /// The path of a part from its source: a single one is not written as a list.
    pub(super) fn path_of(&self, index: usize) -> String {
        if self.0.len() == 1 { "traffic".to_owned() } else { format!("traffic[{index}]") }
    }
}

impl HasFields for TrafficList {
    const FIELDS: &'static [FieldSpec] = Traffic::FIELDS;
}

impl CheckRanges for TrafficList {
    fn check_ranges(&self, check: &mut Check<'_>) {
        self.0.iter().for_each(|part| part.check_ranges(check));
    }

    fn check_inside(&self, check: &mut Check<'_>, _name: &str) {
        for (index, part) in self.0.iter().enumerate() {
            check.inside(self.path_of(index), |check| part.check_ranges(check));
        }
    }
}

impl Serialize for TrafficList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }
}

impl ReadScenario for TrafficList {
    fn read(&mut self, node: &JsonNode<'_>, problems: &mut Problems) {
        if node.value().is_array() {
            self.0.read(node, problems);
        } else {
            let mut one = Traffic::default();
            one.read(node, problems);
            self.0 = vec![one];
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TrafficList {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TrafficList".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<Traffic>();
        let many = generator.subschema_for::<Vec<Traffic>>();
        schemars::json_schema!({ "anyOf": [one, many] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_arrivals_are_the_area_under_the_rate() {
        for traffic in [
            Traffic::Ramp { from_rps: 10.0, to_rps: 30.0, over_s: 60.0 },
            Traffic::Ramp { from_rps: 10.0, to_rps: 30.0, over_s: 500.0 },
            Traffic::Spike { base_rps: 1.0, peak_rps: 50.0, at_s: 20.0, for_s: 10.0 },
            Traffic::Spike { base_rps: 1.0, peak_rps: 50.0, at_s: 95.0, for_s: 10.0 },
            Traffic::Wave { mean_rps: 20.0, amplitude: 1.0, period_s: 130.0 },
            Traffic::Recorded(Recorded { interval_s: Some(30.0), counts: vec![60, 0, 90, 300, 9], at_s: Vec::new() }),
        ] {
            let area: f64 = (0..100_000).map(|step| traffic.rate_at((f64::from(step) + 0.5) / 1_000.0) / 1_000.0).sum();
            assert!((area / traffic.expected_arrivals(100.0) - 1.0).abs() < 1e-3, "{traffic:?}: {area}");
        }
        let wave = Traffic::Wave { mean_rps: 20.0, amplitude: 1.0, period_s: 130.0 };
        let before: f64 = (0..50_000).map(|step| wave.rate_at(-(f64::from(step) + 0.5) / 1_000.0) / 1_000.0).sum();
        assert!((before / wave.expected_before(50.0) - 1.0).abs() < 1e-3, "{before}");
    }

    #[test]
    fn a_recording_lasts_until_all_of_it_is_inside() {
        let at = |at_s: &[f64]| Recorded { at_s: at_s.to_vec(), ..Recorded::default() };
        assert_eq!([at(&[0.0]), at(&[0.5, 1.0]), at(&[3.2, 1.0])].map(|recorded| recorded.length_s()), [1.0, 2.0, 4.0]);
        assert_eq!(Traffic::Recorded(at(&[0.5, 1.0])).expected_arrivals(2.0), 2.0);
    }
}
