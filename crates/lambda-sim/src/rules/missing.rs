//! What is not simulated at all, or is only assumed since AWS does not say.

/// Something that the simulator leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What.
    pub what: &'static str,
    /// Why.
    pub why: &'static str,
}

const fn missing(what: &'static str, why: &'static str) -> Missing {
    Missing { what, why }
}

/// All of it, beside what single rules leave out.
pub static MISSING: &[Missing] = &[
    missing(
        "What AWS does not publish: idle lifetimes, the choice among idle environments, back-off of pollers, the step of scaling in, the bill of a failed init",
        "nobody outside knows; each is an assumption above, with a value that a scenario can change, or a convention",
    ),
    missing(
        "Pre-warming by AWS: sandboxes ready before a first use",
        "AWS documents that it happens, not when (L7); environments initialised ahead of requests are a share that can be set (L10)",
    ),
    missing("The slower reading of a very long asynchronous queue, and events lost in it", "AWS gives no numbers (A3)"),
    missing(
        "A network: bandwidth, connections, distance, time-outs on the way",
        "waiting is a given time, and services are queues with a latency",
    ),
    missing(
        "Placement, noisy neighbours on a host, outages of Regions and Availability Zones",
        "nothing is published that could be simulated; a service that slows down or fails can be set",
    ),
    missing(
        "Sizes of requests, responses, messages and records, and the limits and prices that depend on them",
        "requests, events, messages, records and responses can have a size (Q8, Q9, A6, B4, K1); calls between functions have none",
    ),
    missing(
        "What a handler computes: results, side effects, idempotence, state between invocations",
        "no code runs; work is a time, a share of CPU, memory and chances of failure",
    ),
    missing(
        "System errors of Lambda itself (5xx)",
        "how often they happen is not published; crashes, timeouts and errors of the function can be set",
    ),
    missing(
        "Duplicates of messages and records",
        "nobody says how often; retries are simulated, and duplicates of asynchronous events by a share that can be set (A5)",
    ),
    missing(
        "Permissions, encryption, the control plane and its quotas",
        "a scenario is a running system, and what is set takes effect at once",
    ),
    missing(
        "Bills of neighbours: logs, metrics, alarms, API Gateway, SQS, EventBridge, Step Functions",
        "their prices are in the price file, but a run does not count their use",
    ),
    missing("Web Functions, MicroVMs, edge functions", "each is another model of concurrency, time and price (N6)"),
    missing(
        "Data transfer and the network's cost",
        "there is no network; only streamed responses have a price by size (N4)",
    ),
];
