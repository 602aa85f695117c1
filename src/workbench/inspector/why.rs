//! Why: the causes of what is selected, the rules behind them, and the change that would have avoided it.

use crate::state::Action;
use crate::text::why as words;
use crate::workbench::suggestion::suggestion;
use crate::worker::protocol::Why;
use lambda_sim::readings::Target;
use lambda_sim::readings::why::{Answer, Attempt, Cause, Question};
use lambda_sim::rules::{self, Rule};
use lambda_story::Names;
use lambda_story::why as story;
use yew::prelude::*;

/// Every answer about what is selected.
pub fn causes(why: &Why, names: Names<'_>, dispatch: &Callback<Action>) -> Html {
    let answers = why.answers.iter().enumerate().map(|(index, (question, answer))| {
        html! { <section class="why" key={index}>{ answered(question, answer, why, names, dispatch) }</section> }
    });
    html! { <>{ for answers }</> }
}

fn answered(question: &Question, answer: &Answer, why: &Why, names: Names<'_>, dispatch: &Callback<Action>) -> Html {
    let mut ids: Vec<&'static str> = Vec::new();
    let causes: Vec<Html> = answer
        .causes
        .iter()
        .enumerate()
        .map(|(index, cause)| {
            let (sentence, rules) = story::cause(cause, &why.versions, names);
            ids.extend(rules.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
            html! { <li key={index}>{ sentence }{ link(cause, why, dispatch) }</li> }
        })
        .collect();
    html! {
        <>
            <h3>{ story::heading(question) }</h3>
            <ol class="causes" aria-label={words::CHAIN}>{ for causes }</ol>
            { for answer.suggestion.map(|change| suggestion(change, names, dispatch)) }
            { rules_of(&ids) }
        </>
    }
}

/// Rules behind a disclosure, each with what it says and who says so.
pub fn rules_of(ids: &[&str]) -> Html {
    let rules: Vec<&Rule> = ids.iter().filter_map(|id| rules::find(id)).collect();
    if rules.is_empty() {
        return html! {};
    }
    html! {
        <details class="rules">
            <summary>{ words::rules(ids) }</summary>
            <dl>{ for rules.into_iter().map(rule) }</dl>
        </details>
    }
}

fn rule(rule: &Rule) -> Html {
    let (says, source) = story::rule(rule);
    html! { <><dt>{ says }</dt><dd class="quiet">{ source }</dd></> }
}

/// A way to what a cause is about.
fn link(cause: &Cause, why: &Why, dispatch: &Callback<Action>) -> Html {
    let refusal =
        |row: u32| why.refusals.iter().find(|(other, _)| *other == row).map(|(_, at)| Target::Throttle { at: *at });
    let target = match cause {
        Cause::ResetBy { invocation, .. } => Some(Target::Invocation(*invocation)),
        Cause::RetryOf { previous: Attempt::Invocation(id), .. } => Some(Target::Invocation(*id)),
        Cause::RetryOf { previous: Attempt::Throttle(row), .. } => refusal(*row),
        _ => None,
    };
    let Some(target) = target else { return html! {} };
    html! {
        <>
            { " " }
            <button type="button" class="link" onclick={dispatch.reform(move |_: MouseEvent| Action::Select(Some(target)))}>
                { words::SHOW }
            </button>
        </>
    }
}
