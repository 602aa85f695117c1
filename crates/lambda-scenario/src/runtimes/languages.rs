//! What runs on an OS-only runtime (`provided.*`): a scenario's `language` selects the measurement.

use super::Family;

/// A language, or way of building for one, on an OS-only runtime.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its name in a scenario file.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// How its code loads.
    pub family: Family,
    /// The measurement that represents it on Amazon Linux 2.
    pub(super) on_al2: MeasuredBy,
    /// The same on Amazon Linux 2023.
    pub(super) on_al2023: MeasuredBy,
}

/// A measurement, by name, and whether it is of this very language and system or of the nearest relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeasuredBy {
    Itself(&'static str),
    Relative(&'static str),
}

use MeasuredBy::{Itself, Relative};

/// Every language there are figures for. A name without a version means the newest measured.
#[must_use]
pub fn languages() -> &'static [Language] {
    LANGUAGES
}

impl Language {
    /// The language with this name in a scenario file.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|language| language.id == id)
    }

    /// The language with this name, or `custom` where it is left out or unknown.
    pub(super) fn or_custom(id: Option<&str>) -> &'static Self {
        id.and_then(Self::find).unwrap_or(&CUSTOM)
    }
}

/// Nothing is known of a custom runtime: Go, a small compiled program in the middle of what was measured, represents it.
static CUSTOM: Language = native("custom", "Custom runtime", Relative("go (prov.al2)"), Relative("go (prov.al2023)"));

const fn native(id: &'static str, name: &'static str, on_al2: MeasuredBy, on_al2023: MeasuredBy) -> Language {
    Language { id, name, family: Family::Native, on_al2, on_al2023 }
}

const fn javascript(id: &'static str, name: &'static str, on_al2: MeasuredBy, on_al2023: MeasuredBy) -> Language {
    Language { id, name, family: Family::NodeJs, on_al2, on_al2023 }
}

#[rustfmt::skip]
static LANGUAGES: &[Language] = &[
    native("rust", "Rust", Itself("rust (prov.al2)"), Itself("rust (prov.al2023)")),
    native("go", "Go", Itself("go (prov.al2)"), Itself("go (prov.al2023)")),
    native("cpp", "C++", Itself("c++ 11 (prov.al2)"), Itself("c++ 11 (prov.al2023)")),
    native("swift", "Swift", Itself("apple swift 6.2 (prov.al2)"), Relative("apple swift 6.2 (prov.al2)")),
    native("swift5.8", "Swift 5.8", Itself("apple swift 5.8 (prov.al2)"), Relative("apple swift 5.8 (prov.al2)")),
    native("swift6.1", "Swift 6.1", Itself("apple swift 6.1 (prov.al2)"), Relative("apple swift 6.1 (prov.al2)")),
    native("swift6.2", "Swift 6.2", Itself("apple swift 6.2 (prov.al2)"), Relative("apple swift 6.2 (prov.al2)")),
    native("dotnet-aot", ".NET native AOT", Itself("dotnet8 aot (prov.al2)"), Itself("dotnet10 aot (prov.al2023)")),
    native("dotnet7-aot", ".NET 7 native AOT", Itself("dotnet7 aot (prov.al2)"), Relative("dotnet8 aot (prov.al2023)")),
    native("dotnet8-aot", ".NET 8 native AOT", Itself("dotnet8 aot (prov.al2)"), Itself("dotnet8 aot (prov.al2023)")),
    native("dotnet9-aot", ".NET 9 native AOT", Relative("dotnet8 aot (prov.al2)"), Itself("dotnet9 aot (prov.al2023)")),
    native("dotnet10-aot", ".NET 10 native AOT", Relative("dotnet8 aot (prov.al2)"), Itself("dotnet10 aot (prov.al2023)")),
    native("graalvm", "GraalVM native image", Itself("graalvm java17 (prov.al2)"), Itself("graalvm java23 (prov.al2023)")),
    native("graalvm-java17", "GraalVM native image, Java 17", Itself("graalvm java17 (prov.al2)"), Relative("graalvm java21 (prov.al2023)")),
    native("graalvm-java21", "GraalVM native image, Java 21", Relative("graalvm java17 (prov.al2)"), Itself("graalvm java21 (prov.al2023)")),
    native("graalvm-java23", "GraalVM native image, Java 23", Relative("graalvm java17 (prov.al2)"), Itself("graalvm java23 (prov.al2023)")),
    native("quarkus", "Quarkus native image", Itself("quarkus (prov.al2)"), Relative("quarkus (prov.al2)")),
    javascript("bun", "Bun", Itself("bun (prov.al2)"), Relative("bun (prov.al2)")),
    javascript("bun-layer", "Bun as a layer", Itself("bun layer(prov.al2)"), Relative("bun layer(prov.al2)")),
    javascript("llrt", "LLRT", Relative("llrt (prov.al2023)"), Itself("llrt (prov.al2023)")),
    native("shell", "Shell script", Itself("shell (prov.al2)"), Itself("shell (prov.al2023)")),
    native("custom", "Custom runtime", Relative("go (prov.al2)"), Relative("go (prov.al2023)")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_unknown_ones_count_as_custom() {
        for language in languages() {
            assert_eq!(Language::find(language.id), Some(language));
        }
        assert_eq!(Language::find("custom"), Some(&CUSTOM));
        assert_eq!(Language::or_custom(Some("cobol")), &CUSTOM);
        assert_eq!(Language::or_custom(None), &CUSTOM);
    }

    #[test]
    fn only_a_measurement_on_the_same_system_is_its_own() {
        for language in languages() {
            for (stand, system) in [(language.on_al2, "(prov.al2)"), (language.on_al2023, "(prov.al2023)")] {
                let (Itself(name) | Relative(name)) = stand;
                assert!(matches!(stand, Relative(_)) || name.ends_with(system), "{}: {stand:?}", language.id);
            }
        }
    }
}
