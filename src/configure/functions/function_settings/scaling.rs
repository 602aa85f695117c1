//! How provisioned concurrency scales by itself: target tracking, and bounds by schedule (rule C14).

use super::elements::{autoscaling, capacity, scaled, tracking};
use crate::configure::settings::{Control, Editable, List, Row, Settings, list_of, row};
use crate::state::edit::{Spot, Value};
use crate::text::function_settings as words;
use crate::ui::number_input::Kind;
use crate::ui::scale::Scale;
use crate::ui::select_field::Choice;
use lambda_sim::monitoring::Statistic;
use lambda_sim::scenario::{Autoscaling, Scenario, ScheduledCapacity, limits};
use yew::prelude::*;

/// The settings; none where nothing is provisioned.
pub fn scaling_settings(settings: &Settings) -> Html {
    let is_on = autoscaling::get(settings.scenario, settings.at).is_some();
    html! {
        <>
            { settings.rows(ROWS) }
            if is_on {
                { settings.below("provisioned_autoscaling", settings.at).list(&CAPACITIES) }
            }
        </>
    }
}

pub(super) static ROWS: &[Row] = &[
    Row {
        name: "provisioned_autoscaling",
        text: words::AUTOSCALING,
        control: Control::Switch,
        read: |scenario, at| Some(Value::Flag(scaled::get(scenario, at)?.provisioned_autoscaling.is_some())),
        put: |scenario, at, value| {
            if let Some(function) = scaled::get_mut(scenario, at) {
                let now = function.provisioned_concurrency.unwrap_or(1);
                function.provisioned_autoscaling = (*value == Value::Flag(true)).then(|| Autoscaling {
                    minimum: now,
                    maximum: now.saturating_mul(4),
                    target_utilization: Some(limits::TARGET_UTILIZATION.default),
                    ..Autoscaling::default()
                });
            }
        },
        is_structural: false,
        blocked: None,
        note: None,
    },
    row!(
        "provisioned_autoscaling.minimum",
        autoscaling.minimum,
        words::MINIMUM,
        Control::whole(limits::PROVISIONED_CONCURRENCY)
    )
    .putting(|scenario, at, value| {
        if let Some(scaling) = autoscaling::get_mut(scenario, at) {
            scaling.minimum.put(value);
            scaling.maximum = scaling.maximum.max(scaling.minimum);
        }
    }),
    row!(
        "provisioned_autoscaling.maximum",
        autoscaling.maximum,
        words::MAXIMUM,
        Control::whole(limits::PROVISIONED_CONCURRENCY)
    )
    .putting(|scenario, at, value| {
        if let Some(scaling) = autoscaling::get_mut(scenario, at) {
            scaling.maximum.put(value);
            scaling.minimum = scaling.minimum.min(scaling.maximum);
        }
    }),
    row!(
        "provisioned_autoscaling.target_utilization",
        autoscaling.target_utilization,
        words::TARGET,
        Control::Limit(
            Kind::percent(limits::TARGET_UTILIZATION),
            Scale::Linear { min: 0.1, max: 0.9, step: 0.05 },
            limits::TARGET_UTILIZATION.default
        )
    ),
    row!("provisioned_autoscaling.statistic", tracking.statistic, words::SCALING_STATISTIC, Control::Named(statistics)),
    row!(
        "provisioned_autoscaling.scale_in_points",
        tracking.scale_in_points,
        words::SCALE_IN,
        Control::whole(limits::SCALE_IN_POINTS)
    ),
];

pub(super) static CAPACITIES: List = List {
    name: "schedule",
    element: words::CAPACITY,
    title: None,
    add_label: words::ADD_CAPACITY,
    most: limits::MAX_CHANGES,
    elements: list_of!(autoscaling.schedule),
    add: |scenario, at, _| {
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
        row!(capacity.at_s, words::AT, Control::number(limits::TRAFFIC_S)),
        row!(capacity.minimum, words::MINIMUM, Control::whole(limits::PROVISIONED_CONCURRENCY)).putting(
            |scenario, at, value| {
                if let Some(capacity) = capacity::get_mut(scenario, at) {
                    capacity.minimum.put(value);
                    capacity.maximum = capacity.maximum.max(capacity.minimum);
                }
            },
        ),
        row!(capacity.maximum, words::MAXIMUM, Control::whole(limits::PROVISIONED_CONCURRENCY)).putting(
            |scenario, at, value| {
                if let Some(capacity) = capacity::get_mut(scenario, at) {
                    capacity.maximum.put(value);
                    capacity.minimum = capacity.minimum.min(capacity.maximum);
                }
            },
        ),
    ],
    more: &[],
};

/// What of a minute's utilisation may be aimed at.
fn statistics(_: &Scenario, _: Spot) -> Vec<Choice> {
    [Statistic::Average, Statistic::Maximum].map(|statistic| Choice::plain(statistic.to_string())).to_vec()
}
