//! From a trace to the results on the page, one reading a slice: each of them looks at every row.

use crate::worker::protocol::{BillLine, BillTier, BillView, Results};
use lambda_sim::pricing::{Bill, LineItem, PriceBook, Quantity, TierUse, UnknownRegion, duration_by_tier};
use lambda_sim::readings::{Overview, Summary, Timeline, month_bill, usage};
use lambda_sim::scenario::Scenario;
use lambda_sim::trace::Trace;

/// A trace that is being read.
#[derive(Debug)]
pub(super) struct Reading {
    trace: Trace,
    summary: Option<Summary>,
    bill: Option<BillView>,
    timeline: Option<Timeline>,
}

/// A trace with everything that was read from it.
#[derive(Debug)]
pub(super) struct Readings {
    pub trace: Trace,
    pub timeline: Timeline,
    summary: Summary,
    bill: BillView,
    overview: Overview,
}

impl Reading {
    pub(super) const fn of(trace: Trace) -> Self {
        Self { trace, summary: None, bill: None, timeline: None }
    }

    /// The next reading; all of them once the last is done.
    pub(super) fn advance(&mut self, scenario: &Scenario, book: &PriceBook) -> Result<Option<Readings>, UnknownRegion> {
        let trace = &self.trace;
        if self.summary.is_none() {
            self.summary = Some(Summary::of(trace, scenario, scenario.seed, book)?);
        } else if self.bill.is_none() {
            self.bill = Some(bill_view(trace, scenario, book)?);
        } else if self.timeline.is_none() {
            self.timeline = Some(Timeline::of(trace));
        } else if let (Some(summary), Some(bill), Some(timeline)) =
            (self.summary.take(), self.bill.take(), self.timeline.take())
        {
            let overview = timeline.overview(trace);
            let trace = std::mem::take(&mut self.trace);
            return Ok(Some(Readings { trace, timeline, summary, bill, overview }));
        }
        Ok(None)
    }
}

impl Readings {
    /// What the page receives, with the time it took in ms.
    pub(super) fn results(&self, engine_ms: f64, readings_ms: f64) -> Results {
        Results {
            summary: self.summary.clone(),
            bill: self.bill.clone(),
            overview: self.overview.clone(),
            lanes: self.timeline.lane_counts().clone(),
            engine_ms,
            readings_ms,
        }
    }
}

/// The bill of a month like the run, and the run's share of it.
fn bill_view(trace: &Trace, scenario: &Scenario, book: &PriceBook) -> Result<BillView, UnknownRegion> {
    let account = &scenario.account;
    let month = month_bill(trace, scenario, book)?;
    let run = month.share(trace.duration, account.month());
    let month_usage = usage(trace, None).per_month(trace.duration, account.month());
    let tiers = duration_by_tier(&month_usage, book, &account.region, account.free_tier)?;
    Ok(BillView {
        lines: LineItem::ALL
            .into_iter()
            .filter(|item| item.is_usual() || amount(month.line(*item).quantity).0 > 0.0)
            .map(|item| bill_line(item, &month, &run))
            .collect(),
        tiers: tiers.iter().map(bill_tier).collect(),
        prices_as_of: book.as_of.to_string(),
        region_name: book.region(&account.region)?.name.to_string(),
    })
}

fn bill_line(item: LineItem, month: &Bill, run: &Bill) -> BillLine {
    let line = month.line(item);
    let (quantity, unit) = amount(line.quantity);
    BillLine {
        id: item.id().to_owned(),
        quantity,
        unit: unit.to_owned(),
        free: amount(line.free).0,
        month_usd: line.amount.as_f64(),
        run_usd: run.line(item).amount.as_f64(),
    }
}

fn amount(quantity: Quantity) -> (f64, &'static str) {
    match quantity {
        Quantity::Requests(count) => (count as f64, "requests"),
        Quantity::MemoryTime(time) => (time.as_gb_seconds_f64(), "GB-s"),
        Quantity::Data(data) => (data.as_gb_f64(), "GB"),
        Quantity::Operations(count) => (count as f64, "operations"),
        Quantity::Bytes(bytes) => (bytes.as_gb_f64(), "GB"),
        Quantity::Stored(stored) => (stored.as_gb_months_f64(), "GB-months"),
        Quantity::InstanceTime(millis) => (millis as f64 / 3.6e6, "instance-hours"),
        Quantity::PollerTime(millis) => (millis as f64 / 3.6e6, "poller-hours"),
    }
}

fn bill_tier(tier: &TierUse) -> BillTier {
    BillTier {
        architecture: tier.architecture.id().to_owned(),
        tier: tier.tier as u32 + 1,
        gb_seconds: tier.quantity.as_gb_seconds_f64(),
        price_usd: tier.price.as_f64(),
        amount_usd: tier.amount.as_f64(),
    }
}
