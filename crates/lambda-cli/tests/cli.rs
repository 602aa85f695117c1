//! The program as its users meet it: what goes in, what comes out on which stream, and the exit code.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const SCENARIO: &str = r#"{
  "version": 1, "name": "Steady", "seed": 4, "duration_s": 60,
  "functions": [{ "name": "f", "memory_mb": 1769, "work": { "duration_ms": 100 } }],
  "sources": [{ "name": "s", "function": "f", "traffic": { "constant": { "rps": 5 } } }]
}"#;

fn lambda_sim(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lambda-sim"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments does not read; that is no failure of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of the test's own, gone when it is dropped.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, content: &str) -> Self {
        let path = std::env::temp_dir().join(format!("lambda-sim-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("a file in the temporary directory");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_run_prints_its_summary_as_json() {
    let output = lambda_sim(&["run", "-", "--format", "json"], SCENARIO);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(summary["requests"], 300);
    // The first start takes over 200 ms: the second call, too, needs its own environment.
    assert_eq!(summary["functions"]["f"]["starts"]["warm"], 298);
    assert_eq!(summary["seed"], 4);
    assert!(summary["trace_hash"].as_str().is_some_and(|hash| hash.starts_with("v1:")));
}

#[test]
fn a_run_prints_its_summary_as_text() {
    let output = lambda_sim(&["run", "-"], SCENARIO);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("Steady · 60 s · seed 4\n"));
    assert!(text(&output.stdout).contains("requests         300 · invocations 300"));
}

/// What is printed adds up: the lines of the bill to the run's cost, for an example of every kind of function.
#[test]
fn the_cost_lines_add_up_to_the_cost() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/scenarios");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../lambda-sim/tests/golden");
    let mut seen = 0;
    for folder in [examples, golden] {
        let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
        for path in files.filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
            let output = lambda_sim(&["run", path.to_str().expect("a plain path")], "");
            assert_eq!(output.status.code(), Some(0), "{}: {}", path.display(), text(&output.stderr));
            let output = text(&output.stdout);
            let cost = output.split_once("\ncost, USD").expect("a cost").1;
            let cost = cost.split_once("\n\n").expect("an end").0;
            let number = |text: &str| text.trim().parse::<f64>().expect("a number");
            let run = cost.split_once("run ").and_then(|(_, rest)| rest.split_once(' ')).expect("the run's cost").0;
            let lines: Vec<f64> = cost
                .lines()
                .skip(1)
                .filter(|line| !line.contains("a million"))
                .map(|line| number(line.rsplit_once(' ').expect("an amount").1))
                .collect();
            // Each is rounded to the millionth.
            let most_off = 0.5e-6 * (lines.len() + 1) as f64 + 1e-12;
            assert!((lines.iter().sum::<f64>() - number(run)).abs() <= most_off, "{}: {cost}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 13, "{seen} scenarios");
}

#[test]
fn the_seed_can_be_given_and_decides_the_run() {
    let hash = |seed: &str| {
        let output =
            lambda_sim(&["run", "-", "--seed", seed, "--format", "json"], &SCENARIO.replace("constant", "poisson"));
        let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(summary["seed"].to_string(), seed);
        summary["trace_hash"].clone()
    };
    assert_eq!(hash("11"), hash("11"));
    assert_ne!(hash("11"), hash("12"));
    assert_eq!(lambda_sim(&["run", "-", "--seed", "9007199254740992"], SCENARIO).status.code(), Some(64));
}

#[test]
fn an_invalid_scenario_exits_with_2_and_names_every_problem() {
    let scenario = SCENARIO.replace("1769", "64").replace("\"function\": \"f\"", "\"function\": \"g\"");
    for command in ["validate", "run"] {
        let output = lambda_sim(&[command, "-"], &scenario);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let errors = text(&output.stderr);
        assert!(
            errors.contains("functions[0].memory_mb: 64 given; allowed: whole numbers 128 to 10,240 MB"),
            "{errors}"
        );
        assert!(errors.contains("sources[0].function: \"g\" given"), "{errors}");
    }
    assert_eq!(lambda_sim(&["validate", "-"], "not JSON").status.code(), Some(2));
    assert_eq!(lambda_sim(&["validate", "-"], SCENARIO).status.code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_read_exits_with_1() {
    let output = lambda_sim(&["run", "/no/such/scenario.json"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("/no/such/scenario.json"));
    assert_eq!(lambda_sim(&["run", "-", "--traffic", "/no/such.csv"], SCENARIO).status.code(), Some(1));
}

#[test]
fn wrong_usage_exits_with_64_and_help_with_0() {
    for arguments in [&["fly"][..], &["run"], &["run", "-", "--format", "xml"], &["validate", "-", "--seed", "1"], &[]]
    {
        assert_eq!(lambda_sim(arguments, SCENARIO).status.code(), Some(64), "{arguments:?}");
    }
    assert_eq!(lambda_sim(&["--help"], "").status.code(), Some(0));
    assert_eq!(lambda_sim(&["--version"], "").status.code(), Some(0));
}

#[test]
fn the_schema_is_json() {
    let output = lambda_sim(&["schema"], "");
    assert_eq!(output.status.code(), Some(0));
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(schema["properties"]["functions"].is_object());
}

#[test]
fn a_recording_replaces_the_traffic_and_sets_the_length() {
    let csv = File::new(
        "counts.csv",
        "timestamp,value\n2026-01-05 00:00:00,40\n2026-01-05 00:05:00,0\n2026-01-05 00:20:00,7\n",
    );
    let output = lambda_sim(&["run", "-", "--traffic", csv.path(), "--format", "json"], SCENARIO);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(summary["requests"], 47);
    assert_eq!(summary["duration_s"], 1_500.0);
    let bad = File::new("bad.csv", "timestamp,value\n2026-01-05 00:00:00,many\n");
    let output = lambda_sim(&["run", "-", "--traffic", bad.path()], SCENARIO);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("many"), "{}", text(&output.stderr));
}

#[test]
fn what_is_no_text_is_named_and_not_guessed_at() {
    let path = std::env::temp_dir().join(format!("lambda-sim-{}-latin1.json", std::process::id()));
    std::fs::write(
        &path,
        SCENARIO
            .replace("Steady", "X")
            .into_bytes()
            .into_iter()
            .map(|byte| if byte == b'X' { 0xff } else { byte })
            .collect::<Vec<u8>>(),
    )
    .expect("a file");
    let output = lambda_sim(&["run", path.to_str().expect("a plain path")], "");
    let _ = std::fs::remove_file(&path);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("not UTF-8"), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("latin1.json"), "{}", text(&output.stderr));
}

#[test]
fn one_standard_input_cannot_be_two_files() {
    assert_eq!(lambda_sim(&["run", "-", "--traffic", "-"], SCENARIO).status.code(), Some(64));
}

#[test]
fn a_run_that_grows_too_large_is_not_valid() {
    let storm = r#"{ "duration_s": 60, "account": { "requests_per_second": null },
      "functions": [{ "name": "f", "reserved_concurrency": 0 }],
      "sources": [{ "name": "s", "function": "f", "traffic": { "constant": { "rps": 1500 } },
        "retry": { "fixed": { "delay_ms": 0, "max_attempts": 1000 } } }] }"#;
    let output = lambda_sim(&["run", "-"], storm);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}
