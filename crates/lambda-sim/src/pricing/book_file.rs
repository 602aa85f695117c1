//! The form of `data/prices.json`, and how it becomes a [`PriceBook`]. The file also holds prices that nothing here bills
//! yet (pollers of Kafka, neighbouring services …): they are skipped.
//!
//! It is read by hand from a JSON value: types with derived readers weighed several times as much in the page.

use super::book::{DurationTier, FreeTier, PriceBook, PriceOrigin, Quote, RegionPrices, TierLimits, derived_tiers};
use super::item::{PriceItem, UnknownPriceItem};
use super::money::Price;
use super::per_architecture::PerArchitecture;
use super::usage::Data;
use crate::architecture::Architecture;
use crate::scenario::InstanceType;
use crate::units::MbMillis;
use serde_json::Value;
use thiserror::Error;

/// Why a price file cannot be used. The file has to be mended; a book made before is unaffected.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PriceBookError {
    /// No JSON; says at which line.
    #[error("the price file cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A field that is missing, unknown or of another form, or a price that is no exact decimal.
    #[error("the price file cannot be read: {field}: {problem}")]
    Field {
        /// Where, such as `regions[0].request`.
        field: String,
        /// What is wrong with it.
        problem: String,
    },
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

/// A value of the file, and where it stands.
struct At<'a> {
    path: String,
    value: &'a Value,
}

type Read<T> = Result<T, PriceBookError>;

impl<'a> At<'a> {
    fn refuse(&self, problem: impl ToString) -> PriceBookError {
        PriceBookError::Field { field: self.path.clone(), problem: problem.to_string() }
    }

    fn optional(&self, name: &str) -> Option<Self> {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) };
        self.value.get(name).map(|value| At { path, value })
    }

    fn field(&self, name: &str) -> Read<Self> {
        self.optional(name).ok_or_else(|| self.refuse(format!("missing field `{name}`")))
    }

    fn refuse_fields_but(&self, known: &[&str]) -> Read<()> {
        let unknown =
            self.value.as_object().and_then(|fields| fields.keys().find(|name| !known.contains(&name.as_str())));
        unknown.map_or(Ok(()), |name| Err(self.refuse(format!("unknown field `{name}`"))))
    }

    fn text(&self) -> Read<&'a str> {
        self.value.as_str().ok_or_else(|| self.refuse("not a text"))
    }

    fn count(&self) -> Read<u64> {
        self.value.as_u64().ok_or_else(|| self.refuse("not a whole number"))
    }

    fn gb_seconds(&self) -> Read<MbMillis> {
        Ok(MbMillis::from_gb_seconds(u128::from(self.count()?)))
    }

    fn price(&self) -> Read<Price> {
        self.text()?.parse().map_err(|error| self.refuse(error))
    }

    fn list(&self) -> Read<Vec<Self>> {
        let items = self.value.as_array().ok_or_else(|| self.refuse("not a list"))?;
        Ok(items.iter().enumerate().map(|(k, value)| At { path: format!("{}[{k}]", self.path), value }).collect())
    }

    fn prices(&self) -> Read<[Price; 3]> {
        let prices = self.list()?.iter().map(Self::price).collect::<Read<Vec<_>>>()?;
        prices.try_into().map_err(|_| self.refuse("not three prices"))
    }

    fn per_architecture<T>(&self, read: impl Fn(&Self) -> Read<T>) -> Read<PerArchitecture<T>> {
        self.refuse_fields_but(&["x86_64", "arm64"])?;
        Ok(PerArchitecture { x86_64: read(&self.field("x86_64")?)?, arm64: read(&self.field("arm64")?)? })
    }

    fn tier_limits(&self) -> Read<TierLimits> {
        let [first, next] = &*self.list()? else { return Err(self.refuse("not two numbers")) };
        let (first_up_to, next_up_to) = (first.gb_seconds()?, next.gb_seconds()?);
        if first_up_to > next_up_to {
            return Err(PriceBookError::TierOrder);
        }
        Ok(TierLimits { first_up_to, next_up_to })
    }
}

/// See [`PriceBook::from_json`].
pub(super) fn parse(json: &str) -> Read<PriceBook> {
    let value = serde_json::from_str(json)?;
    let file = At { path: String::new(), value: &value };
    let (tiers, free_tier) = (file.field("tiers")?, file.field("free_tier")?);
    tiers.refuse_fields_but(&["factors", "up_to_gb_s"])?;
    let tier_factors = tiers.field("factors")?.prices()?;
    let mut regions: Vec<RegionPrices> = Vec::new();
    for region in file.field("regions")?.list()? {
        let region = region_prices(&region, &file, tier_factors)?;
        if regions.iter().any(|known| known.id == region.id) {
            return Err(PriceBookError::Duplicate { region: region.id.into_owned() });
        }
        regions.push(region);
    }
    Ok(PriceBook {
        as_of: file.field("as_of")?.text()?.to_owned().into(),
        sources: (file.field("sources")?.list()?.iter())
            .map(|source| Ok(source.text()?.to_owned().into()))
            .collect::<Read<_>>()?,
        free_tier: FreeTier {
            requests: free_tier.field("requests")?.count()?,
            duration: free_tier.field("gb_seconds")?.gb_seconds()?,
            streamed: Data::from_gb(free_tier.field("streamed_gb")?.count()?),
        },
        tier_limits: tiers.field("up_to_gb_s")?.per_architecture(At::tier_limits)?,
        tier_factors,
        regions: regions.into(),
    })
}

fn region_prices(file: &At<'_>, all: &At<'_>, tier_factors: [Price; 3]) -> Read<RegionPrices> {
    file.refuse_fields_but(&[
        "id",
        "name",
        "request",
        "gb_second",
        "gb_second_tiers",
        "provisioned_gb_second",
        "provisioned_duration_gb_second",
        "ephemeral_gb_second",
        "derived",
    ])?;
    let id = file.field("id")?.text()?.to_owned();
    let mut derived: Vec<PriceItem> = Vec::new();
    for name in file.optional("derived").map_or(Ok(Vec::new()), |names| names.list())? {
        let item = name.text()?.parse();
        derived.push(item.map_err(|source| PriceBookError::Derived { region: id.clone(), source })?);
    }
    let quote = |item: PriceItem, price: Price| Quote {
        price,
        origin: if derived.contains(&item) { PriceOrigin::Derived } else { PriceOrigin::Listed },
    };
    let first = file.field("gb_second")?.per_architecture(At::price)?;
    // Present where the price list was seen to have the later tiers.
    let listed = file.optional("gb_second_tiers").map(|tiers| tiers.per_architecture(At::prices)).transpose()?;
    if listed.is_some_and(|listed| Architecture::ALL.into_iter().any(|of| listed[of][0] != first[of])) {
        return Err(PriceBookError::FirstTier { region: id });
    }
    let duration = PerArchitecture::from_fn(|architecture| match listed {
        Some(listed) => DurationTier::ALL
            .map(|tier| quote(PriceItem::Duration(architecture, tier), listed[architecture][tier as usize])),
        None => {
            let first = first[architecture];
            let [_, next, over] = derived_tiers(first, tier_factors);
            [quote(PriceItem::Duration(architecture, DurationTier::First), first), next, over]
        }
    });
    let both = |name: &str, item: fn(Architecture) -> PriceItem| -> Read<PerArchitecture<Quote>> {
        let prices = file.field(name)?.per_architecture(At::price)?;
        Ok(PerArchitecture::from_fn(|architecture| quote(item(architecture), prices[architecture])))
    };
    let provisioned = both("provisioned_gb_second", PriceItem::Provisioned)?;
    let provisioned_duration = both("provisioned_duration_gb_second", PriceItem::ProvisionedDuration)?;
    // Alike in all Regions but for those named.
    let snapstart = all.field("snapstart")?;
    let own = snapstart.field("by_region")?.optional(&id);
    let snapstart = |name: &str, item: PriceItem| -> Read<Quote> {
        Ok(quote(item, own.as_ref().unwrap_or(&snapstart).field(name)?.price()?))
    };
    let durable = all.field("durable")?;
    let durable = |name: &str, item: PriceItem| -> Read<Quote> { Ok(quote(item, durable.field(name)?.price()?)) };
    // EC2's prices are those of us-east-1: elsewhere they are a guess.
    let (ec2, here) = (all.field("neighbours")?.field("ec2_hour")?, id == "us-east-1");
    let instance = |of: InstanceType| -> Read<Quote> {
        let origin = if here { PriceOrigin::Listed } else { PriceOrigin::Derived };
        Ok(Quote { price: ec2.field(of.id())?.price()?, origin })
    };
    let fee = all.field("managed_instances")?.field("fee_share_of_ec2")?.price()?;
    let tenants = all.field("tenant_isolation")?.field("environment_gb")?.per_architecture(At::price)?;
    let mut quotes = [Quote::default(); PriceItem::COUNT];
    for item in PriceItem::all() {
        quotes[item.index()] = match item {
            PriceItem::Request => quote(item, file.field("request")?.price()?),
            PriceItem::Duration(architecture, tier) => duration[architecture][tier as usize],
            PriceItem::Provisioned(architecture) => provisioned[architecture],
            PriceItem::ProvisionedDuration(architecture) => provisioned_duration[architecture],
            PriceItem::EphemeralStorage => quote(item, file.field("ephemeral_gb_second")?.price()?),
            PriceItem::SnapStartCache => snapstart("cache_gb_second", item)?,
            PriceItem::SnapStartRestore => snapstart("restore_gb", item)?,
            PriceItem::Streamed => quote(item, all.field("streaming")?.field("gb")?.price()?),
            PriceItem::TenantEnvironment(architecture) => quote(item, tenants[architecture]),
            PriceItem::DurableOperation => durable("operation", item)?,
            PriceItem::DurableWritten => durable("written_gb", item)?,
            PriceItem::DurableStored => durable("stored_gb_month", item)?,
            PriceItem::Instance(of) => instance(of)?,
            PriceItem::InstanceFee => quote(item, fee),
            PriceItem::Poller => quote(item, all.field("event_pollers")?.field("sqs_poller_hour")?.price()?),
        };
    }
    let name = file.field("name")?.text()?.to_owned().into();
    Ok(RegionPrices { id: id.into(), name, quotes })
}

#[cfg(test)]
mod tests;
