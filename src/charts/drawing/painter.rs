//! Puts a draw list on a canvas: sharp at any pixel ratio, with as few changes of style as the list allows.

use super::color_role::{ColorRole, Fill, Texture};
use super::list::{Align, Area, Command, DrawList, Glyph, Text};
use super::pattern::pattern;
use lambda_sim::units::finite_number;
use lambda_story::format;
use std::f64::consts::PI;
use web_sys::{CanvasPattern, CanvasRenderingContext2d, CssStyleDeclaration};

/// What it takes to paint: colors, textures and the typeface, as the page has them at present.
#[derive(Debug)]
pub(super) struct Painter {
    colors: Vec<String>,
    /// By texture and color; made when first needed, none inside where the browser cannot.
    patterns: Vec<Option<Option<CanvasPattern>>>,
    font: String,
    /// The size of text, in css pixels.
    text: f64,
    ratio: f64,
}

impl Painter {
    /// Reads the style of a canvas.
    pub(super) fn new(style: &CssStyleDeclaration, ratio: f64) -> Self {
        // Where a property is not set, the value is empty and the canvas keeps the color that it has.
        let value = |name: &str| style.get_property_value(name).unwrap_or_default().trim().to_owned();
        let text = finite_number(value("font-size").trim_end_matches("px")).unwrap_or(12.0);
        let weight = Some(value("font-weight")).filter(|weight| !weight.is_empty()).unwrap_or_else(|| "400".to_owned());
        Self {
            colors: ColorRole::ALL.iter().map(|ink| value(ink.property())).collect(),
            patterns: vec![None; ColorRole::ALL.len() * Texture::ALL.len()],
            font: format!("{weight} {}px {}", text * ratio, value("font-family")),
            text,
            ratio,
        }
    }

    /// Paints a list over whatever is there.
    pub(super) fn paint(&mut self, context: &CanvasRenderingContext2d, list: &DrawList) {
        context.set_font(&self.font);
        context.set_text_baseline("middle");
        let mut last = None;
        for command in list.commands() {
            if let Command::Fill(area, paint) = command {
                if last != Some(*paint) {
                    self.use_paint(context, *paint);
                    last = Some(*paint);
                }
                let area = self.snapped(*area);
                context.fill_rect(area.x, area.y, area.width, area.height);
                continue;
            }
            if last.take().is_some() {
                context.set_global_alpha(1.0);
            }
            match command {
                Command::Fill(..) => {}
                Command::Outline(area, ink) => self.outline(context, *area, *ink),
                Command::Glyph(sign, x, y, size, ink) => self.sign(context, *sign, [*x, *y, *size], *ink),
                Command::Text(text) => self.text(context, text),
                Command::Clip(area) => {
                    let area = self.snapped(*area);
                    context.save();
                    context.begin_path();
                    context.rect(area.x, area.y, area.width, area.height);
                    context.clip();
                }
                Command::Unclip => context.restore(),
            }
        }
        context.set_global_alpha(1.0);
    }

    fn color(&self, ink: ColorRole) -> &str {
        self.colors.get(ink as usize).map_or("", String::as_str)
    }

    /// On whole device pixels, and never less than one.
    fn snapped(&self, area: Area) -> Area {
        let (x, y) = ((area.x * self.ratio).round(), (area.y * self.ratio).round());
        let width = ((area.right() * self.ratio).round() - x).max(1.0);
        let height = ((area.bottom() * self.ratio).round() - y).max(1.0);
        Area { x, y, width, height }
    }

    fn use_paint(&mut self, context: &CanvasRenderingContext2d, paint: Fill) {
        context.set_global_alpha(f64::from(paint.cover) / 100.0);
        if paint.texture != Texture::Plain {
            let index = paint.ink as usize * Texture::ALL.len() + paint.texture as usize;
            let made = || pattern(paint.texture, self.color(paint.ink), self.color(ColorRole::Ground), self.ratio);
            if self.patterns.get(index).is_some_and(Option::is_none) {
                self.patterns[index] = Some(made());
            }
            if let Some(Some(Some(pattern))) = self.patterns.get(index) {
                return context.set_fill_style_canvas_pattern(pattern);
            }
        }
        context.set_fill_style_str(self.color(paint.ink));
    }

    fn outline(&self, context: &CanvasRenderingContext2d, area: Area, ink: ColorRole) {
        let area = self.snapped(area);
        let width = (1.5 * self.ratio).round().max(1.0);
        context.set_stroke_style_str(self.color(ink));
        context.set_line_width(width);
        let (x, y) = (area.x + width / 2.0, area.y + width / 2.0);
        context.stroke_rect(x, y, (area.width - width).max(0.0), (area.height - width).max(0.0));
    }

    fn sign(&self, context: &CanvasRenderingContext2d, sign: Glyph, [x, y, size]: [f64; 3], ink: ColorRole) {
        let (x, y, half) = (x * self.ratio, y * self.ratio, size / 2.0 * self.ratio);
        let color = self.color(ink);
        context.set_fill_style_str(color);
        context.set_stroke_style_str(color);
        context.set_line_width(half / 2.5);
        context.begin_path();
        // An arc fails only for a negative radius.
        match sign {
            Glyph::Triangle => {
                context.move_to(x - half, y - half * 0.8);
                context.line_to(x + half, y - half * 0.8);
                context.line_to(x, y + half * 0.9);
                context.fill();
            }
            Glyph::Cross => {
                let arm = half * 0.75;
                context.move_to(x - arm, y - arm);
                context.line_to(x + arm, y + arm);
                context.move_to(x + arm, y - arm);
                context.line_to(x - arm, y + arm);
                context.stroke();
            }
            Glyph::Clock => {
                let _ = context.arc(x, y, half * 0.85, 0.0, 2.0 * PI);
                context.move_to(x, y - half * 0.55);
                context.line_to(x, y);
                context.line_to(x + half * 0.45, y);
                context.stroke();
            }
            Glyph::Arrow => {
                // Clockwise from the right over the bottom to the top, and there a head to the right.
                let (radius, head) = (half * 0.65, half * 0.55);
                let _ = context.arc(x, y, radius, 0.0, 1.5 * PI);
                context.stroke();
                context.begin_path();
                context.move_to(x, y - radius - head);
                context.line_to(x, y - radius + head);
                context.line_to(x + head * 1.4, y - radius);
                context.fill();
            }
        }
    }

    fn text(&self, context: &CanvasRenderingContext2d, text: &Text) {
        let words = self.cut(context, &text.text, text.room * self.ratio);
        let (x, y) = (text.x * self.ratio, text.y * self.ratio);
        if text.framed {
            let (width, height) = (width(context, &words) + 6.0 * self.ratio, self.text * 1.3 * self.ratio);
            let left = match text.align {
                Align::Left => x - 3.0 * self.ratio,
                Align::Centre => x - width / 2.0,
                Align::Right => x + 3.0 * self.ratio - width,
            };
            context.set_global_alpha(0.85);
            context.set_fill_style_str(self.color(ColorRole::Ground));
            context.fill_rect(left, y - height / 2.0, width, height);
            context.set_global_alpha(1.0);
        }
        context.set_fill_style_str(self.color(text.ink));
        context.set_text_align(match text.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Right => "right",
        });
        // It fails for no text.
        let _ = context.fill_text(&words, x, y);
    }

    /// A text that is no wider than there is room, in device pixels: what is longer loses its middle.
    fn cut(&self, context: &CanvasRenderingContext2d, text: &str, room: f64) -> String {
        if room.is_infinite() || width(context, text) <= room {
            return text.to_owned();
        }
        for letters in (0..text.chars().count()).rev() {
            let shorter = format::shortened(text, letters);
            if width(context, &shorter) <= room {
                return shorter;
            }
        }
        String::new()
    }
}

fn width(context: &CanvasRenderingContext2d, text: &str) -> f64 {
    context.measure_text(text).map_or(0.0, |metrics| metrics.width())
}
