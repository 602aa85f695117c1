//! The versions at the cursor: where the alias sends requests, and what each version has served and spoilt until then. It follows
//! the playhead, so that a canary is seen moving while the run plays.

use crate::charts::drawing::PtrEq;
use crate::charts::playhead::{Playhead, use_playhead};
use crate::text::versions as words;
use crate::ui::table::{self, Table};
use lambda_sim::readings::Versions;
use lambda_story::format;
use lambda_story::version;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AtCursorProps {
    /// Where the cursor is.
    pub playhead: PtrEq<Playhead>,
    /// What is known of the versions.
    pub versions: PtrEq<Versions>,
}

/// The table; nothing where no moment is chosen.
#[component]
pub fn AtCursor(props: &AtCursorProps) -> Html {
    let elapsed = use_state_eq(|| None::<Elapsed>);
    {
        let (versions, elapsed) = (props.versions.clone(), elapsed.setter());
        // Called with every frame; renders again only if the place is another.
        use_playhead(&props.playhead, props.versions.clone(), move |at| {
            elapsed.set(at.map(|at| Elapsed::at(&versions, at)));
        });
    }
    elapsed.map_or_else(Html::default, |elapsed| elapsed.table(&props.versions).view())
}

/// How far the run is, in what the versions are known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Elapsed {
    /// Steps that are over.
    steps: usize,
    /// Shifts of the alias that have been.
    shifts: usize,
}

impl Elapsed {
    fn at(versions: &Versions, at_us: f64) -> Self {
        let shifts = versions.shifts.iter().take_while(|(from, ..)| from.0 as f64 <= at_us).count();
        Self { steps: (at_us / versions.step_us.max(1) as f64) as usize, shifts }
    }

    fn table(self, versions: &Versions) -> Table {
        let (from, primary, additional, weight) =
            self.shifts.checked_sub(1).and_then(|last| versions.shifts.get(last)).copied().unwrap_or_default();
        let weight = if primary == additional { 0.0 } else { f64::from(weight) / 1e6 };
        let rows = versions.versions.iter().filter(|counts| counts.invocations > 0).map(|counts| {
            let until = |steps: &[u32]| steps.iter().take(self.steps).map(|count| u64::from(*count)).sum::<u64>();
            let (invocations, errors) = (until(&counts.invocations_over_time), until(&counts.errors_over_time));
            let sent = match counts.version {
                number if number == primary => 1.0 - weight,
                number if number == additional => weight,
                _ => 0.0,
            };
            vec![
                version(counts.version),
                format::share(sent),
                format::count(invocations),
                format::count(errors),
                format::share(errors as f64 / invocations.max(1) as f64),
            ]
        });
        let until_us = (self.steps as u64).saturating_mul(versions.step_us) as f64;
        let alias = words::alias(primary, (primary != additional).then_some(additional), weight);
        Table {
            caption: words::at_cursor(&alias, from.0 as f64, until_us),
            head: table::head(&words::AT_CURSOR_HEAD),
            rows: rows.collect(),
            foot: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::readings::VersionCounts;
    use lambda_sim::trace::FunctionId;
    use lambda_sim::units::Instant;

    #[test]
    fn a_canary_moves_with_the_cursor() {
        let counts = |version, invocations_over_time: Vec<u32>, errors_over_time| VersionCounts {
            version,
            invocations: invocations_over_time.iter().map(|count| u64::from(*count)).sum(),
            errors: 0,
            cold: 0,
            throttles: 0,
            latency_ms: None,
            invocations_over_time,
            errors_over_time,
        };
        let versions = Versions {
            function: FunctionId(0),
            step_us: 1_000_000,
            versions: vec![counts(1, vec![10, 9, 10], vec![0, 0, 1]), counts(2, vec![0, 2, 0], vec![0, 1, 0])],
            shifts: vec![
                (Instant::ZERO, 1, 1, 0),
                (Instant::from_secs(1), 1, 2, 100_000),
                (Instant::from_secs(2), 1, 1, 0),
            ],
        };
        let rows = |at_us: f64| {
            let table = Elapsed::at(&versions, at_us).table(&versions);
            table.rows.iter().map(|row| row.join(" ").replace('\u{a0}', " ")).collect::<Vec<_>>()
        };
        assert_eq!(rows(0.0), ["version 1 100 % 0 0 0 %", "version 2 0 % 0 0 0 %"]);
        assert_eq!(rows(1.5e6), ["version 1 90 % 10 0 0 %", "version 2 10 % 0 0 0 %"]);
        assert_eq!(rows(3e6), ["version 1 100 % 29 1 3.4 %", "version 2 0 % 2 1 50 %"]);
    }
}
