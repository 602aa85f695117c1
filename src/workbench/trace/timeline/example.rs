//! A small run for the tests of the timeline.

use crate::worker::protocol::{LaneCounts, Overview, Results};
use lambda_sim::readings::NamedList;
use lambda_sim::readings::{BarKind, Bars, Columns, Counts, MarkKind, Marks, Residents, Summary};
use lambda_sim::readings::{FunctionLanes, LaneGroup};
use lambda_sim::trace::ThrottleReason;

/// Results of a minute with this many lanes, of which some are provisioned.
pub fn results(lanes: u32, provisioned: u32) -> Results {
    let total = Counts { calls: 100, requests: 104, throttles: 4, invocations: 100, errors: 1, ..Counts::default() };
    let function =
        FunctionLanes { name: "checkout".to_owned(), first: 0, provisioned, count: lanes, environments: lanes };
    let group = |provisioned, first, count| LaneGroup { provisioned, first, count, ..LaneGroup::default() };
    let groups = [group(true, 0, provisioned.min(lanes)), group(false, provisioned, lanes.saturating_sub(provisioned))];
    let groups = groups.into_iter().filter(|group| group.count > 0).collect();
    Results {
        summary: Summary {
            name: "example".to_owned(),
            seed: 7,
            duration_s: 60.0,
            functions: NamedList::from_iter([("checkout".to_owned(), total.clone())]),
            total,
            cost_usd: Default::default(),
            sources: NamedList::default(),
            statuses: Default::default(),
            trace_hash: String::new(),
        },
        bill: Default::default(),
        overview: Overview {
            step_us: 15_000_000,
            requests: vec![10, 40, 20, 0],
            throttles: vec![0, 4, 0, 0],
            ..Overview::default()
        },
        lanes: LaneCounts { total: lanes, functions: vec![function], groups },
        engine_ms: 0.0,
        readings_ms: 0.0,
    }
}

/// Three lanes between 10 s and 20 s: a provisioned environment, a cold start, many invocations on a pixel.
pub fn columns() -> Columns {
    let rows = [
        (0, BarKind::Initialised, 8, 10e6, 20e6, 0, 1),
        (0, BarKind::Handler, 8, 12e6, 13e6, 40, 1),
        (1, BarKind::Initialised, 8, 11e6, 18e6, 1, 1),
        (1, BarKind::Sandbox, 8, 18e6, 20e6, 1, 1),
        (1, BarKind::Download, 8, 11e6, 11.1e6, 41, 1),
        (1, BarKind::Start, 8, 11.1e6, 11.3e6, 41, 1),
        (1, BarKind::Init, 8, 11.3e6, 11.8e6, 41, 1),
        (1, BarKind::Handler, 8, 11.8e6, 12e6, 41, 1),
        (1, BarKind::FailedHandler, 8, 14e6, 14.5e6, 42, 1),
        (2, BarKind::Initialised, 8, 10e6, 20e6, 2, 1),
        (2, BarKind::Handler, 4, 15e6, 15.01e6, 43, 12),
    ];
    let mut bars = Bars::default();
    for (lane, kind, height, from, to, id, merged) in rows {
        bars.lane.push(lane);
        bars.kind.push(kind as u8);
        bars.height.push(height);
        bars.from.push(from);
        bars.to.push(to);
        bars.id.push(id);
        bars.rows.push(merged);
    }
    // Reserved concurrency refuses three, then one fails, then one is tried again.
    let kind = [MarkKind::Throttle(ThrottleReason::ReservedConcurrency), MarkKind::Error, MarkKind::Retry];
    let kind = kind.map(MarkKind::number).to_vec();
    let marks = Marks { at: vec![13e6, 14.5e6, 16e6], kind, count: vec![3, 1, 1] };
    let residents = Residents { lane: vec![0, 1, 2], number: vec![1, 2, 3] };
    Columns { bars, marks, residents, ..Columns::default() }
}
