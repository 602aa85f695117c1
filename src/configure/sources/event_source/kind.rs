//! Which kind a source is: what there is to choose, and what becomes of a source that is made another kind.

use super::elements::source;
use crate::state::edit::{Spot, Value, gentle_traffic};
use crate::text::event_source as words;
use crate::ui::select_field::Choice;
use lambda_sim::scenario::{
    Asynchronous, Queue, Rate, Retry, Scenario, Schedule, Source, SourceKind, Sqs, SqsFifo, Stream, Synchronous, Via,
    When, limits,
};

/// AWS recommends a visibility timeout of so many timeouts of the function (B6).
const RECOMMENDED_TIMEOUTS: f64 = 6.0;

/// What can be chosen: a kind, and for a client that waits what it reaches the function through.
pub fn kind_choices() -> Vec<Choice> {
    words::KINDS.iter().map(|(group, id, name)| Choice::grouped(group, *id, *name)).collect()
}

/// What a source is among them.
pub fn kind_of(source: &Source) -> &'static str {
    match &source.kind {
        SourceKind::Sync(Synchronous { via, .. }) => match via {
            Via::Invoke => "sync",
            Via::ApiGatewayRest => "api_gateway_rest",
            Via::ApiGatewayHttp => "api_gateway_http",
            Via::Alb => "alb",
            Via::FunctionUrl => "function_url",
        },
        SourceKind::Async(_) => "async",
        SourceKind::Eventbridge(_) => "eventbridge",
        SourceKind::Sns(_) => "sns",
        SourceKind::S3(_) => "s3",
        SourceKind::Schedule(_) => "schedule",
        SourceKind::Sqs(_) => "sqs",
        SourceKind::SqsFifo(_) => "sqs_fifo",
        SourceKind::Kinesis(_) => "kinesis",
        SourceKind::Dynamodb(_) => "dynamodb",
    }
}

/// Makes a source another kind: name, function and traffic stay, and what both kinds have.
pub fn set_kind(scenario: &mut Scenario, at: Spot, value: &Value) {
    let Value::Text(Some(id)) = value else { return };
    let Some(function) = source::get(scenario, at).map(|source| source.function.clone()) else { return };
    let visibility_timeout_s = recommended_visibility_s(scenario, &function);
    let Some(source) = source::get_mut(scenario, at) else { return };
    source.kind = kind(id, source, visibility_timeout_s);
    if !matches!(source.kind, SourceKind::Sync(_)) {
        // Only who waits for an answer retries by itself.
        source.retry = Retry::None;
        source.retry_on.clear();
    }
    if matches!(&source.kind, SourceKind::Schedule(schedule) if schedule.schedule.is_some()) {
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

/// Six times the timeout of the function of this name, as far as SQS goes.
pub fn recommended_visibility_s(scenario: &Scenario, function: &str) -> f64 {
    let timeout_s =
        scenario.function(function).map_or(limits::TIMEOUT_S.default, |function| f64::from(function.timeout_s));
    (RECOMMENDED_TIMEOUTS * timeout_s).min(limits::VISIBILITY_TIMEOUT_S.max)
}

fn kind(id: &str, source: &Source, visibility_timeout_s: f64) -> SourceKind {
    let asynchronous = || match &source.kind {
        SourceKind::Async(settings)
        | SourceKind::Eventbridge(settings)
        | SourceKind::Sns(settings)
        | SourceKind::S3(settings)
        | SourceKind::Schedule(Schedule { asynchronous: settings, .. }) => settings.clone(),
        _ => Asynchronous::default(),
    };
    let queue = || match &source.kind {
        SourceKind::Sqs(Sqs { queue, .. }) | SourceKind::SqsFifo(SqsFifo { queue, .. }) => queue.clone(),
        _ => Queue {
            visibility_timeout_s: visibility_timeout_s.max(limits::VISIBILITY_TIMEOUT_S.default),
            ..Queue::default()
        },
    };
    let stream = || match &source.kind {
        SourceKind::Kinesis(stream) | SourceKind::Dynamodb(stream) => stream.clone(),
        _ => Stream::default(),
    };
    let client = |via| {
        // How long the client waits is its own; the rest belongs to what stands between.
        let client_timeout_ms =
            if let SourceKind::Sync(client) = &source.kind { client.client_timeout_ms } else { None };
        SourceKind::Sync(Synchronous { via, client_timeout_ms, ..Synchronous::default() })
    };
    match id {
        "sync" => client(Via::Invoke),
        "api_gateway_rest" => client(Via::ApiGatewayRest),
        "api_gateway_http" => client(Via::ApiGatewayHttp),
        "alb" => client(Via::Alb),
        "function_url" => client(Via::FunctionUrl),
        "async" => SourceKind::Async(Asynchronous {
            // Whoever invokes has no way of its own in between.
            delivery_latency_ms: None,
            delivery_error_rate: 0.0,
            delivery_dead_letter_queue: None,
            ..asynchronous()
        }),
        "eventbridge" => SourceKind::Eventbridge(asynchronous()),
        "sns" => SourceKind::Sns(asynchronous()),
        "s3" => SourceKind::S3(Asynchronous { delivery_dead_letter_queue: None, ..asynchronous() }),
        "schedule" => SourceKind::Schedule(Schedule {
            // The shortest: it is seen in a short run.
            schedule: Some(When::Rate(Rate { rate_minutes: 1 })),
            asynchronous: asynchronous(),
            ..Schedule::default()
        }),
        "sqs" => SourceKind::Sqs(Sqs { queue: queue(), ..Sqs::default() }),
        "sqs_fifo" => SourceKind::SqsFifo(SqsFifo { queue: queue(), ..SqsFifo::default() }),
        "kinesis" => SourceKind::Kinesis(stream()),
        "dynamodb" => SourceKind::Dynamodb(Stream {
            retention_period_h: limits::STREAM_RETENTION_H.default,
            enhanced_fan_out: false,
            ..stream()
        }),
        _ => source.kind.clone(),
    }
}
