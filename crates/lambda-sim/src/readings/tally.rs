//! What is counted and timed of a run's rows on the way to its figures.

use super::counts::{Concurrency, Counts, Environments, Starts};
use super::{CallLatencies, DurableCounts, EnvironmentCounts, Latency};
use crate::trace::{Invocation, Outcome, RejectReason, StartKind, ThrottleReason};
use crate::units::Micros;

/// What is read of the rows of one function, or of all.
#[derive(Clone, Default)]
pub(super) struct Tally {
    completed: u64,
    errors: u64,
    timeouts: u64,
    starts: Starts,
    spillover: u64,
    latencies: Vec<Micros>,
    inits: Vec<Micros>,
    pub(super) first_bytes: Vec<Micros>,
    pub(super) throttles: [u64; ThrottleReason::ALL.len()],
    pub(super) rejections: [u64; RejectReason::ALL.len()],
    /// None where every call is one invocation and takes what that takes.
    pub(super) calls: Option<CallLatencies>,
    pub(super) durable: Option<DurableCounts>,
}

impl Tally {
    /// Makes room for the latencies of this many invocations.
    pub(super) fn reserve(&mut self, invocations: usize) {
        self.latencies.reserve(invocations);
    }

    #[inline]
    pub(super) fn invocation(&mut self, invocation: &Invocation) {
        let flags = invocation.row.flags;
        match flags.outcome() {
            Outcome::Completed => self.completed += 1,
            Outcome::Timeout => self.timeouts += 1,
            Outcome::Running => return,
            _ => self.errors += 1,
        }
        let start = flags.counted_start();
        match start {
            StartKind::FullCold => self.starts.full_cold += 1,
            StartKind::PartialCold => self.starts.partial_cold += 1,
            StartKind::Warm => self.starts.warm += 1,
        }
        self.spillover += u64::from(flags.is_spillover());
        self.latencies.push(invocation.latency());
        if start != StartKind::Warm && !flags.is_restored() {
            self.inits.push(Micros(invocation.init().0 + u64::from(invocation.start.suppressed_init_us)));
        }
    }

    pub(super) fn and(mut self, other: Self) -> Self {
        self.completed += other.completed;
        self.errors += other.errors;
        self.timeouts += other.timeouts;
        self.starts.full_cold += other.starts.full_cold;
        self.starts.partial_cold += other.starts.partial_cold;
        self.starts.warm += other.starts.warm;
        self.spillover += other.spillover;
        self.latencies.extend(other.latencies);
        self.inits.extend(other.inits);
        self.first_bytes.extend(other.first_bytes);
        for (sum, more) in self.throttles.iter_mut().zip(other.throttles) {
            *sum += more;
        }
        for (sum, more) in self.rejections.iter_mut().zip(other.rejections) {
            *sum += more;
        }
        self.calls = match (self.calls, other.calls) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        self.durable = match (self.durable, other.durable) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
        self
    }

    /// The counts; puts the times in another order.
    pub(super) fn counts(
        &mut self,
        in_flight: super::concurrency::Concurrency,
        environments: EnvironmentCounts,
    ) -> Counts {
        let invocations = self.completed + self.errors + self.timeouts;
        let throttles = self.throttles.iter().sum();
        let rejected = self.rejections.iter().sum();
        let latency = Latency::of(&mut self.latencies);
        let (calls, abandoned, call_latency) = match &mut self.calls {
            Some(calls) => (calls.calls, calls.abandoned, Latency::of(&mut calls.latencies)),
            None => (invocations, 0, latency),
        };
        Counts {
            calls,
            abandoned,
            requests: invocations + throttles,
            invocations,
            completed: self.completed,
            errors: self.errors,
            timeouts: self.timeouts,
            throttles,
            throttles_by_reason: ThrottleReason::ALL
                .iter()
                .map(|reason| (*reason, self.throttles[*reason as usize]))
                .collect(),
            rejected,
            rejected_by_reason: RejectReason::ALL
                .iter()
                .map(|reason| (*reason, self.rejections[*reason as usize]))
                .collect(),
            starts: self.starts,
            spillover: self.spillover,
            latency_ms: latency.into(),
            first_byte_ms: Latency::of(&mut self.first_bytes).into(),
            call_latency_ms: call_latency.into(),
            init_ms: Latency::of(&mut self.inits).into(),
            concurrency: Concurrency { peak: in_flight.peak, mean: in_flight.mean },
            environments: Environments {
                peak: environments.peak,
                mean: environments.mean,
                created: environments.created,
                lifespan_mean_s: environments.lifespan_mean_s,
                sandboxes_mean: environments.sandboxes_mean,
            },
            durable: self.durable,
        }
    }
}
