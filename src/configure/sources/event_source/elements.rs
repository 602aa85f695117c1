//! Where the settings of a source's kind are.

use crate::configure::settings::element;
use crate::state::edit::Spot;
use lambda_sim::scenario::{
    Asynchronous, ProvisionedPollers, Queue, Retry, Scenario, Schedule, Sdk, Source, SourceKind, Sqs, SqsFifo, Stream,
    Synchronous, Via,
};

element!(source: Source = sources);
element!(carrier: Source in source, found @ Source {
    kind: SourceKind::Sync(_) | SourceKind::Async(_) | SourceKind::Eventbridge(_) | SourceKind::Sns(_) | SourceKind::S3(_)
        | SourceKind::Schedule(_), ..
} => found);
element!(batched: Source in source, found @ Source {
    kind: SourceKind::Sqs(_) | SourceKind::SqsFifo(_) | SourceKind::Kinesis(_) | SourceKind::Dynamodb(_), ..
} => found);
element!(client: Synchronous in source, Source { kind: SourceKind::Sync(found), .. } => found);
element!(rest_api: Synchronous in client, found @ Synchronous { via: Via::ApiGatewayRest, .. } => found);
element!(http_api: Synchronous in client, found @ Synchronous { via: Via::ApiGatewayHttp, .. } => found);
element!(balancer: Synchronous in client, found @ Synchronous { via: Via::Alb, .. } => found);
element!(sdk: Sdk in source, Source { kind: SourceKind::Sync(_), retry: Retry::Sdk(found), .. } => found);
element!(asynchronous: Asynchronous in source, Source {
    kind: SourceKind::Async(found) | SourceKind::Eventbridge(found) | SourceKind::Sns(found) | SourceKind::S3(found)
        | SourceKind::Schedule(Schedule { asynchronous: found, .. }), ..
} => found);
element!(delivered: Asynchronous in source, Source {
    kind: SourceKind::Eventbridge(found) | SourceKind::Sns(found) | SourceKind::S3(found)
        | SourceKind::Schedule(Schedule { asynchronous: found, .. }), ..
} => found);
element!(redelivered: Asynchronous in source, Source {
    kind: SourceKind::Eventbridge(found) | SourceKind::Sns(found) | SourceKind::Schedule(Schedule { asynchronous: found, .. }),
    ..
} => found);
element!(schedule: Schedule in source, Source { kind: SourceKind::Schedule(found), .. } => found);
element!(sqs: Sqs in source, Source { kind: SourceKind::Sqs(found), .. } => found);
element!(unprovisioned: Sqs in sqs, found @ Sqs { provisioned_pollers: None, .. } => found);
element!(pollers: ProvisionedPollers in sqs, Sqs { provisioned_pollers: Some(found), .. } => found);
element!(fifo: SqsFifo in source, Source { kind: SourceKind::SqsFifo(found), .. } => found);
element!(queue: Queue in source, Source {
    kind: SourceKind::Sqs(Sqs { queue: found, .. }) | SourceKind::SqsFifo(SqsFifo { queue: found, .. }), ..
} => found);
element!(redriven: Queue in queue, found @ Queue { dead_letter_queue: Some(_), .. } => found);
element!(stream: Stream in source, Source { kind: SourceKind::Kinesis(found) | SourceKind::Dynamodb(found), .. } => found);
element!(kinesis: Stream in source, Source { kind: SourceKind::Kinesis(found), .. } => found);
