//! Callers, events, and the services that send them (rules S1–S6, A1–A8, E1–E6).

use super::{D, DA, Modelled, NotModelled, Partly, Rule, rule};

pub(super) static SYNCHRONOUS: &[Rule] = &[
    rule(
        "S1",
        D,
        "DG",
        "Nothing in front of a synchronous call retries it: that is the client's choice.",
        Modelled(&["without_retry_a_throttled_call_is_lost", "errors_and_timeouts_are_retried_only_if_named"]),
    ),
    rule(
        "S2",
        DA,
        "DG services-apigateway-errors, supported-gateway-response-types",
        "API Gateway gives up after 29 or 30 s while the function runs on, throttles by itself, and tells a refused call as 500.",
        Partly(
            &[
                "an_integration_timeout_answers_the_client_while_the_function_runs_on",
                "an_answer_at_the_timeout_is_in_time",
                "a_client_that_retries_on_timeout_has_the_function_run_twice",
                "the_gateway_lets_half_its_rate_through_at_once",
                "the_gateways_rate_is_the_accounts_and_retried_like_a_throttle",
                "each_way_has_its_own_word_for_each_end",
                "a_throttle_of_lambda_has_many_faces",
            ],
            "throttles of stages, methods and usage plans, since a scenario has one gateway for all; its metrics and price, since only Lambda's are told",
        ),
    ),
    rule(
        "S3",
        DA,
        "SDK feature-retry-behavior; the adaptive mode: botocore",
        "AWS's SDKs make three attempts with full jitter while a bucket of retry tokens lasts, and never retry a function error.",
        Partly(
            &[
                "an_sdk_makes_three_attempts_as_long_as_it_has_tokens",
                "an_sdk_takes_a_functions_failure_for_an_answer",
                "the_rules_of_2026_retry_transient_errors_soon_and_charge_them_more",
                "a_good_answer_gives_tokens_back_and_a_timeout_takes_more",
                "the_adaptive_mode_holds_attempts_back_in_the_client",
                "the_curve_begins_at_seven_tenths_and_is_back_after_its_cube_root",
            ],
            "a server's own word on when to come again, since nobody says when Lambda gives one; the adaptive mode of functions that call, since each environment has a client of its own",
        ),
    ),
    rule(
        "S4",
        D,
        "AWS Architecture Blog, \"Exponential backoff and jitter\"",
        "Clients wait a fixed time, or exponentially with no, full, equal or decorrelated jitter.",
        Modelled(&[
            "a_fixed_wait_between_at_most_max_attempts",
            "exponential_backoff_doubles",
            "waits_double_up_to_the_cap",
            "jitter_spreads_the_wait_as_published",
            "full_jitter_spreads_retries_below_the_exponential_wait",
        ]),
    ),
    rule(
        "S5",
        D,
        "ELB lambda-functions, load-balancer-troubleshooting",
        "A load balancer carries 1 MB each way, waits for the function, and answers 502 to throttles as to errors.",
        Partly(
            &[
                "a_payload_too_large_never_runs",
                "a_response_too_large_fails_after_it_ran",
                "each_health_check_of_a_load_balancer_is_an_invocation",
                "a_throttle_of_lambda_has_many_faces",
            ],
            "what a failed health check leads to, since a lone target gets the traffic all the same; a Lambda that does not answer, since nobody says how often",
        ),
    ),
    rule(
        "S6",
        DA,
        "DG urls-configuration",
        "A function URL is free, has no queue and no timeout of its own, and shows throttles as 429.",
        Partly(
            &[
                "each_way_has_its_own_word_for_each_end",
                "a_throttle_of_lambda_has_many_faces",
                "settings_that_do_not_go_together_are_refused",
            ],
            "its own metrics, since only Lambda's are told",
        ),
    ),
];

pub(super) static ASYNCHRONOUS: &[Rule] = &[
    rule(
        "A1",
        D,
        "DG invocation-async-error-handling",
        "An event is accepted into Lambda's queue at once, whatever the concurrency.",
        Modelled(&[
            "a_throttled_event_waits_one_second_and_then_twice_as_long_each_time",
            "an_asynchronous_call_is_not_waited_for",
        ]),
    ),
    rule(
        "A2",
        D,
        "DG invocation-async-error-handling",
        "If the function fails it is tried twice more, after one and after two minutes; 0 to 2 can be set.",
        Modelled(&[
            "an_event_that_fails_is_tried_after_one_and_two_minutes_more",
            "a_poison_event_ends_where_its_settings_say",
        ]),
    ),
    rule(
        "A3",
        DA,
        "DG invocation-async-error-handling; the slower reading of a long queue: nobody",
        "A throttled event comes back after 1 s, doubling to 5 min, until it is 6 h old or what is set; that uses up no attempts.",
        Partly(
            &[
                "a_throttled_event_waits_one_second_and_then_twice_as_long_each_time",
                "an_event_that_would_be_too_old_expires",
            ],
            "system errors, and the slower reading and loss of events when very many queue, since nobody gives numbers",
        ),
    ),
    rule(
        "A4",
        D,
        "DG invocation-async-error-handling, invocation-async-retain-records",
        "What cannot be processed is dropped, or goes to the dead-letter queue, the on-failure destination, or both; success can have a destination too. A topic takes 256 KB.",
        Partly(
            &[
                "a_poison_event_ends_where_its_settings_say",
                "a4_both_have_what_failed_and_a_destination_what_succeeded",
                "a4_a_topic_takes_no_more_than_256_kb",
            ],
            "the failing of records on success, and of a dead-letter topic beside a destination, since an event has one fate",
        ),
    ),
    rule(
        "A5",
        DA,
        "DG invocation-async-error-handling; the share: nobody",
        "An event may be delivered more than once.",
        Modelled(&["a5_an_event_that_runs_twice_is_offered_and_ends_once"]),
    ),
    rule(
        "A6",
        D,
        "DG, PR",
        "Above 256 KB each further 64 KB of an event is billed as a request.",
        Modelled(&["a_large_event_is_billed_as_several_requests"]),
    ),
    rule(
        "A7",
        D,
        "DG invocation-async-retain-records",
        "With reserved concurrency 0 events go straight where failures go.",
        Modelled(&["reserved_concurrency_zero_sends_events_on_at_once"]),
    ),
    rule(
        "A8",
        D,
        "DG monitoring-metrics-types",
        "An event's age counts from its queueing by Lambda, over all attempts.",
        Modelled(&[
            "an_event_that_would_be_too_old_expires",
            "a8_an_events_age_counts_from_its_queueing_and_not_from_its_source",
            "o1_the_age_of_an_asynchronous_event_grows_with_every_retry",
        ]),
    ),
];

pub(super) static OTHERS: &[Rule] = &[
    rule(
        "E1",
        D,
        "EB eb-rule-retry-policy",
        "EventBridge retries handing an event to Lambda for 24 h and 185 times; after that A2–A4 hold.",
        Partly(
            &[
                "e1_eventbridge_doubles_its_waits_for_a_day_and_185_tries",
                "eventbridge_and_sns_retry_handing_over",
                "e1_e2_what_is_never_handed_over_goes_to_the_dead_letter_queue_of_the_delivery",
            ],
            "Scheduler's flexible window, since nobody says how a moment in it is chosen",
        ),
    ),
    rule(
        "E2",
        D,
        "SNS sns-message-delivery-retries",
        "SNS retries at once, after 1 s, with back-off to 20 s, and then every 20 s: 100,015 attempts in 23 days.",
        Modelled(&[
            "e2_sns_tries_a_hundred_thousand_and_fifteen_times_in_twenty_three_days",
            "eventbridge_and_sns_retry_handing_over",
            "e1_e2_what_is_never_handed_over_goes_to_the_dead_letter_queue_of_the_delivery",
        ]),
    ),
    rule(
        "E3",
        D,
        "S3 EventNotifications, notification-content-structure",
        "S3 notifies asynchronously, usually within seconds, in no promised order and perhaps twice.",
        Partly(
            &[
                "e3_e4_notifications_and_schedules_are_events_that_lambda_retries",
                "a5_an_event_that_runs_twice_is_offered_and_ends_once",
            ],
            "a default delay, since nobody gives one: a scenario sets it, and with it the order",
        ),
    ),
    rule(
        "E4",
        DA,
        "EB schedule-types, Scheduler schedule-types; where in the minute: nobody",
        "Schedules are rates, cron expressions in UTC or one moment, and fire somewhere in their minute.",
        Partly(
            &[
                "e3_e4_notifications_and_schedules_are_events_that_lambda_retries",
                "a_rate_fires_once_in_each_named_minute",
                "a_cron_schedule_goes_by_the_runs_calendar",
                "the_examples_of_the_documentation",
                "last_days_and_nearest_weekdays",
                "a_one_time_schedule_names_one_minute",
                "each_named_minute_fires_once_somewhere_in_it",
                "a_warmer_keeps_as_many_environments_as_it_pings_at_once",
            ],
            "time zones, since a run's calendar is in UTC; Scheduler's flexible windows, since nobody says how a moment in them is chosen",
        ),
    ),
    rule(
        "E5",
        D,
        "Step Functions concepts-error-handling, sfn-best-practices",
        "A state machine fails at the first error unless a `Retry` says otherwise; each retry is a billed transition.",
        NotModelled("not modelled because no state machines run; a client's retries (S4) can be set alike"),
    ),
    rule(
        "E6",
        D,
        "DG invocation-recursion",
        "A loop through SQS, SNS, S3 or Lambda is stopped after about 16 invocations, unless the function allows it.",
        Partly(
            &[
                "functions_that_call_themselves_are_stopped_after_sixteen_invocations",
                "o1_a_chain_that_is_too_long_is_stopped_and_counted",
                "e6_a_function_may_be_allowed_to_call_itself_for_ever",
            ],
            "loops through queues, topics and buckets, since functions here call only functions and services",
        ),
    ),
];
