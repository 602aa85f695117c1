//! The interface's words, by subject: short, concrete, in AWS's own terms. Components hold no words.
