//! The one table of metrics: name, unit, statistic, meaning, rule. Where the values of each come from is the simulator's
//! (`monitoring::feed`).

use super::Statistic;
use serde::{Deserialize, Serialize};

/// What a metric counts in, spelled as CloudWatch spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// A number of things.
    Count,
    /// Thousandths of a second.
    Milliseconds,
    /// A fraction or another plain number.
    None,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct MetricEntry {
    /// The metric.
    pub metric: Metric,
    /// Its name in CloudWatch.
    pub name: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// The statistic that AWS says to view it with.
    pub statistic: Statistic,
}

/// The words of a row. They are separate because a run needs none of them.
#[derive(Clone, Copy, Debug)]
pub struct MetricWords {
    /// What it means.
    pub what: &'static str,
    /// The rule it follows.
    pub rule: &'static str,
}

macro_rules! metrics {
    ($($(#[doc = $what:literal])+ $name:ident: $unit:ident, $statistic:ident, $rule:literal;)*) => {
        /// The metrics of the namespace `AWS/Lambda`, by their names there.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Metric { $($(#[doc = $what])+ $name,)* }

        /// The table, in the order of [`Metric`].
        pub static METRICS: &[MetricEntry] = &[$(MetricEntry {
            metric: Metric::$name,
            name: stringify!($name),
            unit: Unit::$unit,
            statistic: Statistic::$statistic,
        },)*];

        /// The table's words, in the same order.
        static WORDS: &[MetricWords] = &[$(MetricWords { what: concat!($($what),+), rule: $rule },)*];
    };
}

metrics! {
    /// Requests that ran, failed ones included; throttled ones are not among them.
    Invocations: Count, Sum, "O1, M9";
    /// Invocations that ended in a function error, at the time they were invoked; each other one tells a zero, so that the
    /// average is the error rate.
    Errors: Count, Sum, "O1";
    /// Requests refused: neither invocations nor errors. Each that ran tells a zero.
    Throttles: Count, Sum, "C12";
    /// Invocations on provisioned concurrency; told only while a qualifier has any.
    ProvisionedConcurrencyInvocations: Count, Sum, "O1";
    /// Invocations of a qualifier with provisioned concurrency that ran on demand.
    ProvisionedConcurrencySpilloverInvocations: Count, Sum, "C8";
    /// The time from the handler's start to its return, or until the last extension is done; a re-run init is in it, the init
    /// of a cold start is not.
    Duration: Milliseconds, Average, "O1, L6";
    /// The time that extensions took after the handler.
    PostRuntimeExtensionsDuration: Milliseconds, Average, "M7";
    /// Invocations in flight, told at the arrival of each.
    ConcurrentExecutions: Count, Maximum, "O1, O2";
    /// Invocations in flight on provisioned concurrency, told only by invocations of a qualifier that has any.
    ProvisionedConcurrentExecutions: Count, Maximum, "O1";
    /// The same as a fraction of the provisioned concurrency that is set.
    ProvisionedConcurrencyUtilization: None, Maximum, "O1, C14";
    /// The account's invocations in flight on demand of functions without reserved concurrency.
    UnreservedConcurrentExecutions: Count, Maximum, "O1";
    /// What of the account's concurrency is in use or spoken for.
    ClaimedAccountConcurrency: Count, Maximum, "C13";
    /// Events that Lambda put in its queue for asynchronous invocation.
    AsyncEventsReceived: Count, Sum, "O1";
    /// The time from an event's queueing to its invocation.
    AsyncEventAge: Milliseconds, Average, "O1";
    /// Events given up without a successful invocation, those that a dead-letter queue or a destination has then.
    AsyncEventsDropped: Count, Sum, "O1";
    /// Events that could not be sent to a dead-letter queue.
    DeadLetterErrors: Count, Sum, "O1, A4";
    /// Events that could not be sent to a destination.
    DestinationDeliveryFailures: Count, Sum, "O1, A4";
    /// The age of a batch's last record when the function runs with it, at each try.
    IteratorAge: Milliseconds, Maximum, "O1";
    /// Invocations stopped because a function called itself in a loop.
    RecursiveInvocationsDropped: Count, Sum, "O1";
    /// Events that an event source mapping read.
    PolledEventCount: Count, Sum, "O1";
    /// Events that its filter kept out.
    FilteredOutEventCount: Count, Sum, "O1";
    /// Events that it invoked the function with, repeats included; a try that was throttled has invoked nothing.
    InvokedEventCount: Count, Sum, "O1";
    /// Events whose invocation failed, at the time it ended.
    FailedInvokeEventCount: Count, Sum, "O1";
    /// Records dropped for their age or after their last retry: neither sent to a destination nor lost by their stream.
    DroppedEventCount: Count, Sum, "O1";
    /// Events sent to an on-failure destination.
    OnFailureDestinationDeliveredEventCount: Count, Sum, "O1";
    /// Messages deleted from their queue after they were processed.
    DeletedEventCount: Count, Sum, "O1";
    /// Pollers running in provisioned mode, told whenever they bring something.
    ProvisionedPollers: Count, Maximum, "O1";
    /// Durable executions started.
    DurableExecutionStarted: Count, Sum, "O1, N2";
    /// Durable executions that succeeded.
    DurableExecutionSucceeded: Count, Sum, "O1, N2";
    /// Durable executions that failed.
    DurableExecutionFailed: Count, Sum, "O1, N2";
    /// Durable executions that ran into their timeout.
    DurableExecutionTimedOut: Count, Sum, "O1, N2";
    /// Durable executions that were stopped.
    DurableExecutionStopped: Count, Sum, "O1, N2";
    /// How long durable executions took, waits included.
    DurableExecutionDuration: Milliseconds, Average, "O1, N2";
}

impl Metric {
    /// Its row in the table.
    #[must_use]
    pub fn entry(self) -> &'static MetricEntry {
        &METRICS[self as usize]
    }

    /// What the table says of it.
    #[must_use]
    pub fn words(self) -> &'static MetricWords {
        &WORDS[self as usize]
    }

    /// The metric of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        METRICS.iter().find(|entry| entry.name == name).map(|entry| entry.metric)
    }

    /// Whether a run reports it; if not, its name is only reserved.
    #[must_use]
    pub fn is_told(self) -> bool {
        !matches!(self, Self::DurableExecutionStopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_found_by_name() {
        for (index, entry) in METRICS.iter().enumerate() {
            assert_eq!(entry.metric as usize, index);
            assert_eq!(Metric::named(entry.name), Some(entry.metric));
            assert_eq!(serde_json::to_value(entry.metric).ok(), Some(entry.name.into()));
            assert!(
                entry.metric.words().what.trim().ends_with('.') && !entry.metric.words().rule.is_empty(),
                "{}",
                entry.name
            );
        }
        assert_eq!(Metric::named("Invocation"), None);
    }

    #[test]
    fn what_is_told_today() {
        let silent: Vec<&str> =
            METRICS.iter().filter(|entry| !entry.metric.is_told()).map(|entry| entry.name).collect();
        assert_eq!(silent, ["DurableExecutionStopped"]);
    }
}
