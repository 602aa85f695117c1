//! What the tabs have been answered.
//!
//! A query follows from what is looked at; its answer carries the run's generation. Until the answer of a newer run comes, that
//! of the older one stays, marked as old.

use crate::worker::protocol::{Generation, TabAnswer, TabId, TabQuery};
use std::rc::Rc;

/// An answer to a tab, and the run it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The run.
    pub generation: Generation,
    /// The answer.
    pub answer: TabAnswer,
}

/// The newest answer to each tab.
#[derive(Clone, Debug, Default)]
pub struct Answers(Vec<Rc<Answered>>);

impl Answers {
    /// The newest answer to a tab.
    pub fn of(&self, tab: TabId) -> Option<&Rc<Answered>> {
        self.0.iter().find(|answered| answered.answer.query.tab == tab)
    }

    /// With an answer in place of the one to the same tab before it.
    pub(super) fn with(&self, answered: Answered) -> Self {
        let tab = answered.answer.query.tab;
        let others = self.0.iter().filter(|other| other.answer.query.tab != tab).cloned();
        Self(others.chain([Rc::new(answered)]).collect())
    }

    /// Whether a query about a run has been answered.
    pub fn has(&self, query: &TabQuery, generation: Generation) -> bool {
        let known = self.of(query.tab);
        known.is_some_and(|known| known.generation == generation && known.answer.query == *query)
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(tab: TabId) -> TabQuery {
        TabQuery { tab, query: Vec::new() }
    }

    fn answered(generation: u32) -> Answered {
        let answer = TabAnswer { query: query(TabId::Findings), answer: Vec::new() };
        Answered { generation: Generation(generation), answer }
    }

    #[test]
    fn of_each_tab_the_newest_answer_is_kept() {
        let answers = Answers::default().with(answered(1)).with(answered(2));
        assert_eq!(answers.of(TabId::Findings).map(|kept| kept.generation), Some(Generation(2)));
        assert!(answers.of(TabId::Logs).is_none());
        assert!(answers.has(&query(TabId::Findings), Generation(2)));
        assert!(!answers.has(&query(TabId::Findings), Generation(3)), "a newer run is asked again");
    }
}
