//! x
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Code that is loaded after the first picture.
pub struct Deferred {
    /// a
    pub tables: fn(&str, &crate::worker::protocol::Results, crate::state::Tab, &yew::Callback<crate::state::Action>) -> yew::Html,
    pub inspector: fn(Option<&crate::worker::protocol::Detail>, &crate::worker::protocol::Results, &yew::Callback<crate::state::Action>) -> yew::Html,
}

static DEFERRED: Deferred = Deferred { tables: crate::views::part::tables, inspector: crate::views::inspector::inspector };

#[wasm_split(later, fallible)]
pub fn deferred() -> Result<&'static Deferred, SplitLoaderError> {
    Ok(&DEFERRED)
}
