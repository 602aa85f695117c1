//! One reducer for one app: what the user configures, what the user looks at, and the run that connects the two.
