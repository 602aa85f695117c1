//! What alarms are told of events, of loops that were stopped, and of durable executions: the same as the readings tell.

use super::Watch;
use crate::invoke::{Actions, Answer, Attempt};
use crate::monitoring::{EventKind, Feed, feed};
use crate::simulator::Simulator;
use crate::trace::{ExecutionStatus, Fate, FunctionId, RejectReason, SourceId, SourceInfo, SourceRole};
use crate::units::Instant;

/// What an admitted attempt tells of the events that it carries.
pub(super) fn carried(kind: EventKind, source: &SourceInfo, attempt: &Attempt, now: Instant) -> Option<f64> {
    let age = now.since(attempt.age_from).as_millis_f64();
    match (kind, source.role) {
        (EventKind::QueueAge, SourceRole::Events) => Some(age),
        (EventKind::StreamAge, SourceRole::Batches) => (attempt.events > 0 && source.reads_stream()).then_some(age),
        (EventKind::Invoked, SourceRole::Batches) => (attempt.events > 0).then(|| f64::from(attempt.events)),
        _ => None,
    }
}

impl Simulator {
    /// Tells the alarms on a function, all its versions together, what `value` makes of their metric.
    fn tell_of(&mut self, function: FunctionId, value: impl Fn(&Feed) -> f64) {
        let here = |watch: &&mut Watch| watch.function == function && watch.pool.is_none();
        for watch in self.watches.iter_mut().filter(here) {
            let value = value(&feed(watch.monitor.alarm().metric));
            if value > 0.0 {
                watch.monitor.record(self.now, value);
            }
        }
    }

    /// Lambda has put an event into its queue.
    pub(in crate::simulator) fn tell_queued(&mut self, source: SourceId) {
        let function = self.sources[source.index()].function;
        self.tell_of(function, |feed| f64::from(u8::from(matches!(feed, Feed::Events(EventKind::Queued)))));
    }

    /// What a source has read, and how events of it have ended.
    pub(in crate::simulator) fn tell_events(&mut self, source: SourceId, actions: &Actions) {
        let function = self.sources[source.index()].function;
        if actions.polled > 0 {
            self.tell_of(function, |feed| match feed {
                Feed::Events(EventKind::Polled) => f64::from(actions.polled),
                Feed::Events(EventKind::Pollers) => f64::from(actions.pollers),
                _ => 0.0,
            });
        }
        for end in &actions.fates {
            let info = &self.trace.sources[source.index()];
            for watch in self.watches.iter_mut().filter(|watch| watch.function == function && watch.pool.is_none()) {
                if let Feed::Events(kind) = feed(watch.monitor.alarm().metric)
                    && kind.counts(info, end)
                {
                    watch.monitor.record(self.now, 1.0);
                }
            }
        }
    }

    /// A batch was answered: what of it failed.
    pub(in crate::simulator) fn tell_failures(&mut self, attempt: &Attempt, answer: Answer, actions: &Actions) {
        let source = &self.sources[attempt.source.index()];
        if !source.delivery.is_batched() || matches!(answer, Answer::Throttled(_) | Answer::Rejected(_)) {
            return;
        }
        let succeeded = actions.fates.iter().filter(|row| row.fate == Fate::Succeeded).count() as u32;
        let failed = f64::from(attempt.events.saturating_sub(succeeded));
        let function = source.function;
        self.tell_of(function, |feed| if matches!(feed, Feed::Events(EventKind::Failed)) { failed } else { 0.0 });
    }

    /// A request was turned away.
    pub(in crate::simulator) fn tell_rejection(&mut self, source: SourceId, reason: RejectReason) {
        if reason == RejectReason::Recursion {
            let function = self.sources[source.index()].function;
            self.tell_of(function, |feed| f64::from(u8::from(matches!(feed, Feed::Recursions))));
        }
    }

    /// A durable execution has begun, where its status is that it runs, or ended.
    pub(in crate::simulator) fn tell_execution(&mut self, row: u32) {
        let Some(execution) = self.trace.executions.get(row as usize) else { return };
        let Some(pool) = self.trace.invocations.get(execution.invocation.index()).map(|row| row.pool) else { return };
        let (now, begins) = (self.now, execution.status == ExecutionStatus::Running);
        let function = self.pools[pool.index()].function;
        for watch in self.watches.iter_mut().filter(|watch| watch.function == function) {
            let Feed::Executions(kind) = feed(watch.monitor.alarm().metric) else { continue };
            if kind.is_at_begin() == begins
                && watch.pool.is_none_or(|watched| watched == pool)
                && let Some((_, value)) = kind.of(&execution)
            {
                watch.monitor.record(now, value);
            }
        }
    }
}
