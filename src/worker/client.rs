//! The page's end: starts the worker, sends it questions, hands on its answers, and survives its failures.
//!
//! ```text
//!   Client::start ──► new Worker(boot script) ──Ready──► messages flow, what was asked meanwhile first
//!        │                  │  └── another protocol version: refused, in words
//!        │                  ├── fails before it is ready, or cannot be made: the same engine runs in the page, in slices
//!        │                  └── crashes later: reported, restarted once; the scenario is the page's and is kept
//!        └── dropped: the worker is ended
//! ```

use super::buffers;
use super::driver::{EngineDriver, LaterCode};
use super::protocol::{FromWorker, Generation, PROTOCOL_VERSION, ToWorker, decode, encode};
use crate::text::worker as words;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::Callback;

/// How often a worker that crashed is started again.
const RESTARTS: u32 = 1;

/// A running worker, or what replaces it. EndTimes it when dropped.
#[derive(Debug)]
pub struct Client {
    link: Rc<RefCell<ClientState>>,
}

impl Client {
    /// Starts a worker whose replies go to `on_reply`.
    pub fn start(on_reply: Callback<FromWorker>, later: LaterCode) -> Self {
        let link = Rc::new(RefCell::new(ClientState {
            on_reply,
            later,
            connection: Connection::None,
            generation: Generation::default(),
            restarts: 0,
        }));
        connect(&link);
        Self { link }
    }

    /// Asks something. The answer comes later, through the callback.
    pub fn post(&self, message: &ToWorker) {
        let mut link = self.link.borrow_mut();
        if let ToWorker::Run { generation, .. } = message {
            link.generation = *generation;
        }
        link.connection.post(message);
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.link.borrow_mut().connection = Connection::None;
    }
}

/// What the callbacks of a worker share with the client.
#[derive(Debug)]
struct ClientState {
    on_reply: Callback<FromWorker>,
    later: LaterCode,
    connection: Connection,
    /// The newest run: what a failure belongs to.
    generation: Generation,
    restarts: u32,
}

#[derive(Debug)]
enum Connection {
    /// Ended, or refused.
    None,
    /// Not ready yet: what to send once it is.
    Starting(WorkerHandle, Vec<Vec<u8>>),
    Ready(WorkerHandle),
    /// The engine in the page.
    Local(Rc<EngineDriver>),
}

/// A worker with its callbacks; ended when dropped.
#[derive(Debug)]
struct WorkerHandle {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for WorkerHandle {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Connection {
    fn post(&mut self, message: &ToWorker) {
        if let Self::Local(driver) = self {
            return EngineDriver::receive(driver, message.clone());
        }
        let bytes = encode(message);
        match self {
            Self::Starting(_, waiting) => waiting.push(bytes),
            Self::Ready(remote) => remote.send(&bytes),
            Self::Local(_) | Self::None => {}
        }
    }
}

impl WorkerHandle {
    /// Starts the script that started the page, as a worker: page and worker are then of the same build.
    fn start(link: &Weak<RefCell<ClientState>>) -> Result<Self, JsValue> {
        let document = web_sys::window().and_then(|window| window.document());
        let boot = document.and_then(|document| document.query_selector("script[data-boot]").ok().flatten());
        let script = boot.and_then(|boot| boot.dyn_into::<web_sys::HtmlScriptElement>().ok());
        let url = script.map(|script| script.src()).filter(|url| !url.is_empty());
        let url = url.ok_or_else(|| JsValue::from_str("the page has no boot script"))?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&url, &options)?;

        let on_message = Closure::new({
            let link = link.clone();
            move |event: MessageEvent| {
                if let Some(link) = link.upgrade() {
                    on_message(&link, &event.data());
                }
            }
        });
        let on_error = Closure::new({
            let link = link.clone();
            move |event: ErrorEvent| {
                // The page reports it; the console need not repeat it.
                event.prevent_default();
                if let Some(link) = link.upgrade() {
                    on_failure(&link);
                }
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // What the page has compiled already: the worker neither fetches nor compiles it again.
        worker.post_message(&wasm_bindgen::module())?;
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    fn send(&self, bytes: &[u8]) {
        // It fails only for values that cannot be cloned; bytes can.
        let _ = self.worker.post_message(&js_sys::Uint8Array::from(bytes));
    }
}

/// Starts a worker, or the engine in the page where there can be none.
fn connect(link: &Rc<RefCell<ClientState>>) {
    match WorkerHandle::start(&Rc::downgrade(link)) {
        Ok(remote) => link.borrow_mut().connection = Connection::Starting(remote, Vec::new()),
        Err(_) => run_in_page(link, Vec::new()),
    }
}

/// The same engine without a worker.
fn run_in_page(link: &Rc<RefCell<ClientState>>, waiting: Vec<Vec<u8>>) {
    let (on_reply, later) = (link.borrow().on_reply.clone(), link.borrow().later);
    let driver = EngineDriver::new(later, move |message| on_reply.emit(message));
    for message in waiting.iter().filter_map(|bytes| decode(bytes)) {
        EngineDriver::receive(&driver, message);
    }
    link.borrow_mut().connection = Connection::Local(driver);
}

/// A message from the worker: bytes, or an array of them and a buffer.
fn on_message(link: &Rc<RefCell<ClientState>>, data: &JsValue) {
    let (bytes, buffer) = match data.dyn_ref::<js_sys::Array>() {
        Some(parts) => (parts.get(0), parts.get(1).dyn_into::<js_sys::ArrayBuffer>().ok()),
        None => (data.clone(), None),
    };
    let bytes = bytes.dyn_into::<js_sys::Uint8Array>().ok();
    let version_differs = |version: u32| version != PROTOCOL_VERSION;
    let message = match bytes.and_then(|bytes| decode::<FromWorker>(&bytes.to_vec())) {
        Some(FromWorker::Ready { version }) if !version_differs(version) => return on_ready(link),
        Some(FromWorker::Ready { .. }) | None => return disconnect(link),
        Some(message) => message,
    };
    let columns = buffer.map(|buffer| buffers::decode(&js_sys::Uint8Array::new(&buffer).to_vec()));
    let message = match columns.transpose() {
        Ok(Some(columns)) => message.with_columns(columns),
        Ok(None) => message,
        Err(_) => return disconnect(link),
    };
    let on_reply = link.borrow().on_reply.clone();
    on_reply.emit(message);
}

fn on_ready(link: &Rc<RefCell<ClientState>>) {
    let mut link = link.borrow_mut();
    link.connection = match std::mem::replace(&mut link.connection, Connection::None) {
        Connection::Starting(remote, waiting) => {
            waiting.iter().for_each(|bytes| remote.send(bytes));
            Connection::Ready(remote)
        }
        other => other,
    };
}

/// The worker speaks another language than the page: one of them is of an older build.
fn disconnect(link: &Rc<RefCell<ClientState>>) {
    link.borrow_mut().connection = Connection::None;
    tell(link, words::OTHER_VERSION);
}

/// The worker could not start, or crashed.
fn on_failure(link: &Rc<RefCell<ClientState>>) {
    let connection = std::mem::replace(&mut link.borrow_mut().connection, Connection::None);
    match connection {
        Connection::Starting(_, waiting) if link.borrow().restarts == 0 => run_in_page(link, waiting),
        Connection::Starting(..) | Connection::Ready(_) if link.borrow().restarts < RESTARTS => {
            link.borrow_mut().restarts += 1;
            connect(link);
            tell(link, words::CRASHED_ONCE);
        }
        Connection::Starting(..) | Connection::Ready(_) => tell(link, words::CRASHED_AGAIN),
        Connection::Local(_) | Connection::None => {}
    }
}

/// Tells the page why the newest run will not finish.
fn tell(link: &Rc<RefCell<ClientState>>, message: &str) {
    let (on_reply, generation) = {
        let link = link.borrow();
        (link.on_reply.clone(), link.generation)
    };
    on_reply.emit(FromWorker::Failed { generation, message: message.to_owned() });
}
