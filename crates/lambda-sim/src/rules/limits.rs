//! Quotas (rules Q1–Q19).

use super::{D, Modelled, NotModelled, Partly, Rule, rule};

const PAGE: &str = "DG gettingstarted-limits";

pub(super) static LIMITS: &[Rule] = &[
    rule(
        "Q1",
        D,
        PAGE,
        "An account runs at most 1,000 invocations at once in a Region, and can ask for tens of thousands.",
        Partly(
            &["w5_provisioned_without_reserved_spills_into_the_pool", "a_limit_that_is_raised_ends_the_throttles"],
            "the smaller limit of a new account, since nobody says how small: a scenario sets it",
        ),
    ),
    rule(
        "Q2",
        D,
        PAGE,
        "100 of it can neither be reserved nor provisioned.",
        Partly(
            &[
                "w8_the_notes_two_hundred_and_eight_hundred",
                "q2_c4_provisioned_concurrency_fits_into_the_reservation_or_leaves_a_hundred",
                "q2_changes_over_time_leave_a_hundred_as_well",
                "q2_autoscaling_that_asks_for_more_than_there_is_gets_nothing",
            ],
            "what is changed by hand mid-run, since whoever tries something is to see it",
        ),
    ),
    rule(
        "Q3",
        D,
        PAGE,
        "Each unit of concurrency lets in ten requests a second: of the account, of a function's reservation, of a qualifier's provisioning; asynchronous events have no such quota.",
        Modelled(&[
            "w3_short_functions_meet_the_request_rate_before_the_concurrency",
            "q3_a_functions_own_rate_follows_its_reserved_concurrency",
            "w9_short_functions_spill_over_by_rate",
            "the_request_rate_that_was_left_out_follows_a_changed_limit",
            "q3_asynchronous_events_spend_no_rate_quota",
        ]),
    ),
    rule(
        "Q4",
        D,
        PAGE,
        "A function gains at most 1,000 environments, or 10,000 requests a second, every 10 s.",
        Modelled(&[
            "c10_the_scaling_rate_is_a_bucket_that_refills_continuously",
            "q4_a_functions_request_rate_grows_by_a_thousand_a_second",
            "q4_the_growth_does_not_follow_the_scaling_rate",
        ]),
    ),
    rule(
        "Q5",
        D,
        PAGE,
        "Memory is set in steps of 1 MB from 128 (the default) to 10,240 MB.",
        Partly(
            &[
                "q5_q6_q7_q11_every_quota_is_a_bound_and_has_its_default",
                "whole_numbers_may_be_written_with_a_fraction_of_zero",
            ],
            "the 3,008 MB of a new account, since a scenario sets its memory itself",
        ),
    ),
    rule(
        "Q6",
        D,
        PAGE,
        "The timeout lies between 1 and 900 s; unset it is 3 s.",
        Modelled(&[
            "q5_q6_q7_q11_every_quota_is_a_bound_and_has_its_default",
            "l12_the_timeout_does_not_cover_a_good_init",
        ]),
    ),
    rule(
        "Q7",
        D,
        PAGE,
        "`/tmp` holds 512 MB, or up to 10,240 MB for money.",
        Partly(
            &[
                "q5_q6_q7_q11_every_quota_is_a_bound_and_has_its_default",
                "ephemeral_storage_above_512_mb_is_billed_with_the_duration",
            ],
            "running full, since no code runs that writes; only its price is",
        ),
    ),
    rule(
        "Q8",
        D,
        PAGE,
        "A synchronous request and its response hold 6 MB each.",
        Partly(
            &[
                "a_payload_too_large_never_runs",
                "a_response_too_large_fails_after_it_ran",
                "q8_a_response_that_is_not_streamed_has_six_megabytes",
            ],
            "calls between functions, since they carry too little to matter (sizes_are_drawn_once)",
        ),
    ),
    rule(
        "Q9",
        D,
        PAGE,
        "An asynchronous event holds 1 MB; until October 2025 it was 256 KB.",
        Modelled(&["a_payload_too_large_never_runs"]),
    ),
    rule(
        "Q10",
        D,
        PAGE,
        "A streamed response ends at 200 MB; after 6 MB it flows at 2 MB/s.",
        Modelled(&["q10_two_hundred_megabytes_take_97_seconds"]),
    ),
    rule(
        "Q11",
        D,
        PAGE,
        "A zip file unpacks to at most 250 MB with its layers, an image to 10 GB.",
        Partly(
            &["q5_q6_q7_q11_every_quota_is_a_bound_and_has_its_default", "a_larger_package_never_starts_faster"],
            "the 50 MB of a direct upload, since nothing is uploaded",
        ),
    ),
    rule(
        "Q12",
        D,
        PAGE,
        "A function has at most five layers.",
        NotModelled("not modelled because a layer is only its size, a part of the package's (I2)"),
    ),
    rule(
        "Q13",
        D,
        PAGE,
        "All environment variables together take 4 KB.",
        NotModelled("not modelled because variables change neither time nor cost"),
    ),
    rule(
        "Q14",
        D,
        PAGE,
        "An environment has 1,024 file descriptors and as many processes and threads.",
        NotModelled("not modelled because no code runs that could open or start any"),
    ),
    rule(
        "Q15",
        D,
        PAGE,
        "An environment's network carries 625 Mbit/s; on request it grows with memory to 3,000.",
        NotModelled("not modelled because there is no network model: waiting is a given time"),
    ),
    rule(
        "Q16",
        D,
        PAGE,
        "Init may take 10 s on demand, and at least 130 s where it runs ahead of requests.",
        Modelled(&[
            "l5_init_past_ten_seconds_runs_again_inside_the_invocation",
            "q16_init_ahead_of_requests_has_130_seconds_or_the_timeout",
            "n0_the_init_at_publishing_takes_its_time_and_is_billed_once",
        ]),
    ),
    rule(
        "Q17",
        D,
        PAGE,
        "A Region stores 300 GB of unzipped code.",
        NotModelled("not modelled because storing code is not part of a run"),
    ),
    rule(
        "Q18",
        D,
        PAGE,
        "Durable executions are bounded in operations, data, number at once and starts a second.",
        Modelled(&[
            "q18_three_hundred_starts_a_second_and_so_many_at_once",
            "q18_an_execution_fails_beyond_its_operations_and_its_data",
        ]),
    ),
    rule(
        "Q19",
        D,
        PAGE,
        "The control plane takes 15 calls a second.",
        NotModelled("not modelled because a scenario's changes come at set times, not by API calls"),
    ),
];
