//! What environments did in a window, as bars: at most one a device pixel and kind on each lane, whatever the trace.
//!
//! ```text
//!   wide enough:   each phase of an invocation is a bar of its own, with its exact times
//!   narrower:      what falls on a pixel that is painted already in the same kind is merged into it
//!   far narrower:  where an invocation is on average less than half a pixel wide, a bar's height says how much of its
//!                  pixels the environment was busy: a lane reads as a small chart of its use
//! ```
//! Where an environment serves several invocations at once (N1), a bar's height says how many of its places were taken.
//! Beneath the bars lie the stretches over which an environment exists, initialised or as a sandbox only.

mod pen;

use super::lanes::{EnvironmentStay, ServedRow};
use super::{Lanes, Residents, Window};
use crate::trace::{FunctionId, Invocation, InvocationId, Outcome, State, Trace};
use crate::units::{Instant, Micros};
use pen::Pen;

/// The most bars of one answer: about what a canvas without a GPU paints in a frame.
pub const MAX_BARS: usize = 20_000;

/// The most lanes of one answer: more are not told apart on any screen.
const MAX_LANES: u32 = 1_024;

/// Of how many steps a bar's height is made.
pub const FULL_HEIGHT: u8 = 8;

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum BarKind {
    /// The environment exists and is initialised; a thin line.
    Initialised = 0,
    /// Only its sandbox exists; a thin dashed line.
    Sandbox = 1,
    /// Download of the code.
    Download = 2,
    /// Start of the environment.
    Start = 3,
    /// Init outside Duration.
    Init = 4,
    /// Restore of a snapshot in place of init.
    Restore = 5,
    /// Init re-run inside Duration.
    SuppressedInit = 6,
    /// The handler, whose response was a result.
    Handler = 7,
    /// The handler of an invocation that failed.
    FailedHandler = 8,
    /// The handler of an invocation that the timeout ended.
    TimedOutHandler = 9,
}

impl BarKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 10] = [
        Self::Initialised,
        Self::Sandbox,
        Self::Download,
        Self::Start,
        Self::Init,
        Self::Restore,
        Self::SuppressedInit,
        Self::Handler,
        Self::FailedHandler,
        Self::TimedOutHandler,
    ];

    /// From a column; none for a number that stands for nothing.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// How a handler is drawn that ended so.
    #[must_use]
    pub const fn of_handler(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Completed | Outcome::Running => Self::Handler,
            Outcome::Timeout => Self::TimedOutHandler,
            _ => Self::FailedHandler,
        }
    }

    /// What comes before the handler, in order, and how long each takes.
    #[must_use]
    pub fn phases(invocation: &Invocation) -> [(Self, Micros); 5] {
        let (start, is_restored) = (invocation.start, invocation.row.flags.is_restored());
        [
            (Self::Download, Micros(start.download_us.into())),
            (Self::Restore, invocation.restore().unwrap_or_default()),
            (Self::Start, if is_restored { Micros::ZERO } else { Micros(start.start_us.into()) }),
            (Self::Init, if is_restored { Micros::ZERO } else { invocation.init() }),
            (Self::SuppressedInit, Micros(start.suppressed_init_us.into())),
        ]
    }

    /// Whether it is a stretch of an environment's life rather than something it did.
    #[must_use]
    pub const fn is_line(self) -> bool {
        matches!(self, Self::Initialised | Self::Sandbox)
    }
}

/// Bars, lane by lane; on each lane lines first, then bars in the order of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// The lane, counted from 0 among all.
    pub lane: Vec<u32>,
    /// A [`BarKind`] as a number.
    pub kind: Vec<u8>,
    /// Of a bar its height in eighths of a lane's; [`FULL_HEIGHT`] where it says nothing.
    pub height: Vec<u8>,
    /// Where it begins, in µs.
    pub from: Vec<f64>,
    /// Where it ends, in µs.
    pub to: Vec<f64>,
    /// Of a line the environment; of a bar the invocation, or the first of those merged.
    pub id: Vec<u32>,
    /// How many rows are merged; 1 for a bar with exact times.
    pub rows: Vec<u32>,
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The lane, counted from 0 among all.
    pub lane: u32,
    /// What it stands for.
    pub kind: BarKind,
    /// Its height in eighths of a lane's.
    pub height: u8,
    /// Where it begins, in µs.
    pub from: f64,
    /// Where it ends, in µs.
    pub to: f64,
    /// Of a line the environment; of a bar the invocation, or the first of those merged.
    pub id: u32,
    /// How many rows are merged.
    pub rows: u32,
}

impl Bars {
    /// Reads a window.
    #[must_use]
    pub fn of(trace: &Trace, lanes: &Lanes, window: &Window) -> Self {
        // Coarser pixels until it fits: with all of the window on one pixel a lane has a handful of bars.
        let mut grain = 1.0;
        loop {
            let bars = Self::drawn(trace, lanes, window, grain);
            if bars.len() <= MAX_BARS || grain > f64::from(window.pixels) {
                return bars;
            }
            grain *= 2.0;
        }
    }

    fn drawn(trace: &Trace, lanes: &Lanes, window: &Window, grain: f64) -> Self {
        let mut bars = Self::default();
        let us_per_pixel = window.us_per_pixel() * grain;
        let (from, to) = (window.from.max(Instant::ZERO), window.to.min(trace.end()));
        for lane in lanes_in_sight(lanes, window) {
            let residents = lanes.residents(lane);
            let first = residents.partition_point(|resident| resident.gone <= from);
            let in_sight = || residents[first..].iter().take_while(|resident| resident.begin < to);
            let mut pen = Pen::new(&mut bars, lane, us_per_pixel, from, to);
            for resident in in_sight() {
                draw_life(trace, lanes, resident, to, &mut pen);
            }
            pen.lift();
            for resident in in_sight() {
                let function = trace.pools[resident.pool.index()].function;
                pen.show_use(lanes.mean_busy_us(function) < us_per_pixel / 2.0);
                draw_work(trace, lanes, resident, from, to, &mut pen);
            }
            pen.lift();
            if bars.len() > MAX_BARS {
                break;
            }
        }
        bars
    }

    /// How many bars there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.lane.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lane.is_empty()
    }

    /// One bar.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Bar> {
        Some(Bar {
            lane: *self.lane.get(index)?,
            kind: BarKind::from_number(*self.kind.get(index)?)?,
            height: *self.height.get(index)?,
            from: *self.from.get(index)?,
            to: *self.to.get(index)?,
            id: *self.id.get(index)?,
            rows: *self.rows.get(index)?,
        })
    }

    /// All bars in order.
    pub fn iter(&self) -> impl Iterator<Item = Bar> + '_ {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// The bars of one lane: their indexes.
    #[must_use]
    pub fn of_lane(&self, lane: u32) -> std::ops::Range<usize> {
        self.lane.partition_point(|other| *other < lane)..self.lane.partition_point(|other| *other <= lane)
    }

    fn push(&mut self, bar: &Bar) {
        self.lane.push(bar.lane);
        self.kind.push(bar.kind as u8);
        self.height.push(bar.height);
        self.from.push(bar.from);
        self.to.push(bar.to);
        self.id.push(bar.id);
        self.rows.push(bar.rows);
    }
}

impl Residents {
    /// Reads who lives on the lanes in sight at the window's left edge, or else comes next, or else was there last.
    #[must_use]
    pub fn of(lanes: &Lanes, window: &Window) -> Self {
        let mut residents = Self::default();
        for lane in lanes_in_sight(lanes, window) {
            let all = lanes.residents(lane);
            let there = all.partition_point(|resident| resident.gone <= window.from);
            if let Some(resident) = all.get(there).or(all.last()) {
                residents.lane.push(lane);
                residents.number.push(lanes.number(resident.environment));
            }
        }
        residents
    }
}

/// The lanes of a window: those of its function where it names one.
fn lanes_in_sight(lanes: &Lanes, window: &Window) -> std::ops::Range<u32> {
    let counts = lanes.counts();
    let all = match window.function {
        None => 0..counts.total,
        Some(FunctionId(index)) => match counts.functions.get(usize::from(index)) {
            Some(function) => function.first..function.first + function.count,
            None => 0..0,
        },
    };
    let first = window.first_lane.clamp(all.start, all.end);
    first..all.end.min(window.first_lane.saturating_add(window.lanes.min(MAX_LANES)).max(first))
}

/// The stretches over which an environment exists.
fn draw_life(trace: &Trace, lanes: &Lanes, resident: &EnvironmentStay, to: Instant, pen: &mut Pen) {
    let id = resident.environment.0;
    let (mut kind, mut since) = (BarKind::Initialised, resident.begin + resident.ahead);
    for transition in lanes.transitions(trace, resident.environment) {
        let next = match transition.state {
            State::Sandbox => BarKind::Sandbox,
            State::Resumed => BarKind::Initialised,
            State::Gone => break,
        };
        if next != kind {
            pen.draw(kind, since, transition.at, id);
            (kind, since) = (next, transition.at);
        }
        if since >= to {
            return;
        }
    }
    pen.draw(kind, since, resident.gone.min(to), id);
}

/// What an environment did: its init ahead of traffic, and every invocation with its phases.
fn draw_work(trace: &Trace, lanes: &Lanes, resident: &EnvironmentStay, from: Instant, to: Instant, pen: &mut Pen) {
    if resident.ahead > Micros::ZERO {
        pen.draw(BarKind::Init, resident.begin, resident.begin + resident.ahead, NO_INVOCATION);
    }
    let served = lanes.served(resident.environment);
    if let Some(managed) = trace.pools[resident.pool.index()].managed {
        return draw_shared(trace, &served.0[served.first_ending_after(from)..], managed.places, to, pen);
    }
    for ServedRow { begin, end, invocation, flags } in &served.0[served.first_ending_after(from)..] {
        if *begin >= to {
            break;
        }
        let handler = BarKind::of_handler(flags.outcome());
        if flags.has_start() && !flags.is_initialised_ahead() {
            draw_cold(trace, *invocation, *begin, handler, pen);
        } else {
            pen.draw(handler, *begin, *end, invocation.0);
        }
    }
}

/// What an environment did that serves several at once: bars as high as the share of its places that were taken.
fn draw_shared(trace: &Trace, rows: &[ServedRow], places: u32, to: Instant, pen: &mut Pen) {
    let mut changes: Vec<(Instant, i64, u32)> = Vec::new();
    for row in rows.iter().take_while(|row| row.begin < to) {
        let Some(invocation) = trace.invocation(row.invocation) else { continue };
        changes.push((row.begin, 1, row.invocation.0));
        changes.push((invocation.released(), -1, row.invocation.0));
    }
    changes.sort_unstable();
    let (mut taken, mut since, mut latest) = (0, Instant::ZERO, NO_INVOCATION);
    for (at, change, id) in changes {
        if taken > 0 && at > since {
            let steps = (taken as u64 * u64::from(FULL_HEIGHT)).div_ceil(u64::from(places.max(1)));
            pen.fill(BarKind::Handler, (steps as u8).clamp(1, FULL_HEIGHT), since, at, latest);
        }
        (taken, since) = (taken + change, at);
        if change > 0 {
            latest = id;
        }
    }
}

/// What stands for the invocation of a bar that belongs to none: an init ahead of traffic.
pub const NO_INVOCATION: u32 = u32::MAX;

fn draw_cold(trace: &Trace, id: InvocationId, begin: Instant, handler: BarKind, pen: &mut Pen) {
    let Some(invocation) = trace.invocation(id) else { return };
    let mut at = begin;
    let phases = BarKind::phases(&invocation).into_iter();
    for (kind, length) in phases.chain([(handler, invocation.row.handler + invocation.after)]) {
        if length > Micros::ZERO {
            pen.draw(kind, at, at + length, id.0);
            at = at + length;
        }
    }
}

#[cfg(test)]
mod tests;
