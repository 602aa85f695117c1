//! The areas that are loaded after the first load.
//!
//! | area | door | what a person does there |
//! | --- | --- | --- |
//! | tabs | [`TabsDoor`] | asks about a run: findings, metrics, latencies, cost, logs, traces, insights, versions |
//! | configure | [`ConfigureDoor`] | edits the scenario: follows the first timeline at once |
//! | files | [`FilesDoor`] | opens a scenario or a recording |
//!
//! Everything else is the first load: the views of a run, the player, the keys, the inspector, and all that
//! the reducer needs. A new area is a door in its own folder and a line here.

use crate::configure::door::ConfigureDoor;
use crate::files::door::FilesDoor;
use crate::lazy;
use crate::workbench::tabs::door::TabsDoor;

/// Fetches every area in the background.
pub fn preload() {
    lazy::preload::<ConfigureDoor>();
    lazy::preload::<TabsDoor>();
    lazy::preload::<FilesDoor>();
}
