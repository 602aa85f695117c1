//! The choice of colors: a select, since each is worth a word.

use crate::state::{Action, Theme};
use crate::text::header as words;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The choice.
pub fn theme_choice(theme: Theme, dispatch: &Callback<Action>) -> Html {
    let on_change = dispatch.reform(|event: Event| {
        let index = usize::try_from(event.target_unchecked_into::<HtmlSelectElement>().selected_index());
        Action::ChooseTheme(index.ok().and_then(|index| Theme::ALL.get(index)).copied().unwrap_or_default())
    });
    let option = |choice: &Theme| {
        let name = words::theme(*choice);
        html! { <option selected={*choice == theme} key={name}>{ name }</option> }
    };
    html! { <select aria-label={words::THEME} onchange={on_change}>{ for Theme::ALL.iter().map(option) }</select> }
}
