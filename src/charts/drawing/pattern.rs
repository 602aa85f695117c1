//! Textures as tiles that a canvas repeats: the color as their ground, dots and lines of the page's ground on it.

use super::color_role::Texture;
use wasm_bindgen::JsCast;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

/// The side of a tile, in css pixels.
const TILE: f64 = 6.0;

/// A tile of a texture; `None` for a plain surface, and where the browser has no canvas to spare.
pub(super) fn pattern(texture: Texture, color: &str, ground: &str, ratio: f64) -> Option<CanvasPattern> {
    if texture == Texture::Plain {
        return None;
    }
    let side = (TILE * ratio).round().max(4.0);
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(side as u32);
    canvas.set_height(side as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str(color);
    if texture == Texture::Dashes {
        context.fill_rect(0.0, 0.0, (side * 0.6).round(), side);
    } else {
        context.fill_rect(0.0, 0.0, side, side);
        context.set_fill_style_str(ground);
        context.set_stroke_style_str(ground);
        draw(&context, texture, side);
    }
    context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
}

fn draw(context: &CanvasRenderingContext2d, texture: Texture, side: f64) {
    context.set_line_width(side / 5.0);
    context.set_global_alpha(0.85);
    match texture {
        Texture::Dots => {
            let dot = (side / 3.0).round();
            context.fill_rect(0.0, 0.0, dot, dot);
            context.fill_rect((side / 2.0).round(), (side / 2.0).round(), dot, dot);
        }
        Texture::Hatch => lines(context, side, &[true]),
        Texture::BackHatch => lines(context, side, &[false]),
        Texture::CrossHatch => lines(context, side, &[true, false]),
        Texture::Bars => context.fill_rect((side * 0.6).round(), 0.0, (side * 0.4).round(), side),
        Texture::Plain | Texture::Dashes => {}
    }
}

/// Diagonals that go on from tile to tile; each rises or falls.
fn lines(context: &CanvasRenderingContext2d, side: f64, rising: &[bool]) {
    context.begin_path();
    for rises in rising {
        for shift in [-side, 0.0, side] {
            let (from, to) = if *rises { (side * 1.5, -side * 0.5) } else { (-side * 0.5, side * 1.5) };
            context.move_to(shift - side * 0.5, from);
            context.line_to(shift + side * 1.5, to);
        }
    }
    context.stroke();
}
