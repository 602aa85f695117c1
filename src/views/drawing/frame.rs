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
