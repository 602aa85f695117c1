use super::*;
use crate::readings::testing::{CHOICES, calls, eventful};
use crate::readings::{Bars, Timeline, testing::window};

fn at(trace: &Trace, at_s: f64) -> Moment {
    let query = MomentQuery { at: Instant::from_secs_f64(at_s), function: None, lanes: true };
    Moment::of(trace, &Lanes::of(trace), &query)
}

#[test]
fn a_cold_start_is_seen_phase_by_phase_and_then_idle() {
    // 20 ms download, 30 ms start, 50 ms init, then the handler for 400 ms.
    let trace = calls(r#", "work": {"duration_ms": 400}"#, 10.0, &[1.0]);
    let kinds = [
        (0.5, EnvironmentState::NotYet),
        (1.01, EnvironmentState::Does(BarKind::Download)),
        (1.03, EnvironmentState::Does(BarKind::Start)),
        (1.07, EnvironmentState::Does(BarKind::Init)),
        (1.2, EnvironmentState::Does(BarKind::Handler)),
        (5.0, EnvironmentState::Does(BarKind::Initialised)),
    ];
    for (at_s, expected) in kinds {
        let moment = at(&trace, at_s);
        assert_eq!(moment.state, [expected.number()], "at {at_s} s");
        assert_eq!((moment.count(expected), &moment.number[..]), (1, &[1][..]));
    }
    assert_eq!((at(&trace, 0.5).requests, at(&trace, 1.0).requests), (0, 1));
}

#[test]
fn every_state_has_a_number_of_its_own() {
    for number in 0..EnvironmentState::COUNT as u8 {
        assert_eq!(EnvironmentState::from_number(number).map(EnvironmentState::number), Some(number));
    }
    assert_eq!(EnvironmentState::from_number(EnvironmentState::COUNT as u8), None);
}

#[test]
fn what_is_busy_is_what_is_in_flight_at_every_moment_and_for_every_function() {
    let trace = eventful();
    let (lanes, timeline) = (Lanes::of(&trace), Timeline::of(&trace));
    for at_s in [0.0, 3.3, 12.75, 31.0, 59.999, 88.1, 119.0] {
        for function in CHOICES {
            let query = MomentQuery { at: Instant::from_secs_f64(at_s), function, lanes: true };
            let moment = Moment::of(&trace, &lanes, &query);
            let in_flight = trace.invocations_with_starts().filter(|invocation| {
                let of = trace.pools[invocation.row.pool.index()].function;
                invocation.row.arrival <= query.at
                    && invocation.end() > query.at
                    && function.is_none_or(|only| only == of)
            });
            // An init ahead of traffic is work that no request waits for; this run has none.
            let busy = moment.count_kinds(|kind| !kind.is_line());
            assert_eq!(busy as usize, in_flight.count(), "at {at_s} s, {function:?}");
            assert_eq!(moment.counts.iter().sum::<u32>() as usize, moment.state.len());
            let counted = trace.throttles.iter().filter(|row| {
                let of = trace.pools[row.pool.index()].function;
                row.at >= Instant::ZERO && row.at <= query.at && function.is_none_or(|only| only == of)
            });
            assert_eq!(moment.throttles as usize, counted.count());
            assert_eq!(moment, timeline.moment(&trace, &query));
        }
    }
}

#[test]
fn the_fleet_is_what_the_timeline_draws_at_that_moment() {
    let trace = eventful();
    let lanes = Lanes::of(&trace);
    let at_s = 31.0;
    let moment = at(&trace, at_s);
    // A window so narrow that nothing in it is merged.
    let bars = Bars::of(&trace, &lanes, &window(at_s - 0.001, at_s + 0.001, 4_000));
    let at_us = at_s * 1e6;
    for (lane, number) in moment.state.iter().enumerate() {
        let there = |is_line: bool| {
            let mut on_lane = bars.of_lane(lane as u32).filter_map(|index| bars.get(index));
            on_lane.find(|bar| bar.kind.is_line() == is_line && bar.from <= at_us && at_us < bar.to)
        };
        let drawn = there(false).or_else(|| there(true)).map(|bar| bar.kind as u8);
        let exists = EnvironmentState::from_number(*number).filter(|state| matches!(state, EnvironmentState::Does(_)));
        assert_eq!(exists.map(EnvironmentState::number), drawn, "lane {lane}");
    }
}
