//! Words of a function's further settings.

use super::{FieldText, field};

pub const CALLS: &str = "Calls while it runs";
pub const VERSIONS: &str = "Versions and deployments";
pub const SNAP_START: &str = "SnapStart";
pub const EXTENSIONS: &str = "Extensions";
pub const RESPONSE: &str = "Response and streaming";
pub const DURABLE: &str = "Durable executions";
pub const INSTANCES: &str = "Managed Instances";
pub const MORE: &str = "Init ahead, states, tenants, Insights";

/// Whether something is used.
pub const fn state(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}

/// How many there are.
pub fn count(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

/// How many versions are published: version 1 is the function as it is configured.
pub fn versions(published: usize) -> String {
    if published == 0 { "none published".to_owned() } else { format!("{} versions", published + 1) }
}

pub const CALL: &str = "Call";
pub const ADD_CALL: &str = "Add a call";
pub const NO_CALLS: &str =
    "Not beside durable executions, Managed Instances or streaming: together they are not simulated.";
/// The service that the first call makes.
pub const FIRST_SERVICE: &str = "database";
pub const SERVICES: &str = "Downstream services";
pub const FUNCTIONS: &str = "Functions";
pub const CALLED: FieldText = field(
    "Calls",
    "A downstream service, or another function. The caller is billed while it waits.",
    "Rule S1 · Lambda Developer Guide, invocation-sync",
);
pub const MODE: FieldText = field(
    "Invocation",
    "Synchronous: it waits for the answer. Asynchronous: it hands an event over and goes on.",
    "Rules S1, A1 · Lambda Developer Guide, lambda-invocation",
);
pub const MODES: [&str; 2] = ["synchronous", "asynchronous"];
pub const TIMES: FieldText = field("Times", "How often it is made, one after the other: the N+1 query.", "");
pub const ON_CALL_FAILURE: FieldText =
    field("If it fails", "The function returns an error at once, or goes on without the answer.", "");
pub const ON_CALL_FAILURES: [&str; 2] = ["fail", "go on"];
pub const PROBABILITY: FieldText =
    field("Probability", "How likely each call is made: a cache that hits makes it rare.", "");
pub const AFTER_SHARE: FieldText =
    field("After", "The share of the function's own work that comes before the call.", "");

pub const CALL_RETRY: FieldText = field(
    "Retries",
    "What the function does when the one it calls is throttled. It waits, and is billed, between attempts.",
    "Rule S4 · AWS Architecture Blog, Exponential backoff and jitter",
);

pub const VERSION: &str = "Published version";
pub const PUBLISH: &str = "Publish a version";
pub const AS_THE_FUNCTION: &str = "as the function";
pub const VERSION_MEMORY: FieldText = field(
    "Own memory",
    "Off: as the function, which is version 1.",
    "Rule V1 · Lambda Developer Guide, configuration-versions",
);
pub const VERSION_TIMEOUT: FieldText = field("Own timeout", "Off: as the function.", "Rule V1");
pub const VERSION_ERRORS: FieldText =
    field("Own error rate", "A faulty release: what a canary is there to find. Off: as the function.", "Rule V3");
pub const VERSION_DURATION: FieldText = field("Own handler work", "A slower or faster release.", "Rule V1");
pub const VERSION_INIT: FieldText = field("Own init", "What its init code takes.", "Rule V1");
pub const ALIAS: FieldText = field(
    "Alias live points at",
    "Callers that name no qualifier call the alias.",
    "Rule V2 · Lambda Developer Guide, configuration-aliases",
);
pub const ADDITIONAL: FieldText = field(
    "Second version",
    "Gets a share of the alias' requests, drawn for each.",
    "Rule V2 · Lambda Developer Guide, configuring-alias-routing",
);
pub const NO_SECOND: &str = "none";
pub const WEIGHT: FieldText = field(
    "Its weight",
    "The second version's share of the requests.",
    "Rule V2 · Lambda Developer Guide, configuring-alias-routing",
);
pub const DEPLOYMENT: &str = "Deployment";
pub const ADD_DEPLOYMENT: &str = "Add a deployment";
pub const DEPLOYED: FieldText =
    field("Deploys", "The version that is to serve in the end.", "Rule V3 · CodeDeploy User Guide");
pub const PREFERENCE: FieldText = field(
    "Traffic shifting",
    "Canary: a tenth, then all. Linear: a tenth more at each step. AllAtOnce: everything.",
    "Rule V3 · CodeDeploy User Guide, deployment-configurations",
);
pub const ROLLBACK: FieldText = field(
    "Rolled back by",
    "If the alarm goes off while traffic is shifted, the alias points at the old version again.",
    "Rule V3 · CodeDeploy User Guide, deployments-rollback-and-redeploy",
);
pub const NO_ALARMS: &str = "Without an alarm nothing rolls it back: add one below, under Alarms.";

/// The alarms of a deployment.
pub fn rollbacks(number: usize) -> String {
    format!("Rollback of deployment {}", number + 1)
}

pub const AT: FieldText = field("At", "Seconds into the run.", "");

pub const AUTOSCALING: FieldText = field(
    "Scale provisioned concurrency",
    "Application Auto Scaling moves it between a minimum and a maximum, by its utilisation or by schedule.",
    "Rule C14 · Lambda Developer Guide, provisioned-concurrency",
);
pub const MINIMUM: FieldText = field("Minimum", "The least that is provisioned.", "Rule C14");
pub const MAXIMUM: FieldText = field("Maximum", "The most that is provisioned.", "Rule C14");
pub const TARGET: FieldText = field(
    "Target utilization",
    "More is provisioned once three one-minute points stand above it: a burst is over before. Off: the schedule alone.",
    "Rule C14 · Application Auto Scaling User Guide, target tracking",
);
pub const SCALING_STATISTIC: FieldText =
    field("Statistic", "What of a minute's utilisation counts; AWS's own policy takes the average.", "Rule C14");
pub const SCALE_IN: FieldText = field(
    "Points to scale in",
    "One-minute points below 90\u{a0}% of the target that scaling in takes: 15 as measured, 3 as documented.",
    "Rule C14",
);
pub const CAPACITY: &str = "Scheduled bounds";
pub const ADD_CAPACITY: &str = "Add scheduled bounds";

pub const SNAP_START_ON: FieldText = field(
    "SnapStart",
    "New environments of published versions are restored from a snapshot taken after init.",
    "Rule N0 · Lambda Developer Guide, snapstart",
);
pub const SNAP_START_RUNTIMES: &str = "Needs a runtime of Java 11, Python 3.12, .NET 8 or later.";
pub const SNAP_START_ALONE: &str =
    "Not beside provisioned concurrency, tenants, Managed Instances or more than 512 MB of /tmp.";
pub const RESTORE: FieldText = field("Restore", "Reading the snapshot back, hooks apart.", "Rule N0 · calibration");
pub const AFTER_RESTORE: FieldText =
    field("After-restore hooks", "Code that runs after each restore: fresh connections, fresh randomness.", "Rule N0");
pub const EXTENSION: &str = "Extension";
pub const ADD_EXTENSION: &str = "Add an extension";
pub const NOTHING: &str = "nothing";
pub const NO_EXTENSIONS: &str = "Not beside durable executions or Managed Instances: together they are not simulated.";
pub const EXTENSION_KIND: FieldText = field(
    "Runs",
    "External: a process of its own. Internal: in the runtime's process.",
    "Rule L15 · Lambda Developer Guide, lambda-extensions",
);
pub const EXTENSION_KINDS: [&str; 2] = ["external", "internal"];
pub const EXTENSION_INIT: FieldText =
    field("Its init", "Extensions start side by side, and init waits for all.", "Rule L11 · Lambda Developer Guide");
pub const EXTENSION_AFTER: FieldText = field(
    "After the handler",
    "The response has left, the environment stays busy and is billed.",
    "Rules L15, M7 · Lambda Developer Guide, runtimes-extensions-api",
);

pub const RESPONSE_ON: FieldText =
    field("Response size matters", "More than 6 MB fails, unless it is streamed.", "Quotas Q8, Q10");
pub const NO_RESPONSE: &str = "Not beside durable executions or Managed Instances: together they are not simulated.";
pub const RESPONSE_SIZE: FieldText = field(
    "Response size",
    "6 MB at once, 200 MB streamed.",
    "Quotas Q8, Q10 · Lambda Developer Guide, gettingstarted-limits",
);
pub const STREAMING: FieldText = field(
    "Streamed",
    "Sent while the handler goes on: the first 6 MB at full speed, the rest at 2 MB a second.",
    "Rule N4 · Lambda Developer Guide, configuration-response-streaming",
);
pub const STREAMING_RUNTIMES: &str = "Needs Node.js, or a runtime of one's own.";
pub const NO_STREAMING_OF_CALLERS: &str =
    "Not beside calls of other functions and services: together they are not simulated.";
pub const FIRST_BYTE: FieldText =
    field("First byte after", "The share of the handler's work that comes before the first byte.", "Rule N4");

pub const PER_EVENT: FieldText = field(
    "Work for each event",
    "What each event of a batch adds to the handler's work.",
    "A property of the function",
);
pub const PROACTIVE: FieldText = field(
    "Initialised ahead",
    "The share of new environments that Lambda initialised before the request that finds them.",
    "Rule L10 · Lambda Developer Guide, monitoring-metrics; share assumed",
);
pub const PENDING: FieldText = field(
    "Pending until",
    "While a function is being made every request fails.",
    "Rule L16 · Lambda Developer Guide, functions-states",
);
pub const RECURSIVE_LOOP: FieldText = field(
    "Recursive loops",
    "A chain of functions that calls it for the 16th time is stopped, unless that is allowed.",
    "Rule E6 · Lambda Developer Guide, invocation-recursion",
);
pub const RECURSIVE_LOOPS: [&str; 2] = ["Terminate", "Allow"];
pub const INACTIVE: FieldText = field(
    "Inactive after",
    "Days without a request after which its resources are reclaimed; the next requests fail until they are back.",
    "Rule L16 · Lambda Developer Guide, functions-states",
);
pub const TENANTS: FieldText = field(
    "Tenants",
    "Tenant isolation: each tenant has environments of its own, and cold starts of its own.",
    "Rule N3 · Lambda Developer Guide, tenant-isolation",
);
pub const INSIGHTS: FieldText = field(
    "Lambda Insights",
    "Records system metrics of each invocation; CloudWatch bills them.",
    "Rule O4 · CloudWatch User Guide, Lambda-Insights",
);

pub const INSTANCES_ON: FieldText = field(
    "On Managed Instances",
    "EC2 instances of one's own: several requests in one environment, no cold starts, billed by the instance.",
    "Rule N1 · Lambda Developer Guide, lambda-managed-instances",
);
pub const INSTANCES_ALONE: &str = "Not beside reserved or provisioned concurrency, SnapStart, tenants, calls, extensions, a response size or durable executions.";
pub const LEAST_ENVIRONMENTS: FieldText =
    field("Minimum environments", "Always there; three by default, one in each Availability Zone.", "Rule N1");
pub const MOST_ENVIRONMENTS: FieldText =
    field("Maximum environments", "Off: no maximum of the function's own.", "Rule N1");
pub const PER_ENVIRONMENT: FieldText =
    field("Requests in one environment", "At most 64 for each vCPU. Off: as usual for the runtime.", "Rule N1");
pub const MEMORY_PER_VCPU: FieldText = field("GiB for each vCPU", "The ratios of c, m and r instances.", "Rule N1");
pub const MEMORY_RATIOS: [&str; 3] = ["2", "4", "8"];
pub const TARGET_RESOURCES: FieldText =
    field("Target utilization", "What scaling aims at. Off: half, so that traffic may double.", "Rule N1");
pub const INSTANCE_TYPE: FieldText =
    field("Instance type", "One of the function's architecture.", "Rule N1 · EC2 on-demand prices");
pub const USUAL_INSTANCE: &str = "the usual one";

pub const DURABLE_ON: FieldText = field(
    "Durable function",
    "Its executions checkpoint, wait without being billed, and resume: each resumption replays what is done.",
    "Rule N2 · Lambda Developer Guide, durable-functions",
);
pub const DURABLE_ALONE: &str =
    "Not beside calls, extensions, a response size or Managed Instances: together they are not simulated.";
pub const DURABLE_CALLERS: &str =
    "A source of it has a timeout or an on-failure destination of its own, which durable functions do not go with.";
pub const EXECUTION_TIMEOUT: FieldText = field(
    "Execution timeout",
    "How long an execution may take in all, up to a year; 900 s for who waits for it.",
    "Rule N2 · Lambda Developer Guide, durable-configuration",
);
pub const HISTORY: FieldText =
    field("History kept for", "After its end; what was written is stored so long, and billed.", "Rule N2");
pub const REPLAY: FieldText =
    field("Replay of an operation", "What a resumed invocation takes to replay one that is done.", "Rule N5, assumed");
pub const INPUT: FieldText = field("Input", "The event that starts an execution: it is written.", "Rule N2");
pub const OUTPUT: FieldText = field("Result", "What an execution ends with: likewise.", "Rule N2");
pub const OPERATION: &str = "Operation";
pub const ADD_OPERATION: &str = "Add an operation";
pub const INNER_OPERATION: &str = "Inner operation";
pub const ADD_INNER_OPERATION: &str = "Add an inner operation";
pub const OPERATION_KIND: FieldText = field(
    "Operation",
    "A step does work, a wait pauses, a callback waits for somebody. A condition is polled (waitForCondition), a function invoked; branches run at once.",
    "Rules N2, N5",
);
/// Those that have operations inside come last.
pub const OPERATION_KINDS: [&str; 7] =
    ["step", "wait", "callback", "condition", "invoke", "parallel or map", "child context"];
pub const STEP_DURATION: FieldText =
    field("Step takes", "By memory and architecture, as the handler's work.", "Rule N2");
pub const STEP_ERRORS: FieldText =
    field("Step fails", "The share of its tries that fail; they are retried.", "Rule N2");
pub const STEP_RESULT: FieldText = field("Step's result", "It is written as a checkpoint.", "Rule N2");
pub const STEP_ATTEMPTS: FieldText = field("Attempts", "All tries of a step, or polls.", "Rule N2");
pub const STEP_DELAY: FieldText = field("First wait", "Before the second try.", "Rule N2");
pub const STEP_LONGEST: FieldText = field("Longest wait", "Where the growth of waits ends.", "Rule N2");
pub const STEP_BACKOFF: FieldText =
    field("Backoff rate", "By what each wait is longer than the one before.", "Rule N2");
pub const STEP_JITTER: FieldText = field("Jitter", "Waits are drawn from zero up to that.", "Rule N2");
pub const WAIT: FieldText = field("Waits", "Nothing runs and nothing is billed but storage.", "Rule N2");
pub const CALLBACK_AFTER: FieldText = field("Answered after", "When the callback comes.", "Rule N2");
pub const CALLBACK_TIMEOUT: FieldText =
    field("Given up after", "Then the execution fails. Off: as long as it may take.", "Rule N2");
pub const CALLBACK_PAYLOAD: FieldText = field("Callback's payload", "It is written.", "Rule N2");
pub const HOLDS_AFTER: FieldText =
    field("Holds after", "From the first poll on. Each try is a poll, its result the state.", "Rule N5");
pub const INVOKED: FieldText =
    field("Invokes", "Suspended until it has ended; where it fails, so does the execution.", "Rule N5");
pub const INVOKE_RESULT: FieldText = field("Its result", "It is written as a checkpoint.", "Rule N5");
pub const BRANCHES: FieldText =
    field("Branches", "Each does the same: items of a map. One operation each beside its own.", "Rule N5");
pub const BRANCHES_AT_ONCE: FieldText =
    field("Maximum concurrency", "Branches at once, those that wait included. Off: all.", "Rule N5");
pub const CONTEXT_RESULT: FieldText = field(
    "Context's result",
    "Branches write it twice. Of 256 KB or more it is not written: each replay makes it anew.",
    "Rule N5",
);
pub const CALLBACK_SUBMITTED: FieldText =
    field("waitForCallback", "A step of its own submits the callback: three operations in place of one.", "Rule N2");
