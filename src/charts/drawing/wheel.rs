//! Zooming with the wheel: only with Ctrl or Cmd, so that the page's own scrolling is left alone.
//!
//! The browser would zoom the page; to keep it from that takes a listener that is not passive.

use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, HtmlElement, WheelEvent};
use yew::prelude::*;

/// Tells of turns of the wheel over an element: the place from its left edge in css pixels, and the factor by which more
/// is to be seen.
#[hook]
pub fn use_zoom_wheel(node: &NodeRef, on_zoom: Callback<(f64, f64)>) {
    // The listener stays; it always calls the newest callback.
    let newest = use_mut_ref(|| on_zoom.clone());
    *newest.borrow_mut() = on_zoom;
    use_effect_with(node.clone(), move |node| {
        let element = node.cast::<HtmlElement>();
        let turned = {
            let element = element.clone();
            Closure::<dyn FnMut(WheelEvent)>::new(move |event: WheelEvent| {
                let Some(element) = &element else { return };
                if !(event.ctrl_key() || event.meta_key()) {
                    return;
                }
                event.prevent_default();
                let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 20.0 };
                let x = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
                let factor = (event.delta_y() * lines * 0.004).clamp(-1.0, 1.0).exp();
                let on_zoom = newest.borrow().clone();
                on_zoom.emit((x, factor));
            })
        };
        if let Some(element) = &element {
            let options = AddEventListenerOptions::new();
            options.set_passive(false);
            let listener = turned.as_ref().unchecked_ref();
            // It fails for no function.
            let _ =
                element.add_event_listener_with_callback_and_add_event_listener_options("wheel", listener, &options);
        }
        move || {
            if let Some(element) = &element {
                let _ = element.remove_event_listener_with_callback("wheel", turned.as_ref().unchecked_ref());
            }
        }
    });
}
