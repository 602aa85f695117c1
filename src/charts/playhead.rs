//! The moment that all views show, kept outside Yew: while the run plays it moves with every frame, and nothing but a few thin
//! elements may change as often.
//!
//! ```text
//!   reducer ──cursor──► Playhead ◄──frames── player        cursor lines, read-outs and sliders follow it
//! ```

use crate::charts::drawing::PtrEq;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use yew::prelude::*;

type Follower = dyn Fn(Option<f64>);

/// The current playback position and its subscribers.
#[derive(Default)]
pub struct Playhead {
    at: Cell<Option<f64>>,
    followers: RefCell<Vec<Weak<Follower>>>,
}

impl Playhead {
    /// The moment, in µs; `None` before one is chosen.
    pub fn at(&self) -> Option<f64> {
        self.at.get()
    }

    /// Moves it, and notifies its subscribers.
    pub fn move_to(&self, at: Option<f64>) {
        self.at.set(at);
        self.followers.borrow_mut().retain(|follower| follower.strong_count() > 0);
        let followers: Vec<Rc<Follower>> = self.followers.borrow().iter().filter_map(Weak::upgrade).collect();
        for follower in followers {
            follower(at);
        }
    }

    fn follow(&self, follower: Rc<Follower>) -> Rc<Follower> {
        self.followers.borrow_mut().push(Rc::downgrade(&follower));
        follower(self.at.get());
        follower
    }
}

/// Tells where the playhead is: now, whenever it moves, and again whenever `inputs` change.
#[hook]
pub fn use_playhead<I: PartialEq + 'static>(
    playhead: &PtrEq<Playhead>,
    inputs: I,
    told: impl Fn(Option<f64>) + 'static,
) {
    use_effect_with((playhead.clone(), inputs), move |(playhead, _)| {
        let follower = playhead.follow(Rc::new(told));
        move || drop(follower)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_follow_are_told_until_they_are_gone() {
        let (playhead, told) = (Playhead::default(), Rc::new(RefCell::new(Vec::new())));
        let follower = {
            let told = told.clone();
            playhead.follow(Rc::new(move |at| told.borrow_mut().push(at)))
        };
        playhead.move_to(Some(5.0));
        drop(follower);
        playhead.move_to(Some(6.0));
        assert_eq!(*told.borrow(), [None, Some(5.0)]);
        assert_eq!(playhead.at(), Some(6.0));
    }
}
