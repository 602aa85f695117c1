//! What belongs to the life of an environment beyond its phases: extensions.

use super::super::check::Check;
use super::super::{Function, limits};

pub(super) fn life(check: &mut Check<'_>, function: &Function) {
    check.count("extensions", function.extensions.len(), 0, limits::MAX_EXTENSIONS);
    for (index, extension) in function.extensions.iter().enumerate() {
        check.inside(format!("extensions[{index}]"), |check| {
            check.optional_distribution("init_ms", extension.init_ms.as_ref(), limits::START_PHASE_MS);
            check.optional_distribution("after_handler_ms", extension.after_handler_ms.as_ref(), limits::PHASE_MS);
        });
    }
}
