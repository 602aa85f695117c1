//! Checks values against what is allowed, and reports what is not under the path to it.

use super::problem::{Problem, ProblemKind, grouped, most_similar};
use super::problems::Problems;
use super::ranges::{self, Range};
use crate::distribution::Distribution;
use std::fmt::Display;

/// Checks the values under a path.
#[derive(Debug)]
pub struct Check<'p> {
    prefix: String,
    problems: &'p mut Problems,
}

impl<'p> Check<'p> {
    /// A check of the document, which adds to these problems.
    pub fn new(problems: &'p mut Problems) -> Self {
        Self { prefix: String::new(), problems }
    }

    /// Whether there are problems inside the list or object of this name.
    pub fn any_at(&self, begin: &str) -> bool {
        self.problems.any_at(begin)
    }

    /// Checks what is inside a field or element.
    pub fn inside(&mut self, name: String, body: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.prefix);
        self.prefix = if outer.is_empty() { name } else { format!("{outer}.{name}") };
        body(self);
        self.prefix = outer;
    }

    /// Whether the value of this name could not be read.
    pub fn is_unread(&self, name: &str) -> bool {
        self.problems.is_unread(&self.path(name))
    }

    /// Whether a list, one of its elements, or this field of one, could not be read.
    pub fn is_any_unread(&self, list: &str, field: &str) -> bool {
        self.problems.unread().iter().any(|unread| match unread.strip_prefix(list) {
            Some("") => true,
            Some(rest) => rest
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                .is_some_and(|(_, rest)| rest.is_empty() || rest.strip_prefix('.') == Some(field)),
            None => false,
        })
    }

    fn path(&self, name: &str) -> String {
        match (self.prefix.is_empty(), name.is_empty()) {
            (true, _) => name.to_owned(),
            (_, true) => self.prefix.clone(),
            _ => format!("{}.{name}", self.prefix),
        }
    }

    /// Reports a problem.
    pub fn push(&mut self, name: &str, kind: ProblemKind, given: impl Display, allowed: &str, nearest: Option<String>) {
        let path = self.path(name);
        if self.problems.reserve_slot_at(&path) {
            self.problems.push(Problem { nearest, ..Problem::new(path, kind, given, allowed) });
        }
    }

    /// Looks for the first value out of range.
    pub fn all(&mut self, name: &str, mut values: impl Iterator<Item = f64>, range: Range) {
        let first = values.by_ref().enumerate().find(|(_, value)| !range.contains(*value));
        if let Some((index, value)) = first {
            self.number(&format!("{name}[{index}]"), value, range);
        }
    }

    /// Checks a number.
    pub fn number(&mut self, name: &str, value: f64, range: Range) {
        self.ranged(name, value, range, "");
    }

    /// Checks a whole number.
    pub fn whole(&mut self, name: &str, value: f64, range: Range) {
        self.ranged(name, value, range, "whole numbers ");
    }

    fn ranged(&mut self, name: &str, value: f64, range: Range, sort: &str) {
        if !range.contains(value) {
            let unit = if range.unit.is_empty() { String::new() } else { format!(" {}", range.unit) };
            let allowed = format!("{sort}{} to {}{unit}", grouped(range.min), grouped(range.max));
            let nearest = (!value.is_nan()).then(|| value.clamp(range.min, range.max).to_string());
            let path = self.path(name);
            if self.problems.reserve_slot_at(&path) {
                let problem = Problem::new(path, ProblemKind::NotAllowed, value, allowed);
                self.problems.push(Problem { nearest, range: Some((range.min, range.max)), ..problem });
            }
        }
    }

    /// Checks how many elements a list has.
    pub fn count(&mut self, name: &str, count: usize, least: usize, most: usize) {
        if count < least {
            self.push(name, ProblemKind::Missing, "nothing", &format!("at least {least}"), None);
        } else if count > most {
            let allowed = format!("at most {}", grouped(most as f64));
            self.push(name, ProblemKind::NotAllowed, grouped(count as f64), &allowed, None);
        }
    }

    /// Checks the length of a text.
    pub fn text(&mut self, name: &str, text: &str, longest: usize) {
        if text.chars().count() > longest {
            self.push(name, ProblemKind::NotAllowed, text, &format!("at most {longest} characters"), None);
        }
    }

    /// Checks a name that must be there and be unlike the earlier ones.
    pub fn name<'a>(&mut self, name: &str, mut earlier: impl Iterator<Item = &'a str>) {
        if name.is_empty() {
            self.push("name", ProblemKind::Missing, "nothing", "a name of its own", None);
        } else if earlier.any(|other| other == name) {
            self.push("name", ProblemKind::NotAllowed, format!("\"{name}\" a second time"), "a name of its own", None);
        }
        self.text("name", name, ranges::MAX_NAME);
    }

    /// Reports a name that is none of those known.
    pub fn unknown<'a>(
        &mut self,
        kind: ProblemKind,
        name: &str,
        given: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) {
        let path = self.path(name);
        if self.problems.reserve_slot_at(&path) {
            let allowed = known.clone().collect::<Vec<_>>().join(", ");
            let nearest = most_similar(given, known).map(str::to_owned);
            self.problems.push(Problem { nearest, ..Problem::new(path, kind, format!("\"{given}\""), allowed) });
        }
    }

    /// Like [`Check::unknown`], of names that the author of the file chose: any number, of any length.
    pub fn unknown_name<'a>(&mut self, name: &str, given: &str, known: impl Iterator<Item = &'a str> + Clone) {
        const LISTED: usize = 20;
        const LONGEST: usize = 60;
        let path = self.path(name);
        if !self.problems.reserve_slot_at(&path) {
            return;
        }
        let count = known.clone().count();
        let listed = known.clone().take(LISTED).map(|name| name.chars().take(LONGEST).collect::<String>());
        let mut allowed = listed.collect::<Vec<_>>().join(", ");
        if count > LISTED {
            allowed += &format!(" and {} more", count - LISTED);
        }
        let nearest = most_similar(given, known).map(str::to_owned);
        let problem = Problem::new(path, ProblemKind::NotAllowed, format!("\"{given}\""), allowed);
        self.problems.push(Problem { nearest, ..problem });
    }

    /// Reports values that are allowed each, but not together.
    pub fn conflict(&mut self, name: &str, given: impl Display, allowed: &str, nearest: Option<u32>) {
        self.push(name, ProblemKind::Conflict, given, allowed, nearest.map(|value| value.to_string()));
    }

    /// Checks every number of a distribution.
    pub fn distribution(&mut self, name: &str, distribution: &Distribution, range: Range, depth: usize) {
        if depth > Distribution::MAX_DEPTH {
            let allowed = format!("distributions nested at most {} deep", Distribution::MAX_DEPTH);
            return self.push(name, ProblemKind::NotAllowed, "a deeper nesting", &allowed, None);
        }
        match distribution {
            Distribution::Constant(value) => self.number(name, *value, range),
            Distribution::Exponential { mean } => self.number(&format!("{name}.exponential.mean"), *mean, range),
            Distribution::Lognormal { p50, p99 } => {
                self.number(&format!("{name}.lognormal.p50"), *p50, range);
                let above = Range { min: p50.max(range.min), ..range };
                self.number(&format!("{name}.lognormal.p99"), *p99, if above.min <= above.max { above } else { range });
            }
            Distribution::Uniform { min, max } => self.bounds(&format!("{name}.uniform"), *min, *max, range),
            Distribution::Mixture(parts) => {
                self.count(&format!("{name}.mixture"), parts.len(), 1, Distribution::MAX_PARTS);
                for (index, part) in parts.iter().enumerate() {
                    let path = format!("{name}.mixture[{index}]");
                    let weight = Range { min: 0.0, max: 1e9, unit: "", ..range };
                    self.number(&format!("{path}.weight"), part.weight, weight);
                    self.distribution(&format!("{path}.of"), &part.of, range, depth + 1);
                }
                if !parts.is_empty() && parts.iter().all(|part| part.weight <= 0.0) {
                    self.push(
                        &format!("{name}.mixture"),
                        ProblemKind::NotAllowed,
                        "weights of zero",
                        "a weight above 0",
                        None,
                    );
                }
            }
            Distribution::Clamped { min, max, of } => {
                self.bounds(&format!("{name}.clamped"), *min, max.unwrap_or(range.max), range);
                self.distribution(&format!("{name}.clamped.of"), of, range, depth + 1);
            }
            Distribution::Empirical(values) => {
                self.count(&format!("{name}.empirical"), values.len(), 1, Distribution::MAX_PARTS);
                self.all(&format!("{name}.empirical"), values.iter().copied(), range);
            }
        }
    }

    fn bounds(&mut self, name: &str, min: f64, max: f64, range: Range) {
        self.number(&format!("{name}.min"), min, range);
        let above = Range { min: min.max(range.min), ..range };
        self.number(&format!("{name}.max"), max, if above.min <= above.max { above } else { range });
    }
}
