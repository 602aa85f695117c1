use super::{batches, client, events, get_kind, kind_choices, set_kind};
use crate::configure::elements::source;
use crate::configure::settings::tests::check;
use crate::state::edit::{Edit, ElementPath, Value};
use lambda_sim::scenario::{Destination, Scenario, SourceKind, Traffic};
use lambda_sim::simulator::Simulator;

const AT: ElementPath = ElementPath::of(0);

fn scenario() -> Scenario {
    let mut scenario = Scenario::default();
    Edit::add_function().apply(&mut scenario);
    scenario.functions[0].timeout_s = 30;
    scenario.sources[0].traffic.0 = vec![Traffic::Constant { rps: 3.0 }];
    scenario
}

fn with_kind(id: &str) -> Scenario {
    let mut scenario = scenario();
    set_kind(&mut scenario, AT, &Value::Text(Some(id.to_owned())));
    scenario
}

#[test]
fn every_kind_is_valid_runs_and_keeps_name_function_and_traffic() {
    let before = scenario();
    for choice in kind_choices() {
        let scenario = with_kind(&choice.value);
        let source = &scenario.sources[0];
        assert_eq!(get_kind(&scenario, AT), Some(Value::Text(Some(choice.value.to_string()))));
        assert_eq!(scenario.validate(), Ok(()), "{}", choice.value);
        assert_eq!((&source.name, &source.function), (&before.sources[0].name, &before.sources[0].function));
        if choice.value != "schedule" {
            assert_eq!(source.traffic, before.sources[0].traffic, "{}", choice.value);
        }
        let trace = Simulator::new(&scenario, 1).finish().expect("within the limits");
        assert!(!trace.invocations.is_empty(), "{}", choice.value);
    }
}

#[test]
fn from_every_kind_to_every_other_it_stays_valid() {
    for from in kind_choices() {
        for to in kind_choices() {
            let mut scenario = with_kind(&from.value);
            set_kind(&mut scenario, AT, &Value::Text(Some(to.value.to_string())));
            assert_eq!(scenario.validate(), Ok(()), "{} to {}", from.value, to.value);
        }
    }
}

#[test]
fn a_payload_stays_with_its_source_as_far_as_the_new_kind_takes_it() {
    for (size, is_kept) in [(200.0, true), (5_000.0, false)] {
        let mut scenario = scenario();
        scenario.sources[0].payload_kb = Some(size.into());
        for id in ["sqs", "sqs_fifo", "kinesis", "dynamodb"] {
            set_kind(&mut scenario, AT, &Value::Text(Some(id.to_owned())));
            assert_eq!(scenario.sources[0].payload_kb.is_some(), is_kept, "{size} KB, {id}");
        }
    }
}

#[test]
fn a_new_queue_hides_messages_for_six_timeouts() {
    let scenario = with_kind("sqs");
    let SourceKind::Sqs(sqs) = &scenario.sources[0].kind else { panic!("a queue") };
    assert_eq!(sqs.queue.visibility_timeout_s, 180.0);
}

#[test]
fn every_row_of_every_kind_fits_and_keeps_it_valid() {
    for (id, tables, expected) in [
        ("sync", [client::OPEN, client::MORE], 3),
        ("api_gateway_rest", [client::OPEN, client::MORE], 4),
        ("alb", [client::OPEN, client::MORE], 4),
        ("async", [events::OPEN, events::MORE], 8),
        ("sns", [events::OPEN, events::MORE], 11),
        ("schedule", [events::SCHEDULE, events::MORE], 13),
        ("sqs", [batches::SQS, batches::SQS_MORE], 12),
        ("sqs_fifo", [batches::FIFO, batches::FIFO_MORE], 11),
        ("kinesis", [batches::STREAM, batches::STREAM_MORE], 15),
        ("dynamodb", [batches::STREAM, batches::STREAM_MORE], 13),
    ] {
        let scenario = with_kind(id);
        let names: Vec<&str> = tables.into_iter().flat_map(|rows| check(rows, &scenario, AT)).collect();
        assert_eq!(names.len(), expected, "{id}: {names:?}");
    }
}

#[test]
fn settings_that_exclude_each_other_give_way() {
    let mut scenario = with_kind("sqs");
    let put = |scenario: &mut Scenario, rows: &[crate::configure::settings::Setting], name: &str, value: Value| {
        let row = rows.iter().find(|row| row.name == name).expect(name);
        (row.set)(scenario, AT, &value);
        assert_eq!(scenario.validate(), Ok(()), "{name}");
    };
    put(&mut scenario, batches::SQS, "batch_size", Value::Number(Some(500.0)));
    put(&mut scenario, batches::SQS, "maximum_concurrency", Value::Number(Some(5.0)));
    put(&mut scenario, batches::SQS_MORE, "provisioned_pollers", Value::Flag(true));
    put(&mut scenario, batches::SQS_MORE, "provisioned_pollers.minimum", Value::Number(Some(150.0)));
    put(&mut scenario, batches::SQS, "dead_letter_queue", Value::Text(Some("parking".to_owned())));
    let SourceKind::Sqs(sqs) = &source::get(&scenario, AT).expect("a source").kind else { panic!("a queue") };
    assert_eq!((sqs.maximum_batching_window_s, sqs.maximum_concurrency), (1.0, None));
    assert_eq!(sqs.queue.dead_letter_queue, Some(Destination::Named("parking".to_owned())));
    let mut scenario = with_kind("kinesis");
    put(&mut scenario, batches::STREAM, "parallelization_factor", Value::Number(Some(4.0)));
    put(&mut scenario, batches::STREAM_MORE, "tumbling_window_s", Value::Number(Some(60.0)));
}

#[test]
fn a_schedule_stands_in_place_of_traffic() {
    let mut scenario = with_kind("schedule");
    assert!(scenario.sources[0].traffic.is_empty());
    let row = &events::SCHEDULE[0];
    assert_eq!((row.get)(&scenario, AT), Some(Value::Text(Some("rate(1 minute)".to_owned()))));
    (row.set)(&mut scenario, AT, &Value::Text(Some(String::new())));
    assert!(!scenario.sources[0].traffic.is_empty());
    (row.set)(&mut scenario, AT, &Value::Text(Some("cron(0 12 * * ? *)".to_owned())));
    assert_eq!(scenario.validate(), Ok(()));
    assert!(scenario.sources[0].traffic.is_empty());
}
