//! Every constant and assumption of the engine, each with its source, each open to change.

use crate::configure::settings::{Control, ElementEditor, NumberControl, Setting};
use crate::state::edit::{ElementPath, Value};
use crate::text::{FieldText, run as words};
use crate::ui::disclosure::Disclosure;
use lambda_sim::assumptions::{self, ConstantSpec};
use lambda_sim::scenario::Scenario;
use lambda_sim::scenario::ranges::Range;
use std::sync::LazyLock;
use yew::prelude::*;

/// The table, folded away, and how many entries the scenario sets.
pub fn assumptions(whole: &ElementEditor) -> Html {
    let changed = whole.scenario.assumptions.len();
    let brief = (changed > 0).then(|| words::set(changed));
    let rows = ASSUMPTIONS.iter().enumerate();
    let fields: Html =
        rows.filter_map(|(index, row)| whole.below("assumptions", ElementPath::of(index)).row(row)).collect();
    html! {
        <Disclosure summary={words::ASSUMPTIONS} {brief} is_wrong={whole.is_wrong(["assumptions"])}>{ fields }</Disclosure>
    }
}

/// A row for each entry of the table of assumptions, whose index is the element's.
pub static ASSUMPTIONS: LazyLock<Vec<Setting>> = LazyLock::new(|| {
    let entries = assumptions::rows();
    entries
        .map(|(entry, about)| {
            let range = Range { min: entry.min, max: entry.max, step: 1.0, default: entry.value, unit: entry.unit };
            let text = FieldText { label: about.what.trim(), help: about.source, source: about.rule };
            Setting::new(entry.id, text, Control::Number(NumberControl::real(range).without_slider()), get, set)
        })
        .collect()
});

fn entry(at: ElementPath) -> Option<&'static ConstantSpec> {
    assumptions::rows().nth(at.index).map(|(entry, _)| entry)
}

fn get(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    let entry = entry(at)?;
    let set = scenario.assumptions.get(entry.id).copied();
    Some(Value::Number(Some(set.unwrap_or(entry.value))))
}

/// An entry that has its own value is left out of the scenario.
fn set(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    if let (Some(entry), Value::Number(Some(number))) = (entry(at), value) {
        if *number == entry.value {
            scenario.assumptions.remove(entry.id);
        } else {
            scenario.assumptions.insert(entry.id.to_owned(), *number);
        }
    }
}
