//! What fingers and mice mean: a pure state machine from pointer events to gestures.
//!
//! ```text
//!   one pointer:   down ── moves up to 5 px ── up      a click
//!                  down ── moves further ── …          a drag, from where it began
//!   two pointers:  a pinch, from how far they were apart when the second came down
//! ```

/// A press that moves no further than this is a click, in css pixels.
const TOLERANCE: f64 = 5.0;

/// What is meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// A drag or a pinch begins: what follows is measured from here.
    Begin,
    /// So far since it began.
    Drag {
        /// To the right.
        dx: f64,
        /// Downwards.
        dy: f64,
    },
    /// Two fingers since it began.
    Pinch {
        /// Where their middle was.
        from: f64,
        /// Where it is.
        to: f64,
        /// How many times as much is to be seen.
        factor: f64,
    },
    /// A click.
    Click {
        /// Where, from the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// A drag or a pinch is over.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pointer {
    id: i32,
    from: (f64, f64),
    at: (f64, f64),
}

/// The pointers that are down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointers {
    down: Vec<Pointer>,
    /// Whether one of them moved further than a click does.
    moved: bool,
}

impl Pointers {
    /// Whether something is dragged or pinched.
    pub const fn is_moving(&self) -> bool {
        self.moved
    }

    /// A pointer comes down.
    pub fn down(&mut self, id: i32, x: f64, y: f64) -> Option<Gesture> {
        self.down.retain(|pointer| pointer.id != id);
        if self.down.len() >= 2 {
            return None;
        }
        self.down.push(Pointer { id, from: (x, y), at: (x, y) });
        if self.down.len() == 2 {
            self.restart();
            self.moved = true;
            return Some(Gesture::Begin);
        }
        None
    }

    /// A pointer moves.
    pub fn moved(&mut self, id: i32, x: f64, y: f64) -> Option<Gesture> {
        let pointer = self.down.iter_mut().find(|pointer| pointer.id == id)?;
        pointer.at = (x, y);
        let (dx, dy) = (x - pointer.from.0, y - pointer.from.1);
        match self.down[..] {
            [_] if self.moved => Some(Gesture::Drag { dx, dy }),
            [_] if dx.hypot(dy) > TOLERANCE => {
                self.moved = true;
                Some(Gesture::Begin)
            }
            [a, b] => {
                let apart = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1).max(10.0);
                Some(Gesture::Pinch {
                    from: (a.from.0 + b.from.0) / 2.0,
                    to: (a.at.0 + b.at.0) / 2.0,
                    factor: apart(a.from, b.from) / apart(a.at, b.at),
                })
            }
            _ => None,
        }
    }

    /// A pointer goes up.
    pub fn up(&mut self, id: i32, x: f64, y: f64) -> Option<Gesture> {
        let had = self.down.len();
        self.down.retain(|pointer| pointer.id != id);
        match (had, self.down.len()) {
            (1, 0) if !self.moved => Some(Gesture::Click { x, y }),
            (1, 0) => {
                self.moved = false;
                Some(Gesture::End)
            }
            (2, 1) => {
                // The finger that is left goes on as a drag, from where it is.
                self.restart();
                Some(Gesture::Begin)
            }
            _ => None,
        }
    }

    /// The browser takes a pointer for itself, to scroll the page.
    pub fn cancel(&mut self, id: i32) -> Option<Gesture> {
        self.down.retain(|pointer| pointer.id != id);
        if self.down.is_empty() && std::mem::take(&mut self.moved) {
            return Some(Gesture::End);
        }
        self.restart();
        None
    }

    fn restart(&mut self) {
        for pointer in &mut self.down {
            pointer.from = pointer.at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_that_hardly_moves_is_a_click() {
        let mut pointers = Pointers::default();
        assert_eq!(pointers.down(1, 10.0, 10.0), None);
        assert_eq!(pointers.moved(1, 13.0, 14.0), None);
        assert_eq!(pointers.up(1, 13.0, 14.0), Some(Gesture::Click { x: 13.0, y: 14.0 }));
    }

    #[test]
    fn a_drag_is_told_from_where_it_began() {
        let mut pointers = Pointers::default();
        pointers.down(1, 10.0, 10.0);
        assert_eq!(pointers.moved(1, 16.0, 10.0), Some(Gesture::Begin));
        assert!(pointers.is_moving());
        assert_eq!(pointers.moved(1, 30.0, 12.0), Some(Gesture::Drag { dx: 20.0, dy: 2.0 }));
        assert_eq!(pointers.moved(2, 99.0, 12.0), None);
        assert_eq!(pointers.up(1, 30.0, 12.0), Some(Gesture::End));
        assert!(!pointers.is_moving());
    }

    #[test]
    fn two_fingers_pinch_and_the_last_one_drags_on() {
        let mut pointers = Pointers::default();
        pointers.down(1, 100.0, 0.0);
        assert_eq!(pointers.down(2, 200.0, 0.0), Some(Gesture::Begin));
        assert_eq!(pointers.moved(2, 300.0, 0.0), Some(Gesture::Pinch { from: 150.0, to: 200.0, factor: 0.5 }));
        assert_eq!(pointers.up(1, 100.0, 0.0), Some(Gesture::Begin));
        assert_eq!(pointers.moved(2, 310.0, 0.0), Some(Gesture::Drag { dx: 10.0, dy: 0.0 }));
        assert_eq!(pointers.up(2, 310.0, 0.0), Some(Gesture::End));
    }

    #[test]
    fn what_the_browser_takes_is_neither_click_nor_drag() {
        let mut pointers = Pointers::default();
        pointers.down(1, 0.0, 0.0);
        assert_eq!(pointers.cancel(1), None);
        assert_eq!(pointers.up(1, 0.0, 0.0), None);
    }
}
