//! The areas that are loaded after the first load.
//!
//! | area | door | what a person does there |
//! | --- | --- | --- |
//! | configure | [`ConfigureDoor`] | edits the scenario: follows the first timeline at once |
//! | views | [`ViewsDoor`] | looks at the fleet or the table of requests, and intervenes in live mode |
//! | asking | [`AskingDoor`] | asks about a run, in the tabs, or about a thing of it, in the inspector |
//! | files | [`FilesDoor`] | opens a scenario, an example or a recording |
//!
//! Everything else is the first load: the timeline of a run, its summary, the player, the keys, and all that the reducer needs. A new area is
//! a door in its own folder and a line here.

use crate::configure::door::ConfigureDoor;
use crate::files::door::FilesDoor;
use crate::lazy;
use crate::workbench::door::AskingDoor;
use crate::workbench::trace::ViewsDoor;
use crate::worker::driver::LaterCode;

/// Where the engine finds what answers the requests whose code is loaded later.
pub const LATER_CODE: LaterCode = LaterCode {
    loaded: || lazy::loaded::<AskingDoor>().map(|asking| asking.answer),
    load: || Box::pin(async { drop(lazy::load::<AskingDoor>().await) }),
};

/// Fetches every area in the background.
pub fn preload() {
    lazy::preload::<ConfigureDoor>();
    lazy::preload::<ViewsDoor>();
    lazy::preload::<AskingDoor>();
    lazy::preload::<FilesDoor>();
}
