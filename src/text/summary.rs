//! Words of the table by function.

pub const TAB: &str = "By function";
pub const FUNCTION: &str = "Function";
pub const ALL: &str = "All";
pub const REQUESTS: &str = "Requests";
pub const THROTTLES: &str = "Throttles";
pub const ERRORS: &str = "Errors";
pub const TIMEOUTS: &str = "Timeouts";
pub const COLD: &str = "Cold";
pub const P50: &str = "p50";
pub const P95: &str = "p95";
pub const P99: &str = "p99";
pub const MAX: &str = "Longest";
pub const INIT_P50: &str = "Init p50";
pub const PEAK: &str = "Peak in flight";
pub const ENVIRONMENTS: &str = "Environments";

pub const CAPTION: &str = "Latency from a request's arrival to its response, cold start included.";
