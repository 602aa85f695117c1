//! Words around every field: marks, resets, problems.

use crate::ui::FieldText;

pub const PROBLEMS_TITLE: &str = "Nothing runs until this is mended";
pub const SHOW: &str = "Show";

/// The button that takes a change back.
pub fn reset(label: &str, opened: &str) -> String {
    format!("{label}: changed; back to {opened}")
}

/// The button that explains a field.
pub fn help(label: &str) -> String {
    format!("What is {label}?")
}

/// What is wrong with a number.
pub fn out_of_range(given: &str, allowed: &str) -> String {
    if given.is_empty() {
        format!("A number is needed: {allowed}.")
    } else {
        format!("{given} is not allowed: {allowed}.")
    }
}

/// What is allowed for a number.
pub fn allowed(whole: bool, min: &str, max: &str, unit: &str) -> String {
    let sort = if whole { "whole numbers from " } else { "from " };
    let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
    format!("{sort}{min} to {max}{unit}")
}

/// What is wrong, as validation says it.
pub fn problem(given: &str, allowed: &str) -> String {
    format!("{given} is not possible. Allowed: {allowed}.")
}

/// The button that puts the nearest valid value in.
pub fn use_nearest(value: &str) -> String {
    format!("Use {value}")
}

/// The bar over results that are older than the configuration.
pub fn results_are_older(problems: usize) -> String {
    match problems {
        1 => "One value is not valid. What you see is the last valid run.".to_owned(),
        count => format!("{count} values are not valid. What you see is the last valid run."),
    }
}

/// How a slider's position is read out.
pub fn slider(text: FieldText) -> String {
    format!("{}, slider", text.label)
}
