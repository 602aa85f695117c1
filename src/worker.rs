//! The engine in a Web Worker: what page and worker say to each other, and both ends of it.

pub mod protocol;
