//! The run in a sentence, and the next thing to try.

use crate::deferred::{self, Later};
use crate::text::headline::{self as words, Headline};
use crate::worker::protocol::Results;
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// The headline of a finished run.
pub fn headline(scenario: &Scenario, results: &Results) -> Html {
    let headline = told(scenario, results);
    html! {
        <div class="headline">
            <h1>{ headline.fact }</h1>
            <p>{ headline.next }</p>
        </div>
    }
}

/// The same in words, as far as the words are there.
pub fn told(scenario: &Scenario, results: &Results) -> Headline {
    let code = deferred::loaded::<Later>();
    let refused = words::refused(scenario, results, code.map(|code| code.remedy));
    refused.unwrap_or_else(|| code.map_or_else(|| words::plain(results), |code| (code.headline)(scenario, results)))
}
