//! Small reusable pieces of the interface. They know nothing of runs: values in, callbacks out.

pub mod change;
pub mod destination_field;
pub mod dialog;
pub mod disclosure;
pub mod distribution_field;
pub mod distribution_kind;
pub mod field;
pub mod icon;
pub mod limit_field;
pub mod line;
pub mod menu;
pub mod number_field;
pub mod number_input;
pub mod number_part;
pub mod pick_file;
pub mod scale;
pub mod segmented_field;
pub mod select_field;
pub mod switch_field;
pub mod table;
pub mod tabs;
pub mod text_field;
pub mod theme;
pub mod words;

/// The words at a field: its label, one sentence on what it does, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldText {
    /// Its label.
    pub label: &'static str,
    /// One sentence.
    pub help: &'static str,
    /// The rule and its source.
    pub source: &'static str,
}
