//! One source: what kind it is, what it calls, when, and what becomes of what failed.

use crate::configure::elements::source;
use crate::configure::settings::{Control, ElementEditor, Setting, row};
use crate::configure::sources::event_source::{event_source_settings, get_kind, kind_choices, set_kind};
use crate::configure::sources::retries::{RETRIES, RETRY_ON};
use crate::configure::sources::traffic_part::{add_part, traffic_parts};
use crate::configure::sources::traffic_preview;
use crate::state::edit::{ElementPath, Value, rename_source};
use crate::text::{event_source, traffic as words};
use crate::ui::disclosure::Disclosure;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::line::line;
use crate::ui::pick_file::{PickFile, pick_file};
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{Qualifier, Scenario, Source, ranges};
use web_sys::File;
use yew::prelude::*;

/// Its name, next to the button that removes it.
pub static NAME: Setting = row!(source.name, words::NAME, Control::name()).set_by(rename_source).structural();

/// What it is, and what it calls.
pub static TARGET: &[Setting] = &[
    // What does not go together with the function belongs to what is in front of it, which the kind decides.
    Setting::new("kind", event_source::KIND, Control::Named(|_, _| kind_choices()), get_kind, set_kind)
        .also_wrong("via"),
    row!(source.function, words::FUNCTION, Control::Named(functions)),
];

/// What of the function it calls.
pub static QUALIFIER: Setting = Setting::new(
    "qualifier",
    words::QUALIFIER,
    Control::Named(qualifiers),
    |scenario, at| Some(Value::Text(Some(qualifier_id(source::get(scenario, at)?.qualifier)))),
    |scenario, at, value| {
        if let (Some(source), Value::Text(id)) = (source::get_mut(scenario, at), value) {
            source.qualifier = id.as_deref().and_then(Qualifier::named);
        }
    },
)
.note(|_, _| Some(words::QUALIFIER_NOTE.to_owned()));

/// The fields of one source. The callbacks receive that it shall go, and a recording that shall replace its traffic.
pub fn source_card(
    source: &Source,
    editor: &ElementEditor,
    on_remove: &Callback<()>,
    on_recording: Callback<File>,
) -> Html {
    let duration_s = editor.scenario.duration_s;
    let rates = traffic_preview::rates(&source.traffic.0, duration_s);
    let peak = rates.iter().copied().fold(0.0, f64::max);
    let on_add_part = editor.restructure("traffic", editor.at, add_part).reform(|_: MouseEvent| ());
    // A schedule says itself when it fires.
    let is_scheduled = source.kind.schedule().is_some();
    let waits = source.kind.descriptor().has_clients();
    html! {
        <>
            <div class="card-head">
                { for editor.row(&NAME) }
                { icon_button(Shape::Remove, words::remove_source(&source.name), false, on_remove) }
            </div>
            { editor.rows(TARGET) }
            if !is_scheduled {
                { line(classes!("preview"), &rates, Some(words::preview(peak, duration_s)), true) }
                { traffic_parts(source, editor) }
                if source.traffic.0.len() < ranges::MAX_TRAFFIC_PARTS {
                    <button type="button" class="link" onclick={on_add_part}>{ words::ADD_PART }</button>
                }
                { pick_file(&PickFile { label: words::REPLACE_WITH_CSV, title: words::REPLACE_TITLE, accept: ".csv,.tsv,.txt,text/csv", class: "link" }, on_recording) }
            }
            { editor.rows(RETRIES) }
            { event_source_settings(source, editor) }
            <Disclosure summary={if waits { words::MORE } else { words::MORE_OF_EVENTS }} is_wrong={editor.is_wrong(["qualifier", "retry_on"])}>
                { for editor.row(&QUALIFIER) }
                { editor.rows(RETRY_ON) }
            </Disclosure>
        </>
    }
}

fn functions(scenario: &Scenario, _: ElementPath) -> Vec<Choice> {
    scenario.functions.iter().map(|function| Choice::plain(function.name.clone())).collect()
}

/// What may be called: the default, the alias, `$LATEST`, and a version that the file names.
fn qualifiers(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let given = source::get(scenario, at).and_then(|source| source.qualifier);
    let mut choices = vec![
        Choice::new("", words::QUALIFIER_DEFAULT),
        Choice::new(qualifier_id(Some(Qualifier::Live)), words::LIVE),
        Choice::new(qualifier_id(Some(Qualifier::Latest)), words::LATEST),
    ];
    if let Some(Qualifier::Version(version)) = given {
        choices.push(Choice::new(qualifier_id(given), words::version(version)));
    }
    choices
}

fn qualifier_id(qualifier: Option<Qualifier>) -> String {
    qualifier.map_or_else(String::new, |qualifier| qualifier.to_string())
}
