//! Bills: worked examples to the 10⁻¹² USD and to the cent, and (in `properties`) what holds for every usage.
//!
//! P1–P3, P7–P11 are the examples of the rule book; P1–P3 are AWS's own, from the Lambda pricing page. Those about
//! services not billed yet (P6) come with them.

mod properties;

use lambda_sim::architecture::Architecture::{self, Arm64, X8664};
use lambda_sim::pricing::{
    BilledMillis, BillingMode, DurationTier, FreeTierSplit, Invocations, LineItem, MONTH, MONTH_730_H, PerArchitecture,
    Price, PriceBook, PriceItem, Quantity, TierUse, Usage, Usd, bill, duration_by_tier, provisioned_stretch,
};
use lambda_sim::units::{Instant, MbMillis, MegaBytes, Micros};

const REGION: &str = "us-east-1";
const INCLUDED_STORAGE: MegaBytes = MegaBytes(512);

/// Invocations of `handler_ms` each, with an init of `init_ms` for `cold` of them.
fn calls(mode: BillingMode, memory: u32, count: u64, handler_ms: u64, cold: u64, init_ms: u64) -> Usage {
    let of = |init_ms| BilledMillis::of(Micros::from_millis(init_ms), Micros::from_millis(handler_ms));
    let millis = BilledMillis { handler: count * of(0).handler, init: cold * of(init_ms).init };
    let mut usage = Usage::default();
    usage.add_invocations(&Invocations {
        architecture: X8664,
        memory: MegaBytes(memory),
        ephemeral_storage: INCLUDED_STORAGE,
        mode,
        count,
        millis,
    });
    usage
}

fn provisioned(memory: u32, environments: u32, billed: Micros) -> Usage {
    let mut usage = Usage::default();
    usage.add_provisioned(X8664, MegaBytes(memory), environments, billed);
    usage
}

fn on_demand_gb_seconds(architecture: Architecture, gb_seconds: u128) -> Usage {
    let mut usage = Usage::default();
    usage.duration[architecture].eligible = MbMillis::from_gb_seconds(gb_seconds);
    usage
}

struct Example {
    name: &'static str,
    month: Usage,
    free_tier: bool,
    /// Lines that are not zero, in 10⁻¹² USD and in cents.
    lines: &'static [(LineItem, u128, u128)],
    /// In 10⁻¹² USD, in cents, and as printed.
    total: (u128, u128, &'static str),
}

fn examples() -> Vec<Example> {
    use BillingMode::{OnDemand, Provisioned};
    use LineItem::{Duration, Init, ProvisionedDuration, Requests};
    vec![
        Example {
            name: "P1: 3 M requests of 120 ms at 1,536 MB, free tier",
            month: calls(OnDemand, 1_536, 3_000_000, 120, 0, 0),
            free_tier: true,
            lines: &[(Requests, 400_000_000_000, 40), (Duration, 2_333_338_000_000, 233)],
            total: (2_733_338_000_000, 273, "$2.73"),
        },
        Example {
            name: "P2: 7.44 M requests of 2 s at 1,024 MB, no free tier",
            month: calls(OnDemand, 1_024, 7_440_000, 2_000, 0, 0),
            free_tier: false,
            lines: &[(Requests, 1_488_000_000_000, 149), (Duration, 248_000_496_000_000, 24_800)],
            total: (249_488_496_000_000, 24_949, "$249.49"),
        },
        Example {
            name: "P3: P1, of which 500,000 of 100 ms on 100 provisioned for 8 h",
            month: calls(OnDemand, 1_536, 2_500_000, 120, 0, 0)
                + calls(Provisioned, 1_536, 500_000, 100, 0, 0)
                + provisioned(1_536, 100, Micros::from_secs(8 * 3_600)),
            free_tier: true,
            lines: &[
                (Requests, 400_000_000_000, 40),
                (Duration, 833_335_000_000, 83),
                (LineItem::Provisioned, 18_000_144_000_000, 1_800),
                (ProvisionedDuration, 729_165_000_000, 73),
            ],
            total: (19_962_644_000_000, 1_996, "$19.96"),
        },
        Example {
            name: "P7: 20 billion GB-seconds through all three tiers",
            month: on_demand_gb_seconds(X8664, 20_000_000_000),
            free_tier: false,
            lines: &[(Duration, 301_667_200_000_000_000, 30_166_720)],
            total: (301_667_200_000_000_000, 30_166_720, "$301,667.20"),
        },
        Example {
            name: "P8: busy 60 % of the month on demand …",
            month: on_demand_gb_seconds(X8664, 1_555_200),
            free_tier: false,
            lines: &[(Duration, 25_920_051_840_000, 2_592)],
            total: (25_920_051_840_000, 2_592, "$25.92"),
        },
        Example {
            name: "P8: … costs what it does provisioned",
            month: Usage {
                provisioned_duration: PerArchitecture {
                    x86_64: MbMillis::from_gb_seconds(1_555_200),
                    arm64: MbMillis(0),
                },
                ..provisioned(1_024, 1, MONTH)
            },
            free_tier: false,
            lines: &[
                (LineItem::Provisioned, 10_800_086_400_000, 1_080),
                (ProvisionedDuration, 15_119_965_440_000, 1_512),
            ],
            total: (25_920_051_840_000, 2_592, "$25.92"),
        },
        Example {
            name: "P9: five units always on, 512 MB",
            month: provisioned(512, 5, MONTH),
            free_tier: true,
            lines: &[(LineItem::Provisioned, 27_000_216_000_000, 2_700)],
            total: (27_000_216_000_000, 2_700, "$27.00"),
        },
        Example {
            name: "P9: five units always on, 1,024 MB",
            month: provisioned(1_024, 5, MONTH),
            free_tier: true,
            lines: &[(LineItem::Provisioned, 54_000_432_000_000, 5_400)],
            total: (54_000_432_000_000, 5_400, "$54.00"),
        },
        Example {
            name: "P9: the notes' 34 $ are for about 645 MB in 30 days",
            month: provisioned(645, 5, MONTH),
            free_tier: true,
            lines: &[(LineItem::Provisioned, 34_013_943_984_375, 3_401)],
            total: (34_013_943_984_375, 3_401, "$34.01"),
        },
        Example {
            name: "P9: or about 636 MB in 730 hours",
            month: provisioned(636, 5, MONTH_730_H),
            free_tier: true,
            lines: &[(LineItem::Provisioned, 34_005_154_851_563, 3_401)],
            total: (34_005_154_851_563, 3_401, "$34.01"),
        },
        Example {
            name: "P10: x86_64 …",
            month: on_demand_gb_seconds(X8664, 1_000_000),
            free_tier: false,
            lines: &[(Duration, 16_666_700_000_000, 1_667)],
            total: (16_666_700_000_000, 1_667, "$16.67"),
        },
        Example {
            name: "P10: … against arm64",
            month: on_demand_gb_seconds(Arm64, 1_000_000),
            free_tier: false,
            lines: &[(Duration, 13_333_400_000_000, 1_333)],
            total: (13_333_400_000_000, 1_333, "$13.33"),
        },
        Example {
            name: "P11: init billed, 1 M invocations of 100 ms at 512 MB, 1 % cold with 500 ms",
            month: Usage { requests: FreeTierSplit::default(), ..calls(OnDemand, 512, 1_000_000, 100, 10_000, 500) },
            free_tier: false,
            lines: &[(Duration, 833_335_000_000, 83), (Init, 41_666_750_000, 4)],
            total: (875_001_750_000, 88, "$0.875"),
        },
        Example {
            name: "P11: before August 2025",
            month: Usage { requests: FreeTierSplit::default(), ..calls(OnDemand, 512, 1_000_000, 100, 10_000, 0) },
            free_tier: false,
            lines: &[(Duration, 833_335_000_000, 83)],
            total: (833_335_000_000, 83, "$0.833"),
        },
    ]
}

#[test]
fn worked_examples_come_out_exactly() {
    let book = PriceBook::current();
    for Example { name, month, free_tier, lines, total } in examples() {
        let bill = bill(&month, &book, REGION, free_tier).unwrap();
        for (item, line) in bill.lines() {
            let expected = lines.iter().find(|(named, ..)| *named == item).map_or((0, 0), |line| (line.1, line.2));
            assert_eq!((line.amount.0, line.amount.to_cents()), expected, "{name}, {item}");
        }
        let sum = bill.total();
        assert_eq!((sum.0, sum.to_cents(), sum.to_string().as_str()), total, "{name}");
    }
}

#[test]
fn p7_fills_the_tiers_in_order() {
    let month = on_demand_gb_seconds(X8664, 20_000_000_000);
    let tiers = duration_by_tier(&month, &PriceBook::current(), REGION, false).unwrap();
    let tier = |tier, gb_seconds, price, usd: u64| TierUse {
        architecture: X8664,
        tier,
        quantity: MbMillis::from_gb_seconds(gb_seconds),
        price: Price(price),
        amount: Usd::from_cents(usd),
    };
    assert_eq!(
        tiers,
        [
            tier(DurationTier::First, 6_000_000_000, 16_666_700, 10_000_020),
            tier(DurationTier::Next, 9_000_000_000, 15_000_000, 13_500_000),
            tier(DurationTier::Over, 5_000_000_000, 13_333_400, 6_666_700),
        ]
    );
}

#[test]
fn p8_breaks_even_at_sixty_percent() {
    let book = PriceBook::current();
    assert_eq!(book.region(REGION).unwrap().provisioned_break_even(X8664), Some(0.6));
}

/// Outside us-east-1 the prices differ: where provisioned duration is dear, nothing is saved however busy it is.
#[test]
fn in_some_regions_provisioned_concurrency_never_pays() {
    let book = PriceBook::current();
    let share = |region| book.region(region).unwrap().provisioned_break_even(X8664);
    assert_eq!(share("ap-northeast-1"), None);
    assert_eq!(share("eu-central-1"), None);
    assert_eq!(share("eu-west-1").map(|share| (share * 1_000.0).round()), Some(797.0));
    assert_eq!(book.regions().iter().filter(|region| region.provisioned_break_even(X8664).is_none()).count(), 10);
}

#[test]
fn p10_arm64_is_a_fifth_cheaper() {
    let book = PriceBook::current();
    let total = |architecture| {
        let month = on_demand_gb_seconds(architecture, 1_000_000);
        bill(&month, &book, REGION, false).unwrap().total().as_f64()
    };
    assert_eq!(format!("{:.1} %", 100.0 * (1.0 - total(Arm64) / total(X8664))), "20.0 %");
}

#[test]
fn the_free_tier_forgives_x86_64_first_and_both_together_once() {
    let month = on_demand_gb_seconds(X8664, 300_000) + on_demand_gb_seconds(Arm64, 300_000);
    let book = PriceBook::current();
    let bill = bill(&month, &book, REGION, true).unwrap();
    assert_eq!(bill.line(LineItem::Duration).free, Quantity::MemoryTime(MbMillis::from_gb_seconds(400_000)));
    assert_eq!(bill.total(), Price(13_333_400).times(200_000));
    let tiers = duration_by_tier(&month, &book, REGION, true).unwrap();
    assert_eq!(tiers.len(), 1);
    assert_eq!((tiers[0].architecture, tiers[0].quantity), (Arm64, MbMillis::from_gb_seconds(200_000)));
}

#[test]
fn init_is_free_while_the_free_tier_covers_it() {
    let month = calls(BillingMode::OnDemand, 512, 1_000_000, 100, 10_000, 500);
    let bill = bill(&month, &PriceBook::current(), REGION, true).unwrap();
    assert_eq!(bill.total(), Usd::ZERO);
    assert_eq!(bill.line(LineItem::Init).quantity, bill.line(LineItem::Init).free);
    assert_eq!(bill.line(LineItem::Init).free, Quantity::MemoryTime(MbMillis::from_gb_seconds(2_500)));
}

#[test]
fn ephemeral_storage_above_512_mb_is_billed_with_the_duration() {
    let mut month = Usage::default();
    month.add_invocations(&Invocations {
        architecture: Arm64,
        memory: MegaBytes(1_024),
        ephemeral_storage: MegaBytes(512 + 1_024),
        mode: BillingMode::OnDemand,
        count: 1_000,
        millis: BilledMillis { handler: 1_000_000_000, init: 0 },
    });
    let bill = bill(&month, &PriceBook::current(), REGION, false).unwrap();
    assert_eq!(bill.line(LineItem::EphemeralStorage).amount, Price(30_900).times(1_000_000));
}

/// From a run to its bill, as the readings do it: five minutes with ten environments provisioned throughout.
#[test]
fn a_run_costs_its_share_of_the_month() {
    let run = Micros::from_secs(300);
    let billed = provisioned_stretch(Instant::ZERO, None, Instant::ZERO + run);
    let usage = calls(BillingMode::Provisioned, 1_024, 30_000, 50, 0, 0) + provisioned(1_024, 10, billed);
    let month = bill(&usage.per_month(run, MONTH), &PriceBook::current(), REGION, true).unwrap();
    assert_eq!(
        month.line(LineItem::Provisioned).quantity,
        Quantity::MemoryTime(MbMillis::from_gb_seconds(10 * 2_592_000))
    );
    assert_eq!(month.line(LineItem::Requests).quantity, Quantity::Requests(30_000 * 8_640));

    let share = month.share(run, MONTH);
    assert_eq!(share.line(LineItem::Provisioned).amount, Price(4_166_700).times(10 * 300));
    assert_eq!(share.line(LineItem::ProvisionedDuration).amount, Price(9_722_200).times(1_500));
    assert_eq!(share.line(LineItem::Requests).amount, Price(200_000).times(30_000));
    assert_eq!(share.line(LineItem::Requests).quantity, Quantity::Requests(30_000));
    assert_eq!(share.per_million(30_000), Some(share.total().scaled(100, 3)));
    assert_eq!(share.per_million(0), None);
}

#[test]
fn a_price_of_the_readers_own_is_the_one_billed() {
    let mut book = PriceBook::current();
    book.set_price(REGION, PriceItem::Request, "0.5".parse().unwrap()).unwrap();
    let month = calls(BillingMode::OnDemand, 128, 3, 0, 0, 0);
    assert_eq!(bill(&month, &book, REGION, false).unwrap().total(), Usd::from_cents(150));
}

#[test]
fn an_unknown_region_is_an_error_not_a_price() {
    let book = PriceBook::current();
    let error = bill(&Usage::default(), &book, "us-east-9", false).unwrap_err();
    assert_eq!(error.given, "us-east-9");
    assert_eq!(error.known.len(), book.regions().len());
    assert!(duration_by_tier(&Usage::default(), &book, "", false).is_err());
}

#[test]
fn p4_snapstart_pays_for_keeping_and_for_restoring() {
    use lambda_sim::pricing::Data;
    // 31 days of a version of 1,024 MB, and 1 % of 7.44 M requests restored.
    let month = Usage {
        snapstart_cache: MbMillis::from_gb_seconds(2_678_400),
        snapstart_restored: Data::from_gb(74_400),
        ..calls(BillingMode::OnDemand, 1_024, 7_440_000, 2_000, 0, 0)
    };
    let bill = bill(&month, &PriceBook::current(), "us-east-1", false).expect("a known Region");
    assert_eq!(bill.line(LineItem::SnapStartCache).amount.to_string(), "$4.03");
    assert_eq!(bill.line(LineItem::SnapStartRestore).amount.to_string(), "$10.40");
    assert_eq!(bill.total().to_string(), "$263.92");
}

#[test]
fn streaming_has_its_own_free_tier_and_tenants_have_none() {
    use lambda_sim::pricing::Data;
    let month = Usage {
        streamed: Data::from_gb(1_100),
        tenant_environments: PerArchitecture { x86_64: Data::from_gb(6_000), arm64: Data::from_gb(3_000) },
        ..Usage::default()
    };
    let bill = |free_tier| bill(&month, &PriceBook::current(), "us-east-1", free_tier).expect("a known Region");
    assert_eq!(bill(true).line(LineItem::Streaming).amount.to_string(), "$8.00");
    assert_eq!(bill(true).line(LineItem::Streaming).free, Quantity::Data(Data::from_gb(100)));
    assert_eq!(bill(false).line(LineItem::Streaming).amount.to_string(), "$8.80");
    // 6,000 × 0.000166667 + 3,000 × 0.000133333.
    assert_eq!(bill(true).line(LineItem::TenantEnvironments).amount.to_string(), "$1.40");
    assert_eq!(bill(true).line(LineItem::TenantEnvironments).quantity, Quantity::Data(Data::from_gb(9_000)));
}

#[test]
fn p5_a_million_durable_executions_cost_what_aws_says() {
    use lambda_sim::pricing::{Bytes, DurableUsage};
    // 32 s of work at 1 GB on arm64 in two invocations; a start, two steps, a wait of 7 days; 8 + 3 × 32 KB written and kept
    // for those 7 days and 14 more.
    let written = Bytes(1_000_000 * (8 + 3 * 32) * 1_000);
    let mut month = on_demand_gb_seconds(Arm64, 32_000_000);
    month.requests.eligible = 2_000_000;
    month.durable = DurableUsage { operations: 4_000_000, written, stored: written.kept(21 * 86_400_000) };
    let bill = bill(&month, &PriceBook::current(), REGION, true).expect("a known Region");
    let lines = [
        (bill.line(LineItem::Duration), 42_134),
        (bill.line(LineItem::Requests), 20),
        (bill.line(LineItem::DurableOperations), 3_200),
        (bill.line(LineItem::DurableWritten), 2_600),
        (bill.line(LineItem::DurableStored), 1_092),
    ];
    for (line, cents) in lines {
        assert_eq!(line.amount.to_cents(), cents);
    }
    assert_eq!(bill.total().to_string(), "$490.46");
}

#[test]
fn n1_instances_cost_ec2s_price_and_fifteen_per_cent_more() {
    use lambda_sim::pricing::InstanceType;
    let mut month = Usage::default();
    month.instances[InstanceType::M7gXlarge as usize] = 1_000 * 3_600_000;
    let bill = bill(&month, &PriceBook::current(), REGION, true).expect("a known Region");
    assert_eq!(bill.line(LineItem::Instances).amount.to_string(), "$163.20");
    assert_eq!(bill.line(LineItem::InstanceFee).amount.to_string(), "$24.48");
    assert_eq!(bill.total().to_string(), "$187.68");
}
