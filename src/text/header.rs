//! Words of the header.

use crate::ui::theme::Theme;

pub const BRAND: &str = "playground";
pub const SCENARIO_NAME: &str = "Name of the scenario";
pub const EXAMPLES: &str = "Examples";
pub const OPEN: &str = "Open";
pub const OPEN_TITLE: &str = "Open a scenario (JSON) or recorded traffic (CSV)";
pub const SAVE: &str = "Save";
pub const SAVE_TITLE: &str = "Save the scenario as a JSON file";
pub const UNDO: &str = "Undo (Ctrl+Z)";
pub const REDO: &str = "Redo (Ctrl+Shift+Z)";
pub const CONFIGURE: &str = "Configure";
pub const CONFIGURATION: &str = "Configuration";
pub const CLOSE: &str = "Close";
pub const INSPECTOR: &str = "Inspector";

pub const THEME: &str = "Theme";

pub const fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "As the system",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
        Theme::HighContrast => "High contrast",
    }
}

pub fn seed(seed: u64) -> String {
    format!("seed {seed}")
}
