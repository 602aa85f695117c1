//! Branches that run at once, and child contexts.
//!
//! ```text
//!   branch 1  ████·········███      An invocation lasts while any of them works: a wait that is over by then goes on in it.
//!   branch 2  █████████
//!   branch 3           ██····       (begins when branch 2 has ended, where two may run at once)
//! ```
//! Each takes as long as it would alone.

use super::Progress;
use super::operation::Context;
use super::walk::{Cursor, Walk, WalkEnd};
use crate::units::{Instant, Micros};

/// Where the draws of branches lie in the ordinals of an execution's: those of its own operations have neither.
const CONTEXT_SHIFT: u32 = 56;
const BRANCH_SHIFT: u32 = 40;

impl Walk<'_> {
    /// On with the branches of a context, after `clock` in the handler.
    pub(super) fn branches(&self, context: &Context, progress: &mut Progress, clock: &mut Micros) -> WalkEnd {
        let entered = *clock;
        let mut branches = std::mem::take(&mut progress.branches);
        if branches.is_empty() {
            progress.operations += u32::from(context.is_parallel);
            for _ in 0..context.at_once.min(context.branches) {
                self.begins(context, &mut branches, progress, self.begin + entered);
            }
        }
        let (mut has_failed, mut is_cut, mut looks) = (false, false, true);
        while looks && !self.durable.is_beyond(progress) {
            looks = false;
            let mut index = 0;
            while let Some(&(mut cursor)) = branches.get(index) {
                let ready = cursor.ready.since(self.begin).max(entered);
                if cursor.ready <= self.begin + *clock {
                    looks = true;
                    let mut end = ready;
                    let ordinal = self.key.ordinal
                        ^ (u64::from(progress.main.next) + 1) << CONTEXT_SHIFT
                        ^ (index as u64) << BRANCH_SHIFT;
                    let stop = self.operations(&context.operations, &mut cursor, progress, &mut end, ordinal);
                    if stop == WalkEnd::Cut {
                        // Nothing else happens to it in this invocation.
                        end = self.limit;
                        cursor.ready = self.begin + end + Micros(1);
                    } else if stop != WalkEnd::Suspends {
                        cursor.ready = Instant::NEVER;
                    }
                    branches[index] = cursor;
                    *clock = (*clock).max(end);
                    is_cut |= stop == WalkEnd::Cut;
                    has_failed |= stop == WalkEnd::Fails;
                    if stop == WalkEnd::Done {
                        self.has_result(context, progress);
                        if !has_failed && branches.len() < context.branches as usize {
                            self.begins(context, &mut branches, progress, self.begin + end);
                        }
                    }
                }
                index += 1;
            }
        }
        let is_done = branches.len() == context.branches as usize
            && branches
                .iter()
                .all(|branch| usize::from(branch.next) == context.operations.len() && branch.ready == Instant::NEVER);
        if !is_done {
            progress.branches = branches;
        }
        if has_failed {
            // The branch's error, and where there are several once more in what they all return.
            progress.operations += u32::from(!context.is_parallel);
            progress.written += self.durable.error * (1 + u64::from(context.is_parallel));
            return WalkEnd::Fails;
        }
        if !is_done {
            return if is_cut { WalkEnd::Cut } else { WalkEnd::Suspends };
        }
        let all = context.result * u64::from(context.branches);
        let replays = if context.result < self.durable.large_result { 1 } else { 1 + context.operations.len() as u32 };
        if context.is_parallel {
            if all < self.durable.large_result {
                progress.written += all;
                progress.replays -= context.branches * replays;
            }
            progress.replays += 1;
        }
        WalkEnd::Done
    }

    /// One more branch.
    fn begins(&self, context: &Context, branches: &mut Vec<Cursor>, progress: &mut Progress, at: Instant) {
        progress.operations += u32::from(context.is_parallel);
        branches.push(Cursor::at(at));
    }

    /// A branch has come to its end. A result that is too large to be written is made anew of what it has done.
    fn has_result(&self, context: &Context, progress: &mut Progress) {
        progress.operations += u32::from(!context.is_parallel);
        if context.result < self.durable.large_result {
            progress.written += context.result;
            progress.replays -= context.operations.len() as u32;
        }
        progress.replays += 1;
    }
}
