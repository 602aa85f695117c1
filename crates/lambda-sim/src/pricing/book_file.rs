//! The form of `data/prices.json`, and how it becomes a [`PriceBook`]: for the test that generates `current.rs` from it. The
//! file also holds prices that nothing here bills yet (pollers of Kafka, neighbouring services …): they are skipped.

use super::book::{FreeTier, PriceBook, PriceOrigin, Quote, RegionPrices, TierLimits, derived_tiers};
use super::item::{DurationTier, InFile, PriceItem, UnknownPriceItem};
use super::money::{ParsePriceError, Price};
use super::per_architecture::PerArchitecture;
use super::usage::Data;
use crate::units::MbMillis;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

/// Why a price file cannot be used.
#[derive(Debug, Error)]
enum PriceFileError {
    #[error("the price file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("no price at {pointer} in the price file")]
    Missing { pointer: String },
    #[error(transparent)]
    Price(#[from] ParsePriceError),
    #[error("Region `{region}` in the price file, under `derived`: {source}")]
    Derived { region: String, source: UnknownPriceItem },
    #[error("Region `{region}` in the price file: `gb_second_tiers` begins with another price than `gb_second`")]
    FirstTier { region: String },
    #[error("`tiers.up_to_gb_s` in the price file has to rise")]
    TierOrder,
    #[error("Region `{region}` stands twice in the price file")]
    Duplicate { region: String },
}

/// The parts of the file that are not prices.
#[derive(Deserialize)]
struct File {
    as_of: String,
    sources: Vec<String>,
    tiers: Tiers,
    free_tier: Free,
    regions: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tiers {
    factors: [String; 3],
    up_to_gb_s: PerArchitecture<[u64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Free {
    requests: u64,
    gb_seconds: u64,
    streamed_gb: u64,
}

/// One Region. Its prices are read by the pointers of [`PriceItem`]; here only what fields there may be is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "prices are read by pointer")]
struct Region {
    id: String,
    name: String,
    request: String,
    gb_second: PerArchitecture<String>,
    #[serde(default)]
    gb_second_tiers: Option<PerArchitecture<[String; 3]>>,
    provisioned_gb_second: PerArchitecture<String>,
    provisioned_duration_gb_second: PerArchitecture<String>,
    ephemeral_gb_second: String,
    #[serde(default)]
    derived: Vec<String>,
}

fn parse(json: &str) -> Result<PriceBook, PriceFileError> {
    let all: Value = serde_json::from_str(json)?;
    let file: File = serde_json::from_str(json)?;
    let [first, next, over] = &file.tiers.factors;
    let tier_factors = [first.parse()?, next.parse()?, over.parse()?];
    let mut regions: Vec<RegionPrices> = Vec::new();
    for prices in &file.regions {
        let region = region(prices, &all, tier_factors)?;
        if regions.iter().any(|other| other.id == region.id) {
            return Err(PriceFileError::Duplicate { region: region.id.into_owned() });
        }
        regions.push(region);
    }
    let limits = |[first, next]: [u64; 2]| {
        let [first_up_to, next_up_to] = [first, next].map(|limit| MbMillis::from_gb_seconds(limit.into()));
        if first > next { Err(PriceFileError::TierOrder) } else { Ok(TierLimits { first_up_to, next_up_to }) }
    };
    let up_to = file.tiers.up_to_gb_s;
    Ok(PriceBook {
        as_of: file.as_of.into(),
        sources: file.sources.into_iter().map(Into::into).collect(),
        free_tier: FreeTier {
            requests: file.free_tier.requests,
            duration: MbMillis::from_gb_seconds(file.free_tier.gb_seconds.into()),
            streamed: Data::from_gb(file.free_tier.streamed_gb),
        },
        tier_limits: PerArchitecture { x86_64: limits(up_to.x86_64)?, arm64: limits(up_to.arm64)? },
        tier_factors,
        regions: regions.into(),
    })
}

fn region(prices: &Value, all: &Value, tier_factors: [Price; 3]) -> Result<RegionPrices, PriceFileError> {
    let region = Region::deserialize(prices)?;
    let mut derived = Vec::new();
    for name in &region.derived {
        let item: Result<PriceItem, _> = name.parse();
        derived.push(item.map_err(|source| PriceFileError::Derived { region: region.id.clone(), source })?);
    }
    let mut quotes = [Quote::default(); PriceItem::COUNT];
    for item in PriceItem::ALL {
        let listed = if derived.contains(&item) { PriceOrigin::Derived } else { PriceOrigin::Listed };
        let quote = |price, origin| Quote { price, origin };
        quotes[item.index()] = match item.in_file() {
            InFile::Region(pointer) => quote(price(prices, pointer)?, listed),
            InFile::UsEast1(pointer) => {
                let (part, name) = pointer.rsplit_once('/').unwrap_or_default();
                match price(all, &format!("{part}/by_region/{}/{name}", region.id)) {
                    Ok(own) => quote(own, listed),
                    Err(_) if region.id == "us-east-1" => quote(price(all, pointer)?, listed),
                    Err(_) => quote(price(all, pointer)?, PriceOrigin::UsEast1),
                }
            }
            InFile::Tiers(architecture) => {
                let PriceItem::Duration(_, tier) = item else { continue };
                let first = price(prices, &format!("/gb_second/{architecture}"))?;
                let in_list = |tier: DurationTier| format!("/gb_second_tiers/{architecture}/{}", tier as usize);
                match (price(prices, &in_list(tier)), tier) {
                    (Ok(listed), DurationTier::First) if listed != first => {
                        return Err(PriceFileError::FirstTier { region: region.id });
                    }
                    (Ok(price), _) => quote(price, listed),
                    (Err(_), DurationTier::First) => quote(first, listed),
                    (Err(_), DurationTier::Next | DurationTier::Over) => {
                        derived_tiers(first, tier_factors)[tier as usize]
                    }
                }
            }
        };
    }
    Ok(RegionPrices { id: region.id.into(), name: region.name.into(), quotes })
}

fn price(value: &Value, pointer: &str) -> Result<Price, PriceFileError> {
    let text = value.pointer(pointer).and_then(Value::as_str);
    Ok(text.ok_or_else(|| PriceFileError::Missing { pointer: pointer.to_owned() })?.parse()?)
}

mod tests;
