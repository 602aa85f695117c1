//! One trace as a waterfall: a bar for each span, below its caller, all on one axis from the request to its answer.

use crate::state::Action;
use crate::text::xray as words;
use crate::workbench::tabs::traces::answer::Span;
use lambda_sim::readings::Target;
use lambda_sim::readings::segments::SegmentKind;
use lambda_story::Names;
use lambda_story::format;
use yew::prelude::*;

/// The waterfall of spans, which are in drawing order.
pub fn waterfall(spans: &[Span], names: Names<'_>, dispatch: &Callback<Action>) -> Html {
    let Some(root) = spans.first() else { return html! {} };
    let begin = root.begin.0 as f64;
    let end = spans.iter().map(|span| span.end.0).max().unwrap_or(root.end.0) as f64;
    let whole = (end - begin).max(1.0);
    let function = match root.kind {
        SegmentKind::Service(function) | SegmentKind::Function(function) => names.function(function),
        _ => "",
    };
    let rows = spans.iter().enumerate().map(|(index, span)| {
        let from = (span.begin.0 as f64 - begin) / whole * 100.0;
        let wide = ((span.end.0 - span.begin.0) as f64 / whole * 100.0).max(0.3);
        let percent = |value: f64| format!("{value:.3}%");
        let took = format::time_us((span.end.0 - span.begin.0) as f64);
        // A name that is too long for its column breaks between AWS's words, not inside them.
        let name = words::span(span.kind, names).replace("::", "::\u{200b}") + words::status(span.status);
        let row = html! {
            <>
                <span class={classes!("name", format!("depth-{}", span.depth.min(8)))}>{ name }</span>
                <svg class="bar" aria-hidden="true">
                    <rect class={class(span)} x={percent(from)} width={percent(wide)} y="3" height="10" rx="2" />
                </svg>
                <span class="took">{ took }</span>
            </>
        };
        let row = match span.invocation {
            Some(id) => {
                let on_click = dispatch.reform(move |_: MouseEvent| Action::Select(Some(Target::Invocation(id))));
                html! { <button type="button" title={words::SELECT} onclick={on_click}>{ row }</button> }
            }
            None => html! { <div>{ row }</div> },
        };
        html! { <li key={index}>{ row }</li> }
    });
    html! {
        <figure class="waterfall">
            <figcaption>{ words::caption(function, whole, begin) }</figcaption>
            <ol aria-label={words::SPANS}>{ for rows }</ol>
        </figure>
    }
}

const fn class(span: &Span) -> &'static str {
    if span.status.fault || span.status.error {
        return "bad";
    }
    match span.kind {
        SegmentKind::Init => "init",
        SegmentKind::Restore => "restore",
        SegmentKind::Service(_) => "service",
        SegmentKind::Downstream(_) => "downstream",
        _ => "handler",
    }
}
