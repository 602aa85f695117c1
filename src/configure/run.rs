//! The panel "Run": how long, after which warm-up, with which draws.

use crate::configure::assumptions::assumptions;
use crate::configure::editor::Editor;
use crate::configure::settings::{Control, ElementEditor, NumberControl, Setting, range_at, row};
use crate::state::edit::Value;
use crate::text::run as words;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::scale::Scale;
use lambda_sim::scenario::Scenario;
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

pub static TIMES: &[Setting] = &[
    row!(scenario.duration_s, words::DURATION, |range| Control::Number(
        NumberControl::real(range).over(Scale::Stops(DURATIONS))
    ))
    .note(|scenario, _| Some(words::length(scenario.duration_s))),
    row!(scenario.warm_up_s, words::WARM_UP, |range| Control::Number(NumberControl::real(range).over(WARM_UPS))),
];

pub static SEED: Setting = Setting::new(
    "seed",
    words::SEED,
    Control::Number(NumberControl::whole(range_at!(scenario, "seed")).without_slider()),
    |scenario, _| Some(Value::Number(Some(scenario.seed as f64))),
    |scenario, _, value| {
        if let Value::Number(Some(seed)) = value {
            scenario.seed = *seed as u64;
        }
    },
);

/// The panel.
pub fn run_panel(scenario: &Scenario, baseline: &Scenario, editor: &Editor) -> Html {
    let whole = ElementEditor::whole(scenario, baseline, editor);
    let on_dice = {
        let (editor, edit) = (editor.clone(), whole.edit(&SEED));
        Callback::from(move |()| {
            let seed = (js_sys::Math::random() * DICE_SIDES).floor();
            editor.commit(edit(Value::Number(Some(seed))));
        })
    };
    html! {
        <section class="panel" aria-label={words::TITLE}>
            <header><h2>{ words::TITLE }</h2></header>
            { whole.rows(TIMES) }
            <div class="card-head">
                { for whole.row(&SEED) }
                { icon_button(Shape::Dice, words::DICE, false, &on_dice) }
            </div>
            { assumptions(&whole) }
        </section>
    }
}
