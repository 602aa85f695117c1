//! A slim scrollbar for lanes that do not fit: a native slider that is upright.

use super::geometry::Geometry;
use crate::charts::viewport::Viewport;
use crate::text::timeline as words;
use web_sys::{HtmlElement, HtmlInputElement, InputEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LaneScrollProps {
    /// Where everything lies.
    pub geometry: Geometry,
    /// Receives what to look at.
    pub on_viewport: Callback<Viewport>,
}

/// The scrollbar, next to the lanes.
#[component]
pub fn LaneScroll(props: &LaneScrollProps) -> Html {
    let node = use_node_ref();
    let geometry = &props.geometry;
    let (viewport, count, in_sight) = (geometry.axis.viewport, geometry.count, geometry.lanes_in_sight());
    use_effect_with((node.clone(), geometry.lanes.y, geometry.lanes.height), |(node, top, height)| {
        let Some(node) = node.cast::<HtmlElement>() else { return };
        for (name, css) in [("top", top), ("height", height)] {
            // It fails for no length.
            let _ = node.style().set_property(name, &format!("{css}px"));
        }
    });
    let on_input = {
        let on_viewport = props.on_viewport.clone();
        Callback::from(move |event: InputEvent| {
            let lane = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
            on_viewport.emit(viewport.scroll_to(lane, count, in_sight));
        })
    };
    html! {
        <input ref={node} type="range" class="lane-scroll" aria-label={words::FIRST_LANE} aria-orientation="vertical" min="0"
            max={(f64::from(count) - in_sight).max(0.0).ceil().to_string()} step="1" value={viewport.first_lane.round().to_string()}
            oninput={on_input} />
    }
}
