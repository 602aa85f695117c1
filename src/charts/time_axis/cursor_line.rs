//! The cursor on a view with an axis of time: a separate element that is moved, so that no canvas is painted again for it.

use crate::charts::drawing::PtrEq;
use crate::charts::playhead::{Playhead, use_playhead};
use crate::charts::viewport::Viewport;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CursorLineProps {
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// What the view shows.
    pub viewport: Viewport,
    /// Where the plot begins, in css pixels from the view's left edge.
    pub left: f64,
    /// How wide the plot is, in css pixels.
    pub width: f64,
    /// From where on the line is drawn, in css pixels from the view's upper edge.
    #[prop_or_default]
    pub top: f64,
}

/// The line.
#[component]
pub fn CursorLine(props: &CursorLineProps) -> Html {
    let node = use_node_ref();
    let (line, viewport, left, width, top) = (node.clone(), props.viewport, props.left, props.width, props.top);
    use_playhead(&props.playhead, (viewport, left, width, top), move |at| {
        let Some(line) = line.cast::<HtmlElement>() else { return };
        let x = at.map(|at| viewport.css_x(at, width)).filter(|x| (0.0..=width).contains(x));
        line.set_hidden(x.is_none());
        if let Some(x) = x {
            // It fails for no length.
            let _ = line.style().set_property("transform", &format!("translateX({:.1}px)", left + x));
            let _ = line.style().set_property("top", &format!("{top}px"));
        }
    });
    html! { <div ref={node} class="cursor-line" aria-hidden="true" hidden=true /> }
}
