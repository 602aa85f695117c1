//! What is looked at more rarely: folded away behind a clear summary, and opened by itself when something in it is wrong.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DisclosureProps {
    /// What is inside.
    pub summary: &'static str,
    /// Its state in a few words.
    #[prop_or_default]
    pub brief: Option<String>,
    /// Whether something inside is wrong.
    #[prop_or_default]
    pub is_wrong: bool,
    /// What is inside; in the page only when it is open.
    pub children: Html,
}

/// A native disclosure.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    let open = use_state_eq(|| false);
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open")))
    };
    let shown = *open || props.is_wrong;
    html! {
        <details open={shown} ontoggle={on_toggle}>
            <summary>
                { props.summary }
                if let Some(brief) = &props.brief {
                    <span class="quiet">{ brief }</span>
                }
            </summary>
            if shown {
                { props.children.clone() }
            }
        </details>
    }
}
