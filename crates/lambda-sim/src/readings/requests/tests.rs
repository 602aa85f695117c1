use super::*;
use crate::readings::testing::{CHOICES, eventful};

const ALL: RequestQuery = RequestQuery {
    from: Instant::ZERO,
    to: Instant::NEVER,
    function: None,
    start: None,
    status: None,
    key: RequestKey::Arrival,
    descending: false,
};

fn rows(trace: &Trace, query: RequestQuery) -> Vec<RequestRow> {
    let order = RequestOrder::of(trace, &query);
    order.page(trace, &Lanes::of(trace), 0, u32::MAX).rows
}

fn latency(row: &RequestRow) -> Option<(Micros, Micros)> {
    match row.fate {
        RequestFate::Ran { latency, cold_start, .. } => Some((latency, cold_start)),
        RequestFate::Refused(_) => None,
    }
}

#[test]
fn every_counted_request_has_its_row() {
    let trace = eventful();
    let counted = |at: Instant| at >= Instant::ZERO;
    let ran = trace.invocations.iter().filter(|row| counted(row.arrival)).count();
    let refused = trace.throttles.iter().filter(|row| counted(row.at)).count();
    let all = rows(&trace, ALL);
    assert!(refused > 0 && all.len() == ran + refused);
    assert!(all.is_sorted_by_key(|row| row.at));
    let by_function: usize =
        CHOICES[1..].iter().map(|function| rows(&trace, RequestQuery { function: *function, ..ALL }).len()).sum();
    assert_eq!(by_function, all.len());
    let by_status = RequestStatus::ALL.map(|status| rows(&trace, RequestQuery { status: Some(status), ..ALL }).len());
    assert_eq!(by_status.iter().sum::<usize>(), all.len());
    assert!(by_status[..4].iter().all(|count| *count > 0), "{by_status:?}");
    let by_start = StartKind::ALL.iter().map(|start| rows(&trace, RequestQuery { start: Some(*start), ..ALL }).len());
    assert_eq!(by_start.sum::<usize>(), ran);
}

#[test]
fn they_are_sorted_by_what_is_asked_for_both_ways() {
    let trace = eventful();
    let slowest = rows(&trace, RequestQuery { key: RequestKey::Latency, descending: true, ..ALL });
    assert!(slowest.is_sorted_by_key(|row| std::cmp::Reverse(latency(row).map(|(latency, _)| latency))));
    let coldest = rows(&trace, RequestQuery { key: RequestKey::ColdStart, descending: true, ..ALL });
    assert!(coldest.is_sorted_by_key(|row| std::cmp::Reverse(latency(row).map(|(_, cold)| cold))));
    let mut quickest = rows(&trace, RequestQuery { key: RequestKey::Latency, ..ALL });
    quickest.reverse();
    assert_eq!(quickest, slowest);
}

#[test]
fn a_page_is_a_part_of_all() {
    let trace = eventful();
    let all = rows(&trace, ALL);
    let order = RequestOrder::of(&trace, &ALL);
    let page = order.page(&trace, &Lanes::of(&trace), 100, 30);
    assert_eq!((page.matching as usize, page.first), (all.len(), 100));
    assert_eq!(page.rows[..], all[100..130]);
    assert!(order.page(&trace, &Lanes::of(&trace), u32::MAX, 30).rows.is_empty());
}

#[test]
fn only_what_arrived_in_a_stretch_is_asked_for() {
    let trace = eventful();
    let (from, to) = (Instant::from_secs(30), Instant::from_secs(40));
    let part = rows(&trace, RequestQuery { from, to, ..ALL });
    let expected = rows(&trace, ALL).into_iter().filter(|row| from <= row.at && row.at < to);
    assert_eq!(part, expected.collect::<Vec<_>>());
}
