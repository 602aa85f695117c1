//! What colors, textures and signs mean; only those that the run has.

use crate::charts::drawing::PtrEq;
use crate::text::timeline as words;
use crate::worker::protocol::Results;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct LegendProps {
    /// The run.
    pub results: PtrEq<Results>,
}

/// A line of swatches with their names.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let total = &props.results.summary.total;
    let is_cold = total.starts.full_cold + total.starts.partial_cold > 0;
    let swatches = [
        ("download", "download", is_cold),
        ("start", "start", is_cold),
        ("init", "init", is_cold || props.results.lanes.functions.iter().any(|lanes| lanes.provisioned > 0)),
        ("handler", "handler", true),
        ("failed", words::ERROR, total.errors > 0),
        ("timed-out", words::TIMEOUT, total.timeouts > 0),
        ("idle", words::IDLE, true),
        ("sandbox", words::SANDBOX, total.environments.sandboxes_mean > 0.0),
    ];
    let lanes = &props.results.lanes;
    let versions = lanes.groups.iter().filter(|group| lanes.has_epochs(group.function));
    let versions = versions.filter(|group| {
        !lanes
            .groups
            .iter()
            .any(|other| (other.function, other.epoch) == (group.function, group.epoch) && other.first < group.first)
    });
    let versions = versions.map(|group| {
        let owner = lanes.functions.get(group.function.index()).filter(|_| lanes.functions.len() > 1);
        let name = owner.map_or("", |owner| owner.name.as_str());
        (words::VERSION_TINTS[usize::from(group.epoch % 4)], words::version_of(name, group.epoch, group.version))
    });
    let signs = [
        ("throttle", "▼", words::THROTTLED, total.throttles > 0),
        ("retry", "↻", words::RETRY, total.requests > total.calls),
    ];
    html! {
        <ul class="legend" aria-label={words::LEGEND}>
            { for swatches.into_iter().filter(|entry| entry.2).map(|(class, name, _)| html! {
                <li key={name}><span class={classes!("swatch", class)} aria-hidden="true" />{ name }</li>
            }) }
            { for versions.map(|(class, name)| html! {
                <li key={name.clone()}><span class={classes!("swatch", class)} aria-hidden="true" />{ name }</li>
            }) }
            { for signs.into_iter().filter(|entry| entry.3).map(|(class, sign, name, _)| html! {
                <li key={name} class={classes!("sign", class)}><span aria-hidden="true">{ sign }</span>{ name }</li>
            }) }
        </ul>
    }
}
