//! Every table of settings, at every element of a scenario.

use crate::configure::account::{self, ACCOUNT};
use crate::configure::alarms::ALARMS;
use crate::configure::assumptions::ASSUMPTIONS;
use crate::configure::concurrency::CONCURRENCY;
use crate::configure::downstreams::DOWNSTREAMS;
use crate::configure::functions::cold_start::PHASES;
use crate::configure::functions::environment_life::ENVIRONMENT_LIFE;
use crate::configure::functions::function_settings::calls::CALLS;
use crate::configure::functions::function_settings::durable::{self, OPERATIONS};
use crate::configure::functions::function_settings::instances::INSTANCES;
use crate::configure::functions::function_settings::life::{self, EXTENSIONS};
use crate::configure::functions::function_settings::scaling::{self, CAPACITIES};
use crate::configure::functions::function_settings::versions::{ALIAS, DEPLOYMENTS, VERSIONS};
use crate::configure::functions::identity::IDENTITY;
use crate::configure::functions::package::PACKAGE;
use crate::configure::functions::work::{FAILURES, WORK};
use crate::configure::run::{SEED, TIMES};
use crate::configure::settings::{List, Setting};
use crate::configure::sources::event_source::settings_of;
use crate::configure::sources::retries::{RETRIES, RETRY_ON};
use crate::configure::sources::source::{NAME, QUALIFIER, TARGET};
use crate::configure::sources::traffic_part::{NUMBERS, SHAPE};
use crate::state::edit::ElementPath;
use lambda_sim::scenario::{Scenario, SourceKind};
use std::slice::from_ref;

/// A table at an element.
#[derive(Clone)]
pub struct Table {
    /// The element's path, with the point that follows it.
    pub prefix: String,
    /// The rows.
    pub rows: &'static [Setting],
    /// The element.
    pub at: ElementPath,
}

/// The tables of functions that are not in a list.
const OF_FUNCTIONS: &[&[Setting]] = &[
    IDENTITY,
    WORK,
    PACKAGE,
    FAILURES,
    PHASES,
    ENVIRONMENT_LIFE,
    CONCURRENCY,
    scaling::ROWS,
    ALIAS,
    life::SNAP_START,
    life::RESPONSE,
    durable::ROWS,
    INSTANCES,
    life::MORE,
];

/// Those of sources of every kind.
const OF_SOURCES: &[&[Setting]] = &[from_ref(&NAME), TARGET, RETRIES, from_ref(&QUALIFIER), RETRY_ON];

/// The lists of a function, with the prefix below the function's.
const LISTS_OF_FUNCTIONS: &[(&str, &List)] = &[
    ("", &CALLS),
    ("", &VERSIONS),
    ("", &EXTENSIONS),
    ("durable.", &OPERATIONS),
    ("provisioned_autoscaling.", &CAPACITIES),
];

/// All tables that a scenario shows.
pub fn tables(scenario: &Scenario) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut add = |prefix: &str, rows, at| tables.push(Table { prefix: prefix.to_owned(), rows, at });
    let whole = ElementPath::default();
    for rows in [TIMES, from_ref(&SEED)] {
        add("", rows, whole);
    }
    for rows in [ACCOUNT, account::MORE] {
        add("account.", rows, whole);
    }
    for (index, row) in ASSUMPTIONS.iter().enumerate() {
        add("assumptions.", from_ref(row), ElementPath::of(index));
    }
    for index in 0..scenario.functions.len() {
        let (prefix, at) = (format!("functions[{index}]."), ElementPath::of(index));
        OF_FUNCTIONS.iter().for_each(|rows| add(&prefix, rows, at));
        for (below, list) in LISTS_OF_FUNCTIONS {
            elements(&format!("{prefix}{below}"), list, scenario, at, &mut add);
        }
        elements("", &DEPLOYMENTS, scenario, at, &mut add);
    }
    for (index, source) in scenario.sources.iter().enumerate() {
        let (prefix, at) = (format!("sources[{index}]."), ElementPath::of(index));
        OF_SOURCES.iter().for_each(|rows| add(&prefix, rows, at));
        let (open, more, _) = settings_of(&source.kind);
        add(&prefix, open, at);
        add(&prefix, more, at);
        for part in 0..source.traffic.0.len() {
            let is_single = source.traffic.0.len() == 1;
            let prefix = if is_single { format!("{prefix}traffic.") } else { format!("{prefix}traffic[{part}].") };
            add(&prefix, from_ref(&SHAPE), at.inside(part));
            add(&prefix, NUMBERS, at.inside(part));
        }
    }
    for list in [&DOWNSTREAMS, &ALARMS] {
        elements("", list, scenario, whole, &mut add);
    }
    tables
}

fn elements(
    prefix: &str,
    list: &'static List,
    scenario: &Scenario,
    at: ElementPath,
    add: &mut dyn FnMut(&str, &'static [Setting], ElementPath),
) {
    for (index, at) in (list.elements)(scenario, at) {
        let prefix = format!("{prefix}{}[{index}].", list.name);
        add(&prefix, list.rows, at);
        add(&prefix, list.more, at);
        if let Some(inner) = list.inner.and_then(|inner| inner(scenario, at)) {
            elements(&prefix, inner, scenario, at, add);
        }
    }
}

/// The lists that something can be added to, and where.
pub fn lists(scenario: &Scenario) -> Vec<(&'static List, ElementPath)> {
    let functions = (0..scenario.functions.len()).map(ElementPath::of);
    let of_functions = functions.flat_map(|at| {
        LISTS_OF_FUNCTIONS.iter().map(|(_, list)| *list).chain([&DEPLOYMENTS]).map(move |list| (list, at))
    });
    of_functions.chain([(&DOWNSTREAMS, ElementPath::default()), (&ALARMS, ElementPath::default())]).collect()
}

/// Every row that there is.
pub fn all() -> Vec<&'static Setting> {
    let lists = LISTS_OF_FUNCTIONS.iter().map(|(_, list)| *list).chain([&DEPLOYMENTS, &DOWNSTREAMS, &ALARMS]);
    let of_lists = lists.flat_map(|list| list.rows.iter().chain(list.more));
    let kinds = SourceKind::IDS.iter().filter_map(|id| SourceKind::from_id(id));
    let of_kinds = kinds.flat_map(|kind| {
        let (open, more, _) = settings_of(&kind);
        open.iter().chain(more)
    });
    let tables = OF_FUNCTIONS.iter().chain(OF_SOURCES).copied();
    let tables = tables.chain([TIMES, from_ref(&SEED), ACCOUNT, account::MORE, from_ref(&SHAPE), NUMBERS]);
    tables.flatten().chain(of_lists).chain(of_kinds).chain(ASSUMPTIONS.iter()).collect()
}
