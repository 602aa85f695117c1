//! A chart of an answer: what it shows is made once an answer, however often it is looked at.

use super::{Chart, ChartData, Sight};
use crate::charts::drawing::Same;
use crate::worker::question::{Answer, Answered};
use std::rc::Rc;
use yew::prelude::*;

/// How a chart, by its number, is read off an answer; none where the answer has no such chart.
#[derive(Clone, Copy, Debug)]
pub struct Read(pub fn(&Answer, usize) -> Option<ChartData>);

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

#[derive(Properties, PartialEq)]
pub struct AnswerChartProps {
    /// The answer.
    pub answered: Same<Answered>,
    /// Which of its charts.
    pub index: usize,
    /// How it is read off.
    pub read: Read,
    /// How time is looked at.
    pub sight: Sight,
}

/// The chart.
#[component]
pub fn AnswerChart(props: &AnswerChartProps) -> Html {
    let data = use_memo((props.answered.clone(), props.index, props.read), |(answered, index, read)| {
        (read.0)(&answered.answer, *index).map(|data| Same(Rc::new(data)))
    });
    let Some(data) = (*data).clone() else { return html! {} };
    html! { <Chart {data} sight={props.sight.clone()} /> }
}
