//! An edit of what there is: an element is added, copied or removed.
//!
//! It is made to the scenario as it was opened as well, so that every element keeps its counterpart there to be compared with
//! and reset to.

use super::setting::ElementPath;
use lambda_sim::scenario::Scenario;

/// Adds, copies or removes. If the element does not exist, it changes nothing.
pub type Restructure = fn(&mut Scenario, ElementPath);

/// An element is added, copied or removed.
#[derive(Clone, Debug)]
pub struct StructureEdit {
    /// The path of the list, as in a scenario's problems.
    pub path: String,
    /// The element, or the element whose list it is.
    pub at: ElementPath,
    /// Makes the change.
    pub apply: Restructure,
}
