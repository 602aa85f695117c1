//! Event sources of every kind: which kind one is, and the settings that its kind has.

mod batches;
mod client;
mod elements;
mod events;
mod kind;
#[cfg(test)]
mod tests;

pub use kind::{kind_choices, kind_of, set_kind};

use crate::configure::settings::{Row, Settings};
use crate::text::event_source as words;
use lambda_sim::scenario::SourceKind;
use yew::prelude::*;

/// The settings of a source's kind: what is looked at often is open, the rest folded away.
pub fn event_source_settings(settings: &Settings) -> Html {
    let Some(source) = settings.scenario.sources.get(settings.at.index) else { return html! {} };
    let (open, more, summary): (&'static [Row], &'static [Row], _) = match source.kind {
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
    };
    html! {
        <>
            { settings.rows(open) }
            { settings.folded(summary, None, more) }
        </>
    }
}
