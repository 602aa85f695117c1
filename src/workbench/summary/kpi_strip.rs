//! The strip of figures: six numbers, each with its trend over the run and what the last run had. A click shows the moments
//! behind the number.

use crate::charts::viewport::Viewport;
use crate::state::Action;
use crate::text::kpi as words;
use crate::ui::line::line;
use crate::worker::protocol::Results;
use lambda_sim::readings::Counts;
use lambda_sim::scenario::Scenario;
use lambda_story::format;
use lambda_story::headline::window;
use yew::prelude::*;

/// One figure.
struct Kpi {
    name: &'static str,
    figure: String,
    unit: &'static str,
    about: String,
    trend: Vec<f64>,
    trend_class: &'static str,
    /// The change since the last run, what it had, and whether the change is for the better; `None`: neither.
    compared: Option<(String, String, Option<bool>)>,
    /// The moments behind it, in µs.
    moments: Option<(f64, f64)>,
}

/// The figures of a finished run, compared with the run before it where that is of the same scenario in another state.
pub fn kpi_strip(
    scenario: &Scenario,
    results: &Results,
    previous: Option<&Results>,
    viewport: Viewport,
    dispatch: &Callback<Action>,
) -> Html {
    let duration_us = results.summary.duration_s * 1e6;
    let kpis = kpis(scenario, results, previous).into_iter().map(|kpi| {
        let on_click = {
            let (dispatch, moments) = (dispatch.clone(), kpi.moments);
            Callback::from(move |_: MouseEvent| {
                dispatch.emit(Action::LookAt(match moments {
                    Some((from, to)) => viewport.focus(from, to, duration_us),
                    None => Viewport::fit(duration_us),
                }));
            })
        };
        html! {
            <button type="button" class="kpi" key={kpi.name} onclick={on_click} title={words::show(kpi.name)}>
                <span class="name">
                    { kpi.name }
                    if let Some((change, before, better)) = &kpi.compared {
                        <span class={classes!("compared", better.map(|better| if better { "better" } else { "worse" }))}
                            title={words::compared_with(before)}>{ change }</span>
                    }
                </span>
                <span class="figure">{ &kpi.figure }if !kpi.unit.is_empty() { <small>{ "\u{a0}" }{ kpi.unit }</small> }</span>
                <span class="about">{ &kpi.about }</span>
                { line(classes!("trend", kpi.trend_class), &kpi.trend, None, false) }
            </button>
        }
    });
    html! {
        <section class="kpis" aria-label={words::TITLE}>{ for kpis }</section>
    }
}

fn kpis(scenario: &Scenario, results: &Results, previous: Option<&Results>) -> [Kpi; 6] {
    let overview = &results.overview;
    let (summary, total) = (&results.summary, &results.summary.total);
    let before = previous.map(|results| &results.summary);
    let numbers = |column: &[u32]| column.iter().copied().map(f64::from).collect::<Vec<_>>();
    let compared =
        |now: f64, of: &dyn Fn(&lambda_sim::readings::Summary) -> f64, show: fn(f64) -> String, more_is_worse: bool| {
            let before = of(before?);
            let change = words::compared(before, now)?;
            Some((change, show(before), more_is_worse.then_some(now < before)))
        };
    let throttles = window(overview, &overview.throttles);
    let cold = total.starts.full_cold + total.starts.partial_cold;
    // Nobody waits for what comes in batches: then the attempts' own times are all there is.
    let has_callers = total.call_latency_ms.p50.is_some();
    let latency_of = |counts: &Counts| {
        if has_callers { counts.call_latency_ms.p99 } else { counts.latency_ms.p99 }.unwrap_or_default()
    };
    let latency = if has_callers { &total.call_latency_ms } else { &total.latency_ms };
    let (p50_p99, latency_unit) = words::two_times(latency.p50, latency.p99);
    let slowest = step_of_largest(&overview.slowest_ms, overview.step_us);
    let highest = step_of_largest(&overview.in_flight, overview.step_us);
    [
        Kpi {
            name: words::REQUESTS,
            figure: format::count(total.requests),
            unit: "",
            about: words::run(summary.duration_s, summary.seed),
            trend: numbers(&overview.requests),
            trend_class: "requests",
            compared: compared(total.requests as f64, &|s| s.total.requests as f64, |n| format::count(n as u64), false),
            moments: None,
        },
        Kpi {
            name: words::THROTTLED,
            figure: format::share(total.throttled_share()),
            unit: "",
            about: match throttles {
                Some((from, to)) => words::between(&format::moment_us(from), &format::moment_us(to)),
                None => words::NONE_REFUSED.to_owned(),
            },
            trend: numbers(&overview.throttles),
            trend_class: "throttles",
            compared: compared(total.throttled_share(), &|s| s.total.throttled_share(), format::share, true),
            moments: throttles,
        },
        Kpi {
            name: words::COLD,
            figure: format::share(total.cold_share()),
            unit: "",
            about: words::of(cold, total.invocations),
            trend: numbers(&overview.cold),
            trend_class: "cold",
            compared: compared(total.cold_share(), &|s| s.total.cold_share(), format::share, true),
            moments: window(overview, &overview.cold),
        },
        Kpi {
            name: words::LATENCY,
            figure: p50_p99,
            unit: "",
            about: words::latency_of(latency_unit, has_callers),
            trend: overview.slowest_ms.iter().copied().map(f64::from).collect(),
            trend_class: "slowest",
            compared: compared(latency_of(total), &|s| latency_of(&s.total), format::ms, true),
            moments: slowest,
        },
        Kpi {
            name: words::PEAK,
            figure: format::count(u64::from(total.concurrency.peak)),
            unit: "",
            about: of_what(scenario),
            trend: numbers(&overview.in_flight),
            trend_class: "in-flight",
            compared: compared(
                f64::from(total.concurrency.peak),
                &|s| f64::from(s.total.concurrency.peak),
                |n| format::count(n as u64),
                false,
            ),
            moments: highest,
        },
        Kpi {
            name: words::MONTH,
            figure: format::usd(summary.cost_usd.month),
            unit: "",
            about: words::per_million(summary.cost_usd.per_million),
            trend: Vec::new(),
            trend_class: "cost",
            compared: compared(summary.cost_usd.month, &|s| s.cost_usd.month, format::usd, true),
            moments: None,
        },
    ]
}

/// What the peak is to be seen against: the only function's reservation, or the account's quota.
fn of_what(scenario: &Scenario) -> String {
    if let [function] = scenario.functions.as_slice()
        && let Some(reserved) = function.reserved_concurrency
    {
        return words::of_limit(reserved, words::RESERVED);
    }
    scenario
        .account
        .concurrency_limit()
        .map_or_else(|| words::UNLIMITED.to_owned(), |limit| words::of_limit(limit, words::QUOTA))
}

/// The step with the largest value, from and to in µs; `None` if all are zero.
fn step_of_largest<T: Copy + PartialOrd + Default>(values: &[T], step_us: u64) -> Option<(f64, f64)> {
    let mut largest = None;
    for (index, value) in values.iter().enumerate() {
        if *value > largest.map_or(T::default(), |(_, most)| most) {
            largest = Some((index, *value));
        }
    }
    let step = step_us as f64;
    largest.map(|(index, _)| (index as f64 * step, (index + 1) as f64 * step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_of_the_largest_value_is_found() {
        assert_eq!(step_of_largest(&[0_u32, 4, 9, 9, 1], 10), Some((20.0, 30.0)));
        assert_eq!(step_of_largest(&[0.0_f32; 3], 10), None);
    }
}
