//! Who waits for a call that goes on inside the account.

use crate::trace::InvocationId;

/// Who waits for a call: an invocation, or a durable execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Awaited(u32);

impl Awaited {
    /// A durable execution that has not looked yet: the call has failed, or succeeded.
    pub(super) const FAILED: Self = Self(u32::MAX - 1);
    pub(super) const SUCCEEDED: Self = Self(u32::MAX);
    /// What tells executions from invocations, of which there are fewer.
    const IS_EXECUTION: u32 = 1 << 31;

    /// An invocation.
    pub(super) const fn by_invocation(id: InvocationId) -> Self {
        Self(id.0)
    }

    /// The invocation, where it is no execution.
    pub(super) const fn invocation(self) -> InvocationId {
        InvocationId(self.0)
    }

    /// A durable execution, by its place in the trace.
    pub(super) const fn by_execution(row: u32) -> Self {
        Self(Self::IS_EXECUTION | row)
    }

    /// The execution, if it is one.
    pub(super) const fn execution(self) -> Option<u32> {
        if self.0 & Self::IS_EXECUTION == 0 { None } else { Some(self.0 & !Self::IS_EXECUTION) }
    }

    /// Whether it was answered.
    pub(super) const fn is_over(self) -> bool {
        self.0 >= Self::FAILED.0
    }
}
