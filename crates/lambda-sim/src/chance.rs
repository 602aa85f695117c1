//! Chance, keyed by what is drawn: every draw is a pure function of (seed, stream, ordinal, purpose).
//!
//! ```text
//!   seed ─────────────► key      ┐
//!   stream, ordinal,             ├─ Philox4x32-10 ─► 128 bits = two draws
//!   purpose ──────────► counter  ┘
//! ```
//! No generator has a state that one draw could shift for the next: an arrival's handler time depends on which arrival
//! it is, an environment's init on which environment it is. So a changed limit changes only what it must, and two
//! scenarios can be compared draw by draw (common random numbers). The generator is the counter-based Philox4x32-10 of
//! Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), checked against its
//! published test vectors; [`DrawSequence`] offers it through `rand`'s traits.

use rand::rand_core::{Infallible, TryRng, utils};

pub use crate::scenario::ranges::MAX_SEED;

/// Whose draws these are: a source's arrival process; a pool's environments on demand, or its provisioned ones. Derived from
/// names, so that adding, removing or reordering functions and sources leaves the draws of the others alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stream(u32);

impl Stream {
    /// The stream of the thing with this path of names (FNV-1a over the parts, each closed by a zero byte).
    #[must_use]
    pub fn named(parts: &[&str]) -> Self {
        let mut hash = 0x811c_9dc5_u32;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        Self(hash)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// What a draw is for. Two purposes that share a `word` come out of one block of the generator, one in each `lane`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Purpose {
    word: u8,
    lane: u8,
    repeat: u32,
}

impl Purpose {
    const fn new(word: u8, lane: u8) -> Self {
        Self { word, lane, repeat: 0 }
    }

    /// The same purpose for the `repeat`-th time (of the first 2²⁴): the second run of a call, the third init of an environment.
    #[must_use]
    pub const fn repeat(self, repeat: u32) -> Self {
        Self { repeat, ..self }
    }

    const fn counter_word(self) -> u32 {
        (self.repeat << 8) | self.word as u32
    }
}

/// Names the purposes; each has a word and a lane of its own, as a test holds.
macro_rules! purposes {
    ($($(#[$doc:meta])* $name:ident = ($word:literal, $lane:literal)),* $(,)?) => {
        impl Purpose {
            $($(#[$doc])* pub const $name: Self = Self::new($word, $lane);)*

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

purposes! {
    /// Of a source's stream, by arrival: the time since the arrival before it.
    ARRIVAL = (0, 0),
    /// Of a source's stream, by arrival: the handler's work.
    HANDLER = (0, 1),
    /// Of a source's stream, by arrival: does the handler return an error?
    ERROR = (1, 0),
    /// Of a source's stream, by arrival: does the runtime crash?
    CRASH = (1, 1),
    /// Of a source's stream, by arrival: the memory it uses.
    MEMORY = (2, 0),
    /// Of a source's stream, by arrival: which idle environment serves, where the choice is random.
    CHOICE = (2, 1),
    /// Of a source's stream, by arrival: the wait before a retry.
    RETRY = (3, 0),
    /// Of a source's stream, by arrival before the counted time: the time since the arrival before it.
    WARM_UP_ARRIVAL = (4, 0),
    /// Of a source's stream, by arrival: whether it is an event that nothing can process.
    POISON = (5, 0),
    /// Of a source's stream, by arrival: the partition key or message group.
    GROUP = (5, 1),
    /// Of a source's stream, by arrival: how long it is on its way to Lambda.
    DELIVERY = (6, 0),
    /// Of a source's stream, by arrival and try: does handing it over to Lambda fail?
    DELIVERY_ERROR = (6, 1),
    /// Of the stream of an edge between functions, by call: is it made at all?
    CALLS = (7, 0),
    /// Of a source's stream, by arrival and attempt: which version of an alias serves.
    ROUTING = (7, 1),
    /// Of a source's stream, by arrival: whether it matches no filter.
    FILTER = (8, 0),
    /// Of a source's stream, by arrival: the size of what it carries.
    PAYLOAD = (9, 0),
    /// Of a source's stream, by arrival at a set time: whether it comes once more, where traffic is scaled.
    COPIES = (10, 0),
    /// Of a source's stream, by arrival and run: how large the response is.
    RESPONSE_SIZE = (12, 0),
    /// Of a source's stream, by arrival: whose call it is, where tenants are isolated.
    TENANT = (12, 1),
    /// Of a source's stream, by arrival and extension: how long an extension goes on after the handler.
    EXTENSION = (13, 0),
    /// Of a source's stream, by arrival and operation of a durable execution: how long it takes.
    OPERATION = (14, 0),
    /// Of a source's stream, by arrival and operation: does it fail?
    OPERATION_ERROR = (14, 1),
    /// Of a source's stream, by arrival and operation: the wait before its next try.
    OPERATION_RETRY = (15, 0),
    /// Of a source's stream, by arrival and operation: how long until the condition holds that it polls.
    OPERATION_HOLDS = (15, 1),
    /// Of a pool's stream, by environment: the code download.
    DOWNLOAD = (16, 0),
    /// Of a pool's stream, by environment: the start of the sandbox.
    START = (16, 1),
    /// Of a pool's stream, by environment and init: the init code.
    INIT = (17, 0),
    /// Of a pool's stream, by environment and init: does init fail?
    INIT_ERROR = (17, 1),
    /// Of a pool's stream, by environment and idle period: how long the initialised environment is kept.
    IDLE_LIFE = (18, 0),
    /// Of a pool's stream, by environment and idle period: how long the sandbox is kept after that.
    SANDBOX_LIFE = (18, 1),
    /// Of a pool's stream, by environment: the maximum age.
    MAXIMUM_AGE = (19, 0),
    /// Of a pool's stream, by environment, init and extension: how long an extension starts.
    EXTENSION_INIT = (20, 0),
    /// Of a pool's stream, by environment and init: how long restoring a snapshot takes.
    RESTORE = (21, 0),
    /// Of a pool's stream, by environment and init: how long the hooks after a restore take.
    RESTORE_HOOKS = (21, 1),
    /// Of a pool's stream, by environment: was it initialised ahead of any request?
    AHEAD = (22, 0),
    /// Of a source's stream, by event: does it run a second time?
    DUPLICATE = (23, 0),
}

/// All the chance of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    key: [u32; 2],
}

impl Chance {
    /// The chance of a run with this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// The block of two draws that `(stream, ordinal, word of purpose)` names; `uniform` picks its lane.
    #[inline]
    #[must_use]
    pub fn block(self, stream: Stream, ordinal: u64, purpose: Purpose) -> Block {
        let words = philox4x32_10([ordinal as u32, (ordinal >> 32) as u32, stream.0, purpose.counter_word()], self.key);
        Block([u64::from(words[0]) | u64::from(words[1]) << 32, u64::from(words[2]) | u64::from(words[3]) << 32])
    }

    /// A uniform draw in [0, 1).
    #[inline]
    #[must_use]
    pub fn uniform(self, stream: Stream, ordinal: u64, purpose: Purpose) -> f64 {
        self.block(stream, ordinal, purpose).uniform(purpose)
    }

    /// Whether something of the given `probability` happens; draws nothing where the answer is certain.
    #[inline]
    #[must_use]
    pub fn happens(self, probability: f64, stream: Stream, ordinal: u64, purpose: Purpose) -> bool {
        probability > 0.0 && (probability >= 1.0 || self.uniform(stream, ordinal, purpose) < probability)
    }

    /// An endless sequence of draws that begins at `ordinal`, through `rand`'s traits.
    #[must_use]
    pub const fn sequence(self, stream: Stream, ordinal: u64, purpose: Purpose) -> DrawSequence {
        DrawSequence { chance: self, stream, ordinal, purpose }
    }
}

/// Two draws that come out of the generator together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block([u64; 2]);

impl Block {
    /// The draw of this purpose's lane, uniform in [0, 1) with 53 random bits.
    #[inline]
    #[must_use]
    pub fn uniform(self, purpose: Purpose) -> f64 {
        // 53 bits fit a signed number, which processors turn into a float in one step.
        (self.0[usize::from(purpose.lane & 1)] >> 11) as i64 as f64 * (1.0 / (1_u64 << 53) as f64)
    }
}

/// The draws of one purpose at successive ordinals, as a generator for `rand`'s traits.
#[derive(Clone, Copy, Debug)]
pub struct DrawSequence {
    chance: Chance,
    stream: Stream,
    ordinal: u64,
    purpose: Purpose,
}

impl TryRng for DrawSequence {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|draw| draw as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let block = self.chance.block(self.stream, self.ordinal, self.purpose);
        self.ordinal = self.ordinal.wrapping_add(1);
        Ok(block.0[usize::from(self.purpose.lane & 1)])
    }

    fn try_fill_bytes(&mut self, destination: &mut [u8]) -> Result<(), Infallible> {
        utils::fill_bytes_via_next_word(destination, || self.try_next_u64())
    }
}

/// Philox with four 32-bit words and ten rounds.
#[inline(always)]
fn philox4x32_10(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let product_0 = u64::from(counter[0]) * 0xD251_1F53;
        let product_1 = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (product_1 >> 32) as u32 ^ counter[1] ^ key[0],
            product_1 as u32,
            (product_0 >> 32) as u32 ^ counter[3] ^ key[1],
            product_0 as u32,
        ];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn philox_gives_its_published_test_vectors() {
        // `kat_vectors` of the Random123 distribution, philox4x32, 10 rounds.
        let cases = [
            ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
            ),
        ];
        for (counter, key, expected) in cases {
            assert_eq!(philox4x32_10(counter, key), expected);
        }
    }

    #[test]
    fn no_two_purposes_share_their_draws() {
        let draws: std::collections::BTreeSet<(u8, u8)> =
            Purpose::ALL.iter().map(|purpose| (purpose.word, purpose.lane)).collect();
        assert_eq!(draws.len(), Purpose::ALL.len());
        assert!(Purpose::ALL.iter().all(|purpose| purpose.lane < 2));
    }

    #[test]
    fn a_draw_depends_on_its_name_alone() {
        let chance = Chance::new(7);
        let stream = Stream::named(&["source", "api"]);
        let first = chance.uniform(stream, 3, Purpose::HANDLER);
        let _other = chance.uniform(stream, 4, Purpose::HANDLER);
        assert_eq!(first, chance.uniform(stream, 3, Purpose::HANDLER));
        assert_ne!(first, chance.uniform(stream, 3, Purpose::ARRIVAL));
        assert_ne!(first, chance.uniform(stream, 3, Purpose::HANDLER.repeat(1)));
        assert_ne!(first, Chance::new(8).uniform(stream, 3, Purpose::HANDLER));
        assert_ne!(Stream::named(&["ab", "c"]), Stream::named(&["a", "bc"]));
    }

    #[test]
    fn draws_are_uniform() {
        let chance = Chance::new(1);
        let stream = Stream::named(&["test"]);
        let draws = 200_000;
        let mut cells = [0_u32; 20];
        for ordinal in 0..draws {
            cells[(chance.uniform(stream, ordinal, Purpose::ARRIVAL) * 20.0) as usize] += 1;
        }
        let expected = draws as f64 / 20.0;
        let chi_square: f64 = cells.iter().map(|&n| f64::from(n) - expected).map(|off| off * off / expected).sum();
        assert!(chi_square < 43.8, "chi-square {chi_square} with 19 degrees of freedom (p < 0.001)");
    }

    #[test]
    fn the_sequence_is_the_draws_in_order() {
        let chance = Chance::new(9);
        let stream = Stream::named(&["pool"]);
        let mut sequence = chance.sequence(stream, 5, Purpose::INIT);
        for ordinal in 5..9 {
            assert_eq!(sequence.next_u64(), chance.block(stream, ordinal, Purpose::INIT).0[0]);
        }
    }
}
