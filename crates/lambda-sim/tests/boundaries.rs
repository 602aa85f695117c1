//! Which crate may know which: nothing of a browser enters `crates/*`, not even by way of a dependency, and the arrows between
//! the crates run one way.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BROWSER: [&str; 6] = ["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo", "stdweb"];

/// The crates, each with those that it may name: the ones below it.
const CRATES: [(&str, &[&str]); 4] = [
    ("lambda-scenario", &[]),
    ("lambda-import", &["lambda-scenario"]),
    ("lambda-sim", &["lambda-scenario"]),
    ("lambda-cli", &["lambda-scenario", "lambda-import", "lambda-sim"]),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn no_browser_crate_enters_the_crates() {
    for (package, _) in CRATES {
        for features in [&[][..], &["--all-features"]] {
            let output = Command::new(env!("CARGO"))
                .args(["tree", "--package", package, "--edges", "normal,build", "--target", "all", "--prefix", "none"])
                .args(features)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .expect("cargo runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let tree = String::from_utf8_lossy(&output.stdout);
            assert!(tree.starts_with(package));
            for line in tree.lines() {
                let name = line.split_whitespace().next().unwrap_or_default();
                let is_browser =
                    BROWSER.iter().any(|browser| name == *browser || name.starts_with(&format!("{browser}-")));
                assert!(!is_browser, "{package} depends on {name}");
            }
        }
    }
}

#[test]
fn every_crate_has_its_place_in_the_table() {
    let mut found: Vec<String> = fs::read_dir(crates())
        .expect("the folder of the crates")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort_unstable();
    let mut listed = CRATES.map(|(package, _)| package);
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn the_arrows_between_the_crates_run_one_way() {
    for (index, (package, below)) in CRATES.iter().enumerate() {
        for name in *below {
            assert!(CRATES[..index].iter().any(|(earlier, _)| earlier == name), "{package} is listed above {name}");
        }
        let above: Vec<&str> = CRATES
            .map(|(other, _)| other)
            .into_iter()
            .filter(|other| other != package && !below.contains(other))
            .collect();
        let folder = crates().join(package);
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        for other in &above {
            let depends = |line: &str| line.strip_prefix(other).is_some_and(|rest| rest.starts_with(['.', ' ', '=']));
            assert!(!manifest.lines().any(depends), "{package} depends on {other}");
        }
        for path in sources(&folder.join("src")) {
            let text = fs::read_to_string(&path).expect("a source file");
            for other in &above {
                let path_in_code = format!("{}::", other.replace('-', "_"));
                let is_named = text.lines().any(|line| !is_comment(line) && line.contains(&path_in_code));
                assert!(!is_named, "{} names {other}", path.display());
            }
        }
    }
}

/// Whether a line is a comment: documentation may point up.
fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of sources").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                Vec::from_iter(path.extension().is_some_and(|extension| extension == "rs").then_some(path))
            }
        })
        .collect()
}
