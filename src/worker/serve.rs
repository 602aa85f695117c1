//! The worker's end: the same wasm file, started as a dedicated worker, answers what the page asks.

use super::buffers;
use super::protocol::{FromWorker, PROTOCOL_VERSION};
use super::pump::Pump;
use lambda_sim::readings::Columns;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Whether this is a worker rather than a page.
pub fn is_worker() -> bool {
    scope().is_some()
}

/// Serves the page for as long as the worker lives.
pub fn serve() {
    let Some(scope) = scope() else { return };
    let pump = Pump::new({
        let scope = scope.clone();
        move |message, columns| send(&scope, &message, columns.as_ref())
    });
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| {
            let message = event.data().as_string().map(|text| serde_json::from_str(&text));
            match message {
                Some(Ok(message)) => Pump::receive(&pump, message),
                // A page of another build: it refuses what it does not know.
                _ => send(&scope, &FromWorker::Ready { version: PROTOCOL_VERSION }, None),
            }
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It serves until the worker is ended from outside.
    on_message.forget();
    send(&scope, &FromWorker::Ready { version: PROTOCOL_VERSION }, None);
}

fn scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Sends JSON text, or an array of that and a buffer, which is handed over and not copied.
fn send(scope: &DedicatedWorkerGlobalScope, message: &FromWorker, columns: Option<&Columns>) {
    // The protocol's values are plain data: they can always be written, and what is written can always be sent.
    let Ok(text) = serde_json::to_string(message) else { return };
    let text = JsValue::from_str(&text);
    let _ = match columns {
        None => scope.post_message(&text),
        Some(columns) => {
            let buffer = js_sys::Uint8Array::from(buffers::encode(columns).as_slice()).buffer();
            scope.post_message_with_transfer(&js_sys::Array::of2(&text, &buffer), &js_sys::Array::of1(&buffer))
        }
    };
}
