//! The worker's end: the same wasm file, started as a dedicated worker, answers what the page asks.

use super::buffers;
use super::driver::{EngineDriver, LaterCode};
use super::protocol::{FromWorker, PROTOCOL_VERSION, decode, encode};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Whether this is a worker rather than a page.
pub fn is_worker() -> bool {
    scope().is_some()
}

/// Serves the page for as long as the worker lives.
pub fn serve(later: LaterCode) {
    let Some(scope) = scope() else { return };
    let driver = EngineDriver::new(later, {
        let scope = scope.clone();
        move |message| send(&scope, &message)
    });
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let bytes = event.data().dyn_into::<js_sys::Uint8Array>().ok();
            match bytes.and_then(|bytes| decode(&bytes.to_vec())) {
                Some(message) => EngineDriver::receive(&driver, message),
                // A page of another build: it refuses what it does not know.
                _ => send(&scope, &FromWorker::Ready { version: PROTOCOL_VERSION }),
            }
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It serves until the worker is ended from outside.
    on_message.forget();
    send(&scope, &FromWorker::Ready { version: PROTOCOL_VERSION });
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Sends bytes, or an array of them and a buffer, which is handed over and not copied.
fn send(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    let bytes = JsValue::from(js_sys::Uint8Array::from(encode(message).as_slice()));
    // What is plain data can always be sent.
    let _ = match message.columns() {
        None => scope.post_message(&bytes),
        Some(columns) => {
            let buffer = js_sys::Uint8Array::from(buffers::encode(columns).as_slice()).buffer();
            scope.post_message_with_transfer(&js_sys::Array::of2(&bytes, &buffer), &js_sys::Array::of1(&buffer))
        }
    };
}
