//! What a function answers: its size, and whether it is streamed (rules Q8, Q10, N4).

use super::ranges;
use crate::distribution::Distribution;
use lambda_scenario_derive::object;
use serde::Serialize;

/// A function's response.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// How large it is, in MB; at once 6 MB are allowed, streamed 200 MB.
    #[field(range = ranges::RESPONSE_MB)]
    pub size_mb: Distribution,
    /// Whether it is streamed: sent while the handler goes on, the first 6 MB at full speed, the rest at 2 MB a second.
    pub streaming: bool,
    /// The share of the handler's work that comes before the first byte, 0 to 1, where it is streamed.
    #[field(range = ranges::SHARE, default = 1.0)]
    pub first_byte_share: f64,
}
