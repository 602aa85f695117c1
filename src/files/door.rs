//! The door to what opens scenarios: files that are read, and the examples. An area that is loaded after the first timeline.

use super::{example_list, opening};
use crate::lazy::{self, NotLoaded};
use crate::state::Action;
use lambda_sim::scenario::Scenario;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// What opens scenarios.
#[derive(Debug)]
pub struct FilesDoor {
    /// What a file asks for: its name and bytes, the present scenario, and the source if only its traffic shall be replaced.
    pub interpret: fn(&str, &[u8], &Scenario, Option<usize>) -> Action,
    /// That a file is rejected, and why.
    pub reject: fn(&str, Vec<String>) -> Action,
    /// The examples, as items of a menu; the text is the name of the scenario that is open.
    pub examples: fn(&str, &Callback<Action>) -> Html,
}

static FILES: FilesDoor =
    FilesDoor { interpret: opening::interpret_file, reject: opening::rejection, examples: example_list::example_list };

#[wasm_split(files, fallible)]
fn fetch_files() -> Result<&'static FilesDoor, NotLoaded> {
    Ok(&FILES)
}

lazy::area!(FilesDoor = FILES, fetch_files);
