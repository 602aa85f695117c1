//! Words for the changes that a run suggests.

use crate::Names;
use crate::format::{self, count};
use lambda_sim::readings::why::Suggestion;

/// A suggestion as what it changes.
#[must_use]
pub fn suggestion(suggestion: Suggestion, names: Names<'_>) -> String {
    let number = |value: u32| count(u64::from(value));
    let mb = |value: u32| format!("{}\u{a0}MB", number(value));
    match suggestion {
        Suggestion::Provision { function, to } => {
            format!("Provisioned concurrency {} for {}", number(to), names.function(function))
        }
        Suggestion::ProvisionEarlier { function } => {
            format!("Ask for the provisioned concurrency of {} before the traffic comes", names.function(function))
        }
        Suggestion::CallTheQualifier { function } => {
            format!("Call the alias of {} that has provisioned concurrency", names.function(function))
        }
        Suggestion::RaiseReserved { function, to } => {
            format!("Reserved concurrency {} for {}", number(to), names.function(function))
        }
        Suggestion::RaiseAccountLimit { by } => format!("An account concurrency quota that is {} higher", number(by)),
        Suggestion::RaiseRequestRate { to } => format!("An account request rate of {}/s", number(to)),
        Suggestion::RaiseFunctionRate { function, to } => format!(
            "Reserved concurrency {} for {}: it lets in {}/s",
            number(to.div_ceil(10)),
            names.function(function),
            number(to)
        ),
        Suggestion::RaiseTimeout { function, to_s } => {
            format!("Timeout {} for {}", format::seconds(f64::from(to_s)), names.function(function))
        }
        Suggestion::RaiseMemory { function, to } | Suggestion::LowerMemory { function, to } => {
            format!("{} of memory for {}", mb(to.0), names.function(function))
        }
        Suggestion::FixTheCode { function } => {
            format!("See {} without its errors and crashes", names.function(function))
        }
        Suggestion::ProvisionLess { function, to: 0 } => {
            format!("No provisioned concurrency for {}", names.function(function))
        }
        Suggestion::ProvisionLess { function, to } => {
            format!("Provisioned concurrency of {} down to {}", names.function(function), number(to))
        }
        Suggestion::SpreadRetries { source } => {
            format!("Exponential waits with full jitter for {}", names.source(source))
        }
        Suggestion::RaiseMaximumConcurrency { source, to } => {
            format!("Maximum concurrency {} for {}", number(to), names.source(source))
        }
        Suggestion::RaiseServiceLimit { service, to } => {
            format!("{} that serves {} at once", names.service(service), number(to))
        }
        Suggestion::SetHandler { function } => {
            format!("Handler of {} as its package offers it", names.function(function))
        }
    }
}
