//! Which environment is drawn on which lane.

use super::{EnvironmentStay, FunctionLanes, LaneCounts, LaneGroup, Lanes, NO_LANE, Place, accumulate};
use crate::trace::{EnvironmentId, FunctionId, Trace};
use crate::units::{Instant, Micros};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Lays out the lanes of a trace whose rows and transitions are indexed.
pub(super) fn lay_out(trace: &Trace, lanes: &mut Lanes) {
    let goings = lanes.goings(trace);
    // Lanes of one kind stand together: by function, by version, provisioned ones first.
    let mut groups: [Vec<Vec<EnvironmentStay>>; 2] = [true, false].map(|_| vec![Vec::new(); trace.pools.len()]);
    let mut created = vec![0_u32; trace.functions.len()];
    let mut inits = trace.provisioned_inits.iter().peekable();
    lanes.places = Vec::with_capacity(trace.environments.len());
    for (index, (row, gone)) in trace.environments.iter().zip(goings).enumerate() {
        let environment = EnvironmentId(index as u32);
        let function = trace.pools[row.pool.index()].function;
        let number = &mut created[function.index()];
        *number += 1;
        lanes.places.push(Place { lane: NO_LANE, number: *number, gone });
        // Inits ahead of traffic are written down as environments are created, so both lists are in the same order.
        let init = inits.next_if(|init| init.environment == environment);
        if gone <= Instant::ZERO || row.created >= trace.end() {
            continue;
        }
        let ahead = Micros(init.map_or(0, |init| init.init_us.into()));
        let resident = EnvironmentStay { environment, pool: row.pool, begin: row.created, ahead, gone };
        groups[usize::from(row.provisioned == 0)][row.pool.index()].push(resident);
    }

    let mut counts = LaneCounts::default();
    let mut placed: Vec<(u32, EnvironmentStay)> = Vec::new();
    for (index, info) in trace.functions.iter().enumerate() {
        let mut function = FunctionLanes { name: info.name.clone(), first: counts.total, ..FunctionLanes::default() };
        let of_function = trace.pools.iter().enumerate().filter(|(_, pool)| pool.function.index() == index);
        let mut pools: Vec<(usize, u32)> = of_function.map(|(pool, info)| (pool, info.version)).collect();
        pools.sort_by_key(|(_, version)| *version);
        let mut epoch = 0;
        for (pool, version) in pools {
            let before = counts.groups.len();
            for (kind, residents) in groups.iter().map(|kind| &kind[pool]).enumerate() {
                let first = function.first + function.count;
                let count = share_lanes(residents, |lane, resident| {
                    lanes.places[resident.environment.index()].lane = first + lane;
                    placed.push((first + lane, *resident));
                });
                function.count += count;
                function.provisioned += if kind == 0 { count } else { 0 };
                function.environments += residents.len() as u32;
                if count > 0 {
                    let group =
                        LaneGroup { version, epoch, provisioned: kind == 0, first, count, ..LaneGroup::default() };
                    counts.groups.push(LaneGroup { function: FunctionId(index as u16), ..group });
                }
            }
            epoch += u16::from(counts.groups.len() > before);
        }
        counts.total += function.count;
        counts.functions.push(function);
    }

    let mut offsets = vec![0_u32; counts.total as usize + 1];
    for (lane, _) in &placed {
        offsets[*lane as usize + 1] += 1;
    }
    accumulate(&mut offsets);
    let mut residents = vec![EnvironmentStay::default(); placed.len()];
    let mut next = offsets.clone();
    for (lane, resident) in placed {
        let slot = &mut next[lane as usize];
        let before = slot.checked_sub(1).filter(|before| *before >= offsets[lane as usize]);
        let free_since = before.map_or(Instant(i64::MIN), |before| residents[before as usize].gone);
        residents[*slot as usize] = resident.starting_after(free_since);
        *slot += 1;
    }
    lanes.counts = counts;
    lanes.lane_offsets = offsets;
    lanes.residents = residents;
}

/// Gives every environment the lowest lane that is free when it comes; returns how many lanes that takes.
fn share_lanes(residents: &[EnvironmentStay], mut place: impl FnMut(u32, &EnvironmentStay)) -> u32 {
    let mut used = 0;
    let mut free: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
    let mut taken: BinaryHeap<Reverse<(Instant, u32)>> = BinaryHeap::new();
    for resident in residents {
        while let Some(Reverse((gone, lane))) = taken.peek().copied()
            && gone <= resident.begin
        {
            taken.pop();
            free.push(Reverse(lane));
        }
        let lane = free.pop().map_or(used, |Reverse(lane)| lane);
        used = used.max(lane + 1);
        taken.push(Reverse((resident.gone, lane)));
        place(lane, resident);
    }
    used
}

impl EnvironmentStay {
    /// The same with its init ahead of traffic in sight, as far as the lane is free: a provisioned environment that takes
    /// over from another was initialised while that one still served.
    fn starting_after(self, free_since: Instant) -> Self {
        let ahead = self.ahead.0.min(self.begin.since(free_since).0);
        Self { begin: self.begin - Micros(ahead), ahead: Micros(ahead), ..self }
    }
}
