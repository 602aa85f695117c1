//! Agreement with SimFaaS (PyPI `simfaas`; Mahmoudi and Khazaei, 2021), the academic simulator of function platforms.
//!
//! Each case was run there on five seeds (2026-11-24); figures are mean ± standard error. Mapping: handler = warm service
//! time; init = what a cold start adds; expiry = `initialized_s`, no sandbox, no age; the idle environment created last serves.

use super::figures::{Estimate, Table};
use super::{counts, function, run_with, source, unlimited};
use lambda_sim::distribution::Distribution;
use lambda_sim::scenario::{EnvironmentChoice, Override, Scenario, Traffic};

struct Case {
    name: &'static str,
    traffic: Traffic,
    warm: Distribution,
    cold: Distribution,
    expiry_s: f64,
    limit: Option<u32>,
    duration_s: f64,
    /// P(cold) of all requests, P(reject), mean environments, mean running, life span in s; each with its standard error.
    expected: [(f64, f64); 5],
}

fn exponential(mean_s: f64) -> Distribution {
    Distribution::Exponential { mean: mean_s * 1e3 }
}

fn constant(s: f64) -> Distribution {
    Distribution::Constant(s * 1e3)
}

fn cases() -> Vec<Case> {
    let poisson = |gap_s: f64| Traffic::Poisson { rps: 1.0 / gap_s };
    let none = (f64::NAN, 0.0);
    vec![
        Case {
            name: "readme",
            traffic: poisson(1.111_111_111_1),
            warm: exponential(1.991),
            cold: exponential(2.244),
            expiry_s: 600.0,
            limit: None,
            duration_s: 1e6,
            expected: [(0.001_356_54, 1.4e-5), (0.0, 0.0), (7.702_22, 0.0011), (1.790_99, 0.0012), (6_339.34, 72.0)],
        },
        Case {
            name: "short-expiry",
            traffic: poisson(1.111_111_111_1),
            warm: exponential(1.991),
            cold: exponential(2.244),
            expiry_s: 60.0,
            limit: None,
            duration_s: 3e5,
            expected: [(0.016_045_2, 4.5e-5), (0.0, 0.0), (5.890_84, 0.0058), (1.795_35, 0.0023), (408.087, 1.0)],
        },
        Case {
            name: "rare",
            traffic: poisson(100.0),
            warm: exponential(1.991),
            cold: exponential(2.244),
            expiry_s: 600.0,
            limit: None,
            duration_s: 2e7,
            expected: [
                (0.019_657_2, 9.8e-5),
                (0.0, 0.0),
                (1.107_44, 0.000_56),
                (0.019_976_1, 3.2e-5),
                (5_634.23, 27.0),
            ],
        },
        Case {
            name: "const-service",
            traffic: poisson(0.2),
            warm: constant(0.8),
            cold: constant(2.0),
            expiry_s: 120.0,
            limit: None,
            duration_s: 1e5,
            expected: [(0.001_687_04, 2.4e-5), (0.0, 0.0), (11.7943, 0.014), (4.010_53, 0.0027), (1_406.35, 19.0)],
        },
        Case {
            name: "capped",
            traffic: poisson(0.1),
            warm: exponential(1.0),
            cold: exponential(1.0),
            expiry_s: 600.0,
            limit: Some(10),
            duration_s: 5e4,
            expected: [(2.001_59e-5, 2e-8), (0.214_295, 0.000_57), (9.9998, 3.6e-5), (7.8511, 0.0045), none],
        },
        Case {
            name: "const-arrival",
            traffic: Traffic::Constant { rps: 2.0 },
            warm: exponential(1.0),
            cold: exponential(3.0),
            expiry_s: 30.0,
            limit: None,
            duration_s: 1e5,
            expected: [(0.009_061, 6.9e-5), (0.0, 0.0), (4.819_08, 0.0027), (2.038_73, 0.0023), (266.271, 1.9)],
        },
        Case {
            name: "busy",
            traffic: poisson(0.02),
            warm: exponential(0.4),
            cold: exponential(1.2),
            expiry_s: 300.0,
            limit: None,
            duration_s: 2e4,
            expected: [(0.000_153_71, 3.3e-6), (0.0, 0.0), (38.9639, 0.09), (19.9967, 0.014), (5_593.8, 170.0)],
        },
    ]
}

fn scenario(case: &Case) -> Scenario {
    let mut scenario = unlimited(case.duration_s);
    let mut function = function("f", 0.0);
    function.work.duration_ms = case.warm.clone();
    let added = case.cold.mean() - case.warm.mean();
    let is_constant = matches!(case.cold, Distribution::Constant(_));
    function.phases.init_ms =
        Some(if is_constant { added.into() } else { Distribution::Exponential { mean: added.max(0.0) } });
    function.keep_alive.initialized_s = Override::Value(case.expiry_s.into());
    function.keep_alive.sandbox_s = Override::Value(0.0.into());
    function.environment_choice = EnvironmentChoice::Newest;
    function.reserved_concurrency = case.limit;
    scenario.functions = vec![function];
    scenario.sources = vec![source("s", "f", case.traffic.clone())];
    scenario
}

#[test]
fn every_case_agrees_within_three_standard_errors_of_the_difference() {
    const SEEDS: u64 = 5;
    let words = ["P(cold)", "P(reject)", "environments", "running", "life span"];
    let columns = ["case", "quantity", "here", "SimFaaS", "apart, in standard errors"];
    let (mut table, mut wrong) = (Table::new(&columns), String::new());
    for case in cases() {
        let scenario = scenario(&case);
        let runs: Vec<[f64; 5]> = (1..=SEEDS)
            .map(|seed| {
                let counts = counts(&run_with(&scenario, seed));
                let requests = counts.requests as f64;
                [
                    counts.starts.full_cold as f64 / requests,
                    counts.throttles as f64 / requests,
                    counts.environments.mean,
                    counts.concurrency.mean,
                    counts.environments.lifespan_mean_s.unwrap_or(f64::NAN),
                ]
            })
            .collect();
        for (index, (expected, their_error)) in case.expected.into_iter().enumerate() {
            let ours = Estimate::of(&runs.iter().map(|run| run[index]).collect::<Vec<_>>());
            let mean = ours.mean;
            let error = libm::hypot(ours.error, their_error);
            let allowed = 3.0 * error + 0.01 * expected;
            if expected.is_finite() {
                let theirs = Estimate::given(expected, their_error, SEEDS as usize);
                let apart =
                    if mean == expected { "0".to_owned() } else { format!("{:+.1}", (mean - expected) / error) };
                let names = [case.name.to_owned(), words[index].to_owned()];
                table.row(names.into_iter().chain([ours.to_string(), theirs.to_string(), apart]));
            }
            if (mean - expected).abs() > allowed {
                wrong += &format!("{} {}: {mean} instead of {expected} ± {allowed}\n", case.name, words[index]);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    table.check(
        "simfaas",
        "Agreement with SimFaaS: means over five seeds each, with their intervals of 95 %. Times in s.",
    );
}
