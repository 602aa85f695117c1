//! Event sources of every kind: which kind one is, and the settings that its kind has.

mod batches;
mod client;
mod events;
mod kind;
#[cfg(test)]
mod tests;

pub use kind::{get_kind, kind_choices, set_kind};

use crate::configure::elements::source;
use crate::configure::settings::{Control, ElementEditor, Setting};
use crate::text::event_source as words;
use crate::text::settings::TOO_SMALL;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Source, SourceKind};
use yew::prelude::*;

/// The settings of a kind: those that are looked at often, and the rest, which is folded away under a summary.
pub const fn settings_of(kind: &SourceKind) -> (&'static [Setting], &'static [Setting], &'static str) {
    match kind {
        SourceKind::Sync(_) => (client::OPEN, client::MORE, words::MORE_OF_CLIENT),
        SourceKind::Async(_) | SourceKind::Eventbridge(_) | SourceKind::Sns(_) | SourceKind::S3(_) => {
            (events::OPEN, events::MORE, words::MORE_OF_EVENTS)
        }
        SourceKind::Schedule(_) => (events::SCHEDULE, events::MORE, words::MORE_OF_EVENTS),
        SourceKind::Sqs(_) => (batches::SQS, batches::SQS_MORE, words::MORE_OF_QUEUE),
        SourceKind::SqsFifo(_) => (batches::FIFO, batches::FIFO_MORE, words::MORE_OF_QUEUE),
        SourceKind::Kinesis(_) | SourceKind::Dynamodb(_) => {
            (batches::STREAM, batches::STREAM_MORE, words::MORE_OF_STREAM)
        }
    }
}

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
