//! Metrics and alarms: four charts of CloudWatch's metrics, each next to what happened in event time, with limits and alarms.

mod answer;

use crate::charts::chart::{AnswerChart, BandState, ChartData, Limit, Read, Series, StateBand};
use crate::charts::drawing::{ColorRole, PtrEq};
use crate::state::{Action, TabOption, ViewState};
use crate::text::metrics as words;
use crate::ui::select_field::{Choice, named_select, select};
use crate::ui::table::{self, Table};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use answer::{AlarmStates, MetricPanel, MetricPanels};
use lambda_sim::monitoring::{AlarmState, METRICS, Metric, Statistic};
use lambda_sim::readings::cloudwatch::Dimension;
use lambda_story::Names;
use lambda_story::format;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// The metrics.
pub struct Metrics;

/// Which metrics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricsQuery {
    /// The charts: of each its metric, and what of it.
    pub panels: Vec<(Metric, Statistic)>,
    /// Whose.
    pub dimension: Dimension,
}

impl Tab for Metrics {
    const TITLE: &'static str = words::TAB;
    const HAS_CHARTS: bool = true;

    type Query = MetricsQuery;
    type Answer = MetricPanels;

    fn query(view: &ViewState) -> Option<MetricsQuery> {
        Some(MetricsQuery { panels: view.options.panels.to_vec(), dimension: view.options.dimension })
    }

    fn answer(run: &mut FinishedRun, MetricsQuery { panels, dimension }: MetricsQuery) -> MetricPanels {
        answer::panels(&run.trace, &run.scenario, &panels, dimension)
    }

    fn view(context: &TabContext, answer: Option<&Rc<MetricPanels>>, dispatch: &Callback<Action>) -> Html {
        answer.map_or_else(|| waiting(words::WAITING), |answer| charts(answer, context, dispatch))
    }
}

/// The charts.
fn charts(answer: &Rc<MetricPanels>, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let charts = answer.panels.iter().enumerate().map(|(index, panel)| {
        html! { <section class="metric" key={index}>{ metric(index, panel, answer, context, dispatch) }</section> }
    });
    html! {
        <>
            <div class="choices">
                { dimension(answer, context, dispatch) }
                <p class="quiet">{ words::LENS }</p>
            </div>
            <div class="metrics">{ for charts }</div>
            { alarms(answer) }
        </>
    }
}

fn metric(
    index: usize,
    panel: &MetricPanel,
    answer: &Rc<MetricPanels>,
    context: &TabContext,
    dispatch: &Callback<Action>,
) -> Html {
    let (chosen, statistic) = context.options.panels.get(index).copied().unwrap_or((panel.metric, panel.statistic));
    let told = METRICS.iter().filter(|entry| entry.metric.is_told());
    let metrics: Vec<Choice> = told.map(|entry| Choice::plain(entry.name)).collect();
    let on_metric = dispatch.reform(move |name: AttrValue| {
        Action::ChooseOption(TabOption::Metric(index, Metric::named(&name).unwrap_or(Metric::Invocations)))
    });
    let statistics: Vec<Choice> =
        Statistic::OFFERED.iter().map(|statistic| Choice::plain(statistic.to_string())).collect();
    let on_statistic = dispatch.reform(move |name: AttrValue| {
        Action::ChooseOption(TabOption::Statistic(index, name.parse().unwrap_or(Statistic::Sum)))
    });
    let id = |what: &str| AttrValue::from(format!("{}-{what}-{index}", context.id));
    let label = |what| Some(words::of_panel(what, index));
    html! {
        <>
            <div class="choices">
                { select(&id("metric"), label(words::METRIC), &metrics, chosen.entry().name, None, false, &on_metric) }
                { select(&id("statistic"), label(words::STATISTIC), &statistics, &statistic.to_string(), None, false, &on_statistic) }
            </div>
            <p class="quiet">{ panel.metric.words().what.trim() }</p>
            <AnswerChart<MetricPanels> answer={PtrEq(answer.clone())} {index} read={Read(answered_chart)} context={context.chart.clone()} />
        </>
    }
}

fn answered_chart(answer: &MetricPanels, index: usize) -> Option<ChartData> {
    answer.panels.get(index).map(|panel| chart(panel, answer))
}

/// What a chart of a metric shows.
fn chart(panel: &MetricPanel, answer: &MetricPanels) -> ChartData {
    let unit = if panel.statistic == Statistic::SampleCount {
        lambda_sim::monitoring::Unit::Count
    } else {
        panel.metric.entry().unit
    };
    let show = words::show(unit);
    let period_us = f64::from(answer.period_s) * 1e6;
    let minute = Series {
        name: words::minutes(panel.statistic),
        ink: ColorRole::Start,
        filled: false,
        period_us,
        points: panel.minute.clone(),
    };
    let highest = (minute.points.iter().enumerate())
        .filter(|(_, value)| value.is_finite())
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(index, value)| (index as f64 * period_us, f64::from(*value)));
    let caption = words::caption(panel.metric, panel.statistic, highest, show);
    // What is counted grows with its period: a second's count is shown next to a minute's as if the minute went on like that.
    let times = match panel.statistic {
        Statistic::Sum | Statistic::SampleCount => answer.period_s / answer.finer_s.max(1),
        _ => 1,
    };
    let finer = (answer.finer_s > 0).then(|| Series {
        name: words::finer(panel.statistic, answer.finer_s, times),
        ink: ColorRole::Handler,
        filled: true,
        period_us: f64::from(answer.finer_s) * 1e6,
        points: panel.finer.iter().map(|value| value * times as f32).collect(),
    });
    let last = panel.limits.iter().rev().find_map(|(_, value)| *value);
    let limit = last.map(|value| Limit {
        name: words::threshold(words::LIMIT, &show(value)),
        steps: panel.limits.clone(),
        headroom: true,
    });
    let thresholds = panel.alarms.iter().map(|alarm| Limit {
        name: words::threshold(&alarm.name, &show(alarm.threshold)),
        steps: vec![(0.0, Some(alarm.threshold))],
        headroom: false,
    });
    let strips = panel.alarms.iter().map(|alarm| StateBand {
        name: alarm.name.clone(),
        states: alarm.states.iter().map(|(at, state)| (*at, strip_state(*state))).collect(),
    });
    ChartData {
        caption,
        show,
        series: finer.into_iter().chain([minute]).collect(),
        limits: limit.into_iter().chain(thresholds).collect(),
        strips: strips.collect(),
    }
}

const fn strip_state(state: AlarmState) -> BandState {
    match state {
        AlarmState::Ok => BandState::Good,
        AlarmState::Alarm => BandState::Bad,
        AlarmState::InsufficientData => BandState::Unknown,
    }
}

/// Of what: all functions, one, and by what callers name of it where that is more than the function itself.
fn dimension(answer: &MetricPanels, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&context.scenario);
    let chosen = context.options.dimension;
    let mut known = answer.dimensions.clone();
    // What the run before had and this one has not: it has no points, under its name.
    if !known.contains(&chosen) {
        known.push(chosen);
    }
    let choice = |(index, dimension): (usize, &Dimension)| {
        let name = words::dimension(*dimension, |function| names.function(function));
        Choice { group: words::dimension_group(*dimension), ..Choice::new(index.to_string(), name) }
    };
    let choices: Vec<Choice> = known.iter().enumerate().map(choice).collect();
    let chosen = known.iter().position(|dimension| *dimension == chosen).unwrap_or_default();
    let on_change = dispatch.reform(move |index: AttrValue| {
        let index: usize = index.parse().unwrap_or_default();
        Action::ChooseOption(TabOption::Dimension(known.get(index).copied().unwrap_or_default()))
    });
    named_select(
        &format!("{}-dimension", context.id).into(),
        words::DIMENSION,
        &choices,
        &chosen.to_string(),
        &on_change,
    )
}

/// Rows of the alarms' changes, at most.
const MOST_CHANGES: usize = 60;

/// The alarms on what is shown: every state with its time.
fn alarms(answer: &MetricPanels) -> Html {
    let alarms = answer.panels.iter().flat_map(|panel| panel.alarms.iter().map(move |alarm| (panel, alarm)));
    let row = |panel: &MetricPanel, alarm: &AlarmStates, (at, state): (f64, AlarmState)| {
        let metric = panel.metric.entry().name.to_owned();
        vec![alarm.name.clone(), metric, words::state(state).to_owned(), format::moment_us(at)]
    };
    let rows = alarms.flat_map(|(panel, alarm)| alarm.states.iter().map(move |change| row(panel, alarm, *change)));
    let rows: Vec<Vec<String>> = rows.take(MOST_CHANGES).collect();
    if rows.is_empty() {
        return html! {};
    }
    let head = table::head(&[words::ALARM, words::METRIC, words::STATE, words::SINCE]);
    Table { caption: words::ALARMS.to_owned(), head, rows, foot: None }.view()
}
