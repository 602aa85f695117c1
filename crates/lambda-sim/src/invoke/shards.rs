//! The shards of a stream: when each is read, and what it takes and gives in a second (rule K1).

use super::batch::SourceEvent;
use super::rate_meter::{RateMeter, cost};
use super::sizes::BYTES_PER_MB;
use crate::assumptions::{Constant, Constants};
use crate::units::{Instant, Micros};
use rustc_hash::FxHashMap;

/// How records come to the mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShardDelivery {
    /// Each shard is polled, as often as this constant says.
    Polled(Constant),
    /// They are pushed as they come, by enhanced fan-out.
    Pushed,
}

/// The shards of one stream.
#[derive(Clone, Debug)]
pub(super) struct Shards {
    count: u32,
    /// Between two polls of a shard; none where records are pushed.
    interval: Option<Micros>,
    push: Micros,
    /// What each has given its mapping, and what it gives in a second, in bytes.
    reads: FxHashMap<u32, RateMeter>,
    read_rate: f64,
    /// What each has taken of its producers.
    writes: FxHashMap<u32, Writes>,
    limits: Option<WriteLimits>,
}

/// What one shard has taken: records, and bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Writes {
    records: RateMeter,
    bytes: RateMeter,
}

/// What a record takes up of a shard's rate, and how many bytes the shard takes in a second.
#[derive(Clone, Copy, Debug)]
struct WriteLimits {
    per_record: Micros,
    bytes: f64,
}

impl Shards {
    /// So many shards, which are read in this way; those of Kinesis take only so much in a second.
    pub fn new(count: u32, reading: ShardDelivery, constants: &Constants) -> Self {
        let get = |constant| constants.get(constant);
        let limits = WriteLimits {
            per_record: cost(1, get(Constant::ShardRecords)),
            bytes: get(Constant::ShardWrite) * BYTES_PER_MB,
        };
        Self {
            count,
            interval: match reading {
                ShardDelivery::Polled(constant) => Some(Micros::from_secs_f64(get(constant))),
                ShardDelivery::Pushed => None,
            },
            push: Micros::from_millis_f64(get(Constant::FanOut)),
            reads: FxHashMap::default(),
            read_rate: get(Constant::ShardRead) * BYTES_PER_MB,
            writes: FxHashMap::default(),
            limits: (reading != ShardDelivery::Polled(Constant::DynamodbPoll)).then_some(limits),
        }
    }

    /// When a record that arrives at `sent` is read by an idle lane.
    pub fn read_at(&self, shard: u32, sent: Instant) -> Instant {
        let Some(interval) = self.interval else { return self.pushed_at(sent) };
        let interval = interval.0.max(1) as i64;
        let phase = interval.saturating_mul(i64::from(shard)) / i64::from(self.count);
        Instant(sent.0 + interval - (sent.0 - phase).rem_euclid(interval))
    }

    /// When a record that arrives at `sent` is there, where records are pushed.
    pub fn pushed_at(&self, sent: Instant) -> Instant {
        sent + self.push
    }

    /// The arrival of the last record that can be read now.
    pub fn readable_until(&self, now: Instant) -> Instant {
        if self.interval.is_some() { now } else { now - self.push }
    }

    /// Writes a record to a shard; false where that takes no more at the time.
    pub fn write(&mut self, shard: u32, record: &SourceEvent) -> bool {
        let Some(limits) = self.limits else { return true };
        let writes = self.writes.entry(shard).or_default();
        let (records, sent) = (limits.per_record, record.sent);
        let mut takes = writes.records.free_at(records) <= sent;
        // Most streams have records too small to matter.
        if takes && record.bytes > 0 {
            let bytes = cost(u64::from(record.bytes), limits.bytes);
            takes = writes.bytes.free_at(bytes) <= sent;
            if takes {
                writes.bytes.takes(bytes, sent);
            }
        }
        if takes {
            writes.records.takes(records, sent);
        }
        takes
    }

    /// When a shard gives something again, if that is after `now`.
    pub fn readable_at(&self, shard: u32, now: Instant) -> Option<Instant> {
        self.reads.get(&shard).map(|pace| pace.free_at(Micros::ZERO)).filter(|at| *at > now)
    }

    /// So many bytes of a shard are read now.
    pub fn read(&mut self, shard: u32, bytes: u64, now: Instant) {
        if bytes > 0 {
            self.reads.entry(shard).or_default().takes(cost(bytes, self.read_rate), now);
        }
    }
}
