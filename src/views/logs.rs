//! The log: Lambda's own lines of what is in sight, page by page, with a filter. A click selects the invocation.

use super::tabs::Shown;
use crate::state::asking::LOG_PAGE;
use crate::state::{Action, Choose};
use crate::text::logs as words;
use crate::ui::format;
use crate::ui::select_field::{Choice, named_select};
use crate::worker::question::{Answer, LogPage, LogRow, Topic};
use lambda_sim::readings::Target;
use lambda_sim::readings::logs::LogFormat;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The log.
pub fn logs(shown: &Shown, dispatch: &Callback<Action>) -> Html {
    let choices = &shown.choices;
    let on_filter = dispatch.reform(|event: InputEvent| {
        Action::Choose(Choose::LogFilter(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let formats = [Choice::plain(words::TEXT), Choice::plain(words::JSON)];
    let format = if choices.log_format == LogFormat::Json { words::JSON } else { words::TEXT };
    let on_format = dispatch.reform(|name: AttrValue| {
        Action::Choose(Choose::LogFormat(if name == words::JSON { LogFormat::Json } else { LogFormat::Text }))
    });
    let id = |what: &str| AttrValue::from(format!("{}-log-{what}", shown.id));
    let page = match shown.answer(Topic::Logs) {
        Some(Answer::Logs(page)) => Some(page),
        _ => None,
    };
    html! {
        <>
            <div class="choices">
                <label>{ words::FILTER }{ " " }
                    <input type="search" id={id("filter")} value={choices.log_filter.clone()} placeholder={words::FILTER_HINT}
                        autocomplete="off" spellcheck="false" oninput={on_filter} />
                </label>
                { named_select(&id("format"), words::FORMAT, &formats, format, &on_format) }
                { for page.map(|page| pages(page, dispatch)) }
            </div>
            { page.map_or_else(|| html! { <p class="quiet">{ words::WAITING }</p> }, |page| lines(page, dispatch)) }
        </>
    }
}

/// Which lines these are, and the way to others.
fn pages(page: &LogPage, dispatch: &Callback<Action>) -> Html {
    let here = page.lines.len() as u32;
    let go = |to: u32| dispatch.reform(move |_: MouseEvent| Action::Choose(Choose::LogFirst(to)));
    let text: String = page.lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    let on_copy = Callback::from(move |_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // Where the reader refuses, nothing is copied.
            let _ = window.navigator().clipboard().write_text(&text);
        }
    });
    html! {
        <>
            <span class="quiet" role="status">{ words::shown(page.first, page.lines.len(), page.total, page.is_cut) }</span>
            <button type="button" class="button" disabled={page.first == 0} onclick={go(page.first.saturating_sub(LOG_PAGE.into()))}>
                { words::EARLIER }
            </button>
            <button type="button" class="button" disabled={page.first + here >= page.total} onclick={go(page.first + here)}>
                { words::LATER }
            </button>
            <button type="button" class="button" disabled={here == 0} onclick={on_copy}>{ words::COPY }</button>
        </>
    }
}

fn lines(page: &LogPage, dispatch: &Callback<Action>) -> Html {
    if page.lines.is_empty() {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let lines = page.lines.iter().enumerate().map(|(index, row)| {
        html! { <li key={page.first as usize + index}>{ line(row, dispatch) }</li> }
    });
    html! {
        <>
            <ol class="log mono" tabindex="0" aria-label={words::LIST}>{ for lines }</ol>
            if page.is_cut {
                <p class="quiet">{ words::CUT }</p>
            }
        </>
    }
}

fn line(row: &LogRow, dispatch: &Callback<Action>) -> Html {
    let time = format::moment_us(row.at.0 as f64);
    let content = html! { <><span class="quiet">{ time }</span>{ " " }{ &row.text }</> };
    match row.invocation {
        Some(id) => {
            let on_click = dispatch.reform(move |_: MouseEvent| Action::Select(Some(Target::Invocation(id))));
            html! { <button type="button" onclick={on_click}>{ content }</button> }
        }
        None => content,
    }
}
