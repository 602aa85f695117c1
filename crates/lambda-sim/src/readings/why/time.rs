//! Where the time of a call went.

use super::{Answer, Ask, Cause, Suggestion, TimeBreakdown, TimePart};
use crate::assumptions::Constants;
use crate::lifecycle::cpu_slowdown;
use crate::trace::Invocation;
use crate::units::Micros;

impl Ask<'_> {
    pub(super) fn time(&self, invocation: &Invocation) -> Option<Answer> {
        let row = &invocation.row;
        let info = self.trace.pools.get(row.pool.index())?;
        let retry = self.reasons.retry(self.trace, row.call, row.attempt, row.arrival);
        let earlier = retry.map_or(Micros::ZERO, |retry| row.arrival.since(retry.first));
        let cold = invocation.before_duration();
        let re_run_init = Micros(invocation.start.suppressed_init_us.into());
        let usual_handler = self.reasons.usual_handler(row.pool);
        let longer = row.handler.saturating_sub(usual_handler);
        let cpu_slowdown = cpu_slowdown(info.memory, 1, &Constants::default());
        let parts = [
            (earlier, TimePart::Earlier),
            (cold, TimePart::Cold),
            (re_run_init, TimePart::ReRunInit),
            (longer, TimePart::LongHandler),
        ];
        let largest = parts.iter().rev().max_by_key(|(time, _)| *time).filter(|(time, _)| time.0 > 0);
        let waited_for_calls = self.reasons.calls.waited(self.trace, invocation.id);
        let most = match largest.map_or(TimePart::Usual, |(_, share)| *share) {
            TimePart::LongHandler if waited_for_calls.0 > row.handler.0 / 2 => TimePart::Calls,
            most => most,
        };
        let more = match most {
            TimePart::Cold | TimePart::ReRunInit => self.start(invocation),
            TimePart::Earlier => self.retry(row.call, row.attempt, row.arrival),
            TimePart::LongHandler | TimePart::Calls | TimePart::Usual => None,
        };
        let suggestion = match most {
            TimePart::Calls => None,
            TimePart::LongHandler | TimePart::Usual => {
                if cpu_slowdown > 1.0 {
                    Suggestion::more_memory(info)
                } else {
                    None
                }
            }
            TimePart::Cold | TimePart::ReRunInit | TimePart::Earlier => {
                more.as_ref().and_then(|answer| answer.suggestion)
            }
        };
        let handler = row.handler;
        let shares =
            TimeBreakdown { earlier, cold, re_run_init, handler, waited_for_calls, usual_handler, cpu_slowdown, most };
        let mut causes = vec![Cause::Time(shares)];
        causes.extend(more.into_iter().flat_map(|answer| answer.causes));
        Some(Answer { causes, suggestion })
    }
}
