//! A suggestion tried out: the change of the scenario that it stands for. One step of the history, like any edit.

use lambda_sim::readings::why::Suggestion;
use lambda_sim::scenario::{
    Function, Jitter, Problem, ProvisionedStart, Qualifier, Retry, Scenario, Setting, Source, SourceKind,
};
use lambda_sim::trace::{FunctionId, SourceId};

/// The largest memory and timeout there are (Q1, Q5).
const MOST_MEMORY_MB: u32 = 10_240;
const LONGEST_TIMEOUT_S: u32 = 900;

/// What comes of it: another scenario, none where nothing changes, or what would be wrong with it.
pub type Tried = Result<Option<Scenario>, Vec<Problem>>;

/// The scenario with a suggestion about the run of `ran` followed. None where it changes nothing any more.
///
/// # Errors
/// What would be wrong with the scenario then.
pub fn tried(current: &Scenario, ran: &Scenario, suggestion: Suggestion) -> Tried {
    let mut next = current.clone();
    if change(&mut next, ran, suggestion).is_none() || next == *current {
        return Ok(None);
    }
    next.validate().map(|()| Some(next))
}

/// Makes the change; none where what it is about is no longer there.
fn change(next: &mut Scenario, ran: &Scenario, suggestion: Suggestion) -> Option<()> {
    match suggestion {
        Suggestion::Provision { function, to } => provision(function_of(next, ran, function)?, to),
        Suggestion::ProvisionLess { function, to } => {
            function_of(next, ran, function)?.provisioned_concurrency = (to > 0).then_some(to);
        }
        Suggestion::ProvisionEarlier { function } => {
            function_of(next, ran, function)?.provisioned_start = ProvisionedStart::Ready;
        }
        Suggestion::CallTheQualifier { function } => {
            let name = function_of(next, ran, function)?.name.clone();
            let calls = |source: &&mut Source| source.function == name && source.qualifier == Some(Qualifier::Latest);
            next.sources.iter_mut().filter(calls).for_each(|source| source.qualifier = None);
        }
        Suggestion::RaiseReserved { function, to } => {
            function_of(next, ran, function)?.reserved_concurrency = Some(to);
        }
        Suggestion::RaiseAccountLimit { by } => {
            let limit = next.account.concurrency_limit()?;
            next.account.concurrency_limit = Setting::Value(limit.saturating_add(by));
        }
        Suggestion::RaiseRequestRate { to } => next.account.requests_per_second = Setting::Value(to),
        Suggestion::RaiseFunctionRate { function, to } => {
            function_of(next, ran, function)?.reserved_concurrency = Some(to.div_ceil(10));
        }
        Suggestion::RaiseTimeout { function, above } => {
            let above = u32::try_from(above.0 / 1_000_000).unwrap_or(LONGEST_TIMEOUT_S);
            let function = function_of(next, ran, function)?;
            function.timeout_s = above.saturating_mul(2).clamp(1, LONGEST_TIMEOUT_S);
        }
        Suggestion::RaiseMemory { function, above } => {
            function_of(next, ran, function)?.memory_mb = above.0.saturating_mul(2).min(MOST_MEMORY_MB);
        }
        Suggestion::SetMemory { function, to } => function_of(next, ran, function)?.memory_mb = to.0,
        Suggestion::FixTheCode { function } => {
            let function = function_of(next, ran, function)?;
            (function.work.error_rate, function.work.crash_rate) = (0.0, 0.0);
            function.phases.init_error_rate = 0.0;
        }
        Suggestion::SetHandler { function } => {
            let function = function_of(next, ran, function)?;
            function.handler = function.package.entry_point.take()?;
        }
        Suggestion::SpreadRetries { source } => spread(source_of(next, ran, source)?),
        Suggestion::RaiseMaximumConcurrency { source, to } => match &mut source_of(next, ran, source)?.kind {
            SourceKind::Sqs(sqs) => sqs.maximum_concurrency = Some(to),
            SourceKind::SqsFifo(sqs) => sqs.maximum_concurrency = Some(to),
            _ => return None,
        },
        Suggestion::RaiseServiceLimit { service, to } => {
            let name = &ran.downstreams.get(service.index())?.name;
            next.downstreams.iter_mut().find(|service| service.name == *name)?.concurrency_limit = Some(to);
        }
    }
    Some(())
}

/// What is provisioned must fit into what is reserved.
fn provision(function: &mut Function, to: u32) {
    function.provisioned_concurrency = Some(to);
    if let Some(reserved) = &mut function.reserved_concurrency {
        *reserved = (*reserved).max(to);
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

/// What a number of the run stands for now: the function of the same name.
fn function_of<'a>(next: &'a mut Scenario, ran: &Scenario, id: FunctionId) -> Option<&'a mut Function> {
    let name = &ran.functions.get(id.index())?.name;
    next.functions.iter_mut().find(|function| function.name == *name)
}

fn source_of<'a>(next: &'a mut Scenario, ran: &Scenario, id: SourceId) -> Option<&'a mut Source> {
    let name = &ran.sources.get(id.index())?.name;
    next.sources.iter_mut().find(|source| source.name == *name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::edit::Edit;
    use lambda_sim::units::{MegaBytes, Micros};

    const F: FunctionId = FunctionId(0);

    fn scenario() -> Scenario {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        scenario.functions[0].reserved_concurrency = Some(10);
        scenario
    }

    fn after(suggestion: Suggestion) -> Scenario {
        let scenario = scenario();
        tried(&scenario, &scenario, suggestion).expect("valid").expect("a change")
    }

    #[test]
    fn provisioned_concurrency_takes_its_reservation_along() {
        let function = &after(Suggestion::Provision { function: F, to: 30 }).functions[0];
        assert_eq!((function.provisioned_concurrency, function.reserved_concurrency), (Some(30), Some(30)));
    }

    #[test]
    fn memory_and_timeouts_are_doubled_as_far_as_they_go() {
        let raised = after(Suggestion::RaiseTimeout { function: F, above: Micros::from_secs(3) });
        assert_eq!(raised.functions[0].timeout_s, 6);
        let raised = after(Suggestion::RaiseMemory { function: F, above: MegaBytes(8_000) });
        assert_eq!(raised.functions[0].memory_mb, MOST_MEMORY_MB);
    }

    #[test]
    fn retries_keep_their_number_when_they_are_spread() {
        let mut fixed = scenario();
        fixed.sources[0].retry = Retry::Fixed { delay_ms: 100.0, max_attempts: 5 };
        let spread = tried(&fixed, &fixed, Suggestion::SpreadRetries { source: SourceId(0) });
        let retry = spread.expect("valid").expect("a change").sources[0].retry.clone();
        assert!(matches!(retry, Retry::Exponential { max_attempts: 5, jitter: Jitter::Full, .. }), "{retry:?}");
    }

    #[test]
    fn what_is_no_longer_there_or_not_valid_changes_nothing() {
        let (ran, mut current) = (scenario(), scenario());
        let raise = |to| Suggestion::RaiseReserved { function: F, to };
        assert_eq!(tried(&ran, &ran, raise(10)), Ok(None));
        assert!(tried(&ran, &ran, raise(5_000)).is_err());
        current.functions[0].name = "other".to_owned();
        assert_eq!(tried(&current, &ran, raise(20)), Ok(None));
    }
}
