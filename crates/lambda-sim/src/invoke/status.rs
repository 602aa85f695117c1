//! What a client is told by what stands between it and its function: an HTTP status, as a pure function (rules S1, S2, S5, S6).

use super::Answer;
use crate::scenario::InvokePath;
use crate::trace::{LostAnswer, Outcome, RejectReason};

/// How one attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientOutcome {
    /// It ran, and its answer went back.
    Ran(Outcome),
    /// A limit of Lambda refused it.
    Throttled,
    /// It never reached a function.
    Rejected(RejectReason),
    /// It ran, and its answer did not get through.
    Lost(LostAnswer),
}

impl From<Answer> for ClientOutcome {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Throttled(_) => Self::Throttled,
            Answer::Rejected(reason) => Self::Rejected(reason),
            Answer::Ran(outcome) => Self::Ran(outcome),
            Answer::Lost(reason) => Self::Lost(reason),
        }
    }
}

/// The HTTP status that a client gets; none where it gets none: it waited no longer, or waits still. Invoke itself answers a
/// function's own failure with 200 and names it in a header.
#[must_use]
pub const fn status(via: InvokePath, seen: ClientOutcome) -> Option<u16> {
    Some(match seen {
        ClientOutcome::Ran(Outcome::Running) | ClientOutcome::Lost(LostAnswer::ClientTimeout) => return None,
        ClientOutcome::Ran(Outcome::Completed) => 200,
        ClientOutcome::Ran(_) => match via {
            InvokePath::Invoke => 200,
            InvokePath::ApiGatewayRest | InvokePath::ApiGatewayHttp | InvokePath::Alb | InvokePath::FunctionUrl => 502,
        },
        ClientOutcome::Throttled => match via {
            InvokePath::Invoke | InvokePath::FunctionUrl => 429,
            InvokePath::ApiGatewayRest | InvokePath::ApiGatewayHttp => 500,
            InvokePath::Alb => 502,
        },
        ClientOutcome::Rejected(RejectReason::GatewayRate) => 429,
        ClientOutcome::Rejected(RejectReason::PayloadTooLarge) => 413,
        ClientOutcome::Rejected(RejectReason::Recursion) => 400,
        ClientOutcome::Rejected(RejectReason::FunctionPending | RejectReason::FunctionInactive) => match via {
            InvokePath::ApiGatewayRest | InvokePath::ApiGatewayHttp => 500,
            InvokePath::Alb | InvokePath::FunctionUrl => 502,
            // ResourceConflictException and ResourceNotReadyException.
            InvokePath::Invoke if matches!(seen, ClientOutcome::Rejected(RejectReason::FunctionPending)) => 409,
            InvokePath::Invoke => 502,
        },
        ClientOutcome::Lost(LostAnswer::IntegrationTimeout) => match via {
            InvokePath::ApiGatewayHttp => 503,
            InvokePath::Invoke | InvokePath::ApiGatewayRest | InvokePath::Alb | InvokePath::FunctionUrl => 504,
        },
        ClientOutcome::Lost(LostAnswer::ResponseTooLarge) => 502,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_has_its_own_word_for_each_end() {
        // invoke, REST, HTTP, load balancer, function URL.
        let table = [
            (ClientOutcome::Ran(Outcome::Completed), [200, 200, 200, 200, 200]),
            (ClientOutcome::Throttled, [429, 500, 500, 502, 429]),
            (ClientOutcome::Ran(Outcome::HandlerError), [200, 502, 502, 502, 502]),
            (ClientOutcome::Ran(Outcome::Crash), [200, 502, 502, 502, 502]),
            (ClientOutcome::Ran(Outcome::OutOfMemory), [200, 502, 502, 502, 502]),
            (ClientOutcome::Ran(Outcome::InitError), [200, 502, 502, 502, 502]),
            (ClientOutcome::Ran(Outcome::Timeout), [200, 502, 502, 502, 502]),
            (ClientOutcome::Ran(Outcome::ResponseTooLarge), [200, 502, 502, 502, 502]),
            (ClientOutcome::Rejected(RejectReason::FunctionPending), [409, 500, 500, 502, 502]),
            (ClientOutcome::Rejected(RejectReason::FunctionInactive), [502, 500, 500, 502, 502]),
            (ClientOutcome::Rejected(RejectReason::PayloadTooLarge), [413, 413, 413, 413, 413]),
        ];
        for (seen, statuses) in table {
            assert_eq!(InvokePath::ALL.map(|via| status(via, seen)), statuses.map(Some), "{seen:?}");
        }
        let rest = |seen| status(InvokePath::ApiGatewayRest, seen);
        assert_eq!(rest(ClientOutcome::Lost(LostAnswer::IntegrationTimeout)), Some(504));
        assert_eq!(status(InvokePath::ApiGatewayHttp, ClientOutcome::Lost(LostAnswer::IntegrationTimeout)), Some(503));
        assert_eq!(rest(ClientOutcome::Rejected(RejectReason::GatewayRate)), Some(429));
        assert_eq!(status(InvokePath::Alb, ClientOutcome::Lost(LostAnswer::ResponseTooLarge)), Some(502));
        assert_eq!(rest(ClientOutcome::Lost(LostAnswer::ClientTimeout)), None);
        assert_eq!(rest(ClientOutcome::Ran(Outcome::Running)), None);
    }
}
