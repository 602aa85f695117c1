//! Who gets in, and what refuses the others (rules C1–C16).

use super::{A, D, DA, DM, Modelled, Partly, Rule, rule};

pub(super) static CONCURRENCY: &[Rule] = &[
    rule(
        "C1",
        D,
        "DG lambda-concurrency",
        "Mean concurrency is arrivals a second times the seconds that each keeps its environment busy, init included.",
        Modelled(&[
            "w1_w2_concurrency_is_rate_times_duration",
            "littles_law_holds_exactly_in_a_run_that_begins_and_ends_empty",
        ]),
    ),
    rule(
        "C2",
        D,
        "DG lambda-concurrency",
        "What nobody has reserved or provisioned is one pool for all functions without a reservation.",
        Modelled(&[
            "w4_reserved_is_a_guarantee_and_a_cap",
            "w5_provisioned_without_reserved_spills_into_the_pool",
            "w8_the_notes_two_hundred_and_eight_hundred",
        ]),
    ),
    rule(
        "C3",
        D,
        "DG configuration-concurrency",
        "A reservation guarantees and caps a function, costs nothing and warms nothing; zero switches the function off.",
        Partly(
            &[
                "w4_reserved_is_a_guarantee_and_a_cap",
                "c3_reserved_zero_is_a_kill_switch",
                "c3_reserved_zero_always_says_so",
                "maximum_concurrency_holds_back_instead_of_being_throttled",
            ],
            "AWS's advice on reservations beside queues, which is no rule of the engine",
        ),
    ),
    rule(
        "C4",
        D,
        "DG provisioned-concurrency",
        "Provisioned concurrency belongs to a version or alias, within the reservation or the pool less 100; other qualifiers get none of it.",
        Partly(
            &[
                "w6_reserved_and_provisioned_together",
                "q2_c4_provisioned_concurrency_fits_into_the_reservation_or_leaves_a_hundred",
                "a_function_with_provisioned_concurrency_gets_no_free_tier",
            ],
            "more than one provisioned qualifier, since a scenario's function has the one alias `live`",
        ),
    ),
    rule(
        "C5",
        D,
        "DG lambda-concurrency",
        "With both, requests run warm up to the one, cold up to the other, and are refused beyond; if both are equal `$LATEST` gets nothing.",
        Modelled(&[
            "w6_reserved_and_provisioned_together",
            "reserved_holds_for_both_kinds_when_an_allocation_completes",
        ]),
    ),
    rule(
        "C6",
        DA,
        "DG provisioned-concurrency; the preparation: nobody",
        "An allocation prepares for one to two minutes, makes up to 6,000 environments a minute, serves only when complete, and bills every init.",
        Modelled(&[
            "c6_allocation_takes_its_preparation_and_comes_all_at_once",
            "c6_an_allocation_begins_at_time_zero_also_after_a_warm_up",
            "an_older_request_for_provisioned_concurrency_allocates_nothing",
            "provisioned_environments_are_warm_do_not_expire_and_are_replaced_at_their_age",
        ]),
    ),
    rule(
        "C7",
        D,
        "DG provisioned-concurrency",
        "A provisioned environment that was reset runs init again for its next request.",
        Modelled(&[
            "a_reset_provisioned_environment_runs_init_again_and_still_counts_as_warm",
            "an_initialised_provisioned_environment_serves_before_one_that_was_reset",
        ]),
    ),
    rule(
        "C8",
        D,
        "DG lambda-concurrency",
        "Requests spill over when all provisioned environments are busy, or come faster than ten a second for each.",
        Modelled(&["w9_short_functions_spill_over_by_rate", "spillover_says_how_many_were_busy"]),
    ),
    rule(
        "C9",
        DA,
        "DG gettingstarted-limits, lambda-concurrency; the bucket: nobody",
        "Ten requests a second for each unit of the account's concurrency, over all functions; it binds below 100 ms, and not for asynchronous events.",
        Modelled(&[
            "w3_short_functions_meet_the_request_rate_before_the_concurrency",
            "w13_thirty_thousand_a_second_needs_a_quota_of_three_thousand",
            "a_second_of_worth_passes_at_once_and_then_the_rate",
            "q3_asynchronous_events_spend_no_rate_quota",
        ]),
    ),
    rule(
        "C10",
        DA,
        "DG scaling-behavior",
        "Each function may create 1,000 environments at once and then 100 a second; reusing one is free.",
        Modelled(&[
            "c10_the_scaling_rate_is_a_bucket_that_refills_continuously",
            "w12_today_a_thousand_of_ten_thousand_at_once_are_served",
            "nothing_accrues_above_the_capacity",
        ]),
    ),
    rule(
        "C11",
        DA,
        "API Invoke; the reason of the scaling rate: nobody",
        "A refusal is HTTP 429 `TooManyRequestsException` with the limit that was met as its reason.",
        Partly(
            &[
                "a_refusal_names_the_limit_and_what_held_it",
                "the_nearest_throttle_tells_its_limit_and_what_follows",
                "q3_a_functions_own_rate_follows_its_reserved_concurrency",
            ],
            "`retryAfterSeconds` and SnapStart's reason, since nobody says when they come",
        ),
    ),
    rule(
        "C12",
        D,
        "DG monitoring-metrics-types",
        "A refused request is no invocation, no error and costs nothing; it counts as a throttle.",
        Modelled(&[
            "a_refused_request_is_a_throttle_and_neither_invocation_nor_error",
            "a_storm_of_retries_costs_requests_not_invocations",
        ]),
    ),
    rule(
        "C13",
        D,
        "DG monitoring-concurrency",
        "Claimed concurrency, what is set aside and what runs beside it, decides how much is left.",
        Modelled(&[
            "w7_claimed_concurrency_decides_what_is_left",
            "claimed_is_what_is_allocated_and_what_is_in_flight_without",
        ]),
    ),
    rule(
        "C14",
        DM,
        "DG provisioned-concurrency; Application Auto Scaling target-tracking-scaling-policy-overview; points of scaling in: reported 2020; its step: nobody",
        "Target tracking raises provisioned concurrency in proportion after three minutes above its target, lowers it slowly, and leaves it alone without data; schedules move its bounds at once.",
        Partly(
            &[
                "w14_target_tracking_scales_out_after_three_minutes_above_its_target",
                "target_tracking_scales_in_by_a_tenth_at_a_time",
                "without_traffic_provisioned_concurrency_stays",
                "a_schedule_moves_the_bounds_at_once",
                "q2_autoscaling_that_asks_for_more_than_there_is_gets_nothing",
                "three_points_in_a_row_are_needed",
                "cooldowns_hold_back_and_scaling_out_cuts_that_of_scaling_in_short",
                "of_several_policies_the_largest_wins_and_all_must_agree_on_less",
            ],
            "more than one policy for a function and cooldowns, since Lambda's are 0 s (the library has both); schedules by cron, since a run's come at set times",
        ),
    ),
    rule(
        "C15",
        A,
        "nobody",
        "A request passes the rate quotas, then a free provisioned environment, the reservation or pool, and last the scaling rate.",
        Modelled(&[
            "a_refusal_for_concurrency_has_spent_its_rate_token",
            "c3_reserved_zero_always_says_so",
            "the_laws_hold",
        ]),
    ),
    rule(
        "C16",
        D,
        "history: until November 2023",
        "Formerly an account burst to 500, 1,000 or 3,000 by Region, and then grew by 500 a minute.",
        Modelled(&[
            "w12_the_scaling_rule_before_and_after_november_2023",
            "c16_the_burst_is_the_accounts_and_grows_by_five_hundred_a_minute",
        ]),
    ),
];
