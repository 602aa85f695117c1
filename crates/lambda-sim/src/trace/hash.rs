//! The name of a trace's whole content.

use super::Trace;
use super::table::Feed;
use crate::architecture::Architecture;
use xxhash_rust::xxh64::Xxh64;

/// Raised whenever the same run would hash differently. Version 1: XXH64, seed 0, over warm-up and duration (µs, u64), the
/// number of calls (u64), the number of pools (u64) and of each its function (u16), version (u32), memory in MB (u32),
/// architecture (its place among [`Architecture::ALL`], u8), ephemeral storage in MB (u32) and timeout (µs, u64), and then each table in the order below: its number of rows (u64) and its columns one after the
/// other; all little-endian. Tables that were added since are fed after those, each behind its name, where they are not empty.
pub const TRACE_HASH_VERSION: u32 = 1;

impl Trace {
    /// The hash of everything that happened, as `v1:` and sixteen hexadecimal digits. Names are not part of it.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = Xxh64::new(0);
        for number in [self.warm_up.0, self.duration.0, u64::from(self.calls)] {
            hasher.update(&number.to_le_bytes());
        }
        hasher.update(&(self.pools.len() as u64).to_le_bytes());
        for pool in &self.pools {
            hasher.update(&pool.function.0.to_le_bytes());
            hasher.update(&pool.version.to_le_bytes());
            hasher.update(&pool.memory.0.to_le_bytes());
            hasher.update(&[Architecture::ALL.iter().position(|known| *known == pool.architecture).unwrap_or(0) as u8]);
            hasher.update(&pool.ephemeral_storage.0.to_le_bytes());
            hasher.update(&pool.timeout.0.to_le_bytes());
        }
        let mut sink = |bytes: &[u8]| hasher.update(bytes);
        self.invocations.feed(&mut sink);
        self.starts.feed(&mut sink);
        self.throttles.feed(&mut sink);
        self.retries.feed(&mut sink);
        self.environments.feed(&mut sink);
        self.transitions.feed(&mut sink);
        self.settings.feed(&mut sink);
        self.provisioned_inits.feed(&mut sink);
        self.links.feed(&mut sink);
        // Tables that came after version 1: runs that have nothing to put into them keep their names.
        let later: [(&str, &dyn Feed); 14] = [
            ("fates", &self.fates),
            ("alarms", &self.alarms),
            ("shifts", &self.shifts),
            ("downstream_calls", &self.downstream_calls),
            ("rejections", &self.rejections),
            ("lost_answers", &self.lost_answers),
            ("large_events", &self.large_events),
            ("streams", &self.streams),
            ("tenants", &self.tenants),
            ("executions", &self.executions),
            ("tails", &self.tails),
            ("batches", &self.batches),
            ("queued", &self.queued),
            ("polls", &self.polls),
        ];
        for (name, table) in later.into_iter().filter(|(_, table)| table.has_rows()) {
            sink(name.as_bytes());
            table.feed(&mut sink);
        }
        format!("v{TRACE_HASH_VERSION}:{:016x}", hasher.digest())
    }
}
