//! Memory that is too little to compute at full speed, or more than is used.

use super::tally::Tally;
use super::{Finding, FindingKind, FindingsInput};
use crate::assumptions::{Constant, Constants};
use crate::lifecycle::cpu_slowdown;
use crate::readings::why::Suggestion;
use crate::scenario::Work;
use crate::trace::{FunctionId, Outcome};
use crate::units::{Instant, MegaBytes};

/// Memory is a finding once at least this share of the handler's time depends on it.
const NOTABLE: f64 = 0.25;

/// What is suggested leaves this much room above the most that was used.
const ROOM: f64 = 1.3;

/// And takes no more than this share of time from the handler.
const HARMLESS: f64 = 0.05;

const SMALLEST: u32 = 128;

pub(super) fn find(run: &FindingsInput<'_>, tallies: &[Tally], constants: &Constants, found: &mut Vec<Finding>) {
    for (index, tally) in tallies.iter().enumerate().filter(|(_, tally)| tally.invocations > 0) {
        let Some(configured) = run.scenario.functions.get(index) else { continue };
        let function = FunctionId(index as u16);
        let memory = configured.memory_mb;
        let finding = |what, weight, suggestion| Finding {
            what,
            from: Instant::ZERO,
            to: run.trace.end(),
            example: None,
            weight,
            suggestion: Some(suggestion),
        };
        let factor = |memory: u32| handler_time(memory, &configured.work, constants);
        let lost = 1.0 - factor(constants.get(Constant::MemoryPerVcpu) as u32) / factor(memory);
        let full_speed = (constants.get(Constant::MemoryPerVcpu) as u32).max(memory);
        if lost >= NOTABLE && memory < full_speed {
            let slowdown = cpu_slowdown(MegaBytes(memory), configured.work.parallelism, constants);
            found.push(finding(
                FindingKind::CpuBound {
                    function,
                    memory: MegaBytes(memory),
                    slowdown_permille: (slowdown * 1_000.0).round() as u32,
                },
                (lost * 400_000.0) as u64,
                Suggestion::RaiseMemory { function, to: MegaBytes(memory.saturating_mul(2).min(full_speed)) },
            ));
            continue;
        }
        let enough = ((f64::from(tally.memory_used) * ROOM / 64.0).ceil() as u32 * 64).max(SMALLEST);
        let slower = factor(enough) / factor(memory) - 1.0;
        let never_short = tally.failed[Outcome::OutOfMemory as usize].at.is_empty();
        if never_short && enough * 2 <= memory && slower <= HARMLESS {
            found.push(finding(
                FindingKind::MemoryUnused { function, memory: MegaBytes(memory), used: MegaBytes(tally.memory_used) },
                u64::from(memory - enough) * 200_000 / u64::from(memory),
                Suggestion::LowerMemory { function, to: MegaBytes(enough) },
            ));
        }
    }
}

/// The handler's time at a memory size, that on a whole vCPU being 1.
fn handler_time(memory: u32, work: &Work, constants: &Constants) -> f64 {
    work.cpu_share * cpu_slowdown(MegaBytes(memory), work.parallelism, constants) + 1.0 - work.cpu_share
}
