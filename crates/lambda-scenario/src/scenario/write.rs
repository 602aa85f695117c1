//! How a scenario is written: indented, lists on one line unless they hold objects, numbers as short as they can be.
//!
//! Numbers are printed by the standard library, which the page has anyway: the shortest text that reads back the same.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// A value as JSON text.
pub(super) fn write(value: &impl Serialize) -> String {
    let mut text = Vec::new();
    // Neither writing to memory nor what a scenario consists of can fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut text, ScenarioFormatter::default()));
    String::from_utf8(text).unwrap_or_default()
}

/// A field of an object is on a separate line, indented by two spaces for each object around it.
#[derive(Debug, Default)]
struct ScenarioFormatter {
    depth: usize,
    is_empty: bool,
}

impl ScenarioFormatter {
    fn begin_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        write!(writer, "\n{:1$}", "", 2 * self.depth)
    }
}

impl Formatter for ScenarioFormatter {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        // `Debug` has an exponent where there would be many zeros, and a fraction even where it is zero.
        let text = format!("{value:?}");
        writer.write_all(text.strip_suffix(".0").unwrap_or(&text).as_bytes())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b"," })?;
        self.begin_line(writer)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if !self.is_empty {
            self.begin_line(writer)?;
        }
        self.is_empty = false;
        writer.write_all(b"}")
    }
}
