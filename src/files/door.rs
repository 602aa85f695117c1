//! The door to what reads files, an area that is loaded when there is a file.

use super::opening;
use crate::lazy::{self, NotLoaded};
use crate::state::Action;
use lambda_sim::scenario::Scenario;
use wasm_split_helpers::wasm_split;

/// What reads files.
#[derive(Debug)]
pub struct FilesDoor {
    /// What a file asks for: its name and bytes, the present scenario, and the source if only its traffic shall be replaced.
    pub interpret: fn(&str, &[u8], &Scenario, Option<usize>) -> Action,
    /// That a file is rejected, and why.
    pub reject: fn(&str, Vec<String>) -> Action,
}

static FILES: FilesDoor = FilesDoor { interpret: opening::interpret_file, reject: opening::rejection };

#[wasm_split(files, fallible)]
fn fetch_files() -> Result<&'static FilesDoor, NotLoaded> {
    Ok(&FILES)
}

lazy::area!(FilesDoor = FILES, fetch_files);
