//! Where the values of each metric come from.

use super::{EventKind, ExecutionKind, Metric};
use crate::trace::{ExecutionStatus, Invocation, Outcome};

/// Where the values of a metric come from.
#[derive(Clone, Copy, Debug)]
pub enum Feed {
    /// One value of each invocation, or none, at the time of its arrival (O1: also an error's). Known once it has ended.
    Invocation(fn(&Invocation) -> Option<f64>),
    /// A level, told at the arrival of each invocation, itself included, and known at once.
    Level(LevelKind),
    /// One for each refused request, at its time; zero for each that ran.
    Throttles,
    /// What becomes of events that nobody waits for.
    Events(EventKind),
    /// One for each invocation that was stopped because its chain was too long (E6).
    Recursions,
    /// What becomes of durable executions.
    Executions(ExecutionKind),
    /// Nothing in a run tells it yet: the name is reserved.
    Reserved,
}

/// What a level counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LevelKind {
    /// Invocations in flight.
    InFlight,
    /// Those on provisioned environments; only told by invocations of a qualifier that has provisioned concurrency.
    Provisioned,
    /// Those as a share of the provisioned concurrency set; told by the same.
    ProvisionedShare,
    /// Those on demand of functions without reserved concurrency. The account's, whatever the dimension.
    Unreserved,
    /// Those, and what is reserved, and what is provisioned of functions without reserved concurrency (C13). The account's.
    Claimed,
}

/// Where the values of a metric come from.
#[must_use]
pub fn feed(metric: Metric) -> Feed {
    match metric {
        Metric::Invocations => Feed::Invocation(|_| Some(1.0)),
        Metric::Errors => Feed::Invocation(|invocation| Some(f64::from(u8::from(is_error(invocation))))),
        Metric::Throttles => Feed::Throttles,
        Metric::ProvisionedConcurrencyInvocations => Feed::Invocation(|invocation| {
            calls_provisioned(invocation).then(|| f64::from(u8::from(invocation.row.flags.is_provisioned())))
        }),
        Metric::ProvisionedConcurrencySpilloverInvocations => Feed::Invocation(|invocation| {
            calls_provisioned(invocation).then(|| f64::from(u8::from(invocation.row.flags.is_spillover())))
        }),
        Metric::Duration => Feed::Invocation(|invocation| Some(invocation.duration().as_millis_f64())),
        Metric::PostRuntimeExtensionsDuration => Feed::Invocation(|invocation| Some(invocation.after.as_millis_f64())),
        Metric::ConcurrentExecutions => Feed::Level(LevelKind::InFlight),
        Metric::ProvisionedConcurrentExecutions => Feed::Level(LevelKind::Provisioned),
        Metric::ProvisionedConcurrencyUtilization => Feed::Level(LevelKind::ProvisionedShare),
        Metric::UnreservedConcurrentExecutions => Feed::Level(LevelKind::Unreserved),
        Metric::ClaimedAccountConcurrency => Feed::Level(LevelKind::Claimed),
        Metric::AsyncEventsReceived => Feed::Events(EventKind::Queued),
        Metric::AsyncEventAge => Feed::Events(EventKind::QueueAge),
        Metric::AsyncEventsDropped => Feed::Events(EventKind::QueueDropped),
        Metric::DeadLetterErrors => Feed::Events(EventKind::NotDeadLettered),
        Metric::DestinationDeliveryFailures => Feed::Events(EventKind::NotDelivered),
        Metric::IteratorAge => Feed::Events(EventKind::StreamAge),
        Metric::RecursiveInvocationsDropped => Feed::Recursions,
        Metric::PolledEventCount => Feed::Events(EventKind::Polled),
        Metric::FilteredOutEventCount => Feed::Events(EventKind::Filtered),
        Metric::InvokedEventCount => Feed::Events(EventKind::Invoked),
        Metric::FailedInvokeEventCount => Feed::Events(EventKind::Failed),
        Metric::DroppedEventCount => Feed::Events(EventKind::Dropped),
        Metric::OnFailureDestinationDeliveredEventCount => Feed::Events(EventKind::Delivered),
        Metric::DeletedEventCount => Feed::Events(EventKind::Deleted),
        Metric::ProvisionedPollers => Feed::Events(EventKind::Pollers),
        Metric::DurableExecutionStarted => Feed::Executions(ExecutionKind::Started),
        Metric::DurableExecutionSucceeded => Feed::Executions(ExecutionKind::Ended(ExecutionStatus::Succeeded)),
        Metric::DurableExecutionFailed => Feed::Executions(ExecutionKind::Ended(ExecutionStatus::Failed)),
        Metric::DurableExecutionTimedOut => Feed::Executions(ExecutionKind::Ended(ExecutionStatus::TimedOut)),
        Metric::DurableExecutionStopped => Feed::Reserved,
        Metric::DurableExecutionDuration => Feed::Executions(ExecutionKind::Duration),
    }
}

/// Whether an invocation counts as a function error: whatever is not a result, timeouts too (O1).
#[must_use]
pub const fn is_error(invocation: &Invocation) -> bool {
    !matches!(invocation.row.flags.outcome(), Outcome::Completed | Outcome::Running)
}

/// Whether it called a qualifier that has provisioned concurrency.
#[must_use]
pub const fn calls_provisioned(invocation: &Invocation) -> bool {
    invocation.row.flags.is_provisioned() || invocation.row.flags.is_spillover()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::METRICS;

    #[test]
    fn a_metric_is_told_unless_its_name_is_only_reserved() {
        for entry in METRICS {
            assert_eq!(entry.metric.is_told(), !matches!(feed(entry.metric), Feed::Reserved), "{}", entry.name);
        }
    }
}
