//! What the documents name is there: a file that was moved or renamed is named by its old path nowhere.

use std::fs;
use std::path::Path;

const DOCUMENTS: [&str; 5] =
    ["README.md", "docs/accessibility.md", "docs/architecture.md", "docs/contributing.md", "docs/dependencies.md"];

/// Where the files are that documents name.
const FOLDERS: [&str; 7] = ["crates", "docs", "fuzz", "scripts", "src", "static", "tests"];

/// Endings of files; `dist/` and the like are built.
const ENDINGS: [&str; 7] = [".css", ".html", ".js", ".json", ".md", ".mjs", ".rs"];

fn list(folder: &Path, root: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(&path, root, files);
        } else {
            files.push(path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/"));
        }
    }
}

/// The paths of files in a text, which stand between backticks.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|path| ENDINGS.iter().any(|ending| path.ends_with(ending)) && !path.contains([' ', '*', '<']))
}

#[test]
fn the_files_that_documents_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec!["index.html".to_owned(), "package.json".to_owned()];
    FOLDERS.iter().for_each(|folder| list(&root.join(folder), root, &mut files));
    let (mut count, mut missing) = (0, Vec::new());
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).expect("a document");
        for path in named(&text) {
            // A path may be that from the root, or its end.
            let exists = files.iter().any(|file| file == path || file.ends_with(&format!("/{path}")));
            if !exists {
                missing.push(format!("{document} names {path}"));
            }
            count += 1;
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 40, "only {count} paths found");
}

#[test]
fn paths_are_what_stands_between_backticks() {
    let text = "see `src/app.rs`, `cargo test`, src/no.rs and `tests/*.ts` or `a b.rs`";
    assert_eq!(named(text).collect::<Vec<_>>(), ["src/app.rs"]);
}
