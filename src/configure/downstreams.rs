//! The panel "Downstream services": databases and APIs that functions call, each with its own latency and limit.

use crate::configure::editor::Editor;
use crate::configure::settings::{Choices, Control, ElementEditor, List, Setting, row};
use crate::state::edit::{ElementPath, remove_downstream, rename_downstream, unused};
use crate::text::downstream as words;
use lambda_sim::scenario::{Downstream, Scenario, WhenFull, ranges};
use yew::prelude::*;

/// The panel.
pub fn downstreams_panel(scenario: &Scenario, baseline: &Scenario, editor: &Editor) -> Html {
    let editor = ElementEditor::whole(scenario, baseline, editor);
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            if scenario.downstreams.is_empty() {
                <p class="quiet">{ words::EMPTY }</p>
            }
            { editor.list(&DOWNSTREAMS) }
        </section>
    }
}

pub static DOWNSTREAMS: List = List {
    name: "downstreams",
    element: words::SERVICE,
    title: None,
    add_label: words::ADD,
    most: ranges::MAX_DOWNSTREAMS,
    elements: |scenario, _| (0..scenario.downstreams.len()).map(|index| (index, ElementPath::of(index))).collect(),
    add: |scenario, _| {
        let taken = scenario.downstreams.iter().map(|service| service.name.as_str());
        let name = unused(words::NEW, taken);
        scenario.downstreams.push(Downstream { name, ..Downstream::default() });
    },
    remove: remove_downstream,
    blocked: None,
    inner: None,
    rows: ROWS,
    more: &[],
};

static ROWS: &[Setting] = &[
    row!(downstream.name, words::NAME, Control::name()).set_by(rename_downstream).structural(),
    row!(downstream.latency_ms, words::LATENCY, |range| Control::distribution(range, 10.0)),
    row!(downstream.concurrency_limit, words::CONNECTIONS, |range| Control::limit(range)),
    row!(limited.when_full, words::WHEN_FULL, Control::OneOf(WhenFull::NAMES)),
    row!(downstream.requests_per_second, words::RATE, |range| Control::limit(range)),
    row!(downstream.error_rate, words::ERRORS, |range| Control::share(range)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configure::settings::tests::check;
    use crate::state::edit::Edit;

    #[test]
    fn a_new_service_is_valid_and_its_rows_fit() {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        for _ in 0..2 {
            (DOWNSTREAMS.add)(&mut scenario, ElementPath::default());
        }
        assert_eq!(scenario.validate(), Ok(()));
        assert_eq!(check(ROWS, &scenario, ElementPath::of(1)).len(), 5);
        scenario.downstreams[1].concurrency_limit = Some(10);
        assert_eq!(check(ROWS, &scenario, ElementPath::of(1)).len(), 6);
    }
}
