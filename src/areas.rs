//! The areas that are loaded after the first load.
//!
//! | area | door | what a person does there |
//! | --- | --- | --- |
//! | tabs | [`TabsDoor`] | asks about a run: findings, metrics, latencies, cost, logs, traces, insights, versions |
//! | files | [`FilesDoor`] | opens a scenario or a recording |
//!
//! Everything else is the first load: the configuration, the views of a run, the player, the keys, the inspector, and all that
//! the reducer needs. A new area is a door in its own folder and a line here.

use crate::files::door::FilesDoor;
use crate::lazy;
use crate::workbench::tabs::door::TabsDoor;
use crate::worker::driver::TabCode;

/// How the engine gets at what answers the tabs.
pub const TAB_CODE: TabCode = TabCode {
    loaded: || lazy::loaded::<TabsDoor>().map(|tabs| tabs.answer),
    load: || Box::pin(async { drop(lazy::load::<TabsDoor>().await) }),
};

/// Fetches every area in the background.
pub fn preload() {
    lazy::preload::<TabsDoor>();
    lazy::preload::<FilesDoor>();
}
