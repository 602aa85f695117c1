//! All panels, one below the other: the same next to the timeline and in a sheet over it.

use crate::configure::account::account_panel;
use crate::configure::alarms::alarms_panel;
use crate::configure::changes::change_list;
use crate::configure::concurrency::concurrency_panel;
use crate::configure::downstreams::downstreams_panel;
use crate::configure::editor::Editor;
use crate::configure::functions::functions_panel;
use crate::configure::problems::problem_list;
use crate::configure::run::run_panel;
use crate::configure::sources::sources_panel;
use crate::files;
use crate::state::{Action, Configuration};
use crate::text::live as live_words;
use crate::ui::disclosure::Disclosure;
use crate::ui::field::Fields;
use yew::prelude::*;

/// The panels, with the place of the function that is configured.
pub fn configuration(
    instance: &AttrValue,
    configuration: &Configuration,
    configured: usize,
    dispatch: &Callback<Action>,
) -> Html {
    let (instance, configuration, dispatch) = (instance.clone(), configuration.clone(), dispatch.clone());
    html! { <ConfigurationPanels {instance} {configuration} {configured} {dispatch} /> }
}

#[derive(Properties, PartialEq)]
struct ConfigurationPanelsProps {
    /// Sets the ids of this app apart.
    pub instance: AttrValue,
    /// The scenario, how it was opened, and what is wrong with it.
    pub configuration: Configuration,
    /// Which function is configured.
    pub configured: usize,
    /// Told what the user does.
    pub dispatch: Callback<Action>,
}

/// The panels.
#[component]
fn ConfigurationPanels(props: &ConfigurationPanelsProps) -> Html {
    let ConfigurationPanelsProps { instance, configuration, .. } = props;
    let (scenario, baseline) = (configuration.scenario(), configuration.baseline());
    let fields = Fields { instance: instance.clone(), problems: configuration.problems.clone() };
    let editor = Editor::new(props.dispatch.clone(), fields);
    // Of the functions there were, the configured one may be gone.
    let configured = props.configured.min(scenario.functions.len().saturating_sub(1));
    let on_recording =
        files::opening_recordings(&props.dispatch, scenario).reform(|(source, file)| (Some(source), file));
    html! {
        <div class="panels">
            if !configuration.problems.is_empty() {
                { problem_list(scenario, configured, &editor) }
            }
            if !scenario.description.is_empty() {
                <p class="description">{ scenario.description.clone() }</p>
            }
            { account_panel(scenario, baseline, &editor) }
            { functions_panel(scenario, baseline, configured, &editor) }
            { concurrency_panel(scenario, baseline, configured, &editor) }
            { sources_panel(scenario, baseline, configured, &editor, &on_recording) }
            { downstreams_panel(scenario, baseline, &editor) }
            { alarms_panel(scenario, baseline, configured, &editor) }
            <section class="panel" aria-label={live_words::CHANGES}>
                <Disclosure summary={live_words::CHANGES} brief={live_words::how_many(scenario.changes.len())} is_wrong={editor.fields().is_wrong(&["changes".to_owned()])}>
                    { change_list(scenario, &editor) }
                </Disclosure>
            </section>
            { run_panel(scenario, baseline, &editor) }
        </div>
    }
}
