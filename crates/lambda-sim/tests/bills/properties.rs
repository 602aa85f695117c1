//! What holds for every usage, in every Region.

use crate::REGION;
use lambda_sim::architecture::Architecture::X8664;
use lambda_sim::pricing::{
    Bill, DurationTier, FreeTierSplit, LineItem, MONTH, PerArchitecture, PriceBook, PriceItem, Quantity, Usage, Usd,
    bill, duration_by_tier, provisioned_stretch,
};
use lambda_sim::units::{Instant, MbMillis, Micros};
use proptest::prelude::*;

/// Small, within the free tier, and far into the last tier: 20 · 10⁹ GB-seconds are 2 · 10¹⁶ MB·ms.
fn memory_time() -> impl Strategy<Value = MbMillis> {
    prop_oneof![
        1 => Just(0),
        2 => 0..2_000_000_u128,
        2 => 0..1_000_000_000_000_u128,
        2 => 0..40_000_000_000_000_000_u128,
    ]
    .prop_map(MbMillis)
}

fn split() -> impl Strategy<Value = FreeTierSplit<MbMillis>> {
    (memory_time(), memory_time()).prop_map(|(eligible, excluded)| FreeTierSplit { eligible, excluded })
}

fn pair<T: std::fmt::Debug>(
    one: impl Strategy<Value = T>,
    other: impl Strategy<Value = T>,
) -> impl Strategy<Value = PerArchitecture<T>> {
    (one, other).prop_map(|(x86_64, arm64)| PerArchitecture { x86_64, arm64 })
}

prop_compose! {
    fn usages()(
        requests in (0..3_000_000_u64, 0..10_000_000_000_u64),
        duration in pair(split(), split()),
        init in pair(split(), split()),
        provisioned in pair(memory_time(), memory_time()),
        provisioned_duration in pair(memory_time(), memory_time()),
        ephemeral_storage in memory_time(),
    ) -> Usage {
        let requests = FreeTierSplit { eligible: requests.0, excluded: requests.1 };
        Usage { requests, duration, init, provisioned, provisioned_duration, ephemeral_storage, ..Usage::default() }
    }
}

fn regions() -> impl Strategy<Value = String> {
    let ids: Vec<_> = PriceBook::current().regions().iter().map(|region| region.id.to_string()).collect();
    proptest::sample::select(ids)
}

fn amount_of(quantity: Quantity) -> u128 {
    match quantity {
        Quantity::Requests(count) => u128::from(count),
        Quantity::MemoryTime(value) => value.0,
        Quantity::Data(value) => value.0,
        Quantity::Operations(count) => u128::from(count),
        Quantity::Bytes(value) => value.0,
        Quantity::Stored(value) => value.0,
        Quantity::InstanceTime(millis) | Quantity::PollerTime(millis) => millis,
    }
}

fn sum_of_lines(bill: &Bill) -> u128 {
    bill.lines().iter().map(|(_, line)| line.amount.0).sum()
}

/// Each quantity is rounded once for each architecture and tier; two bills against one differ by at most this.
const ROUNDINGS: u128 = 32;

proptest! {
    #[test]
    fn a_bill_equals_its_lines_and_its_tiers(usage in usages(), region in regions(), free_tier: bool) {
        let book = PriceBook::current();
        let bill = bill(&usage, &book, &region, free_tier).unwrap();
        prop_assert_eq!(bill.total().0, sum_of_lines(&bill));
        for (item, line) in bill.lines() {
            prop_assert!(amount_of(line.free) <= amount_of(line.quantity), "{}", item);
        }
        let tiers = duration_by_tier(&usage, &book, &region, free_tier).unwrap();
        let amount: Usd = tiers.iter().map(|tier| tier.amount).sum();
        prop_assert_eq!(amount, bill.line(LineItem::Duration).amount + bill.line(LineItem::Init).amount);
        let billed: MbMillis = tiers.iter().map(|tier| tier.quantity).sum();
        let free = amount_of(bill.line(LineItem::Duration).free) + amount_of(bill.line(LineItem::Init).free);
        prop_assert_eq!(billed.0 + free, usage.on_demand().0);
        prop_assert!(free <= book.free_tier.duration.0);
    }

    #[test]
    fn using_more_never_costs_less(usage in usages(), more in usages(), region in regions(), free_tier: bool) {
        let book = PriceBook::current();
        let total = |usage: &Usage| bill(usage, &book, &region, free_tier).unwrap().total();
        prop_assert!(total(&(usage.clone() + more)) >= total(&usage));
    }

    /// Tiers only get cheaper, so without a free tier of its own a second account never saves.
    #[test]
    fn two_accounts_never_cost_less_than_one(usage in usages(), other in usages(), region in regions()) {
        let book = PriceBook::current();
        let total = |usage: &Usage| bill(usage, &book, &region, false).unwrap().total().0;
        prop_assert!(total(&usage) + total(&other) + ROUNDINGS >= total(&(usage + other)));
    }

    #[test]
    fn the_free_tier_saves_at_most_its_worth(usage in usages(), region in regions()) {
        let book = PriceBook::current();
        let total = |free_tier| bill(&usage, &book, &region, free_tier).unwrap().total();
        let prices = book.region(&region).unwrap();
        let dearest = prices.price(PriceItem::Duration(X8664, DurationTier::First));
        let worth = prices.price(PriceItem::Request).times(1_000_000) + dearest.times(400_000);
        prop_assert!(total(true) <= total(false));
        prop_assert!(total(false).0 <= (total(true) + worth).0 + ROUNDINGS);
    }

    #[test]
    fn what_the_free_tier_excludes_never_costs_less(usage in usages(), region in regions()) {
        let book = PriceBook::current();
        let excluded = |split: FreeTierSplit<MbMillis>| FreeTierSplit { eligible: MbMillis(0), excluded: split.total() };
        let all_excluded = Usage {
            requests: FreeTierSplit { eligible: 0, excluded: usage.requests.total() },
            duration: PerArchitecture::from_fn(|architecture| excluded(usage.duration[architecture])),
            init: PerArchitecture::from_fn(|architecture| excluded(usage.init[architecture])),
            ..usage.clone()
        };
        let total = |usage, free_tier| bill(usage, &book, &region, free_tier).unwrap().total();
        prop_assert!(total(&all_excluded, true) >= total(&usage, true));
        prop_assert_eq!(total(&all_excluded, true), total(&usage, false));
    }

    #[test]
    fn shares_of_a_month_sum_up(usage in usages(), region in regions(), run in 1..MONTH.0) {
        let month = bill(&usage, &PriceBook::current(), &region, true).unwrap();
        prop_assert_eq!(month.share(MONTH, MONTH), month);
        let (share, rest) = (month.share(Micros(run), MONTH), month.share(Micros(MONTH.0 - run), MONTH));
        prop_assert_eq!(share.total().0, sum_of_lines(&share));
        for (item, line) in month.lines() {
            let parts = (share.line(item).amount + rest.line(item).amount).0;
            prop_assert!(parts.abs_diff(line.amount.0) <= 1, "{}", item);
        }
    }

    /// The run's share says again what the run used, though it went through the month and back.
    #[test]
    fn a_share_has_the_runs_own_quantities(usage in usages(), run in 1_000_000..MONTH.0) {
        let run = Micros(run);
        let share = bill(&usage.per_month(run, MONTH), &PriceBook::current(), REGION, false).unwrap().share(run, MONTH);
        prop_assert_eq!(share.line(LineItem::EphemeralStorage).quantity, Quantity::MemoryTime(usage.ephemeral_storage));
        let requests = amount_of(share.line(LineItem::Requests).quantity);
        prop_assert!(requests.abs_diff(u128::from(usage.requests.total())) <= 1);
    }

    #[test]
    fn a_stretch_is_billed_to_the_run_or_in_five_minutes(
        start in -1_000..2_000_i64, length in 0..2_000_i64, run in 1..1_000_i64,
    ) {
        let at = Instant::from_secs;
        let billed = provisioned_stretch(at(start), Some(at(start + length)), at(run)).0;
        let inside = (start + length).min(run).saturating_sub(start.max(0)).max(0) as u64 * 1_000_000;
        prop_assert!(billed >= inside && billed < inside + 300_000_000);
        prop_assert!(billed == inside || billed.is_multiple_of(300_000_000));
        prop_assert!(provisioned_stretch(at(start), None, at(run)).0 <= run as u64 * 1_000_000);
    }
}
