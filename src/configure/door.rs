//! The door to the panels that edit, an area that is loaded as soon as the first timeline is on screen.

use super::configuration;
use crate::lazy::{self, NotLoaded};
use crate::state::{Action, Configuration};
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// The panels that edit.
#[derive(Debug)]
pub struct ConfigureDoor {
    /// All panels, of the app instance of this name; the number is the index of the function that is configured.
    pub configuration: fn(&AttrValue, &Configuration, usize, &Callback<Action>) -> Html,
}

static CONFIGURE: ConfigureDoor = ConfigureDoor { configuration };

#[wasm_split(configure, fallible)]
fn fetch_configure() -> Result<&'static ConfigureDoor, NotLoaded> {
    Ok(&CONFIGURE)
}

lazy::area!(ConfigureDoor = CONFIGURE, fetch_configure);
