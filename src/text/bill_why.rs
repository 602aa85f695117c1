//! Words for why a line of the bill is as high as it is.

use super::bill::line;
use super::names::Names;
use crate::ui::format::{self, share};
use lambda_sim::pricing::LineItem;
use lambda_sim::trace::FunctionId;

pub const TITLE: &str = "Why these lines?";

/// What is not on Lambda's own bill.
pub fn insights(month_usd: f64) -> String {
    format!("Beside Lambda's own bill, CloudWatch bills {} a month for Lambda Insights.", format::usd(month_usd))
}

/// A line as a question.
pub fn question(item: LineItem, month_usd: f64) -> String {
    format!("{}: {} a month", line(item.id()), format::usd(month_usd))
}

/// What makes the line, and the rules behind it.
pub const fn about(item: LineItem) -> (&'static str, &'static [&'static str]) {
    match item {
        LineItem::Requests => (
            "Every invocation is a billed request, failed ones and retries too; throttled requests cost nothing.",
            &["M9", "M3"],
        ),
        LineItem::Duration => (
            "Each handler's time is rounded up to a millisecond and billed by configured memory, used or not.",
            &["M1", "M5"],
        ),
        LineItem::Init => (
            "What the init of cold starts adds to duration. Download and start of an environment cost nothing.",
            &["M1", "M2"],
        ),
        LineItem::Provisioned => {
            ("Provisioned environments cost their memory over time, idle or not, in steps of five minutes.", &["M4"])
        }
        LineItem::ProvisionedDuration => {
            ("What ran on provisioned environments, at a lower price than on demand and without free tier.", &["M4"])
        }
        LineItem::EphemeralStorage => ("What of /tmp is configured beyond 512 MB, over the time of invocations.", &[]),
        LineItem::SnapStartCache => ("Snapshots are kept as long as their versions are.", &["N0"]),
        LineItem::SnapStartRestore => ("Each environment that is restored from a snapshot.", &["N0"]),
        LineItem::Streaming => ("What streamed responses send beyond what is included.", &["N4"]),
        LineItem::TenantEnvironments => ("Each environment that is made for a tenant.", &["N3"]),
        LineItem::DurableOperations => {
            ("Every step, wait and callback of a durable execution is an operation.", &["N5"])
        }
        LineItem::DurableWritten => ("What durable executions write at their checkpoints.", &["N5"]),
        LineItem::DurableStored => ("What durable executions keep, as long as it is kept.", &["N5"]),
        LineItem::Instances => ("The EC2 instances of Managed Instances cost their time, busy or not.", &["N1"]),
        LineItem::InstanceFee => {
            ("For managing those instances Lambda asks a share of their on-demand price.", &["N1"])
        }
        LineItem::Pollers => ("Provisioned pollers cost their time, whether messages come or not.", &["B3"]),
    }
}

/// Who makes the line, the largest first.
pub fn shares(shares: &[(FunctionId, f64)], names: Names<'_>) -> String {
    let all: f64 = shares.iter().map(|(_, usd)| usd).sum();
    let parts: Vec<String> = shares
        .iter()
        .take(4)
        .map(|(function, usd)| format!("{} {}", names.function(*function), share(usd / all.max(f64::MIN_POSITIVE))))
        .collect();
    format!("{}.", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lambda_sim::scenario::{Function, Scenario};

    #[test]
    fn shares_are_told_by_function() {
        let named = |name: &str| Function { name: name.to_owned(), ..Function::default() };
        let scenario = Scenario { functions: vec![named("a"), named("b")], ..Scenario::default() };
        let told = shares(&[(FunctionId(1), 3.0), (FunctionId(0), 1.0)], Names(&scenario));
        assert_eq!(told.replace('\u{a0}', " "), "b 75 %, a 25 %.");
    }

    #[test]
    fn every_line_has_rules_that_exist() {
        for item in LineItem::ALL {
            assert!(about(item).1.iter().all(|id| lambda_sim::rules::find(id).is_some()), "{item:?}");
        }
    }
}
