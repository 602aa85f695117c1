//! One part of a source's traffic: its shape, and the numbers of the shape.

use crate::configure::elements::traffic;
use crate::configure::settings::{Control, ElementEditor, NumberControl, Setting, row};
use crate::configure::sources::traffic_shape as shape;
use crate::state::edit::{ElementPath, Value};
use crate::state::live::settings::scaled_traffic;
use crate::text::traffic as words;
use crate::ui::icon::{Shape, icon_button};
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::scenario::ranges::Range;
use lambda_sim::scenario::{Scenario, Source, Traffic};
use yew::prelude::*;

/// The shape of a part.
pub static SHAPE: Setting = Setting::new("shape", words::SHAPE, Control::Named(shapes), get_shape, set_shape)
    .restoring(|scenario, at| Some(Value::Traffic(traffic::get(scenario, at)?.clone())));

/// The numbers of each shape.
pub static NUMBERS: &[Setting] = &[
    row!("constant.rps", traffic: Traffic::Constant { rps: found } => found, words::RPS, |range| rate(range)).live(scaled_traffic),
    row!("poisson.rps", traffic: Traffic::Poisson { rps: found } => found, words::RPS, |range| rate(range)).live(scaled_traffic),
    row!("ramp.from_rps", traffic: Traffic::Ramp { from_rps: found, .. } => found, words::FROM_RPS, |range| rate(range)),
    row!("ramp.to_rps", traffic: Traffic::Ramp { to_rps: found, .. } => found, words::TO_RPS, |range| rate(range)),
    row!("ramp.over_s", traffic: Traffic::Ramp { over_s: found, .. } => found, words::OVER_S, |range| seconds(range)),
    row!("spike.base_rps", traffic: Traffic::Spike { base_rps: found, .. } => found, words::BASE_RPS, |range| rate(range)),
    row!("spike.peak_rps", traffic: Traffic::Spike { peak_rps: found, .. } => found, words::PEAK_RPS, |range| rate(range)),
    row!("spike.at_s", traffic: Traffic::Spike { at_s: found, .. } => found, words::AT_S, |range| seconds(range)),
    row!("spike.for_s", traffic: Traffic::Spike { for_s: found, .. } => found, words::FOR_S, |range| seconds(range)),
    row!("wave.mean_rps", traffic: Traffic::Wave { mean_rps: found, .. } => found, words::MEAN_RPS, |range| rate(range))
        .live(scaled_traffic),
    row!("wave.amplitude", traffic: Traffic::Wave { amplitude: found, .. } => found, words::AMPLITUDE, |range| Control::Number(NumberControl::percent(range, 0.05).unmarked())),
    row!("wave.period_s", traffic: Traffic::Wave { period_s: found, .. } => found, words::PERIOD_S, |range| seconds(range)),
    row!("bursts.size", traffic: Traffic::Bursts { size: found, .. } => found, words::SIZE, |range| Control::Number(NumberControl::whole(range).over(Scale::Log { min: 1.0, max: 10_000.0, zero: false }).unmarked())).live(scaled_traffic),
    row!("bursts.every_s", traffic: Traffic::Bursts { every_s: found, .. } => found, words::EVERY_S, |range| seconds(range)),
];

const fn rate(range: Range) -> Control {
    Control::Number(NumberControl::real(range).over(Scale::Log { min: 0.1, max: 10_000.0, zero: true }).unmarked())
}

/// A number of seconds with a slider over the times of a run, from zero if that is allowed.
const fn seconds(range: Range) -> Control {
    Control::Depends(range, |scenario, _, range| {
        let (max, zero) = (scenario.duration_s.max(1.0), range.min == 0.0);
        let scale = if max <= 600.0 && zero {
            Scale::Linear { min: 0.0, max, step: if max > 60.0 { 1.0 } else { 0.5 } }
        } else {
            Scale::Log { min: (max / 1_000.0).max(SHORTEST_S), max, zero }
        };
        Control::Number(NumberControl::real(range).over(scale).unmarked())
    })
}

/// The shortest time that a slider covers.
const SHORTEST_S: f64 = 0.001;

/// Edits a part of a source's traffic.
pub fn part_editor<'a>(source: &Source, editor: &ElementEditor<'a>, part: usize) -> ElementEditor<'a> {
    // Validation names a single part without its number.
    let name = if source.traffic.0.len() == 1 { "traffic".to_owned() } else { format!("traffic[{part}]") };
    editor.below(&name, editor.at.inside(part))
}

/// The fields of all parts.
pub fn traffic_parts(source: &Source, editor: &ElementEditor) -> Html {
    let is_single = source.traffic.0.len() == 1;
    let parts = source.traffic.0.iter().enumerate().map(|(part, traffic)| {
        let on_remove = editor.restructure("traffic", editor.at.inside(part), remove_part);
        let editor = part_editor(source, editor, part);
        html! {
            <div class="part" key={part}>
                <div class="card-head">
                    { for editor.row(&SHAPE) }
                    if !is_single {
                        { icon_button(Shape::Remove, words::REMOVE_PART, false, &on_remove) }
                    }
                </div>
                { editor.rows(NUMBERS) }
                if let Traffic::Recorded(recorded) = traffic {
                    <p class="note">{ words::recorded(recorded) }</p>
                }
            </div>
        }
    });
    parts.collect()
}

/// Adds a part.
pub fn add_part(scenario: &mut Scenario, at: ElementPath) {
    if let Some(source) = scenario.sources.get_mut(at.index) {
        source.traffic.0.push(Traffic::Poisson { rps: 5.0 });
    }
}

fn remove_part(scenario: &mut Scenario, at: ElementPath) {
    // A source without any traffic is not valid.
    if let Some(source) = scenario.sources.get_mut(at.index)
        && source.traffic.0.len() > 1
        && at.inner < source.traffic.0.len()
    {
        source.traffic.0.remove(at.inner);
    }
}

/// The shapes that are offered; recordings come from files.
fn shapes(scenario: &Scenario, at: ElementPath) -> Vec<Choice> {
    let Some(traffic) = traffic::get(scenario, at) else { return Vec::new() };
    let mut shapes = shape::offered(traffic, scenario.duration_s).to_vec();
    if matches!(traffic, Traffic::Recorded(_)) {
        shapes.push(traffic.clone());
    }
    shapes.iter().map(|traffic| Choice::new(shape::id(traffic), words::shape(traffic))).collect()
}

fn get_shape(scenario: &Scenario, at: ElementPath) -> Option<Value> {
    Some(Value::Text(Some(shape::id(traffic::get(scenario, at)?).to_owned())))
}

fn set_shape(scenario: &mut Scenario, at: ElementPath, value: &Value) {
    let duration_s = scenario.duration_s;
    let Some(traffic) = traffic::get_mut(scenario, at) else { return };
    if let Value::Text(Some(id)) = value {
        let mut offered = shape::offered(traffic, duration_s).into_iter();
        if let Some(other) = offered.find(|other| shape::id(other) == id) {
            *traffic = other;
        }
    } else if let Value::Traffic(other) = value {
        traffic.clone_from(other);
    }
}
