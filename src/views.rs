//! What the user looks at: views of the finished run's readings. They never compute a result themselves.
