//! `docs/fidelity.md` is what the tables say, and every test that they name exists. Refresh it with
//! `UPDATE_EXPECT=1 cargo test -p lambda-sim --test fidelity`.
#![cfg(not(target_arch = "wasm32"))]

use lambda_sim::assumptions::{CONVENTIONS, rows};
use lambda_sim::rules::{AS_OF, CHAPTERS, EXAMPLES, Fidelity, MISSING, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

fn rules() -> impl Iterator<Item = &'static Rule> {
    CHAPTERS.iter().flat_map(|chapter| chapter.rules)
}

#[test]
fn every_rule_stands_in_the_table_once() {
    let numbered = |letter: char, numbers: std::ops::RangeInclusive<u32>| {
        numbers.map(move |number| format!("{letter}{number}")).collect::<Vec<_>>()
    };
    let book: Vec<String> = [
        numbered('Q', 1..=19),
        numbered('L', 1..=16),
        numbered('P', 1..=5),
        numbered('C', 1..=16),
        numbered('S', 1..=6),
        numbered('A', 1..=8),
        numbered('B', 1..=11),
        numbered('K', 1..=7),
        numbered('E', 1..=6),
        numbered('V', 1..=5),
        numbered('N', 0..=6),
        numbered('I', 1..=4),
        numbered('M', 1..=9),
        numbered('O', 1..=6),
    ]
    .concat();
    assert_eq!(rules().map(|rule| rule.id).collect::<Vec<_>>(), book);
    let examples: Vec<String> = [numbered('W', 1..=16), numbered('P', 1..=11)].concat();
    assert_eq!(EXAMPLES.iter().map(|example| example.id).collect::<Vec<_>>(), examples);
}

#[test]
fn every_row_is_complete() {
    for rule in rules() {
        let id = rule.id;
        assert!(rule.says.ends_with('.') && !rule.source.is_empty() && !rule.confidence.is_empty(), "{id}");
        complete(id, &rule.fidelity);
    }
    for example in EXAMPLES {
        complete(example.id, &example.fidelity);
    }
    let known: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    let cited = rows().map(|(_, about)| about.rule).chain(CONVENTIONS.iter().map(|convention| convention.rule));
    for rule in cited.filter(|rule| !rule.is_empty()) {
        assert!(known.contains(rule), "{rule} is cited, but no rule");
    }
}

fn complete(id: &str, fidelity: &Fidelity) {
    if let Fidelity::NotModelled(why) = fidelity {
        assert!(why.starts_with("not modelled because "), "{id}");
    } else {
        assert!(!fidelity.tests().is_empty(), "{id} names no test");
    }
    if let Some(text) = fidelity.omits() {
        assert!(!text.is_empty() && !text.ends_with('.'), "{id}");
    }
}

/// A test is named by its function; where several have that name, with the name of its file before it.
#[test]
fn every_test_that_is_named_exists() {
    let mut tests = BTreeMap::new();
    for folder in ["src", "tests", "../lambda-scenario/src", "../lambda-scenario/tests", "../lambda-import/src"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut tests);
    }
    let fidelities = rules().map(|rule| (rule.id, rule.fidelity));
    for (id, fidelity) in fidelities.chain(EXAMPLES.iter().map(|example| (example.id, example.fidelity))) {
        let mut once = BTreeSet::new();
        for name in fidelity.tests() {
            assert!(once.insert(name), "{id} names {name} twice");
            let found = match name.split_once("::") {
                Some((file, test)) => tests.get(test).is_some_and(|files| files.iter().any(|stem| stem == file)),
                None => tests.get(*name).is_some_and(|files| files.len() == 1),
            };
            assert!(found, "{id} names {name}, which no file has, or several");
        }
    }
}

/// The test functions below a folder, with the names of the files that have them; `tests.rs` has its folder's name.
fn collect(folder: &Path, tests: &mut BTreeMap<String, Vec<String>>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, tests);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let named = if path.ends_with("tests.rs") { folder } else { &path };
            let stem = named.file_stem().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&path).expect("text");
            let mut is_test = false;
            for line in text.lines().map(str::trim_start) {
                if line.starts_with("#[test]") || line.starts_with("#[wasm_bindgen_test]") {
                    is_test = true;
                } else if let Some(rest) = line.strip_prefix("fn ") {
                    if let (true, Some((name, _))) = (is_test, rest.split_once('(')) {
                        tests.entry(name.to_owned()).or_default().push(stem.clone().into_owned());
                    }
                    is_test = false;
                }
            }
        }
    }
}

#[test]
fn the_committed_document_is_current() {
    expect_test::expect_file!["../../../docs/fidelity.md"].assert_eq(&document());
}

fn document() -> String {
    let mut text = format!(
        "# Fidelity: what is simulated, what is not, and what is assumed

Written by `crates/lambda-sim/tests/fidelity.rs` from the tables of the crate (`rules`, `assumptions`); change those, not this file,
and refresh it with `UPDATE_EXPECT=1 cargo test -p lambda-sim --test fidelity`.

Every rule of AWS Lambda's behaviour that this project knows of stands here, with who says so, as of {AS_OF}: **documented** by AWS
(the page is named), **measured** by somebody, or **assumed** because nobody says. Then comes what becomes of it in the simulator:
*modelled*, with the tests that guard it; *partly*, with what is left out; or *not modelled*, with the reason. A test's name is that of
a function in the sources of `crates`.

Pages are named by their file in AWS's documentation: DG Lambda Developer Guide, API Lambda API Reference, CW CloudWatch User Guide,
SDK SDKs and Tools Reference Guide, CD CodeDeploy, EB EventBridge, ELB Elastic Load Balancing, SNS, SQS, S3, PR the pricing page.

"
    );
    summary(&mut text);
    text.push_str("## The rules\n");
    for chapter in CHAPTERS {
        write!(text, "\n### {}\n\n", chapter.title).unwrap();
        line(&mut text, &["Rule", "What AWS does", &format!("Source, as of {AS_OF}"), "Here"]);
        line(&mut text, &["---"; 4]);
        for rule in chapter.rules {
            let confidence: Vec<String> = rule.confidence.iter().map(ToString::to_string).collect();
            let source = format!("{}: {}", confidence.join(", "), rule.source);
            line(&mut text, &[rule.id, rule.says, &source, &(told(&rule.fidelity) + &assumed(rule.id))]);
        }
    }
    text.push_str("\n## Worked examples\n\nW1–W16 are about concurrency, bills and alarms; P1–P11 are bills (us-east-1), and not the rules of that name.\n\n");
    line(&mut text, &["Example", "Given, and what follows", "Here"]);
    line(&mut text, &["---"; 3]);
    for example in EXAMPLES {
        line(&mut text, &[example.id, example.says, &told(&example.fidelity)]);
    }
    constants(&mut text);
    text.push_str("\n## Conventions\n\nAssumptions that are choices rather than numbers.\n\n");
    line(&mut text, &["Name", "Rule", "What is assumed"]);
    line(&mut text, &["---"; 3]);
    for convention in CONVENTIONS {
        line(&mut text, &[&format!("`{}`", convention.id), convention.rule, convention.text]);
    }
    text.push_str("\n## Not simulated at all\n\n");
    line(&mut text, &["What", "Why"]);
    line(&mut text, &["---"; 2]);
    for missing in MISSING {
        line(&mut text, &[missing.what, missing.why]);
    }
    text
}

/// How many rules of each subject are modelled, partly modelled or not.
fn summary(text: &mut String) {
    line(text, &["Subject", "Rules", "Modelled", "Partly", "Not modelled"]);
    line(text, &["---", "---:", "---:", "---:", "---:"]);
    let mut row = |title: &str, rules: &[&Rule]| {
        let count = |is: fn(&Fidelity) -> bool| rules.iter().filter(|rule| is(&rule.fidelity)).count().to_string();
        let modelled = count(|fidelity| matches!(fidelity, Fidelity::Modelled(_)));
        let partly = count(|fidelity| matches!(fidelity, Fidelity::Partly(..)));
        let not = count(|fidelity| matches!(fidelity, Fidelity::NotModelled(_)));
        line(text, &[title, &rules.len().to_string(), &modelled, &partly, &not]);
    };
    for chapter in CHAPTERS {
        row(chapter.title, &chapter.rules.iter().collect::<Vec<_>>());
    }
    row("**All**", &rules().collect::<Vec<_>>());
    text.push('\n');
}

fn constants(text: &mut String) {
    text.push_str(
        r#"
## Constants

Numbers that decide a timeline, a throttle or a bill and that a scenario does not set elsewhere. Each can be overridden by its name:

```json
{ "assumptions": { "init_limit_s": 5, "idle_life_p50_s": 300 } }
```

Quotas that a scenario sets itself are its own fields (`account.concurrency_limit`, `memory_mb` …), measured starts come with the
runtimes, and prices stand in the price file.

"#,
    );
    line(text, &["Name under `assumptions`", "What", "Value", "May be", "Rule", "Source"]);
    line(text, &["---", "---", "---:", "---", "---", "---"]);
    for (entry, about) in rows() {
        let value = format!("{} {}", number(entry.value), entry.unit);
        let range = format!("{} to {}", number(entry.min), number(entry.max));
        let source = format!("{}: {}", about.confidence, about.source);
        line(text, &[&format!("`{}`", entry.id), about.what.trim(), value.trim(), &range, about.rule, &source]);
    }
}

/// What of a rule is modelled, and the tests.
fn told(fidelity: &Fidelity) -> String {
    let tests: Vec<String> = fidelity.tests().iter().map(|name| format!("`{name}`")).collect();
    let tests = tests.join(", ");
    match fidelity {
        Fidelity::Modelled(_) => format!("*Modelled:* {tests}."),
        Fidelity::Partly(_, omitted) => format!("*Partly,* without {omitted}. {tests}."),
        Fidelity::NotModelled(why) => format!("*Not modelled* {}.", why.trim_start_matches("not modelled ")),
    }
}

/// The constants and conventions that complete a rule.
fn assumed(rule: &str) -> String {
    let constants = rows().filter(|(_, about)| about.rule == rule).map(|(entry, _)| entry.id);
    let conventions = CONVENTIONS.iter().filter(|convention| convention.rule == rule).map(|convention| convention.id);
    let names: Vec<String> = constants.chain(conventions).map(|name| format!("`{name}`")).collect();
    if names.is_empty() { String::new() } else { format!(" *Numbers and conventions:* {}.", names.join(", ")) }
}

/// A number with its thousands apart.
fn number(value: f64) -> String {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

fn line(text: &mut String, cells: &[&str]) {
    assert!(cells.iter().all(|cell| !cell.contains(['|', '\n'])), "{cells:?}");
    writeln!(text, "| {} |", cells.join(" | ")).unwrap();
}
