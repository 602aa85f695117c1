//! What is billed, before any price: memory × time and requests of one account in one Region, summed in integers.

use super::durable::{Bytes, DurableUsage, Stored};
use super::money::mul_div_round;
use super::per_architecture::PerArchitecture;
use super::time::BilledMillis;
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use crate::units::{MbMillis, MegaBytes, Micros};
use std::iter::Sum;
use std::ops::{Add, AddAssign};

/// The ephemeral storage (`/tmp`) that comes with every function at no charge (pricing page): only what is above is billed.
pub const EPHEMERAL_STORAGE_INCLUDED: MegaBytes = MegaBytes(512);

/// What of each streamed response costs nothing (N4, pricing page).
pub const STREAMED_INCLUDED: Data = Data::from_mb(6);

/// An amount of data or of memory, in thousandths of a MB, so that it has the same arithmetic as memory × time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Data(pub u128);

impl Data {
    /// Whole MB.
    #[must_use]
    pub const fn from_mb(megabytes: u64) -> Self {
        Self(megabytes as u128 * 1_000)
    }

    /// Whole GB, of 1,024 MB.
    #[must_use]
    pub const fn from_gb(gigabytes: u64) -> Self {
        Self::from_mb(gigabytes * 1_024)
    }

    /// As GB.
    #[must_use]
    pub fn as_gb_f64(self) -> f64 {
        self.0 as f64 / 1_024_000.0
    }
}

impl Add for Data {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Data {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// A quantity in two parts, by whether the free tier may forgive it (rule M4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FreeTierSplit<T> {
    /// What the free tier may forgive.
    pub eligible: T,
    /// What it may not: used by a function while its provisioned concurrency was enabled.
    pub excluded: T,
}

impl<T: Add<Output = T> + Copy> FreeTierSplit<T> {
    /// Both parts together.
    #[must_use]
    pub fn total(&self) -> T {
        self.eligible + self.excluded
    }
}

impl<T: Add<Output = T>> Add for FreeTierSplit<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { eligible: self.eligible + other.eligible, excluded: self.excluded + other.excluded }
    }
}

/// What one account used in one Region over some stretch of time: a run, or a month ([`Usage::per_month`]).
///
/// Plain numbers, to be filled in by [`Usage::add_invocations`] and [`Usage::add_provisioned`], or by hand. Usages of
/// several functions add up; the free tier and the tiers are the account's (rules M5, M6), so they are billed as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Billed requests: the invocations, whatever their outcome; throttles are none (rules M3, M9).
    pub requests: FreeTierSplit<u64>,
    /// On demand: memory × ⌈handler⌉ (rule M1).
    pub duration: PerArchitecture<FreeTierSplit<MbMillis>>,
    /// On demand: memory × (⌈init + handler⌉ − ⌈handler⌉), what init adds to the same (rule M1).
    pub init: PerArchitecture<FreeTierSplit<MbMillis>>,
    /// Provisioned concurrency: configured memory × environments × billed time, idle or not. Stretches are already
    /// rounded, by [`super::provisioned_stretch`] (rule M4).
    pub provisioned: PerArchitecture<MbMillis>,
    /// Invocations on provisioned environments: memory × billed duration, and the init of such environments where it
    /// falls into the counted time (rule M4).
    pub provisioned_duration: PerArchitecture<MbMillis>,
    /// Ephemeral storage above [`EPHEMERAL_STORAGE_INCLUDED`] × billed duration, on demand or provisioned.
    pub ephemeral_storage: MbMillis,
    /// SnapStart: memory × time of the snapshots that are cached, where the runtime pays for it (N0).
    pub snapstart_cache: MbMillis,
    /// SnapStart: memory of the snapshots restored, where the runtime pays for it (N0).
    pub snapstart_restored: Data,
    /// Responses streamed, above what each request may stream at no charge (N4).
    pub streamed: Data,
    /// Memory of new environments of functions with tenant isolation (N3).
    pub tenant_environments: PerArchitecture<Data>,
    /// Durable executions (N5).
    pub durable: DurableUsage,
    /// Managed Instances: instances × ms, by [`InstanceType`](super::InstanceType)'s place (N1).
    pub instances: [u128; InstanceType::ALL.len()],
    /// Provisioned pollers of queues × ms (B3).
    pub pollers: u128,
}

/// At which price an invocation's duration is billed, and whether the free tier may forgive it (rule M4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BillingMode {
    /// On demand, by a function that had no provisioned concurrency enabled at that time.
    OnDemand,
    /// On demand, by a function while it had provisioned concurrency enabled: the normal price, no free tier.
    Spillover,
    /// On a provisioned environment: the provisioned duration price, no free tier.
    Provisioned,
}

/// Invocations of one function that are billed alike; one or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invocations {
    /// The function's architecture.
    pub architecture: Architecture,
    /// The function's memory.
    pub memory: MegaBytes,
    /// The function's ephemeral storage, the included part too.
    pub ephemeral_storage: MegaBytes,
    /// How they are billed.
    pub mode: BillingMode,
    /// How many.
    pub count: u64,
    /// Their billed times, summed; each was rounded by itself.
    pub millis: BilledMillis,
}

impl Usage {
    /// Adds invocations: their requests, duration, init and ephemeral storage.
    pub fn add_invocations(&mut self, invocations: &Invocations) {
        let Invocations { architecture, memory, ephemeral_storage, mode, count, millis } = *invocations;
        let (duration, init) = (memory * millis.handler, memory * millis.init);
        match mode {
            BillingMode::OnDemand => {
                self.requests.eligible += count;
                self.duration[architecture].eligible += duration;
                self.init[architecture].eligible += init;
            }
            BillingMode::Spillover => {
                self.requests.excluded += count;
                self.duration[architecture].excluded += duration;
                self.init[architecture].excluded += init;
            }
            BillingMode::Provisioned => {
                self.requests.excluded += count;
                self.provisioned_duration[architecture] += duration + init;
            }
        }
        let above = MegaBytes(ephemeral_storage.0.saturating_sub(EPHEMERAL_STORAGE_INCLUDED.0));
        self.ephemeral_storage += above * millis.total();
    }

    /// Adds a stretch of provisioned concurrency: `environments` of `memory` each, for a `billed` time that
    /// [`super::provisioned_stretch`] has rounded (rule M4).
    pub fn add_provisioned(
        &mut self,
        architecture: Architecture,
        memory: MegaBytes,
        environments: u32,
        billed: Micros,
    ) {
        let memory_time = memory * billed.ceil_millis();
        self.provisioned[architecture] += MbMillis(memory_time.0 * u128::from(environments));
    }

    /// This usage × `numerator` / `denominator`, each number rounded half up; nothing for a denominator of zero.
    ///
    /// To see the bill of one's own number of requests a month: `usage.scaled(per_month, usage.requests.total())`.
    #[must_use]
    pub fn scaled(&self, numerator: u64, denominator: u64) -> Self {
        // Half the range is more than any account's, and two halves still add up.
        let count = |count: u64| {
            let scaled = mul_div_round(u128::from(count), numerator, denominator);
            u64::try_from(scaled).unwrap_or(u64::MAX).min(u64::MAX / 2)
        };
        let memory_time = |value: MbMillis| MbMillis(mul_div_round(value.0, numerator, denominator));
        let data = |value: Data| Data(mul_div_round(value.0, numerator, denominator));
        let split = |value: FreeTierSplit<MbMillis>| FreeTierSplit {
            eligible: memory_time(value.eligible),
            excluded: memory_time(value.excluded),
        };
        Self {
            requests: FreeTierSplit {
                eligible: count(self.requests.eligible),
                excluded: count(self.requests.excluded),
            },
            duration: PerArchitecture::from_fn(|architecture| split(self.duration[architecture])),
            init: PerArchitecture::from_fn(|architecture| split(self.init[architecture])),
            provisioned: PerArchitecture::from_fn(|architecture| memory_time(self.provisioned[architecture])),
            provisioned_duration: PerArchitecture::from_fn(|architecture| {
                memory_time(self.provisioned_duration[architecture])
            }),
            ephemeral_storage: memory_time(self.ephemeral_storage),
            snapstart_cache: memory_time(self.snapstart_cache),
            snapstart_restored: data(self.snapstart_restored),
            streamed: data(self.streamed),
            tenant_environments: PerArchitecture::from_fn(|architecture| data(self.tenant_environments[architecture])),
            durable: DurableUsage {
                operations: count(self.durable.operations),
                written: Bytes(mul_div_round(self.durable.written.0, numerator, denominator)),
                stored: Stored(mul_div_round(self.durable.stored.0, numerator, denominator)),
            },
            instances: self.instances.map(|time| mul_div_round(time, numerator, denominator)),
            pollers: mul_div_round(self.pollers, numerator, denominator),
        }
    }

    /// The usage of a `month` in which all goes on as in the run: × `month` / `run` (rule M8; design, *Money*).
    ///
    /// A run of no length says nothing about a month and gives no usage.
    #[must_use]
    pub fn per_month(&self, run: Micros, month: Micros) -> Self {
        self.scaled(month.0, run.0)
    }

    /// GB-seconds of duration and init on demand, both architectures, free or not: what the tiers are about.
    #[must_use]
    pub fn on_demand(&self) -> MbMillis {
        Architecture::ALL
            .into_iter()
            .map(|architecture| self.duration[architecture].total() + self.init[architecture].total())
            .sum()
    }
}

impl Add for Usage {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            requests: self.requests + other.requests,
            duration: self.duration + other.duration,
            init: self.init + other.init,
            provisioned: self.provisioned + other.provisioned,
            provisioned_duration: self.provisioned_duration + other.provisioned_duration,
            ephemeral_storage: self.ephemeral_storage + other.ephemeral_storage,
            snapstart_cache: self.snapstart_cache + other.snapstart_cache,
            snapstart_restored: self.snapstart_restored + other.snapstart_restored,
            streamed: self.streamed + other.streamed,
            tenant_environments: self.tenant_environments + other.tenant_environments,
            durable: self.durable + other.durable,
            instances: std::array::from_fn(|of| self.instances[of] + other.instances[of]),
            pollers: self.pollers + other.pollers,
        }
    }
}

impl AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        *self = std::mem::take(self) + other;
    }
}

impl Sum for Usage {
    fn sum<I: Iterator<Item = Self>>(usages: I) -> Self {
        usages.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pricing::MONTH;

    fn invocations(mode: BillingMode) -> Invocations {
        Invocations {
            architecture: Architecture::Arm64,
            memory: MegaBytes(1_024),
            ephemeral_storage: MegaBytes(2_048),
            mode,
            count: 10,
            millis: BilledMillis { handler: 1_000, init: 200 },
        }
    }

    #[test]
    fn each_mode_fills_its_own_fields() {
        let mut on_demand = Usage::default();
        on_demand.add_invocations(&invocations(BillingMode::OnDemand));
        assert_eq!(on_demand.requests, FreeTierSplit { eligible: 10, excluded: 0 });
        assert_eq!(on_demand.duration.arm64.eligible, MbMillis(1_024_000));
        assert_eq!(on_demand.init.arm64.eligible, MbMillis(204_800));
        assert_eq!(on_demand.ephemeral_storage, MbMillis(1_536 * 1_200));
        assert_eq!(on_demand.duration.x86_64, FreeTierSplit::default());

        let mut spillover = Usage::default();
        spillover.add_invocations(&invocations(BillingMode::Spillover));
        assert_eq!(spillover.requests, FreeTierSplit { eligible: 0, excluded: 10 });
        assert_eq!(spillover.duration.arm64.excluded, MbMillis(1_024_000));
        assert_eq!(spillover.init.arm64.excluded, MbMillis(204_800));

        let mut provisioned = Usage::default();
        provisioned.add_invocations(&invocations(BillingMode::Provisioned));
        assert_eq!(provisioned.requests.excluded, 10);
        assert_eq!(provisioned.provisioned_duration.arm64, MbMillis(1_024 * 1_200));
        assert_eq!(provisioned.on_demand(), MbMillis(0));
        assert_eq!(provisioned.ephemeral_storage, MbMillis(1_536 * 1_200));
    }

    #[test]
    fn included_ephemeral_storage_is_free() {
        let mut usage = Usage::default();
        usage.add_invocations(&Invocations { ephemeral_storage: MegaBytes(512), ..invocations(BillingMode::OnDemand) });
        assert_eq!(usage.ephemeral_storage, MbMillis(0));
    }

    #[test]
    fn provisioned_all_run_is_provisioned_all_month() {
        let run = Micros::from_secs(7);
        let mut usage = Usage::default();
        usage.add_provisioned(Architecture::X8664, MegaBytes(1_024), 5, run);
        assert_eq!(usage.per_month(run, MONTH).provisioned.x86_64, MbMillis::from_gb_seconds(5 * 2_592_000));
    }

    #[test]
    fn a_month_is_scaled_and_rounded_half_up() {
        let mut usage = Usage::default();
        usage.add_invocations(&invocations(BillingMode::OnDemand));
        let month = usage.per_month(Micros::from_secs(300), MONTH);
        assert_eq!(month.requests.eligible, 86_400);
        assert_eq!(month.duration.arm64.eligible, MbMillis(1_024_000 * 8_640));
        assert_eq!(usage.scaled(1, 4).requests.eligible, 3);
        assert_eq!(usage.per_month(Micros::ZERO, MONTH), Usage::default());
    }

    #[test]
    fn usages_of_functions_add_up() {
        let mut one = Usage::default();
        one.add_invocations(&invocations(BillingMode::OnDemand));
        let mut other = Usage::default();
        other.add_invocations(&invocations(BillingMode::Spillover));
        let mut both = one.clone();
        both.add_invocations(&invocations(BillingMode::Spillover));
        assert_eq!([one.clone(), other.clone()].into_iter().sum::<Usage>(), both);
        one += other;
        assert_eq!(one, both);
    }
}
