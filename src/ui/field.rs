//! The frame of every field: label above, control beside it, a "?" with one sentence and its source, a mark that takes a
//! change back, what is wrong with the value and the nearest valid one.

use crate::text::{FieldText, editing};
use lambda_sim::scenario::Problem;
use std::rc::Rc;
use yew::prelude::*;

/// What all fields of one app share.
#[derive(Clone, PartialEq)]
pub struct Fields {
    /// Sets the ids of this app apart from those of another on the same page.
    pub instance: AttrValue,
    /// What is wrong with the scenario.
    pub problems: Rc<Vec<Problem>>,
}

/// What one field knows about its place.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The id of its control.
    pub id: AttrValue,
    /// What is wrong with its value.
    pub problem: Option<Problem>,
}

/// The place of the field that edits `path` of the scenario.
#[hook]
pub fn use_place(path: &str) -> Place {
    let fields = use_context::<Fields>();
    let instance = fields.as_ref().map_or("lp", |fields| fields.instance.as_str());
    let problem = fields.as_ref().and_then(|fields| fields.problems.iter().find(|problem| problem.path == path)).cloned();
    Place { id: id(instance, path), problem }
}

/// An id for what edits `path`.
pub fn id(instance: &str, path: &str) -> AttrValue {
    let name: String =
        path.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }).collect();
    format!("{instance}-{name}").into()
}

/// What is shown as wrong below a field.
#[derive(Clone, PartialEq)]
pub struct Wrong {
    /// What is wrong, and what is allowed.
    pub text: AttrValue,
    /// The nearest valid value, as it is shown.
    pub nearest: Option<AttrValue>,
    /// Puts it in.
    pub fix: Callback<()>,
    /// Still being typed: not to be spoken about at once.
    pub typing: bool,
}

impl Wrong {
    /// What validation says, with a way to put the nearest value in.
    pub fn of(problem: &Problem, fix: Callback<()>) -> Self {
        Self {
            text: editing::problem(&problem.given, &problem.allowed).into(),
            nearest: problem.nearest.clone().map(AttrValue::from),
            fix,
            typing: false,
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The id of the control.
    pub id: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// Takes a change back, and the value it goes back to; none where nothing was changed.
    #[prop_or_default]
    pub reset: Option<(AttrValue, Callback<()>)>,
    /// What is wrong with the value.
    #[prop_or_default]
    pub wrong: Option<Wrong>,
    /// What follows from the value, or why the control does nothing at present.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Whether the control does nothing at present.
    #[prop_or_default]
    pub disabled: bool,
    /// The control, beside the label.
    #[prop_or_default]
    pub control: Html,
    /// What takes the whole width below.
    #[prop_or_default]
    pub children: Html,
}

/// A field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let help_id = format!("{}-help", props.id);
    let text = props.text;
    html! {
        <div class={classes!("field", props.disabled.then_some("disabled"))}>
            <div class="label">
                <label for={props.id.clone()}>{ text.label }</label>
                if !text.help.is_empty() {
                    <button type="button" class="help" aria-label={editing::help(text.label)} aria-expanded={open.to_string()}
                        aria-controls={open.then(|| help_id.clone())} onclick={toggle}><span aria-hidden="true">{ "?" }</span></button>
                }
                if let Some((opened, reset)) = &props.reset {
                    <button type="button" class="reset" title={editing::reset(text.label, opened)}
                        aria-label={editing::reset(text.label, opened)} onclick={reset.reform(|_| ())}>{ "●" }</button>
                }
            </div>
            <div class="control">{ props.control.clone() }</div>
            { props.children.clone() }
            if let Some(note) = &props.note {
                <p class="note" id={format!("{}-note", props.id)}>{ note }</p>
            }
            if let Some(wrong) = &props.wrong {
                <Problems id={props.id.clone()} wrong={wrong.clone()} key={wrong.text.to_string()} />
            }
            if *open {
                <p class="help-text" id={help_id}>
                    { text.help }
                    if !text.source.is_empty() {
                        <span class="source">{ text.source }</span>
                    }
                </p>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ProblemsProps {
    id: AttrValue,
    wrong: Wrong,
}

#[component]
fn Problems(props: &ProblemsProps) -> Html {
    let wrong = &props.wrong;
    html! {
        <p class={classes!("problem", wrong.typing.then_some("typing"))} id={format!("{}-problem", props.id)}>
            { &wrong.text }{ " " }
            if let Some(nearest) = &wrong.nearest {
                <button type="button" class="link" onclick={wrong.fix.reform(|_| ())}>{ editing::use_nearest(nearest) }</button>
            }
        </p>
    }
}

/// What a control is described by.
pub fn described_by(id: &str, note: bool, wrong: bool) -> Option<String> {
    match (note, wrong) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-note")),
        (false, true) => Some(format!("{id}-problem")),
        (true, true) => Some(format!("{id}-problem {id}-note")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_and_differ_by_instance_and_path() {
        assert_eq!(id("lp0", "functions[0].memory_mb"), "lp0-functions-0--memory_mb");
        assert_ne!(id("lp0", "seed"), id("lp1", "seed"));
    }
}
