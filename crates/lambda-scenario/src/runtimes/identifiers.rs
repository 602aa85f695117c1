//! AWS's runtime identifiers with their dates, deprecated ones included.
//!
//! Retyped from AWS's page "Lambda runtimes" ([`LISTED_FROM`]) as of [`LISTED`]. To refresh it, compare the page's two
//! tables ("Supported runtimes", "Deprecated runtimes") row by row; dates are ISO 8601, "Not scheduled" and "N/A" are
//! `None`. A new identifier without a measurement names its nearest relative's in the last column.

use super::Family;
use crate::architecture::Architecture;

/// The month the list is of.
pub const LISTED: &str = "2026-08";
/// The page it was taken from.
pub const LISTED_FROM: &str = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";

/// A runtime as AWS lists it.
#[derive(Debug, PartialEq, Eq)]
pub struct Runtime {
    /// AWS's identifier.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The system below it.
    pub operating_system: OperatingSystem,
    /// Which package types it may have.
    pub packaging: Packaging,
    /// Which of AWS's two tables it stood in on [`LISTED`].
    pub support: Support,
    /// The (projected) day of deprecation, ISO 8601; `None` = not scheduled.
    pub deprecation: Option<&'static str>,
    /// The day from which functions can no longer be created with it.
    pub block_create: Option<&'static str>,
    /// The day from which functions that use it can no longer be updated.
    pub block_update: Option<&'static str>,
    /// How its code loads; `None` if the function brings its own runtime.
    pub(super) family: Option<Family>,
    /// The measurement behind its defaults: its own identifier, or its nearest relative's; empty where a language decides.
    pub(super) measured: &'static str,
}

impl Runtime {
    /// Whether functions in it can have SnapStart: Java 11, Python 3.12, .NET 8 and what came after (N0).
    #[must_use]
    pub fn supports_snap_start(&self) -> bool {
        let least = match self.family {
            Some(Family::Java) => 11,
            Some(Family::Python) => 12,
            Some(Family::DotNet) => 8,
            _ => return false,
        };
        let number =
            self.id.trim_start_matches("python3.").trim_start_matches(|letter: char| letter.is_ascii_lowercase());
        let number: String = number.chars().take_while(char::is_ascii_digit).collect();
        self.support == Support::Supported && number.parse::<u32>().is_ok_and(|number| number >= least)
    }
}

/// The Amazon Linux below a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatingSystem {
    /// The first Amazon Linux.
    AmazonLinux,
    /// Amazon Linux 2.
    AmazonLinux2,
    /// Amazon Linux 2023.
    AmazonLinux2023,
}

/// Which package types a runtime may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packaging {
    /// A managed runtime for .zip files, with a base image for containers.
    Both,
    /// A base image only.
    ImageOnly,
}

/// Whether AWS supported a runtime on the day of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// Listed as supported; the dates are projections.
    Supported,
    /// Listed as deprecated; existing functions go on running.
    Deprecated,
}

/// Every runtime: the supported ones first, each part in AWS's order.
#[must_use]
pub fn runtimes() -> &'static [Runtime] {
    RUNTIMES
}

impl Runtime {
    /// Whether it is deprecated on a day, given in ISO 8601 (`2027-01-31`).
    #[must_use]
    pub fn is_deprecated_on(&self, day: &str) -> bool {
        self.deprecation.is_some_and(|deprecation| deprecation <= day)
    }

    /// Whether functions can run on it with this architecture. Runtimes on the first Amazon Linux, and those retired
    /// before Lambda had arm64 (2021-09), are x86_64 only.
    #[must_use]
    pub fn supports(&self, architecture: Architecture) -> bool {
        let before_arm64 = self.is_deprecated_on("2021-09-29") || self.operating_system == OperatingSystem::AmazonLinux;
        architecture == Architecture::X8664 || !before_arm64
    }
}

const AL1: OperatingSystem = OperatingSystem::AmazonLinux;
const AL2: OperatingSystem = OperatingSystem::AmazonLinux2;
const AL2023: OperatingSystem = OperatingSystem::AmazonLinux2023;

/// One row; `dates` are deprecation, block of create, block of update.
#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn runtime(
    id: &'static str,
    name: &'static str,
    family: Option<Family>,
    operating_system: OperatingSystem,
    packaging: Packaging,
    support: Support,
    dates: [Option<&'static str>; 3],
    measured: &'static str,
) -> Runtime {
    let [deprecation, block_create, block_update] = dates;
    Runtime {
        id,
        name,
        operating_system,
        packaging,
        support,
        deprecation,
        block_create,
        block_update,
        family,
        measured,
    }
}

#[rustfmt::skip]
static RUNTIMES: &[Runtime] = &[
    runtime("nodejs24.x", "Node.js 24", Some(Family::NodeJs), AL2023, Packaging::Both, Support::Supported, [Some("2028-04-30"), Some("2028-06-01"), Some("2028-07-01")], "nodejs24.x"),
    runtime("nodejs22.x", "Node.js 22", Some(Family::NodeJs), AL2023, Packaging::Both, Support::Supported, [Some("2027-04-30"), Some("2027-06-01"), Some("2027-07-01")], "nodejs22.x"),
    runtime("python3.14", "Python 3.14", Some(Family::Python), AL2023, Packaging::Both, Support::Supported, [Some("2029-06-30"), Some("2029-07-31"), Some("2029-08-31")], "python3.14"),
    runtime("python3.13", "Python 3.13", Some(Family::Python), AL2023, Packaging::Both, Support::Supported, [Some("2029-06-30"), Some("2029-07-31"), Some("2029-08-31")], "python3.13"),
    runtime("python3.12", "Python 3.12", Some(Family::Python), AL2023, Packaging::Both, Support::Supported, [Some("2028-10-31"), Some("2028-11-30"), Some("2029-01-10")], "python3.12"),
    runtime("python3.11", "Python 3.11", Some(Family::Python), AL2, Packaging::Both, Support::Supported, [Some("2027-06-30"), Some("2027-07-31"), Some("2027-08-31")], "python3.11"),
    runtime("python3.10", "Python 3.10", Some(Family::Python), AL2, Packaging::Both, Support::Supported, [Some("2026-10-31"), Some("2027-02-01"), Some("2027-03-03")], "python3.10"),
    runtime("java25", "Java 25", Some(Family::Java), AL2023, Packaging::Both, Support::Supported, [Some("2029-06-30"), Some("2029-07-31"), Some("2029-08-31")], "java25"),
    runtime("java21", "Java 21", Some(Family::Java), AL2023, Packaging::Both, Support::Supported, [Some("2029-06-30"), Some("2029-07-31"), Some("2029-08-31")], "java21"),
    runtime("java17.al2023", "Java 17 (Amazon Linux 2023)", Some(Family::Java), AL2023, Packaging::Both, Support::Supported, [None, None, None], "java17"),
    runtime("java11.al2023", "Java 11 (Amazon Linux 2023)", Some(Family::Java), AL2023, Packaging::Both, Support::Supported, [None, None, None], "java11"),
    runtime("java8.al2023", "Java 8 (Amazon Linux 2023)", Some(Family::Java), AL2023, Packaging::Both, Support::Supported, [None, None, None], "java8.al2"),
    runtime("java17", "Java 17", Some(Family::Java), AL2, Packaging::Both, Support::Supported, [Some("2027-06-30"), Some("2027-07-31"), Some("2027-08-31")], "java17"),
    runtime("java11", "Java 11", Some(Family::Java), AL2, Packaging::Both, Support::Supported, [Some("2027-06-30"), Some("2027-07-31"), Some("2027-08-31")], "java11"),
    runtime("java8.al2", "Java 8", Some(Family::Java), AL2, Packaging::Both, Support::Supported, [Some("2027-06-30"), Some("2027-07-31"), Some("2027-08-31")], "java8.al2"),
    runtime("dotnet10", ".NET 10", Some(Family::DotNet), AL2023, Packaging::Both, Support::Supported, [Some("2028-11-14"), Some("2028-12-14"), Some("2029-01-15")], "dotnet10"),
    runtime("dotnet9", ".NET 9", Some(Family::DotNet), AL2023, Packaging::ImageOnly, Support::Supported, [Some("2026-11-10"), None, None], "dotnet8"),
    runtime("dotnet8", ".NET 8", Some(Family::DotNet), AL2023, Packaging::Both, Support::Supported, [Some("2026-11-10"), Some("2027-02-01"), Some("2027-03-03")], "dotnet8"),
    runtime("ruby4.0", "Ruby 4.0", Some(Family::Ruby), AL2023, Packaging::Both, Support::Supported, [Some("2029-03-31"), Some("2029-04-30"), Some("2029-05-31")], "ruby3.4"),
    runtime("ruby3.4", "Ruby 3.4", Some(Family::Ruby), AL2023, Packaging::Both, Support::Supported, [Some("2028-03-31"), Some("2028-04-30"), Some("2028-05-31")], "ruby3.4"),
    runtime("ruby3.3", "Ruby 3.3", Some(Family::Ruby), AL2023, Packaging::Both, Support::Supported, [Some("2027-03-31"), Some("2027-04-30"), Some("2027-05-31")], "ruby3.3"),
    runtime("provided.al2023", "OS-only runtime (Amazon Linux 2023)", None, AL2023, Packaging::Both, Support::Supported, [Some("2029-06-30"), Some("2029-07-31"), Some("2029-08-31")], ""),
    runtime("provided.al2", "OS-only runtime (Amazon Linux 2)", None, AL2, Packaging::Both, Support::Deprecated, [Some("2026-07-31"), Some("2027-02-01"), Some("2027-03-03")], ""),
    runtime("nodejs20.x", "Node.js 20", Some(Family::NodeJs), AL2023, Packaging::Both, Support::Deprecated, [Some("2026-04-30"), Some("2027-02-01"), Some("2027-03-03")], "nodejs20.x"),
    runtime("ruby3.2", "Ruby 3.2", Some(Family::Ruby), AL2, Packaging::Both, Support::Deprecated, [Some("2026-03-31"), Some("2027-02-01"), Some("2027-03-03")], "ruby3.2"),
    runtime("python3.9", "Python 3.9", Some(Family::Python), AL2, Packaging::Both, Support::Deprecated, [Some("2025-12-15"), Some("2027-02-01"), Some("2027-03-03")], "python3.9"),
    runtime("nodejs18.x", "Node.js 18", Some(Family::NodeJs), AL2, Packaging::Both, Support::Deprecated, [Some("2025-09-01"), Some("2027-02-01"), Some("2027-03-03")], "nodejs18.x"),
    runtime("dotnet6", ".NET 6", Some(Family::DotNet), AL2, Packaging::Both, Support::Deprecated, [Some("2024-12-20"), Some("2027-02-01"), Some("2027-03-03")], "dotnet6"),
    runtime("python3.8", "Python 3.8", Some(Family::Python), AL2, Packaging::Both, Support::Deprecated, [Some("2024-10-14"), Some("2027-02-01"), Some("2027-03-03")], "python3.8"),
    runtime("nodejs16.x", "Node.js 16", Some(Family::NodeJs), AL2, Packaging::Both, Support::Deprecated, [Some("2024-06-12"), Some("2027-02-01"), Some("2027-03-03")], "nodejs16.x"),
    runtime("dotnet7", ".NET 7", Some(Family::DotNet), AL2, Packaging::ImageOnly, Support::Deprecated, [Some("2024-05-14"), None, None], "dotnet6"),
    runtime("java8", "Java 8 (Amazon Linux)", Some(Family::Java), AL1, Packaging::Both, Support::Deprecated, [Some("2024-01-08"), Some("2024-02-08"), Some("2027-03-03")], "java8"),
    runtime("go1.x", "Go 1.x", Some(Family::Native), AL1, Packaging::Both, Support::Deprecated, [Some("2024-01-08"), Some("2024-02-08"), Some("2027-03-03")], "go1.x"),
    runtime("provided", "OS-only runtime (Amazon Linux)", None, AL1, Packaging::Both, Support::Deprecated, [Some("2024-01-08"), Some("2024-02-08"), Some("2027-03-03")], ""),
    runtime("ruby2.7", "Ruby 2.7", Some(Family::Ruby), AL2, Packaging::Both, Support::Deprecated, [Some("2023-12-07"), Some("2024-01-09"), Some("2027-03-03")], "ruby2.7"),
    runtime("nodejs14.x", "Node.js 14", Some(Family::NodeJs), AL2, Packaging::Both, Support::Deprecated, [Some("2023-12-04"), Some("2024-01-09"), Some("2027-03-03")], "nodejs14.x"),
    runtime("python3.7", "Python 3.7", Some(Family::Python), AL1, Packaging::Both, Support::Deprecated, [Some("2023-12-04"), Some("2024-01-09"), Some("2027-03-03")], "python3.7"),
    runtime("dotnetcore3.1", ".NET Core 3.1", Some(Family::DotNet), AL2, Packaging::Both, Support::Deprecated, [Some("2023-04-03"), Some("2023-04-03"), Some("2023-05-03")], "dotnet6"),
    runtime("nodejs12.x", "Node.js 12", Some(Family::NodeJs), AL2, Packaging::Both, Support::Deprecated, [Some("2023-03-31"), Some("2023-03-31"), Some("2023-04-30")], "nodejs14.x"),
    runtime("python3.6", "Python 3.6", Some(Family::Python), AL1, Packaging::Both, Support::Deprecated, [Some("2022-07-18"), Some("2022-07-18"), Some("2022-08-29")], "python3.7"),
    runtime("dotnet5.0", ".NET 5", Some(Family::DotNet), AL2, Packaging::ImageOnly, Support::Deprecated, [Some("2022-05-10"), None, None], "dotnet6"),
    runtime("dotnetcore2.1", ".NET Core 2.1", Some(Family::DotNet), AL1, Packaging::Both, Support::Deprecated, [Some("2022-01-05"), Some("2022-01-05"), Some("2022-04-13")], "dotnet6"),
    runtime("nodejs10.x", "Node.js 10", Some(Family::NodeJs), AL2, Packaging::Both, Support::Deprecated, [Some("2021-07-30"), Some("2021-07-30"), Some("2022-02-14")], "nodejs14.x"),
    runtime("ruby2.5", "Ruby 2.5", Some(Family::Ruby), AL1, Packaging::Both, Support::Deprecated, [Some("2021-07-30"), Some("2021-07-30"), Some("2022-03-31")], "ruby2.7"),
    runtime("python2.7", "Python 2.7", Some(Family::Python), AL1, Packaging::Both, Support::Deprecated, [Some("2021-07-15"), Some("2021-07-15"), Some("2022-05-30")], "python3.7"),
    runtime("nodejs8.10", "Node.js 8.10", Some(Family::NodeJs), AL1, Packaging::Both, Support::Deprecated, [Some("2020-03-06"), Some("2020-02-04"), Some("2020-03-06")], "nodejs14.x"),
    runtime("nodejs4.3", "Node.js 4.3", Some(Family::NodeJs), AL1, Packaging::Both, Support::Deprecated, [Some("2020-03-05"), Some("2020-02-03"), Some("2020-03-05")], "nodejs14.x"),
    runtime("nodejs4.3-edge", "Node.js 4.3 edge", Some(Family::NodeJs), AL1, Packaging::Both, Support::Deprecated, [Some("2020-03-05"), Some("2019-03-31"), Some("2019-04-30")], "nodejs14.x"),
    runtime("nodejs6.10", "Node.js 6.10", Some(Family::NodeJs), AL1, Packaging::Both, Support::Deprecated, [Some("2019-08-12"), Some("2019-07-12"), Some("2019-08-12")], "nodejs14.x"),
    runtime("dotnetcore1.0", ".NET Core 1.0", Some(Family::DotNet), AL1, Packaging::Both, Support::Deprecated, [Some("2019-06-27"), Some("2019-06-30"), Some("2019-07-30")], "dotnet6"),
    runtime("dotnetcore2.0", ".NET Core 2.0", Some(Family::DotNet), AL1, Packaging::Both, Support::Deprecated, [Some("2019-05-30"), Some("2019-04-30"), Some("2019-05-30")], "dotnet6"),
    runtime("nodejs", "Node.js 0.10", Some(Family::NodeJs), AL1, Packaging::Both, Support::Deprecated, [Some("2016-08-30"), Some("2016-09-30"), Some("2016-10-31")], "nodejs14.x"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_and_agree_with_the_table_they_stand_in() {
        for runtime in runtimes() {
            for date in [runtime.deprecation, runtime.block_create, runtime.block_update].into_iter().flatten() {
                let parts: Vec<&str> = date.split('-').collect();
                assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [4, 2, 2], "{date}");
                assert!(parts.iter().all(|part| part.parse::<u16>().is_ok_and(|number| number > 0)), "{date}");
            }
            let deprecated = runtime.support == Support::Deprecated;
            assert_eq!(runtime.is_deprecated_on(&format!("{LISTED}-31")), deprecated, "{}", runtime.id);
        }
    }

    #[test]
    fn old_runtimes_never_ran_on_arm64() {
        let supports_arm64 = |id: &str| Runtime::find(id).expect("listed").supports(Architecture::Arm64);
        assert!(supports_arm64("nodejs12.x") && supports_arm64("python3.8") && supports_arm64("provided.al2"));
        assert!(!supports_arm64("go1.x") && !supports_arm64("python3.7") && !supports_arm64("nodejs10.x"));
    }
}
