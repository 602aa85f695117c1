//! What a file of recorded traffic may hold.

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most rows of data, and the most intervals they may span.
pub const MAX_ROWS: usize = 1_000_000;
/// The most requests in one interval. Larger numbers are times (seconds since 1970).
pub const MAX_COUNT: f64 = 1e9;
/// The interval if a file does not say it: CloudWatch's usual period, in seconds.
pub const DEFAULT_INTERVAL_S: f64 = 60.0;
