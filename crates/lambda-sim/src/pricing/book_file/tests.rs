use super::*;
use crate::architecture::Architecture;
use expect_test::expect_file;

const HEAD: &str = r#"//! The prices of `data/prices.json` as constants: nothing is parsed where they are needed.
//!
//! Generated from it: `UPDATE_EXPECT=1 cargo test -p lambda-sim constants_are_those_of_the_file`.

use super::book::{FreeTier, PriceBook, PriceOrigin, Quote, RegionPrices, TierLimits};
use super::item::PriceItem;
use super::money::Price;
use super::per_architecture::PerArchitecture;
use super::usage::Data;
use crate::units::MbMillis;
use std::borrow::Cow;

const fn listed(price: u64) -> Quote {
    Quote { price: Price(price), origin: PriceOrigin::Listed }
}

const fn derived(price: u64) -> Quote {
    Quote { price: Price(price), origin: PriceOrigin::Derived }
}

const fn us_east_1(price: u64) -> Quote {
    Quote { price: Price(price), origin: PriceOrigin::UsEast1 }
}

const fn region(id: &'static str, name: &'static str, quotes: [Quote; PriceItem::COUNT]) -> RegionPrices {
    RegionPrices { id: Cow::Borrowed(id), name: Cow::Borrowed(name), quotes }
}

impl PriceBook {
    /// The project's own prices, those of `data/prices.json`.
    #[must_use]
    pub fn current() -> Self {
        CURRENT.clone()
    }
}

#[rustfmt::skip]
static CURRENT: PriceBook = PriceBook {
"#;

fn file() -> Value {
    serde_json::from_str(include_str!("../../../data/prices.json")).unwrap()
}

fn parse_changed(change: impl FnOnce(&mut Value)) -> Result<PriceBook, PriceFileError> {
    let mut file = file();
    change(&mut file);
    parse(&file.to_string())
}

/// The price list as the constants that `current.rs` has.
fn constants(book: &PriceBook) -> String {
    let mut code = String::from(HEAD);
    code += &format!("    as_of: Cow::Borrowed({:?}),\n", book.as_of);
    let sources: Vec<String> = book.sources.iter().map(|source| format!("Cow::Borrowed({source:?})")).collect();
    code += &format!("    sources: Cow::Borrowed(&[{}]),\n", sources.join(", "));
    let FreeTier { requests, duration, streamed } = book.free_tier;
    code += &format!(
        "    free_tier: FreeTier {{ requests: {requests}, duration: {duration:?}, streamed: {streamed:?} }},\n"
    );
    code += &format!("    tier_limits: {:?},\n", book.tier_limits);
    code += &format!("    tier_factors: {:?},\n    regions: Cow::Borrowed(REGIONS),\n}};\n\n", book.tier_factors);
    code += "#[rustfmt::skip]\nstatic REGIONS: &[RegionPrices] = &[\n";
    for region in book.regions() {
        let quotes: Vec<String> = region
            .quotes
            .iter()
            .map(|quote| {
                let origin = match quote.origin {
                    PriceOrigin::Listed => "listed",
                    PriceOrigin::Derived => "derived",
                    PriceOrigin::UsEast1 => "us_east_1",
                    PriceOrigin::Reader => panic!("no reader has touched the file"),
                };
                format!("{origin}({})", quote.price.0)
            })
            .collect();
        code += &format!("    region({:?}, {:?}, [{}]),\n", region.id, region.name, quotes.join(", "));
    }
    code + "];\n"
}

#[test]
fn the_constants_are_those_of_the_file() {
    let book = parse(include_str!("../../../data/prices.json")).unwrap();
    expect_file!["../current.rs"].assert_eq(&constants(&book));
    assert!(book == PriceBook::current(), "generated anew: build it anew");
}

#[test]
fn the_embedded_file_is_valid_and_dated() {
    let book = PriceBook::current();
    assert_eq!(book.as_of, "2026-11-24");
    assert_eq!(book.regions().len(), 23);
    assert_eq!(book.free_tier.duration, MbMillis::from_gb_seconds(400_000));
    assert_eq!(book.region("eu-central-2").unwrap().name, "Europe (Zurich)");
    for region in book.regions() {
        for item in PriceItem::ALL {
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
    assert!(PriceItem::ALL.into_iter().all(|item| derived.price(item) == listed.price(item)));
    assert_eq!((derived.quote(last).origin, listed.quote(last).origin), (PriceOrigin::Derived, PriceOrigin::Listed));
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

#[test]
fn a_price_that_only_us_east_1_has_is_marked_elsewhere() {
    let book = PriceBook::current();
    for region in book.regions() {
        let copied =
            PriceItem::ALL.into_iter().filter(|item| region.quote(*item).origin == PriceOrigin::UsEast1).count();
        let expected = match region.id.as_ref() {
            "us-east-1" => 0,
            // It has prices of its own for snapshots.
            "ap-northeast-2" => 11,
            _ => 13,
        };
        assert_eq!(copied, expected, "{}", region.id);
    }
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
    for part in ["event_pollers", "neighbours"] {
        assert!(file[part].is_object(), "{part}");
        prices(&file[part], &mut found);
    }
    assert!(found.len() > 12);
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
    assert!(error(|file| file["tiers"]["up_to_gb_s"]["arm64"][0] = 20_000_000_000_u64.into()).contains("has to rise"));
}
