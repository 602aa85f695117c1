//! Event sources of every kind. `kind.rs` has the table of kinds: what there is to choose, and the rows of each.

mod batches;
mod client;
mod events;
mod kind;
#[cfg(test)]
mod tests;

pub use kind::{get_kind, kind_choices, set_kind, settings_of};

use crate::configure::elements::source;
use crate::configure::settings::{Control, ElementEditor};
use crate::text::settings::TOO_SMALL;
use lambda_sim::scenario::Source;
use lambda_sim::scenario::ranges::Range;
use yew::prelude::*;

/// The size of what a source of any kind carries; what it may be depends on the kind.
const fn payload(largest: Range) -> Control {
    Control::Depends(largest, |scenario, at, largest| {
        let range = source::get(scenario, at).and_then(Source::payloads).unwrap_or(largest);
        Control::optional_distribution(range, 10.0, TOO_SMALL)
    })
}

/// The settings of a source's kind.
pub fn event_source_settings(source: &Source, editor: &ElementEditor) -> Html {
    let (open, more, summary) = settings_of(&source.kind);
    html! {
        <>
            { editor.rows(open) }
            { editor.folded(summary, None, more) }
        </>
    }
}
