//! What rows refer to each other by: an index, typed by the table it points into.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// As an index.
            #[inline]
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A function of the scenario.
    FunctionId(u16);
    /// A pool of environments.
    PoolId(u16);
    /// A source of calls.
    SourceId(u16);
    /// A service that functions call.
    DownstreamId(u16);
    /// An execution environment, numbered by creation.
    EnvironmentId(u32);
    /// A request that ran, numbered by arrival.
    InvocationId(u32);
    /// A call, numbered by its first attempt.
    CallId(u32);
}
