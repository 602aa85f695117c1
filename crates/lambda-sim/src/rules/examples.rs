//! The rule book's worked examples (W1–W16) and its bills (P1–P11), each with its test.

use super::Fidelity::{self, Modelled, NotModelled};

/// A worked example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its name; `P` before a number is a bill, not a rule.
    pub id: &'static str,
    /// What is given, and what follows.
    pub says: &'static str,
    /// Whether it comes out, and which tests show it.
    pub fidelity: Fidelity,
}

const fn example(id: &'static str, says: &'static str, fidelity: Fidelity) -> Example {
    Example { id, says, fidelity }
}

const BILLS: Fidelity = Modelled(&["worked_examples_come_out_exactly"]);

/// All of them.
pub static EXAMPLES: &[Example] = &[
    example(
        "W1",
        "100/s of 1 s, 100/s of 0.5 s and 200/s of 0.25 s: 100, 50 and 50 at once",
        Modelled(&["w1_w2_concurrency_is_rate_times_duration"]),
    ),
    example("W2", "5,000/s of 200 ms: 1,000 at once", Modelled(&["w1_w2_concurrency_is_rate_times_duration"])),
    example(
        "W3",
        "20,000/s of 50 ms with a limit of 1,000: 10,000/s pass, a limit of 2,000 is needed",
        Modelled(&["w3_short_functions_meet_the_request_rate_before_the_concurrency"]),
    ),
    example(
        "W4",
        "Two functions with 400 reserved of 1,000: the others share 200",
        Modelled(&["w4_reserved_is_a_guarantee_and_a_cap"]),
    ),
    example(
        "W5",
        "400 provisioned of 1,000, none reserved: 600 for all, spillover beyond 400",
        Modelled(&["w5_provisioned_without_reserved_spills_into_the_pool"]),
    ),
    example(
        "W6",
        "200 provisioned, 400 reserved: warm to 200, cold to 400, throttled above",
        Modelled(&["w6_reserved_and_provisioned_together"]),
    ),
    example(
        "W7",
        "600 reserved and 200 provisioned elsewhere: 800 are claimed, 900 with 100 in flight",
        Modelled(&["w7_claimed_concurrency_decides_what_is_left"]),
    ),
    example(
        "W8",
        "200 reserved of 1,000: 800 for the others, 700 of which could be reserved",
        Modelled(&["w8_the_notes_two_hundred_and_eight_hundred"]),
    ),
    example(
        "W9",
        "10 provisioned, 5 ms at 150/s: spillover beyond 100/s though 0.75 are in flight",
        Modelled(&["w9_short_functions_spill_over_by_rate"]),
    ),
    example(
        "W10",
        "A peak of 200 at once: 220 provisioned are suggested",
        Modelled(&["w10_suggested_provisioned_is_a_tenth_above_the_peak"]),
    ),
    example(
        "W11",
        "AWS's ten requests: six environments made, four reused",
        Modelled(&["w11_ten_requests_over_six_environments"]),
    ),
    example(
        "W12",
        "10,000 at once with a limit of 10,000: 1,000 served today, 3,000 by the old rule",
        Modelled(&[
            "w12_today_a_thousand_of_ten_thousand_at_once_are_served",
            "w12_the_scaling_rule_before_and_after_november_2023",
        ]),
    ),
    example(
        "W13",
        "30,000/s of 20 ms: 600 at once, yet a limit of 3,000 is needed",
        Modelled(&["w13_thirty_thousand_a_second_needs_a_quota_of_three_thousand"]),
    ),
    example(
        "W14",
        "100 provisioned at 0.9 of a target of 0.7: 129 after three such minutes; scaling in below 0.63",
        Modelled(&["w14_of_the_rule_book", "w14_target_tracking_scales_out_after_three_minutes_above_its_target"]),
    ),
    example(
        "W15",
        "133.61 + 80.00, 3,016.78 + 84.00 and 3,004.92 + 111.23 ms: billed 214, 3,101 and 3,117 ms",
        Modelled(&["w15_is_billed_as_reported"]),
    ),
    example(
        "W16",
        "Three of three with missing points: OK, ALARM, or by the setting",
        Modelled(&["w16_of_the_rule_book"]),
    ),
    example("P1", "3 M requests of 120 ms at 1,536 MB with the free tier: 2.73 USD", BILLS),
    example("P2", "7.44 M requests of 2 s at 1,024 MB without it: 249.49 USD", BILLS),
    example("P3", "P1 with 100 provisioned for 8 h and 500,000 requests on them: 19.96 USD", BILLS),
    example(
        "P4",
        "P2 with SnapStart for Python and 1 % restores: 263.92 USD",
        Modelled(&["p4_snapstart_pays_for_keeping_and_for_restoring"]),
    ),
    example(
        "P5",
        "1 M durable executions on arm64: 490.46 USD",
        Modelled(&[
            "p5_a_million_durable_executions_cost_what_aws_says",
            "n5_operations_and_data_are_counted_as_the_worked_example_does",
        ]),
    ),
    example(
        "P6",
        "Kafka's provisioned pollers, 800 hours of a unit: 1,153.34 USD",
        NotModelled("not modelled because there is no Kafka (K7)"),
    ),
    example(
        "P7",
        "20 billion GB-seconds through all tiers: 301,667.20 USD",
        Modelled(&["worked_examples_come_out_exactly", "p7_fills_the_tiers_in_order"]),
    ),
    example(
        "P8",
        "Provisioned concurrency breaks even at 60 % utilisation",
        Modelled(&["worked_examples_come_out_exactly", "p8_breaks_even_at_sixty_percent"]),
    ),
    example("P9", "Five units always on: 54 USD for each GB, 34 USD at about 645 MB", BILLS),
    example(
        "P10",
        "arm64 against x86_64, same work and time: 20.0 % cheaper",
        Modelled(&["worked_examples_come_out_exactly", "p10_arm64_is_a_fifth_cheaper"]),
    ),
    example("P11", "1 % of 1 M invocations with an init of 500 ms at 512 MB: 5 % more than when init was free", BILLS),
];
