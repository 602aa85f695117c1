//! What is wrong with a scenario: the field, what was given, what is allowed.

use std::fmt;

/// One problem. Its text is for people; a program reads the fields.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub struct Problem {
    /// Which field, as in `functions[0].memory_mb`; empty for the document as a whole.
    pub path: String,
    /// What kind of problem.
    pub kind: ProblemKind,
    /// What was given.
    pub given: String,
    /// What is allowed.
    pub allowed: String,
    /// The nearest valid value, if there is one.
    pub nearest: Option<String>,
    /// The least and the largest allowed number, if a number is out of its range.
    pub range: Option<(f64, f64)>,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The text is not JSON.
    NotJson,
    /// The version is not one this program reads.
    Version,
    /// A field that does not exist.
    UnknownField,
    /// A field that must be there is not.
    Missing,
    /// A value of the wrong type.
    WrongType,
    /// A value outside what is allowed.
    NotAllowed,
    /// Values that are allowed each, but not together.
    Conflict,
    /// How many problems there are beyond those that are listed.
    More,
}

impl Problem {
    /// A problem without a nearest valid value.
    pub fn new(
        path: impl Into<String>,
        kind: ProblemKind,
        given: impl fmt::Display,
        allowed: impl fmt::Display,
    ) -> Self {
        Self {
            path: path.into(),
            kind,
            given: shorten(&given.to_string()),
            allowed: allowed.to_string(),
            nearest: None,
            range: None,
        }
    }

    /// A name that is none of those known.
    pub fn unknown_name<'a>(
        path: impl Into<String>,
        given: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let allowed = known.clone().collect::<Vec<_>>().join(", ");
        let nearest = most_similar(given, known).map(str::to_owned);
        Self { nearest, ..Self::new(path, ProblemKind::NotAllowed, format!("\"{given}\""), allowed) }
    }

    /// The same with a value to offer.
    #[must_use]
    pub fn nearest(mut self, value: impl fmt::Display) -> Self {
        self.nearest = Some(value.to_string());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match self.kind {
            ProblemKind::More => write!(f, "and {} more problems", self.given)?,
            ProblemKind::NotJson => write!(f, "not JSON: {}; {}", self.given, self.allowed)?,
            ProblemKind::UnknownField => write!(f, "unknown field; allowed: {}", self.allowed)?,
            ProblemKind::Missing => write!(f, "missing; allowed: {}", self.allowed)?,
            ProblemKind::Version | ProblemKind::WrongType | ProblemKind::NotAllowed | ProblemKind::Conflict => {
                write!(f, "{} given; allowed: {}", self.given, self.allowed)?;
            }
        }
        match &self.nearest {
            Some(nearest) => write!(f, "; nearest: {nearest}"),
            None => Ok(()),
        }
    }
}

/// Keeps hostile input from filling the screen.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A number with a separator between groups of three digits, as in 10,240 and 0.001.
pub(super) fn grouped(value: f64) -> String {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Of several candidates the one that is fewest edits away, if it is near at all.
pub(super) fn most_similar<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (edits(given, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(3) / 3 + 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance of at most the first 64 characters: a name in a file may be of any length.
fn edits(a: &str, b: &str) -> usize {
    let [a, b] = [a, b].map(|text| text.chars().take(64).collect::<String>());
    strsim::levenshtein(&a, &b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_for_reading() {
        assert_eq!(grouped(10_240.0), "10,240");
        assert_eq!(grouped(128.0), "128");
        assert_eq!(grouped(0.001), "0.001");
        assert_eq!(grouped(-1_234_567.5), "-1,234,567.5");
        assert_eq!(grouped(f64::INFINITY), "inf");
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        assert_eq!(most_similar("nodjs24.x", ["nodejs22.x", "nodejs24.x", "python3.14"]), Some("nodejs24.x"));
        assert_eq!(most_similar("memroy_mb", ["memory_mb", "timeout_s"]), Some("memory_mb"));
        assert_eq!(most_similar("fortran", ["nodejs24.x", "python3.14"]), None);
    }
}
