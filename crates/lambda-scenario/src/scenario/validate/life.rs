//! What belongs to the life of an environment beyond its phases: extensions, snapshots, init ahead of requests.

use super::super::check::Check;
use super::super::{Function, ranges};
use crate::runtimes::{Family, Runtime};

pub(super) fn life(check: &mut Check<'_>, function: &Function) {
    check.count("extensions", function.extensions.len(), 0, ranges::MAX_EXTENSIONS);
    if let Some(response) = &function.response {
        if response.streaming && !function.calls.is_empty() {
            check.conflict("response.streaming", true, "no calls of other functions and services beside it", None);
        }
        let streams = |runtime: &Runtime| runtime.is_os_only() || runtime.family(None) == Family::NodeJs;
        if response.streaming && Runtime::find(&function.runtime).is_some_and(|runtime| !streams(runtime)) {
            check.conflict("response.streaming", true, "Node.js, or a runtime of one's own (rule N4)", None);
        }
    }
    if let Some(tenants) = function.tenants
        && (function.provisioned_concurrency.is_some() || function.snap_start)
    {
        let allowed = "neither provisioned concurrency nor SnapStart beside it (rule N3)";
        check.conflict("tenants", tenants, allowed, None);
    }
    if function.snap_start {
        snap_start(check, function);
    }
}

fn snap_start(check: &mut Check<'_>, function: &Function) {
    let mut refuse = |allowed: &str| check.conflict("snap_start", true, allowed, None);
    if Runtime::find(&function.runtime).is_some_and(|runtime| !runtime.supports_snap_start()) {
        refuse("a runtime of Java 11, Python 3.12, .NET 8 or later (rule N0)");
    }
    if function.provisioned_concurrency.is_some() {
        refuse("no provisioned concurrency beside it (rule N0)");
    }
    if f64::from(function.ephemeral_storage_mb) > ranges::EPHEMERAL_STORAGE_MB.min {
        refuse("at most 512 MB of ephemeral storage beside it (rule N0)");
    }
}
