//! The kinds of sources: what there is to choose, the rows of each, and what becomes of a source that is made another kind.

use super::{batches, client, events};
use crate::configure::elements::{self, asynchronous, queue, source, stream};
use crate::configure::settings::Setting;
use crate::state::edit::{ElementPath, Value, gentle_traffic};
use crate::text::event_source as words;
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{
    Asynchronous, InvokePath, Queue, Rate, Retry, Scenario, Schedule, ScheduleExpression, SourceKind, Sqs, SqsFifo,
    Stream, Synchronous, ranges,
};

/// The visibility timeout that AWS recommends, in timeouts of the function (B6).
const RECOMMENDED_TIMEOUTS: f64 = 6.0;

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

/// What can be chosen: a kind, and for a client that waits also what it reaches the function through.
pub fn kind_choices() -> Vec<Choice> {
    let kinds = offered(&Scenario::default(), ElementPath::default());
    kinds.iter().map(|kind| Choice::grouped(words::group(kind), id(kind), words::name(kind))).collect()
}

/// What a kind is among them: a client that invokes through something else is named after that.
const fn id(kind: &SourceKind) -> &'static str {
    if let SourceKind::Sync(Synchronous { via, .. }) = kind
        && !matches!(via, InvokePath::Invoke)
    {
        return via.id();
    }
    kind.id()
}

/// What a source is among them.
pub fn get_kind(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    Some(Value::Text(Some(id(&source::get(scenario, at)?.kind).to_owned())))
}

/// Makes a source another kind: name, function and traffic stay, and what both kinds have.
pub fn set_kind(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let Value::Text(Some(chosen)) = value else { return };
    let Some(kind) = offered(scenario, at).into_iter().find(|kind| id(kind) == chosen) else { return };
    let Some(source) = source::get_mut(scenario, at) else { return };
    source.kind = kind;
    if !source.kind.descriptor().has_clients() {
        // Only who waits for an answer retries by itself.
        source.retry = Retry::None;
        source.retry_on.clear();
    }
    if source.kind.schedule().is_some() {
        source.traffic.0.clear();
    } else if source.traffic.is_empty() {
        source.traffic = gentle_traffic();
    }
    // A message is smaller than a request may be: a size that the new kind does not take is left out.
    let payload = format!("sources[{}].payload_kb", at.index);
    if let Err(problems) = scenario.validate()
        && problems.iter().any(|problem| problem.path.starts_with(&payload))
        && let Some(source) = source::get_mut(scenario, at)
    {
        source.payload_kb = None;
    }
}

/// Six times the timeout of the function of this name, at most what SQS allows.
pub fn recommended_visibility_s(scenario: &Scenario, function: &str) -> f64 {
    let timeout_s =
        scenario.function(function).map_or(ranges::TIMEOUT_S.default, |function| f64::from(function.timeout_s));
    (RECOMMENDED_TIMEOUTS * timeout_s).min(ranges::VISIBILITY_TIMEOUT_S.max)
}

/// Each kind that a source can be made, in the order they are offered, with what its present kind has as well.
fn offered(scenario: &Scenario, at: ElementPath) -> [SourceKind; 14] {
    let asynchronous = || asynchronous::get(scenario, at).cloned().unwrap_or_default();
    let stream = || stream::get(scenario, at).cloned().unwrap_or_default();
    let queue = || {
        queue::get(scenario, at).cloned().unwrap_or_else(|| {
            let function = source::get(scenario, at).map_or("", |source| source.function.as_str());
            let recommended = recommended_visibility_s(scenario, function);
            let visibility_timeout_s = recommended.max(ranges::VISIBILITY_TIMEOUT_S.default);
            Queue { visibility_timeout_s, ..Queue::default() }
        })
    };
    let client = |via| {
        // How long the client waits belongs to the client; the rest belongs to what is in between.
        let client_timeout_ms = elements::client::get(scenario, at).and_then(|client| client.client_timeout_ms);
        SourceKind::Sync(Synchronous { via, client_timeout_ms, ..Synchronous::default() })
    };
    let events = || Asynchronous {
        // Whoever invokes directly has no delivery in between.
        delivery_latency_ms: None,
        delivery_error_rate: 0.0,
        delivery_dead_letter_queue: None,
        ..asynchronous()
    };
    let schedule = || Schedule {
        // The shortest: it is seen in a short run.
        schedule: Some(ScheduleExpression::Rate(Rate { rate_minutes: 1 })),
        asynchronous: asynchronous(),
        ..Schedule::default()
    };
    let dynamodb =
        || Stream { retention_period_h: ranges::STREAM_RETENTION_H.default, enhanced_fan_out: false, ..stream() };
    [
        client(InvokePath::Invoke),
        client(InvokePath::ApiGatewayRest),
        client(InvokePath::ApiGatewayHttp),
        client(InvokePath::Alb),
        client(InvokePath::FunctionUrl),
        SourceKind::Async(events()),
        SourceKind::Eventbridge(asynchronous()),
        SourceKind::Sns(asynchronous()),
        SourceKind::S3(Asynchronous { delivery_dead_letter_queue: None, ..asynchronous() }),
        SourceKind::Schedule(schedule()),
        SourceKind::Sqs(Sqs { queue: queue(), ..Sqs::default() }),
        SourceKind::SqsFifo(SqsFifo { queue: queue(), ..SqsFifo::default() }),
        SourceKind::Kinesis(stream()),
        SourceKind::Dynamodb(dynamodb()),
    ]
}
