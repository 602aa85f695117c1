//! The dialog that shows a notice.

use crate::state::Notice;
use crate::text::{files, lazy, suggestion};
use crate::ui::dialog::Dialog;
use lambda_sim::scenario::Problem;
use yew::prelude::*;

/// The dialog; closed if there is no notice.
pub fn notice(notice: Option<&Notice>, on_close: &Callback<()>) -> Html {
    let (title, lines) = notice.map_or_else(Default::default, words);
    html! {
        <Dialog open={notice.is_some()} class="dialog" label={title.clone()} on_close={on_close.clone()}>
            <h2>{ title }</h2>
            <ul>{ for lines.iter().enumerate().map(|(index, line)| html! { <li key={index}>{ line }</li> }) }</ul>
            <div class="actions">
                <button type="button" class="button primary" onclick={on_close.reform(|_: MouseEvent| ())}>{ files::OK }</button>
            </div>
        </Dialog>
    }
}

/// A notice as a title and the lines below it.
fn words(notice: &Notice) -> (String, Vec<String>) {
    let each = |problems: &[Problem]| problems.iter().map(Problem::to_string).collect();
    match notice {
        Notice::NotResumed(problems) => (files::NOT_RESUMED.to_owned(), each(problems)),
        Notice::Impossible(problems) => (suggestion::IMPOSSIBLE.to_owned(), each(problems)),
        Notice::CannotOpen(file, why) => (files::cannot_open(file), why.to_vec()),
        Notice::NotSaved => (files::NOT_SAVED.to_owned(), Vec::new()),
        Notice::NotStored => (files::NOT_KEPT.to_owned(), vec![files::NOT_KEPT_ABOUT.to_owned()]),
        Notice::NotLoaded => (lazy::UNAVAILABLE.to_owned(), vec![lazy::TRY_AGAIN.to_owned()]),
    }
}
