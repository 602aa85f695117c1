//! The form of `data/prices.json`, and how it becomes a [`PriceBook`]. The file also holds prices that nothing here bills
//! yet (SnapStart, streaming, neighbouring services …): they are skipped.

use super::book::{
    DurationTier, FreeTier, PriceBook, PriceItem, PriceOrigin, Quote, RegionPrices, TierLimits, UnknownPriceItem,
    derived_tiers,
};
use super::money::Price;
use super::per_architecture::PerArchitecture;
use crate::units::MbMillis;
use serde::Deserialize;
use thiserror::Error;

/// Why a price file cannot be used. The file has to be mended; a book made before is unaffected.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PriceBookError {
    /// No JSON, fields that are missing or unknown, or a price that is no exact decimal; says at which line.
    #[error("the price file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A Region marks something as derived that is no price.
    #[error("Region `{region}` in the price file, under `derived`: {source}")]
    Derived {
        /// The Region.
        region: String,
        /// What it names.
        source: UnknownPriceItem,
    },
    /// A Region's listed tiers begin with another price than its `gb_second`.
    #[error("Region `{region}` in the price file: `gb_second_tiers` begins with another price than `gb_second`")]
    FirstTier {
        /// The Region.
        region: String,
    },
    /// The second tier ends before the first.
    #[error("`tiers.up_to_gb_s` in the price file has to rise")]
    TierOrder,
    /// Two entries for one Region.
    #[error("Region `{region}` stands twice in the price file")]
    Duplicate {
        /// The Region.
        region: String,
    },
}

#[derive(Deserialize)]
struct BookFile {
    as_of: String,
    sources: Vec<String>,
    tiers: TiersFile,
    free_tier: FreeTierFile,
    regions: Vec<RegionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TiersFile {
    factors: [Price; 3],
    up_to_gb_s: PerArchitecture<[u64; 2]>,
}

#[derive(Deserialize)]
struct FreeTierFile {
    requests: u64,
    gb_seconds: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionFile {
    id: String,
    name: String,
    request: Price,
    gb_second: PerArchitecture<Price>,
    /// Present where the price list was seen to have the later tiers.
    gb_second_tiers: Option<PerArchitecture<[Price; 3]>>,
    provisioned_gb_second: PerArchitecture<Price>,
    provisioned_duration_gb_second: PerArchitecture<Price>,
    ephemeral_gb_second: Price,
    /// [`PriceItem`]s by name.
    #[serde(default)]
    derived: Vec<String>,
}

/// See [`PriceBook::from_json`].
pub(super) fn parse(json: &str) -> Result<PriceBook, PriceBookError> {
    let file: BookFile = serde_json::from_str(json)?;
    let gb_seconds = |count: u64| MbMillis::from_gb_seconds(u128::from(count));
    let limits = file.tiers.up_to_gb_s;
    if [limits.x86_64, limits.arm64].iter().any(|[first, next]| first > next) {
        return Err(PriceBookError::TierOrder);
    }
    let mut regions: Vec<RegionPrices> = Vec::with_capacity(file.regions.len());
    for region in file.regions {
        if regions.iter().any(|known| known.id == region.id) {
            return Err(PriceBookError::Duplicate { region: region.id });
        }
        regions.push(region.into_prices(file.tiers.factors)?);
    }
    Ok(PriceBook {
        as_of: file.as_of,
        sources: file.sources,
        free_tier: FreeTier { requests: file.free_tier.requests, duration: gb_seconds(file.free_tier.gb_seconds) },
        tier_limits: PerArchitecture::from_fn(|architecture| {
            let [first, next] = limits[architecture];
            TierLimits { first_up_to: gb_seconds(first), next_up_to: gb_seconds(next) }
        }),
        tier_factors: file.tiers.factors,
        regions,
    })
}

impl RegionFile {
    fn into_prices(self, tier_factors: [Price; 3]) -> Result<RegionPrices, PriceBookError> {
        let derived = (self.derived.iter().map(|name| name.parse()).collect::<Result<Vec<PriceItem>, _>>())
            .map_err(|source| PriceBookError::Derived { region: self.id.clone(), source })?;
        let quote = |item: PriceItem, price: Price| Quote {
            price,
            origin: if derived.contains(&item) { PriceOrigin::Derived } else { PriceOrigin::Listed },
        };
        if self.gb_second_tiers.is_some_and(|tiers| tiers.x86_64[0] != self.gb_second.x86_64)
            || self.gb_second_tiers.is_some_and(|tiers| tiers.arm64[0] != self.gb_second.arm64)
        {
            return Err(PriceBookError::FirstTier { region: self.id });
        }
        let duration = PerArchitecture::from_fn(|architecture| match self.gb_second_tiers {
            Some(listed) => DurationTier::ALL
                .map(|tier| quote(PriceItem::Duration(architecture, tier), listed[architecture][tier as usize])),
            None => {
                let first = self.gb_second[architecture];
                let [_, next, over] = derived_tiers(first, tier_factors);
                [quote(PriceItem::Duration(architecture, DurationTier::First), first), next, over]
            }
        });
        Ok(RegionPrices {
            request: quote(PriceItem::Request, self.request),
            duration,
            provisioned: PerArchitecture::from_fn(|architecture| {
                quote(PriceItem::Provisioned(architecture), self.provisioned_gb_second[architecture])
            }),
            provisioned_duration: PerArchitecture::from_fn(|architecture| {
                quote(PriceItem::ProvisionedDuration(architecture), self.provisioned_duration_gb_second[architecture])
            }),
            ephemeral_storage: quote(PriceItem::EphemeralStorage, self.ephemeral_gb_second),
            id: self.id,
            name: self.name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Architecture;
    use serde_json::Value;

    fn file() -> Value {
        serde_json::from_str(include_str!("../../data/prices.json")).unwrap()
    }

    fn parse_changed(change: impl FnOnce(&mut Value)) -> Result<PriceBook, PriceBookError> {
        let mut file = file();
        change(&mut file);
        parse(&file.to_string())
    }

    #[test]
    fn the_embedded_file_is_valid_and_dated() {
        let book = parse(include_str!("../../data/prices.json")).unwrap();
        assert_eq!(book, PriceBook::current());
        assert_eq!(book.as_of, "2026-11-24");
        assert_eq!(book.regions().len(), 23);
        assert_eq!(book.free_tier.duration, MbMillis::from_gb_seconds(400_000));
        assert_eq!(book.region("eu-central-2").unwrap().name, "Europe (Zurich)");
        for region in book.regions() {
            for item in PriceItem::all() {
                assert!(region.price(item) > Price(0), "{} {item}", region.id);
            }
        }
    }

    /// The factors reproduce the tiers that are listed, so using them elsewhere is more than a guess.
    #[test]
    fn listed_tiers_equal_derived_ones() {
        let derived = parse_changed(|file| {
            file["regions"][0].as_object_mut().unwrap().remove("gb_second_tiers");
        });
        let (derived, listed) = (derived.unwrap(), PriceBook::current());
        let [derived, listed] = [&derived, &listed].map(|book| book.region("us-east-1").unwrap());
        let last = PriceItem::Duration(Architecture::Arm64, DurationTier::Over);
        assert!(PriceItem::all().all(|item| derived.price(item) == listed.price(item)));
        assert_eq!(
            (derived.quote(last).origin, listed.quote(last).origin),
            (PriceOrigin::Derived, PriceOrigin::Listed)
        );
    }

    #[test]
    fn derived_prices_are_marked_and_are_four_fifths() {
        let book = PriceBook::current();
        let factor = Price(800_000_000_000);
        let mut marked = 0;
        for region in book.regions() {
            for of in [PriceItem::Provisioned, PriceItem::ProvisionedDuration] {
                let quote = region.quote(of(Architecture::Arm64));
                if quote.origin == PriceOrigin::Derived {
                    let expected = region.price(of(Architecture::X8664)).times_rounded_to_list(factor);
                    assert_eq!(quote.price, expected, "{}", region.id);
                    marked += 1;
                }
            }
        }
        assert_eq!(marked, 40);
    }

    /// What later issues will bill is already exact and well-formed.
    #[test]
    fn the_parts_not_billed_yet_are_prices_too() {
        fn prices(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::String(text) => found.push(text.clone()),
                Value::Array(items) => items.iter().for_each(|item| prices(item, found)),
                Value::Object(fields) => fields.values().for_each(|item| prices(item, found)),
                _ => {}
            }
        }
        let file = file();
        let mut found = Vec::new();
        for part in ["streaming", "event_pollers", "durable", "tenant_isolation", "managed_instances", "neighbours"] {
            assert!(file[part].is_object(), "{part}");
            prices(&file[part], &mut found);
        }
        prices(&file["snapstart"]["by_region"], &mut found);
        found.extend(["cache_gb_second", "restore_gb"].map(|key| file["snapstart"][key].as_str().unwrap().to_owned()));
        assert!(found.len() > 25);
        for text in found {
            assert!(text.parse::<Price>().is_ok(), "{text}");
        }
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused() {
        let error = |change: fn(&mut Value)| parse_changed(change).unwrap_err().to_string();
        assert!(error(|file| file["regions"][0]["request"] = "2e-7".into()).contains("`2e-7` is not a decimal number"));
        assert!(error(|file| file["regions"][0]["requests"] = "1".into()).contains("unknown field `requests`"));
        assert!(error(|file| file["regions"][1]["id"] = "us-east-1".into()).contains("`us-east-1` stands twice"));
        assert!(error(|file| file["regions"][2]["derived"][0] = "gb".into()).contains("`gb` is no price's name"));
        assert!(error(|file| file["regions"][0]["gb_second"]["arm64"] = "1".into()).contains("begins with another"));
        assert!(
            error(|file| file["tiers"]["up_to_gb_s"]["arm64"][0] = 20_000_000_000_u64.into()).contains("has to rise")
        );
    }
}
