//! Drawing on canvases: what is to be seen as plain data, and how it gets onto the screen.
//!
//! ```text
//!   readings ──► DrawList ──► Painter ──► canvas        at most once an animation frame, and only where something changed
//!     pure         plain data   Surface
//! ```
//! Lists are in css pixels and name colors by their meaning, so that they can be made and tested without a browser.

mod color_role;
mod colors;
mod frame;
mod gesture;
mod list;
mod painter;
mod pattern;
mod ptr_eq;
mod size;
mod surface;
mod wheel;

pub use color_role::{ColorRole, Fill, Texture};
pub use colors::{Colors, use_colors, use_media};
pub use frame::{use_every_frame, use_frame};
pub use gesture::{Gesture, Pointers};
pub use list::{Align, Area, DrawList, Glyph, Text};
pub use ptr_eq::PtrEq;
pub use size::{Size, use_size};
pub use surface::Surface;
pub use wheel::use_zoom_wheel;
