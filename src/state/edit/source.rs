//! Changes of one source: what it calls, its traffic part by part, its clients' retries.

use lambda_sim::scenario::{Qualifier, Retry, RetryOn, Source, Traffic};

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceEdit {
    /// The name of the function it calls.
    Function(String),
    /// What of the function it calls; none: the alias with provisioned concurrency, if there is one.
    Qualifier(Option<Qualifier>),
    /// Another part that adds to its traffic.
    AddTraffic(Traffic),
    /// A part of its traffic.
    RemoveTraffic(usize),
    /// A part of its traffic, anew.
    Traffic(usize, Traffic),
    /// Its clients' retry policy.
    Retry(Retry),
    /// Whether its clients retry on this as well.
    RetryOn(RetryOn, bool),
}

impl SourceEdit {
    pub(super) fn field(&self) -> String {
        match self {
            Self::Function(_) => "function".to_owned(),
            Self::Qualifier(_) => "qualifier".to_owned(),
            Self::AddTraffic(_) | Self::RemoveTraffic(_) => "traffic".to_owned(),
            Self::Traffic(part, _) => format!("traffic[{part}]"),
            Self::Retry(_) => "retry".to_owned(),
            Self::RetryOn(..) => "retry_on".to_owned(),
        }
    }

    pub(super) const fn is_structural(&self) -> bool {
        matches!(self, Self::AddTraffic(_) | Self::RemoveTraffic(_))
    }

    pub(super) fn apply(&self, source: &mut Source) {
        match self {
            Self::Function(function) => source.function.clone_from(function),
            Self::Qualifier(qualifier) => source.qualifier = *qualifier,
            Self::AddTraffic(traffic) => source.traffic.0.push(traffic.clone()),
            Self::RemoveTraffic(part) => {
                // A source without any traffic is not valid.
                if source.traffic.0.len() > 1 && *part < source.traffic.0.len() {
                    source.traffic.0.remove(*part);
                }
            }
            Self::Traffic(part, traffic) => {
                if let Some(old) = source.traffic.0.get_mut(*part) {
                    old.clone_from(traffic);
                }
            }
            Self::Retry(retry) => source.retry.clone_from(retry),
            Self::RetryOn(on, wanted) => {
                source.retry_on.retain(|other| other != on);
                if *wanted {
                    source.retry_on.push(*on);
                }
            }
        }
    }
}
