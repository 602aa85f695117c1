//! Painting at most once an animation frame, and only where something changed.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// What is to be done in the next frame.
struct Frame {
    work: RefCell<Option<Box<dyn FnOnce()>>>,
    /// The frame that is asked for.
    asked: Cell<Option<i32>>,
    callback: Closure<dyn FnMut()>,
}

impl Frame {
    fn new() -> Rc<Self> {
        Rc::new_cyclic(|frame: &Weak<Self>| {
            let frame = frame.clone();
            let callback = Closure::<dyn FnMut()>::new(move || {
                if let Some(frame) = frame.upgrade() {
                    frame.asked.set(None);
                    let work = frame.work.borrow_mut().take();
                    if let Some(work) = work {
                        work();
                    }
                }
            });
            Self { work: RefCell::default(), asked: Cell::default(), callback }
        })
    }

    /// Does this in the next frame in place of what was to be done.
    fn ask(&self, work: impl FnOnce() + 'static) {
        *self.work.borrow_mut() = Some(Box::new(work));
        if self.asked.get().is_some() {
            return;
        }
        let function = self.callback.as_ref().unchecked_ref();
        self.asked.set(web_sys::window().and_then(|window| window.request_animation_frame(function).ok()));
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.asked.take(), web_sys::window()) {
            // It fails for no number.
            let _ = window.cancel_animation_frame(asked);
        }
    }
}

/// Does `work` in the next animation frame after `inputs` changed, with the newest inputs.
#[hook]
pub fn use_frame<I: PartialEq + 'static>(inputs: I, work: impl FnOnce() + 'static) {
    let frame = use_memo((), |()| Frame::new());
    use_effect_with(inputs, move |_| frame.ask(work));
}

/// A frame that took longer than this, in ms, passes as if it had taken no time: the page was out of sight.
const LONGEST_FRAME_MS: f64 = 500.0;

/// Frames, one after the other.
struct Frames {
    work: Box<dyn Fn(f64)>,
    /// When the last one began, in ms.
    last: Cell<Option<f64>>,
    asked: Cell<Option<i32>>,
    callback: Closure<dyn FnMut(f64)>,
}

impl Frames {
    fn start(work: Box<dyn Fn(f64)>) -> Rc<Self> {
        let frames = Rc::new_cyclic(|frames: &Weak<Self>| {
            let frames = frames.clone();
            let callback = Closure::<dyn FnMut(f64)>::new(move |now: f64| {
                if let Some(frames) = frames.upgrade() {
                    frames.ask();
                    let took = frames.last.replace(Some(now)).map_or(0.0, |last| now - last);
                    (frames.work)(if took > LONGEST_FRAME_MS { 0.0 } else { took.max(0.0) });
                }
            });
            Self { work, last: Cell::default(), asked: Cell::default(), callback }
        });
        frames.ask();
        frames
    }

    fn ask(&self) {
        let function = self.callback.as_ref().unchecked_ref();
        self.asked.set(web_sys::window().and_then(|window| window.request_animation_frame(function).ok()));
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let (Some(asked), Some(window)) = (self.asked.take(), web_sys::window()) {
            // It fails for no number.
            let _ = window.cancel_animation_frame(asked);
        }
    }
}

/// Does the newest `work` in every animation frame while `is_on`, with how much time passed since the one before, in ms.
#[hook]
pub fn use_every_frame(is_on: bool, work: impl Fn(f64) + 'static) {
    let newest = use_mut_ref(|| None::<Rc<dyn Fn(f64)>>);
    *newest.borrow_mut() = Some(Rc::new(work));
    use_effect_with(is_on, move |is_on| {
        let frames = is_on.then(|| {
            Frames::start(Box::new(move |took| {
                let work = newest.borrow().clone();
                if let Some(work) = work {
                    work(took);
                }
            }))
        });
        move || drop(frames)
    });
}
