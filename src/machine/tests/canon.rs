//! Tells machines apart by what they will do, not by which numbers they happen to have drawn.

use std::hash::{Hash, Hasher};

use crate::hash::fnv64;

/// The machine under exploration draws its numbers from here on, so that they are told from all
/// others.
pub(super) const FIRST_SERIAL: u32 = 1_000_000_000;
/// All instants of the exploration lie between these.
pub(super) const FIRST_INSTANT: u64 = 1_700_000_000_000;
const LAST_INSTANT: u64 = 1_800_000_000_000;

/// A fingerprint in which drawn numbers count by their order and instants by their distance from
/// `now`. Two states with one fingerprint behave alike.
pub(super) fn canonical(state: &impl Hash, now: u64) -> u128 {
    let mut drawn = Drawn(Vec::new());
    state.hash(&mut drawn);
    drawn.0.sort_unstable();
    drawn.0.dedup();
    let fingerprint = |seed: u64| {
        let mut hasher = Canon { drawn: &drawn.0, now, hash: seed };
        state.hash(&mut hasher);
        hasher.hash
    };
    (u128::from(fingerprint(0x9e37_79b9_7f4a_7c15)) << 64) | u128::from(fingerprint(1))
}

/// Collects the numbers that were drawn.
struct Drawn(Vec<u32>);

impl Hasher for Drawn {
    fn write_u32(&mut self, number: u32) {
        if number >= FIRST_SERIAL {
            self.0.push(number);
        }
    }

    fn write(&mut self, _: &[u8]) {}

    fn finish(&self) -> u64 {
        unreachable!("only collects")
    }
}

struct Canon<'a> {
    drawn: &'a [u32],
    now: u64,
    hash: u64,
}

impl Canon<'_> {
    fn mix(&mut self, word: u64) {
        // The finaliser of splitmix64 (https://prng.di.unimi.it/splitmix64.c).
        let mut mixed = (self.hash ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.hash = mixed ^ (mixed >> 31);
    }
}

impl Hasher for Canon<'_> {
    fn write_u32(&mut self, number: u32) {
        let rank = self.drawn.binary_search(&number).map_or(0, |rank| rank as u64 + 1);
        self.mix(if number >= FIRST_SERIAL { (1 << 40) + rank } else { number.into() });
    }

    fn write_u64(&mut self, number: u64) {
        let is_instant = (FIRST_INSTANT..LAST_INSTANT).contains(&number);
        self.mix(if is_instant { number.wrapping_sub(self.now) } else { number });
    }

    fn write(&mut self, bytes: &[u8]) {
        self.mix(fnv64(bytes.iter().copied()));
    }

    fn write_u8(&mut self, number: u8) {
        self.mix(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        self.hash
    }
}

#[test]
fn numbers_count_by_order_and_instants_by_distance() {
    let at = |shift: u32, later: u64| {
        (FIRST_SERIAL + 1 + shift, FIRST_SERIAL + 5 + 2 * shift, FIRST_INSTANT + 100 + later, 7_u32)
    };
    assert_eq!(canonical(&at(0, 0), FIRST_INSTANT), canonical(&at(3, 50), FIRST_INSTANT + 50));
    assert_ne!(canonical(&at(0, 0), FIRST_INSTANT), canonical(&at(0, 0), FIRST_INSTANT + 1));
    let swapped = (FIRST_SERIAL + 5, FIRST_SERIAL + 1, FIRST_INSTANT + 100, 7_u32);
    assert_ne!(canonical(&at(0, 0), FIRST_INSTANT), canonical(&swapped, FIRST_INSTANT));
}
