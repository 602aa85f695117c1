//! Drawing on canvases: what is to be seen as plain data, and how it gets onto the screen.
//!
//! ```text
//!   readings ──► DrawList ──► Painter ──► canvas        at most once an animation frame, and only where something changed
//!     pure         plain data   Surface
//! ```
//! Lists are in css pixels and name colours by their meaning, so that they can be made and tested without a browser.

mod colours;
mod frame;
mod gesture;
mod ink;
mod list;
mod painter;
mod pattern;
mod same;
mod size;
mod surface;
mod wheel;

pub use colours::{Colours, use_colours, use_media};
pub use frame::{use_every_frame, use_frame};
pub use gesture::{Gesture, Pointers};
pub use ink::{Ink, Paint, Texture};
pub use list::{Align, Area, DrawList, Sign, Text};
pub use same::Same;
pub use size::{Size, use_size};
pub use surface::Surface;
pub use wheel::use_zoom_wheel;
