//! The panel of a tab: reads its newest answer once, and shows it.

use super::{Tab, TabContext};
use crate::charts::drawing::PtrEq;
use crate::state::Action;
use crate::worker::protocol::decode;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TabPanelProps {
    /// What the tabs show.
    pub context: TabContext,
    /// Receives what the user does.
    pub dispatch: Callback<Action>,
}

/// What a tab shows.
#[component]
pub fn TabPanel<T: Tab>(props: &TabPanelProps) -> Html {
    let TabPanelProps { context, dispatch } = props;
    let answered = context.answers.of(context.tab).cloned().map(PtrEq);
    let answer = use_memo(answered, |answered| {
        answered.as_ref().and_then(|answered| decode::<T::Answer>(&answered.answer.answer)).map(Rc::new)
    });
    T::view(context, (*answer).as_ref(), dispatch)
}
