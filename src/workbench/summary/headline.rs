//! The run in a sentence, and the next thing to try.

use crate::worker::protocol::Results;
use lambda_sim::scenario::Scenario;
use lambda_story::Headline;
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

/// The same in words.
pub fn told(scenario: &Scenario, results: &Results) -> Headline {
    lambda_story::headline::headline(scenario, &results.summary, &results.overview)
}
