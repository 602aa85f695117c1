//! A chart of an answer: what it shows is made once an answer, however often it is looked at.

use super::{Chart, ChartContext, ChartData};
use crate::charts::drawing::PtrEq;
use std::rc::Rc;
use yew::prelude::*;

/// How a chart, by its index, is read off an answer; `None` if the answer has no such chart.
#[derive(Debug)]
pub struct Read<T>(pub fn(&T, usize) -> Option<ChartData>);

impl<T> Clone for Read<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<T> {}

impl<T> PartialEq for Read<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

#[derive(Properties)]
pub struct AnswerChartProps<T: 'static> {
    /// The answer.
    pub answer: PtrEq<T>,
    /// Which of its charts.
    pub index: usize,
    /// How it is read off.
    pub read: Read<T>,
    /// How time is looked at.
    pub context: ChartContext,
}

impl<T> PartialEq for AnswerChartProps<T> {
    fn eq(&self, other: &Self) -> bool {
        self.answer == other.answer
            && self.index == other.index
            && self.read == other.read
            && self.context == other.context
    }
}

/// The chart.
#[component]
pub fn AnswerChart<T: 'static>(props: &AnswerChartProps<T>) -> Html {
    let data = use_memo((props.answer.clone(), props.index, props.read), |(answer, index, read)| {
        (read.0)(answer, *index).map(|data| PtrEq(Rc::new(data)))
    });
    let Some(data) = (*data).clone() else { return html! {} };
    html! { <Chart {data} context={props.context.clone()} /> }
}
