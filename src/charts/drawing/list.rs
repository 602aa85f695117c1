//! A drawing as plain data: a list of commands in css pixels. Tests read it as text; a painter puts it on a canvas.
//!
//! Every surface is a rectangle, thin lines included, so that a painter can set it on whole device pixels.

use super::color_role::{ColorRole, Fill, Texture};
use std::fmt;

/// A part of the drawing, in css pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

impl Area {
    /// From left, top, width and height.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// Its right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }
}

/// On which side of its place a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the right of it.
    Left,
    /// Around it.
    Centre,
    /// To the left of it.
    Right,
}

/// A small sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// ▼
    Triangle,
    /// ✕
    Cross,
    /// ◷
    Clock,
    /// ↻
    Arrow,
}

/// A step of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Fills an area.
    Fill(Area, Fill),
    /// Draws a line around an area, inside of it.
    Outline(Area, ColorRole),
    /// Draws a sign around a place, so large.
    Glyph(Glyph, f64, f64, f64, ColorRole),
    /// Writes a text at a place, vertically around it.
    Text(Text),
    /// From here on only what is in the area is seen.
    Clip(Area),
    /// Everything is seen again.
    Unclip,
}

/// A text and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where, from the left.
    pub x: f64,
    /// Its middle, from the top.
    pub y: f64,
    /// On which side of `x`.
    pub align: Align,
    /// In which color.
    pub ink: ColorRole,
    /// It is cut where it would be wider.
    pub room: f64,
    /// Whether something of the ground's color lies behind it, so that it can be read on anything.
    pub framed: bool,
    /// What it says.
    pub text: String,
}

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DrawList {
    commands: Vec<Command>,
}

impl DrawList {
    /// Fills an area; what is empty or not a number is left out.
    pub fn fill(&mut self, area: Area, paint: impl Into<Fill>) {
        if area.width > 0.0 && area.height > 0.0 && area.x.is_finite() && area.y.is_finite() {
            self.commands.push(Command::Fill(area, paint.into()));
        }
    }

    /// A line from left to right, one css pixel high.
    pub fn horizontal_line(&mut self, x: f64, y: f64, width: f64, paint: impl Into<Fill>) {
        self.fill(Area::new(x, y, width, 1.0), paint);
    }

    /// A line from top to bottom, one css pixel wide.
    pub fn vertical_line(&mut self, x: f64, y: f64, height: f64, paint: impl Into<Fill>) {
        self.fill(Area::new(x, y, 1.0, height), paint);
    }

    /// Draws a line around an area.
    pub fn outline(&mut self, area: Area, ink: ColorRole) {
        self.commands.push(Command::Outline(area, ink));
    }

    /// Draws a sign.
    pub fn sign(&mut self, sign: Glyph, x: f64, y: f64, size: f64, ink: ColorRole) {
        self.commands.push(Command::Glyph(sign, x, y, size, ink));
    }

    /// Writes a text that has all the room it takes.
    pub fn text(&mut self, x: f64, y: f64, align: Align, ink: ColorRole, text: impl Into<String>) {
        self.write(Text { x, y, align, ink, room: f64::INFINITY, framed: false, text: text.into() });
    }

    /// Writes a text.
    pub fn write(&mut self, text: Text) {
        self.commands.push(Command::Text(text));
    }

    /// Draws only inside an area.
    pub fn clipped(&mut self, area: Area, draw: impl FnOnce(&mut Self)) {
        self.commands.push(Command::Clip(area));
        draw(self);
        self.commands.push(Command::Unclip);
    }

    /// The steps, in order.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// Whether nothing of it is seen.
    pub fn is_blank(&self) -> bool {
        self.commands.iter().all(|command| matches!(command, Command::Clip(_) | Command::Unclip))
    }

    /// A name of the drawing: the same for the same drawing, to the hundredth of a pixel.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = Fingerprint(0xcbf2_9ce4_8422_2325);
        for command in &self.commands {
            hash.command(command);
        }
        hash.0
    }

    /// What a canvas says of its drawing: how many steps, and its name.
    pub fn drawn(&self) -> String {
        format!("{} {:016x}", self.commands.len(), self.fingerprint())
    }
}

/// The hash FNV-1a over whole numbers rather than bytes.
struct Fingerprint(u64);

impl Fingerprint {
    const fn number(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x100_0000_01b3);
        self.0 ^= self.0 >> 29;
    }

    fn length(&mut self, length: f64) {
        // Infinite room is the largest number; what is negative keeps its sign.
        self.number((length * 100.0).round() as i64 as u64);
    }

    fn area(&mut self, area: Area) {
        for length in [area.x, area.y, area.width, area.height] {
            self.length(length);
        }
    }

    fn command(&mut self, command: &Command) {
        match command {
            Command::Fill(area, paint) => {
                self.number(1);
                self.area(*area);
                self.number(u64::from_le_bytes([paint.ink as u8, paint.texture as u8, paint.cover, 0, 0, 0, 0, 0]));
            }
            Command::Outline(area, ink) => {
                self.number(2);
                self.area(*area);
                self.number(*ink as u64);
            }
            Command::Glyph(sign, x, y, size, ink) => {
                self.number(3);
                self.number(*sign as u64);
                for length in [*x, *y, *size] {
                    self.length(length);
                }
                self.number(*ink as u64);
            }
            Command::Text(text) => {
                self.number(4);
                for length in [text.x, text.y, text.room] {
                    self.length(length);
                }
                self.number(text.align as u64);
                self.number(text.ink as u64);
                self.number(u64::from(text.framed));
                for byte in text.text.bytes() {
                    self.number(u64::from(byte));
                }
            }
            Command::Clip(area) => {
                self.number(5);
                self.area(*area);
            }
            Command::Unclip => self.number(6),
        }
    }
}

/// A length to the tenth of a pixel.
struct Tenths(f64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", (self.0 * 10.0).round() / 10.0)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (x, y, width, height) = (Tenths(self.x), Tenths(self.y), Tenths(self.width), Tenths(self.height));
        write!(f, "{x},{y} {width}×{height}")
    }
}

impl fmt::Display for Fill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ink.name())?;
        if self.texture != Texture::Plain {
            write!(f, " {}", self.texture.name())?;
        }
        if self.cover != 100 {
            write!(f, " {}%", self.cover)?;
        }
        Ok(())
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fill(area, paint) => write!(f, "fill {area} {paint}"),
            Self::Outline(area, ink) => write!(f, "outline {area} {}", ink.name()),
            Self::Glyph(sign, x, y, size, ink) => {
                write!(f, "sign {} {},{} {} {}", sign.glyph(), Tenths(*x), Tenths(*y), Tenths(*size), ink.name())
            }
            Self::Text(text) => {
                let align = match text.align {
                    Align::Left => "left",
                    Align::Centre => "centre",
                    Align::Right => "right",
                };
                let words = text.text.replace('\u{a0}', " ");
                write!(f, "text {},{} {align} {} “{words}”", Tenths(text.x), Tenths(text.y), text.ink.name())
            }
            Self::Clip(area) => write!(f, "clip {area}"),
            Self::Unclip => f.write_str("unclip"),
        }
    }
}

impl fmt::Display for DrawList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.commands.iter().try_for_each(|command| writeln!(f, "{command}"))
    }
}

impl Glyph {
    /// As a character.
    pub const fn glyph(self) -> char {
        match self {
            Self::Triangle => '▼',
            Self::Cross => '✕',
            Self::Clock => '◷',
            Self::Arrow => '↻',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn example() -> DrawList {
        let mut list = DrawList::default();
        list.fill(Area::new(1.0, 2.0, 30.26, 4.0), Fill::textured(ColorRole::Init, Texture::Hatch).covering(55));
        list.fill(Area::new(1.0, 2.0, 0.0, 4.0), ColorRole::Handler);
        list.clipped(Area::new(0.0, 0.0, 9.0, 9.0), |list| {
            list.sign(Glyph::Triangle, 3.0, 4.0, 9.0, ColorRole::Throttle)
        });
        list.text(5.0, 6.0, Align::Centre, ColorRole::Quiet, "28\u{a0}s");
        list.outline(Area::new(0.0, 0.0, 9.0, 9.0), ColorRole::Accent);
        list
    }

    #[test]
    fn a_drawing_reads_as_text() {
        expect![[r#"
            fill 1,2 30.3×4 init hatch 55%
            clip 0,0 9×9
            sign ▼ 3,4 9 throttle
            unclip
            text 5,6 centre quiet “28 s”
            outline 0,0 9×9 accent
        "#]]
        .assert_eq(&example().to_string());
    }

    #[test]
    fn another_drawing_has_another_name() {
        let mut other = example();
        assert_eq!(other.fingerprint(), example().fingerprint());
        assert!(example().drawn().starts_with("6 "));
        assert!(DrawList::default().is_blank() && !example().is_blank());
        other.horizontal_line(1.0, 2.0, 3.0, ColorRole::Line);
        assert_ne!(other.fingerprint(), example().fingerprint());
    }
}
