//! The life of an environment: starts, idleness, age, CPU, and what failures do (rules L1–L13, P1–P5).

use super::{at, counts, function, rows, run, source, starts, unlimited};
use lambda_sim::architecture::Architecture;
use lambda_sim::distribution::Distribution;
use lambda_sim::readings::usage;
use lambda_sim::scenario::{Function, Override, ProvisionedStart, Scenario, Traffic};
use lambda_sim::trace::{Outcome, StartKind, Trace};
use lambda_sim::units::Micros;

const MS: u64 = 1_000;

fn phased(name: &str) -> Function {
    let mut function = function(name, 100.0);
    function.phases.download_ms = Some(40.0.into());
    function.phases.start_ms = Some(110.0.into());
    function.phases.init_ms = Some(180.0.into());
    function
}

fn one_source(function: Function, times: &[f64], duration_s: f64) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.sources = vec![source("s", &function.name, at(times))];
    scenario.functions = vec![function];
    scenario
}

fn outcomes(trace: &Trace) -> Vec<Outcome> {
    trace.invocations.iter().map(|row| row.flags.outcome()).collect()
}

fn latencies_ms(trace: &Trace) -> Vec<f64> {
    trace.invocations_with_starts().map(|invocation| invocation.latency().as_millis_f64()).collect()
}

#[test]
fn s1_s2_s3_full_cold_warm_and_partial_cold() {
    let mut function = phased("f");
    function.keep_alive.initialized_s = Override::Value(300.0.into());
    function.keep_alive.sandbox_s = Override::Value(600.0.into());
    // Warm after 200 s; sandbox only after 400 s; all gone after 1,000 s.
    let trace = run(&one_source(function, &[0.0, 200.0, 700.0, 1_700.0], 2_000.0));
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::Warm, StartKind::PartialCold, StartKind::FullCold]);
    assert_eq!(latencies_ms(&trace), [430.0, 100.0, 280.0, 430.0]);
    let counts = counts(&trace);
    assert_eq!(counts.init_ms.p50, Some(180.0));
    assert_eq!(counts.environments.created, 2);
    // Gone after its idle life and its sandbox's, both anew after each use: 0 → 700.28 + 300 + 600.
    assert_eq!(counts.environments.lifespan_mean_s, Some(1_600.28));
}

#[test]
fn an_environment_still_serves_at_the_instant_of_its_expiry() {
    let mut function = function("f", 100.0);
    function.keep_alive.initialized_s = Override::Value(10.0.into());
    function.keep_alive.sandbox_s = Override::Value(0.0.into());
    let trace = run(&one_source(function, &[0.0, 10.1, 20.200_001], 60.0));
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::Warm, StartKind::FullCold].map(|start| start));
}

#[test]
fn a_completion_goes_before_an_arrival_at_the_same_time() {
    let trace = run(&one_source(function("f", 1_000.0), &[0.0, 1.0, 2.0], 60.0));
    assert_eq!(counts(&trace).environments.created, 1);
}

#[test]
fn a_busy_environment_is_retired_at_its_age_but_never_in_the_middle() {
    let mut function = function("f", 700.0);
    function.keep_alive.max_age_s = Override::Value(10.0.into());
    let times: Vec<f64> = (0..30).map(f64::from).collect();
    let trace = run(&one_source(function, &times, 60.0));
    // Each environment serves 0 to 9 s of its life: the request at 10 s finds it gone.
    assert_eq!(counts(&trace).environments.created, 3);
    assert!(trace.invocations.iter().all(|row| row.handler == Micros(700 * MS)));
}

#[test]
fn the_lazy_expiry_is_the_drawn_one() {
    // Idle lives are drawn only once their lower bound has passed; the outcome must be that of drawing each at once.
    let mut function = function("f", 10.0);
    function.keep_alive.initialized_s = Override::Value(Distribution::Clamped {
        min: 5.0,
        max: None,
        of: Box::new(Distribution::Exponential { mean: 20.0 }),
    });
    function.keep_alive.sandbox_s = Override::Value(0.0.into());
    let times: Vec<f64> = (0..2_000).map(|k| f64::from(k) * 20.0).collect();
    let trace = run(&one_source(function, &times, 40_000.0));
    let cold = starts(&trace).iter().filter(|start| **start == StartKind::FullCold).count() as f64 / 2_000.0;
    // P(exponential of mean 20 < 19.99) = 0.632.
    assert!((cold - 0.632).abs() < 0.04, "{cold}");
}

#[test]
fn p1_p2_computing_follows_memory_and_waiting_does_not() {
    for (memory_mb, cpu_share, parallelism, expected_ms) in [
        (1_769, 1.0, 1, 100.0),
        (128, 1.0, 1, 1_382.031),
        (512, 0.3, 1, 173.652),
        (128, 0.0, 1, 100.0),
        (3_538, 1.0, 1, 100.0),
        (3_538, 1.0, 2, 50.0),
        (10_240, 0.5, 8, 58.638),
    ] {
        let mut function = function("f", 100.0);
        function.memory_mb = memory_mb;
        function.work.cpu_share = cpu_share;
        function.work.parallelism = parallelism;
        let trace = run(&one_source(function, &[0.0], 10.0));
        assert_eq!(latencies_ms(&trace), [expected_ms], "{memory_mb} MB, {cpu_share}, {parallelism}");
    }
}

#[test]
fn p3_init_runs_at_full_speed_on_demand_whatever_the_memory() {
    for memory_mb in [128, 1_769, 10_240] {
        let mut function = phased("f");
        function.memory_mb = memory_mb;
        let trace = run(&one_source(function, &[0.0], 10.0));
        assert_eq!(trace.starts.get(0).map(|start| start.init_us), Some(180_000));
    }
}

#[test]
fn p4_arm64_computes_in_its_own_time_and_waits_the_same() {
    let mut function = function("f", 100.0);
    function.architecture = Architecture::Arm64;
    function.work.cpu_share = 0.5;
    let trace = run(&one_source(function, &[0.0], 10.0));
    assert_eq!(latencies_ms(&trace), [95.0]);
}

#[test]
fn p5_out_of_memory_strikes_in_proportion_and_resets() {
    let mut function = phased("f");
    function.memory_mb = 1_769;
    function.work.memory_used_mb = Some(3_538.0.into());
    let trace = run(&one_source(function, &[0.0, 10.0], 60.0));
    assert_eq!(outcomes(&trace), [Outcome::OutOfMemory; 2]);
    assert_eq!(starts(&trace), [StartKind::FullCold, StartKind::PartialCold]);
    assert_eq!(rows(&trace)[0].handler, Micros(50 * MS));
    assert_eq!(rows(&trace)[0].memory_used_mb, 1_769);
    // The second runs init inside its Duration.
    let second = trace.invocations_with_starts().nth(1).expect("two invocations");
    assert_eq!((second.init(), second.duration()), (Micros(0), Micros(230 * MS)));
}

#[test]
fn l6_a_timeout_resets_the_runtime_and_init_runs_again_at_the_handlers_speed() {
    let mut function = phased("f");
    function.memory_mb = 884;
    function.timeout_s = 1;
    function.work.duration_ms = 5_000.0.into();
    let trace = run(&one_source(function, &[0.0, 10.0], 60.0));
    assert_eq!(outcomes(&trace), [Outcome::Timeout; 2]);
    assert_eq!(rows(&trace)[0].handler, Micros(1_000 * MS));
    let second = trace.invocations_with_starts().nth(1).expect("two invocations");
    let suppressed = (180_000.0_f64 * 1_769.0 / 884.0).round() as u32;
    assert_eq!(second.start.suppressed_init_us, suppressed);
    // Init and handler share the timeout.
    assert_eq!(second.duration(), Micros(1_000 * MS));
}

#[test]
fn l6_a_crash_resets_and_a_returned_error_does_not() {
    for (crash_rate, error_rate, outcome, second) in
        [(1.0, 0.0, Outcome::Crash, StartKind::PartialCold), (0.0, 1.0, Outcome::HandlerError, StartKind::Warm)]
    {
        let mut function = phased("f");
        function.work.crash_rate = crash_rate;
        function.work.error_rate = error_rate;
        let trace = run(&one_source(function, &[0.0, 10.0], 60.0));
        assert_eq!(outcomes(&trace), [outcome; 2]);
        assert_eq!(starts(&trace), [StartKind::FullCold, second]);
        assert_eq!(counts(&trace).errors, 2);
    }
}

#[test]
fn l5_init_past_ten_seconds_runs_again_inside_the_invocation() {
    let mut function = phased("f");
    function.phases.init_ms = Some(12_000.0.into());
    function.timeout_s = 60;
    let trace = run(&one_source(function.clone(), &[0.0], 60.0));
    let invocation = trace.invocation(lambda_sim::trace::InvocationId(0)).expect("one invocation");
    assert_eq!(invocation.init(), Micros(10_000 * MS));
    assert_eq!(invocation.duration(), Micros(12_100 * MS));
    assert_eq!(invocation.latency(), Micros(22_250 * MS));
    assert_eq!(invocation.row.flags.outcome(), Outcome::Completed);
    // With a timeout shorter than the init every invocation times out, for ever.
    function.timeout_s = 10;
    let trace = run(&one_source(function.clone(), &[0.0, 100.0, 200.0], 300.0));
    assert_eq!(outcomes(&trace), [Outcome::Timeout; 3]);
    // Whether the failed ten seconds count is an assumption that can be switched.
    let mut scenario = one_source(function, &[0.0], 60.0);
    scenario.assumptions.insert("failed_init_counts".to_owned(), 0.0);
    assert_eq!(run(&scenario).starts.get(0).map(|start| start.init_us), Some(0));
}

#[test]
fn l13_a_wrong_handler_fails_in_init_every_time_and_is_billed() {
    let mut function = phased("f");
    function.handler = "index.handle".to_owned();
    function.package.entry_point = Some("index.handler".to_owned());
    let trace = run(&one_source(function, &[0.0, 10.0], 60.0));
    assert_eq!(outcomes(&trace), [Outcome::InitError; 2]);
    let counts = counts(&trace);
    assert_eq!((counts.errors, counts.completed, counts.throttles), (2, 0, 0));
    let usage = usage(&trace, None);
    assert_eq!(usage.requests.total(), 2);
    assert_eq!(usage.on_demand(), lambda_sim::units::MegaBytes(1_769) * 360);
}

#[test]
fn l12_the_timeout_does_not_cover_a_good_init() {
    let mut function = phased("f");
    function.phases.init_ms = Some(5_000.0.into());
    function.timeout_s = 1;
    function.work.duration_ms = 900.0.into();
    let trace = run(&one_source(function, &[0.0], 60.0));
    assert_eq!(outcomes(&trace), [Outcome::Completed]);
    assert_eq!(latencies_ms(&trace), [6_050.0]);
}

#[test]
fn provisioned_environments_are_warm_do_not_expire_and_are_replaced_at_their_age() {
    let mut function = phased("f");
    function.provisioned_concurrency = Some(2);
    function.memory_mb = 884;
    function.keep_alive.initialized_s = Override::Value(5.0.into());
    function.keep_alive.max_age_s = Override::Value(100.0.into());
    let trace = run(&one_source(function, &[0.0, 50.0, 150.0, 250.0], 290.0));
    assert_eq!(starts(&trace), [StartKind::Warm; 4]);
    let counts = counts(&trace);
    assert_eq!(counts.environments.peak, 2);
    assert_eq!(counts.environments.mean, 2.0);
    // Both are replaced at 100 and at 200 s; their init has no burst of CPU (P3).
    assert_eq!(trace.provisioned_inits.len(), 4);
    assert_eq!(trace.provisioned_inits.get(0).map(|row| row.init_us), Some(360_204));
    assert_eq!(counts.environments.created, 4);
}

#[test]
fn q16_init_ahead_of_requests_has_130_seconds_or_the_timeout() {
    // Provisioned init has half a vCPU: twice as long as the burst on demand.
    let ready = |init_s: f64, timeout_s: u32| {
        let mut function = phased("f");
        (function.memory_mb, function.timeout_s) = (884, timeout_s);
        function.phases.init_ms = Some((init_s * 500.0).into());
        function.provisioned_concurrency = Some(2);
        function.provisioned_start = ProvisionedStart::Allocate;
        let trace = run(&one_source(function, &[280.0], 300.0));
        trace.provisioned_inits.iter().map(|row| row.init_us / 1_000_000).collect::<Vec<_>>()
    };
    assert_eq!(ready(129.0, 3), [129, 129]);
    assert_eq!(ready(131.0, 3), [0; 0], "never ready");
    assert_eq!(ready(131.0, 200), [131, 131], "the function's timeout is longer");
}

#[test]
fn a_reset_provisioned_environment_runs_init_again_and_still_counts_as_warm() {
    let mut function = phased("f");
    function.provisioned_concurrency = Some(1);
    function.work.crash_rate = 1.0;
    let trace = run(&one_source(function, &[0.0, 10.0], 60.0));
    assert_eq!(starts(&trace), [StartKind::Warm, StartKind::PartialCold]);
    assert_eq!(latencies_ms(&trace), [100.0, 280.0]);
    let counts = counts(&trace);
    assert_eq!((counts.starts.warm, counts.starts.partial_cold, counts.init_ms.p50), (2, 0, None));
}

#[test]
fn an_initialised_provisioned_environment_serves_before_one_that_was_reset() {
    // The second call of each pair meets one environment that timed out and one that did not.
    let mut function = phased("f");
    function.provisioned_concurrency = Some(2);
    function.timeout_s = 1;
    function.work.duration_ms = Distribution::Empirical(vec![100.0, 5_000.0]);
    let times: Vec<f64> = (0..200).map(|k| f64::from(k / 2) * 20.0 + f64::from(k % 2) * 10.0).collect();
    let trace = run(&one_source(function, &times, 2_000.0));
    let mut reset = [false; 2];
    let mut with_choice = 0;
    for row in trace.invocations.iter() {
        let environment = row.environment.index();
        let is_reset = row.flags.start() == StartKind::PartialCold;
        assert_eq!(is_reset, reset[environment]);
        if reset[0] != reset[1] {
            with_choice += 1;
            assert!(!is_reset, "at {}", row.arrival);
        }
        reset[environment] = row.flags.outcome() == Outcome::Timeout;
    }
    assert!(with_choice > 10, "{with_choice}");
}

#[test]
fn m1_before_august_2025_the_init_of_a_zip_file_was_free_on_a_managed_runtime() {
    let mut scenario = unlimited(60.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.functions[0].memory_mb = 1_024;
    scenario.functions[0].phases.init_ms = Some(250.5.into());
    scenario.sources = vec![source("s", "f", at(&[0.0, 1.0]))];
    let billed = |scenario: &Scenario| {
        let usage = lambda_sim::readings::usage(&run(scenario), None);
        (usage.duration.x86_64.eligible.0 / 1_024, usage.init.x86_64.eligible.0 / 1_024)
    };
    assert_eq!(billed(&scenario), (200, 251));
    scenario.account.free_init = true;
    assert_eq!(billed(&scenario), (200, 0));
    // Images, and runtimes of one's own, paid for theirs.
    scenario.functions[0].package.package_type = lambda_sim::runtimes::PackageType::Image;
    assert_eq!(billed(&scenario), (200, 251));
    scenario.functions[0].package.package_type = lambda_sim::runtimes::PackageType::Zip;
    scenario.functions[0].runtime = "provided.al2023".to_owned();
    assert_eq!(billed(&scenario), (200, 251));
}

#[test]
fn m8_a_month_has_thirty_days_or_730_hours() {
    use lambda_sim::pricing::{LineItem, PriceBook, Quantity};
    let mut scenario = unlimited(3_600.0);
    scenario.functions = vec![function("f", 100.0)];
    scenario.sources = vec![source("s", "f", Traffic::Constant { rps: 1.0 })];
    let trace = run(&scenario);
    let requests = |scenario: &Scenario| {
        let bill = lambda_sim::readings::month_bill(&trace, scenario, &PriceBook::current()).expect("a known Region");
        (
            bill.line(LineItem::Requests).quantity,
            bill.share(trace.duration, scenario.account.month()).line(LineItem::Requests).quantity,
        )
    };
    assert_eq!(requests(&scenario), (Quantity::Requests(3_600 * 720), Quantity::Requests(3_600)));
    scenario.account.month_of_730_h = true;
    assert_eq!(requests(&scenario), (Quantity::Requests(3_600 * 730), Quantity::Requests(3_600)));
}
