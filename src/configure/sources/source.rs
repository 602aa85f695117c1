//! One source: what kind it is, what it calls, when, and what becomes of what failed.

use crate::configure::editor::SourceEditor;
use crate::configure::settings::Settings;
use crate::configure::sources::event_source::{event_source_settings, kind_choices, kind_of, set_kind};
use crate::configure::sources::retries::retries;
use crate::configure::sources::traffic_part::TrafficPart;
use crate::configure::sources::traffic_preview;
use crate::state::edit::{Edit, Put, SourceEdit, Value};
use crate::text::{event_source, traffic as words};
use crate::ui::disclosure::Disclosure;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::line::line;
use crate::ui::pick_file::{PickFile, pick_file};
use crate::ui::select_field::{Choice, SelectField};
use crate::ui::switch_field::SwitchField;
use crate::ui::text_field::TextField;
use lambda_sim::scenario::{Qualifier, Retry, RetryOn, Source, SourceKind, Traffic, limits};
use web_sys::File;
use yew::prelude::*;

/// What the fields of one source get.
pub struct SourceCard<'a> {
    /// The source.
    pub source: &'a Source,
    /// The source when the scenario was opened.
    pub opened: &'a Source,
    /// The functions it may call.
    pub functions: &'a [Choice],
    /// The counted time, in seconds.
    pub duration_s: f64,
    /// The settings of its kind.
    pub settings: Settings<'a>,
    /// For what is changed.
    pub edit: SourceEditor,
    /// Told that it shall go.
    pub on_remove: Callback<()>,
    /// Told of a recording that shall replace its traffic.
    pub on_recording: Callback<File>,
}

impl SourceCard<'_> {
    /// What is inside the card.
    pub fn view(&self) -> Html {
        source_fields(self)
    }
}

fn source_fields(card: &SourceCard) -> Html {
    let SourceCard { source, opened, functions, settings, edit, .. } = card;
    let rates = traffic_preview::rates(&source.traffic.0, card.duration_s);
    let peak = rates.iter().copied().fold(0.0, f64::max);
    let is_single = source.traffic.0.len() == 1;
    let parts = source.traffic.0.iter().enumerate().map(|(part, traffic)| {
        // The opened counterpart may have fewer parts when it was replaced by a recording.
        let opened = opened.traffic.0.get(part).unwrap_or(traffic);
        TrafficPart { part, is_single, traffic, opened, edit, duration_s: card.duration_s }.view()
    });
    let on_add_part = {
        let edit = edit.clone();
        Callback::from(move |_: MouseEvent| edit.commit(SourceEdit::AddTraffic(Traffic::Poisson { rps: 5.0 })))
    };
    // A schedule says itself when it fires.
    let is_scheduled = matches!(&source.kind, SourceKind::Schedule(schedule) if schedule.schedule.is_some());
    let on_kind = {
        let (path, spot) = (settings.path("kind"), settings.at);
        settings.editor.choose(move |id: AttrValue| {
            let value = Value::Text(Some(id.to_string()));
            Edit::Put(Put { path: path.clone(), spot, value, put: set_kind, is_structural: false })
        })
    };
    // What does not go with the function is the door's: the kind decides it.
    let mut kind_place = edit.at("kind");
    kind_place.problem = kind_place.problem.or_else(|| edit.at("via").problem);
    // Only who waits for an answer decides about retries; the other kinds have rules of their own.
    let waits = matches!(source.kind, SourceKind::Sync(_));
    html! {
        <>
            <div class="card-head">
                { TextField::new(edit.at("name"), words::NAME, (source.name.clone(), opened.name.clone()), limits::MAX_NAME, edit.renamed(Edit::rename_source)).view() }
                { icon_button(Shape::Remove, words::remove_source(&source.name), false, &card.on_remove.clone()) }
            </div>
            { SelectField::new(kind_place, event_source::KIND, kind_choices(), (kind_of(source), kind_of(opened)), on_kind).view() }
            { SelectField::new(edit.at("function"), words::FUNCTION, functions.to_vec(), (source.function.clone(), opened.function.clone()), edit.choose(|name: AttrValue| SourceEdit::Function(name.to_string()))).view() }
            if !is_scheduled {
                { line(classes!("preview"), &rates, Some(words::preview(peak, card.duration_s)), true) }
                { for parts }
                if source.traffic.0.len() < limits::MAX_TRAFFIC_PARTS {
                    <button type="button" class="link" onclick={on_add_part}>{ words::ADD_PART }</button>
                }
                { pick_file(&PickFile { label: words::REPLACE_WITH_CSV, title: words::REPLACE_TITLE, accept: ".csv,.tsv,.txt,text/csv", class: "link" }, card.on_recording.clone()) }
            }
            if waits {
                { retries(&source.retry, &opened.retry, edit) }
            }
            { event_source_settings(settings) }
            <Disclosure summary={if waits { words::MORE } else { words::MORE_OF_EVENTS }} is_wrong={edit.is_wrong(&["qualifier", "retry_on"])}>
                { source_more(card) }
            </Disclosure>
        </>
    }
}

/// What is folded away.
pub fn source_more(card: &SourceCard) -> Html {
    let SourceCard { source, opened, edit, .. } = card;
    let note = (source.retry == Retry::None).then_some(AttrValue::Static(words::RETRIES_OFF));
    let retries_on = |on: RetryOn| {
        let (name, text) = words::retry_on(on);
        html! {
            { SwitchField::new(edit.at(name), text, (source.retry_on.contains(&on), opened.retry_on.contains(&on)), edit.choose(move |wanted: bool| SourceEdit::RetryOn(on, wanted))).note(note.clone()).view() }
        }
    };
    html! {
        <>
                { SelectField::new(edit.at("qualifier"), words::QUALIFIER, qualifiers(source.qualifier), (qualifier_id(source.qualifier), qualifier_id(opened.qualifier)), edit.choose(|id: AttrValue| SourceEdit::Qualifier(Qualifier::named(&id)))).note(Some(words::QUALIFIER_NOTE.into())).view() }
                if matches!(source.kind, SourceKind::Sync(_)) {
                    { retries_on(RetryOn::Error) }
                    { retries_on(RetryOn::Timeout) }
                }
        </>
    }
}

/// What may be called: the default, the alias, `$LATEST`, and a version that the file names.
fn qualifiers(given: Option<Qualifier>) -> Vec<Choice> {
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

fn qualifier_id(qualifier: Option<Qualifier>) -> AttrValue {
    qualifier.map_or(AttrValue::Static(""), |qualifier| qualifier.to_string().into())
}
