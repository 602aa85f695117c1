//! Services that functions call and that had no room for all of them.

use super::moments::densest;
use super::{Finding, FindingKind, FindingsInput, ppm};
use crate::readings::is_counted;
use crate::readings::why::Suggestion;
use crate::trace::{DownstreamAnswer, DownstreamId};
use crate::units::Micros;

/// A service is a finding once this share of its calls waited or was refused, in millionths.
const NOTABLE_PPM: u64 = 10_000;

#[derive(Clone, Default)]
struct Service {
    calls: u64,
    waited: u64,
    waited_us: u64,
    took_us: u64,
    refused: u64,
    at: Vec<crate::units::Instant>,
}

pub(super) fn find(run: &FindingsInput<'_>, found: &mut Vec<Finding>) {
    let trace = run.trace;
    let mut services = vec![Service::default(); trace.downstreams.len()];
    for row in trace.downstream_calls.iter().filter(|row| is_counted(row.at)) {
        let service = &mut services[row.downstream.index()];
        let refused = row.answer == DownstreamAnswer::Refused;
        service.calls += 1;
        service.took_us += u64::from(row.took_us);
        service.waited_us += u64::from(row.waited_us);
        service.waited += u64::from(row.waited_us > 0);
        service.refused += u64::from(refused);
        if refused || row.waited_us > 0 {
            service.at.push(row.at);
        }
    }
    for (index, service) in services.iter().enumerate() {
        let concerned_ppm = ppm(service.at.len() as u64, service.calls);
        if concerned_ppm < NOTABLE_PPM {
            continue;
        }
        let id = DownstreamId(index as u16);
        let limit = trace.downstreams[index].limit;
        let (from, to) = densest(trace, &service.at);
        // As many more as there were waiting or refused for each that was served.
        let enough = |limit: u32| {
            let waiting = u64::from(limit) * service.waited_us / service.took_us.max(1);
            let refused = u64::from(limit) * service.refused / (service.calls - service.refused).max(1);
            limit.saturating_add((waiting + refused).clamp(1, 100_000) as u32)
        };
        found.push(Finding {
            what: FindingKind::Saturated {
                service: id,
                waited: service.waited,
                refused: service.refused,
                calls: service.calls,
                mean_wait: Micros(service.waited_us / service.waited.max(1)),
                limit,
            },
            from,
            to,
            example: None,
            weight: concerned_ppm * 4,
            suggestion: limit.map(|limit| Suggestion::RaiseServiceLimit { service: id, to: enough(limit) }),
        });
    }
}
