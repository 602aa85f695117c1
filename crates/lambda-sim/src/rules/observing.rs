//! What is billed and what can be seen (rules M1–M9, O1–O6).

use super::{A, D, DA, DM, Modelled, Partly, Rule, rule};

pub(super) static MONEY: &[Rule] = &[
    rule(
        "M1",
        DM,
        "PR; rounding of the sum: measured on an image, 2022",
        "Init and handler together are rounded up to a millisecond and billed by memory; before August 2025 a zip file's init was free.",
        Modelled(&[
            "init_and_handler_are_rounded_up_once_together",
            "w15_is_billed_as_reported",
            "a_duration_is_billed_by_the_millisecond_begun",
            "worked_examples_come_out_exactly",
            "m1_before_august_2025_the_init_of_a_zip_file_was_free_on_a_managed_runtime",
        ]),
    ),
    rule(
        "M2",
        DA,
        "PR, DG lambda-runtime-environment",
        "Downloading the code and starting the environment are not billed.",
        Modelled(&[
            "l13_a_wrong_handler_fails_in_init_every_time_and_is_billed",
            "the_points_add_up_to_the_summary_for_every_function",
        ]),
    ),
    rule(
        "M3",
        D,
        "PR",
        "Errors and timeouts cost like success, throttles nothing.",
        Modelled(&[
            "l13_a_wrong_handler_fails_in_init_every_time_and_is_billed",
            "a_storm_of_retries_costs_requests_not_invocations",
        ]),
    ),
    rule(
        "M4",
        D,
        "PR, DG provisioned-concurrency",
        "Provisioned concurrency costs its memory over time in steps of five minutes, its invocations a lower price, and while it is on its function gets no free tier.",
        Modelled(&[
            "only_a_stretch_that_ends_inside_the_run_is_rounded_up",
            "each_mode_fills_its_own_fields",
            "provisioned_all_run_is_provisioned_all_month",
            "a_function_with_provisioned_concurrency_gets_no_free_tier",
            "what_the_free_tier_excludes_never_costs_less",
            "provisioned_concurrency_is_billed_in_the_versions_that_have_it",
        ]),
    ),
    rule(
        "M5",
        D,
        "PR",
        "Tiers fill up by account, Region, architecture and month.",
        Partly(
            &["p7_fills_the_tiers_in_order", "two_accounts_never_cost_less_than_one"],
            "consolidated billing of several accounts, since a scenario is one account",
        ),
    ),
    rule(
        "M6",
        D,
        "PR",
        "A month's first million requests and 400,000 GB-seconds, of both architectures together, are free, and 100 GB of streaming.",
        Modelled(&[
            "the_free_tier_forgives_x86_64_first_and_both_together_once",
            "init_is_free_while_the_free_tier_covers_it",
            "the_free_tier_saves_at_most_its_worth",
            "streaming_has_its_own_free_tier_and_tenants_have_none",
        ]),
    ),
    rule(
        "M7",
        D,
        "PR, DG runtimes-extensions-api",
        "Extensions are billed until the last is done after the handler.",
        Modelled(&[
            "l15_the_response_leaves_and_the_environment_waits_for_the_last_extension",
            "m7_the_metric_tells_what_came_after_the_handler",
        ]),
    ),
    rule(
        "M8",
        A,
        "nobody; AWS's calculator takes 730 h",
        "A month is 30 days, or 730 hours where a reader prefers.",
        Modelled(&[
            "a_month_is_scaled_and_rounded_half_up",
            "worked_examples_come_out_exactly",
            "m8_a_month_has_thirty_days_or_730_hours",
        ]),
    ),
    rule(
        "M9",
        D,
        "DG monitoring-metrics-types",
        "Every invocation is a billed request, retries included; throttled and filtered events are none.",
        Partly(
            &[
                "what_was_admitted_runs_to_its_end_is_billed_and_counted",
                "a_storm_of_retries_costs_requests_not_invocations",
                "shares_of_a_month_sum_up",
            ],
            "the neighbours' own bills, since a run does not count their use (how often an idle mapping polls SQS nobody says)",
        ),
    ),
];

pub(super) static OBSERVING: &[Rule] = &[
    rule(
        "O1",
        D,
        "DG monitoring-metrics-types",
        "Lambda tells its metrics by the minute; an error carries the time of its invocation, and Duration leaves the cold start out.",
        Partly(
            &[
                "what_is_told_today",
                "an_error_carries_the_time_of_its_invocation",
                "duration_leaves_the_cold_start_out",
                "a_minute_without_calls_has_no_point",
                "levels_are_told_at_arrivals",
                "provisioned_concurrency_is_told_by_those_who_call_it",
                "the_points_add_up_to_the_summary_for_every_function",
                "v4_metrics_are_told_of_what_calls_name_and_of_the_version_that_the_alias_led_to",
                "o1_the_age_of_an_asynchronous_event_grows_with_every_retry",
                "o1_what_never_came_into_the_queue_was_not_dropped_from_it",
                "o1_events_of_a_queue_are_counted_from_poll_to_deletion",
                "o1_the_iterator_age_is_that_of_the_last_record_at_every_try",
                "o1_provisioned_pollers_are_told_when_they_bring_something",
                "o1_a_chain_that_is_too_long_is_stopped_and_counted",
                "o1_durable_executions_are_told_when_they_begin_and_end",
                "alarms_are_told_of_events_what_the_readings_tell",
                "a4_a_topic_takes_no_more_than_256_kb",
            ],
            "deliveries that fail beside one that does not (A4); executions that somebody stops, since nobody does; zeros of empty polls, and pollers while nothing comes, since no idle poll is simulated; throttled tries of a batch in `InvokedEventCount`, since AWS does not say that they count; the dimension `EventSourceMappingUUID`, since a mapping has no id here",
        ),
    ),
    rule(
        "O2",
        D,
        "DG monitoring-metrics-types",
        "A minute's sum hides bursts, mean concurrency says little, and throttles are no errors.",
        Modelled(&[
            "what_a_minute_hides_ten_seconds_show",
            "a_refused_request_is_a_throttle_and_neither_invocation_nor_error",
            "duration_leaves_the_cold_start_out",
        ]),
    ),
    rule(
        "O3",
        DA,
        "CW alarm-evaluation, alarms-and-missing-data; the delay: nobody",
        "An alarm needs M breaching points of the newest N, looks at a few more when some are missing, and slides by a minute.",
        Modelled(&[
            "three_of_three_as_aws_tabulates_it",
            "two_of_three_as_aws_tabulates_it",
            "w16_of_the_rule_book",
            "a_point_is_seen_a_minute_after_its_period",
            "the_window_slides_by_a_minute_whatever_the_period",
            "an_alarm_of_days_is_evaluated_every_hour",
            "short_periods_are_evaluated_every_ten_seconds",
            "what_cloudwatch_refuses",
        ]),
    ),
    rule(
        "O4",
        D,
        "CW Lambda-Insights-metrics-lambda-functions, DG monitoring-insights",
        "Lambda Insights adds CPU, memory, network and disk of each invocation, for the price of metrics and logs.",
        Partly(
            &[
                "every_metric_of_a_cold_and_a_warm_invocation",
                "the_overview_adds_up_to_the_summary",
                "metrics_are_billed_by_function_and_logs_by_invocation",
            ],
            "what its extension adds to time, since nobody measured it; CloudWatch's prices of other Regions, since only those of us-east-1 are in the price file; network and disk, since no code runs: a scenario's reader sets them",
        ),
    ),
    rule(
        "O5",
        D,
        "DG telemetry-schema-reference and examples of logs",
        "Lambda writes START, END, REPORT and INIT lines, as text or JSON.",
        Partly(
            &[
                "a_cold_and_a_warm_invocation",
                "a_timeout_in_both_styles",
                "json_has_the_fields_of_the_telemetry_api",
                "an_init_that_takes_too_long_or_fails_has_its_report",
                "provisioned_inits_are_reported_apart",
                "n0_a_cold_start_is_the_restore_and_the_duration",
            ],
            "what a function prints itself, since no code runs; the INIT_REPORT of a publishing, since no environment is made for it",
        ),
    ),
    rule(
        "O6",
        D,
        "DG services-xray",
        "X-Ray sees a segment of the service and one of the function; it samples the first request of a second and 5 % of the rest.",
        Partly(
            &[
                "a_cold_and_a_warm_invocation_in_both_structures",
                "documents_are_those_of_xray",
                "the_first_of_a_second_and_a_twentieth_of_the_rest_are_sampled",
                "calls_between_functions_are_nested",
                "n0_a_cold_start_is_the_restore_and_the_duration",
            ],
            "a decision made upstream, since clients here decide nothing",
        ),
    ),
];
