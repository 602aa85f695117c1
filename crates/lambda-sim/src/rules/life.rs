//! What environments go through, and how fast they compute (rules L1–L16, P1–P5).

use super::{A, D, DA, DM, M, Modelled, Partly, Rule, rule};

pub(super) static LIFE: &[Rule] = &[
    rule(
        "L1",
        D,
        "DG lambda-runtime-environment",
        "An environment downloads code, starts, initialises, then alternates between handler and freeze until it is shut down.",
        Modelled(&["s1_s2_s3_full_cold_warm_and_partial_cold", "an_invocation_tells_its_phases_and_what_it_met"]),
    ),
    rule(
        "L2",
        D,
        "DG lambda-runtime-environment",
        "It serves one request at a time, so whatever finds none free starts cold, also in the middle of traffic.",
        Modelled(&[
            "the_laws_hold",
            "w11_ten_requests_over_six_environments",
            "the_first_is_cold_since_there_was_nothing_and_the_next_since_all_were_busy",
        ]),
    ),
    rule(
        "L3",
        DA,
        "DG lambda-concurrency; the order: nobody",
        "An idle environment goes before a new one; which of several is unknown, here the one used last.",
        Modelled(&["each_choice_has_its_order", "w11_ten_requests_over_six_environments"]),
    ),
    rule(
        "L4",
        D,
        "DG lambda-runtime-environment",
        "In production under 1 % of invocations start cold, and take from below 100 ms to above 1 s longer.",
        Partly(
            &["simulated_starts_meet_the_measured_percentiles", "every_choice_has_a_default_with_a_source"],
            "the share as a setting, since it follows from a scenario's traffic",
        ),
    ),
    rule(
        "L5",
        DA,
        "DG lambda-runtime-environment, troubleshooting-invocation; wait and bill of the failed try: nobody",
        "Init that has not ended after 10 s begins again inside the first invocation, under its timeout and on its bill.",
        Modelled(&[
            "l5_init_past_ten_seconds_runs_again_inside_the_invocation",
            "an_init_that_takes_too_long_or_fails_has_its_report",
        ]),
    ),
    rule(
        "L6",
        D,
        "DG lambda-runtime-environment",
        "Crash, timeout, lack of memory and failed init reset the runtime but keep the sandbox; init then runs again as part of the next Duration. A returned error resets nothing.",
        Modelled(&[
            "l6_a_timeout_resets_the_runtime_and_init_runs_again_at_the_handlers_speed",
            "l6_a_crash_resets_and_a_returned_error_does_not",
            "p5_out_of_memory_strikes_in_proportion_and_resets",
            "a_partial_cold_start_after_idleness_and_after_a_reset",
        ]),
    ),
    rule(
        "L7",
        A,
        "the course notes; AWS documents only L6",
        "After its idle time an environment loses the runtime and keeps the sandbox for a while: a partial cold start.",
        Partly(
            &["s1_s2_s3_full_cold_warm_and_partial_cold", "a_partial_cold_start_after_idleness_and_after_a_reset"],
            "sandboxes that AWS keeps ready before a first use, since nobody says how many",
        ),
    ),
    rule(
        "L8",
        M,
        "studies of idle environments",
        "Idle environments last about 5 to 60 minutes; nothing is promised.",
        Modelled(&[
            "the_lazy_expiry_is_the_drawn_one",
            "an_environment_still_serves_at_the_instant_of_its_expiry",
            "an_environment_that_left_is_named_with_how_long_it_was_idle",
        ]),
    ),
    rule(
        "L9",
        DA,
        "DG lambda-runtime-environment; the age: nobody",
        "Every few hours even a busy environment is replaced, though never during an invocation.",
        Modelled(&[
            "a_busy_environment_is_retired_at_its_age_but_never_in_the_middle",
            "provisioned_environments_are_warm_do_not_expire_and_are_replaced_at_their_age",
        ]),
    ),
    rule(
        "L10",
        DA,
        "DG lambda-runtime-environment; the share: nobody",
        "Now and then AWS initialises an environment before any request asks for it.",
        Modelled(&[
            "l10_an_environment_initialised_ahead_serves_warm_and_its_init_is_billed",
            "l10_the_share_is_drawn_and_moves_no_other_draw",
        ]),
    ),
    rule(
        "L11",
        D,
        "DG lambda-runtime-environment",
        "Shutdown lasts nothing without extensions, up to 0.5 s with internal and 2 s with external ones, unbilled.",
        Partly(
            &["s1_s2_s3_full_cold_warm_and_partial_cold"],
            "the time that extensions take, since nothing waits for a shutdown and nothing is billed for it",
        ),
    ),
    rule(
        "L12",
        D,
        "DG lambda-runtime-environment",
        "The timeout counts from the handler's start; a successful init before it is not in it.",
        Modelled(&["l12_the_timeout_does_not_cover_a_good_init"]),
    ),
    rule(
        "L13",
        D,
        "DG troubleshooting-deployment",
        "A misnamed handler or module fails in init; the invocation counts as an error, costs, and is retried like any other.",
        Modelled(&["l13_a_wrong_handler_fails_in_init_every_time_and_is_billed"]),
    ),
    rule(
        "L14",
        D,
        "DG troubleshooting-deployment, functions-states",
        "New code or configuration makes the environments of `$LATEST` obsolete: what runs ends, what comes starts cold; published versions keep theirs.",
        Partly(
            &[
                "new_configuration_makes_every_environment_obsolete",
                "a_weight_sends_its_share_to_environments_of_their_own",
            ],
            "the time in which an update is under way, since nobody says how long and the old code serves meanwhile",
        ),
    ),
    rule(
        "L15",
        D,
        "DG runtimes-extensions-api, with-kinesis",
        "Extensions start before the runtime, and hold their environment, and its bill, until the last is done after the answer.",
        Modelled(&[
            "l15_the_response_leaves_and_the_environment_waits_for_the_last_extension",
            "l15_init_waits_for_all_extensions_side_by_side",
            "l15_the_timeout_cuts_extensions_off_and_resets_after_the_answer",
            "l15_sources_and_callers_have_their_answer_at_the_response",
            "l15_nothing_goes_on_after_a_crash",
        ]),
    ),
    rule(
        "L16",
        D,
        "DG functions-states",
        "While a function is Pending, or was Inactive, calls fail; during an update the old code serves.",
        Partly(
            &[
                "l16_a_pending_function_turns_every_request_away_and_nothing_is_billed",
                "l16_an_inactive_function_fails_until_its_resources_are_there_again",
                "an_asynchronous_event_waits_in_the_queue_as_after_a_throttle",
            ],
            "the time that an update takes, since nobody says how long and the old code serves meanwhile",
        ),
    ),
];

pub(super) static COMPUTING: &[Rule] = &[
    rule(
        "P1",
        DM,
        "DG configuration-memory; the step at 2,048 MB: measured",
        "CPU grows with memory: a whole vCPU at 1,769 MB, about 5.8 at most; one thread gains nothing beyond the first.",
        Modelled(&["p1_p2_computing_follows_memory_and_waiting_does_not"]),
    ),
    rule(
        "P2",
        D,
        "DG configuration-memory",
        "Waiting takes as long whatever the memory.",
        Modelled(&["p1_p2_computing_follows_memory_and_waiting_does_not"]),
    ),
    rule(
        "P3",
        DM,
        "DG; measurements",
        "On demand init has a full vCPU whatever the memory; for provisioned concurrency it has only the memory's share.",
        Modelled(&[
            "p3_init_runs_at_full_speed_on_demand_whatever_the_memory",
            "provisioned_environments_are_warm_do_not_expire_and_are_replaced_at_their_age",
        ]),
    ),
    rule(
        "P4",
        D,
        "DG, PR; speeds: measured",
        "arm64 costs a fifth less a GB-second; how much faster it computes depends on the work.",
        Modelled(&[
            "p4_arm64_computes_in_its_own_time_and_waits_the_same",
            "p10_arm64_is_a_fifth_cheaper",
            "a_missing_architecture_keeps_the_measured_shape",
        ]),
    ),
    rule(
        "P5",
        D,
        "DG",
        "Using more memory than configured kills the runtime.",
        Modelled(&["p5_out_of_memory_strikes_in_proportion_and_resets"]),
    ),
];
