//! The engine in a Web Worker: what page and worker say to each other, and both ends of it.
//!
//! [`protocol`] are the words. [`engine`] does what they ask for and knows no browser; [`driver`] drives it in slices. Around
//! it are the worker's end, [`serve`], and the page's, [`client`]; [`buffers`] is how columns cross between the two.

pub mod buffers;
pub mod client;
pub mod driver;
pub mod engine;
pub mod protocol;
pub mod serve;
