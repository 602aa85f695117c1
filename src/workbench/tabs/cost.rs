//! Cost: the bill, and why each of its lines is as high as it is.

mod bill;
mod explained;

use crate::state::{Action, ViewState};
use crate::text::bill as words;
use crate::workbench::tabs::insights::month_usd;
use crate::workbench::tabs::{Tab, TabContext};
use crate::worker::engine::FinishedRun;
use lambda_sim::readings::bill_by_function;
use lambda_sim::trace::FunctionId;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// The bill.
pub struct Cost;

/// Who makes the bill, a month, in USD.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BillParts {
    /// What each function alone would cost, line by line in the order of the bill.
    pub functions: Vec<(FunctionId, Vec<f64>)>,
    /// What CloudWatch bills for Lambda Insights: no line of Lambda's own bill.
    pub insights_usd: f64,
}

impl Tab for Cost {
    const TITLE: &'static str = words::TAB;

    type Query = ();
    type Answer = BillParts;

    fn query(_: &ViewState) -> Option<()> {
        Some(())
    }

    fn answer(run: &mut FinishedRun, (): ()) -> BillParts {
        let functions = bill_by_function(&run.trace, &run.scenario, &run.book);
        BillParts { functions, insights_usd: month_usd(&run.trace, &run.scenario) }
    }

    fn view(context: &TabContext, answer: Option<&Rc<BillParts>>, dispatch: &Callback<Action>) -> Html {
        html! {
            <>
                { bill::bill(&context.results, context.scenario.account.month_of_730_h) }
                { for answer.map(|parts| explained::explained(parts, context, dispatch)) }
            </>
        }
    }
}
