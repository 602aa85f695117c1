//! Runs the engine in slices on the current thread, yielding to the browser in between: takes messages, works until there is
//! nothing to do, sends replies.
//!
//! Between two slices the browser gets its turn, so that a message that came meanwhile is seen before the next slice, and a
//! page without worker can paint. A timer would wait 4 ms each time; a message channel does not. Messages are handled in
//! their order, but for requests whose code has to be loaded first: what comes after them is not held up.

use super::engine::{AnswerLater, Engine};
use super::protocol::{FromWorker, ToWorker};
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Receives a reply.
type ReplyFn = dyn Fn(FromWorker);

/// Where the engine finds what answers the requests whose code is loaded later.
#[derive(Clone, Copy, Debug)]
pub struct LaterCode {
    /// It, if it is loaded.
    pub loaded: fn() -> Option<AnswerLater>,
    /// Loads it. If that fails, it is still not loaded afterwards.
    pub load: fn() -> Pin<Box<dyn Future<Output = ()>>>,
}

/// An engine that is driven.
pub struct EngineDriver {
    engine: RefCell<Engine>,
    inbox: RefCell<Vec<ToWorker>>,
    is_running: Cell<bool>,
    later: LaterCode,
    reply: Box<ReplyFn>,
}

impl std::fmt::Debug for EngineDriver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EngineDriver").field("is_running", &self.is_running).finish_non_exhaustive()
    }
}

impl EngineDriver {
    /// A driver whose replies go to `reply`.
    pub fn new(later: LaterCode, reply: impl Fn(FromWorker) + 'static) -> Rc<Self> {
        Rc::new(Self {
            engine: RefCell::new(Engine::new(now_ms, later.loaded)),
            inbox: RefCell::default(),
            is_running: Cell::new(false),
            later,
            reply: Box::new(reply),
        })
    }

    /// Takes a message; it is handled soon, not now.
    pub fn receive(driver: &Rc<Self>, message: ToWorker) {
        if !message.is_loaded_later() || (driver.later.loaded)().is_some() {
            return Self::take(driver, message);
        }
        let weak = Rc::downgrade(driver);
        let loading = (driver.later.load)();
        spawn_local(async move {
            loading.await;
            if let Some(driver) = weak.upgrade() {
                Self::take(&driver, message);
            }
        });
    }

    fn take(driver: &Rc<Self>, message: ToWorker) {
        driver.inbox.borrow_mut().push(message);
        if !driver.is_running.replace(true) {
            // The task holds the driver weakly between slices: once its owner drops it, the task ends.
            let weak = Rc::downgrade(driver);
            spawn_local(async move {
                loop {
                    yield_to_browser().await;
                    let Some(driver) = weak.upgrade() else { return };
                    if !driver.turn() {
                        return driver.is_running.set(false);
                    }
                }
            });
        }
    }

    /// Reads the inbox and works for a slice; whether there is more to do.
    fn turn(&self) -> bool {
        let messages = std::mem::take(&mut *self.inbox.borrow_mut());
        let mut replies = Vec::new();
        let is_busy = {
            let mut engine = self.engine.borrow_mut();
            for message in messages {
                replies.extend(engine.handle(message));
            }
            replies.extend(engine.work());
            engine.is_busy()
        };
        replies.into_iter().for_each(&self.reply);
        is_busy || !self.inbox.borrow().is_empty()
    }
}

/// The browser's clock, in ms.
fn now_ms() -> f64 {
    let global = js_sys::global();
    let performance = match global.dyn_ref::<web_sys::Window>() {
        Some(window) => window.performance(),
        None => global.dyn_ref::<web_sys::DedicatedWorkerGlobalScope>().and_then(|scope| scope.performance()),
    };
    performance.map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Lets the browser do what else is waiting.
async fn yield_to_browser() {
    let Ok(channel) = web_sys::MessageChannel::new() else {
        return gloo_timers::future::TimeoutFuture::new(0).await;
    };
    let (near, far) = (channel.port1(), channel.port2());
    let passed = js_sys::Promise::new(&mut |resolve, _| {
        near.set_onmessage(Some(&resolve));
    });
    if far.post_message(&JsValue::NULL).is_ok() {
        // The promise is never rejected.
        let _ = JsFuture::from(passed).await;
    }
    near.set_onmessage(None);
    near.close();
}
