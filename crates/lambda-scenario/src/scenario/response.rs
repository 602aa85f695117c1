//! What a function answers: its size, and whether it is streamed (rules Q8, Q10, N4).

#[cfg(feature = "schema")]
use super::limits;
use super::record::record;
use crate::distribution::Distribution;
use serde::Serialize;

/// A function's response.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Response {
    /// How large it is, in MB; at once 6 MB are allowed, streamed 200 MB.
    pub size_mb: Distribution,
    /// Whether it is streamed: sent while the handler goes on, the first 6 MB at full speed, the rest at 2 MB a second.
    pub streaming: bool,
    /// The share of the handler's work that comes before the first byte, 0 to 1, where it is streamed.
    #[cfg_attr(feature = "schema", schemars(range(min = limits::SHARE.min, max = limits::SHARE.max)))]
    pub first_byte_share: f64,
}

record!(Response { size_mb, streaming, first_byte_share });

impl Default for Response {
    fn default() -> Self {
        Self { size_mb: 0.0.into(), streaming: false, first_byte_share: 1.0 }
    }
}
