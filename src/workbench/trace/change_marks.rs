//! Where a run is changed, as small flags over an axis of time; what each changes is shown when it is pointed at.

use crate::charts::viewport::Viewport;
use crate::text::live as words;
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// The flags of the changes in sight; the plot begins at `left` and is `width` wide, in css pixels.
pub fn change_marks(scenario: &Scenario, viewport: Viewport, left: f64, width: f64) -> Html {
    if scenario.changes.is_empty() {
        return html! {};
    }
    let flags = scenario.changes.iter().enumerate().filter_map(|(index, change)| {
        let x = viewport.css_x(change.at_s * 1e6, width);
        (0.0..=width).contains(&x).then(|| {
            let x = left + x;
            html! {
                <g key={index}>
                    <line x1={px(x)} x2={px(x)} y1="0" y2="100%" />
                    <path d={format!("M{x:.1} 0h9l-3 4 3 4h-9z")} />
                    <title>{ words::entry(change) }</title>
                </g>
            }
        })
    });
    html! { <svg class="change-marks" aria-hidden="true">{ for flags }</svg> }
}

fn px(x: f64) -> String {
    format!("{x:.1}")
}
