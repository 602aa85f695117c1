//! Which part of the app may name which. The arrows run one way: the app, its areas, the state, the worker's protocol; words and
//! controls are on the ground. What is not listed here is an arrow that runs back up.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each part of `src/` with the parts that it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("ui", &[]),
    ("text", &["ui"]),
    ("charts", &["ui", "text"]),
    ("lazy", &["text"]),
    ("examples", &[]),
    ("worker", &["text"]),
    ("state", &["charts", "examples", "ui", "worker"]),
    ("files", &["examples", "lazy", "state", "text", "ui"]),
    ("header", &["files", "lazy", "state", "text", "ui"]),
    ("configure", &["examples", "files", "lazy", "state", "text", "ui"]),
    ("workbench", &["charts", "lazy", "state", "text", "ui", "worker"]),
    ("areas", &["configure", "files", "lazy", "workbench", "worker"]),
    (
        "app",
        &[
            "areas",
            "charts",
            "configure",
            "examples",
            "files",
            "header",
            "lazy",
            "state",
            "text",
            "ui",
            "workbench",
            "worker",
        ],
    ),
    ("main", &["app", "areas", "worker"]),
];

/// The modules of `src/state/` from the ground up: each may name, by its path, those before it.
const STATE: &[&str] = &[
    "notice",
    "playback",
    "tab_options",
    "edit",
    "configuration",
    "run",
    "answers",
    "view_state",
    "live",
    "action",
    "session",
];

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The parts that a file names, by its paths from the crate's root.
fn named(source: &str) -> BTreeSet<&str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1));
    paths.map(|path| path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()).collect()
}

#[test]
fn every_arrow_runs_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&root, &mut files);
    assert!(files.len() > 100, "only {} files found", files.len());
    let parts: BTreeSet<&str> = MAY_NAME.iter().map(|(part, _)| *part).collect();
    let mut upwards = Vec::new();
    for file in &files {
        let path = file.strip_prefix(&root).expect("below src").to_str().expect("plain names").replace('\\', "/");
        let part = path.split(['/', '.']).next().unwrap_or_default();
        let (_, allowed) =
            MAY_NAME.iter().find(|(name, _)| *name == part).unwrap_or_else(|| panic!("{path}: list {part}"));
        let source = fs::read_to_string(file).expect("readable");
        for name in named(&source).into_iter().filter(|name| parts.contains(name) && *name != part) {
            if !allowed.contains(&name) {
                upwards.push(format!("{path} names {name}"));
            }
        }
    }
    assert!(upwards.is_empty(), "{upwards:#?}");
}

#[test]
fn modules_of_the_state_name_those_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/state");
    for (index, module) in STATE.iter().enumerate() {
        let source = fs::read_to_string(root.join(module).with_extension("rs")).expect("a module of the state");
        // Tests may set up whatever they need.
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for above in &STATE[index + 1..] {
            let is_named = ["super", "crate::state"].iter().any(|path| code.contains(&format!("{path}::{above}::")));
            assert!(!is_named, "state/{module}.rs names {above}, which is above it");
        }
    }
}

#[test]
fn the_list_itself_has_no_circle() {
    for (index, (part, named)) in MAY_NAME.iter().enumerate() {
        for name in *named {
            assert!(
                MAY_NAME[..index].iter().any(|(other, _)| other == name),
                "{part} may name {name}, which is above it"
            );
        }
    }
}

#[test]
fn paths_are_found_wherever_they_are() {
    let source = "use crate::state::Action;\n// crate::app\nfn f() { crate::ui::g(crate::text::H) }\n";
    assert_eq!(named(source).into_iter().collect::<Vec<_>>(), ["state", "text", "ui"]);
}
