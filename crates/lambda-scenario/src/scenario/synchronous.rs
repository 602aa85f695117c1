//! How a client that waits for the answer reaches its function (rules S1–S6).

#[cfg(feature = "schema")]
use super::limits;
use super::record::{record, words};
use serde::{Deserialize, Serialize};

/// What stands between a client and the function it waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Via {
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

words!(Via {
    "invoke" => Invoke,
    "api_gateway_rest" => ApiGatewayRest,
    "api_gateway_http" => ApiGatewayHttp,
    "alb" => Alb,
    "function_url" => FunctionUrl,
});

impl Via {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Invoke, Self::ApiGatewayRest, Self::ApiGatewayHttp, Self::Alb, Self::FunctionUrl];

    /// Whether it is an API of API Gateway, which has a timeout and a rate of its own.
    #[must_use]
    pub const fn is_api_gateway(self) -> bool {
        matches!(self, Self::ApiGatewayRest | Self::ApiGatewayHttp)
    }
}

/// A client that waits for the answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Synchronous {
    /// What it reaches the function through.
    #[serde(skip_serializing_if = "Via::is_invoke")]
    pub via: Via,
    /// How long API Gateway waits for the function, in ms: 50 to 29,000 for a REST API, more where AWS has raised it; at most
    /// 30,000 for an HTTP API. Left out: 29,000 and 30,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::INTEGRATION_TIMEOUT_MS.min, max = limits::INTEGRATION_TIMEOUT_MS.max)))]
    pub integration_timeout_ms: Option<f64>,
    /// How long the client itself waits for an answer, in ms. Left out: for as long as it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::CLIENT_TIMEOUT_MS.min, max = limits::CLIENT_TIMEOUT_MS.max)))]
    pub client_timeout_ms: Option<f64>,
    /// Seconds between two health checks of a load balancer, each of them an invocation. Left out: none (S5).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = limits::HEALTH_CHECK_INTERVAL_S.min, max = limits::HEALTH_CHECK_INTERVAL_S.max)))]
    pub health_check_interval_s: Option<f64>,
}

record!(Synchronous { via, integration_timeout_ms, client_timeout_ms, health_check_interval_s });

impl Via {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_invoke(&self) -> bool {
        *self == Self::Invoke
    }
}

impl Synchronous {
    /// How long API Gateway waits, in ms; none where it does not stand in between.
    #[must_use]
    pub fn integration_timeout_ms(&self) -> Option<f64> {
        let default = match self.via {
            Via::ApiGatewayRest => 29_000.0,
            Via::ApiGatewayHttp => 30_000.0,
            Via::Invoke | Via::Alb | Via::FunctionUrl => return None,
        };
        Some(self.integration_timeout_ms.unwrap_or(default))
    }
}
