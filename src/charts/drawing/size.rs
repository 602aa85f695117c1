//! How large a part of the page is, kept up to date.

use lambda_sim::units::finite_number;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The size of a part of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// How wide it is, in css pixels; zero until it is known.
    pub css_width: f64,
    /// The size of its text, in css pixels.
    pub text: f64,
    /// Device pixels in a css pixel.
    pub ratio: f64,
}

impl Default for Size {
    fn default() -> Self {
        Self { css_width: 0.0, text: 12.0, ratio: 1.0 }
    }
}

/// Device pixels in a css pixel.
pub(super) fn pixel_ratio() -> f64 {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    if ratio.is_finite() { ratio.clamp(0.25, 8.0) } else { 1.0 }
}

fn measured(element: &Element) -> Size {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok().flatten());
    let text = style.and_then(|style| style.get_property_value("font-size").ok());
    let text = text.and_then(|size| finite_number(size.trim_end_matches("px"))).unwrap_or(12.0);
    Size { css_width: f64::from(element.client_width()), text, ratio: pixel_ratio() }
}

/// The size of an element, now and whenever it changes.
#[hook]
pub fn use_size(node: &NodeRef) -> Size {
    let size = use_state_eq(Size::default);
    let setter = size.setter();
    use_effect_with(node.clone(), move |node| {
        let observed = node.cast::<Element>().and_then(|element| {
            setter.set(measured(&element));
            let changed = {
                let element = element.clone();
                Closure::<dyn FnMut()>::new(move || setter.set(measured(&element)))
            };
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, changed))
        });
        move || {
            if let Some((observer, _changed)) = observed {
                observer.disconnect();
            }
        }
    });
    *size
}
