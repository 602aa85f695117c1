//! Draws one lane from left to right and merges what a pixel cannot tell apart.

use super::{Bar, BarKind, Bars, FULL_HEIGHT};
use crate::units::Instant;

/// From this many pixels on a bar is drawn by itself, with its exact times: narrower ones could not be told apart.
const OWN_PIXELS: f64 = 3.0;

/// A pen on one lane. What is drawn must come in the order of time.
pub(super) struct Pen<'a> {
    bars: &'a mut Bars,
    lane: u32,
    /// In µs. Pixels are counted from time zero, so that merged bars do not flicker while one pans.
    pixel: f64,
    from: f64,
    to: f64,
    /// The first pixel that nothing is painted on yet.
    clear: f64,
    /// A bar that may still grow.
    open: Option<Bar>,
    /// Whether heights say how much of a pixel is in use.
    by_use: bool,
    tally: Tally,
}

/// What happened within one pixel.
#[derive(Clone, Copy)]
struct Tally {
    pixel: f64,
    /// Time in use by kind, in µs.
    used: [f64; BarKind::ALL.len()],
    rows: u32,
    id: u32,
}

impl Tally {
    const fn at(pixel: f64) -> Self {
        Self { pixel, used: [0.0; BarKind::ALL.len()], rows: 0, id: 0 }
    }
}

impl<'a> Pen<'a> {
    pub(super) fn new(bars: &'a mut Bars, lane: u32, pixel: f64, from: Instant, to: Instant) -> Self {
        let (from, to) = (from.0 as f64, to.0 as f64);
        let tally = Tally::at(f64::NEG_INFINITY);
        Self { bars, lane, pixel, from, to, clear: f64::NEG_INFINITY, open: None, by_use: false, tally }
    }

    /// Whether from here on heights say how much of a pixel is in use.
    pub(super) const fn show_use(&mut self, by_use: bool) {
        self.by_use = by_use;
    }

    /// Draws a stretch of time.
    pub(super) fn draw(&mut self, kind: BarKind, from: Instant, to: Instant, id: u32) {
        let (from, to) = ((from.0 as f64).max(self.from), (to.0 as f64).min(self.to));
        if from >= to {
            return;
        }
        let first = (from / self.pixel).floor();
        let last = (to / self.pixel).ceil().max(first + 1.0);
        if to - from >= OWN_PIXELS * self.pixel {
            self.close_tally();
            self.close();
            // What is painted stays in sight: a phase of one pixel before a long one is not covered by it.
            let from = from.max(self.clear * self.pixel);
            let bar = Bar { lane: self.lane, kind, height: FULL_HEIGHT, from, to, id, rows: 1 };
            self.bars.push(&bar);
            self.clear = self.clear.max((to / self.pixel).round());
        } else if self.by_use {
            self.count(kind, from, to, id);
        } else {
            self.paint(kind, FULL_HEIGHT, first, last, id, 1);
        }
    }

    /// Draws a stretch of time at a height of so many eighths.
    pub(super) fn fill(&mut self, kind: BarKind, height: u8, from: Instant, to: Instant, id: u32) {
        let (from, to) = ((from.0 as f64).max(self.from), (to.0 as f64).min(self.to));
        if from >= to {
            return;
        }
        let first = (from / self.pixel).floor();
        if to - from < OWN_PIXELS * self.pixel {
            return self.paint(kind, height, first, (to / self.pixel).ceil().max(first + 1.0), id, 1);
        }
        self.close();
        let from = from.max(self.clear * self.pixel);
        self.bars.push(&Bar { lane: self.lane, kind, height, from, to, id, rows: 1 });
        self.clear = self.clear.max((to / self.pixel).round());
    }

    /// EndTimes the lane, or what is drawn over it.
    pub(super) fn lift(&mut self) {
        self.close_tally();
        self.close();
        self.clear = f64::NEG_INFINITY;
    }

    /// Paints pixels, from the first to before the last.
    fn paint(&mut self, kind: BarKind, height: u8, first: f64, last: f64, id: u32, rows: u32) {
        let (clear, pixel) = (self.clear, self.pixel);
        if let Some(open) = &mut self.open {
            let is_same = open.kind == kind && open.height == height;
            if last <= clear || (is_same && first <= clear) {
                // On painted pixels nothing new is seen; next to them the same kind goes on.
                open.rows = open.rows.saturating_add(rows);
                if last > clear {
                    open.to = last * pixel;
                    self.clear = last;
                }
                return;
            }
        }
        if last <= clear {
            return;
        }
        self.close();
        let from = first.max(clear) * pixel;
        self.open = Some(Bar { lane: self.lane, kind, height, from, to: last * pixel, id, rows });
        self.clear = last;
    }

    /// Counts a stretch into the pixels that it lies in: a few, since longer ones are drawn by themselves.
    fn count(&mut self, kind: BarKind, from: f64, to: f64, id: u32) {
        let mut from = from;
        while from < to {
            let pixel = (from / self.pixel).floor();
            if pixel > self.tally.pixel {
                self.close_tally();
                self.tally = Tally { id, ..Tally::at(pixel) };
            }
            // Rounding may put the edge at `from` itself; then the pixel after it is meant.
            let edge = (pixel + 1.0) * self.pixel;
            let end = if edge > from { to.min(edge) } else { to };
            self.tally.used[kind as usize] += end - from;
            self.tally.rows += 1;
            from = end;
        }
    }

    /// Paints the pixel that was counted: in the kind that took most of it, as high as all of them together.
    fn close_tally(&mut self) {
        let tally = std::mem::replace(&mut self.tally, Tally::at(f64::NEG_INFINITY));
        if tally.rows == 0 {
            return;
        }
        let used: f64 = tally.used.iter().sum();
        let most = BarKind::ALL.into_iter().max_by(|a, b| tally.used[*a as usize].total_cmp(&tally.used[*b as usize]));
        let steps = f64::from(FULL_HEIGHT);
        let height = (used / self.pixel * steps).ceil().clamp(1.0, steps) as u8;
        if let Some(kind) = most {
            self.paint(kind, height, tally.pixel, tally.pixel + 1.0, tally.id, tally.rows);
        }
    }

    fn close(&mut self) {
        if let Some(mut bar) = self.open.take() {
            bar.from = bar.from.max(self.from);
            bar.to = bar.to.min(self.to);
            self.bars.push(&bar);
        }
    }
}
