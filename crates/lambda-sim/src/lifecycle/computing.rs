//! What memory and architecture make of computing time (rules P1, P2, P4).

use crate::architecture::Architecture;
use crate::assumptions::{Constant, Constants};
use crate::scenario::Function;
use crate::units::{MegaBytes, Micros};

/// What computing on `threads` threads takes, as a multiple of its time on one whole vCPU: more where memory brings less than
/// that, less where it brings several vCPUs and there are threads to use them (P1).
#[must_use]
pub fn cpu_slowdown(memory: MegaBytes, threads: u32, constants: &Constants) -> f64 {
    let vcpus = f64::from(memory.0) / constants.get(Constant::MemoryPerVcpu);
    let step = if memory.0 >= 2_048 { constants.get(Constant::StepAboveOneVcpu) } else { 1.0 };
    1.0 / (vcpus.min(f64::from(threads)) * step)
}

/// The time that computing takes on an architecture, x86_64 being 1 (P4).
#[must_use]
pub fn cpu_time(architecture: Architecture, constants: &Constants) -> f64 {
    match architecture {
        Architecture::X8664 => 1.0,
        Architecture::Arm64 => constants.get(Constant::Arm64CpuTime),
    }
}

/// By what a function's handler time is multiplied in its configuration (P1, P2, P4).
#[must_use]
pub fn handler_factor(function: &Function, constants: &Constants) -> f64 {
    let memory = MegaBytes(function.memory_mb);
    let threads = function.work.parallelism;
    let slowdown = match &function.managed_instances {
        // There a ratio sets the vCPUs, of which there is at least one.
        Some(managed) => {
            let vcpus = f64::from(memory.0) / 1_024.0 / f64::from(managed.memory_gib_per_vcpu.max(1));
            1.0 / vcpus.max(1.0).min(f64::from(threads))
        }
        None => cpu_slowdown(memory, threads, constants),
    };
    let computing = slowdown * cpu_time(function.architecture, constants);
    function.work.cpu_share * computing + (1.0 - function.work.cpu_share)
}

/// How fast the handler of a function in one configuration is, and by what it is slowed down at present.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HandlerSpeed {
    by_configuration: f64,
    factor: f64,
}

impl HandlerSpeed {
    pub(super) fn of(function: &Function, constants: &Constants) -> Self {
        let factor = handler_factor(function, constants);
        Self { by_configuration: factor, factor }
    }

    /// Multiplies the times that follow, in place of the factor before.
    pub(super) fn slow_down(&mut self, factor: f64) {
        self.factor = self.by_configuration * factor;
    }

    /// What work takes that takes the given milliseconds on x86_64 with one whole vCPU.
    #[must_use]
    pub fn time(self, millis: f64) -> Micros {
        Micros::from_millis_f64(millis * self.factor)
    }
}
