//! What holds for every row of every table.

use super::{Control, Row};
use crate::state::edit::{Spot, Value};
use lambda_sim::scenario::{Scenario, Setting};

/// Checks that the rows that make sense for an element have the control of their type, put back what they read, and can put
/// something else that keeps the scenario valid. Gives their names.
pub fn check(rows: &[Row], scenario: &Scenario, at: Spot) -> Vec<&'static str> {
    let mut names = Vec::new();
    for row in rows {
        let Some(value) = (row.read)(scenario, at) else { continue };
        let name = row.name;
        assert!(!names.contains(&name), "{name} stands twice");
        names.push(name);
        let fits = match (&row.control, &value) {
            (Control::Switch, Value::Flag(_)) | (Control::Limit(..), Value::Number(_)) => true,
            (Control::Number(kind, _), Value::Number(Some(number))) => kind.range.contains(*number),
            (Control::OneOf(names), Value::Choice(index)) => *index < names.len(),
            (Control::Named(_) | Control::Text | Control::Recipient, Value::Text(_)) => true,
            (Control::Distribution(_, _, default), Value::Distribution(setting)) => {
                default.is_some() || *setting != Setting::Default
            }
            _ => false,
        };
        assert!(fits, "{name}: {:?} for {value:?}", row.control);
        let mut same = scenario.clone();
        (row.put)(&mut same, at, &value);
        assert_eq!((row.read)(&same, at).as_ref(), Some(&value), "{name}");
        for other in others(&row.control) {
            if row.blocked.is_some_and(|blocked| blocked(scenario, at).is_some()) {
                continue;
            }
            let mut changed = scenario.clone();
            (row.put)(&mut changed, at, &other);
            assert_eq!(changed.validate(), Ok(()), "{name}: {other:?}");
        }
    }
    names
}

/// What a control can give.
fn others(control: &Control) -> Vec<Value> {
    match control {
        Control::Switch => [true, false].map(Value::Flag).to_vec(),
        Control::Limit(kind, _, suggested) => {
            assert!(kind.range.contains(*suggested), "{control:?}");
            [None, Some(*suggested)].map(Value::Number).to_vec()
        }
        Control::OneOf(names) => (0..names.len()).map(Value::Choice).collect(),
        Control::Recipient => [None, Some(String::new()), Some("parking".to_owned())].map(Value::Text).to_vec(),
        Control::Distribution(_, usual, _) => vec![Value::Distribution(Setting::Value(usual.clone()))],
        Control::Number(..) | Control::Named(_) | Control::Text => Vec::new(),
    }
}
