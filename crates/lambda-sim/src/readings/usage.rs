//! What of a run is billed (rules M1–M4, M9).

use super::is_counted;
use crate::pricing::{BilledMillis, BillingMode, Data, Invocations, STREAMED_INCLUDED, Usage, provisioned_stretch};
use crate::trace::{AliasInfo, FunctionId, PoolId, PoolInfo, SettingKind, Trace};
use crate::units::{Instant, MbMillis, Micros};

/// The billed usage of the counted time, of one function or of all.
#[must_use]
pub fn usage(trace: &Trace, function: Option<FunctionId>) -> Usage {
    const MODES: [BillingMode; 3] = [BillingMode::OnDemand, BillingMode::Spillover, BillingMode::Provisioned];
    let mut sums = vec![[(0_u64, BilledMillis::default()); MODES.len()]; trace.pools.len()];
    let mut large_events = trace.large_events.iter().peekable();
    trace.for_each_invocation(|invocation| {
        // A large event is billed as several requests (A6).
        let large = large_events.next_if(|event| event.invocation == invocation.id);
        let row = &invocation.row;
        if !is_counted(row.arrival) {
            return;
        }
        let mode = match (row.flags.is_provisioned(), row.flags.while_provisioned()) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        let (count, millis) = &mut sums[row.pool.index()][mode];
        *count += 1 + large.map_or(0, |event| u64::from(event.more_requests));
        *millis += trace.pools[row.pool.index()].billed(invocation);
    });
    let mut usage = Usage {
        durable: super::durable::usage(trace, function),
        instances: super::instances::instance_time(trace, function),
        pollers: poller_time(trace, function),
        ..Usage::default()
    };
    let of_function = |info: &PoolInfo| function.is_none_or(|function| info.function == function);
    for (info, modes) in trace.pools.iter().zip(&sums).filter(|(info, _)| of_function(info)) {
        if info.managed.is_some() {
            // There the instances are paid for, and no duration (N1).
            usage.requests.eligible += modes.iter().map(|(count, _)| count).sum::<u64>();
            continue;
        }
        for (&mode, &(count, millis)) in MODES.iter().zip(modes) {
            usage.add_invocations(&Invocations {
                architecture: info.architecture,
                memory: info.memory,
                ephemeral_storage: info.ephemeral_storage,
                mode,
                count,
                millis,
            });
        }
    }
    for stream in trace.streams.iter() {
        let Some(row) = trace.invocations.get(stream.invocation.index()) else { continue };
        if is_counted(row.arrival) && of_function(&trace.pools[row.pool.index()]) {
            usage.streamed += Data(u128::from(stream.sent).saturating_sub(STREAMED_INCLUDED.0));
        }
    }
    for row in trace.tenants.iter() {
        let Some(environment) = trace.environments.get(row.environment.index()) else { continue };
        let info = &trace.pools[environment.pool.index()];
        if is_counted(environment.created) && of_function(info) {
            usage.tenant_environments[info.architecture] += Data::from_mb(info.memory.0.into());
        }
    }
    let is_paid = |info: &PoolInfo| of_function(info) && info.snapshot.is_some_and(|snapshot| snapshot.is_paid);
    for info in trace.pools.iter().filter(|info| of_function(info)) {
        let Some(snapshot) = info.snapshot else { continue };
        // The init at publishing is billed like code that runs, whatever the runtime (N0).
        usage.init[info.architecture].eligible += info.memory * snapshot.init.ceil_millis();
        if snapshot.is_paid {
            let since = snapshot.since.max(Instant::ZERO);
            usage.snapstart_cache += info.memory * trace.end().since(since).ceil_millis();
        }
    }
    if usage.snapstart_cache > MbMillis(0) {
        let cold = trace.starts.iter().filter_map(|start| trace.invocations.get(start.invocation.index()));
        for row in cold.filter(|row| row.flags.is_restored() && is_counted(row.arrival)) {
            let info = &trace.pools[row.pool.index()];
            if is_paid(info) {
                usage.snapstart_restored += Data::from_mb(info.memory.0.into());
            }
        }
    }
    for init in trace.provisioned_inits.iter().filter(|init| is_counted(init.at) && init.at <= trace.end()) {
        let Some(environment) = trace.environments.get(init.environment.index()) else { continue };
        let info = &trace.pools[environment.pool.index()];
        if of_function(info) && info.managed.is_none() {
            let billed = Micros(u64::from(init.init_us)).ceil_millis();
            usage.provisioned_duration[info.architecture] += info.memory * billed;
        }
    }
    for stretch in
        provisioned_stretches(trace).filter(|stretch| function.is_none_or(|function| stretch.function == function))
    {
        for (pool, environments, billed) in placed(trace, &stretch) {
            let info = &trace.pools[pool.index()];
            usage.add_provisioned(info.architecture, info.memory, environments, billed);
        }
    }
    usage
}

/// Provisioned pollers × ms of the counted time; those that are always there are paid for all of it (B3).
#[inline(never)]
fn poller_time(trace: &Trace, function: Option<FunctionId>) -> u128 {
    let mut micros = 0;
    for (index, info) in trace.sources.iter().enumerate() {
        if info.pollers == 0 || function.is_some_and(|function| function != info.function) {
            continue;
        }
        let (mut pollers, mut since) = (info.pollers, Instant::ZERO);
        let mut passes = |at: Instant, now: u32| {
            micros += u128::from(at.since(since).0) * u128::from(pollers);
            (pollers, since) = (now.max(info.pollers), at.max(since));
        };
        trace.polls.iter().filter(|row| row.source.index() == index).for_each(|row| passes(row.at, row.pollers));
        passes(trace.end(), 0);
    }
    micros / 1_000
}

/// A number of provisioned environments over a stretch of time.
struct Stretch {
    function: FunctionId,
    environments: u32,
    from: Instant,
    to: Option<Instant>,
}

/// Where the environments of a stretch are billed: in the versions that the alias points at, each for its time (V2).
fn placed(trace: &Trace, stretch: &Stretch) -> Vec<(PoolId, u32, Micros)> {
    let (mut begin, end) = (stretch.from.max(Instant::ZERO), stretch.to.unwrap_or(Instant::NEVER).min(trace.end()));
    let mut left = provisioned_stretch(stretch.from, stretch.to, trace.end());
    let mut placed = Vec::new();
    let mut alias = trace.functions[stretch.function.index()].alias;
    let mut place = |alias: AliasInfo, time: Micros| {
        let additional = (u64::from(stretch.environments) * u64::from(alias.weight_ppm) + 500_000) / 1_000_000;
        let additional = (additional as u32).min(stretch.environments);
        placed.push((alias.primary, stretch.environments - additional, time));
        placed.push((alias.additional, additional, time));
    };
    for shift in trace.shifts.iter().filter(|shift| shift.function == stretch.function && shift.at < end) {
        if shift.at > begin {
            let time = shift.at.since(begin);
            place(alias, time);
            left = left.saturating_sub(time);
            begin = shift.at;
        }
        alias = AliasInfo { primary: shift.primary, additional: shift.additional, weight_ppm: shift.weight_ppm };
    }
    place(alias, left);
    placed
}

/// Provisioned concurrency as layers: raising it begins a stretch of the difference, lowering it ends the youngest ones.
fn provisioned_stretches(trace: &Trace) -> impl Iterator<Item = Stretch> {
    let mut ended = Vec::new();
    let mut open: Vec<Stretch> = Vec::new();
    for row in trace.settings.iter().filter(|row| row.kind == SettingKind::Provisioned) {
        let set: u32 =
            open.iter().filter(|stretch| stretch.function == row.function).map(|stretch| stretch.environments).sum();
        if row.value > set {
            let environments = row.value - set;
            open.push(Stretch { function: row.function, environments, from: row.at, to: None });
        }
        let mut surplus = set.saturating_sub(row.value);
        for stretch in open.iter_mut().rev().filter(|stretch| stretch.function == row.function) {
            let environments = surplus.min(stretch.environments);
            stretch.environments -= environments;
            surplus -= environments;
            if environments > 0 {
                ended.push(Stretch { function: row.function, environments, from: stretch.from, to: Some(row.at) });
            }
        }
        open.retain(|stretch| stretch.environments > 0);
    }
    ended.into_iter().chain(open).filter(|stretch| stretch.to.is_none_or(|to| to > Instant::ZERO))
}
