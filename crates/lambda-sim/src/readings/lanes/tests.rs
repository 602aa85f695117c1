use super::*;
use crate::readings::testing::{calls, eventful, run};
use crate::trace::StartKind;

/// Each lane as a line: who lives on it, from when to when in seconds.
fn picture(trace: &Trace, lanes: &Lanes) -> String {
    let mut picture = String::new();
    for lane in 0..lanes.counts().total {
        let residents = lanes.residents(lane).iter().map(|resident| {
            let end = if resident.gone == Instant::NEVER {
                "…".to_owned()
            } else {
                resident.gone.as_secs_f64().to_string()
            };
            let info = &trace.pools[resident.pool.index()];
            let name = &trace.functions[info.function.index()].name;
            format!("{name}{} {}–{end}", lanes.number(resident.environment), resident.begin.as_secs_f64())
        });
        picture += &format!("{lane}: {}\n", residents.collect::<Vec<_>>().join(", "));
    }
    picture
}

#[test]
fn a_lane_is_used_again_once_its_environment_is_gone() {
    let trace = run(r#"{"version": 1, "duration_s": 100,
        "functions": [{"name": "f", "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0},
            "work": {"duration_ms": 500}, "memory_mb": 1769,
            "keep_alive": {"initialized_s": 5, "sandbox_s": 0, "max_age_s": null}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1, 1.1, 20, 50, 50.2]}}}]}"#);
    let lanes = Lanes::of(&trace);
    expect_test::expect![[r#"
        0: f1 1–6.5, f3 20–25.5, f4 50–55.5
        1: f2 1.1–6.6, f5 50.2–55.7
    "#]]
    .assert_eq(&picture(&trace, &lanes));
    let function = &lanes.counts().functions[0];
    assert_eq!((function.count, function.environments, function.provisioned), (2, 5, 0));
}

#[test]
fn provisioned_lanes_come_first_and_functions_stand_together() {
    let trace = run(r#"{"version": 1, "duration_s": 200,
        "functions": [
            {"name": "a", "provisioned_concurrency": 2, "provisioned_start": "allocate", "work": {"duration_ms": 500},
             "phases": {"init_ms": 400}, "keep_alive": {"initialized_s": null, "max_age_s": null}},
            {"name": "b", "provisioned_concurrency": 1, "work": {"duration_ms": 500},
             "keep_alive": {"initialized_s": null, "max_age_s": null}}],
        "sources": [
            {"name": "s", "function": "a", "traffic": {"recorded": {"at_s": [1]}}},
            {"name": "t", "function": "b", "traffic": {"recorded": {"at_s": [2, 2]}}}]}"#);
    let lanes = Lanes::of(&trace);
    let counts = lanes.counts();
    assert_eq!(counts.total, 5);
    let firsts: Vec<_> = counts.functions.iter().map(|f| (f.first, f.provisioned, f.count)).collect();
    assert_eq!(firsts, [(0, 2, 3), (3, 1, 2)]);
    // Those that were allocated later have later numbers, and stand first all the same; their init is in sight.
    assert_eq!(lanes.number(lanes.residents(2)[0].environment), 1);
    let allocated = lanes.residents(0)[0];
    assert_eq!(lanes.number(allocated.environment), 2);
    assert!(allocated.ahead > Micros::ZERO && allocated.begin + allocated.ahead >= Instant::from_secs(90));
}

#[test]
fn an_environment_that_lived_before_the_counted_time_has_no_lane() {
    let trace = run(r#"{"version": 1, "duration_s": 50, "warm_up_s": 60,
        "functions": [{"name": "f", "work": {"duration_ms": 100},
            "keep_alive": {"initialized_s": 10, "sandbox_s": 0, "max_age_s": null}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"bursts": {"size": 1, "every_s": 30}}}]}"#);
    let lanes = Lanes::of(&trace);
    assert!(lanes.counts().total < trace.environments.len() as u32 || trace.environments.len() == 1);
    for (index, _) in trace.environments.iter().enumerate() {
        let environment = EnvironmentId(index as u32);
        let has_lane = lanes.lane_of(environment).is_some();
        assert_eq!(has_lane, lanes.gone(environment).is_none_or(|gone| gone > Instant::ZERO));
    }
}

#[test]
fn every_invocation_is_found_on_its_environment_in_order() {
    let trace = eventful();
    let lanes = Lanes::of(&trace);
    let mut seen = 0;
    for index in 0..trace.environments.len() {
        let served = lanes.served(EnvironmentId(index as u32));
        for pair in served.0.windows(2) {
            assert!(pair[0].end <= pair[1].begin, "one at a time");
        }
        for row in served.0 {
            let invocation = trace.invocation(row.invocation).expect("it is in the trace");
            assert_eq!((invocation.row.environment.index(), invocation.row.arrival), (index, row.begin));
            assert_eq!((invocation.end(), invocation.row.flags), (row.end, row.flags));
            seen += 1;
        }
    }
    assert_eq!(seen, trace.invocations.len());
    // The laws of the layout: on one lane nobody overlaps, and everybody is where `lane_of` says.
    for lane in 0..lanes.counts().total {
        let residents = lanes.residents(lane);
        assert!(!residents.is_empty());
        assert!(residents.windows(2).all(|pair| pair[0].gone <= pair[1].begin));
        assert!(residents.iter().all(|resident| lanes.lane_of(resident.environment) == Some(lane)));
    }
    assert!(trace.invocations.iter().any(|row| row.flags.start() == StartKind::PartialCold), "the run has everything");
}

#[test]
fn the_nearest_invocation_is_found_within_reach() {
    let trace = calls(r#", "work": {"duration_ms": 100}"#, 10.0, &[1.0, 2.0]);
    let lanes = Lanes::of(&trace);
    let at = |s: f64, within_ms| {
        lanes.invocation_at(EnvironmentId(0), Instant::from_secs_f64(s), Micros::from_millis(within_ms)).map(|id| id.0)
    };
    // The first is cold: 100 ms of start and 100 ms of handler.
    assert_eq!(at(1.1, 0), Some(0));
    assert_eq!(at(1.25, 0), None);
    assert_eq!(at(1.25, 60), Some(0));
    assert_eq!(at(1.95, 60), Some(1));
    assert_eq!(at(0.5, 60), None);
}

#[test]
fn lanes_of_a_version_stand_together_provisioned_ones_first() {
    let trace = run(include_str!("../../../tests/golden/canary.json"));
    let lanes = Lanes::of(&trace);
    let counts = lanes.counts();
    let versions: Vec<_> = counts.groups.iter().map(|group| (group.version, group.provisioned)).collect();
    assert!(versions.is_sorted_by_key(|(version, provisioned)| (*version, !provisioned)), "{versions:?}");
    assert!(counts.has_epochs(FunctionId(0)) && versions.iter().any(|(_, provisioned)| *provisioned));
    let mut next = 0;
    for group in &counts.groups {
        assert_eq!(group.first, next);
        next += group.count;
        for lane in group.first..next {
            assert_eq!(counts.group(lane), Some(group));
            for resident in lanes.residents(lane) {
                let row = trace.environments.get(resident.environment.index()).expect("a row");
                assert_eq!(trace.pools[row.pool.index()].version, group.version);
                assert_eq!(row.provisioned == 1, group.provisioned);
            }
        }
    }
    assert_eq!((next, counts.group(next)), (counts.total, None));
}
