//! Versions, what Lambda offers beside plain functions, and what is deployed (rules V1–V5, N0–N6, I1–I4).

use super::{D, DA, M, Modelled, NotModelled, Partly, Rule, rule};

pub(super) static VERSIONS: &[Rule] = &[
    rule(
        "V1",
        D,
        "DG configuration-versions",
        "A version is a frozen copy with environments of its own; an alias points at one, or at two by weight.",
        Partly(
            &[
                "a_version_that_is_called_by_number_serves_all",
                "a_weight_sends_its_share_to_environments_of_their_own",
                "versions_of_a_function_draw_apart",
            ],
            "more than one alias for each function, since one is enough to shift traffic: it is always `live`",
        ),
    ),
    rule(
        "V2",
        DA,
        "DG configuring-alias-routing, troubleshooting-invocation",
        "Each request picks its version by chance; the smaller share starts cold more often; provisioned concurrency follows the weights by an allocation.",
        Partly(
            &[
                "a_weight_sends_its_share_to_environments_of_their_own",
                "provisioned_concurrency_follows_the_alias_after_an_allocation",
                "the_first_of_a_version_is_cold_beside_the_others",
            ],
            "the failing update of an alias whose new version cannot initialise, since it would change nothing",
        ),
    ),
    rule(
        "V3",
        D,
        "CD deployment-configurations",
        "CodeDeploy shifts 10 % first and the rest later, or 10 % at intervals, or all at once; an alarm takes it back.",
        Modelled(&[
            "a_canary_gets_a_tenth_and_then_everything",
            "a_linear_deployment_shifts_a_tenth_each_interval",
            "an_alarm_rolls_a_canary_back",
            "without_an_alarm_the_canary_becomes_everything",
        ]),
    ),
    rule(
        "V4",
        D,
        "DG configuring-alias-routing",
        "Which version served stands in its log, its metrics and its answer's header.",
        Partly(
            &[
                "a_cold_and_a_warm_invocation",
                "v4_metrics_are_told_of_what_calls_name_and_of_the_version_that_the_alias_led_to",
            ],
            "the header",
        ),
    ),
    rule(
        "V5",
        D,
        "DG configuration-versions",
        "Publishing the same again makes no version; reservations belong to the function, provisioning to a version or alias, events' settings to either.",
        Partly(
            &["w6_reserved_and_provisioned_together", "provisioned_concurrency_follows_the_alias_after_an_allocation"],
            "publishing itself, since versions are there from the start; events' settings by qualifier, since a source calls only one and has them",
        ),
    ),
];

pub(super) static NEWER: &[Rule] = &[
    rule(
        "N0",
        D,
        "DG snapstart, snapstart-monitoring, snapstart-activate",
        "SnapStart initialises once at publishing; new environments restore that snapshot, which is billed by its own rules.",
        Partly(
            &[
                "n0_a_cold_start_is_the_restore_and_the_duration",
                "n0_keeping_and_restoring_cost_and_java_pays_neither",
                "n0_only_published_versions_are_restored",
                "n0_hooks_have_ten_seconds_with_the_runtimes_load",
                "n0_a_snapshot_restored_within_half_an_hour_is_restored_faster",
                "n0_what_does_not_go_with_it_is_refused",
                "n0_a_version_with_a_snapshot_is_pending_when_it_is_published_mid_run",
                "n0_the_init_at_publishing_takes_its_time_and_is_billed_once",
            ],
            "the time that taking a snapshot adds to init, and inits again for updates of software, since nobody says how long and how often (pending_s sets the first); snapshots deleted for idleness are inactive_after_days",
        ),
    ),
    rule(
        "N1",
        D,
        "DG lambda-managed-instances, -scaling, -quotas, durable-invoking-esm",
        "Managed Instances run many invocations in one environment on EC2 instances of one's own, without cold starts.",
        Partly(
            &[
                "n1_environments_serve_several_at_once_and_nothing_is_cold",
                "n1_the_default_concurrency_follows_runtime_and_vcpus",
                "n1_traffic_may_double_within_five_minutes_and_no_more",
                "n1_fewer_environments_stay_when_less_has_come_for_long",
                "n1_a_timed_out_invocation_keeps_its_place",
                "n1_a_crash_takes_the_environment_and_another_one_comes",
                "n1_invocations_share_the_cpu_of_their_environment",
                "n1_no_environments_switch_a_function_off",
                "n1_instances_and_requests_are_paid_for_and_no_duration",
                "n1_instances_cost_ec2s_price_and_fifteen_per_cent_more",
                "n1_what_does_not_go_with_it_is_refused",
                "n1_a_lane_shows_how_many_places_are_taken",
                "n1_only_who_is_waited_for_ends_after_fifteen_minutes",
                "n1_a_queues_mapping_moves_five_megabytes_a_second_on_managed_instances",
                "n1_a_streams_mapping_moves_so_many_megabytes_a_second_on_managed_instances",
            ],
            "the scaler's own rules, since AWS does not publish them (an assumption stands in); capacity providers that functions share, with their quotas, since each version has one of its own; throttles for CPU, memory and disk, since nobody says when they strike; the MB/s of asynchronous events and FIFO queues, since nobody says what happens beyond, and whether they have any; calls of other functions and services, since places and calls together are another model; logs in JSON only, since they are shown in both",
        ),
    ),
    rule(
        "N2",
        D,
        "DG durable-*",
        "Durable functions checkpoint, wait for free and replay, for up to a year.",
        Partly(
            &[
                "n2_an_execution_is_invocations_with_free_waits_between",
                "n2_a_functions_timeout_repeats_the_invocation_and_keeps_its_checkpoints",
                "n2_a_synchronous_caller_waits_for_the_execution_fifteen_minutes_at_most",
                "n2_a_mapping_refuses_executions_longer_than_fifteen_minutes",
                "n2_a_resume_that_is_refused_is_tried_again",
                "n2_what_still_runs_at_the_end_is_counted_so",
            ],
            "durable functions on Managed Instances, because another part of the engine admits their invocations; behind API Gateway, a load balancer or a client with a timeout, because AWS does not say what becomes of an execution whose caller has left; with calls, extensions or responses of a size, because an invocation is computed whole when it begins, and these happen inside it; execution names, because no two executions of a scenario are meant to be the same; executions that somebody stops, because nobody in a scenario does",
        ),
    ),
    rule(
        "N3",
        D,
        "DG tenant-isolation",
        "With tenant isolation no environment serves two tenants, and each new one costs a fee.",
        Modelled(&[
            "n3_each_tenant_has_environments_of_its_own",
            "n3_an_environment_serves_one_tenant_whatever_becomes_of_it",
            "n3_at_most_two_and_a_half_environments_for_each_unit_of_concurrency",
            "n3_not_with_provisioned_concurrency_or_snapstart",
        ]),
    ),
    rule(
        "N4",
        D,
        "DG",
        "A streamed response sends its first byte early, and is billed until its end even if the client has left.",
        Partly(
            &["n4_the_first_byte_leaves_before_the_handler_ends", "n4_the_timeout_cuts_a_stream_off"],
            "clients that leave, since nobody says when; functions that stream while they call others, since the first byte then depends on what they call",
        ),
    ),
    rule(
        "N5",
        D,
        "DG durable-execution-sdk, -sdk-retries",
        "A durable execution's operations are counted and billed, and retried by rules of their own.",
        Partly(
            &[
                "n5_operations_and_data_are_counted_as_the_worked_example_does",
                "n5_a_step_is_retried_by_its_own_strategy_and_suspended_meanwhile",
                "n5_what_fails_beneath_the_handler_is_invoked_again_until_the_execution_times_out",
                "n5_an_error_outside_a_step_fails_the_execution_at_once",
                "n5_a_callback_is_one_operation_and_waiting_for_it_three",
                "n5_a_condition_is_one_operation_and_each_poll_another",
                "n5_an_invoke_is_one_operation_and_suspends_until_the_answer",
                "n5_an_execution_fails_where_what_it_invokes_does",
                "n5_a_refused_invoke_is_tried_again_until_the_execution_times_out",
                "n5_an_invoked_durable_function_may_take_longer_than_fifteen_minutes",
                "n5_branches_are_one_operation_each_beside_their_own_and_wait_for_free",
                "n5_a_branch_goes_on_while_another_one_works",
                "n5_branches_invoke_at_once",
                "n5_a_branch_that_fails_fails_the_execution",
                "n5_a_timeout_keeps_what_the_branches_have_checkpointed",
                "n5_an_invocation_that_its_replay_takes_up_reaches_nothing",
                "n5_a_child_contexts_large_result_is_not_written_but_replayed",
                "n5_what_many_branches_return_is_written_by_each_alone",
                "p5_a_million_durable_executions_cost_what_aws_says",
            ],
            "contexts inside contexts, because one level shows how they count; branches that differ, because a list for each would be no simple setting; completion policies and errors that the handler catches, because what follows is its own code; the bytes of branches' statuses and of what is sent to an invoked function, because AWS names no sizes; promise helpers, because they count like a child context without operations",
        ),
    ),
    rule(
        "N6",
        D,
        "DG web-functions, -scaling, -env-lifecycle; sizes and quotas: AWS's agent toolkit",
        "Web Functions serve many HTTP requests in one environment, queue when full, and bill active CPU.",
        NotModelled("not modelled because the rules of concurrency do not hold for them: another model"),
    ),
];

pub(super) static PACKAGES: &[Rule] = &[
    rule(
        "I1",
        M,
        "measurements",
        "Images load the blocks they need: cached ones start about as fast as zip files, new ones slower.",
        Partly(
            &["only_zip_files_download_longer_the_larger_they_are", "every_choice_has_a_default_with_a_source"],
            "the slower first use after a deployment, since it was measured for single images only",
        ),
    ),
    rule(
        "I2",
        D,
        "DG",
        "Layers count in the package's size, and start no faster for being layers.",
        Partly(
            &["a_larger_package_never_starts_faster", "what_is_not_imported_adds_nothing"],
            "layers by themselves, since only their size matters, which is part of the package's",
        ),
    ),
    rule(
        "I3",
        D,
        "DG",
        "A VPC adds nothing to a cold start worth a model; attaching takes minutes, and a function idle for two weeks fails once.",
        Partly(
            &[
                "s1_s2_s3_full_cold_warm_and_partial_cold",
                "l16_an_inactive_function_fails_until_its_resources_are_there_again",
            ],
            "a VPC as such, since a scenario sets its minutes (pending_s) and its fortnight (inactive_after_days)",
        ),
    ),
    rule(
        "I4",
        M,
        "measurements by runtime, package and imports",
        "What a package imports decides how long its init takes.",
        Modelled(&[
            "simulated_starts_meet_the_measured_percentiles",
            "loading_javascript_costs_what_was_measured",
            "a_heavy_python_application_takes_its_measured_seconds",
            "a_thousand_files_cost_a_fifth_of_a_second",
            "what_is_not_imported_adds_nothing",
        ]),
    ),
];
