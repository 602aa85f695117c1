//! A suggested change with the button that makes it.

use crate::state::Action;
use crate::text::suggestion as words;
use lambda_sim::readings::why::Suggestion;
use lambda_story::Names;
use yew::prelude::*;

/// The change in words, and a button.
pub fn suggestion(suggestion: Suggestion, names: Names<'_>, dispatch: &Callback<Action>) -> Html {
    let change = lambda_story::suggestion::suggestion(suggestion, names);
    html! {
        <p class="trial">
            <button type="button" class="button" aria-label={words::try_it(&change)}
                onclick={dispatch.reform(move |_: MouseEvent| Action::Try(suggestion))}>{ words::TRY }</button>
            { change }
        </p>
    }
}
