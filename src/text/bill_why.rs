//! Words for why a line of the bill is as high as it is.

use lambda_sim::pricing::LineItem;
use lambda_sim::trace::FunctionId;
use lambda_story::Names;
use lambda_story::format::{self, share};

pub const TITLE: &str = "Why these lines?";

/// What is not on Lambda's own bill.
pub fn insights(month_usd: f64) -> String {
    format!("Beside Lambda's own bill, CloudWatch bills {} a month for Lambda Insights.", format::usd(month_usd))
}

/// A line as a question.
pub fn question(item: LineItem, month_usd: f64) -> String {
    format!("{}: {} a month", item.label(), format::usd(month_usd))
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
}
