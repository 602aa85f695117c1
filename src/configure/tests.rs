//! What holds for every row of every table, in the examples and in random scenarios made from them.

mod tables;

use super::settings::tests::{fits, with_control};
use super::settings::{Control, NumberControl, Setting};
use super::sources::event_source::kind_choices;
use crate::examples::EXAMPLES;
use crate::state::Configuration;
use crate::state::edit::{Edit, ElementPath, SettingEdit, Value};
use crate::state::live::settings;
use crate::text::function_settings::OPERATION_KINDS;
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{
    ChangeKind, NewConfiguration, NewLimit, NewProvisioned, NewReserved, NewTraffic, NewWork, Override, Problem,
    Scenario, Traffic, TrafficList,
};
use std::collections::BTreeSet;
use tables::{Table, lists, tables};

/// A small generator of numbers, so that the same scenarios are tested every time.
struct Random(u64);

impl Random {
    /// A number below a bound.
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's MMIX; its upper bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// What has to be set before a setting shows itself, where examples and chance do not.
fn prepared() -> Vec<Scenario> {
    let text = |text: &str| Value::Text(Some(text.to_owned()));
    let on = || Value::Flag(true);
    let operation =
        |kind: &str| vec![("functions[0].durable", on()), ("functions[0].durable.operations[0].kind", text(kind))];
    let mut settings = vec![
        vec![("functions[0].runtime", text("provided.al2023"))],
        vec![("functions[0].managed_instances", on())],
        vec![
            ("functions[0].provisioned_concurrency", Value::Number(Some(3.0))),
            ("functions[0].provisioned_autoscaling", on()),
        ],
        vec![("functions[0].response", on()), ("functions[0].response.streaming", on())],
        vec![("sources[0].kind", text("sqs")), ("sources[0].provisioned_pollers", on())],
        vec![("sources[0].retry", Value::Choice("AWS SDK"))],
    ];
    settings.extend(kind_choices().iter().map(|kind| vec![("sources[0].kind", text(&kind.value))]));
    settings.extend(OPERATION_KINDS.map(operation));
    let prepare = |settings: Vec<(&str, Value)>| {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Edit::add_function().apply(&mut scenario);
        for (path, value) in settings {
            set(&mut scenario, path, value);
            assert_eq!(scenario.validate(), Ok(()), "{path}");
        }
        for (list, at) in lists(&scenario) {
            let mut longer = scenario.clone();
            (list.add)(&mut longer, at);
            if longer.validate().is_ok() {
                scenario = longer;
            }
        }
        scenario
    };
    settings.into_iter().map(prepare).chain([calling_a_function()]).collect()
}

/// The first function calls the second.
fn calling_a_function() -> Scenario {
    let mut scenario = Scenario::default();
    Edit::add_function().apply(&mut scenario);
    Edit::add_function().apply(&mut scenario);
    let (calls, at) = lists(&scenario).into_iter().find(|(list, _)| list.name == "calls").expect("calls");
    (calls.add)(&mut scenario, at);
    let called = format!("function:{}", scenario.functions[1].name);
    set(&mut scenario, "functions[0].calls[0].downstream", Value::Text(Some(called)));
    assert_eq!(scenario.validate(), Ok(()));
    scenario
}

/// Sets the setting of this path.
fn set(scenario: &mut Scenario, path: &str, value: Value) {
    let (table, row) = find(scenario, path);
    edit(&table, row, value).apply(scenario);
}

/// The row of this path, and its table.
fn find(scenario: &Scenario, path: &str) -> (Table, &'static Setting) {
    let found = tables(scenario).into_iter().find_map(|table| {
        let row = table
            .rows
            .iter()
            .find(|row| format!("{}{}", table.prefix, row.name) == path && (row.get)(scenario, table.at).is_some())?;
        Some((table, row))
    });
    found.unwrap_or_else(|| panic!("there is no {path}"))
}

/// Each example, a scenario that valid random edits and additions make of it, and the prepared ones.
fn scenarios() -> Vec<Scenario> {
    let mut random = Random(1);
    let mut scenarios = prepared();
    for example in EXAMPLES {
        let mut scenario = example.scenario();
        // A recording of many calls makes every edit slow, and adds no setting.
        if scenario.sources.iter().any(|source| source.traffic.0.iter().any(is_recorded)) {
            continue;
        }
        scenarios.push(scenario.clone());
        for _ in 0..200 {
            let mut next = scenario.clone();
            if random.below(4) == 0 {
                if let Some((list, at)) = random.pick(&lists(&scenario)).copied()
                    && list.blocked.is_none_or(|blocked| blocked(&scenario, at).is_none())
                {
                    (list.add)(&mut next, at);
                }
            } else if let Some(table) = random.pick(&interesting(&scenario))
                && let Some(row) = random.pick(table.rows)
                && (row.get)(&scenario, table.at).is_some()
                && let Some(value) = random.pick(&values(row, &scenario, table.at))
            {
                (row.set)(&mut next, table.at, value);
            }
            if next.validate().is_ok() {
                scenario = next;
            }
        }
        scenarios.push(scenario);
    }
    scenarios
}

/// The tables but for the assumptions, which are many and all alike.
fn interesting(scenario: &Scenario) -> Vec<Table> {
    tables(scenario).into_iter().filter(|table| !table.prefix.starts_with("assumptions")).collect()
}

fn is_recorded(traffic: &Traffic) -> bool {
    matches!(traffic, Traffic::Recorded(_))
}

/// What the control of a row can report, its bounds included.
fn values(row: &Setting, scenario: &Scenario, at: ElementPath) -> Vec<Value> {
    let mut values = Vec::new();
    with_control(row, scenario, at, |control| match control {
        Control::Switch => values.extend([true, false].map(Value::Flag)),
        Control::Number(number) => values.extend(numbers(number).map(|number| Value::Number(Some(number)))),
        Control::Limit(number, when_on) => {
            values.extend(numbers(number).map(|number| Value::Number(Some(number))));
            values.extend([None, Some(*when_on)].map(Value::Number));
        }
        Control::OneOf(names) => values.extend(names.iter().map(|name| Value::Choice(name))),
        Control::Named(choices) => {
            let choices = choices(scenario, at).into_iter();
            values.extend(
                choices.map(|choice| Value::Text((!choice.value.is_empty()).then(|| choice.value.to_string()))),
            );
        }
        Control::Text { .. } => values.push(Value::Text(Some("some-text".to_owned()))),
        Control::Destination => {
            values.extend([None, Some(String::new()), Some("parking".to_owned())].map(Value::Text));
        }
        Control::Distribution { range, usual, default_name, off_name } => {
            values.extend(default_name.map(|_| Value::Distribution(Override::Default)));
            values.extend(off_name.map(|_| Value::Distribution(Override::Off)));
            let bounds = [range.min, range.max].map(Distribution::Constant);
            values.extend(bounds.into_iter().chain([usual.clone()]).map(|of| Value::Distribution(Override::Value(of))));
        }
        Control::Depends(..) => panic!("{}: a control that depends gives one that does not", row.name),
    });
    values
}

fn numbers(number: &NumberControl) -> [f64; 3] {
    let range = number.format.range;
    [range.min, range.max, range.default.clamp(range.min, range.max)]
}

fn edit(table: &Table, row: &Setting, value: Value) -> Edit {
    let path = format!("{}{}", table.prefix, row.name);
    Edit::Setting(SettingEdit {
        path,
        at: table.at,
        value,
        set: row.set,
        live: row.live,
        is_structural: row.is_structural,
    })
}

fn each_row(look: &mut dyn FnMut(&Scenario, &Table, &'static Setting, Value)) {
    for (index, scenario) in scenarios().into_iter().enumerate() {
        let shown = if index == 0 { tables(&scenario) } else { interesting(&scenario) };
        for table in shown {
            for row in table.rows {
                if let Some(value) = (row.get)(&scenario, table.at) {
                    look(&scenario, &table, row, value);
                }
            }
        }
    }
}

#[test]
fn every_row_reads_what_it_sets_fits_its_control_and_has_words() {
    let mut seen = BTreeSet::new();
    each_row(&mut |scenario, table, row, value| {
        let name = format!("{}{}", table.prefix, row.name);
        assert!(!row.text.label.is_empty(), "{name}");
        with_control(row, scenario, table.at, |control| assert!(fits(control, &value), "{name}: {value:?}"));
        let mut same = scenario.clone();
        (row.set)(&mut same, table.at, &value);
        assert_eq!((row.get)(&same, table.at), Some(value), "{name}");
        seen.insert((row.name, row.text.label));
    });
    let all: BTreeSet<_> = tables::all().into_iter().map(|row| (row.name, row.text.label)).collect();
    let unseen: Vec<_> = all.difference(&seen).collect();
    assert!(unseen.is_empty(), "no scenario shows {unseen:?}");
}

#[test]
fn paths_are_unique() {
    for scenario in scenarios() {
        let mut paths = BTreeSet::new();
        for table in tables(&scenario) {
            for row in table.rows.iter().filter(|row| (row.get)(&scenario, table.at).is_some()) {
                let path = format!("{}{}", table.prefix, row.name);
                assert!(paths.insert(path.clone()), "{path} is edited in two places");
            }
        }
    }
}

#[test]
fn an_edit_of_a_row_is_valid_or_refused_at_a_field_and_undo_takes_it_back() {
    each_row(&mut |scenario, table, row, _| {
        if row.blocked.is_some_and(|blocked| blocked(scenario, table.at).is_some()) {
            return;
        }
        let before = Configuration::resume(scenario.clone(), None, "");
        for value in values(row, scenario, table.at) {
            let Some(after) = before.edited(&edit(table, row, value.clone())) else { continue };
            for Problem { path, allowed, .. } in after.problems.iter() {
                assert!(!path.is_empty() && !allowed.is_empty(), "{}{}: {value:?}", table.prefix, row.name);
            }
            let undone = after.settled().unwrap_or(after).undone().expect("a step");
            assert_eq!(undone.scenario(), before.scenario(), "{}{}: {value:?}", table.prefix, row.name);
        }
    });
}

/// Settings whose control offers less than validation allows: CloudWatch checks an alarm as a whole, and a function that may
/// have no environment at all is valid, but nothing to offer.
const NARROWER: [&str; 4] =
    ["threshold", "datapoints_to_alarm", "evaluation_periods", "managed_instances.max_execution_environments"];

#[test]
fn the_range_of_a_number_is_the_one_that_validation_allows() {
    let mut narrower = BTreeSet::new();
    each_row(&mut |scenario, table, row, _| {
        let mut range = None;
        with_control(row, scenario, table.at, |control| {
            if let Control::Number(number) | Control::Limit(number, _) = control {
                range = Some(number.format.range);
            }
        });
        let Some(range) = range else { return };
        // What validation says with this value; `None` if the field cannot have it.
        let problems = |value: f64| {
            let mut changed = scenario.clone();
            (row.set)(&mut changed, table.at, &Value::Number(Some(value)));
            let is_set = (row.get)(&changed, table.at) == Some(Value::Number(Some(value)));
            let problems = changed.validate().err().unwrap_or_default().into_iter();
            is_set.then(|| problems.map(|problem| (problem.path, problem.allowed)).collect::<BTreeSet<_>>())
        };
        for (bound, outside) in [(range.min, range.min - 1.0), (range.max, range.max * 2.0 + 1.0)] {
            // A row that sets a pair of values may be refused at the other one.
            if let (Some(inside), Some(beyond)) = (problems(bound), problems(outside))
                && beyond.is_subset(&inside)
            {
                narrower.insert(row.name);
            }
        }
    });
    assert_eq!(narrower, BTreeSet::from(NARROWER));
}

/// Settings whose field has no range, or a wider one: an alarm is checked as a whole, the minimum of a scaling against
/// its maximum, and what means "no maximum" or no environment at all is not offered as a number.
const WITHOUT_THE_RANGE_OF_THE_FIELD: [&str; 8] = [
    "threshold",
    "datapoints_to_alarm",
    "evaluation_periods",
    "provisioned_autoscaling.minimum",
    "minimum",
    "maximum_retry_attempts",
    "managed_instances.min_execution_environments",
    "managed_instances.max_execution_environments",
];

#[test]
fn a_row_offers_the_range_of_its_field() {
    let mut others = BTreeSet::new();
    each_row(&mut |scenario, table, row, _| {
        let path = format!("{}{}", table.prefix, row.name);
        let mut offered = None;
        with_control(row, scenario, table.at, |control| {
            offered = match control {
                Control::Number(number) | Control::Limit(number, _) => {
                    Some((number.format.range, (|value| Value::Number(Some(value))) as fn(f64) -> Value))
                }
                Control::Distribution { range, .. } => {
                    Some((*range, |value| Value::Distribution(Override::Value(Distribution::Constant(value)))))
                }
                Control::Switch
                | Control::OneOf(_)
                | Control::Named(_)
                | Control::Text { .. }
                | Control::Destination
                | Control::Depends(..) => None,
            };
        });
        let Some((range, value)) = offered else { return };
        for outside in [range.min - 1.0, range.max * 2.0 + 1.0] {
            let mut changed = scenario.clone();
            (row.set)(&mut changed, table.at, &value(outside));
            // A field of whole numbers has none below zero.
            if (row.get)(&changed, table.at) != Some(value(outside)) {
                continue;
            }
            let problems = changed.validate().err().unwrap_or_default();
            let of_field = problems.iter().filter(|problem| problem.path == path).find_map(|problem| problem.range);
            if of_field != Some((range.min, range.max)) {
                others.insert(row.name);
            }
        }
    });
    assert_eq!(others, BTreeSet::from(WITHOUT_THE_RANGE_OF_THE_FIELD));
}

#[test]
fn a_row_says_whether_and_how_live_mode_changes_it() {
    let mut scenario = Scenario::default();
    Edit::add_function().apply(&mut scenario);
    scenario.sources[0].traffic = TrafficList(vec![Traffic::Poisson { rps: 20.0 }]);
    let (function, source) = (scenario.functions[0].name.clone(), scenario.sources[0].name.clone());
    let change = |name: &str, value: Value| {
        let (table, row) = find(&scenario, name);
        settings::change(&scenario, 0.0, &edit(&table, row, value))
    };
    let number = |value| Value::Number(Some(value));
    let constant = |value: f64| Value::Distribution(Override::Value(Distribution::Constant(value)));
    let configuration =
        |new: NewConfiguration| Some(ChangeKind::Configuration(NewConfiguration { function: function.clone(), ..new }));
    assert_eq!(
        change("functions[0].memory_mb", number(512.0)),
        configuration(NewConfiguration { memory_mb: Some(512), ..Default::default() })
    );
    assert_eq!(
        change("functions[0].timeout_s", number(7.0)),
        configuration(NewConfiguration { timeout_s: Some(7), ..Default::default() })
    );
    assert_eq!(
        change("functions[0].work.duration_ms", constant(70.0)),
        configuration(NewConfiguration { duration_ms: Some(70.0.into()), ..Default::default() })
    );
    assert_eq!(
        change("functions[0].work.cpu_share", number(0.25)),
        configuration(NewConfiguration { cpu_share: Some(0.25), ..Default::default() })
    );
    assert_eq!(
        change("functions[0].phases.init_ms", constant(900.0)),
        configuration(NewConfiguration { init_ms: Some(900.0.into()), ..Default::default() })
    );
    assert_eq!(
        change("functions[0].phases.init_ms", Value::Distribution(Override::Default)),
        None,
        "the calibrated default is no value to deploy"
    );
    assert_eq!(
        change("functions[0].work.error_rate", number(0.2)),
        Some(ChangeKind::Work(NewWork { function: function.clone(), duration_factor: None, error_rate: Some(0.2) }))
    );
    assert_eq!(
        change("functions[0].reserved_concurrency", Value::Number(None)),
        Some(ChangeKind::ReservedConcurrency(NewReserved { function: function.clone(), value: None }))
    );
    assert_eq!(
        change("functions[0].provisioned_concurrency", number(3.0)),
        Some(ChangeKind::ProvisionedConcurrency(NewProvisioned { function: function.clone(), value: 3 }))
    );
    assert_eq!(
        change("account.concurrency_limit", number(50.0)),
        Some(ChangeKind::ConcurrencyLimit(NewLimit { value: Some(50) }))
    );
    assert_eq!(
        change("sources[0].traffic.poisson.rps", number(50.0)),
        Some(ChangeKind::Traffic(NewTraffic { source, factor: 2.5 }))
    );
    assert_eq!(
        change("sources[0].traffic.shape", Value::Text(Some("constant".to_owned()))),
        None,
        "another kind of traffic starts the run again"
    );
    assert_eq!(change("seed", number(99.0)), None);
    let live: BTreeSet<_> = tables::all().into_iter().filter(|row| row.live.is_some()).map(|row| row.name).collect();
    let tested = [
        "bursts.size",
        "concurrency_limit",
        "constant.rps",
        "memory_mb",
        "phases.init_ms",
        "poisson.rps",
        "provisioned_concurrency",
        "reserved_concurrency",
        "timeout_s",
        "wave.mean_rps",
        "work.cpu_share",
        "work.duration_ms",
        "work.error_rate",
    ];
    assert_eq!(live, tested.into_iter().collect());
}
