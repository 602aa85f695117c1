//! How provisioned concurrency scales by itself: target tracking, and bounds by schedule (rule C14).

use crate::configure::elements::{autoscaling, capacity};
use crate::configure::settings::{
    Control, Editable, ElementEditor, List, NumberControl, Setting, list_of, range_at, row, switch,
};
use crate::state::edit::ElementPath;
use crate::text::function_settings as words;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::monitoring::Statistic;
use lambda_sim::scenario::{Autoscaling, Function, Scenario, ScheduledCapacity, ranges};
use yew::prelude::*;

/// The settings; none if nothing is provisioned.
pub fn scaling_settings(editor: &ElementEditor) -> Html {
    let is_on = autoscaling::get(editor.scenario, editor.at).is_some();
    html! {
        <>
            { editor.rows(ROWS) }
            if is_on {
                { editor.below("provisioned_autoscaling", editor.at).list(&CAPACITIES) }
            }
        </>
    }
}

pub static ROWS: &[Setting] = &[
    switch!("provisioned_autoscaling", scaled.provisioned_autoscaling, words::AUTOSCALING, |function: &Function| {
        let now = function.provisioned_concurrency.unwrap_or(1);
        Autoscaling {
            minimum: now,
            maximum: now.saturating_mul(4),
            target_utilization: Some(range_at!(autoscaling, "target_utilization").default),
            ..Autoscaling::default()
        }
    }),
    row!(
        "provisioned_autoscaling.minimum",
        autoscaling.minimum,
        words::MINIMUM,
        Control::whole(range_at!(autoscaling, "maximum"))
    )
    .set_by(|scenario, at, value| {
        if let Some(scaling) = autoscaling::get_mut(scenario, at) {
            scaling.minimum.set(value);
            scaling.maximum = scaling.maximum.max(scaling.minimum);
        }
    }),
    row!("provisioned_autoscaling.maximum", autoscaling.maximum, words::MAXIMUM, |range| Control::whole(range)).set_by(
        |scenario, at, value| {
            if let Some(scaling) = autoscaling::get_mut(scenario, at) {
                scaling.maximum.set(value);
                scaling.minimum = scaling.minimum.min(scaling.maximum);
            }
        },
    ),
    row!("provisioned_autoscaling.target_utilization", autoscaling.target_utilization, words::TARGET, |range| {
        Control::Limit(
            NumberControl::percent(range, 0.05).over(Scale::Linear { min: 0.1, max: 0.9, step: 0.05 }).unmarked(),
            range.default,
        )
    }),
    row!("provisioned_autoscaling.statistic", tracking.statistic, words::SCALING_STATISTIC, Control::Named(statistics)),
    row!("provisioned_autoscaling.scale_in_points", tracking.scale_in_points, words::SCALE_IN, |range| Control::whole(
        range
    )),
];

pub static CAPACITIES: List = List {
    name: "schedule",
    element: words::CAPACITY,
    title: None,
    add_label: words::ADD_CAPACITY,
    most: ranges::MAX_CHANGES,
    elements: list_of!(autoscaling.schedule),
    add: |scenario, at| {
        let at_s = (scenario.duration_s / 2.0).round();
        if let Some(scaling) = autoscaling::get_mut(scenario, at) {
            let (minimum, maximum) = (scaling.minimum, scaling.maximum);
            scaling.schedule.push(ScheduledCapacity { at_s, minimum, maximum });
        }
    },
    remove: list_of!(remove autoscaling.schedule),
    blocked: None,
    inner: None,
    rows: &[
        row!(capacity.at_s, words::AT, |range| Control::number(range)),
        row!(capacity.minimum, words::MINIMUM, Control::whole(range_at!(capacity, "maximum"))).set_by(
            |scenario, at, value| {
                if let Some(capacity) = capacity::get_mut(scenario, at) {
                    capacity.minimum.set(value);
                    capacity.maximum = capacity.maximum.max(capacity.minimum);
                }
            },
        ),
        row!(capacity.maximum, words::MAXIMUM, |range| Control::whole(range)).set_by(|scenario, at, value| {
            if let Some(capacity) = capacity::get_mut(scenario, at) {
                capacity.maximum.set(value);
                capacity.minimum = capacity.minimum.min(capacity.maximum);
            }
        }),
    ],
    more: &[],
};

/// What of a minute's utilisation may be aimed at.
fn statistics(_: &Scenario, _: ElementPath) -> Vec<Choice> {
    [Statistic::Average, Statistic::Maximum].map(|statistic| Choice::plain(statistic.to_string())).to_vec()
}
