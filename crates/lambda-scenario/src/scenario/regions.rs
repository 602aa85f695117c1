//! The Regions, and the one table of quotas that go by Region. Their prices are the simulator's.

/// The Regions that a scenario may name: those whose prices are known.
pub const REGIONS: [&str; 23] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "af-south-1",
    "ap-east-1",
    "ap-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-4",
    "ap-southeast-5",
    "ca-central-1",
    "eu-central-1",
    "eu-central-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "eu-south-1",
    "sa-east-1",
];

/// Quotas of a Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionQuotas {
    /// Environments that an account could make at once until November 2023 (C16).
    pub burst: u32,
    /// API Gateway's default requests per second (S2; API Gateway quotas).
    pub gateway_requests_per_second: u32,
    /// Whether it is one of those in which more durable executions may run at once (Q18).
    pub has_more_durable_executions: bool,
}

const USUAL: RegionQuotas =
    RegionQuotas { burst: 500, gateway_requests_per_second: 10_000, has_more_durable_executions: false };
const LARGEST: RegionQuotas = RegionQuotas { burst: 3_000, has_more_durable_executions: true, ..USUAL };
const LARGE: RegionQuotas = RegionQuotas { burst: 1_000, ..USUAL };
const SMALL: RegionQuotas = RegionQuotas { gateway_requests_per_second: 2_500, ..USUAL };

/// Those that are not as usual.
const QUOTAS: [(&str, RegionQuotas); 19] = [
    ("us-east-1", LARGEST),
    ("us-west-2", LARGEST),
    ("eu-west-1", LARGEST),
    ("ap-northeast-1", LARGE),
    ("eu-central-1", LARGE),
    ("us-east-2", LARGE),
    ("af-south-1", SMALL),
    ("ap-south-2", SMALL),
    ("ap-southeast-3", SMALL),
    ("ap-southeast-4", SMALL),
    ("ap-southeast-5", SMALL),
    ("ap-southeast-7", SMALL),
    ("ca-west-1", SMALL),
    ("eu-central-2", SMALL),
    ("eu-south-1", SMALL),
    ("eu-south-2", SMALL),
    ("il-central-1", SMALL),
    ("me-central-1", SMALL),
    ("mx-central-1", SMALL),
];

/// The quotas of a Region by its identifier.
#[must_use]
pub fn region_quotas(region: &str) -> RegionQuotas {
    QUOTAS.iter().find(|(id, _)| *id == region).map_or(USUAL, |(_, quotas)| *quotas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_stands_once_in_the_table_and_the_larger_ones_are_known() {
        for (index, (region, quotas)) in QUOTAS.iter().enumerate() {
            assert_eq!(QUOTAS.iter().position(|(other, _)| other == region), Some(index), "{region}");
            assert!(*quotas == SMALL || REGIONS.contains(region), "{region}");
        }
        assert_eq!(region_quotas("eu-north-1"), USUAL);
    }
}
