//! The panel "Changes during the run": when, what, and a button that removes it. What is done in live mode is listed here as well.

use crate::configure::editor::Editor;
use crate::state::edit::Edit;
use crate::text::live as words;
use crate::ui::change::Change;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::number_input::NumberFormat;
use crate::ui::number_part::number_part;
use lambda_sim::scenario::{
    ChangeKind, FieldSpec, Function, Invoke, Kill, NewConfiguration, NewDownstream, NewLimit, NewProvisioned,
    NewReserved, NewTraffic, NewWork, Scenario, ScheduledChange,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The list, and what adds to it.
pub fn change_list(scenario: &Scenario, editor: &Editor) -> Html {
    let changes = &scenario.changes;
    // As they happen, whatever their order in the document.
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by(|a, b| changes[*a].at_s.total_cmp(&changes[*b].at_s));
    html! {
        <>
            if changes.is_empty() {
                <p class="quiet">{ words::NO_CHANGES }</p>
            }
            <ol class="changes">{ for order.into_iter().map(|index| row(scenario, index, editor)) }</ol>
            { add(scenario, editor) }
        </>
    }
}

fn row(scenario: &Scenario, index: usize, editor: &Editor) -> Html {
    let changes = &scenario.changes[..];
    let change = &changes[index];
    let remove = {
        let (editor, mut rest) = (editor.clone(), changes.to_vec());
        rest.remove(index);
        Callback::from(move |()| editor.commit(Edit::Changes(rest.clone())))
    };
    let path = |field: &str| editor.at(&format!("changes[{index}].{field}"));
    let number =
        |label: &'static str, field: &str, kind: NumberFormat, value: f64, put: fn(&mut ScheduledChange, f64)| {
            let changes = changes.to_vec();
            let on_change: Callback<Change<f64>> = editor.change(move |value: f64| {
                let mut changes = changes.clone();
                put(&mut changes[index], value);
                Edit::Changes(changes)
            });
            number_part(path(field), label, words::number_of(label, change), kind, value, on_change)
        };
    html! {
        <li key={index}>
            <p>{ words::what(&change.change) }</p>
            { choose_subject(scenario, index, editor) }
            <div class="change-numbers">
                { number(words::AT, "at_s", NumberFormat::real(const { FieldSpec::range_at(ScheduledChange::FIELDS, "at_s") }), change.at_s, |change, at_s| change.at_s = at_s) }
                if let Some((field, kind, value)) = principal(&change.change) {
                    { number(words::VALUE, field, kind, value, |change, value| set_principal(&mut change.change, value)) }
                }
                { icon_button(Shape::Remove, words::remove(change), false, &remove) }
            </div>
        </li>
    }
}

/// A select of what the change is about, where there is more than one of its kind.
fn choose_subject(scenario: &Scenario, index: usize, editor: &Editor) -> Html {
    let change = &scenario.changes[index];
    let Some((kind, chosen)) = subject(&mut change.change.clone()).map(|(kind, name)| (kind, name.clone())) else {
        return html! {};
    };
    let names: Vec<&str> = match kind {
        Subject::Function => scenario.functions.iter().map(|function| function.name.as_str()).collect(),
        Subject::Source => scenario.sources.iter().map(|source| source.name.as_str()).collect(),
        Subject::Service => scenario.downstreams.iter().map(|service| service.name.as_str()).collect(),
    };
    if names.len() < 2 {
        return html! {};
    }
    let on_choose = {
        let (editor, changes) = (editor.clone(), scenario.changes.clone());
        Callback::from(move |event: Event| {
            let mut changes = changes.clone();
            if let Some((_, name)) = subject(&mut changes[index].change) {
                *name = event.target_unchecked_into::<HtmlSelectElement>().value();
            }
            editor.commit(Edit::Changes(changes));
        })
    };
    html! {
        <select aria-label={words::number_of(words::OF, change)} onchange={on_choose}>
            { for names.into_iter().map(|name| html! {
                <option key={name} value={name.to_owned()} selected={name == chosen}>{ name }</option>
            }) }
        </select>
    }
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Function,
    Source,
    Service,
}

/// What a change is about, and its name; `None` if it is about the account.
fn subject(change: &mut ChangeKind) -> Option<(Subject, &mut String)> {
    Some(match change {
        ChangeKind::ConcurrencyLimit(_) => return None,
        ChangeKind::ReservedConcurrency(new) => (Subject::Function, &mut new.function),
        ChangeKind::ProvisionedConcurrency(new) => (Subject::Function, &mut new.function),
        ChangeKind::Configuration(new) => (Subject::Function, &mut new.function),
        ChangeKind::Work(new) => (Subject::Function, &mut new.function),
        ChangeKind::Kill(kill) => (Subject::Function, &mut kill.function),
        ChangeKind::Downstream(new) => (Subject::Service, &mut new.downstream),
        ChangeKind::Traffic(new) => (Subject::Source, &mut new.source),
        ChangeKind::Invoke(invoke) => (Subject::Source, &mut invoke.source),
    })
}

/// A field of a change: its name, and its range, which is looked up when the code is compiled.
macro_rules! field {
    ($type:ident.$field:ident) => {
        (stringify!($field), const { FieldSpec::range_at($type::FIELDS, stringify!($field)) })
    };
}

/// The number that says how much a change is: its field, its format and its value; `None` if there is none.
fn principal(change: &ChangeKind) -> Option<(&'static str, NumberFormat, f64)> {
    let whole = |(name, range), value: u32| Some((name, NumberFormat::whole(range), f64::from(value)));
    let real = |(name, range), value| Some((name, NumberFormat::real(range), value));
    match change {
        ChangeKind::ConcurrencyLimit(new) => whole(field!(NewLimit.value), new.value?),
        ChangeKind::ReservedConcurrency(new) => whole(field!(NewReserved.value), new.value?),
        ChangeKind::ProvisionedConcurrency(new) => whole(field!(NewProvisioned.value), new.value),
        ChangeKind::Configuration(new) => whole(field!(NewConfiguration.memory_mb), new.memory_mb?),
        ChangeKind::Downstream(new) => real(field!(NewDownstream.latency_factor), new.latency_factor),
        ChangeKind::Work(new) => real(field!(NewWork.duration_factor), new.duration_factor?),
        ChangeKind::Traffic(new) => real(field!(NewTraffic.factor), new.factor),
        ChangeKind::Invoke(invoke) => whole(field!(Invoke.count), invoke.count),
        ChangeKind::Kill(kill) => whole(field!(Kill.environment), kill.environment),
    }
}

fn set_principal(change: &mut ChangeKind, value: f64) {
    let whole = value as u32;
    match change {
        ChangeKind::ConcurrencyLimit(new) => new.value = Some(whole),
        ChangeKind::ReservedConcurrency(new) => new.value = Some(whole),
        ChangeKind::ProvisionedConcurrency(new) => new.value = whole,
        ChangeKind::Configuration(new) => new.memory_mb = Some(whole),
        ChangeKind::Downstream(new) => new.latency_factor = value,
        ChangeKind::Work(new) => new.duration_factor = Some(value),
        ChangeKind::Traffic(new) => new.factor = value,
        ChangeKind::Invoke(invoke) => invoke.count = whole,
        ChangeKind::Kill(kill) => kill.environment = whole,
    }
}

/// A select that adds what is chosen, in the middle of the run, at first about the first function, source or service.
fn add(scenario: &Scenario, editor: &Editor) -> Html {
    let kinds = offered(scenario);
    let on_add = {
        let (editor, changes, at_s) = (editor.clone(), scenario.changes.clone(), (scenario.duration_s / 2.0).round());
        let kinds = kinds.clone();
        Callback::from(move |event: Event| {
            let select = event.target_unchecked_into::<HtmlSelectElement>();
            let chosen = usize::try_from(select.selected_index() - 1).ok().and_then(|index| kinds.get(index));
            select.set_selected_index(0);
            if let Some(change) = chosen.cloned() {
                let added = ScheduledChange { at_s, change };
                editor.commit(Edit::Changes(changes.iter().cloned().chain([added]).collect()));
            }
        })
    };
    html! {
        <select class="add-change" aria-label={words::ADD} onchange={on_add}>
            <option value="" selected=true>{ words::ADD }</option>
            { for kinds.iter().map(|kind| html! { <option key={kind.id()} value={kind.id()}>{ words::kind(kind) }</option> }) }
        </select>
    }
}

/// A change of each kind that the scenario has something for, ready to be edited, in the order they are listed.
fn offered(scenario: &Scenario) -> Vec<ChangeKind> {
    let Some(function) = scenario.functions.first() else { return Vec::new() };
    let name = || function.name.clone();
    let source = scenario.sources.first().map(|source| source.name.clone());
    let service = scenario.downstreams.first().map(|service| service.name.clone());
    let of_source = source.map(|source| {
        [
            ChangeKind::Invoke(Invoke { source: source.clone(), count: 100 }),
            ChangeKind::Traffic(NewTraffic { source, factor: 2.0 }),
        ]
    });
    let of_service = service
        .map(|downstream| ChangeKind::Downstream(NewDownstream { downstream, latency_factor: 2.0, error_rate: None }));
    let memory_mb = function
        .memory_mb
        .saturating_mul(2)
        .min(const { FieldSpec::range_at(Function::FIELDS, "memory_mb") }.max as u32);
    let mut offered: Vec<ChangeKind> = of_source.into_iter().flatten().collect();
    offered.push(ChangeKind::Work(NewWork { function: name(), duration_factor: Some(2.0), error_rate: None }));
    offered.extend(of_service);
    offered.extend([
        ChangeKind::Kill(Kill { function: name(), environment: 1 }),
        ChangeKind::Configuration(NewConfiguration {
            function: name(),
            memory_mb: Some(memory_mb),
            ..NewConfiguration::default()
        }),
        ChangeKind::ReservedConcurrency(NewReserved { function: name(), value: Some(10) }),
        ChangeKind::ProvisionedConcurrency(NewProvisioned { function: name(), value: 10 }),
    ]);
    offered
}
