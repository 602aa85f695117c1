//! The door to the views of a trace that are not seen first, an area that is loaded once the first timeline is on screen:
//! the fleet, the table of requests and the bar of live mode.

use super::{TraceProps, fleet, requests};
use crate::lazy::{self, NotLoaded};
use crate::state::live::Live;
use crate::workbench::playback::live_bar::live_bar;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The views that are not seen first.
#[derive(Debug)]
pub struct ViewsDoor {
    /// The environments at the cursor.
    pub fleet: fn(&TraceProps) -> Html,
    /// The table of requests.
    pub requests: fn(&TraceProps) -> Html,
    /// The bar of live mode.
    pub live_bar: fn(&TraceProps, &Live) -> Html,
}

static VIEWS: ViewsDoor = ViewsDoor { fleet: fleet::view, requests: requests::view, live_bar };

#[wasm_split(views, fallible)]
fn fetch_views() -> Result<&'static ViewsDoor, NotLoaded> {
    Ok(&VIEWS)
}

lazy::area!(ViewsDoor = VIEWS, fetch_views);
