//! Every constant and assumption of the engine, each with its source, each open to change.

use crate::configure::editor::Editor;
use crate::state::edit::Edit;
use crate::text::{FieldText, run as words};
use crate::ui::disclosure::Disclosure;
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use lambda_sim::assumptions::{self, Entry};
use lambda_sim::scenario::Scenario;
use lambda_sim::scenario::limits::Range;
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many the scenario sets, and the table folded away: the scenario as it stands and as it was opened.
pub fn assumptions(scenario: &Scenario, opened: &Scenario, editor: &Editor) -> Html {
    let changed = scenario.assumptions.len();
    let brief = (changed > 0).then(|| words::set(changed));
    html! {
        <Disclosure summary={words::ASSUMPTIONS} {brief} is_wrong={editor.fields().is_wrong(&["assumptions".to_owned()])}>
            { assumption_fields(scenario, opened, editor) }
        </Disclosure>
    }
}

/// The table.
pub fn assumption_fields(scenario: &Scenario, opened: &Scenario, editor: &Editor) -> Html {
    let (changed, opened) = (&scenario.assumptions, &opened.assumptions);
    let value = |values: &BTreeMap<String, f64>, entry: &Entry| values.get(entry.id).copied().unwrap_or(entry.value);
    let entries = assumptions::rows().map(|(entry, about)| {
        let range = Range { min: entry.min, max: entry.max, step: 1.0, default: entry.value, unit: entry.unit };
        let text = FieldText { label: about.what.trim(), help: about.source, source: about.rule };
        let on_change = editor.change(move |value: f64| {
            Edit::Assumption(entry.id, (value != entry.value).then_some(value))
        });
        html! {
            { NumberField::new(editor.at(&format!("assumptions.{}", entry.id)), text, Kind::real(range), (value(changed, entry), value(opened, entry)), on_change).view() }
        }
    });
    html! { <>{ for entries }</> }
}
