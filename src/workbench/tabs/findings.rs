//! The findings of a run: a sentence each, with a way to its moment and a change to try.

use crate::state::Action;
use crate::text::findings as words;
use crate::workbench::tabs::TabContext;
use crate::workbench::tabs::trial;
use crate::worker::question::{Answer, Topic};
use lambda_sim::readings::findings::Finding;
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// What is worth telling, most important first.
pub fn findings(shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let Some(Answer::Findings(findings)) = shown.answer(Topic::Findings) else {
        return html! { <p class="quiet">{ words::WAITING }</p> };
    };
    if findings.is_empty() {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let items = findings.iter().enumerate().map(|(index, finding)| {
        html! { <li key={index} class="finding">{ item(finding, shown, dispatch) }</li> }
    });
    html! { <ol class="findings" aria-label={words::LIST}>{ for items }</ol> }
}

fn item(finding: &Finding, shown: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&shown.scenario);
    let told = lambda_story::findings::finding(&finding.what, names);
    let (from, to) = (finding.from.0 as f64, finding.to.0 as f64);
    let duration_us = shown.results.summary.duration_s * 1e6;
    let on_show = {
        let (dispatch, viewport, example) = (dispatch.clone(), shown.sight.viewport, finding.example);
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::LookAt(viewport.focus(from, to, duration_us)));
            if example.is_some() {
                dispatch.emit(Action::Select(example));
            }
        })
    };
    html! {
        <>
            <p class={classes!("sort", told.class)}>{ told.sort }</p>
            <div class="told">
                <h3>{ &told.title }</h3>
                <p>{ told.more }</p>
                { for finding.suggestion.map(|suggestion| trial::trial(suggestion, names, dispatch)) }
            </div>
            <button type="button" class="link moment" aria-label={words::show(&told.title)} onclick={on_show}>
                { format::moment_us(from) }{ " – " }{ format::moment_us(to) }
            </button>
        </>
    }
}
