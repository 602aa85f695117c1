//! What an invocation's row says in one cell: how it started, how it ended, on what kind of environment.

use super::codes::{Outcome, StartKind};
use super::table::Cell;

/// Start kind, outcome and kind of environment of an invocation, in one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    const PROVISIONED: u16 = 1 << 8;
    const SPILLOVER: u16 = 1 << 9;
    const PROVISIONING: u16 = 1 << 10;
    const TAIL: u16 = 1 << 11;
    const RESTORED: u16 = 1 << 12;
    const AHEAD: u16 = 1 << 13;
    const STREAMED: u16 = 1 << 14;

    /// The flags of an invocation that ran in this way.
    #[must_use]
    pub const fn new(start: StartKind, outcome: Outcome) -> Self {
        Self(start as u16 | (outcome as u16) << 4)
    }

    /// The same with the concurrency it ran on: whether its environment is provisioned, whether its function had provisioned
    /// concurrency set, and whether it called the qualifier that has it.
    #[must_use]
    pub const fn on(self, provisioned: bool, provisioning: bool, calls_live: bool) -> Self {
        Self(
            self.0
                | if provisioned { Self::PROVISIONED } else { 0 }
                | if provisioning { Self::PROVISIONING } else { 0 }
                | if provisioning && calls_live && !provisioned { Self::SPILLOVER } else { 0 },
        )
    }

    /// How it started, as the environment saw it: one on a provisioned environment that had been reset is a partial cold one.
    #[must_use]
    pub const fn start(self) -> StartKind {
        match self.0 & 0xf {
            0 => StartKind::Warm,
            1 => StartKind::PartialCold,
            _ => StartKind::FullCold,
        }
    }

    /// The same with another end.
    #[must_use]
    pub const fn ended(self, outcome: Outcome) -> Self {
        Self(self.0 & !0xf0 | (outcome as u16) << 4)
    }

    /// How it counts: on provisioned environments always as warm (convention `provisioned_counts_warm`).
    #[must_use]
    pub const fn counted_start(self) -> StartKind {
        if self.is_provisioned() { StartKind::Warm } else { self.start() }
    }

    /// How it ended.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self.0 >> 4 & 0xf {
            0 => Outcome::Completed,
            1 => Outcome::HandlerError,
            2 => Outcome::Crash,
            3 => Outcome::OutOfMemory,
            4 => Outcome::InitError,
            5 => Outcome::Timeout,
            7 => Outcome::ResponseTooLarge,
            _ => Outcome::Running,
        }
    }

    /// Whether it ran on a provisioned environment.
    #[must_use]
    pub const fn is_provisioned(self) -> bool {
        self.0 & Self::PROVISIONED != 0
    }

    /// Whether it called a qualifier with provisioned concurrency and ran on demand.
    #[must_use]
    pub const fn is_spillover(self) -> bool {
        self.0 & Self::SPILLOVER != 0
    }

    /// Whether its function had provisioned concurrency set when it ran: then it gets no free tier (M4).
    #[must_use]
    pub const fn while_provisioned(self) -> bool {
        self.0 & Self::PROVISIONING != 0
    }

    /// The same with a row among the tails: its function has extensions.
    #[must_use]
    pub const fn with_tail(self) -> Self {
        Self(self.0 | Self::TAIL)
    }

    /// Whether it has a row among the tails.
    #[must_use]
    pub const fn has_tail(self) -> bool {
        self.0 & Self::TAIL != 0
    }

    /// The same with a row among the streams.
    #[must_use]
    pub const fn streamed(self) -> Self {
        Self(self.0 | Self::STREAMED)
    }

    /// Whether it has a row among the streams.
    #[must_use]
    pub const fn is_streamed(self) -> bool {
        self.0 & Self::STREAMED != 0
    }

    /// The same, its environment restored from a snapshot (N0).
    #[must_use]
    pub const fn restored(self) -> Self {
        Self(self.0 | Self::RESTORED)
    }

    /// Whether its environment was restored from a snapshot for it.
    #[must_use]
    pub const fn is_restored(self) -> bool {
        self.0 & Self::RESTORED != 0
    }

    /// The same, its environment initialised ahead of it (L10).
    #[must_use]
    pub const fn initialised_ahead(self) -> Self {
        Self(self.0 | Self::AHEAD)
    }

    /// Whether it is the first on an environment that Lambda initialised ahead of any request: it counts as warm, and the
    /// init that it did not wait for stands among the starts, since it is billed with it.
    #[must_use]
    pub const fn is_initialised_ahead(self) -> bool {
        self.0 & Self::AHEAD != 0
    }

    /// Whether it has a row among the starts or the tails.
    #[inline]
    #[must_use]
    pub const fn has_more(self) -> bool {
        self.0 & (0xf | Self::AHEAD | Self::TAIL) != 0
    }

    /// Whether it has a row among the starts.
    #[must_use]
    pub const fn has_start(self) -> bool {
        self.0 & (0xf | Self::AHEAD) != 0
    }
}

impl Cell for Flags {
    const SIZE: usize = size_of::<Self>();

    fn write(self, bytes: &mut [u8]) {
        self.0.write(bytes);
    }
}
