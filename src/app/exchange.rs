//! The app's conversation with its worker: when a run begins, what is asked about it, and what comes back.

use crate::lazy::{self, use_area};
use crate::state::run::{Finished, Listed};
use crate::state::{Action, Notice, Phase, State};
use crate::workbench::tabs::door::TabsDoor;
use crate::worker::client::{Client, Incoming};
use crate::worker::protocol::{FromWorker, Query, ToWorker};
use crate::worker::question::Question;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A run begins when the editing has paused for so long, in ms; at once where a change is complete.
const PAUSE_MS: u32 = 150;

/// Keeps a worker and a state in step. Returns what asks about the run that is shown.
#[hook]
pub fn use_exchange(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) -> Callback<Query> {
    let client = {
        let dispatch = dispatch.clone();
        use_memo((), move |()| Client::start(Callback::from(move |incoming| receive(&dispatch, incoming))))
    };
    let run = &state.run;

    // A change of the scenario asks for a run.
    {
        let configuration = &state.configuration;
        let (settled, dispatch) = (configuration.settled, dispatch.clone());
        // A change that is complete may have begun its run while it was typed: once is enough.
        let has_begun = run.scenario().is_some_and(|scenario| Rc::ptr_eq(scenario, configuration.scenario()));
        let asks = configuration.is_valid() && !has_begun;
        use_effect_with((configuration.revision, settled), move |_| {
            let pause = if settled { 0 } else { PAUSE_MS };
            let timer = asks.then(|| Timeout::new(pause, move || dispatch.emit(Action::Run)));
            move || drop(timer)
        });
    }
    // A run that has begun goes to the worker; one that was cancelled is ended there as well.
    {
        let (client, scenario) = (client.clone(), run.scenario().cloned());
        let document = state.configuration.document().cloned();
        use_effect_with(run.generation, move |generation| {
            let generation = *generation;
            let Some(scenario) = scenario else { return };
            let scenario = document.map_or_else(|| scenario.to_json(), |document| document.as_ref().to_owned());
            client.post(&ToWorker::Run { generation, scenario });
        });
    }
    {
        let (client, generation) = (client.clone(), run.generation);
        use_effect_with(run.phase == Phase::Cancelled, move |cancelled| {
            if *cancelled {
                client.post(&ToWorker::Cancel { generation });
            }
        });
    }
    // What is selected is looked at closely.
    {
        let (client, generation) = (client.clone(), run.shown);
        use_effect_with((state.looking.selection, generation), move |(selection, _)| {
            if let Some(target) = *selection {
                client.post(&ToWorker::Inspect { generation, target });
            }
        });
    }
    use_asked(state, &client, state.looking.question());
    use_asked(state, &client, state.looking.why());
    let generation = run.shown;
    use_callback(generation, move |query: Query, generation| client.post(&query.about(*generation)))
}

/// Asks what an open view wants to know, unless it knows.
#[hook]
fn use_asked(state: &UseReducerHandle<State>, client: &Rc<Client>, question: Option<Question>) {
    let (client, generation) = (client.clone(), state.run.shown);
    let question = question.filter(|question| state.run.results.is_some() && !state.answers.has(question, generation));
    // What could not be loaded at first and is there now is asked anew: without it nobody could answer.
    let can_show = use_area::<TabsDoor>();
    use_effect_with((question, generation, can_show), move |(question, generation, _)| {
        if let Some(question) = question {
            client.post(&ToWorker::Ask { generation: *generation, question: question.clone() });
        }
    });
}

/// What the worker says, as something that happens.
fn receive(dispatch: &Callback<Action>, Incoming { message, columns }: Incoming) {
    let action = match message {
        FromWorker::Ready { .. } => return,
        FromWorker::Progress { generation, share, requests } => Action::Progressed { generation, share, requests },
        FromWorker::Finished { generation, results } => {
            Action::Finished(Finished { generation, results: Rc::from(results) })
        }
        FromWorker::Invalid { generation, problems } => Action::Invalid { generation, problems },
        FromWorker::Failed { generation, message } => Action::Failed { generation, message },
        FromWorker::Seen { generation, .. } => match columns {
            Some(columns) => Action::Seen { generation, columns },
            None => return,
        },
        // Where the page lacks the code as well, the tabs say so themselves.
        FromWorker::Unavailable if lazy::loaded::<TabsDoor>().is_none() => return,
        FromWorker::Unavailable => Action::Notify(Some(Notice::NotLoaded)),
        FromWorker::Inspected { generation, detail } => Action::Inspected { generation, detail },
        FromWorker::Moment { generation, moment } => Action::SeenAt { generation, moment: Rc::from(moment) },
        FromWorker::Stepped { generation, event } => Action::Stepped { generation, event },
        FromWorker::Listed { generation, query, page } => {
            Action::Listed { generation, listed: Rc::new(Listed { query, page: *page }) }
        }
        FromWorker::Answered(answered) => {
            let dispatch = dispatch.clone();
            // What reads an answer is what shows it; where that does not come, whoever shows it says so.
            spawn_local(async move {
                let answered = lazy::load::<TabsDoor>().await.ok().and_then(|tabs| (tabs.read_answer)(&answered));
                if let Some(answered) = answered {
                    dispatch.emit(Action::Answered(Rc::new(answered)));
                }
            });
            return;
        }
    };
    dispatch.emit(action);
}
