//! A client that waits for the answer: what is between it and the function, and its SDK (rules S1–S6).

use crate::configure::settings::{Choices, Control, Setting, row};
use crate::text::event_source as words;
use crate::text::settings::TOO_SMALL;
use lambda_sim::scenario::{SdkMode, ranges};

pub static OPEN: &[Setting] = &[
    row!(rest_api.integration_timeout_ms, words::INTEGRATION_TIMEOUT, Control::limit(ranges::INTEGRATION_TIMEOUT_MS)),
    row!(
        http_api.integration_timeout_ms,
        words::INTEGRATION_TIMEOUT,
        Control::limit(ranges::HTTP_INTEGRATION_TIMEOUT_MS)
    ),
    row!(balancer.health_check_interval_s, words::HEALTH_CHECKS, Control::limit(ranges::HEALTH_CHECK_INTERVAL_S)),
    row!("retry.sdk.mode", sdk.mode, words::SDK_MODE, Control::OneOf(SdkMode::NAMES)),
    row!("retry.sdk.new_2026", sdk.new_2026, words::SDK_NEW_2026, Control::Switch),
];

pub static MORE: &[Setting] = &[
    row!(client.client_timeout_ms, words::CLIENT_TIMEOUT, Control::limit(ranges::CLIENT_TIMEOUT_MS)),
    row!(source.poison_share, words::POISON, Control::share()),
    row!(carrier.payload_kb, words::PAYLOAD, Control::optional_distribution(ranges::PAYLOAD_KB, 10.0, TOO_SMALL)),
];
