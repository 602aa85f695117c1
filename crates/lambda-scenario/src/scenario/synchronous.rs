//! How a client that waits for the answer reaches its function (rules S1–S6).

use super::ranges::{self, Range};
use lambda_scenario_derive::{keywords, object};
use serde::{Deserialize, Serialize};

/// What is between a client and the function it waits for.
#[keywords]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InvokePath {
    /// Nothing: it calls Lambda's Invoke.
    #[default]
    Invoke,
    /// A REST API of API Gateway (S2).
    ApiGatewayRest,
    /// An HTTP API of API Gateway (S2).
    ApiGatewayHttp,
    /// An Application Load Balancer (S5).
    Alb,
    /// A function URL (S6).
    FunctionUrl,
}

impl InvokePath {
    /// Whether it is an API of API Gateway, which has its own timeout and rate.
    #[must_use]
    pub const fn is_api_gateway(self) -> bool {
        matches!(self, Self::ApiGatewayRest | Self::ApiGatewayHttp)
    }
}

/// A client that waits for the answer.
#[object]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Synchronous {
    /// What it reaches the function through.
    #[field(omit_default)]
    pub via: InvokePath,
    /// How long API Gateway waits for the function, in ms: 50 to 29,000 for a REST API, more where AWS has raised it; at most
    /// 30,000 for an HTTP API. Left out: 29,000 and 30,000.
    #[field(range = ranges::INTEGRATION_TIMEOUT_MS, range_if = Self::integration_timeouts)]
    pub integration_timeout_ms: Option<f64>,
    /// How long the client itself waits for an answer, in ms. Left out: for as long as it takes.
    #[field(range = ranges::CLIENT_TIMEOUT_MS)]
    pub client_timeout_ms: Option<f64>,
    /// Seconds between two health checks of a load balancer, each of them an invocation. Left out: none (S5).
    #[field(range = ranges::HEALTH_CHECK_INTERVAL_S, range_if = Self::health_check_intervals)]
    pub health_check_interval_s: Option<f64>,
}

impl Synchronous {
    /// How long API Gateway may wait; `None` if there is none in front (S2).
    #[must_use]
    pub const fn integration_timeouts(&self) -> Option<Range> {
        match self.via {
            InvokePath::ApiGatewayRest => Some(ranges::INTEGRATION_TIMEOUT_MS),
            InvokePath::ApiGatewayHttp => Some(ranges::HTTP_INTEGRATION_TIMEOUT_MS),
            InvokePath::Invoke | InvokePath::Alb | InvokePath::FunctionUrl => None,
        }
    }

    /// The time between two health checks; `None` if there is no load balancer (S5).
    fn health_check_intervals(&self) -> Option<Range> {
        (self.via == InvokePath::Alb).then_some(ranges::HEALTH_CHECK_INTERVAL_S)
    }

    /// How long API Gateway waits, in ms; `None` if it is not in between.
    #[must_use]
    pub fn integration_timeout_ms(&self) -> Option<f64> {
        let default = match self.via {
            InvokePath::ApiGatewayRest => 29_000.0,
            InvokePath::ApiGatewayHttp => 30_000.0,
            InvokePath::Invoke | InvokePath::Alb | InvokePath::FunctionUrl => return None,
        };
        Some(self.integration_timeout_ms.unwrap_or(default))
    }
}
