//! What a run was of: the functions, versions, sources and services, and the configuration that held.

use super::{FunctionId, Invocation, PoolId, SourceRole};
use crate::architecture::Architecture;
use crate::pricing::{BilledMillis, InstanceType};
use crate::scenario::InvokePath;
use crate::units::{Instant, MegaBytes, Micros};

/// What a function was called in this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionInfo {
    /// Its name.
    pub name: String,
    /// Where its alias points at the beginning.
    pub alias: AliasInfo,
}

/// Where an alias points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AliasInfo {
    /// The version.
    pub primary: PoolId,
    /// The additional version; the same one where there is none.
    pub additional: PoolId,
    /// The share of requests that goes to the additional version, in millionths.
    pub weight_ppm: u32,
}

/// A pool of environments: one version of a function in one configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolInfo {
    /// The function.
    pub function: FunctionId,
    /// The version; 0 is `$LATEST`.
    pub version: u32,
    /// Configured memory.
    pub memory: MegaBytes,
    /// Instruction set.
    pub architecture: Architecture,
    /// Configured `/tmp`.
    pub ephemeral_storage: MegaBytes,
    /// Configured timeout.
    pub timeout: Micros,
    /// Whether its init costs nothing on demand, as that of zip files on a managed runtime before August 2025 (M1).
    pub free_init: bool,
    /// The snapshot that its environments are restored from, if there is one (N0).
    pub snapshot: Option<Snapshot>,
    /// How long the history of its durable executions is kept, in days; 0 where it has none.
    pub retention_days: u32,
    /// What it runs on, where that is Managed Instances (N1).
    pub managed: Option<ManagedInfo>,
}

/// How environments run on Managed Instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedInfo {
    /// Requests that one serves at once.
    pub places: u32,
    /// GiB of memory for each vCPU.
    pub memory_gib_per_vcpu: u32,
    /// The instances.
    pub instance_type: InstanceType,
    /// How many its capacity provider has at least while it has any.
    pub least_instances: u32,
}

/// A version's snapshot (SnapStart).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When the version was published; what was published before the run, at its beginning.
    pub since: Instant,
    /// What its init took then; nothing of one that was published before the run.
    pub init: Micros,
    /// Whether keeping and restoring it costs anything: not for Java.
    pub is_paid: bool,
}

/// A source of calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its name.
    pub name: String,
    /// The function it calls.
    pub function: FunctionId,
    /// The version that its calls name, 0 for `$LATEST`; none where they call the alias.
    pub named: Option<u32>,
    /// What its calls are to it.
    pub role: SourceRole,
    /// What its calls reach the function through.
    pub via: InvokePath,
    /// Whether it is no source of the scenario but an edge: one function's calls to another.
    pub is_edge: bool,
    /// What its event source mapping reads; none where it has no such mapping.
    pub reads: Option<Reads>,
    /// Provisioned pollers that are always there; 0 where there are none (B3).
    pub pollers: u32,
    /// Whether a record of each event that was processed goes to an on-success destination.
    pub tells_success: bool,
    /// Whether it has an on-failure destination.
    pub has_destination: bool,
    /// Whether it has a dead-letter queue; what goes to the destination goes there as well.
    pub has_dead_letters: bool,
    /// Whether that takes whatever this source sends: no topic, or no sizes.
    pub takes_dead_letters: bool,
    /// Events that arrived in the counted time; of clients nothing is counted here, since each of their calls has its rows.
    pub offered: u64,
}

impl PoolInfo {
    /// What one of its invocations is billed for.
    #[must_use]
    pub fn billed(&self, invocation: &Invocation) -> BilledMillis {
        let is_free = self.free_init && !invocation.row.flags.is_restored();
        BilledMillis::of(if is_free { Micros::ZERO } else { invocation.init() }, invocation.duration())
    }
}

impl SourceInfo {
    /// An edge: calls of a function by another one, or by itself.
    pub(crate) const fn edge(name: String, function: FunctionId, calls_alias: bool, role: SourceRole) -> Self {
        Self {
            name,
            function,
            named: if calls_alias { None } else { Some(0) },
            role,
            via: InvokePath::Invoke,
            is_edge: true,
            reads: None,
            pollers: 0,
            tells_success: false,
            has_destination: false,
            has_dead_letters: false,
            takes_dead_letters: false,
            offered: 0,
        }
    }

    /// Whether its event source mapping reads a stream.
    #[must_use]
    pub const fn reads_stream(&self) -> bool {
        matches!(self.reads, Some(Reads::Stream(_)))
    }
}

/// What an event source mapping reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// A queue: what is done is deleted.
    Queue,
    /// A stream, which loses its records at this age.
    Stream(Micros),
}

/// A service that functions call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DownstreamInfo {
    /// Its name.
    pub name: String,
    /// How many calls it serves at once; none without a limit.
    pub limit: Option<u32>,
}
