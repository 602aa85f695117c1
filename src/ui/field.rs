//! The frame of every field: label above, control next to it, a "?" with one sentence and its source, a mark that takes a
//! change back, what is wrong with the value and the nearest valid one.
//!
//! Only what has its own state is a component of the framework; everything else is a value with a `view`, which keeps
//! the page small.

use super::change::Change;
use crate::ui::FieldText;
use crate::ui::words::editing;
use lambda_sim::scenario::Problem;
use lambda_sim::units::finite_number;
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

impl Fields {
    /// The place of the field that edits `path` of the scenario.
    pub fn at(&self, path: &str) -> FieldContext {
        FieldContext {
            fields: self.clone(),
            path: path.to_owned(),
            id: id(&self.instance, path).into(),
            problem: self.problems.iter().find(|problem| problem.path == path).cloned(),
        }
    }

    /// Whether something is wrong with a value whose path begins with one of these.
    pub fn is_wrong(&self, paths: &[String]) -> bool {
        self.problems.iter().any(|problem| paths.iter().any(|path| problem.path.starts_with(path.as_str())))
    }
}

/// What a field edits, and what is wrong there.
#[derive(Clone, PartialEq)]
pub struct FieldContext {
    fields: Fields,
    /// The path of its value in the scenario.
    pub path: String,
    /// The id of its control.
    pub id: AttrValue,
    /// What is wrong with its value.
    pub problem: Option<Problem>,
}

impl FieldContext {
    /// A place below this one.
    pub fn below(&self, path: &str) -> Self {
        self.fields.at(&format!("{}{path}", self.path))
    }

    /// What validation says about it, with a way to put the nearest number in.
    pub fn wrong_number(&self, on_change: &Callback<Change<f64>>) -> Option<Wrong> {
        let problem = self.problem.as_ref()?;
        let (nearest, on_change) = (problem.nearest.clone(), on_change.clone());
        let fix = Callback::from(move |()| {
            if let Some(value) = nearest.as_deref().and_then(finite_number) {
                on_change.emit(Change::Final(value));
            }
        });
        Some(Wrong::of(problem, fix))
    }
}

/// An id for what edits `path`.
pub fn id(instance: &str, path: &str) -> String {
    let name: String =
        path.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }).collect();
    format!("{instance}-{name}")
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
    /// What validation says.
    pub fn of(problem: &Problem, fix: Callback<()>) -> Self {
        Self {
            text: editing::problem(&problem.given, &problem.allowed).into(),
            nearest: problem.nearest.clone().map(AttrValue::from),
            fix,
            typing: false,
        }
    }

    /// The line below the control of this id.
    pub fn view(&self, id: &str) -> Html {
        html! {
            <p class={classes!("problem", self.typing.then_some("typing"))} id={format!("{id}-problem")} key={self.text.to_string()}>
                { &self.text }{ " " }
                if let Some(nearest) = &self.nearest {
                    <button type="button" class="link" onclick={self.fix.reform(|_| ())}>{ editing::use_nearest(nearest) }</button>
                }
            </p>
        }
    }
}

/// Takes a change back: how the value was, and the way there.
pub type Reset = (AttrValue, Callback<()>);

#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The id of the control.
    pub id: AttrValue,
    /// Its words.
    pub text: FieldText,
    /// Takes a change back; `None` if nothing was changed.
    #[prop_or_default]
    pub reset: Option<Reset>,
    /// What is wrong with the value.
    #[prop_or_default]
    pub wrong: Option<Wrong>,
    /// What follows from the value.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Whether the control does nothing at present.
    #[prop_or_default]
    pub disabled: bool,
    /// The control, next to the label.
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
            { for props.wrong.as_ref().map(|wrong| wrong.view(&props.id)) }
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

/// The ids of what describes a control.
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
    use lambda_sim::scenario::ProblemKind;

    #[test]
    fn ids_are_words_and_differ_by_instance_and_path() {
        assert_eq!(id("lp0", "functions[0].memory_mb"), "lp0-functions-0--memory_mb");
        assert_ne!(id("lp0", "seed"), id("lp1", "seed"));
    }

    #[test]
    fn a_problem_is_found_at_its_place() {
        let problem =
            Problem::new("functions[0].memory_mb", ProblemKind::NotAllowed, 64, "128 to 10,240 MB").nearest(128);
        let fields = Fields { instance: "lp0".into(), problems: Rc::new(vec![problem]) };
        assert!(fields.at("functions[0]").below(".memory_mb").problem.is_some());
        assert!(fields.at("functions[1].memory_mb").problem.is_none());
        assert!(fields.is_wrong(&["account".to_owned(), "functions[0].m".to_owned()]));
    }
}
