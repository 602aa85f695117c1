//! A client that waits for the answer: what is between it and the function, and its SDK (rules S1–S6).

use super::payload;
use crate::configure::elements::gateway;
use crate::configure::settings::{Choices, Control, Setting, row};
use crate::text::event_source as words;
use lambda_sim::scenario::{SdkMode, Synchronous};

pub static OPEN: &[Setting] = &[
    row!(gateway.integration_timeout_ms, words::INTEGRATION_TIMEOUT, |range| {
        Control::Depends(range, |scenario, at, range| {
            Control::limit(gateway::get(scenario, at).and_then(Synchronous::integration_timeouts).unwrap_or(range))
        })
    }),
    row!(balancer.health_check_interval_s, words::HEALTH_CHECKS, |range| Control::limit(range)),
    row!("retry.sdk.mode", sdk.mode, words::SDK_MODE, Control::OneOf(SdkMode::NAMES)),
    row!("retry.sdk.new_2026", sdk.new_2026, words::SDK_NEW_2026, Control::Switch),
];

pub static MORE: &[Setting] = &[
    row!(client.client_timeout_ms, words::CLIENT_TIMEOUT, |range| Control::limit(range)),
    row!(source.poison_share, words::POISON, |range| Control::share(range)),
    row!(carrier.payload_kb, words::PAYLOAD, |range| payload(range)),
];
