use super::super::synthetic_ids::Epoch;
use super::super::testing::{calls, eventful};
use super::*;
use crate::readings::Counts;
use crate::trace::{InvocationRow, LinkRow, SourceId};

fn tree(trace: &Trace, id: u32, style: SegmentStyle) -> Segment {
    segments(trace, &Calls::of(trace), InvocationId(id), style).expect("an invocation")
}

/// Kind and times in ms of a segment and of what is below it, one after the other.
fn flat(segment: &Segment, list: &mut Vec<(SegmentKind, i64, i64)>) {
    list.push((segment.kind, segment.begin.0 / 1_000, segment.end.0 / 1_000));
    segment.below.iter().for_each(|below| flat(below, list));
}

fn flattened(trace: &Trace, id: u32, style: SegmentStyle) -> Vec<(SegmentKind, i64, i64)> {
    let mut list = Vec::new();
    flat(&tree(trace, id, style), &mut list);
    list
}

const F: FunctionId = FunctionId(0);

#[test]
fn a_cold_and_a_warm_invocation_in_both_structures() {
    let trace = calls(r#", "work": {"duration_ms": 200}"#, 60.0, &[0.0, 10.0]);
    use SegmentKind::{Function, Init, Invocation, Overhead, Service};
    assert_eq!(
        flattened(&trace, 0, SegmentStyle::New),
        [(Service(F), 0, 300), (Function(F), 50, 300), (Init, 50, 100)]
    );
    assert_eq!(
        flattened(&trace, 0, SegmentStyle::Old),
        [(Service(F), 0, 300), (Function(F), 50, 300), (Init, 50, 100), (Invocation, 100, 300), (Overhead, 300, 300)]
    );
    assert_eq!(flattened(&trace, 1, SegmentStyle::New), [(Service(F), 10_000, 10_200), (Function(F), 10_000, 10_200)]);
}

#[test]
fn trouble_is_the_functions_and_a_re_run_init_is_inside() {
    let trace = calls(r#", "work": {"duration_ms": 100, "crash_rate": 1}"#, 60.0, &[0.0, 10.0]);
    let crashed = tree(&trace, 0, SegmentStyle::New);
    assert_eq!(crashed.status, SegmentStatus::default());
    assert!(crashed.below[0].status.fault);
    assert_eq!(crashed.below[0].below[0].status, SegmentStatus::default(), "init went well");
    let after = flattened(&trace, 1, SegmentStyle::New);
    assert_eq!(after[2], (SegmentKind::Init, 10_000, 10_050));
}

#[test]
fn a_refused_request_has_no_function_segment() {
    let trace = calls(r#", "reserved_concurrency": 0"#, 60.0, &[1.0]);
    let segment = refused(&trace, 0).expect("a throttle");
    assert_eq!((segment.kind, segment.status), (SegmentKind::Service(F), SegmentStatus::REFUSED));
    assert!(segment.below.is_empty());
    assert_eq!(refused(&trace, 1), None);
}

#[test]
fn documents_are_those_of_xray() {
    let trace = calls(r#", "work": {"duration_ms": 200, "error_rate": 1}"#, 60.0, &[0.0]);
    let epoch = Epoch(1_795_510_800_000_000);
    let documents = documents(&trace, &Calls::default(), InvocationId(0), SegmentStyle::New, epoch);
    let json = serde_json::to_value(&documents).expect("documents");
    assert_eq!(documents.len(), 2);
    assert_eq!((&json[0]["origin"], &json[1]["origin"]), (&"AWS::Lambda".into(), &"AWS::Lambda::Function".into()));
    assert_eq!(json[0]["name"], json[1]["name"]);
    assert_eq!(json[0]["trace_id"], json[1]["trace_id"]);
    assert_eq!(json[0]["id"], json[1]["parent_id"]);
    assert_eq!((&json[0]["start_time"], &json[0]["end_time"]), (&1_795_510_800.0.into(), &1_795_510_800.3.into()));
    assert_eq!((&json[0]["error"], &json[1]["error"]), (&serde_json::Value::Null, &true.into()));
    let init = &json[1]["subsegments"][0];
    assert_eq!((&init["name"], &init["trace_id"]), (&"Init".into(), &serde_json::Value::Null));
    assert_eq!(json[0]["id"].as_str().map(str::len), Some(16));
}

#[test]
fn calls_between_functions_are_nested() {
    // Until runs make such calls: the second invocation is made a call of the first by hand.
    let mut trace = calls(r#", "work": {"duration_ms": 200}"#, 60.0, &[0.0, 0.15]);
    let callee = trace.invocations.get(1).map(|row: InvocationRow| row.call).expect("two");
    trace.links.push(LinkRow { call: callee, parent: InvocationId(0) });
    let calls = Calls::of(&trace);
    assert_eq!(calls.of_invocation(InvocationId(0)).collect::<Vec<_>>(), [InvocationId(1)]);
    let tree = segments(&trace, &calls, InvocationId(0), SegmentStyle::New).expect("a tree");
    let call = &tree.below[0].below[1];
    assert_eq!((call.kind, call.begin), (SegmentKind::Call(F), Instant(150_000)));
    assert_eq!(call.below[0].invocation, Some(InvocationId(1)));
    assert_eq!(root(&trace, InvocationId(1)), root(&trace, InvocationId(0)));
    let documents = documents(&trace, &calls, InvocationId(0), SegmentStyle::New, Epoch::default());
    assert_eq!(documents.len(), 4);
    assert_eq!(documents[2].parent_id.as_ref(), Some(&documents[1].subsegments[1].id));
    let ids: std::collections::BTreeSet<&String> = documents.iter().map(|document| &document.id).collect();
    assert_eq!(ids.len(), 4);
    let map = service_map(&trace, Instant::ZERO, trace.end());
    let edges: Vec<(NodeId, u64)> = map.edges.iter().map(|edge| (edge.from, edge.traffic.requests)).collect();
    assert_eq!(edges, [(NodeId::Source(SourceId(0)), 1), (NodeId::Function(F), 1)]);
}

#[test]
fn the_first_of_a_second_and_a_twentieth_of_the_rest_are_sampled() {
    let trace = eventful();
    let sampled = (0..trace.invocations.len() as u32).filter(|id| is_sampled(&trace, InvocationId(*id))).count() as f64;
    let all = trace.invocations.len() as f64;
    // 130 seconds of two functions, nearly always with a call in it.
    let first = 260.0;
    let expected = first + (all - first) * 0.05;
    assert!((sampled - expected).abs() < 0.1 * expected, "{sampled} of {all}, {expected} expected");
    assert!(is_sampled(&trace, InvocationId(0)));
}

#[test]
fn the_map_adds_up_to_the_summary() {
    let trace = eventful();
    let map = service_map(&trace, Instant::ZERO, trace.end());
    assert_eq!((map.nodes.len(), map.edges.len()), (4, 2));
    for (index, edge) in map.edges.iter().enumerate() {
        let NodeId::Function(to) = edge.to else { panic!("a function") };
        let counts = Counts::of(&trace, Some(to));
        let traffic = edge.traffic;
        assert_eq!(edge.from, NodeId::Source(SourceId(index as u16)));
        assert_eq!(traffic.requests, counts.requests);
        assert_eq!(traffic.throttles, counts.throttles);
        assert_eq!(traffic.errors + traffic.faults, counts.errors + counts.timeouts);
        assert!((traffic.mean_ms.expect("some ran") - counts.latency_ms.mean.expect("some ran")).abs() < 1e-3);
    }
    assert_eq!(map.nodes[0].traffic, map.edges[0].traffic);
    assert_eq!(map.nodes[2].traffic, map.edges[0].traffic);
    assert_eq!(service_map(&trace, trace.end(), trace.end()).edges, []);
}

/// A front that works 100 ms, calls a service (limit 1, 50 ms) and then a back (200 ms, no start) twice.
fn calling() -> Trace {
    use crate::scenario::{Call, Downstream, Function, Phases, Recorded, Scenario, Source, Traffic, TrafficList, Work};
    let function = |name: &str, duration_ms: f64, calls: Vec<Call>| Function {
        name: name.to_owned(),
        phases: Phases {
            download_ms: Some(0.0.into()),
            start_ms: Some(0.0.into()),
            init_ms: Some(0.0.into()),
            ..Phases::default()
        },
        work: Work { duration_ms: duration_ms.into(), ..Work::default() },
        calls,
        ..Function::default()
    };
    let service = Call { downstream: "table".to_owned(), ..Call::default() };
    let back = Call { function: "back".to_owned(), count: 2, after_share: 1.0, ..Call::default() };
    let mut scenario = Scenario { duration_s: 60.0, ..Scenario::default() };
    scenario.functions = vec![function("front", 100.0, vec![service, back]), function("back", 200.0, Vec::new())];
    scenario.downstreams =
        vec![Downstream { name: "table".to_owned(), latency_ms: 50.0.into(), ..Downstream::default() }];
    scenario.sources = vec![Source {
        name: "s".to_owned(),
        function: "front".to_owned(),
        traffic: TrafficList(vec![Traffic::Recorded(Recorded { at_s: vec![1.0], ..Recorded::default() })]),
        ..Source::default()
    }];
    crate::simulator::Simulator::new(&scenario, 1).finish().expect("a small run")
}

#[test]
fn a_run_with_calls_is_a_tree_of_functions_and_services() {
    let trace = calling();
    let calls = Calls::of(&trace);
    let tree = segments(&trace, &calls, InvocationId(0), SegmentStyle::New).expect("a tree");
    let function = &tree.below[0];
    let below: Vec<(SegmentKind, u64)> =
        function.below.iter().map(|call| (call.kind, call.duration().0 / 1_000)).collect();
    let back = SegmentKind::Call(FunctionId(1));
    assert_eq!(
        below.iter().filter(|(kind, _)| *kind != SegmentKind::Init).copied().collect::<Vec<_>>(),
        [(SegmentKind::Downstream(crate::trace::DownstreamId(0)), 50), (back, 200), (back, 200)]
    );
    assert_eq!(calls.waited(&trace, InvocationId(0)), Micros::from_millis(450));
    assert_eq!(tree.duration(), Micros::from_millis(550));
    let map = service_map(&trace, Instant::ZERO, trace.end());
    let edges: Vec<(NodeId, NodeId, u64, Option<f64>)> =
        map.edges.iter().map(|edge| (edge.from, edge.to, edge.traffic.requests, edge.traffic.mean_ms)).collect();
    let (front, back) = (NodeId::Function(F), NodeId::Function(FunctionId(1)));
    assert_eq!(
        edges,
        [
            (NodeId::Source(SourceId(0)), front, 1, Some(550.0)),
            (front, back, 2, Some(200.0)),
            (front, NodeId::Downstream(crate::trace::DownstreamId(0)), 1, Some(50.0))
        ]
    );
    assert_eq!(map.nodes.len(), 4, "a source, two functions, a service");
    let documents = documents(&trace, &calls, InvocationId(0), SegmentStyle::New, Epoch::default());
    assert_eq!(documents.len(), 6);
    assert!(documents.iter().all(|document| document.trace_id == documents[0].trace_id));
}
