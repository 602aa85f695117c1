//! Assumptions that are choices rather than numbers: what the words mean exactly where AWS is silent.

/// One choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// A stable name.
    pub id: &'static str,
    /// The rule it completes, if it completes one.
    pub rule: &'static str,
    /// What is assumed.
    pub text: &'static str,
}

macro_rules! conventions {
    ($($id:literal $rule:literal $text:literal;)*) => {
        /// All of them, by subject.
        pub static CONVENTIONS: &[Convention] = &[$(Convention { id: $id, rule: $rule, text: $text },)*];
    };
}

conventions! {
    "admission_order" "C15" "A request passes, in this order: the account's rate quota, the function's rate quota, a free provisioned environment of the qualifier it calls, the reserved cap or the account's pool, an idle environment or the scaling rate. The first that refuses gives the throttle its reason.";
    "rate_token_spent" "C9" "A request that is refused for concurrency has spent its token of the rate quotas it passed.";
    "function_rate_growth" "Q4" "A function's request rate starts at function_requests_start and grows evenly by function_requests_growth every second from its first request on, whatever scaling_per_10s is; where the account's rate is raised above the start mid-run, from the first request after that. Switching off either the rate quotas or the scaling rate switches it off.";
    "reserved_zero" "C3" "Reserved concurrency 0 refuses every request that the account's rate quota lets through with the reason reserved_concurrency; the function has no rate quota then.";
    "reserved_covers_both" "C5" "With reserved concurrency, requests in flight on demand and on provisioned environments together never exceed it: while requests on demand outlive an allocation, a free provisioned environment waits.";
    "derived_rate_follows" "Q3" "Where requests_per_second was left out, a changed concurrency limit sets the account's request rate anew, with a full bucket.";
    "sandbox_reuse" "C10" "Initialising a kept sandbox anew costs no token of the scaling rate.";
    "environment_order" "L3" "An initialised idle environment goes before a sandbox without runtime; among several, the function's environment_choice decides.";
    "reset_life" "L6" "An environment that a crash, timeout, out-of-memory kill or init error has reset is kept as long as an idle one, then as long as a sandbox.";
    "suppressed_init_speed" "L6" "Init that is re-run inside an invocation runs at the handler's share of a CPU, is a fresh draw and counts against the timeout.";
    "provisioned_counts_warm" "C7" "An invocation on a provisioned environment counts as warm, even where a reset makes it run init again; the trace keeps that init.";
    "provisioned_reset_last" "C7" "Among free provisioned environments one whose runtime was reset serves only when no initialised one is free.";
    "provisioned_allocation_start" "C6" "With provisioned_start allocate, provisioned concurrency is requested at time zero, after a warm-up without it.";
    "draw_keys" "" "What is drawn for an environment is keyed by its function's name, its version, whether it is provisioned, and its number among those: more provisioned concurrency moves no draw of the environments on demand.";
    "provisioned_retirement" "L9" "A provisioned environment at its maximum age is replaced at once when it is idle, without the number dropping; the new one's init is billed at the provisioned duration price.";
    "provisioned_init_failure" "L13" "With a handler that does not exist, or an init that is never done within its limit, no provisioned environment ever becomes ready. A chance failure of init, or one that takes longer than its limit, is made up for during allocation; what is billed ends at the limit.";
    "provisioned_billing" "M4" "Provisioned concurrency is billed from when it is set, whether or not its environments are allocated yet.";
    "crash_takes_full_time" "L6" "A crash, like a returned error, comes at the end of the drawn handler time.";
    "retry_redraws_after_a_run" "" "A call that was throttled keeps its drawn work for its next attempt; a call that ran and failed draws anew.";
    "http_api_timeout" "S2" "The client of an HTTP API whose integration timeout struck gets 503, that of a REST API 504; an answer at the very instant of a timeout is in time.";
    "function_url_failure" "S6" "A function that failed or timed out behind a function URL is a 502 to the client.";
    "payload_status" "Q8" "A request with too large a payload is a 413 on every way, and no client sends it again; it has spent its token of API Gateway's rate.";
    "gateway_rate_spent" "S2" "A request that API Gateway's rate refuses reaches no limit of Lambda; clients retry it as they retry a throttle, and the retry passes the gateway anew.";
    "function_state_status" "L16" "A request that a function's state refuses is a 409 (pending) or 502 (inactive) to Invoke, a 500 through API Gateway, a 502 through a load balancer or a function URL.";
    "sizes_are_drawn_once" "" "A call's payload has the same size in every attempt; each run draws the size of its response anew. Calls between functions carry too little to matter.";
    "large_event_attempts" "A6" "Every invocation by a large event is billed for its size, those of its retries as well.";
    "sdk_bucket" "S3" "All calls of a source share one bucket. A retry's tokens come back when it succeeds, a success at the first attempt adds one; a function's own error, which Invoke answers with 200, counts as a success. After a gateway the SDK goes by the status: 429 is throttling, 500, 502, 503 and 504 are transient.";
    "autoscaling_refused" "C14" "Where autoscaling or its schedule asks for more provisioned concurrency than the reservation, or the account less 100 and what others claim, Lambda refuses all of it and what was set stays; target tracking asks again after its next point.";
    "sdk_adaptive" "S3" "The adaptive mode is botocore's: until its first throttle a client lets all attempts pass, then one for each token, in their order. All calls of a source share one client; a call that it holds back at the end waits.";
    "sdk_legacy" "S3" "The legacy mode is botocore's: five attempts, full jitter from the same base, no bucket of tokens.";
    "duplicates" "A5" "An event that runs twice (duplicate_share, drawn by the event) is sent again at once when it has succeeded, as another attempt of the same event: it is offered once, and has succeeded whatever its second run does, which is not retried; as a call it lasts until its second answer. Nothing runs twice after the counted time.";
    "topics" "A4" "A destination or dead-letter queue whose name is the ARN of a topic takes events up to sns_message_kb, what a record adds to them not counted; where it does not take one, the event goes where else it can, or is dropped, and the failed delivery is counted.";
    "allowed_loops" "E6" "A chain that is allowed to go on (recursive_loop) makes no further calls after the counted time.";
    "recursion_of_events" "E6" "Where a chain of functions becomes too long, a waiting caller's call fails and an event goes to the on-failure destination or dead-letter queue, if there is one.";
    "schedule_moment" "E4" "A schedule fires once in every minute that it names, at a moment drawn evenly from that minute; all of its events come at that moment. A rate counts its minutes from that of time zero, before it as after it.";
    "schedule_delivery" "E4" "A schedule hands its events over as an EventBridge rule does: the same tries and waits.";
    "health_checks" "S5" "A load balancer checks a function from time zero on, once every health_check_interval_s; a check is a client of its own that retries nothing and waits as long as it takes.";
    "extension_init" "L15" "Init takes as long as the longest of the runtime's and each extension's: all run side by side, at the same speed.";
    "extension_timeout" "L15" "Extensions that are still busy when the timeout strikes are cut off: the invocation counts as timed out and its environment is reset, but whoever called has the handler's answer. A crash, a timeout or an out-of-memory kill of the runtime leaves nothing to wait for.";
    "extension_shutdown" "L11" "Shutting down an environment (up to 500 ms with an internal extension, 2,000 ms with external ones) holds no concurrency and costs nothing; it takes no time here.";
    "restore_phases" "N0" "A cold start of a published version with SnapStart is its restore, without download, start and init; so is the start of one whose runtime was dropped after idleness. After a reset (L6) init runs again inside the invocation, as without SnapStart. A share of the restore (snapstart_billed_share) is the runtime's load, which is billed with the hooks.";
    "restore_cached" "N0" "A version's snapshot is restored quickly if it was restored within the last half hour; at the beginning it was not.";
    "snapshot_kept" "N0" "A published version's snapshot is kept, and paid for unless the runtime is Java, from the beginning or from when it is published mid-run until the end: no version ends inside a run, so the least of 3 hours never binds. The init of a version that is published mid-run is drawn apart, at its memory's share of a CPU, and billed once, also for Java; unless pending_s says how long it is pending, it is for that time.";
    "init_ahead" "L10" "A share of new environments (proactive_init_share) was initialised before the request that finds them: it waits for nothing and counts as warm, the environment counts from then on, and its init is billed with that request and stands in its REPORT. It takes a token of the scaling rate all the same.";
    "rejected" "L16" "An attempt that a function's state or API Gateway turns away, or that is too large, is rejected before any limit of concurrency is asked: it spends no token of Lambda's, is no request, neither invocation nor throttle, and is not billed. Its call counts. A client tries again where its policy retries errors; Lambda's queue of asynchronous events waits as after a throttle (A3), and gives up at once what cannot pass later.";
    "inactive" "L16" "Each version is idle by itself, from its last request on, or from time zero. The first request after the idle days fails and has the resources made again, which takes inactive_rebuild_s, in which all others fail as well.";
    "pending" "L16" "All versions that are there at time zero are pending until pending_s, through the warm-up as well; mid-run only a version with a snapshot is pending, from its publication on.";
    "regional_burst" "C16" "The rule of before November 2023 is a bucket of new environments, as large as the Region's burst and refilled evenly by regional_burst_per_minute; request rates did not have to grow then. Its throttles have the reason scaling_rate, with a limit per minute. scaling_per_10s set to null switches it off too.";
    "streamed_response" "N4" "A streamed response begins after first_byte_share of the handler's work. What is beyond response_at_once_mb takes its time from then on, and the handler lasts at least as long; a timeout ends both, and what was sent by then is billed. Latency is to the end of the response.";
    "large_response" "Q8" "A response that is not streamed and larger than response_at_once_mb fails the invocation after all its work; the runtime goes on.";
    "tenants" "N3" "Each call is one tenant's, drawn evenly, and keeps it through its retries. A function with tenant isolation may have tenant_environments_per_concurrency environments, whatever their state, for each unit of its reserved concurrency, or of the account's; a request that needs one more is throttled with the reason tenant_environments, for which AWS names none. Every new environment costs its fee.";
    "abandoned_calls" "" "A call whose retry would fall at or after the end is abandoned; it has no call latency.";
    "warm_up_traffic" "" "Before the counted time, traffic runs at the rate it has at time zero (a wave and bursts go on backwards); recordings have none.";
    "sqs_growth" "B1" "A standard queue's mapping begins with sqs_concurrency_start batches at once. From when its pollers are all busy and messages remain, it adds one batch at once after another, evenly, sqs_concurrency_growth in a minute, until no message remains; it keeps what it has reached, and falls back to the start when the queue has given it nothing for sqs_idle_s. With provisioned pollers the start, the end and the growth are theirs.";
    "poller_hours" "B3" "Provisioned pollers are paid for from when they are there: the minimum all the time, what a failure takes of their concurrency included; each further one while it is there. The minute that a poller costs at the least is left out: it differs only where pollers come and go within one.";
    "poller_rate" "B3" "What provisioned pollers move, or a mapping on Managed Instances, has a second's worth at once, as a shard's reads have.";
    "sqs_back_off_once" "B7" "A batch that fails or is throttled cuts its mapping's concurrency by sqs_back_off, down to sqs_back_off_floor, unless it was sent before the last cut or at the same time: batches that fail together cut it once. FIFO queues do not cut theirs.";
    "sqs_order" "B11" "Messages are received in the order in which they became visible first; one that comes back has its old place, but the last one where it was received three times or more and max_receive_count is above 3.";
    "hidden_while_it_runs" "B7" "A message whose batch is being gathered or runs stays hidden until its window or its invocation ends, even if its visibility timeout is over; what failed comes back when both are over.";
    "redrive_on_receive" "B8" "A message goes to the dead-letter queue when it would be received once more than max_receive_count; that needs a free poller.";
    "retention_of_received" "B9" "A message whose retention ends while it is hidden expires when it would come back; if its batch succeeds it is deleted as usual. Where a FIFO queue's group is held back, its messages expire when it is free again.";
    "throttled_batch_gives_up" "B8" "A throttled batch whose next wait would reach the end of its messages' visibility timeout is sent no more; it keeps its poller, and a FIFO queue's groups, until that time, when the messages come back.";
    "batch_window" "B4" "A standard queue's mapping gathers one batch at a time; its window begins with its first message and is taken at its word, without the up to 20 s that AWS may wait. A batch being gathered takes a place of the mapping's concurrency.";
    "fifo_batches" "B5" "A batch of a FIFO queue takes the oldest message that is free and what follows it in its group, then the same of the next group; all groups in it are held back until it ends, those whose messages failed until these are visible again. A FIFO queue's concurrency does not grow: it is the number of its free groups, at most maximum_concurrency.";
    "filter_on_receive" "B10" "An event that matches no filter ends when it is received, without a place in a batch.";
    "event_sizes" "B4" "A message's or record's payload_kb is its size as it stands in the batch, metadata and encoding included; what is drawn above 1,024 KB has 1,024. A batch closes before the event that would take it beyond what an invocation takes, whatever is left of its window.";
    "fifo_calls" "B11" "Of a FIFO queue's API calls only receives count, one for each batch, with a second's worth at once: whoever sends is taken to send in batches.";
    "shard_throughput" "K1" "A shard gives, and one of Kinesis takes, a second's worth at once and then its rate. A record that it does not take is dropped by its producer, which does not try again. A read counts when it begins.";
    "poll_times" "K1" "A stream's shards are polled at times spread evenly over the interval, shard 0 at its whole multiples; a record that arrives at the time of a poll is read by the next one. When a batch ends and records wait, the next is sent at once.";
    "stream_lanes" "K1" "A record's lane (a shard, or a share of it under a parallelization factor) is drawn, all alike: the order of each partition key is the order of its lane.";
    "stream_waits" "K3" "A batch whose function failed is sent again at once, then after 1, 2, 4 … s up to stream_retry_wait_max_s; one that was throttled waits from the first time on. Each half of a bisected batch is sent at once, with the failures that its whole had.";
    "stream_expiry" "K4" "Records that are too old end when their lane reads or retries them: Expired where the stream no longer keeps them or nothing takes them, else sent to the destination.";
    "partial_stream_batch" "K5" "A partial answer that names a later record than the first ends those before it; the rest is a new batch with one failed attempt, or none under bisect. If it names the first record, the whole batch has failed, and is not halved.";
    "durable_work" "N2" "A durable function's work is its code outside operations: it runs in every invocation of an execution, before anything that the invocation reaches, and its failures strike there.";
    "durable_resumes" "N2" "A resume is a call of its own by the invocation before it, through a source of Lambda's own: it takes concurrency and starts as any request, and counts against no rate of requests and no rate of starts. One that is refused is tried again as a failed invocation is.";
    "durable_deadline" "N2" "An execution's timeout also ends the invocation that it falls into. For a synchronous caller and a mapping it is 15 minutes at most.";
    "durable_failures" "N5" "A crash, lack of memory, a failed init and a timeout of an invocation keep the checkpoints made before them, and cost an operation and the error's bytes each.";
    "durable_stored" "N5" "All that an execution writes is kept from its start to the end of its retention, as the pricing page's example has it; one that has not ended counts as if it ended with the run.";
    "durable_outcome" "N2" "A suspended invocation has completed. One that ends its execution with an error counts as a handler error.";
    "durable_polls" "N5" "A condition's polls are the tries of a step, as in AWS's SDKs. A poll sees whether the condition holds as it begins; the time until it holds counts from the first one. When no further poll is allowed, the execution fails.";
    "durable_invokes" "N5" "What an execution invokes is called when the invocation has ended that reached it, as a call of that invocation, and counts against no rate of requests. Its answer resumes the execution, or is found by the next resume. A refused one is tried again as a failed invocation is, a thousand times at most; where it fails, so does the execution.";
    "durable_branches" "N5" "Branches take as long as they would alone. An invocation goes on while one of them works: a wait that is over by then ends within it. Where one fails the others come to their next pause, and the execution fails; its error is written once more, and of several branches twice.";
    "durable_contexts" "N5" "What branches return is written by each, and all together once more, each where it is small enough. A context that is done is replayed as one operation, and if its result was not written, with all inside it.";
    "durable_refusals" "Q18" "Starts a second are a bucket of one second's worth. AWS's Reason for refusing a start is not known: it is told as that of a request rate, or of concurrency.";
    "managed_scaling" "N1" "A scaler looks every so often at the mean of the places taken and of the CPU asked for since its last look, and asks for as many environments as bring the larger of both to its target; they come after a launch time. Fewer go, the youngest first, when fewer have done for a while.";
    "managed_routing" "N1" "A request takes the place that has been free for longest, in whichever environment; requests are refused only when there is none, and never for CPU or memory.";
    "managed_cpu" "N1" "An invocation asks for its share of computing; if all that run in its environment as it begins ask for more vCPUs than there are, its computing takes longer by that ratio, to its end.";
    "managed_failures" "N1" "A crash or lack of memory takes the environment out of service: what runs beside it ends as it would have, and a new one comes after a while. A timeout takes nothing: the code goes on, and holds its place, to its own end.";
    "managed_concurrency" "N1" "Its requests are in flight like others, but use none of the account's concurrency and no rate of requests.";
    "managed_capacity" "N1" "Each version has a capacity provider of its own, of one type of instance, filled to the last vCPU or MB; instances come and go with its environments. Prices of instances are those of us-east-1.";
    "tumbling_windows" "K6" "Windows are counted from time zero. One is closed when a record of a later one is read, or two minutes after its end; a closing that fails is tried again as a batch is, and when it is given up the window's state is lost with it.";
    "environments_created" "" "Counts environments that began in the counted time; provisioned ones ready at time zero began before it.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conventions_have_distinct_names_and_a_text() {
        let ids: std::collections::BTreeSet<_> = CONVENTIONS.iter().map(|convention| convention.id).collect();
        assert_eq!(ids.len(), CONVENTIONS.len());
        assert!(CONVENTIONS.iter().all(|convention| convention.text.ends_with('.')));
    }
}
