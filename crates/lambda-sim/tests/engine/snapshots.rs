//! Starts that find more than nothing: snapshots (rule N0) and init ahead of requests (rule L10).

use super::{at, counts, function, rows, run, source, starts, unlimited};
use lambda_sim::pricing::{Data, LineItem, PriceBook};
use lambda_sim::readings::logs::{LogFormat, LogSettings, lines_of};
use lambda_sim::readings::segments::{Calls, SegmentKind, SegmentStyle, segments};
use lambda_sim::readings::{Summary, usage};
use lambda_sim::scenario::{Function, Qualifier, Scenario, Traffic};
use lambda_sim::trace::{InvocationId, Outcome, StartKind, Trace};
use lambda_sim::units::{MbMillis, Micros};

const MS: u64 = 1_000;

/// A function of 1,024 MB with SnapStart: 400 ms of restore, of which a fifth is the runtime's load, and 100 ms of hooks.
fn snap_started(runtime: &str) -> Scenario {
    let mut function = function("f", 100.0);
    function.runtime = runtime.to_owned();
    function.memory_mb = 1_024;
    function.snap_start = true;
    function.phases.download_ms = Some(70.0.into());
    function.phases.start_ms = Some(80.0.into());
    function.phases.init_ms = Some(3_000.0.into());
    function.phases.restore_ms = Some(400.0.into());
    function.phases.after_restore_ms = Some(100.0.into());
    let mut scenario = unlimited(3_600.0);
    scenario.functions = vec![function];
    scenario.sources = vec![source("s", "f", at(&[0.0, 10.0]))];
    scenario
}

fn text(trace: &Trace, id: u32) -> Vec<String> {
    let settings = LogSettings::default();
    lines_of(trace, InvocationId(id), &settings).iter().map(|line| line.render(trace, &settings)).collect()
}

#[test]
fn n0_a_cold_start_is_the_restore_and_the_duration() {
    let trace = run(&snap_started("python3.13"));
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::Warm]);
    let cold = trace.invocation(InvocationId(0)).expect("it ran");
    assert_eq!((cold.restore(), cold.latency()), (Some(Micros(500 * MS)), Micros(600 * MS)));
    assert_eq!(cold.init(), Micros(180 * MS));
    assert_eq!(counts(&trace).init_ms.p50, None);
    let lines = text(&trace, 0);
    assert!(lines[0].starts_with("RESTORE_START Runtime Version: "), "{lines:?}");
    assert_eq!(lines[1], "RESTORE_REPORT Restore Duration: 500.00 ms");
    let report = lines.last().expect("a report");
    assert!(report.contains("\tDuration: 100.00 ms\tBilled Duration: 280 ms\t"), "{report}");
    assert!(report.contains("\tRestore Duration: 500.00 ms\tBilled Restore Duration: 180 ms"), "{report}");
    assert!(!report.contains("Init Duration"), "{report}");
    assert!(!text(&trace, 1).last().expect("a report").contains("Restore"));
    let json = LogSettings { format: LogFormat::Json, ..LogSettings::default() };
    let told =
        lines_of(&trace, InvocationId(0), &json).iter().map(|line| line.render(&trace, &json)).collect::<String>();
    assert!(
        told.contains(r#""type":"platform.restoreReport""#) && told.contains(r#""restoreDurationMs":500.0"#),
        "{told}"
    );
    let tree = segments(&trace, &Calls::of(&trace), InvocationId(0), SegmentStyle::New).expect("it ran");
    assert_eq!(tree.below[0].below[0].kind, SegmentKind::Restore);
    assert_eq!(tree.below[0].below[0].duration(), Micros(500 * MS));
}

#[test]
fn n0_keeping_and_restoring_cost_and_java_pays_neither() {
    let scenario = snap_started("python3.13");
    let used = usage(&run(&scenario), None);
    // One published version of 1 GB for the whole hour, and one restore of it.
    assert_eq!(used.snapstart_cache, MbMillis::from_gb_seconds(3_600));
    assert_eq!(used.snapstart_restored, Data::from_gb(1));
    // The runtime's load and the hooks are billed like init.
    assert_eq!(used.init.x86_64.eligible, MbMillis(1_024 * 180));
    let cost = Summary::of(&run(&scenario), &scenario, 1, &PriceBook::current()).expect("a known Region").cost_usd;
    assert!((cost.line(LineItem::SnapStartCache) - 3_600.0 * 0.000_001_504_6).abs() < 1e-9);
    assert!((cost.line(LineItem::SnapStartRestore) - 0.000_139_799_8).abs() < 1e-9);
    let java = usage(&run(&snap_started("java21")), None);
    assert_eq!((java.snapstart_cache, java.snapstart_restored), (MbMillis(0), Data(0)));
    assert_eq!(java.init, used.init);
}

#[test]
fn n0_only_published_versions_are_restored() {
    let mut scenario = snap_started("java21");
    scenario.sources[0].qualifier = Some(Qualifier::Latest);
    let cold = run(&scenario).invocation(InvocationId(0)).expect("it ran");
    assert_eq!((cold.restore(), cold.init(), cold.latency()), (None, Micros(3_000 * MS), Micros(3_250 * MS)));
}

#[test]
fn n0_hooks_have_ten_seconds_with_the_runtimes_load() {
    let mut scenario = snap_started("java21");
    scenario.functions[0].phases.after_restore_ms = Some(9_921.0.into());
    let trace = run(&scenario);
    assert_eq!(rows(&trace)[0].flags.outcome(), Outcome::InitError);
    assert_eq!(trace.invocation(InvocationId(0)).map(|cold| cold.restore()), Some(Some(Micros(10_320 * MS))));
    scenario.functions[0].phases.after_restore_ms = Some(9_920.0.into());
    assert_eq!(rows(&run(&scenario))[0].flags.outcome(), Outcome::Completed);
}

#[test]
fn n0_a_snapshot_restored_within_half_an_hour_is_restored_faster() {
    let mut scenario = snap_started("java21");
    scenario.duration_s = 400_000.0;
    scenario.functions[0].phases.restore_ms = None;
    scenario.functions[0].phases.after_restore_ms = None;
    scenario.functions[0].keep_alive.initialized_s = lambda_sim::scenario::Override::Value(1.0.into());
    scenario.functions[0].keep_alive.sandbox_s = lambda_sim::scenario::Override::Value(0.0.into());
    let median = |every_s: f64| {
        let mut scenario = scenario.clone();
        let times: Vec<f64> = (0..199).map(|k| f64::from(k) * every_s).collect();
        scenario.sources[0].traffic.0 = vec![at(&times)];
        let mut restores: Vec<Micros> =
            run(&scenario).invocations_with_starts().filter_map(|invocation| invocation.restore()).collect();
        assert_eq!(restores.len(), 199);
        restores.sort_unstable();
        restores[99].as_millis_f64()
    };
    let (often, rarely) = (median(1_700.0), median(1_900.0));
    assert!((100.0..145.0).contains(&often) && (620.0..680.0).contains(&rarely), "{often} {rarely}");
}

#[test]
fn n0_what_does_not_go_with_it_is_refused() {
    let allowed = |change: fn(&mut Function)| {
        let mut scenario = snap_started("java21");
        change(&mut scenario.functions[0]);
        scenario.validate().is_ok()
    };
    assert!(allowed(|_| {}));
    for runtime in ["java11", "java25", "python3.12", "python3.14", "dotnet8", "dotnet10"] {
        let mut scenario = snap_started(runtime);
        scenario.functions[0].runtime = runtime.to_owned();
        assert!(scenario.validate().is_ok(), "{runtime}");
    }
    for runtime in ["java8.al2", "python3.11", "nodejs24.x", "ruby3.4", "provided.al2023"] {
        assert!(snap_started(runtime).validate().is_err(), "{runtime}");
    }
    assert!(!allowed(|function| function.provisioned_concurrency = Some(1)));
    assert!(!allowed(|function| function.ephemeral_storage_mb = 513));
}

#[test]
fn l10_an_environment_initialised_ahead_serves_warm_and_its_init_is_billed() {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].phases.init_ms = Some(180.0.into());
    scenario.functions[0].proactive_init_share = 1.0;
    scenario.sources = vec![source("s", "f", at(&[0.0, 0.05, 10.0]))];
    let trace = run(&scenario);
    assert_eq!(starts(&trace), [StartKind::Warm; 3]);
    assert_eq!(rows(&trace).iter().filter(|row| row.flags.is_initialised_ahead()).count(), 2);
    let counts = counts(&trace);
    assert_eq!((counts.starts.warm, counts.latency_ms.max, counts.environments.created), (3, Some(100.0), 2));
    assert_eq!(usage(&trace, None).init.x86_64.eligible, MbMillis(2 * 180 * 1_769));
    let report = text(&trace, 0).pop().expect("a report");
    assert!(report.contains("Billed Duration: 280 ms") && report.contains("Init Duration: 180.00 ms"), "{report}");
    assert!(!text(&trace, 2).pop().expect("a report").contains("Init Duration"));
}

#[test]
fn l10_the_share_is_drawn_and_moves_no_other_draw() {
    let mut scenario = unlimited(200.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].phases.init_ms = None;
    scenario.sources = vec![source("s", "f", Traffic::Bursts { size: 2_000, every_s: 1_000.0 })];
    let none = run(&scenario);
    scenario.functions[0].proactive_init_share = 0.3;
    let some = run(&scenario);
    let ahead = rows(&some).iter().filter(|row| row.flags.is_initialised_ahead()).count();
    assert!((540..660).contains(&ahead), "{ahead}");
    assert_eq!(counts(&some).starts.full_cold, 2_000 - ahead as u64);
    let inits = |trace: &Trace| trace.starts.iter().map(|start| start.init_us).collect::<Vec<_>>();
    assert_eq!(inits(&some), inits(&none));
}
