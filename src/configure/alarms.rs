//! The panel "Alarms": CloudWatch alarms on the functions' metrics (rule O3).

use crate::configure::editor::Editor;
use crate::configure::elements::alarm;
use crate::configure::settings::{Choices, Control, Editable, ElementEditor, List, Setting, row};
use crate::state::edit::{ElementPath, Value, remove_alarm, rename_alarm, unused};
use crate::text::alarm as words;
use crate::ui::select_field::Choice;
use lambda_sim::monitoring::{Comparison, METRICS, Statistic, TreatMissing};
use lambda_sim::scenario::{Alarm, Scenario, ranges};
use yew::prelude::*;

/// The panel. A new alarm watches the configured function.
pub fn alarms_panel(scenario: &Scenario, baseline: &Scenario, configured: usize, editor: &Editor) -> Html {
    let whole = ElementEditor::whole(scenario, baseline, editor);
    let editor = ElementEditor { at: ElementPath::of(configured), ..whole };
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            if scenario.alarms.is_empty() {
                <p class="quiet">{ words::EMPTY }</p>
            }
            { editor.list(&ALARMS) }
        </section>
    }
}

pub static ALARMS: List = List {
    name: "alarms",
    element: words::ALARM,
    title: None,
    add_label: words::ADD,
    most: ranges::MAX_ALARMS,
    elements: |scenario, _| (0..scenario.alarms.len()).map(|index| (index, ElementPath::of(index))).collect(),
    add: |scenario, at| {
        if let Some(function) = scenario.functions.get(at.index).map(|function| function.name.clone()) {
            let name = unused(words::NEW, scenario.alarms.iter().map(|alarm| alarm.name.as_str()));
            scenario.alarms.push(Alarm { name, function, ..Alarm::default() });
        }
    },
    remove: remove_alarm,
    blocked: None,
    inner: None,
    rows: ROWS,
    more: MORE,
};

static ROWS: &[Setting] = &[
    row!(alarm.name, words::NAME, Control::name()).set_by(rename_alarm).structural(),
    row!(alarm.function, words::FUNCTION, Control::Named(functions)).set_by(|scenario, at, value| {
        if let Some(alarm) = alarm::get_mut(scenario, at) {
            alarm.function.set(value);
            // A version belongs to its function.
            alarm.version = None;
        }
    }),
    row!(alarm.metric, words::METRIC, Control::Named(metrics)).set_by(|scenario, at, value| {
        if let Some(alarm) = alarm::get_mut(scenario, at) {
            alarm.metric.set(value);
            alarm.statistic = alarm.metric.entry().statistic;
        }
    }),
    row!(alarm.statistic, words::STATISTIC, Control::Named(statistics)),
    Setting::new(
        "period_s",
        words::PERIOD,
        Control::Named(periods),
        |scenario, at| Some(Value::Text(Some(alarm::get(scenario, at)?.period_s.to_string()))),
        |scenario, at, value| {
            if let (Some(alarm), Value::Text(Some(text))) = (alarm::get_mut(scenario, at), value)
                && let Ok(seconds) = text.parse()
            {
                alarm.period_s = seconds;
            }
        },
    ),
    row!("comparison_operator", alarm.comparison, words::COMPARISON, Control::OneOf(Comparison::NAMES)),
    row!(alarm.threshold, words::THRESHOLD, Control::number(ranges::ALARM_THRESHOLD)),
    row!(alarm.datapoints_to_alarm, words::DATAPOINTS, Control::whole(ranges::ALARM_POINTS)).set_by(
        |scenario, at, value| {
            if let Some(alarm) = alarm::get_mut(scenario, at) {
                alarm.datapoints_to_alarm.set(value);
                alarm.evaluation_periods = alarm.evaluation_periods.max(alarm.datapoints_to_alarm);
            }
        },
    ),
    row!(alarm.evaluation_periods, words::PERIODS, Control::whole(ranges::ALARM_POINTS)).set_by(
        |scenario, at, value| {
            if let Some(alarm) = alarm::get_mut(scenario, at) {
                alarm.evaluation_periods.set(value);
                alarm.datapoints_to_alarm = alarm.datapoints_to_alarm.min(alarm.evaluation_periods);
            }
        },
    ),
];

static MORE: &[Setting] = &[
    row!("treat_missing_data", alarm.treat_missing_data, words::MISSING, Control::OneOf(TreatMissing::NAMES)),
    Setting::new(
        "version",
        words::VERSION,
        Control::Named(versions),
        |scenario, at| Some(Value::Text(alarm::get(scenario, at)?.version.map(|version| version.to_string()))),
        |scenario, at, value| {
            if let (Some(alarm), Value::Text(text)) = (alarm::get_mut(scenario, at), value) {
                alarm.version = text.as_deref().and_then(|text| text.parse().ok());
            }
        },
    ),
];

fn functions(scenario: &Scenario, _: ElementPath) -> Vec<Choice> {
    scenario.functions.iter().map(|function| Choice::plain(function.name.clone())).collect()
}

/// Those that a run reports.
fn metrics(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    METRICS.iter().filter(|entry| entry.metric.is_told()).map(|entry| Choice::plain(entry.name)).collect()
}

fn statistics(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    Statistic::OFFERED.map(|statistic| Choice::plain(statistic.to_string())).to_vec()
}

fn periods(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    words::PERIODS_OFFERED.map(|(seconds, name)| Choice::new(seconds, name)).to_vec()
}

fn versions(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let function = alarm::get(scenario, at).and_then(|alarm| scenario.function(&alarm.function));
    let published = function.map_or(&[][..], |function| &function.versions);
    let numbers = std::iter::once(1).chain(published.iter().map(|version| version.version));
    let all = Choice::new("", words::ALL_VERSIONS);
    std::iter::once(all)
        .chain(numbers.map(|number| Choice::new(number.to_string(), lambda_story::version(number))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configure::settings::tests::check;
    use crate::state::edit::Edit;

    #[test]
    fn a_new_alarm_is_valid_its_rows_fit_and_points_fit_its_periods() {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        (ALARMS.add)(&mut scenario, ElementPath::of(0));
        assert_eq!(scenario.validate(), Ok(()));
        assert_eq!(check(ROWS, &scenario, ElementPath::of(0)).len(), ROWS.len());
        assert_eq!(check(MORE, &scenario, ElementPath::of(0)).len(), MORE.len());
        for (name, number) in [("datapoints_to_alarm", 5.0), ("evaluation_periods", 3.0)] {
            let row = ROWS.iter().find(|row| row.name == name).expect(name);
            (row.set)(&mut scenario, ElementPath::of(0), &Value::Number(Some(number)));
            assert_eq!(scenario.validate(), Ok(()));
        }
        assert_eq!((scenario.alarms[0].datapoints_to_alarm, scenario.alarms[0].evaluation_periods), (3, 3));
    }

    #[test]
    fn every_offered_metric_and_period_is_valid() {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        (ALARMS.add)(&mut scenario, ElementPath::of(0));
        for (row, choices) in
            [(&ROWS[2], metrics(&scenario, ElementPath::of(0))), (&ROWS[4], periods(&scenario, ElementPath::of(0)))]
        {
            for choice in choices {
                (row.set)(&mut scenario, ElementPath::of(0), &Value::Text(Some(choice.value.to_string())));
                assert_eq!(scenario.validate(), Ok(()), "{}", choice.value);
            }
        }
    }
}
