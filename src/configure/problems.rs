//! The problems that have no field in sight: of another function, of the scenario as a whole.

use crate::configure::editor::Editor;
use crate::configure::sources;
use crate::state::Action;
use crate::ui::words::editing as words;
use lambda_sim::scenario::Scenario;
use yew::prelude::*;

/// The list; nothing if every problem is shown at its field, as those of the configured function are.
pub fn problem_list(scenario: &Scenario, configured: usize, editor: &Editor) -> Html {
    let problems = &editor.fields().problems;
    let sources = sources::listed(scenario, configured);
    let homeless = problems.iter().filter(|problem| {
        // Of deployments, those of the configured function are listed.
        let is_elsewhere = problem.path.starts_with("deployments[")
            && function_of(&problem.path, scenario).is_some_and(|index| index != configured);
        is_elsewhere || !has_field(&problem.path, configured, &sources)
    });
    let homeless = homeless.map(|problem| {
        let other = function_of(&problem.path, scenario).filter(|index| *index != configured);
        let on_show = |index: usize| {
            let editor = editor.clone();
            Callback::from(move |_: MouseEvent| editor.act(Action::ConfigureFunction(index)))
        };
        html! {
            <li key={problem.path.clone()}>
                <span class="mono">{ &problem.path }</span>{ " " }
                { words::problem(&problem.given, &problem.allowed) }{ " " }
                if let Some(index) = other {
                    <button type="button" class="link" onclick={on_show(index)}>{ words::SHOW }</button>
                }
            </li>
        }
    });
    let homeless: Vec<Html> = homeless.collect();
    if homeless.is_empty() {
        return html! {};
    }
    html! {
        <div class="problems" role="alert">
            <strong>{ words::PROBLEMS_TITLE }</strong>
            <ul>{ for homeless }</ul>
        </div>
    }
}

/// Whether a field for this path is among the panels, where these sources are listed.
fn has_field(path: &str, configured: usize, sources: &[usize]) -> bool {
    // Of a list as a whole, and of listed values, there are no fields.
    let is_list = [".mixture", ".empirical", ".counts", ".at_s"].iter().any(|list| path.ends_with(list))
        || [".empirical[", ".at_s["].iter().any(|list| path.contains(list));
    let has_none = [".traffic", ".retry_on", ".rate_minutes"].iter().any(|name| path.ends_with(name))
        || (path.contains(".versions[") && !OF_VERSIONS.iter().any(|name| path.ends_with(name)));
    let names_a_value = path.contains('.') || matches!(path, "seed" | "duration_s" | "warm_up_s" | "name");
    let is_in_sight = match (index_in("functions", path), index_in("sources", path)) {
        (Some(function), _) => function == configured,
        (_, Some(source)) => sources.contains(&source),
        _ => true,
    };
    names_a_value && is_in_sight && !is_list && !has_none
}

/// What of a published version has a field.
const OF_VERSIONS: [&str; 5] = [".memory_mb", ".timeout_s", ".work.error_rate", ".work.duration_ms", ".phases.init_ms"];

/// The function that a path lies in, that its source calls, or that its deployment is of.
fn function_of(path: &str, scenario: &Scenario) -> Option<usize> {
    index_in("functions", path).or_else(|| {
        let source =
            index_in("sources", path).and_then(|index| scenario.sources.get(index)).map(|source| &source.function);
        let deployment = index_in("deployments", path).and_then(|index| scenario.deployments.get(index));
        let name = source.or(deployment.map(|deployment| &deployment.function))?;
        scenario.functions.iter().position(|function| function.name == *name)
    })
}

/// The place in a list that a path lies in: 3 of `functions` for `functions[3].name`.
fn index_in(list: &str, path: &str) -> Option<usize> {
    path.strip_prefix(list)?.strip_prefix('[')?.split_once(']')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::edit::Edit;

    #[test]
    fn problems_of_what_is_in_sight_stand_at_their_fields() {
        for (path, expected) in [
            ("functions[0].memory_mb", true),
            ("functions[1].memory_mb", false),
            ("functions[0].work.duration_ms.mixture[1].weight", true),
            ("functions[0].work.duration_ms.mixture", false),
            ("account.region", true),
            ("sources[2].traffic.poisson.rps", true),
            ("sources[3].traffic.poisson.rps", false),
            ("sources[2].traffic.recorded.at_s[7]", false),
            ("sources[2].traffic", false),
            ("functions[0].versions[0].memory_mb", true),
            ("functions[0].versions[0].package.size_mb", false),
            ("sources", false),
            ("functions", false),
            ("seed", true),
            ("", false),
        ] {
            assert_eq!(has_field(path, 0, &[2]), expected, "{path}");
        }
    }

    #[test]
    fn a_problem_leads_to_its_function() {
        let mut scenario = Scenario::default();
        Edit::add_function().apply(&mut scenario);
        Edit::add_function().apply(&mut scenario);
        assert_eq!(function_of("functions[1].name", &scenario), Some(1));
        assert_eq!(function_of("sources[1].name", &scenario), Some(1));
        assert_eq!(function_of("sources[9].name", &scenario), None);
        assert_eq!(function_of("seed", &scenario), None);
    }
}
