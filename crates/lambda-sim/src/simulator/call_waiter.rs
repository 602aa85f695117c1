//! Who waits for a call that goes on inside the account.

use crate::trace::InvocationId;

/// Who waits for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CallWaiter {
    /// An invocation.
    Invocation(InvocationId),
    /// A durable execution, by its row in the trace.
    Execution(u32),
    /// A durable execution that has not looked at the answer yet.
    Answered { succeeded: bool },
}
