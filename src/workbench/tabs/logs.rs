//! The log: Lambda's own lines of what is in sight, with a filter; of a long one only what is scrolled to is there. A click selects the invocation.

pub mod answer;

use crate::state::{Action, TabOption, ViewState};
use crate::text::logs as words;
use crate::ui::select_field::{Choice, named_select};
use crate::workbench::tabs::{Tab, TabContext, waiting};
use crate::worker::engine::FinishedRun;
use answer::{LogIndex, LogPage, LogQuery, LogRow};
use lambda_sim::readings::Target;
use lambda_sim::readings::logs::LogFormat;
use lambda_story::format;
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// Log lines of a page.
const LOG_PAGE: u16 = 100;

/// The log.
pub struct Logs;

impl Tab for Logs {
    const TITLE: &'static str = words::TAB;

    type Query = LogQuery;
    type Answer = LogPage;

    fn query(view: &ViewState) -> Option<LogQuery> {
        let (from, to) = view.in_sight();
        Some(LogQuery {
            filter: view.options.log_filter.clone(),
            format: view.options.log_format,
            function: view.function,
            from,
            to,
            first: view.options.log_first,
            count: LOG_PAGE,
        })
    }

    fn answer(run: &mut FinishedRun, query: LogQuery) -> LogPage {
        let mut index = run.take::<LogIndex>();
        let page = index.page(&run.trace, &run.scenario, &query);
        run.keep(index);
        page
    }

    fn view(context: &TabContext, answer: Option<&Rc<LogPage>>, dispatch: &Callback<Action>) -> Html {
        log(context, answer.map(|page| &**page), dispatch)
    }
}

/// The log, with its filter.
fn log(context: &TabContext, page: Option<&LogPage>, dispatch: &Callback<Action>) -> Html {
    let choices = &context.options;
    let on_filter = dispatch.reform(|event: InputEvent| {
        Action::ChooseOption(TabOption::LogFilter(event.target_unchecked_into::<HtmlInputElement>().value()))
    });
    let formats = [Choice::plain(words::TEXT), Choice::plain(words::JSON)];
    let format = if choices.log_format == LogFormat::Json { words::JSON } else { words::TEXT };
    let on_format = dispatch.reform(|name: AttrValue| {
        Action::ChooseOption(TabOption::LogFormat(if name == words::JSON { LogFormat::Json } else { LogFormat::Text }))
    });
    let id = |what: &str| AttrValue::from(format!("{}-log-{what}", context.id));
    html! {
        <>
            <div class="choices">
                <label>{ words::FILTER }{ " " }
                    <input type="search" id={id("filter")} value={choices.log_filter.clone()} placeholder={words::FILTER_HINT}
                        autocomplete="off" spellcheck="false" oninput={on_filter} />
                </label>
                { named_select(&id("format"), words::FORMAT, &formats, format, &on_format) }
                { for page.map(pages) }
            </div>
            { page.map_or_else(|| waiting(words::WAITING), |page| lines(page, &choices.log_filter, dispatch)) }
        </>
    }
}

/// Which lines these are, and a way to take them along.
fn pages(page: &LogPage) -> Html {
    let text: String = page.lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect();
    let on_copy = Callback::from(move |_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // Where the reader refuses, nothing is copied.
            let _ = window.navigator().clipboard().write_text(&text);
        }
    });
    html! {
        <>
            <span class="quiet" role="status">{ words::shown(page.total, page.is_cut) }</span>
            <button type="button" class="button" disabled={page.lines.is_empty()} onclick={on_copy}>
                { words::copy(page.first, page.lines.len()) }
            </button>
        </>
    }
}

/// The lines in sight, from the top with another filter, between two spaces as high as those before and after them, so that the list scrolls as if all were there.
fn lines(page: &LogPage, filter: &str, dispatch: &Callback<Action>) -> Html {
    if page.total == 0 {
        return html! { <p>{ words::NOTHING }</p> };
    }
    let total = page.total;
    let on_scroll = dispatch.reform(move |event: Event| {
        let list = event.target_unchecked_into::<Element>();
        let row = f64::from(list.scroll_height()) / f64::from(total);
        let first = (f64::from(list.scroll_top()) / row.max(1.0)) as u32;
        // In steps, so that not every row asks again; some lines stay above those in sight.
        Action::ChooseOption(TabOption::LogFirst(first.saturating_sub(LOG_PAGE as u32 / 3) / LOG_STEP * LOG_STEP))
    });
    let after = total.saturating_sub(page.first + page.lines.len() as u32);
    let lines = page.lines.iter().enumerate().map(|(index, row)| {
        let place = page.first + index as u32;
        html! {
            <li key={place} aria-posinset={(place + 1).to_string()} aria-setsize={total.to_string()}>{ line(row, dispatch) }</li>
        }
    });
    html! {
        <>
            <ol key={filter.to_owned()} class="log mono" tabindex="0" aria-label={words::LIST} onscroll={on_scroll}>
                { space("before", page.first) }
                { for lines }
                { space("after", after) }
            </ol>
            if page.is_cut {
                <p class="quiet">{ words::CUT }</p>
            }
        </>
    }
}

/// Lines are asked for in steps of this many.
const LOG_STEP: u32 = 20;

/// A line is so high where a mouse points, in css pixels.
const LINE: u32 = 24;

/// As high as this many lines. The page's policy allows no inline style; a picture has its own height.
fn space(key: &'static str, lines: u32) -> Html {
    html! {
        <li {key} class="space" aria-hidden="true"><svg width="1" height={(lines * LINE).to_string()} /></li>
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
