//! Of what a metric is told, by AWS's names: a call tells it of its function, of the alias or version that it named, and behind
//! an alias of the version that ran (rules O1, V4).

use crate::trace::{FunctionId, PoolId, SourceId, SourceInfo, SourceRole, Trace};
use serde::{Deserialize, Serialize};

/// Which invocations a metric is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Dimension {
    /// Across all functions: no dimension.
    #[default]
    All,
    /// `FunctionName`: all versions and aliases of a function.
    Function(FunctionId),
    /// `Resource`: what calls name of a function.
    Resource {
        /// The function.
        function: FunctionId,
        /// The version, 0 for `$LATEST`; none for the alias `live`, whichever version it led to.
        version: Option<u32>,
    },
    /// `ExecutedVersion`: what the alias `live` led to this version. A call that names the version itself is not among it. Of a
    /// request that was refused it is the version that the alias had chosen: AWS does not say whether it tells one.
    ExecutedVersion {
        /// The function.
        function: FunctionId,
        /// The version.
        version: u32,
    },
}

impl Dimension {
    /// The function that it is about; none where it is all of them.
    #[must_use]
    pub const fn function(self) -> Option<FunctionId> {
        match self {
            Self::All => None,
            Self::Function(function) | Self::Resource { function, .. } | Self::ExecutedVersion { function, .. } => {
                Some(function)
            }
        }
    }

    /// Whether what happened to a source's request for a pool is among it.
    #[must_use]
    pub fn has(self, trace: &Trace, pool: PoolId, source: SourceId) -> bool {
        let Some(function) = self.function() else { return true };
        let info = &trace.pools[pool.index()];
        // An execution is resumed on the version that started it (N2), whatever was called then.
        let named = || {
            let source = trace.sources.get(source.index())?;
            if source.role == SourceRole::Resumes { Some(info.version) } else { source.named }
        };
        info.function == function
            && match self {
                Self::All | Self::Function(_) => true,
                Self::Resource { version, .. } => named() == version,
                Self::ExecutedVersion { version, .. } => info.version == version && named().is_none(),
            }
    }
}

/// The dimensions of a run in the order of AWS's console: each function, and what calls name where that is more than `$LATEST`, with
/// what an alias led to.
#[must_use]
pub fn dimensions(trace: &Trace) -> Vec<Dimension> {
    let functions = (0..trace.functions.len()).map(|index| FunctionId(index as u16));
    let mut resources = Vec::new();
    let mut executed = Vec::new();
    for function in functions.clone() {
        let mut named: Vec<Option<u32>> = Vec::new();
        let calls = |source: &&SourceInfo| source.function == function && source.role != SourceRole::Resumes;
        for source in trace.sources.iter().filter(calls) {
            if !named.contains(&source.named) {
                named.push(source.named);
            }
        }
        if named.iter().all(|version| *version == Some(0)) {
            continue;
        }
        named.sort_unstable();
        resources.extend(named.iter().map(|version| Dimension::Resource { function, version: *version }));
        if named.contains(&None) {
            executed.extend(aliased(trace, function).map(|version| Dimension::ExecutedVersion { function, version }));
        }
    }
    let all = std::iter::once(Dimension::All).chain(functions.map(Dimension::Function));
    all.chain(resources).chain(executed).collect()
}

/// The versions that a function's alias led to, in the order of their numbers.
fn aliased(trace: &Trace, function: FunctionId) -> impl Iterator<Item = u32> {
    let info = trace.functions[function.index()].alias;
    let shifts = trace.shifts.iter().filter(|row| row.function == function);
    let shifts = shifts.flat_map(|row| [row.primary, row.additional]);
    let pools = [info.primary, info.additional].into_iter().chain(shifts);
    let mut versions: Vec<u32> = pools.map(|pool| trace.pools[pool.index()].version).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.into_iter()
}
