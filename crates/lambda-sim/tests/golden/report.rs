//! A run as text that a reader can compare: figures first, one to a line, then rows of every table in words.

use lambda_sim::monitoring::AlarmState;
use lambda_sim::pricing::{LineItem, PriceBook, Quantity};
use lambda_sim::readings::{Counts, LatencyMs, SourceCounts, Summary, month_bill, source_counts};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::{CallId, EnvironmentId, InvocationId, PoolId, SettingKind, SourceId, StartKind, Trace};
use lambda_sim::units::Instant;
use std::fmt::Write;

/// Rows of a table that are told from its beginning; of the others as many are told, evenly spread, as [`LATER`] says.
const FIRST: usize = 20;
const LATER: usize = 5;

pub fn report(scenario: &Scenario, trace: &Trace) -> String {
    let summary = Summary::of(trace, scenario, scenario.seed, &PriceBook::current()).expect("a Region with prices");
    let mut text = format!("{}\ntrace {}\n", scenario.name, summary.trace_hash);
    writeln!(text, "seed {}, {} s counted after {} s", scenario.seed, scenario.duration_s, scenario.warm_up_s).unwrap();
    text.push_str("Times are in ms, for the phases of starts as for the moments since the counted time began.\n");
    counts(&mut text, "All functions", &summary.total);
    if summary.functions.len() > 1 {
        for (name, of) in summary.functions.iter() {
            counts(&mut text, &format!("Function {name}"), of);
        }
    }
    sources(&mut text, trace);
    bill(&mut text, scenario, trace);
    Rows { trace, scenario, text: &mut text }.all();
    text
}

fn heading(text: &mut String, title: &str) {
    write!(text, "\n== {title}\n").unwrap();
}

fn figure(text: &mut String, name: &str, value: impl std::fmt::Display) {
    writeln!(text, "{name:<28} {value}").unwrap();
}

fn maybe(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| format!("{value:.3}"))
}

fn counts(text: &mut String, title: &str, of: &Counts) {
    heading(text, title);
    for (name, count) in [
        ("calls", of.calls),
        ("calls abandoned", of.abandoned),
        ("requests", of.requests),
        ("invocations", of.invocations),
        ("completed", of.completed),
        ("errors", of.errors),
        ("timeouts", of.timeouts),
        ("full cold starts", of.starts.full_cold),
        ("partial cold starts", of.starts.partial_cold),
        ("warm starts", of.starts.warm),
        ("spillover", of.spillover),
        ("throttles", of.throttles),
    ] {
        figure(text, name, count);
    }
    for (reason, count) in of.throttles_by_reason.iter().filter(|(_, count)| **count > 0) {
        figure(text, &format!("  by {}", reason.id()), count);
    }
    latency(text, "latency", &of.latency_ms);
    latency(text, "call latency", &of.call_latency_ms);
    let init = of.init_ms;
    figure(text, "init", format!("p50 {}, p90 {}, p99 {}", maybe(init.p50), maybe(init.p90), maybe(init.p99)));
    figure(text, "in flight", format!("peak {}, mean {:.4}", of.concurrency.peak, of.concurrency.mean));
    let environments = of.environments;
    figure(text, "environments", format!("peak {}, mean {:.4}", environments.peak, environments.mean));
    figure(text, "environments created", environments.created);
    figure(text, "environments live, in s", maybe(environments.lifespan_mean_s));
    figure(text, "sandboxes, mean", format!("{:.4}", environments.sandboxes_mean));
}

fn latency(text: &mut String, name: &str, of: &LatencyMs) {
    let values =
        [("mean", of.mean), ("p50", of.p50), ("p90", of.p90), ("p95", of.p95), ("p99", of.p99), ("max", of.max)];
    let values: Vec<String> = values.map(|(name, value)| format!("{name} {}", maybe(value))).into();
    figure(text, name, values.join(", "));
}

fn sources(text: &mut String, trace: &Trace) {
    for (head, of) in trace.sources.iter().zip(source_counts(trace)) {
        let kind = if head.is_edge { "Calls" } else { "Source" };
        heading(text, &format!("{kind} {}, {}", head.name, head.role.id()));
        let SourceCounts {
            offered,
            succeeded,
            dead_lettered,
            to_destination,
            expired,
            dropped,
            filtered,
            waiting,
            sent_on_success,
            dead_lettered_too,
        } = of;
        figure(text, "offered", offered);
        figure(text, "succeeded", succeeded);
        for (name, count) in [
            ("dead-lettered", dead_lettered),
            ("to a destination", to_destination),
            ("expired", expired),
            ("dropped", dropped),
            ("filtered", filtered),
            ("waiting", waiting),
            ("of those that succeeded, told a destination", sent_on_success),
            ("of those to a destination, dead-lettered too", dead_lettered_too),
        ] {
            if count > 0 {
                figure(text, name, count);
            }
        }
    }
}

fn bill(text: &mut String, scenario: &Scenario, trace: &Trace) {
    heading(text, "Bill of a month that goes on like this");
    let bill = month_bill(trace, scenario, &PriceBook::current()).expect("a Region with prices");
    let amount = |quantity: Quantity| match quantity {
        Quantity::Requests(count) => count.to_string(),
        Quantity::MemoryTime(value) => format!("{:.3} GB-s", value.as_gb_seconds_f64()),
        Quantity::Data(value) => format!("{:.6} GB", value.as_gb_f64()),
        Quantity::Operations(count) => count.to_string(),
        Quantity::Bytes(value) => format!("{:.9} GB", value.as_gb_f64()),
        Quantity::Stored(value) => format!("{:.9} GB-months", value.as_gb_months_f64()),
        Quantity::InstanceTime(millis) | Quantity::PollerTime(millis) => format!("{millis} ms"),
    };
    for item in LineItem::ALL {
        let line = bill.line(item);
        figure(
            text,
            item.id(),
            format!("{}, {} of it free: {}", amount(line.quantity), amount(line.free), line.amount),
        );
    }
    figure(text, "total", bill.total());
}

/// Microseconds as milliseconds, to the last digit.
fn ms(us: impl Into<i128>) -> String {
    let us: i128 = us.into();
    let sign = if us < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", us.abs() / 1_000, us.abs() % 1_000)
}

fn at(instant: Instant) -> String {
    ms(instant.0)
}

struct Rows<'a> {
    trace: &'a Trace,
    scenario: &'a Scenario,
    text: &'a mut String,
}

impl Rows<'_> {
    fn all(mut self) {
        let trace = self.trace;
        self.invocations();
        self.table("Throttles", trace.throttles.len(), |rows, index| {
            let row = trace.throttles.get(index)?;
            let met = format!("{} at {} of {}", row.reason.id(), row.observed, row.limit);
            Some(format!("{} {}: {met}", at(row.at), rows.attempt(row.source, row.call, row.attempt, row.pool)))
        });
        self.table("Rejections", trace.rejections.len(), |rows, index| {
            let row = trace.rejections.get(index)?;
            let who = rows.attempt(row.source, row.call, row.attempt, row.pool);
            Some(format!("{} {who}: {}", at(row.at), row.reason.id()))
        });
        self.table("Answers that were lost", trace.lost_answers.len(), |_, index| {
            let row = trace.lost_answers.get(index)?;
            Some(format!("{} of invocation {}: {}", at(row.at), row.invocation.0, row.reason.id()))
        });
        self.table("Events billed as several", trace.large_events.len(), |_, index| {
            let row = trace.large_events.get(index)?;
            Some(format!("invocation {}: {} more", row.invocation.0, row.more_requests))
        });
        self.table("Responses that were streamed", trace.streams.len(), |_, index| {
            let row = trace.streams.get(index)?;
            let first = ms(row.first_byte_us);
            Some(format!("invocation {}: first byte after {first}, {} kB", row.invocation.0, row.sent))
        });
        self.table("Extensions after the handler", trace.tails.len(), |_, index| {
            let row = trace.tails.get(index)?;
            Some(format!("invocation {}: {}", row.invocation.0, ms(row.after_us)))
        });
        self.table("Retries", trace.retries.len(), |rows, index| {
            let row = trace.retries.get(index)?;
            let who = format!("{} call {}", rows.source(row.source), row.call.0);
            Some(format!("{} {who}: attempt {} is sent at {}", at(row.answered), row.attempt, at(row.next)))
        });
        self.table("Fates", trace.fates.len(), |rows, index| {
            let row = trace.fates.get(index)?;
            let event = format!("{} event {} of {}", rows.source(row.source), row.call.0, at(row.first));
            Some(format!("{} {event}: {} after {} attempts", at(row.at), row.fate.id(), row.attempts))
        });
        self.table("Batches", trace.batches.len(), |_, index| {
            let row = trace.batches.get(index)?;
            Some(format!("invocation {}: {} events, the oldest of {}", row.invocation.0, row.events, at(row.oldest)))
        });
        self.table("Calls inside", trace.links.len(), |_, index| {
            let row = trace.links.get(index)?;
            Some(format!("invocation {} made call {}", row.parent.0, row.call.0))
        });
        self.table("Calls of services", trace.downstream_calls.len(), |_, index| {
            let row = trace.downstream_calls.get(index)?;
            let service = &trace.downstreams[row.downstream.index()].name;
            let times = format!("waited {}, took {}", ms(row.waited_us), ms(row.took_us));
            Some(format!("{} {service} for invocation {}: {times}, {}", at(row.at), row.invocation.0, row.answer.id()))
        });
        self.environments();
        self.settings();
    }

    fn invocations(&mut self) {
        let trace = self.trace;
        self.table("Invocations", trace.invocations.len(), |rows, index| {
            let invocation = trace.invocation(InvocationId(index as u32))?;
            let (row, start) = (invocation.row, invocation.start);
            let who = rows.attempt(row.source, row.call, row.attempt, row.pool);
            let phases = match row.flags.start() {
                StartKind::Warm => "warm".to_owned(),
                kind => format!(
                    "{} (download {}, start {}, init {}, init again {})",
                    kind.id(),
                    ms(start.download_us),
                    ms(start.start_us),
                    ms(start.init_us),
                    ms(start.suppressed_init_us)
                ),
            };
            let on = match (row.flags.is_provisioned(), row.flags.is_spillover()) {
                (true, _) => " provisioned",
                (_, true) => " spilt over",
                _ => "",
            };
            let environment = rows.environment(row.environment);
            let end = format!("handler {}, {}", ms(row.handler.0), row.flags.outcome().id());
            let met = format!("met {} of {}", row.function_in_flight, row.account_in_flight);
            let used = row.memory_used_mb;
            Some(format!("{} {who}: {environment}{on} {phases}, {end}; {met} in flight, {used} MB", at(row.arrival)))
        });
    }

    fn environments(&mut self) {
        let trace = self.trace;
        self.table("Environments", trace.environments.len(), |rows, index| {
            let row = trace.environments.get(index)?;
            let kind = if row.provisioned == 1 { "provisioned" } else { "on demand" };
            Some(format!("{} {}: {kind} number {}", at(row.created), rows.pool(row.pool), row.ordinal))
        });
        self.table("Tenants", trace.tenants.len(), |rows, index| {
            let row = trace.tenants.get(index)?;
            Some(format!("{} is of tenant {}", rows.environment(row.environment), row.tenant))
        });
        self.table("Transitions", trace.transitions.len(), |rows, index| {
            let row = trace.transitions.get(index)?;
            Some(format!("{} {}: {}", at(row.at), rows.environment(row.environment), row.state.id()))
        });
        self.table("Inits of provisioned environments", trace.provisioned_inits.len(), |rows, index| {
            let row = trace.provisioned_inits.get(index)?;
            Some(format!("{} {}: took {}", at(row.at), rows.environment(row.environment), ms(row.init_us)))
        });
    }

    fn settings(&mut self) {
        let trace = self.trace;
        self.table("Settings", trace.settings.len(), |_, index| {
            let row = trace.settings.get(index)?;
            let of = match row.kind {
                SettingKind::ConcurrencyLimit | SettingKind::UnreservedPool => "account",
                _ => &trace.functions[row.function.index()].name,
            };
            let value = if row.value == u32::MAX { "none".to_owned() } else { row.value.to_string() };
            Some(format!("{} {of}: {} {value}", at(row.at), row.kind.id()))
        });
        self.table("Shifts of aliases", trace.shifts.len(), |rows, index| {
            let row = trace.shifts.get(index)?;
            let share = f64::from(row.weight_ppm) / 1e6;
            Some(format!("{} {}, and {share} to {}", at(row.at), rows.pool(row.primary), rows.pool(row.additional)))
        });
        self.table("States of alarms", trace.alarms.len(), |rows, index| {
            let row = trace.alarms.get(index)?;
            let states = [AlarmState::Ok, AlarmState::Alarm, AlarmState::InsufficientData];
            let state = states.into_iter().find(|state| *state as u8 == row.state)?;
            Some(format!("{} {}: {state:?}", at(row.at), rows.scenario.alarms[usize::from(row.alarm)].name))
        });
    }

    /// The first rows of a table and some later ones, if it has any.
    fn table(&mut self, title: &str, len: usize, words: impl Fn(&Self, usize) -> Option<String>) {
        if len == 0 {
            return;
        }
        heading(self.text, &format!("{title}: {len}"));
        let rest = len.saturating_sub(FIRST);
        let later = (1..=LATER).map(|step| FIRST + rest * step / LATER).filter(|end| *end > FIRST).map(|end| end - 1);
        let mut told: Vec<usize> = (0..len.min(FIRST)).chain(later).collect();
        told.dedup();
        for index in told {
            let line = words(self, index).expect("a row");
            writeln!(self.text, "#{index} {line}").unwrap();
        }
    }

    fn source(&self, id: SourceId) -> &str {
        &self.trace.sources[id.index()].name
    }

    fn pool(&self, id: PoolId) -> String {
        let pool = &self.trace.pools[id.index()];
        let name = &self.trace.functions[pool.function.index()].name;
        let version = if pool.version == 0 { String::new() } else { format!(":{}", pool.version) };
        format!("{name}{version} ({} MB)", pool.memory.0)
    }

    fn environment(&self, id: EnvironmentId) -> String {
        format!("environment {}", id.0)
    }

    fn attempt(&self, source: SourceId, call: CallId, attempt: u16, pool: PoolId) -> String {
        format!("{} call {} attempt {attempt} to {}", self.source(source), call.0, self.pool(pool))
    }
}
