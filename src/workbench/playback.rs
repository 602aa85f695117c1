//! Playing a run: the player's bar, the bar of live mode, and the playhead that moves with every frame.

pub mod live_bar;
pub mod player;
