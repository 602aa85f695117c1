//! How each kind of source delivers what it offers.

use crate::assumptions::{Constant, Constants};
use crate::invoke::{
    AsynchronousQueue, Client, Delivery, DeliveryRetryPolicy, FifoQueue, ShardDelivery, SqsQueue, StreamReader,
};
use crate::scenario::{Account, Function, Invocation, MappingInput, Source, SourceKind};
use crate::trace::{Reads, SourceId, SourceRole};
use crate::units::Micros;

/// What a source's calls are to it.
pub(super) fn role(kind: &SourceKind) -> SourceRole {
    match kind.descriptor().invocation {
        Invocation::Synchronous => SourceRole::Client,
        Invocation::Asynchronous(_) => SourceRole::Events,
        Invocation::EventSourceMapping(_) => SourceRole::Batches,
    }
}

/// What its event source mapping reads, if it has one.
pub(super) fn reads(kind: &SourceKind) -> Option<Reads> {
    match kind.descriptor().invocation {
        Invocation::EventSourceMapping(MappingInput::Queue) => Some(Reads::Queue),
        Invocation::EventSourceMapping(MappingInput::Stream) => {
            let retention_s = kind.stream().map_or(0.0, |stream| stream.retention_period_h * 3_600.0);
            Some(Reads::Stream(Micros::from_secs_f64(retention_s)))
        }
        Invocation::Synchronous | Invocation::Asynchronous(_) => None,
    }
}

/// How it delivers to this function of this account.
pub(super) fn delivery(
    source: &Source,
    id: SourceId,
    (account, function): (&Account, &Function),
    constants: &Constants,
) -> Delivery {
    let sizes = source.payload_kb.as_ref();
    let queue = |settings, hand_over| {
        let queue = AsynchronousQueue::new(settings, hand_over, constants);
        Delivery::Asynchronous(Box::new(queue.with_sizes(sizes, constants)))
    };
    let most = |constant| function.managed_instances.as_ref().map(|_| constants.get(constant));
    match &source.kind {
        SourceKind::Sync(client) => {
            Delivery::Client(Client::new(&source.retry, &source.retry_on, client.via, constants))
        }
        SourceKind::Async(settings) | SourceKind::S3(settings) => queue(settings, DeliveryRetryPolicy::Direct),
        SourceKind::Schedule(settings) => queue(&settings.asynchronous, DeliveryRetryPolicy::eventbridge(constants)),
        SourceKind::Eventbridge(settings) => queue(settings, DeliveryRetryPolicy::eventbridge(constants)),
        SourceKind::Sns(settings) => queue(settings, DeliveryRetryPolicy::Sns),
        SourceKind::Sqs(settings) => {
            let queue = SqsQueue::new(settings, id, &source.name, account.scaling_rule, constants);
            let queue = queue.with_sizes(sizes, constants).moving(most(Constant::ManagedSqsRate));
            Delivery::Sqs(Box::new(queue))
        }
        SourceKind::SqsFifo(settings) => {
            let queue = FifoQueue::new(settings, id, &source.name, constants);
            Delivery::Fifo(Box::new(queue.with_sizes(sizes, constants)))
        }
        SourceKind::Kinesis(settings) | SourceKind::Dynamodb(settings) => {
            let (reading, rate) = match (&source.kind, settings.enhanced_fan_out) {
                (SourceKind::Dynamodb(_), _) => {
                    (ShardDelivery::Polled(Constant::DynamodbPoll), Constant::ManagedDynamodbRate)
                }
                (_, false) => (ShardDelivery::Polled(Constant::KinesisPoll), Constant::ManagedKinesisRate),
                (_, true) => (ShardDelivery::Pushed, Constant::ManagedKinesisRate),
            };
            let reader = StreamReader::new(settings, reading, id, &source.name, constants);
            Delivery::Stream(Box::new(reader.with_sizes(sizes, constants).moving(most(rate))))
        }
    }
}
