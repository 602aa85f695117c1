//! The run in a sentence, and the next thing to try.

use crate::text::headline as words;
use crate::worker::protocol::Results;
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// The headline of a finished run.
pub fn headline(scenario: &Scenario, results: &Results) -> Html {
    let headline = words::headline(scenario, results);
    html! {
        <div class="headline">
            <h1>{ headline.fact }</h1>
            <p>{ headline.next }</p>
        </div>
    }
}
