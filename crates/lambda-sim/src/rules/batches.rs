//! What event source mappings read in batches (rules B1–B11, K1–K7).

use super::{D, DA, DM, Modelled, NotModelled, Partly, Rule, rule};

pub(super) static QUEUES: &[Rule] = &[
    rule(
        "B1",
        D,
        "DG services-sqs-scaling",
        "A standard queue begins with five batches at once and adds up to 300 a minute, to 1,250 (until November 2023 60, to 1,000); idle it falls back.",
        Partly(
            &[
                "a_queue_begins_with_five_batches_and_adds_three_hundred_a_minute",
                "an_idle_queue_falls_back_to_five",
                "a_burst_is_worked_off_in_batches_whose_sizes_the_trace_keeps",
                "b1_before_november_2023_sixty_more_came_each_minute_to_a_thousand",
            ],
            "the fall of an idle queue to two, since nobody says after how long",
        ),
    ),
    rule(
        "B2",
        D,
        "DG services-sqs-scaling",
        "A maximum concurrency of 2 to 1,000 holds the mapping back instead of having it refused.",
        Modelled(&[
            "maximum_concurrency_holds_it_back_and_provisioned_pollers_take_it_further",
            "maximum_concurrency_holds_back_instead_of_being_throttled",
            "sqs::settings_that_aws_refuses_are_refused",
        ]),
    ),
    rule(
        "B3",
        D,
        "DG with-sqs",
        "Provisioned pollers, 2 to 10,000, each take ten batches at once, poll ten times and move 1 MB a second, and cost their hours.",
        Modelled(&[
            "maximum_concurrency_holds_it_back_and_provisioned_pollers_take_it_further",
            "a_provisioned_poller_polls_ten_times_a_second",
            "b3_a_provisioned_poller_moves_a_megabyte_a_second",
            "b3_a_provisioned_poller_costs_its_hours",
            "sqs::settings_that_aws_refuses_are_refused",
        ]),
    ),
    rule(
        "B4",
        D,
        "DG invocation-eventsourcemapping, with-sqs",
        "A batch closes at its size, at the end of its window, or at 6 MB; above ten messages it needs a window.",
        Partly(
            &[
                "sqs::a_batch_closes_when_it_is_full_or_its_window_over",
                "sqs::settings_that_aws_refuses_are_refused",
                "b4_a_batch_closes_at_six_megabytes",
                "b4_a_fifo_batch_closes_at_six_megabytes_too",
                "k1_a_shard_gives_two_megabytes_a_second_and_a_batch_takes_six",
            ],
            "the up to 20 s of waiting under little traffic, since nobody says when how long",
        ),
    ),
    rule(
        "B5",
        D,
        "DG with-sqs",
        "A FIFO queue has one batch at a time for each message group; a failed message holds its group back.",
        Modelled(&[
            "a_group_has_one_batch_at_a_time",
            "concurrency_is_the_number_of_groups_or_the_maximum",
            "a_batch_mixes_groups_in_order_and_holds_all_of_them",
            "a_failed_message_holds_back_its_group_until_it_leaves_the_queue",
            "a_partial_answer_stops_at_the_first_failure",
            "each_group_is_done_in_order_whatever_happens",
        ]),
    ),
    rule(
        "B6",
        D,
        "DG with-sqs",
        "A received message stays hidden for at least the function's timeout, better six times that; waiting in a window uses it up.",
        Partly(
            &["sqs::settings_that_aws_refuses_are_refused", "what_failed_is_visible_again_when_its_timeout_is_over"],
            "a second delivery while the first still runs, since no visibility may be shorter than the timeout; advice, which is no rule of the engine",
        ),
    ),
    rule(
        "B7",
        D,
        "DG with-sqs, services-sqs-errorhandling",
        "After a failure the whole batch comes back when its visibility ends and the mapping slows down; with partial answers only what is named comes back.",
        Modelled(&[
            "what_failed_is_visible_again_when_its_timeout_is_over",
            "with_partial_answers_only_what_failed_comes_back",
            "a_failure_halves_the_concurrency_once_for_all_batches_that_were_sent_before_it",
            "a_poison_message_fails_its_whole_batch_each_time_unless_it_is_reported",
        ]),
    ),
    rule(
        "B8",
        DA,
        "DG with-sqs; the back-off: nobody",
        "A throttled batch is sent again until its visibility ends; every receive counts towards the dead-letter queue.",
        Modelled(&[
            "a_throttled_batch_waits_one_two_four_seconds_and_returns_with_its_visibility",
            "with_a_single_receive_throttling_alone_fills_the_dead_letter_queue_with_good_messages",
            "a_message_is_received_so_often_and_then_dead_lettered",
        ]),
    ),
    rule(
        "B9",
        D,
        "SQS",
        "A message is kept for 4 days, or from 60 s to 14 days; in a standard dead-letter queue its age goes on.",
        Partly(
            &[
                "without_a_redrive_policy_a_message_comes_back_until_its_retention_ends",
                "messages_expire_and_filters_skip",
            ],
            "what happens in the dead-letter queue, because nothing here reads it",
        ),
    ),
    rule(
        "B10",
        D,
        "DG invocation-eventfiltering",
        "A message or record that matches no filter is removed or skipped, unbilled.",
        Partly(
            &["delay_filters_and_the_limit_of_messages_in_flight", "filtered_records_are_skipped"],
            "the patterns and their number, because events have no content: a share of them matches none",
        ),
    ),
    rule(
        "B11",
        D,
        "SQS quotas-messages, sqs-visibility-timeout, sqs-dead-letter-queues",
        "About 120,000 messages may be in flight; what was received three times goes to the back; FIFO queues have rate quotas.",
        Partly(
            &[
                "delay_filters_and_the_limit_of_messages_in_flight",
                "what_was_received_three_times_goes_to_the_back",
                "b11_a_fifo_queue_takes_three_hundred_calls_a_second_unless_in_high_throughput_mode",
            ],
            "a FIFO queue's quotas of its producers, which are taken to send in batches; of the high throughput mode and its groups, which differ by Region and partition",
        ),
    ),
];

pub(super) static STREAMS: &[Rule] = &[
    rule(
        "K1",
        DM,
        "DG with-kinesis, with-ddb",
        "Each shard is read in order, once a second, four times a second or pushed; concurrency is shards times the parallelization factor.",
        Partly(
            &[
                "shards_are_polled_once_a_second_four_times_a_second_or_pushed",
                "concurrency_is_shards_times_factor",
                "a_shard_is_polled_each_second_and_a_dynamodb_shard_four_times",
                "each_lane_is_done_in_order_whatever_happens",
                "k1_a_shard_gives_two_megabytes_a_second_and_a_batch_takes_six",
                "k1_a_shard_of_kinesis_takes_a_thousand_records_and_a_megabyte_a_second",
            ],
            "other readers of a shard and hot partition keys, since records have no keys (lanes are drawn alike); Kinesis' on-demand mode, whose resharding nobody times; a mapping's start, since a run begins in the middle of its life",
        ),
    ),
    rule(
        "K2",
        D,
        "DG services-kinesis-parameters",
        "Batches of 100, windows to 300 s, retries without end, no maximum age unless set otherwise.",
        Partly(
            &[
                "stream::a_batch_closes_when_it_is_full_or_its_window_over",
                "streams::settings_that_aws_refuses_are_refused",
            ],
            "starting positions, since a stream is empty when the run begins",
        ),
    ),
    rule(
        "K3",
        DA,
        "DG kinesis-on-failure-destination; the pauses: nobody",
        "A failed batch is sent again until age, attempts or expiry end it, and its shard waits; throttles use no attempts; bisecting halves the batch.",
        Modelled(&[
            "a_function_error_is_retried_with_pauses_until_attempts_or_age_end_it",
            "attempts_or_age_end_it_sooner_and_the_destination_takes_it",
            "a_throttled_batch_is_sent_until_its_age_runs_out_whatever_the_attempts",
            "throttles_use_no_attempts",
            "bisecting_isolates_a_poison_record_in_the_logarithm_of_steps_without_an_attempt",
        ]),
    ),
    rule(
        "K4",
        D,
        "DG with-kinesis, with-ddb",
        "A stream keeps its records for a day, Kinesis up to a year; until then a poison record blocks its shard.",
        Modelled(&[
            "a_poison_record_blocks_its_shard_until_it_expires",
            "a_poison_record_stops_its_shard_alone_and_bisecting_frees_the_rest",
            "streams::settings_that_aws_refuses_are_refused",
        ]),
    ),
    rule(
        "K5",
        D,
        "DG services-kinesis-batchfailurereporting",
        "With partial answers the retry begins at the first record named, and all after it runs again.",
        Partly(
            &["a_partial_answer_goes_on_at_the_record_it_names"],
            "malformed answers, since a whole batch that fails (error_rate) looks the same",
        ),
    ),
    rule(
        "K6",
        D,
        "DG services-kinesis-windows",
        "A tumbling window hands its state from invocation to invocation, and has one more at its end.",
        Partly(
            &[
                "k6_one_more_invocation_ends_each_window_of_a_shard",
                "k6_a_batch_has_the_records_of_one_window",
                "k6_a_final_invocation_that_fails_stops_the_shard",
            ],
            "the state's megabyte, since no code runs that could fill it; resharding, since a scenario's shards stay",
        ),
    ),
    rule(
        "K7",
        D,
        "DG kafka-scaling-modes, configuration-concurrency",
        "Kafka's pollers follow the lag, at most one for each partition; MQ runs one or five batches at once.",
        NotModelled("not modelled because there is no source of either kind; a stream's rules are the nearest"),
    ),
];
