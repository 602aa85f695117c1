//! Curves for the tests of the chart.

use lambda_sim::readings::{Curves, Limits};
use lambda_sim::trace::SettingKind;

/// Ten seconds from 10 s on: a climb to a reserved limit of 24 of an account's 1,000, three seconds at it, two refusals.
pub fn curves() -> Curves {
    Curves {
        origin: 10e6,
        step: 1e6,
        peak_provisioned: vec![2, 6, 6, 6, 6, 6, 6, 4, 2, 0],
        peak_on_demand: vec![0, 0, 6, 18, 18, 18, 9, 0, 0, 0],
        mean_provisioned: vec![1.0, 4.0, 6.0, 6.0, 6.0, 6.0, 5.0, 2.0, 1.0, 0.0],
        mean_on_demand: vec![0.0, 0.0, 3.0, 16.0, 17.0, 16.0, 4.0, 0.0, 0.0, 0.0],
        at_limit: vec![0.0, 0.0, 0.0, 1.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0],
        throttles: vec![0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
        limits: Limits {
            at: vec![10e6, 10e6, 10e6],
            kind: vec![
                SettingKind::Reserved as u8,
                SettingKind::ConcurrencyLimit as u8,
                SettingKind::UnreservedPool as u8,
            ],
            value: vec![24, 1_000, 976],
        },
    }
}
