//! Lambda Insights of the functions that have it on.

use lambda_sim::assumptions::Constants;
use lambda_sim::readings::cloudwatch::{Dimension, Period};
use lambda_sim::readings::insights::{
    FunctionOverview, FunctionUse, InsightsMetric, InsightsSettings, InvocationInsights, insights_points, overview,
    recent,
};
use lambda_sim::readings::segments::Calls;
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{FunctionId, Trace};
use lambda_sim::units::Instant;
use serde::{Deserialize, Serialize};

/// What Lambda Insights shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InsightsView {
    /// What CloudWatch bills for it a month, in USD.
    pub month_usd: f64,
    /// The period of the points, in seconds.
    pub period_s: u32,
    /// A line for each function that has it on, or for the one that is shown alone.
    pub overview: Vec<FunctionOverview>,
    /// The metrics of the function that is shown alone; not a number where nothing was recorded.
    pub series: Vec<(InsightsMetric, Vec<f32>)>,
    /// Its last invocations, the latest first.
    pub recent: Vec<InvocationInsights>,
}

/// Invocations of the single-function view's table: of AWS's thousand as many as a page reads.
const MOST_RECENT: usize = 50;

/// Points of a series, at most.
const MOST_POINTS: u64 = 4_000;

/// The metrics that are charted.
const CHARTED: [InsightsMetric; 5] = [
    InsightsMetric::MemoryUtilization,
    InsightsMetric::UsedMemoryMax,
    InsightsMetric::CpuTotalTime,
    InsightsMetric::InitDuration,
    InsightsMetric::TotalMemory,
];

/// What CloudWatch bills a month for the functions that have it on, in USD.
pub fn month_usd(trace: &Trace, scenario: &Scenario) -> f64 {
    let is_on = |id: FunctionId| scenario.functions.get(id.index()).is_some_and(|function| function.insights);
    let functions = scenario.functions.iter().filter(|function| function.insights).count() as u64;
    if functions == 0 {
        return 0.0;
    }
    let counted = trace.invocations.iter().filter(|row| row.arrival >= Instant::ZERO);
    let invocations = counted.filter(|row| is_on(trace.pools[row.pool.index()].function)).count() as u64;
    lambda_sim::readings::insights::month_usd(functions, invocations, trace.duration).as_f64()
}

/// All functions that have it on, or one of them.
pub(super) fn insights(
    trace: &Trace,
    scenario: &Scenario,
    calls: &Calls,
    function: Option<FunctionId>,
) -> InsightsView {
    let settings = InsightsSettings {
        functions: (scenario.functions.iter())
            .map(|function| FunctionUse {
                cpu_share: function.work.cpu_share,
                parallelism: function.work.parallelism,
                ..FunctionUse::default()
            })
            .collect(),
        constants: Constants::with(&scenario.assumptions),
        calls: calls.clone(),
    };
    let is_on = |id: FunctionId| scenario.functions.get(id.index()).is_some_and(|function| function.insights);
    let function = function.filter(|id| is_on(*id));
    let all = overview(trace, &settings, Instant::ZERO, trace.end());
    let lines: Vec<_> = all.into_iter().filter(|line| is_on(line.function)).collect();
    let minutes = trace.duration.0.div_ceil(60_000_000 * MOST_POINTS).max(1) as u32;
    let period = Period::from_secs(60 * minutes).unwrap_or(Period::MINUTE);
    let points = |metric: InsightsMetric, function: FunctionId| {
        let dimension = Dimension::Function(function);
        let points = insights_points(trace, &settings, metric, metric.entry().statistic, period, dimension);
        points.into_iter().map(|point| point.map_or(f32::NAN, |value| value as f32)).collect()
    };
    InsightsView {
        month_usd: month_usd(trace, scenario),
        period_s: period.seconds(),
        overview: lines.into_iter().filter(|line| function.is_none_or(|function| line.function == function)).collect(),
        series: function.map_or_else(Vec::new, |function| {
            CHARTED.into_iter().map(|metric| (metric, points(metric, function))).collect()
        }),
        recent: function.map_or_else(Vec::new, |function| recent(trace, &settings, function, trace.end(), MOST_RECENT)),
    }
}
