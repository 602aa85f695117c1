//! The words of the fleet: every environment at one moment.

use super::timeline;
use lambda_sim::readings::{BarKind, EnvironmentState, Moment};
use lambda_story::format;

pub const TABLE: &str = "Table";
pub const PROVISIONED: &str = "provisioned";
pub const ON_DEMAND: &str = "on demand";
pub const TABLE_HEAD: [&str; 8] =
    ["Environments", "Download", "Start", "Init", "Handler", "Idle", "Sandbox only", "Gone or not yet there"];
pub const NO_MOMENT: &str = "No moment is chosen.";

/// What is counted together: the columns of the table after the first.
pub const COLUMNS: [fn(EnvironmentState) -> bool; 7] = [
    |state| state == EnvironmentState::Does(BarKind::Download),
    |state| state == EnvironmentState::Does(BarKind::Start),
    |state| matches!(state, EnvironmentState::Does(BarKind::Init | BarKind::SuppressedInit | BarKind::Restore)),
    |state| {
        matches!(state, EnvironmentState::Does(BarKind::Handler | BarKind::FailedHandler | BarKind::TimedOutHandler))
    },
    |state| state == EnvironmentState::Does(BarKind::Initialised),
    |state| state == EnvironmentState::Does(BarKind::Sandbox),
    |state| matches!(state, EnvironmentState::Gone | EnvironmentState::NotYet),
];

const NAMES: [&str; 6] = ["downloading", "starting", "in init", "in the handler", "idle", "sandbox only"];

/// The fleet in a sentence.
pub fn caption(moment: &Moment) -> String {
    let counts = COLUMNS.map(|is_meant| {
        let states = (0..EnvironmentState::COUNT as u8).filter_map(EnvironmentState::from_number);
        states.filter(|state| is_meant(*state)).map(|state| moment.count(state)).sum::<u32>()
    });
    let there: u32 = counts[..6].iter().sum();
    let at = format::moment_us(moment.at.0 as f64);
    let parts = counts.iter().zip(NAMES).filter(|(count, _)| **count > 0);
    let parts: Vec<String> =
        parts.map(|(count, name)| format!("{} {name}", format::count(u64::from(*count)))).collect();
    match (there, parts.as_slice()) {
        (0, _) => format!("At {at} there is no environment."),
        (1, [part, ..]) => format!("At {at} there is 1 environment: {part}."),
        _ => format!("At {at} there are {} environments: {}.", format::count(u64::from(there)), parts.join(", ")),
    }
}

/// Whose boxes are grouped, and how many of them are busy.
pub fn group(name: &str, version: Option<(u16, u32)>, provisioned: bool) -> String {
    let mut text = match version {
        Some((epoch, version)) => timeline::version_of(name, epoch, version),
        None => name.to_owned(),
    };
    text.push_str(" · ");
    text.push_str(if provisioned { PROVISIONED } else { ON_DEMAND });
    text
}

/// What the environment of a box does.
pub const fn state(state: EnvironmentState) -> &'static str {
    match state {
        EnvironmentState::Does(kind) => timeline::bar(kind),
        EnvironmentState::Gone => "gone",
        EnvironmentState::NotYet => "not yet there",
    }
}

/// More boxes than are drawn.
pub fn more(drawn: u32, all: u32) -> String {
    format!(
        "The first {} of {} places are drawn; the numbers are of all.",
        format::count(u64::from(drawn)),
        format::count(u64::from(all))
    )
}

/// What the picture says to those who do not see it.
pub fn label(caption: &str) -> String {
    format!("{caption} Arrow keys go from box to box.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::units::Instant;

    #[test]
    fn the_fleet_is_told_in_a_sentence() {
        let mut counts = vec![0; EnvironmentState::COUNT];
        let mut moment = Moment { at: Instant::from_secs(31), counts: counts.clone(), ..Moment::default() };
        let told = |moment: &Moment| caption(moment).replace('\u{a0}', " ");
        assert_eq!(told(&moment), "At 31.00 s there is no environment.");
        for (kind, count) in
            [(BarKind::Init, 2), (BarKind::Handler, 20), (BarKind::FailedHandler, 2), (BarKind::Initialised, 3)]
        {
            counts[usize::from(EnvironmentState::Does(kind).number())] = count;
        }
        counts[usize::from(EnvironmentState::NotYet.number())] = 9;
        moment.counts = counts;
        assert_eq!(told(&moment), "At 31.00 s there are 27 environments: 2 in init, 22 in the handler, 3 idle.");
    }

    #[test]
    fn every_state_stands_in_one_column() {
        for state in (0..EnvironmentState::COUNT as u8).filter_map(EnvironmentState::from_number) {
            assert_eq!(COLUMNS.iter().filter(|is_meant| is_meant(state)).count(), 1, "{state:?}");
        }
    }
}
