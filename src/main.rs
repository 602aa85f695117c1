//! The playground's single wasm file: mounts the app in a page, serves as the engine's worker in a worker.
fn main() {}
