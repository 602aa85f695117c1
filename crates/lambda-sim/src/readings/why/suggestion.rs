//! The changes that a run suggests, and what each does to a scenario. One is offered only if there is room for it: tried out,
//! it makes another scenario that is valid, and moves the setting it names the way it says.

use crate::scenario::{
    Function, Jitter, Override, Problem, ProvisionedStart, Qualifier, Retry, Scenario, Source, ranges,
};
use crate::trace::{DownstreamId, FunctionId, PoolInfo, SourceId};
use crate::units::MegaBytes;
use serde::{Deserialize, Serialize};

/// A change of configuration. Each names the value that it sets, and which way that moves the setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suggestion {
    /// This much provisioned concurrency, all of it ready by then.
    Provision {
        /// For which function.
        function: FunctionId,
        /// How much in all.
        to: u32,
    },
    /// The provisioned concurrency that is set, asked for earlier.
    ProvisionEarlier {
        /// For which function.
        function: FunctionId,
    },
    /// To call the qualifier that has provisioned concurrency.
    CallTheQualifier {
        /// Of which function.
        function: FunctionId,
    },
    /// This much reserved concurrency.
    RaiseReserved {
        /// For which function.
        function: FunctionId,
        /// How much.
        to: u32,
    },
    /// A higher account limit.
    RaiseAccountLimit {
        /// By how much.
        by: u32,
    },
    /// A higher account request rate: a tenth of it in concurrency (Q3).
    RaiseRequestRate {
        /// Requests a second.
        to: u32,
    },
    /// A higher function request rate: where it follows from reserved concurrency, a tenth of it (Q3).
    RaiseFunctionRate {
        /// Of which function.
        function: FunctionId,
        /// Requests a second.
        to: u32,
    },
    /// A longer timeout.
    RaiseTimeout {
        /// Of which function.
        function: FunctionId,
        /// How long, in seconds.
        to_s: u32,
    },
    /// More memory.
    RaiseMemory {
        /// Of which function.
        function: FunctionId,
        /// How much.
        to: MegaBytes,
    },
    /// Code that neither fails nor crashes.
    FixTheCode {
        /// Of which function.
        function: FunctionId,
    },
    /// This much provisioned concurrency, less than is set now.
    ProvisionLess {
        /// For which function.
        function: FunctionId,
        /// How much in all; 0 removes it.
        to: u32,
    },
    /// Less memory, which is still enough.
    LowerMemory {
        /// Of which function.
        function: FunctionId,
        /// How much.
        to: MegaBytes,
    },
    /// Waits between attempts that double and are spread over their whole length (S4).
    SpreadRetries {
        /// Of which source.
        source: SourceId,
    },
    /// This much maximum concurrency of a queue's mapping (B2).
    RaiseMaximumConcurrency {
        /// Of which source.
        source: SourceId,
        /// How much.
        to: u32,
    },
    /// A service that serves more calls at once.
    RaiseServiceLimit {
        /// Which service.
        service: DownstreamId,
        /// How many.
        to: u32,
    },
    /// The handler that the package offers (L13).
    SetHandler {
        /// Of which function.
        function: FunctionId,
    },
}

impl Suggestion {
    /// Twice a pool's timeout, as far as its range goes; `None` at the end of the range (Q6, N1).
    pub(super) fn longer_timeout(info: &PoolInfo) -> Option<Self> {
        let range = if info.managed.is_some() { ranges::MANAGED_TIMEOUT_S } else { ranges::TIMEOUT_S };
        let to_s = (2.0 * info.timeout.as_secs_f64()).clamp(range.min, range.max).floor();
        (to_s > info.timeout.as_secs_f64()).then_some(Self::RaiseTimeout { function: info.function, to_s: to_s as u32 })
    }

    /// Twice a pool's memory, as far as the range goes; `None` at its end (Q5).
    pub(super) fn more_memory(info: &PoolInfo) -> Option<Self> {
        let to = MegaBytes(info.memory.0.saturating_mul(2).min(ranges::MEMORY_MB.max as u32));
        (to > info.memory).then_some(Self::RaiseMemory { function: info.function, to })
    }

    /// Whether it can be offered to somebody who has this scenario.
    #[must_use]
    pub fn is_possible(self, scenario: &Scenario) -> bool {
        matches!(self.tried(scenario, scenario), Ok(Some(_)))
    }

    /// The `current` scenario with a suggestion about the run of `ran` followed; `None` if that changes nothing, or would move
    /// the setting the other way.
    ///
    /// # Errors
    /// What would be wrong with the scenario then.
    pub fn tried(self, current: &Scenario, ran: &Scenario) -> Result<Option<Scenario>, Vec<Problem>> {
        let mut next = current.clone();
        if self.change(&mut next, ran).is_none() || next == *current {
            return Ok(None);
        }
        next.validate().map(|()| Some(next))
    }

    /// Makes the change; `None` if what it is about is no longer there, or has been moved as far already.
    fn change(self, next: &mut Scenario, ran: &Scenario) -> Option<()> {
        match self {
            Self::Provision { function, to } => provision(function_of(next, ran, function)?, to)?,
            Self::ProvisionLess { function, to } => {
                let provisioned = &mut function_of(next, ran, function)?.provisioned_concurrency;
                *provisioned = Some(lowered((*provisioned)?, to)?).filter(|to| *to > 0);
            }
            Self::ProvisionEarlier { function } => {
                function_of(next, ran, function)?.provisioned_start = ProvisionedStart::Ready;
            }
            Self::CallTheQualifier { function } => {
                let name = function_of(next, ran, function)?.name.clone();
                let calls =
                    |source: &&mut Source| source.function == name && source.qualifier == Some(Qualifier::Latest);
                next.sources.iter_mut().filter(calls).for_each(|source| source.qualifier = None);
            }
            Self::RaiseReserved { function, to } => {
                let reserved = &mut function_of(next, ran, function)?.reserved_concurrency;
                *reserved = Some(raised((*reserved)?, to)?);
            }
            Self::RaiseAccountLimit { by } => {
                let limit = next.account.concurrency_limit()?;
                next.account.concurrency_limit = Override::Value(limit.saturating_add(by));
            }
            Self::RaiseRequestRate { to } => {
                let rate = next.account.requests_per_second()?;
                next.account.requests_per_second = (u64::from(to) > rate).then_some(Override::Value(to))?;
            }
            Self::RaiseFunctionRate { function, to } => {
                let reserved = &mut function_of(next, ran, function)?.reserved_concurrency;
                let enough = to.div_ceil(ranges::REQUESTS_PER_CONCURRENCY as u32);
                *reserved = Some(raised(reserved.unwrap_or(0), enough)?);
            }
            Self::RaiseTimeout { function, to_s } => {
                let function = function_of(next, ran, function)?;
                function.timeout_s = raised(function.timeout_s, to_s)?;
                let name = function.name.clone();
                next.sources.iter_mut().filter(|source| source.function == name).for_each(|source| hide(source, to_s));
            }
            Self::RaiseMemory { function, to } => {
                let memory_mb = &mut function_of(next, ran, function)?.memory_mb;
                *memory_mb = raised(*memory_mb, to.0)?;
            }
            Self::LowerMemory { function, to } => {
                let memory_mb = &mut function_of(next, ran, function)?.memory_mb;
                *memory_mb = lowered(*memory_mb, to.0)?;
            }
            Self::FixTheCode { function } => {
                let function = function_of(next, ran, function)?;
                (function.work.error_rate, function.work.crash_rate) = (0.0, 0.0);
                function.phases.init_error_rate = 0.0;
            }
            Self::SetHandler { function } => {
                let function = function_of(next, ran, function)?;
                function.handler = function.package.entry_point.take()?;
            }
            Self::SpreadRetries { source } => spread(source_of(next, ran, source)?),
            Self::RaiseMaximumConcurrency { source, to } => {
                let maximum = source_of(next, ran, source)?.kind.maximum_concurrency_mut()?;
                *maximum = Some(raised((*maximum)?, to)?);
            }
            Self::RaiseServiceLimit { service, to } => {
                let name = &ran.downstreams.get(service.index())?.name;
                let service = next.downstreams.iter_mut().find(|service| service.name == *name)?;
                service.concurrency_limit = Some(raised(service.concurrency_limit?, to)?);
            }
        }
        Some(())
    }
}

/// A number that is moved up; `None` if it is as high already.
fn raised(now: u32, to: u32) -> Option<u32> {
    (to > now).then_some(to)
}

/// A number that is moved down; `None` if it is as low already.
fn lowered(now: u32, to: u32) -> Option<u32> {
    (to < now).then_some(to)
}

/// More provisioned concurrency, which must fit into what is reserved (C4).
fn provision(function: &mut Function, to: u32) -> Option<()> {
    function.provisioned_concurrency = Some(raised(function.provisioned_concurrency.unwrap_or(0), to)?);
    if let Some(reserved) = &mut function.reserved_concurrency {
        *reserved = (*reserved).max(to);
    }
    Some(())
}

/// A queue hides a message at least as long as its function may work on it (B6).
fn hide(source: &mut Source, timeout_s: u32) {
    if let Some(queue) = source.kind.queue_mut() {
        queue.visibility_timeout_s = queue.visibility_timeout_s.max(f64::from(timeout_s));
    }
}

/// The same first wait and number of attempts, doubling and spread.
fn spread(source: &mut Source) {
    let (base_ms, max_delay_ms, max_attempts) = match source.retry {
        Retry::Fixed { delay_ms, max_attempts } => (delay_ms, delay_ms.max(1.0) * 64.0, max_attempts),
        Retry::Exponential { base_ms, max_delay_ms, max_attempts, .. } => (base_ms, max_delay_ms, max_attempts),
        Retry::None | Retry::Sdk(_) => return,
    };
    source.retry = Retry::Exponential { base_ms, max_delay_ms, max_attempts, jitter: Jitter::Full };
}

/// The function that had this number in the run: the one of the same name.
fn function_of<'a>(next: &'a mut Scenario, ran: &Scenario, id: FunctionId) -> Option<&'a mut Function> {
    let name = &ran.functions.get(id.index())?.name;
    next.functions.iter_mut().find(|function| function.name == *name)
}

fn source_of<'a>(next: &'a mut Scenario, ran: &Scenario, id: SourceId) -> Option<&'a mut Source> {
    let name = &ran.sources.get(id.index())?.name;
    next.sources.iter_mut().find(|source| source.name == *name)
}

#[cfg(test)]
mod tests;
