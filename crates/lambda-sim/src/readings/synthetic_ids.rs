//! Identifiers that real logs and traces have and a simulation has not: made up, of the right shape, always the same for the
//! same row, whatever the seed. They identify within a run and nothing beyond it.

use crate::trace::{CallId, EnvironmentId, InvocationId};
use crate::units::Instant;
use std::fmt;
use xxhash_rust::xxh64::xxh64;

/// What is named, so that equal numbers of different things have different names.
#[derive(Clone, Copy)]
enum IdKind {
    Request = 1,
    Instance = 2,
    Trace = 3,
    Segment = 4,
    Runtime = 5,
    Refused = 6,
    Sampled = 7,
}

/// Digits for the `part`-th piece of a name.
fn digits(kind: IdKind, id: u64, part: u64) -> u64 {
    xxh64(&id.to_le_bytes(), (kind as u64) << 8 | part)
}

/// A UUID of the random kind, by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Uuid(u128);

impl Uuid {
    fn of(kind: IdKind, id: u64) -> Self {
        let random = u128::from(digits(kind, id, 0)) << 64 | u128::from(digits(kind, id, 1));
        let version = random & !(0xf << 76) | 0x4 << 76;
        Self(version & !(0x3 << 62) | 0x2 << 62)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = format!("{:032x}", self.0);
        write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// The request id of an invocation. Another attempt of the same call has another.
#[must_use]
pub fn request_id(invocation: InvocationId) -> Uuid {
    Uuid::of(IdKind::Request, invocation.0.into())
}

/// The instance id of an environment.
#[must_use]
pub fn instance_id(environment: EnvironmentId) -> Uuid {
    Uuid::of(IdKind::Instance, environment.0.into())
}

/// The name of an environment's log stream.
#[must_use]
pub fn log_stream(environment: EnvironmentId, version: &str, created: Instant, epoch: Epoch) -> String {
    let id = digits(IdKind::Instance, environment.0.into(), 2);
    let more = digits(IdKind::Instance, environment.0.into(), 3);
    let date = epoch.date_time(created);
    format!("{}/[{version}]{id:016x}{more:016x}", date[..10].replace('-', "/"))
}

/// The X-Ray trace id of a call from outside: version, time in seconds, 96 bits.
#[must_use]
pub fn trace_id(call: CallId, at: Instant, epoch: Epoch) -> String {
    let seconds = epoch.micros(at).div_euclid(1_000_000) as u32;
    let (id, more) = (digits(IdKind::Trace, call.0.into(), 0), digits(IdKind::Trace, call.0.into(), 1));
    format!("1-{seconds:08x}-{id:016x}{:08x}", more as u32)
}

/// The id of the `part`-th segment of an invocation.
#[must_use]
pub fn segment_id(invocation: InvocationId, part: u32) -> String {
    format!("{:016x}", digits(IdKind::Segment, invocation.0.into(), part.into()))
}

/// The id of the segment of a refused request, by its row.
#[must_use]
pub fn refused_segment_id(throttle: usize) -> String {
    format!("{:016x}", digits(IdKind::Refused, throttle as u64, 0))
}

/// A number from 0 to below `sides`, always the same for a call, all equally often.
#[must_use]
pub fn throw(call: CallId, sides: u64) -> u64 {
    digits(IdKind::Sampled, call.0.into(), 0) % sides.max(1)
}

/// What stands at the end of a runtime version's ARN.
#[must_use]
pub fn runtime_digest(runtime: &str) -> String {
    let id = xxh64(runtime.as_bytes(), IdKind::Runtime as u64);
    (0..4).map(|part| format!("{:016x}", digits(IdKind::Runtime, id, part))).collect()
}

/// What the calendar says at time zero of a run, which itself has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Epoch(
    /// Unix time of time zero, in µs.
    pub i64,
);

impl Epoch {
    /// Unix time, in µs.
    #[must_use]
    pub const fn micros(self, at: Instant) -> i64 {
        self.0.saturating_add(at.0)
    }

    /// Unix time, in seconds with a fraction, as X-Ray writes it.
    #[must_use]
    pub const fn seconds(self, at: Instant) -> f64 {
        self.micros(at) as f64 / 1e6
    }

    /// Date and time in UTC to the millisecond begun, as Lambda writes it: `2026-11-24T09:00:00.000Z`.
    #[must_use]
    pub fn date_time(self, at: Instant) -> String {
        let micros = self.micros(at);
        let date = time::OffsetDateTime::from_unix_timestamp(micros.div_euclid(1_000_000))
            .unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
        let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
        let (hour, minute, second) = date.to_hms();
        let millis = micros.rem_euclid(1_000_000) / 1_000;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn request_ids_have_the_shape_of_a_random_uuid_and_stay() {
        let id = request_id(InvocationId(7)).to_string();
        assert_eq!(id.len(), 36);
        assert_eq!(id.match_indices('-').map(|(at, _)| at).collect::<Vec<_>>(), [8, 13, 18, 23]);
        assert_eq!(&id[14..15], "4");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"));
        assert_eq!(id, request_id(InvocationId(7)).to_string());
        assert_ne!(id, instance_id(EnvironmentId(7)).to_string());
        let many: BTreeSet<String> = (0..10_000).map(|id| request_id(InvocationId(id)).to_string()).collect();
        assert_eq!(many.len(), 10_000);
    }

    #[test]
    fn the_calendar_begins_at_the_epoch() {
        let epoch = Epoch(1_795_510_800_000_000);
        assert_eq!(epoch.date_time(Instant::ZERO), "2026-11-24T09:00:00.000Z");
        assert_eq!(epoch.date_time(Instant(1_234_999)), "2026-11-24T09:00:01.234Z");
        assert_eq!(epoch.date_time(Instant(-1)), "2026-11-24T08:59:59.999Z");
        assert_eq!(Epoch::default().date_time(Instant::from_secs(86_400 * 59)), "1970-03-01T00:00:00.000Z");
        assert!(trace_id(CallId(1), Instant::ZERO, epoch).starts_with("1-6b055210-"));
        assert_eq!(trace_id(CallId(1), Instant::ZERO, epoch).len(), 35);
        let stream = log_stream(EnvironmentId(1), "$LATEST", Instant::ZERO, epoch);
        assert!(stream.starts_with("2026/11/24/[$LATEST]"));
        assert_eq!(stream.len(), 20 + 32);
    }
}
