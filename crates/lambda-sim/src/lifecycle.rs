//! The life of an execution environment: download, start, init, handler, idle, dropped, gone (rules L1–L13, P1–P5).
//!
//! ```text
//!                 ┌─────────── warm ───────────┐
//!   (nothing) ─full cold─► busy ─done─► idle ──┴─idle life over─► sandbox ─sandbox life over─► gone
//!                           ▲  └─crash, timeout, out of memory, init error─► sandbox (reset)      ▲
//!                           └──────────── partial cold ────────────────────────┘                  │
//!                           any of them, once it is older than its maximum age and not busy ──────┘
//! ```
//! [`Environment`] is the state, [`IdleSet`] finds the one that serves next, [`FunctionTiming`] knows what each phase takes.

mod computing;
pub mod defaults;
mod durable;
mod duration;
mod environment;
mod idle_set;
mod lifespan;
mod response;
mod restore;
mod run;
mod timing;

pub use computing::{HandlerSpeed, cpu_slowdown, cpu_time, handler_factor};
pub use durable::{AfterInvocation, Cursor, DurableTiming, ExternalResult, Progress};
pub use environment::{Environment, Stage};
pub use idle_set::IdleSet;
pub use lifespan::Lifespan;
pub use run::{Run, RunKey, StartPhases};
pub use timing::FunctionTiming;
