//! The findings of a run: a sentence each, with a way to its moment and a change to try.

use crate::state::{Action, ViewState};
use crate::text::findings as words;
use crate::workbench::suggestion::suggestion;
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use lambda_sim::readings::findings::{Finding, FindingsInput, findings};
use lambda_story::Names;
use lambda_story::format;
use std::rc::Rc;
use yew::prelude::*;

/// The findings.
pub struct Findings;

impl Tab for Findings {
    const TITLE: &'static str = words::TAB;

    type Query = ();
    type Answer = Vec<Finding>;

    fn query(_: &ViewState) -> Option<()> {
        Some(())
    }

    fn answer(run: &mut FinishedRun, (): ()) -> Vec<Finding> {
        let reasons = run.reasons();
        let FinishedRun { trace, scenario, timeline, .. } = run;
        findings(&FindingsInput { trace, scenario, lanes: timeline.lanes(), ends: timeline.ends(), reasons: &reasons })
    }

    fn view(context: &TabContext, answer: Option<&Rc<Vec<Finding>>>, dispatch: &Callback<Action>) -> Html {
        answer.map_or_else(|| waiting(words::WAITING), |findings| list(findings, context, dispatch))
    }
}

/// What is worth telling, most important first.
fn list(findings: &[Finding], context: &TabContext, dispatch: &Callback<Action>) -> Html {
    if findings.is_empty() {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let items = findings.iter().enumerate().map(|(index, finding)| {
        html! { <li key={index} class="finding">{ item(finding, context, dispatch) }</li> }
    });
    html! { <ol class="findings" aria-label={words::LIST}>{ for items }</ol> }
}

fn item(finding: &Finding, context: &TabContext, dispatch: &Callback<Action>) -> Html {
    let names = Names(&context.scenario);
    let told = lambda_story::findings::finding(&finding.what, names);
    let (from, to) = (finding.from.0 as f64, finding.to.0 as f64);
    let duration_us = context.results.summary.duration_s * 1e6;
    let on_show = {
        let (dispatch, viewport, example) = (dispatch.clone(), context.chart.viewport, finding.example);
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
                { for finding.suggestion.map(|change| suggestion(change, names, dispatch)) }
            </div>
            <button type="button" class="link moment" aria-label={words::show(&told.title)} onclick={on_show}>
                { format::moment_us(from) }{ " – " }{ format::moment_us(to) }
            </button>
        </>
    }
}
