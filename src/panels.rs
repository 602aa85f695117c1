//! What the user edits: the panels of the configuration, in the order of the scenario document.
