//! A canvas that shows draw lists: its pixels follow its size on the page, its colors the page's.

use super::colors::Colors;
use super::list::DrawList;
use super::painter::Painter;
use super::size::pixel_ratio;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::NodeRef;

/// A canvas and what is needed to paint on it.
#[derive(Debug, Default)]
pub struct Surface {
    painter: Option<Painter>,
    /// What the painter was made for: the colors in use and the pixel ratio.
    made_for: Option<(Colors, f64)>,
    /// Whether nothing is on it.
    is_blank: bool,
}

impl Surface {
    /// Shows a list in place of what was shown.
    pub fn show(&mut self, canvas: &NodeRef, css_width: f64, css_height: f64, colors: Colors, list: &DrawList) {
        let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
        let Some(context) = context(&canvas) else { return };
        let ratio = pixel_ratio();
        let device = |css: f64| (css * ratio).round().clamp(1.0, 16_384.0) as u32;
        let (width, height) = (device(css_width), device(css_height));
        // A canvas that is painted is composed again, however little is on it.
        let was_blank = std::mem::replace(&mut self.is_blank, list.is_blank());
        if was_blank && self.is_blank && (canvas.width(), canvas.height()) == (width, height) {
            return;
        }
        if canvas.width() != width {
            canvas.set_width(width);
        }
        if canvas.height() != height {
            canvas.set_height(height);
        }
        let style = canvas.style();
        for (name, css) in [("width", css_width), ("height", css_height)] {
            let value = format!("{css}px");
            if style.get_property_value(name).ok().as_deref() != Some(value.as_str()) {
                // It fails for no length.
                let _ = style.set_property(name, &value);
            }
        }
        if self.made_for != Some((colors, ratio)) {
            let computed = web_sys::window().and_then(|window| window.get_computed_style(&canvas).ok().flatten());
            self.painter = computed.map(|style| Painter::new(&style, ratio));
            self.made_for = Some((colors, ratio));
        }
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        if let Some(painter) = &mut self.painter {
            painter.paint(&context, list);
        }
        // It fails for no attribute of this name.
        let _ = canvas.set_attribute("data-drawn", &list.drawn());
    }
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}
