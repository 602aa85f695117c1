//! How wide the app is: it measures itself, since it may be in a column of somebody else's page.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The arrangements of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageLayout {
    /// One column; the configuration is a sheet.
    Narrow,
    /// Two columns, and little room in the second.
    Tight,
    /// Two columns, the inspector below.
    #[default]
    Middle,
    /// Three columns.
    Wide,
}

impl PageLayout {
    fn of(css_width: f64) -> Self {
        match css_width {
            width if width <= 720.0 => Self::Narrow,
            width if width < 1_100.0 => Self::Tight,
            width if width < 1_400.0 => Self::Middle,
            _ => Self::Wide,
        }
    }

    /// Its name in the page's attributes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Tight | Self::Middle => "middle",
            Self::Wide => "wide",
        }
    }
}

/// The arrangement that fits the width of `root`.
#[hook]
pub fn use_layout(root: &NodeRef) -> PageLayout {
    // As wide as the window until it is measured: a whole page is, and nothing moves.
    let layout = use_state_eq(|| {
        let width = web_sys::window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64());
        width.map_or_else(PageLayout::default, PageLayout::of)
    });
    {
        let (layout, root) = (layout.clone(), root.clone());
        use_effect_with((), move |()| {
            let element = root.cast::<Element>();
            let measure = {
                let element = element.clone();
                move || {
                    if let Some(element) = &element {
                        layout.set(PageLayout::of(element.get_bounding_client_rect().width()));
                    }
                }
            };
            measure();
            let on_resize = Closure::<dyn FnMut()>::new(measure);
            let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, &element) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(on_resize);
            }
        });
    }
    *layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_have_their_layouts() {
        let layouts = [390.0, 720.0, 721.0, 1_024.0, 1_280.0, 1_400.0].map(PageLayout::of);
        assert_eq!(
            layouts,
            [
                PageLayout::Narrow,
                PageLayout::Narrow,
                PageLayout::Tight,
                PageLayout::Tight,
                PageLayout::Middle,
                PageLayout::Wide
            ]
        );
    }
}
