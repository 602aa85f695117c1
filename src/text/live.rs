//! The words of live mode, and of what changes during a run.

use lambda_sim::scenario::{ChangeKind, ScheduledChange};
use lambda_story::format::{self, count};

pub const LIVE: &str = "Live";
pub const LIVE_TITLE: &str = "Live mode: time runs, and you act on the run while it does (L)";
pub const BAR: &str = "Live mode";
pub const BEGUN: &str =
    "Live. Changes apply from now on: the past stays, the future is recomputed, and every step can be undone.";
pub const FROM_THE_START: &str =
    "This setting cannot change while a run goes on: the run was computed again with it, from the beginning.";
pub const TAKEN_BACK: &str = "Undone. The cursor is where the two runs diverge.";
pub const TAKEN_AGAIN: &str = "Redone. The cursor is where the two runs diverge.";
pub const GOES_ON: &str = "The run goes on.";
pub const AT_THE_END: &str = "This is the end of the simulated time.";
pub const UNDO: &str = "Undo";
pub const SOURCE: &str = "Calls to";
pub const SLOW: &str = "Slow down";
pub const INVOKE: &str = "Invoke";
pub const TRAFFIC: &str = "Traffic";
pub const KILL_NONE: &str = "Kill environment";
pub const KILL_TITLE: &str = "Select an environment first: its bar on the timeline, or its box in the fleet (K)";

pub const INVOCATIONS: [u32; 3] = [1, 10, 100];
pub const TRAFFIC_FACTORS: [f64; 4] = [0.0, 0.5, 1.0, 2.0];
pub const SLOW_FACTORS: [f64; 3] = [1.0, 2.0, 10.0];

/// The button that makes calls.
pub fn invoke(calls: u32) -> String {
    format!("×{calls}")
}

/// The same for those who do not see what is next to it.
pub fn invoke_name(calls: u32, source: &str) -> String {
    match calls {
        1 => format!("Invoke once through {source}"),
        _ => format!("Invoke {calls} times through {source}"),
    }
}

/// A factor of traffic.
pub fn traffic_factor(factor: f64) -> String {
    if factor == 0.0 { "off".to_owned() } else { times(factor) }
}

/// A factor of time.
pub fn slow_factor(factor: f64) -> String {
    if factor == 1.0 { "normal".to_owned() } else { format!("{} slower", times(factor)) }
}

fn times(factor: f64) -> String {
    format!("×{}", format::plain(factor))
}

/// The group that slows a service down, or a handler.
pub fn slow(what: &str) -> String {
    format!("Service {what}")
}

/// The same for a handler.
pub fn slow_handler(function: &str) -> String {
    format!("Handler of {function}")
}

/// The button that kills an environment.
pub fn kill(function: &str, environment: u32) -> String {
    format!("Kill environment {} of {function}", count(u64::from(environment)))
}

/// The button that makes the run longer.
pub fn go_on(duration_s: f64) -> String {
    format!("Go on for another {}", format::seconds(duration_s))
}

/// A change and its moment.
pub fn entry(change: &ScheduledChange) -> String {
    format!("At {}: {}", format::moment_us(change.at_s * 1e6), what(&change.change))
}

/// What a change does.
pub fn what(change: &ChangeKind) -> String {
    let number = |value: u32| count(u64::from(value));
    match change {
        ChangeKind::ConcurrencyLimit(new) => match new.value {
            Some(value) => format!("account concurrency quota {}", number(value)),
            None => "no account concurrency quota".to_owned(),
        },
        ChangeKind::ReservedConcurrency(new) => match new.value {
            Some(value) => format!("reserved concurrency of {} {}", new.function, number(value)),
            None => format!("no reserved concurrency for {}", new.function),
        },
        ChangeKind::ProvisionedConcurrency(new) => match new.value {
            0 => format!("no provisioned concurrency for {}", new.function),
            value => format!("provisioned concurrency of {} {}", new.function, number(value)),
        },
        ChangeKind::Configuration(new) => {
            let mut parts = Vec::new();
            parts.extend(new.memory_mb.map(|memory| format!("memory {}\u{a0}MB", number(memory))));
            parts.extend(new.timeout_s.map(|timeout| format!("timeout {timeout}\u{a0}s")));
            parts.extend(new.error_rate.map(|rate| format!("errors {}", format::share(rate))));
            parts.extend(new.duration_ms.as_ref().map(|_| "another handler time".to_owned()));
            parts.extend(new.cpu_share.map(|share| format!("{} of it computing", format::share(share))));
            parts.extend(new.init_ms.as_ref().map(|_| "another init time".to_owned()));
            format!("{} deployed: {}", new.function, parts.join(", "))
        }
        ChangeKind::Downstream(new) => match new.latency_factor {
            1.0 => format!("{} as fast as at first", new.downstream),
            factor => format!("{} takes {} as long", new.downstream, times(factor)),
        },
        ChangeKind::Work(new) => {
            let mut parts = Vec::new();
            parts.extend(new.duration_factor.map(|factor| match factor {
                1.0 => "takes as long as at first".to_owned(),
                factor => format!("takes {} as long", times(factor)),
            }));
            parts.extend(new.error_rate.map(|rate| format!("fails in {}", format::share(rate))));
            format!("handler of {} {}", new.function, parts.join(", "))
        }
        ChangeKind::Traffic(new) => match new.factor {
            0.0 => format!("no traffic from {}", new.source),
            1.0 => format!("traffic of {} as set", new.source),
            factor => format!("traffic of {} {}", new.source, times(factor)),
        },
        ChangeKind::Invoke(invoke) if invoke.count == 1 => format!("1 call through {}", invoke.source),
        ChangeKind::Invoke(invoke) => format!("{} calls through {}", number(invoke.count), invoke.source),
        ChangeKind::Kill(kill) => format!("environment {} of {} killed", number(kill.environment), kill.function),
    }
}

pub const CHANGES: &str = "Changes during the run";
pub const NO_CHANGES: &str = "Nothing changes during the run. What you do in live mode is listed here, too.";
pub const ADD: &str = "Add a change";
pub const OF: &str = "of";
pub const AT: &str = "at (s)";
pub const VALUE: &str = "value";

/// A kind of change, as it is listed.
pub const fn kind(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::ConcurrencyLimit(_) => "Account concurrency quota",
        ChangeKind::Invoke(_) => "Calls by hand",
        ChangeKind::Traffic(_) => "Traffic ×",
        ChangeKind::Work(_) => "Handler time ×",
        ChangeKind::Downstream(_) => "Service time ×",
        ChangeKind::Kill(_) => "Kill an environment",
        ChangeKind::Configuration(_) => "Memory",
        ChangeKind::ReservedConcurrency(_) => "Reserved concurrency",
        ChangeKind::ProvisionedConcurrency(_) => "Provisioned concurrency",
    }
}

/// Takes a change out of the list.
pub fn remove(change: &ScheduledChange) -> String {
    format!("Remove: {}", entry(change))
}

/// The name of a number of a change.
pub fn number_of(what: &str, change: &ScheduledChange) -> String {
    format!("{}, {what}", entry(change))
}

/// How many there are.
pub fn how_many(changes: usize) -> String {
    if changes == 0 { "none".to_owned() } else { count(changes as u64) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::{Invoke, Kill, NewTraffic};

    #[test]
    fn a_change_is_told_with_its_moment() {
        let told = |at_s: f64, change: ChangeKind| entry(&ScheduledChange { at_s, change });
        let invoke = ChangeKind::Invoke(Invoke { source: "api".to_owned(), count: 100 });
        assert_eq!(told(12.4, invoke), "At 12.40\u{a0}s: 100 calls through api");
        let traffic = ChangeKind::Traffic(NewTraffic { source: "api".to_owned(), factor: 0.0 });
        assert_eq!(told(1.0, traffic), "At 1.00\u{a0}s: no traffic from api");
        let kill = ChangeKind::Kill(Kill { function: "f".to_owned(), environment: 3 });
        assert_eq!(told(1.0, kill), "At 1.00\u{a0}s: environment 3 of f killed");
    }
}
