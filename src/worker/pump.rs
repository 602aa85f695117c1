//! Keeps an engine going in slices, on whatever thread: takes messages, works until there is nothing to do, sends answers.
//!
//! Between two slices the browser gets its turn, so that a message that came meanwhile is seen before the next slice, and a
//! page without worker can paint. A timer would wait 4 ms each time; a message channel does not.

use super::engine::{Engine, Reply};
use super::protocol::{FromWorker, ToWorker};
use crate::lazy;
use crate::workbench::tabs::door::TabsDoor;
use lambda_sim::readings::Columns;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Takes an answer and the columns that belong to it.
type Sink = dyn Fn(FromWorker, Option<Columns>);

/// An engine that is driven.
pub struct Pump {
    engine: RefCell<Engine>,
    inbox: RefCell<Vec<ToWorker>>,
    is_running: Cell<bool>,
    send: Box<Sink>,
}

impl std::fmt::Debug for Pump {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pump").field("is_running", &self.is_running).finish_non_exhaustive()
    }
}

impl Pump {
    /// A pump whose answers go to `send`.
    pub fn new(send: impl Fn(FromWorker, Option<Columns>) + 'static) -> Rc<Self> {
        Rc::new(Self {
            engine: RefCell::new(Engine::new(now_ms)),
            inbox: RefCell::default(),
            is_running: Cell::new(false),
            send: Box::new(send),
        })
    }

    /// Takes a message; it is dealt with soon, not now. One whose answer is deferred waits for its code, and nothing else does.
    pub fn receive(pump: &Rc<Self>, message: ToWorker) {
        if !message.is_deferred() || lazy::loaded::<TabsDoor>().is_some() {
            return Self::take(pump, message);
        }
        let weak = Rc::downgrade(pump);
        spawn_local(async move {
            // Where it fails the engine says so.
            drop(lazy::load::<TabsDoor>().await);
            if let Some(pump) = weak.upgrade() {
                Self::take(&pump, message);
            }
        });
    }

    fn take(pump: &Rc<Self>, message: ToWorker) {
        pump.inbox.borrow_mut().push(message);
        if !pump.is_running.replace(true) {
            // The task holds the pump weakly between slices: once its owner lets go, it ends.
            let weak = Rc::downgrade(pump);
            spawn_local(async move {
                loop {
                    give_way().await;
                    let Some(pump) = weak.upgrade() else { return };
                    if !pump.turn() {
                        return pump.is_running.set(false);
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
        for Reply { message, columns } in replies {
            (self.send)(message, columns);
        }
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
async fn give_way() {
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
