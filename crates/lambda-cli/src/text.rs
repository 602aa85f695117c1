//! A run for people: one screen of plain text.

use lambda_sim::readings::{Counts, LatencyMs, Summary};
use lambda_story::RunStory;
use std::fmt::Write as _;

/// A run as lines of text: its headline, its figures, its findings.
#[must_use]
pub fn run(summary: &Summary, story: &RunStory) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} · {} s · seed {}\n", summary.name, summary.duration_s, summary.seed);
    let _ = writeln!(out, "{}\n{}\n", plain(&story.headline.fact), plain(&story.headline.next));
    counts(&mut out, &summary.total, "");
    if summary.functions.len() > 1 {
        for (name, function) in summary.functions.iter() {
            let _ = writeln!(out, "\n{name}");
            counts(&mut out, function, "  ");
        }
    }
    let cost = &summary.cost_usd;
    let _ = writeln!(out, "\ncost, USD        run {:.6} · month {:.2}", cost.total, cost.month);
    if let Some(per_million) = cost.per_million {
        let _ = writeln!(out, "  a million      {per_million:.4} invocations");
    }
    for (item, usd) in cost.lines.iter().filter(|(_, usd)| *usd > 0.0) {
        let _ = writeln!(out, "  {:<32} {usd:.6}", item.label());
    }
    findings(&mut out, story);
    let _ = writeln!(out, "\ntrace {}", summary.trace_hash);
    out
}

fn findings(out: &mut String, story: &RunStory) {
    for (number, told) in story.findings.iter().enumerate() {
        let _ = writeln!(out, "\n{}. {}: {}", number + 1, told.text.sort, plain(&told.text.title));
        let _ = writeln!(out, "   {}", plain(&told.text.more));
        if let Some(change) = &told.suggestion {
            let _ = writeln!(out, "   Try: {}", plain(change));
        }
    }
}

/// A terminal needs no no-break spaces.
pub fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn counts(out: &mut String, counts: &Counts, indent: &str) {
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
    let _ = writeln!(
        out,
        "{indent}requests         {} · invocations {} · completed {} · errors {} · timeouts {}",
        counts.requests, counts.invocations, counts.completed, counts.errors, counts.timeouts
    );
    let reasons: Vec<String> = counts
        .throttles_by_reason
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(reason, count)| format!("{} {count}", reason.id()))
        .collect();
    let _ = writeln!(
        out,
        "{indent}throttles        {} ({:.2} %) {}",
        counts.throttles,
        share(counts.throttles, counts.requests),
        reasons.join(" · ")
    );
    let starts = &counts.starts;
    let _ = writeln!(
        out,
        "{indent}starts           full cold {} · partial cold {} · warm {} ({:.2} % cold)",
        starts.full_cold,
        starts.partial_cold,
        starts.warm,
        share(starts.full_cold + starts.partial_cold, counts.invocations)
    );
    latency(out, indent, "latency, ms     ", &counts.latency_ms);
    latency(out, indent, "per call, ms    ", &counts.call_latency_ms);
    let _ = writeln!(
        out,
        "{indent}concurrency      peak {} · mean {:.2}",
        counts.concurrency.peak, counts.concurrency.mean
    );
    let _ = writeln!(
        out,
        "{indent}environments     peak {} · mean {:.2} · created {}",
        counts.environments.peak, counts.environments.mean, counts.environments.created
    );
}

fn latency(out: &mut String, indent: &str, name: &str, latency: &LatencyMs) {
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| format!("{value:.1}"));
    let _ = writeln!(
        out,
        "{indent}{name} mean {} · p50 {} · p90 {} · p95 {} · p99 {} · max {}",
        number(latency.mean),
        number(latency.p50),
        number(latency.p90),
        number(latency.p95),
        number(latency.p99),
        number(latency.max)
    );
}
