//! What is said of each example: its headline, its findings, and answers to "why?" of every shape that occurs. A change of
//! English is reviewed as English: `UPDATE_EXPECT=1 cargo test -p lambda-story` rewrites the files.

use expect_test::expect_file;
use lambda_sim::pricing::PriceBook;
use lambda_sim::readings::why::{Answer, Question, Reasons};
use lambda_sim::readings::{Lanes, Summary};
use lambda_sim::scenario::Scenario;
use lambda_sim::simulator::Simulator;
use lambda_sim::trace::{InvocationId, Trace};
use lambda_story::{Names, RunStory, suggestion, why};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Answers that are written out, at most; each has other kinds of causes than those before.
const MOST_ANSWERS: usize = 16;

/// Requests of a run that are asked about, at most.
const MOST_ASKED: usize = 4_000;

fn sentences(document: &str) -> String {
    let scenario = Scenario::read(document).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let trace = Simulator::new(&scenario, scenario.seed).finish().expect("within the limits");
    let summary = Summary::of(&trace, &scenario, scenario.seed, &PriceBook::current()).expect("a known Region");
    let story = RunStory::of(&trace, &scenario, &summary);
    let mut out = format!("{}\n{}\n\nFINDINGS\n", story.headline.fact, story.headline.next);
    for told in &story.findings {
        let _ = writeln!(out, "\n[{}] {}\n    {}", told.text.sort, told.text.title, told.text.more);
        if let Some(change) = &told.suggestion {
            let _ = writeln!(out, "    Try: {change}");
        }
    }
    out.push_str("\nWHY\n");
    for (question, answer) in answers(&trace, &scenario) {
        let _ = writeln!(out, "\n{}", why::heading(&question));
        let versions: Vec<u32> = trace.pools.iter().map(|pool| pool.version).collect();
        for cause in &answer.causes {
            let (sentence, rules) = why::cause(cause, &versions, Names(&scenario));
            let _ = writeln!(out, "    {sentence} ({})", rules.join(", "));
        }
        if let Some(change) = answer.suggestion {
            let _ = writeln!(out, "    Try: {}", suggestion::suggestion(change, Names(&scenario)));
        }
    }
    out.replace('\u{a0}', " ")
}

/// The first answer of each shape: to the same question, with the same kinds of causes and suggestion.
fn answers(trace: &Trace, scenario: &Scenario) -> Vec<(Question, Answer)> {
    let (lanes, reasons) = (Lanes::of(trace), Reasons::of(trace));
    let some = |count: usize| (0..count).step_by(count / MOST_ASKED + 1).map(|index| index as u32);
    let of_invocations = some(trace.invocations.len())
        .map(InvocationId)
        .flat_map(|id| [Question::Failure(id), Question::Retry(id), Question::Start(id), Question::Time(id)]);
    let questions = of_invocations.chain(some(trace.throttles.len()).map(Question::Throttle));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for question in questions {
        let Some(answer) = reasons.answer(trace, &lanes, question) else { continue };
        let causes = answer.causes.iter().map(|cause| kind(&format!("{cause:?}")));
        let shape = [kind(&format!("{question:?}")), kind(&format!("{:?}", answer.suggestion))];
        if seen.insert(shape.into_iter().chain(causes).collect::<Vec<String>>()) {
            found.extend(reasons.explain(trace, scenario, &lanes, question).map(|answer| (question, answer)));
        }
        if found.len() == MOST_ANSWERS {
            break;
        }
    }
    found
}

/// The variant of a value, by its debug text; of an option the variant inside.
fn kind(debug: &str) -> String {
    debug.trim_start_matches("Some(").split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

macro_rules! examples {
    ($($test:ident $name:literal;)*) => {
        $(
            #[test]
            fn $test() {
                let said = sentences(include_str!(concat!("../../../static/scenarios/", $name, ".json")));
                expect_file![concat!("sentences/", $name, ".txt")].assert_eq(&said);
            }
        )*

        #[test]
        fn no_example_is_left_out() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../static/scenarios");
            let files = std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").file_name());
            let names: BTreeSet<String> =
                files.filter_map(|name| Some(name.to_str()?.strip_suffix(".json")?.to_owned())).collect();
            assert_eq!(names, BTreeSet::from([$($name.to_owned()),*]));
        }
    };
}

examples! {
    after_idle "after-idle";
    async_burst "async-burst";
    canary_rollback "canary-rollback";
    durable_order "durable-order";
    noisy_neighbour "noisy-neighbour";
    poison_record "poison-record";
    queue_behind "queue-behind";
    recorded_day "recorded-day";
    sale_day "sale-day";
    scale_out "scale-out";
    slow_database "slow-database";
    snap_start "snap-start";
    target_tracking "target-tracking";
}
