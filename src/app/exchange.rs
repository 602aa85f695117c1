//! The app's conversation with its worker: when a run begins, what is asked about it, and what comes back.

use crate::areas;
use crate::lazy::{self, use_area};
use crate::state::run::Finished;
use crate::state::{Action, Notice, Phase, Run, State};
use crate::workbench::door::AskingDoor;
use crate::worker::client::Client;
use crate::worker::protocol::{FromWorker, Request, ToWorker};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// A run begins when the editing has paused for this long, in ms; at once where a change is complete.
const PAUSE_MS: u32 = 150;

/// Keeps a worker and a state in step. Returns what asks about the run that is shown.
#[hook]
pub fn use_exchange(state: &UseReducerHandle<State>, dispatch: &Callback<Action>) -> Callback<Request> {
    let client = {
        let dispatch = dispatch.clone();
        use_memo((), move |()| {
            Client::start(Callback::from(move |message| receive(&dispatch, message)), areas::LATER_CODE)
        })
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
    let selection = state.view_state.selection;
    use_asked(&client, run, selection.map(Request::Detail));
    // What tabs and inspector ask is asked once there is the code that shows the answer.
    use_area::<AskingDoor>();
    let asking = lazy::loaded::<AskingDoor>().filter(|_| run.results.is_some());
    use_asked(&client, run, selection.filter(|_| asking.is_some()).map(Request::Why));
    let query = asking.and_then(|asking| (asking.query)(&state.view_state));
    use_asked(&client, run, query.filter(|query| !state.answers.has(query, run.shown)).map(Request::Tab));
    use_callback(run.shown, move |request: Request, generation| {
        client.post(&ToWorker::Ask { generation: *generation, request });
    })
}

/// Asks about the run that is shown, whenever the request or the run changes.
#[hook]
fn use_asked(client: &Rc<Client>, run: &Run, request: Option<Request>) {
    let client = client.clone();
    use_effect_with((request, run.shown), move |(request, generation)| {
        if let Some(request) = request {
            client.post(&ToWorker::Ask { generation: *generation, request: request.clone() });
        }
    });
}

/// What the worker says, as something that happens.
fn receive(dispatch: &Callback<Action>, message: FromWorker) {
    let action = match message {
        FromWorker::Ready { .. } => return,
        FromWorker::Progress { generation, share, requests } => Action::Progressed { generation, share, requests },
        FromWorker::Finished { generation, results } => {
            Action::Finished(Finished { generation, results: Rc::from(results) })
        }
        FromWorker::Invalid { generation, problems } => Action::Invalid { generation, problems },
        FromWorker::Failed { generation, message } => Action::Failed { generation, message },
        FromWorker::Answered { generation, response } => Action::Answered { generation, response },
        FromWorker::NotLoaded => Action::Notify(Some(Notice::NotLoaded)),
    };
    dispatch.emit(action);
}
