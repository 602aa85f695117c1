//! What is absent from the crates that know no browser: nothing of a browser may enter, not even by way of a dependency.

use std::process::Command;

const BROWSER: [&str; 6] = ["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo", "stdweb"];

#[test]
fn no_browser_crate_enters_the_engine_or_the_command_line() {
    for package in ["lambda-sim", "lambda-cli"] {
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
