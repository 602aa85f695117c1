//! What is looked at more rarely: folded away behind a clear summary, and opened by itself when something in it is wrong.

use super::field::Fields;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct DisclosureProps {
    /// What is inside.
    pub summary: AttrValue,
    /// Its state in a few words.
    #[prop_or_default]
    pub brief: Option<AttrValue>,
    /// The paths of what is inside begin with one of these.
    #[prop_or_default]
    pub holds: Vec<AttrValue>,
    /// What is inside; made only when it is open.
    pub children: Children,
}

/// A native disclosure.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    let open = use_state(|| false);
    let fields = use_context::<Fields>();
    let is_wrong = fields.is_some_and(|fields| {
        fields.problems.iter().any(|problem| props.holds.iter().any(|path| problem.path.starts_with(path.as_str())))
    });
    let on_toggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details = event.target_unchecked_into::<HtmlElement>();
            open.set(details.has_attribute("open"));
        })
    };
    let shown = *open || is_wrong;
    html! {
        <details open={shown} ontoggle={on_toggle}>
            <summary>
                { &props.summary }
                if let Some(brief) = &props.brief {
                    <span class="quiet">{ brief }</span>
                }
            </summary>
            if shown {
                { for props.children.iter() }
            }
        </details>
    }
}
