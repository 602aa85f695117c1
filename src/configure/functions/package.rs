//! What is deployed: type, size, what of it init loads, and the handler that is looked for in it.

use crate::configure::functions::FunctionFields;
use crate::state::edit::FunctionEdit;
use crate::text::function as words;
use crate::ui::change::Change;
use crate::ui::disclosure::Disclosure;
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::segmented_field::segmented_field;
use crate::ui::text_field::TextField;
use lambda_sim::distribution::Distribution;
use lambda_sim::runtimes::PackageType;
use lambda_sim::scenario::{Setting, limits};
use yew::prelude::*;

/// What it is in a few words, and the fields folded away.
pub fn package(fields: &FunctionFields) -> Html {
    let package = &fields.function.package;
    html! {
        <Disclosure summary={words::PACKAGE}
            brief={words::package(package.package_type.id(), package.size_mb, package.imported_share)}
            is_wrong={fields.edit.is_wrong(&["package", "handler"])}>
            { package_fields(fields) }
        </Disclosure>
    }
}

/// The fields.
pub fn package_fields(fields: &FunctionFields) -> Html {
    let FunctionFields { function, opened, edit, .. } = fields;
    let (package, before) = (&function.package, &opened.package);
    let (size, largest) = match package.package_type {
        PackageType::Zip => (limits::ZIP_SIZE_MB, 250.0),
        PackageType::Image => (limits::IMAGE_SIZE_MB, 10_240.0),
    };
    let offered = |entry_point: &Option<String>| entry_point.clone().unwrap_or_default();
    html! {
        <>
            { segmented_field(edit.at("package.type"), words::PACKAGE_TYPE, &PackageType::ALL.map(PackageType::id), (package.package_type.id(), before.package_type.id()), &edit.choose(|id: AttrValue| FunctionEdit::PackageType(package_type(&id)))) }
            { NumberField::new(edit.at("package.size_mb"), words::PACKAGE_SIZE, Kind::real(size), (package.size_mb, before.size_mb), edit.change(FunctionEdit::PackageSizeMb)).scale(Scale::Log { min: 0.1, max: largest, zero: true }).view() }
            { NumberField::new(edit.at("package.imported_share"), words::IMPORTED_SHARE, Kind::percent(limits::Range { default: 1.0, ..limits::SHARE }), (package.imported_share, before.imported_share), edit.change(FunctionEdit::ImportedShare)).scale(Scale::Linear { min: 0.0, max: 1.0, step: 0.01 }).disabled_because((package.size_mb == 0.0).then_some(words::NOTHING_TO_IMPORT)).view() }
            { NumberField::new(edit.at("package.dependencies"), words::DEPENDENCIES, Kind::whole(limits::DEPENDENCIES), (f64::from(package.dependencies), f64::from(before.dependencies)), edit.change(|count| FunctionEdit::Dependencies(count as u32))).scale(Scale::Log { min: 1.0, max: 10_000.0, zero: true }).view() }
            { TextField::new(edit.at("handler"), words::HANDLER, (function.handler.clone(), opened.handler.clone()), limits::MAX_TEXT, edit.change(FunctionEdit::Handler)).view() }
            { TextField::new(edit.at("package.entry_point"), words::ENTRY_POINT, (offered(&package.entry_point), offered(&before.entry_point)), limits::MAX_TEXT, edit.change(|typed: String| FunctionEdit::EntryPoint((!typed.is_empty()).then_some(typed)))).placeholder(words::OFFERED).view() }
            if !function.has_its_handler() {
                <p class="note">{ words::WRONG_HANDLER }</p>
            }
        </>
    }
}

fn package_type(id: &str) -> PackageType {
    PackageType::ALL.into_iter().find(|kind| kind.id() == id).unwrap_or_default()
}

/// A distribution that may be left out, as a field takes it.
pub(super) fn optional(distribution: &Option<Distribution>) -> Setting<Distribution> {
    distribution.clone().map_or(Setting::Default, Setting::Value)
}

/// For a field of such a distribution.
pub(super) fn on_optional(
    on_change: &Callback<Change<Option<Distribution>>>,
) -> Callback<Change<Setting<Distribution>>> {
    on_change.reform(|change: Change<Setting<Distribution>>| change.map(|setting| setting.value().cloned()))
}
