use lambda_sim::{scenario::Scenario, simulator::Simulator};
fn main() {
    let text = r#"{"version":1,"name":"readme","seed":1,"duration_s":1000000,
    "account":{"concurrency_limit":null,"scaling_per_10s":null,"requests_per_second":null},
    "functions":[{"name":"f","memory_mb":1769,"timeout_s":900,
      "phases":{"download_ms":0,"start_ms":0,"init_ms":{"exponential":{"mean":253}}},
      "work":{"duration_ms":{"exponential":{"mean":1991}}},
      "keep_alive":{"initialized_s":600,"sandbox_s":0,"max_age_s":null},"environment_choice":"newest"}],
    "sources":[{"name":"s","function":"f","traffic":{"poisson":{"rps":0.9}}}]}"#;
    let scenario = Scenario::read(text).unwrap_or_else(|p| panic!("{p:#?}"));
    for seed in 1..=5 {
        let t = std::time::Instant::now();
        let trace = Simulator::new(&scenario, seed).finish().unwrap();
        let dt = t.elapsed().as_secs_f64();
        let n = trace.invocations.len();
        let t = std::time::Instant::now();
        let hash = trace.hash();
        println!(
            "{n} in {:.1} ms = {:.0} ns each, {:.2} M/s, x{:.0} of 8.245 s; {} envs, {} B/inv, cold {:.6}, hash {hash} {:.1} ms",
            dt * 1e3,
            dt * 1e9 / n as f64,
            n as f64 / dt / 1e6,
            8.245 / dt,
            trace.environments.len(),
            trace.bytes() / n,
            trace.starts.len() as f64 / n as f64,
            t.elapsed().as_secs_f64() * 1e3
        );
    }
}
