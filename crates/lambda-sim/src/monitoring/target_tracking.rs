//! Autoscaling of provisioned concurrency by target tracking (rule C14): two alarms on the utilisation, and the new number.

use super::{AlarmState, PointAlarm, TargetTrackingPolicy};

/// The most that one step of scaling in takes away: a tenth, and one at the least (assumed).
const SCALE_IN_STEP: u32 = 10;
/// What a quotient may lie above a whole number for rounding alone.
const ROUNDING: f64 = 1e-9;

/// A policy at work. The owner tells it the point of every minute, and does what it says.
///
/// ```
/// use lambda_sim::monitoring::{TargetTracking, TargetTrackingPolicy};
///
/// let mut tracking = TargetTracking::new(TargetTrackingPolicy::between(10, 500), 100);
/// assert_eq!([0.9, 0.9, 0.9].map(|point| tracking.observe(Some(point))), [None, None, Some(129)]);
/// ```
#[derive(Clone, Debug)]
pub struct TargetTracking {
    policy: TargetTrackingPolicy,
    current: u32,
    scale_out: PointAlarm,
    scale_in: PointAlarm,
    /// Seconds left of each cooldown.
    out_cooldown_s: u32,
    in_cooldown_s: u32,
}

impl TargetTracking {
    /// A policy at a function that has `current` provisioned concurrency set.
    #[must_use]
    pub fn new(policy: TargetTrackingPolicy, current: u32) -> Self {
        Self {
            scale_out: PointAlarm::new(policy.scale_out_alarm()),
            scale_in: PointAlarm::new(policy.scale_in_alarm()),
            policy,
            current,
            out_cooldown_s: 0,
            in_cooldown_s: 0,
        }
    }

    /// The provisioned concurrency that it takes to be set.
    #[must_use]
    pub const fn current(&self) -> u32 {
        self.current
    }

    /// The policy.
    #[must_use]
    pub const fn policy(&self) -> &TargetTrackingPolicy {
        &self.policy
    }

    /// The states of the alarms: scaling out, scaling in.
    #[must_use]
    pub const fn states(&self) -> [AlarmState; 2] {
        [self.scale_out.state(), self.scale_in.state()]
    }

    /// Somebody else changed the provisioned concurrency.
    pub const fn set_current(&mut self, current: u32) {
        self.current = current;
    }

    /// New bounds, by a schedule: they lift or lower the capacity at once, whatever the cooldowns. The new number, if it changes.
    pub fn set_bounds(&mut self, min: u32, max: u32) -> Option<u32> {
        (self.policy.min, self.policy.max) = (min, max.max(min));
        let bounded = self.bounded(self.current);
        (bounded != self.current).then(|| {
            self.current = bounded;
            bounded
        })
    }

    fn bounded(&self, capacity: u32) -> u32 {
        capacity.max(self.policy.min).min(self.policy.max.max(self.policy.min))
    }

    /// The number at which `utilisation` of `capacity` would have been on target: ⌈capacity × utilisation ÷ target⌉ within the
    /// bounds.
    #[must_use]
    pub fn proportional(&self, utilisation: f64, capacity: u32) -> u32 {
        let exact = f64::from(capacity) * utilisation / self.policy.target;
        self.bounded((exact - ROUNDING).ceil() as u32)
    }

    /// The point of one more minute: the new provisioned concurrency, if it changes. Without a point everything stays (C14),
    /// since nothing tells how far to go.
    pub fn observe(&mut self, point: Option<f64>) -> Option<u32> {
        self.observe_of(point, self.current)
    }

    /// The same with the provisioned concurrency that was set in that minute: a point is known only later, and what has been
    /// changed since must not be changed twice.
    pub fn observe_of(&mut self, point: Option<f64>, capacity: u32) -> Option<u32> {
        self.out_cooldown_s = self.out_cooldown_s.saturating_sub(60);
        self.in_cooldown_s = self.in_cooldown_s.saturating_sub(60);
        let (out, less) = (self.scale_out.observe(point), self.scale_in.observe(point));
        let wanted = self.proportional(point?, capacity);
        if out == AlarmState::Alarm && wanted > self.current && self.out_cooldown_s == 0 {
            self.out_cooldown_s = self.policy.scale_out_cooldown_s;
            self.in_cooldown_s = 0;
            self.current = wanted;
            return Some(wanted);
        }
        if less == AlarmState::Alarm && wanted < self.current && self.in_cooldown_s == 0 {
            self.in_cooldown_s = self.policy.scale_in_cooldown_s;
            let step = (self.current / SCALE_IN_STEP).max(1);
            self.current = wanted.max(self.current.saturating_sub(step)).max(self.policy.min);
            return Some(self.current);
        }
        None
    }
}

/// What several policies on one function come to: the largest number wins, and it becomes less only when all agree (C14).
#[must_use]
pub fn agree(current: u32, wanted: &[Option<u32>]) -> Option<u32> {
    let most = wanted.iter().flatten().copied().max()?;
    let all_less = wanted.iter().all(|wanted| wanted.is_some_and(|wanted| wanted < current));
    (most > current || all_less).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::PolicyProblem;

    fn tracking(current: u32) -> TargetTracking {
        TargetTracking::new(TargetTrackingPolicy::between(10, 500), current)
    }

    fn observe(tracking: &mut TargetTracking, points: &[f64]) -> Vec<Option<u32>> {
        points.iter().map(|point| tracking.observe(Some(*point))).collect()
    }

    #[test]
    fn w14_of_the_rule_book() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[0.9; 3]), [None, None, Some(129)]);
        assert_eq!(tracking.current(), 129);
        assert!((tracking.policy().scale_in_threshold() - 0.63).abs() < 1e-12);
    }

    #[test]
    fn three_points_in_a_row_are_needed() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[0.9, 0.9, 0.7, 0.9, 0.9, 0.8]), [None, None, None, None, None, Some(115)]);
    }

    #[test]
    fn it_goes_on_while_the_alarm_lasts_and_stops_at_the_bounds() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[1.0; 6]), [None, None, Some(143), Some(205), Some(293), Some(419)]);
        assert_eq!(observe(&mut tracking, &[1.0; 2]), [Some(500), None]);
    }

    #[test]
    fn on_target_nothing_changes() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[0.7; 20]), [None; 20]);
        assert_eq!(tracking.proportional(0.7, 100), 100, "a quotient a hair above a whole number is that number");
        assert_eq!(observe(&mut tracking, &[0.65; 20]), [None; 20], "above 0.63");
    }

    #[test]
    fn scaling_in_takes_a_tenth_at_most_and_one_at_least() {
        let mut tracking = tracking(100);
        let steps = observe(&mut tracking, &[0.1; 17]);
        assert_eq!(steps[..14], [None; 14]);
        assert_eq!(steps[14..], [Some(90), Some(81), Some(73)]);
        let mut small =
            TargetTracking::new(TargetTrackingPolicy { scale_in_points: 3, ..TargetTrackingPolicy::between(2, 9) }, 4);
        assert_eq!(observe(&mut small, &[0.1; 6]), [None, None, Some(3), Some(2), None, None]);
    }

    #[test]
    fn scaling_in_never_passes_what_the_target_needs() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[0.62; 15])[14], Some(90), "89 would do, a tenth is the most");
        let mut tracking = self::tracking(100);
        tracking.policy.target = 0.9;
        tracking.scale_in = PointAlarm::new(tracking.policy.scale_in_alarm());
        assert_eq!(observe(&mut tracking, &[0.805; 15])[14], Some(90));
        assert_eq!(tracking.proportional(0.9, 90), 90);
    }

    #[test]
    fn without_data_everything_stays() {
        let mut tracking = tracking(100);
        assert_eq!(observe(&mut tracking, &[0.1; 14]), [None; 14]);
        for _ in 0..30 {
            assert_eq!(tracking.observe(None), None);
        }
        assert_eq!(tracking.states(), [AlarmState::InsufficientData; 2]);
        assert_eq!(tracking.current(), 100);
    }

    #[test]
    fn cooldowns_hold_back_and_scaling_out_cuts_that_of_scaling_in_short() {
        let policy = TargetTrackingPolicy {
            scale_in_points: 3,
            scale_out_cooldown_s: 120,
            scale_in_cooldown_s: 600,
            ..TargetTrackingPolicy::between(10, 500)
        };
        let mut tracking = TargetTracking::new(policy, 100);
        assert_eq!(observe(&mut tracking, &[0.9, 0.9, 0.9, 0.9, 0.9]), [None, None, Some(129), None, Some(166)]);
        let mut tracking = TargetTracking::new(policy, 100);
        assert_eq!(observe(&mut tracking, &[0.1; 5]), [None, None, Some(90), None, None]);
        assert_eq!(observe(&mut tracking, &[0.9; 3]), [None, None, Some(116)]);
        assert_eq!(observe(&mut tracking, &[0.1; 3]), [None, None, Some(105)]);
    }

    #[test]
    fn schedules_move_the_bounds_at_once() {
        let mut tracking = tracking(100);
        assert_eq!(tracking.set_bounds(150, 300), Some(150));
        assert_eq!(tracking.set_bounds(10, 300), None);
        assert_eq!(tracking.set_bounds(0, 20), Some(20));
    }

    #[test]
    fn of_several_policies_the_largest_wins_and_all_must_agree_on_less() {
        assert_eq!(agree(100, &[Some(120), Some(90)]), Some(120));
        assert_eq!(agree(100, &[Some(80), None]), None);
        assert_eq!(agree(100, &[Some(80), Some(90)]), Some(90));
        assert_eq!(agree(100, &[None, None]), None);
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(TargetTrackingPolicy::between(1, 2).check(), Ok(()));
        assert_eq!(TargetTrackingPolicy::between(3, 2).check(), Err(PolicyProblem::Bounds));
        let wrong = TargetTrackingPolicy { target: 0.95, ..TargetTrackingPolicy::between(1, 2) };
        assert_eq!(wrong.check(), Err(PolicyProblem::Target));
        let read: Result<TargetTrackingPolicy, _> = serde_json::from_str(r#"{"min": 1, "max": 2}"#);
        assert_eq!(read.ok(), Some(TargetTrackingPolicy::between(1, 2)));
    }
}
