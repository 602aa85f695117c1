//! The prices that panels show: which Regions there are, and what a setting costs.

use lambda_sim::pricing::PriceBook;
use std::sync::LazyLock;

/// The current prices, read once.
pub fn prices() -> &'static PriceBook {
    static PRICES: LazyLock<PriceBook> = LazyLock::new(PriceBook::current);
    &PRICES
}
