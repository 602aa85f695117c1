use super::*;
use crate::readings::testing::{CHOICES, calls, eventful, run, window};

/// Each bar as a line: lane, kind, from and to in ms, what else there is to say.
fn picture(bars: &Bars) -> String {
    let mut picture = String::new();
    for bar in bars.iter() {
        picture += &format!("{} {:?} {}–{}", bar.lane, bar.kind, bar.from / 1e3, bar.to / 1e3);
        if bar.height != FULL_HEIGHT {
            picture += &format!(" height {}", bar.height);
        }
        if bar.rows != 1 {
            picture += &format!(" rows {}", bar.rows);
        }
        picture.push('\n');
    }
    picture
}

fn drawn(trace: &Trace, window: &Window) -> Bars {
    Bars::of(trace, &Lanes::of(trace), window)
}

#[test]
fn close_up_every_phase_is_a_bar_with_its_exact_times() {
    let trace = calls(r#", "work": {"duration_ms": 200}"#, 3.0, &[1.0, 1.5]);
    expect_test::expect![[r#"
        0 Initialised 1000–3000
        0 Download 1000–1020
        0 Start 1020–1050
        0 Init 1050–1100
        0 Handler 1100–1300
        0 Handler 1500–1700
    "#]]
    .assert_eq(&picture(&drawn(&trace, &window(0.0, 3.0, 3_000))));
}

#[test]
fn a_window_cuts_what_reaches_beyond_it() {
    let trace = calls(r#", "work": {"duration_ms": 200}"#, 3.0, &[1.0, 1.5]);
    expect_test::expect![[r#"
        0 Initialised 1200–1600
        0 Handler 1200–1300
        0 Handler 1500–1600
    "#]]
    .assert_eq(&picture(&drawn(&trace, &window(1.2, 1.6, 400))));
}

#[test]
fn what_falls_on_a_painted_pixel_of_the_same_kind_is_merged() {
    let at: Vec<f64> = (0..6).map(|k| 1.0 + f64::from(k) * 0.32).collect();
    let trace = calls(r#", "work": {"duration_ms": 200}"#, 30.0, &at);
    // 200 ms a pixel: gaps of 120 ms are not seen.
    expect_test::expect![[r#"
        0 Initialised 1000–30000
        0 Download 1000–1200 rows 3
        0 Handler 1200–2800 rows 6
    "#]]
    .assert_eq(&picture(&drawn(&trace, &window(0.0, 30.0, 150))));
}

#[test]
fn far_out_the_height_says_how_busy_a_lane_is() {
    let at: Vec<f64> = (0..100).map(f64::from).collect();
    let trace = calls(r#", "work": {"duration_ms": 250}"#, 100.0, &at);
    let bars = drawn(&trace, &window(0.0, 100.0, 10));
    let busy: Vec<Bar> = bars.iter().filter(|bar| !bar.kind.is_line()).collect();
    assert_eq!(busy.iter().map(|bar| bar.rows).sum::<u32>(), 103, "one is cold, in four phases");
    // A quarter of each pixel, the first a little more.
    assert_eq!(busy.iter().map(|bar| bar.height).collect::<Vec<_>>(), [3, 2]);
    assert_eq!((busy[1].from, busy[1].to), (10e6, 100e6));
}

#[test]
fn failures_and_lives_have_kinds_of_their_own() {
    let trace = run(r#"{"version": 1, "duration_s": 60,
        "functions": [{"name": "f", "timeout_s": 1, "memory_mb": 1769, "work": {"duration_ms": 3000},
            "phases": {"download_ms": 100, "start_ms": 100, "init_ms": 300},
            "keep_alive": {"initialized_s": 10, "sandbox_s": 10, "max_age_s": null}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1, 5]}}}]}"#);
    expect_test::expect![[r#"
        0 Initialised 1000–2500
        0 Sandbox 2500–5000
        0 Initialised 5000–6000
        0 Sandbox 6000–26000
        0 Download 1000–1100
        0 Start 1100–1200
        0 Init 1200–1500
        0 TimedOutHandler 1500–2500
        0 SuppressedInit 5000–5300
        0 TimedOutHandler 5300–6000
    "#]]
    .assert_eq(&picture(&drawn(&trace, &window(0.0, 60.0, 6_000))));
}

#[test]
fn a_bar_is_where_something_was_and_nothing_is_left_out() {
    let trace = eventful();
    let lanes = Lanes::of(&trace);
    for (from, to, pixels) in [(0.0, 120.0, 300), (0.0, 120.0, 2_000), (40.0, 50.0, 1_000), (41.0, 41.1, 500)] {
        for function in CHOICES {
            let window = Window { function, ..window(from, to, pixels) };
            let bars = Bars::of(&trace, &lanes, &window);
            let pixel = window.us_per_pixel();
            for bar in bars.iter() {
                assert!(
                    bar.from < bar.to && bar.from >= window.from.0 as f64 && bar.to <= window.to.0 as f64,
                    "{bar:?}"
                );
            }
            for lane in 0..lanes.counts().total {
                let own: Vec<Bar> = bars.of_lane(lane).filter_map(|index| bars.get(index)).collect();
                let work: Vec<&Bar> = own.iter().filter(|bar| !bar.kind.is_line()).collect();
                assert!(work.windows(2).all(|pair| pair[0].from <= pair[1].from && pair[0].to <= pair[1].to + 1.0));
                let rows = lanes.residents(lane).iter().flat_map(|resident| lanes.served(resident.environment).0);
                for row in rows.filter(|row| row.end > window.from && row.begin < window.to && row.end > row.begin) {
                    let chosen = function.is_none_or(|function| {
                        let counts = &lanes.counts().functions[function.index()];
                        (counts.first..counts.first + counts.count).contains(&lane)
                    });
                    let (begin, end) = (row.begin.0 as f64 - pixel, row.end.0 as f64 + pixel);
                    let covered = work.iter().any(|bar| bar.from <= end && bar.to >= begin);
                    assert_eq!(covered, chosen, "{row:?} on lane {lane} in {window:?}");
                }
            }
        }
    }
}

#[test]
fn an_answer_is_bounded_whatever_the_trace() {
    // 900 environments, each busy for a millisecond every tenth of a second.
    let trace = run(r#"{"version": 1, "duration_s": 20,
        "functions": [{"name": "f", "memory_mb": 1769, "work": {"duration_ms": {"uniform": {"min": 1, "max": 80}}},
            "phases": {"download_ms": 1, "start_ms": 1, "init_ms": 1},
            "environment_choice": "least_recent"}],
        "sources": [{"name": "s", "function": "f", "traffic": {"bursts": {"size": 900, "every_s": 0.1}}}]}"#);
    let lanes = Lanes::of(&trace);
    assert!(lanes.counts().total >= 900);
    for pixels in [100, 1_000, 4_000] {
        let bars = Bars::of(&trace, &lanes, &window(0.0, 20.0, pixels));
        assert!(bars.len() <= MAX_BARS, "{} bars at {pixels} pixels", bars.len());
        assert_eq!(bars.lane.last(), Some(&(lanes.counts().total - 1)), "the last lane is not left out");
    }
}

#[test]
fn lanes_out_of_sight_and_out_of_range_are_not_drawn() {
    let trace = eventful();
    let lanes = Lanes::of(&trace);
    let bars = Bars::of(&trace, &lanes, &Window { first_lane: 3, lanes: 2, ..window(0.0, 120.0, 500) });
    assert!(bars.iter().all(|bar| bar.lane == 3 || bar.lane == 4) && !bars.is_empty());
    for (first_lane, lanes_in_sight, function) in
        [(u32::MAX, 24, None), (0, 0, None), (0, u32::MAX, Some(FunctionId(9))), (5_000, u32::MAX, None)]
    {
        let window = Window { first_lane, lanes: lanes_in_sight, function, ..window(0.0, 120.0, 500) };
        assert!(Bars::of(&trace, &lanes, &window).is_empty(), "{window:?}");
        assert_eq!(Residents::of(&lanes, &window), Residents::default());
    }
}

#[test]
fn a_window_of_nothing_is_empty() {
    let trace = eventful();
    for (from, to) in [(50.0, 50.0), (60.0, 50.0), (500.0, 600.0), (-10.0, -1.0)] {
        assert!(drawn(&trace, &window(from, to, 500)).is_empty());
    }
    assert!(drawn(&Trace::default(), &window(0.0, 1.0, 500)).is_empty());
}

#[test]
fn residents_are_named_where_they_live() {
    let trace = run(r#"{"version": 1, "duration_s": 100,
        "functions": [{"name": "f", "work": {"duration_ms": 500}, "memory_mb": 1769,
            "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0},
            "keep_alive": {"initialized_s": 5, "sandbox_s": 0, "max_age_s": null}}],
        "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1, 20, 50]}}}]}"#);
    let lanes = Lanes::of(&trace);
    let number_at = |from: f64| Residents::of(&lanes, &window(from, from + 10.0, 500)).number;
    assert_eq!(number_at(2.0), [1]);
    assert_eq!(number_at(10.0), [2], "who comes next");
    assert_eq!(number_at(51.0), [3]);
    assert_eq!(number_at(80.0), [3], "who was there last");
}
