use super::*;
use crate::readings::testing::{CHOICES, calls, eventful, window};
use crate::readings::{Counts, Timeline};

/// The level at a time, by looking at every invocation.
fn level_at(trace: &Trace, at: f64, function: Option<FunctionId>) -> (u32, u32) {
    let (mut provisioned, mut on_demand) = (0, 0);
    for invocation in trace.invocations_with_starts() {
        let row = invocation.row;
        let counts = function.is_none_or(|function| trace.pools[row.pool.index()].function == function);
        if counts && row.arrival.0 as f64 <= at && (invocation.end().0 as f64) > at {
            if row.flags.is_provisioned() { provisioned += 1 } else { on_demand += 1 }
        }
    }
    (provisioned, on_demand)
}

#[test]
fn peaks_and_means_are_exact() {
    // Three at once for 200 ms (100 of start, 100 of handler), one alone for 100.
    let trace = calls(r#", "work": {"duration_ms": 100}"#, 4.0, &[1.0, 1.0, 1.0, 2.5]);
    let curves = Curves::of(&trace, &EndTimes::of(&trace), &window(0.0, 4.0, 4));
    assert_eq!((curves.origin, curves.step), (0.0, 1e6));
    assert_eq!(curves.peak_on_demand, [0, 3, 1, 0]);
    assert_eq!(curves.peak_provisioned, [0; 4]);
    let expected = [0.0, 0.6, 0.1, 0.0];
    assert!(curves.mean_on_demand.iter().zip(expected).all(|(mean, expected)| (mean - expected).abs() < 1e-6));
}

#[test]
fn any_window_agrees_with_looking_at_every_invocation() {
    let trace = eventful();
    let ends = EndTimes::of(&trace);
    for function in CHOICES {
        for (from, to, pixels) in [(0.0, 120.0, 400), (37.0, 38.0, 300), (59.99, 60.01, 100)] {
            let curves = Curves::of(&trace, &ends, &Window { function, ..window(from, to, pixels) });
            for bucket in (0..curves.len()).step_by(23) {
                let at =
                    (curves.origin + (bucket as f64 + 0.5) * curves.step).clamp(from * 1e6, to * 1e6 - 1.0).floor();
                let (provisioned, on_demand) = level_at(&trace, at, function);
                assert!(curves.peak(bucket) >= provisioned + on_demand, "at {at}");
                if curves.step < 300.0 {
                    // So narrow that nearly nothing happens in it.
                    assert!(curves.peak(bucket) <= provisioned + on_demand + 2, "at {at}");
                }
            }
        }
    }
}

#[test]
fn no_bucket_is_narrower_than_the_clock() {
    let trace = calls(r#", "work": {"duration_ms": 100}"#, 4.0, &[1.0]);
    let curves = Curves::of(&trace, &EndTimes::of(&trace), &window(1.01, 1.0101, 1_000));
    assert_eq!((curves.step, curves.len()), (1.0, 100));
    assert!(curves.peak_on_demand.iter().all(|level| *level == 1));
}

#[test]
fn the_curves_agree_with_the_summary() {
    let trace = eventful();
    let timeline = Timeline::of(&trace);
    for function in CHOICES {
        let counts = Counts::of(&trace, function);
        let curves = timeline.look(&trace, &Window { function, ..window(0.0, 120.0, 1_000) }).curves;
        assert_eq!((0..curves.len()).map(|bucket| curves.peak(bucket)).max(), Some(counts.concurrency.peak));
        let mean: f32 = curves.mean_provisioned.iter().chain(&curves.mean_on_demand).sum();
        assert!((f64::from(mean) / curves.len() as f64 - counts.concurrency.mean).abs() < 1e-3);
        assert_eq!(curves.throttles.iter().map(|count| u64::from(*count)).sum::<u64>(), counts.throttles);
    }
    let overview = timeline.overview(&trace);
    let counts = Counts::of(&trace, None);
    let sum = |column: &[u32]| column.iter().map(|count| u64::from(*count)).sum::<u64>();
    assert_eq!(sum(&overview.requests), counts.requests);
    assert_eq!(sum(&overview.throttles), counts.throttles);
    assert_eq!(sum(&overview.failures), counts.errors + counts.timeouts);
    assert_eq!(sum(&overview.cold), counts.starts.full_cold + counts.starts.partial_cold);
    assert_eq!(overview.in_flight.iter().max(), Some(&counts.concurrency.peak));
    let slowest = overview.slowest_ms.iter().copied().fold(0.0, f32::max);
    assert!((f64::from(slowest) - counts.latency_ms.max.unwrap_or_default()).abs() < 0.01);
}

#[test]
fn marks_count_everything_that_went_wrong() {
    use crate::readings::MarkKind;
    let trace = eventful();
    let timeline = Timeline::of(&trace);
    for function in CHOICES {
        let counts = Counts::of(&trace, function);
        let marks = timeline.look(&trace, &Window { function, ..window(0.0, 200.0, 1_000) }).marks;
        let sum = |wanted: fn(MarkKind) -> bool| {
            marks.iter().filter(|(_, kind, _)| wanted(*kind)).map(|(.., count)| u64::from(count)).sum::<u64>()
        };
        assert_eq!(sum(|kind| matches!(kind, MarkKind::Throttle(_))), counts.throttles);
        assert!(sum(|kind| kind == MarkKind::Error) >= counts.errors, "the warm-up's may end after it");
        assert!(sum(|kind| kind == MarkKind::Timeout) >= counts.timeouts);
        assert!(marks.at.is_sorted_by(|a, b| a <= &(b + 20.0 * 200e3)));
    }
}

#[test]
fn the_time_at_the_limit_is_measured() {
    let trace = calls(r#", "work": {"duration_ms": 400}, "reserved_concurrency": 2"#, 4.0, &[1.0, 1.25, 3.0]);
    let curves = Curves::of(&trace, &EndTimes::of(&trace), &window(0.0, 4.0, 400));
    // Both are in flight from 1.25 s until the first is done, at 1.5 s: 100 ms of start, 400 of handler.
    let at_limit: f32 = curves.at_limit.iter().sum::<f32>() * (curves.step / 1e3) as f32;
    assert!((at_limit - 250.0).abs() < 0.1, "{at_limit} ms");
    let reserved: Vec<_> = curves.limits.steps(SettingKind::Reserved).collect();
    assert_eq!(reserved, [(0.0, 2)]);
    let account: Vec<_> = curves.limits.steps(SettingKind::ConcurrencyLimit).collect();
    assert_eq!(account, [(0.0, 1_000)]);
}

#[test]
fn an_invocation_that_takes_no_time_is_still_a_peak() {
    let trace = crate::readings::testing::run(
        r#"{"version": 1, "duration_s": 2, "functions": [{"name": "f", "memory_mb": 1769, "work": {"duration_ms": 0},
            "phases": {"download_ms": 0, "start_ms": 0, "init_ms": 0}}],
            "sources": [{"name": "s", "function": "f", "traffic": {"recorded": {"at_s": [1]}}}]}"#,
    );
    let curves = Curves::of(&trace, &EndTimes::of(&trace), &window(0.0, 2.0, 4));
    assert_eq!(curves.peak_on_demand, [0, 0, 1, 0]);
    assert_eq!(Counts::of(&trace, None).concurrency.peak, 1);
}

#[test]
fn a_window_without_time_has_no_curves() {
    let trace = eventful();
    let ends = EndTimes::of(&trace);
    for (from, to) in [(5.0, 5.0), (9.0, 5.0), (200.0, 300.0)] {
        assert!(Curves::of(&trace, &ends, &window(from, to, 100)).is_empty());
    }
    assert!(Curves::of(&Trace::default(), &EndTimes::default(), &window(0.0, 1.0, 100)).is_empty());
}

#[test]
fn buckets_narrower_than_a_microsecond_are_sound() {
    let trace = calls(r#", "work": {"duration_ms": 100}"#, 4.0, &[1.0]);
    let curves = Curves::of(&trace, &EndTimes::of(&trace), &window(1.05, 1.0501, 1_000));
    assert!((0..curves.len() - 1).all(|bucket| curves.peak(bucket) <= 1));
    assert!((0..curves.len()).any(|bucket| curves.peak(bucket) == 1));
}
