//! The panel "Run": how long, after which warm-up, with which draws.

use crate::configure::assumptions::assumptions;
use crate::configure::editor::Editor;
use crate::state::edit::Edit;
use crate::text::run as words;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::number_field::NumberField;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use lambda_sim::scenario::{Scenario, limits};
use yew::prelude::*;

/// Ten seconds to a month.
const DURATIONS: &[f64] = &[
    10.0,
    20.0,
    30.0,
    60.0,
    120.0,
    300.0,
    600.0,
    1_800.0,
    3_600.0,
    7_200.0,
    14_400.0,
    43_200.0,
    86_400.0,
    604_800.0,
    2_592_000.0,
];
/// None to an hour.
const WARM_UPS: Scale = Scale::Log { min: 1.0, max: 3_600.0, zero: true };

/// Seeds that the dice throws: short enough to be read aloud.
const DICE_SIDES: f64 = 10_000.0;

/// The panel.
pub fn run_panel(scenario: &Scenario, opened: &Scenario, editor: &Editor) -> Html {
    let on_dice = {
        let editor = editor.clone();
        Callback::from(move |()| editor.commit(Edit::Seed((js_sys::Math::random() * DICE_SIDES) as u64)))
    };
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            { NumberField::new(editor.at("duration_s"), words::DURATION, Kind::real(limits::DURATION_S), (scenario.duration_s, opened.duration_s), editor.change(Edit::DurationS)).scale(Scale::Stops(DURATIONS)).note(words::length(scenario.duration_s)).view() }
            { NumberField::new(editor.at("warm_up_s"), words::WARM_UP, Kind::real(limits::WARM_UP_S), (scenario.warm_up_s, opened.warm_up_s), editor.change(Edit::WarmUpS)).scale(WARM_UPS).view() }
            <div class="card-head">
                { NumberField::new(editor.at("seed"), words::SEED, Kind::whole(limits::SEED), (scenario.seed as f64, opened.seed as f64), editor.change(|seed| Edit::Seed(seed as u64))).view() }
                { icon_button(Shape::Dice, words::DICE, false, &on_dice) }
            </div>
            { assumptions(scenario, opened, editor) }
        </section>
    }
}
