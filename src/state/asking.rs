//! What open views want to know of the run, and what they have been told.
//!
//! A question follows from what is looked at; its answer carries the run's generation. Until the answer of a newer run comes,
//! that of the older one stays, and whoever shows it can tell.

use super::looking::{Looking, Tab};
use crate::worker::protocol::Generation;
use crate::worker::question::{Answered, LogQuestion, Question, Topic};
use lambda_sim::units::Instant;
use std::rc::Rc;

/// Log lines of a page.
pub const LOG_PAGE: u16 = 100;

/// The newest answer to each view.
#[derive(Clone, Debug, Default)]
pub struct Answers(Vec<Rc<Answered>>);

impl Answers {
    /// What a view was told last.
    pub fn of(&self, topic: Topic) -> Option<&Rc<Answered>> {
        self.0.iter().find(|answered| answered.question.topic() == topic)
    }

    /// With an answer in place of the one to the same view before it.
    pub(super) fn with(&self, answered: Rc<Answered>) -> Self {
        let topic = answered.question.topic();
        let others = self.0.iter().filter(|other| other.question.topic() != topic).cloned();
        Self(others.chain([answered]).collect())
    }

    /// Whether a question about a run is answered already.
    pub fn has(&self, question: &Question, generation: Generation) -> bool {
        let known = self.of(question.topic());
        known.is_some_and(|known| known.generation == generation && known.question == *question)
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

impl Looking {
    /// What the open tab wants to know.
    pub fn question(&self) -> Option<Question> {
        let choices = &self.choices;
        let (from, to) = (self.viewport.from.max(0.0), self.viewport.to.ceil());
        let (from, to) = (Instant(from as i64), Instant(to as i64));
        match self.tab {
            Tab::Findings => Some(Question::Findings),
            Tab::Metrics => Some(Question::Metrics { panels: choices.panels.to_vec(), dimension: choices.dimension }),
            Tab::Latency => Some(Question::Latency(choices.latency_by, self.function)),
            Tab::Logs => Some(Question::Logs(LogQuestion {
                filter: choices.log_filter.clone(),
                format: choices.log_format,
                function: self.function,
                from,
                to,
                first: choices.log_first,
                count: LOG_PAGE,
            })),
            Tab::Traces => Some(Question::Traces { order: choices.trace_order, from, to, chosen: choices.trace }),
            Tab::Insights => Some(Question::Insights(choices.insights_function)),
            Tab::Versions => Some(Question::Versions(choices.versions_function)),
            Tab::Cost => Some(Question::Bill),
            Tab::Functions => None,
        }
    }

    /// What the inspector wants to know.
    pub fn why(&self) -> Option<Question> {
        self.selection.map(Question::Why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::question::Answer;

    fn answered(generation: u32) -> Rc<Answered> {
        let (question, answer) = (Question::Findings, Answer::Findings(Vec::new()));
        Rc::new(Answered { generation: Generation(generation), question, answer })
    }

    #[test]
    fn of_each_view_the_newest_answer_is_kept() {
        let answers = Answers::default().with(answered(1)).with(answered(2));
        assert_eq!(answers.of(Topic::Findings).map(|kept| kept.generation), Some(Generation(2)));
        assert!(answers.of(Topic::Why).is_none());
        assert!(answers.has(&Question::Findings, Generation(2)));
        assert!(!answers.has(&Question::Findings, Generation(3)), "a newer run is asked anew");
    }

    #[test]
    fn only_what_is_in_sight_is_asked_for() {
        let mut looking = Looking::at_a_run_of(60e6);
        assert_eq!(looking.question(), Some(Question::Findings), "the first tab");
        assert_eq!(looking.why(), None, "nothing is selected");
        looking.tab = Tab::Logs;
        looking.viewport.from = 10e6;
        let Some(Question::Logs(question)) = looking.question() else { panic!("no question") };
        assert_eq!((question.from, question.to), (Instant::from_secs(10), Instant::from_secs(60)));
        assert_eq!(question.count, LOG_PAGE);
        looking.tab = Tab::Functions;
        assert_eq!(looking.question(), None);
    }
}
