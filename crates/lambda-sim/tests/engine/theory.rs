//! Queueing theory: where an exact formula exists, the engine agrees within sampling error.

use super::figures::{Estimate, Table, rounded};
use super::{counts, function, run_with, source, unlimited};
use lambda_sim::distribution::{Distribution, MixturePart};
use lambda_sim::scenario::{Scenario, Traffic};
use lambda_sim::units::Instant;

/// Erlang's loss formula: the share refused with `servers` and `load` = arrival rate × mean service time.
fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |blocked, n| load * blocked / (f64::from(n) + load * blocked))
}

fn services(mean_ms: f64) -> Vec<(&'static str, Distribution)> {
    let sigma = libm::log(400.0 / 80.0) / lambda_sim::distribution::Z_P99;
    let p50 = mean_ms / libm::exp(sigma * sigma / 2.0);
    vec![
        ("constant", mean_ms.into()),
        ("exponential", Distribution::Exponential { mean: mean_ms }),
        ("lognormal", Distribution::lognormal(p50, p50 * 5.0)),
        ("uniform", Distribution::Uniform { min: 0.0, max: 2.0 * mean_ms }),
        (
            "two groups",
            Distribution::Mixture(vec![
                MixturePart { weight: 0.9, of: (mean_ms / 2.0).into() },
                MixturePart { weight: 0.1, of: Distribution::Exponential { mean: mean_ms * 5.5 } },
            ]),
        ),
    ]
}

fn one_function(service: Distribution, rps: f64, duration_s: f64, reserved: Option<u32>) -> Scenario {
    let mut scenario = unlimited(duration_s);
    scenario.functions = vec![function("f", 0.0)];
    scenario.functions[0].work.duration_ms = service;
    scenario.functions[0].reserved_concurrency = reserved;
    scenario.sources = vec![source("s", "f", Traffic::Poisson { rps })];
    scenario
}

#[test]
fn throttled_share_is_erlang_b_whatever_the_distribution() {
    assert!((erlang_b(10, 10.0) - 0.214_582).abs() < 1e-6);
    let mut table =
        Table::new(&["service time", "servers", "load", "throttled share", "Erlang B", "apart, in standard errors"]);
    for (servers, rps) in [(10, 10.0), (3, 1.0), (40, 36.0)] {
        for (name, service) in services(1_000.0) {
            let estimate = Estimate::over_seeds(10, |seed| {
                let scenario = one_function(service.clone(), rps, 60_000.0 / rps, Some(servers));
                counts(&run_with(&scenario, seed)).throttled_share()
            });
            let (share, error) = (estimate.mean, estimate.error);
            let expected = erlang_b(servers, rps);
            let given = [name.to_owned(), servers.to_string(), rps.to_string()];
            let apart = format!("{:+.1}", (share - expected) / error);
            table.row(given.into_iter().chain([estimate.to_string(), rounded(expected, 6), apart]));
            // Four standard errors, and what the empty beginning leaves out: a service time or two at the start of the run.
            let allowed = 4.0 * error + 2.0 * expected * rps / 60_000.0;
            assert!(
                (share - expected).abs() < allowed,
                "{name}, c = {servers}: {share} ± {error}, Erlang B {expected}"
            );
        }
    }
    table.check("erlang-b", "Erlang's loss formula: means over ten seeds, with their intervals of 95 %");
}

#[test]
fn busy_environments_without_limit_are_poisson() {
    // M/G/∞: the number in flight that an observer meets is Poisson with mean λ·s for any distribution (PASTA: arrivals see it).
    const SEEDS: u64 = 5;
    let (rps, mean) = (20.0, 10.0_f64);
    let columns = ["service time", "met in flight", "its variance", "Poisson: both", "met nobody", "Poisson"];
    let mut table = Table::new(&columns);
    for (name, service) in services(500.0) {
        let scenario = one_function(service, rps, 20_000.0, None);
        let runs: Vec<Vec<u32>> = (1..=SEEDS)
            .map(|seed| {
                let trace = run_with(&scenario, seed);
                let rows = trace.invocations.iter().filter(|row| row.arrival > Instant::from_secs(60));
                rows.map(|row| row.function_in_flight).collect()
            })
            .collect();
        let observations = runs.iter().map(Vec::len).sum::<usize>() as f64;
        let mut probability = libm::exp(-mean);
        for k in 0..25_u32 {
            let share = runs.iter().flatten().filter(|&&n| n == k).count() as f64 / observations;
            // Neighbouring observations are correlated over a service time: about rate × service of them count as one.
            let error = (probability * (1.0 - probability) * 2.0 * mean / observations).sqrt();
            assert!(
                (share - probability).abs() < 4.5 * error + 1e-4,
                "{name}: P({k}) = {share}, Poisson {probability}"
            );
            probability *= mean / f64::from(k + 1);
        }
        let moment = |of: &dyn Fn(f64) -> f64| {
            let each = |run: &Vec<u32>| run.iter().map(|&met| of(f64::from(met))).sum::<f64>() / run.len() as f64;
            Estimate::of(&runs.iter().map(each).collect::<Vec<_>>())
        };
        let (met, variance) = (moment(&|met| met), moment(&|met| (met - mean) * (met - mean)));
        let nobody = moment(&|met| f64::from(u8::from(met == 0.0)));
        let theory = [rounded(mean, 6), rounded(libm::exp(-mean), 6)];
        let [both, none] = theory;
        table.row([name.to_owned(), met.to_string(), variance.to_string(), both, nobody.to_string(), none]);
    }
    table.check(
        "in-flight",
        "Requests met in flight, without limits: means over five seeds, with their intervals of 95 %",
    );
}

#[test]
fn littles_law_holds_exactly_in_a_run_that_begins_and_ends_empty() {
    // The recording's calls are all answered before the end, so mean in flight = rate × mean latency to the last digit.
    let mut scenario = unlimited(1_000.0);
    scenario.functions = vec![function("f", 0.0)];
    scenario.functions[0].work.duration_ms = Distribution::lognormal(300.0, 4_000.0);
    scenario.sources =
        vec![source("s", "f", Traffic::Spike { base_rps: 0.0, peak_rps: 200.0, at_s: 10.0, for_s: 60.0 })];
    let trace = run_with(&scenario, 3);
    let counts = counts(&trace);
    let rate = counts.invocations as f64 / 1_000.0;
    let mean_latency_s = counts.latency_ms.mean.expect("invocations") / 1e3;
    assert!((counts.concurrency.mean - rate * mean_latency_s).abs() < 1e-9);
}

/// The share refused, and the mean in flight, where everything is exponential: services (1/s), inits and lives of idle environments.
/// A Markov chain of (in init, in service, idle) environments, solved by iteration.
fn refused_with_cold_starts(servers: usize, load: f64, init_rate: f64, expiry_rate: f64) -> (f64, f64) {
    let within = |n: usize| (0..=n).flat_map(move |a| (0..=n - a).map(move |b| (a, b)));
    let states: Vec<(usize, usize, usize)> = within(servers)
        .flat_map(|(init, busy)| (0..=servers - init - busy).map(move |idle| (init, busy, idle)))
        .collect();
    let place = |state| states.iter().position(|other| *other == state).expect("a state");
    let moves: Vec<(usize, usize, f64)> = states
        .iter()
        .enumerate()
        .flat_map(|(from, &(init, busy, idle))| {
            let mut moves = Vec::new();
            if init + busy < servers {
                let next = if idle > 0 { (init, busy + 1, idle - 1) } else { (init + 1, busy, idle) };
                moves.push((from, place(next), load));
            }
            if init > 0 {
                moves.push((from, place((init - 1, busy + 1, idle)), init_rate * init as f64));
            }
            if busy > 0 {
                moves.push((from, place((init, busy - 1, idle + 1)), busy as f64));
            }
            if idle > 0 {
                moves.push((from, place((init, busy, idle - 1)), expiry_rate * idle as f64));
            }
            moves
        })
        .collect();
    let fastest = load + servers as f64 * (1.0 + init_rate + expiry_rate);
    let mut chances = vec![1.0 / states.len() as f64; states.len()];
    for _ in 0..10_000 {
        let mut next = chances.clone();
        for &(from, to, rate) in &moves {
            let moved = chances[from] * rate / fastest;
            next[from] -= moved;
            next[to] += moved;
        }
        chances = next;
    }
    let in_flight = |state: &(usize, usize, usize)| state.0 + state.1;
    let with = states.iter().zip(chances);
    with.fold((0.0, 0.0), |(refused, mean), (state, chance)| {
        let full = if in_flight(state) == servers { chance } else { 0.0 };
        (refused + full, mean + chance * in_flight(state) as f64)
    })
}

#[test]
fn cold_starts_of_exponential_length_are_a_markov_chain() {
    let columns = ["init", "expiry", "throttled share", "exact", "in flight", "exact"];
    let mut table = Table::new(&columns);
    for (init_ms, expiry_s) in [(500.0, 1.0), (1_000.0, 0.25), (200.0, 10.0)] {
        let mut scenario = one_function(Distribution::Exponential { mean: 1_000.0 }, 5.0, 10_000.0, Some(8));
        let function = &mut scenario.functions[0];
        function.phases.init_ms = Some(Distribution::Exponential { mean: init_ms });
        function.keep_alive.initialized_s =
            lambda_sim::scenario::Override::Value(Distribution::Exponential { mean: expiry_s });
        function.keep_alive.sandbox_s = lambda_sim::scenario::Override::Value(0.0.into());
        let runs: Vec<_> = (1..=10).map(|seed| counts(&run_with(&scenario, seed))).collect();
        let shares = Estimate::of(&runs.iter().map(|run| run.throttled_share()).collect::<Vec<_>>());
        let means = Estimate::of(&runs.iter().map(|run| run.concurrency.mean).collect::<Vec<_>>());
        let exact = refused_with_cold_starts(8, 5.0, 1e3 / init_ms, 1.0 / expiry_s);
        assert!((shares.mean - exact.0).abs() < 4.0 * shares.error + 1e-4, "{shares}, exactly {}", exact.0);
        assert!((means.mean - exact.1).abs() < 4.0 * means.error + 1e-3, "{means}, exactly {}", exact.1);
        let given = [format!("{init_ms} ms"), format!("{expiry_s} s")];
        let cells = [shares.to_string(), rounded(exact.0, 6), means.to_string(), rounded(exact.1, 6)];
        table.row(given.into_iter().chain(cells));
    }
    table.check(
        "cold-starts",
        "Eight at most, 5/s of 1 s: means over ten seeds, with their intervals of 95 %, and a Markov chain",
    );
}

#[test]
fn where_cold_starts_add_time_erlang_b_no_longer_holds() {
    // c = 8, λ = 5/s, s = 1 s, a cold start of 2 s more, expiry after 1 s: more are refused than Erlang B says. What is
    // asserted is a figure of this engine with room around it; no formula gives it.
    let refused = |expiry_s: Option<f64>| {
        Estimate::over_seeds(6, |seed| {
            let mut scenario = one_function(Distribution::Exponential { mean: 1_000.0 }, 5.0, 10_000.0, Some(8));
            scenario.functions[0].phases.init_ms = Some(Distribution::Exponential { mean: 2_000.0 });
            scenario.functions[0].environment_choice = lambda_sim::scenario::EnvironmentChoice::Newest;
            if let Some(expiry_s) = expiry_s {
                scenario.functions[0].keep_alive.initialized_s = lambda_sim::scenario::Override::Value(expiry_s.into());
                scenario.functions[0].keep_alive.sandbox_s = lambda_sim::scenario::Override::Value(0.0.into());
            }
            counts(&run_with(&scenario, seed)).throttled_share()
        })
    };
    let (expiring, kept) = (refused(Some(1.0)), refused(None));
    assert!((expiring.mean - 0.156).abs() < 0.01, "{expiring}");
    assert!((kept.mean - erlang_b(8, 5.0)).abs() < 0.005, "{kept}");
    let mut table = Table::new(&["environments", "throttled share", "expected"]);
    table.row(["expire after 1 s".to_owned(), expiring.to_string(), "above Erlang B".to_owned()]);
    table.row(["stay".to_owned(), kept.to_string(), rounded(erlang_b(8, 5.0), 6)]);
    table.check("cold-starts-and-loss", "Cold starts add time: means over six seeds, with their intervals of 95 %");
}
