//! What is deployed: type, size, what of it init loads, and the handler that is looked for in it.

use crate::configure::elements::function;
use crate::configure::settings::{Choices, Control, ElementEditor, NumberControl, Setting, row};
use crate::state::edit::ElementPath;
use crate::text::function as words;
use crate::ui::scale::Scale;
use lambda_sim::runtimes::PackageType;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Function, Scenario, ranges};
use yew::prelude::*;

pub static PACKAGE: &[Setting] = &[
    row!("package.type", function.package.package_type, words::PACKAGE_TYPE, Control::OneOf(PackageType::NAMES)),
    row!("package.size_mb", function.package.size_mb, words::PACKAGE_SIZE, |range| Control::Depends(range, size)),
    row!("package.imported_share", function.package.imported_share, words::IMPORTED_SHARE, |range| Control::Number(
        NumberControl::percent(Range { default: 1.0, ..range }, 0.01)
    ))
    .blocked(nothing_to_import),
    row!("package.dependencies", function.package.dependencies, words::DEPENDENCIES, |range| Control::Number(
        NumberControl::whole(range).over(FILES)
    )),
    row!(function.handler, words::HANDLER, Control::Text { max_length: ranges::MAX_TEXT, placeholder: None }),
    row!(
        "package.entry_point",
        function.package.entry_point,
        words::ENTRY_POINT,
        Control::Text { max_length: ranges::MAX_TEXT, placeholder: Some(words::OFFERED) }
    )
    .note(wrong_handler),
];

const FILES: Scale = Scale::Log { min: 1.0, max: 10_000.0, zero: true };

/// What it is in a few words, and the fields folded away.
pub fn package(editor: &ElementEditor, function: &Function) -> Html {
    let package = &function.package;
    let brief = words::package(package.package_type.id(), package.size_mb, package.imported_share);
    editor.folded(words::PACKAGE, Some(brief), PACKAGE)
}

fn size(scenario: &Scenario, at: ElementPath, largest: Range) -> Control {
    let range = function::get(scenario, at).and_then(|function| function.package.sizes()).unwrap_or(largest);
    Control::Number(NumberControl::real(range).over(Scale::Log { min: 0.1, max: range.max, zero: true }))
}

fn nothing_to_import(scenario: &Scenario, at: ElementPath) -> Option<&'static str> {
    (function::get(scenario, at)?.package.size_mb == 0.0).then_some(words::NOTHING_TO_IMPORT)
}

fn wrong_handler(scenario: &Scenario, at: ElementPath) -> Option<String> {
    (!function::get(scenario, at)?.has_its_handler()).then(|| words::WRONG_HANDLER.to_owned())
}
