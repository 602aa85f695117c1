//! Words of the strip of figures.

use lambda_story::format;

pub const TITLE: &str = "The run in figures";
pub const REQUESTS: &str = "Requests";
pub const THROTTLED: &str = "Throttled";
pub const COLD: &str = "Cold";
pub const LATENCY: &str = "p50 · p99";
pub const PEAK: &str = "In flight";
pub const NOTHING_RAN: &str = "nothing ran";
pub const MONTH: &str = "A month";

pub fn run(duration_s: f64, seed: u64) -> String {
    format!("{}, seed {seed}", format::seconds(duration_s))
}

pub fn of(part: u64, whole: u64) -> String {
    format!("{} of {}", format::count(part), format::count(whole))
}

/// What the latencies are of, in this unit: calls as their callers saw them, or single invocations.
pub fn latency_of(unit: &str, has_callers: bool) -> String {
    match (unit, has_callers) {
        ("", _) => NOTHING_RAN.to_owned(),
        (_, true) => format!("{unit}, retries included"),
        (_, false) => format!("{unit} an invocation"),
    }
}

/// Two times in ms with a unit in common, so that both fit: `204 · 2,030` and `ms`.
pub fn two_times(a: Option<f64>, b: Option<f64>) -> (String, &'static str) {
    let (Some(a), Some(b)) = (a, b) else { return ("–".to_owned(), "") };
    if b < 10_000.0 {
        return (format!("{} · {}", format::grouped(a.round()), format::grouped(b.round())), "ms");
    }
    let seconds = |ms: f64| format::grouped((ms / 100.0).round() / 10.0);
    (format!("{} · {}", seconds(a), seconds(b)), "s")
}

pub const NONE_REFUSED: &str = "no request refused";

pub fn between(from: &str, to: &str) -> String {
    format!("{from} – {to}")
}

pub fn of_limit(limit: u32, name: &str) -> String {
    format!("peak, {name} {}", format::count(u64::from(limit)))
}

pub const UNLIMITED: &str = "peak, no limit set";
pub const RESERVED: &str = "reserved";
pub const QUOTA: &str = "quota";

pub fn per_million(usd: Option<f64>) -> String {
    match usd {
        Some(usd) => format!("{} per million", format::usd(usd)),
        None => NOTHING_RAN.to_owned(),
    }
}

/// The change since the last run: `▲ 12 %`; `None` if there is nothing to see.
pub fn compared(before: f64, now: f64) -> Option<String> {
    let sign = if now > before { '▲' } else { '▼' };
    if before <= 0.0 {
        return (now > 0.0).then(|| format!("{sign} from 0"));
    }
    let change = (now / before - 1.0).abs();
    // Less than that no figure on the strip would show.
    (change >= 0.000_5).then(|| format!("{sign}\u{a0}{}", format::share(change)))
}

/// What it is compared with.
pub fn compared_with(before: &str) -> String {
    format!("the last run had {before}")
}

/// What a click on a figure does.
pub fn show(name: &str) -> String {
    format!("{name}: show the moments behind it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_times_share_a_unit() {
        assert_eq!(two_times(Some(204.4), Some(2_030.0)), ("204 · 2,030".to_owned(), "ms"));
        assert_eq!(two_times(Some(1_240.0), Some(34_300.0)), ("1.2 · 34.3".to_owned(), "s"));
        assert_eq!(two_times(None, None).0, "–");
    }

    #[test]
    fn a_latency_says_what_it_is_of() {
        assert_eq!(latency_of("ms", true), "ms, retries included");
        assert_eq!(latency_of("s", false), "s an invocation");
        assert_eq!(latency_of("", false), "nothing ran");
    }

    #[test]
    fn changes_are_told_by_sign_and_share() {
        assert_eq!(compared(100.0, 112.0).as_deref(), Some("▲\u{a0}12\u{a0}%"));
        assert_eq!(compared(100.0, 50.0).as_deref(), Some("▼\u{a0}50\u{a0}%"));
        assert_eq!(compared(0.0, 3.0).as_deref(), Some("▲ from 0"));
        assert_eq!(compared(3.0, 0.0).as_deref(), Some("▼\u{a0}100\u{a0}%"));
        assert_eq!(compared(5.0, 5.0), None);
        assert_eq!(compared(0.0, 0.0), None);
    }
}
