//! The numbers by which the machine and its shell mean the same thing.

use serde::Serialize;

use crate::hash::fnv64;

/// Names one promise of the shell's: a request, or a call such as `require()`.
///
/// The shell counts them up and never uses one twice; callers that wait are served in this order.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct CallerId(pub u32);

/// A number drawn from the machine's one counter: what is drawn later is higher.
///
/// It names every effect that is answered later, and tells what happened before what.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Serial(pub u32);

/// Which token a request was sent with. A new one begins when the token's text changes; 0 is no
/// token.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Generation(pub u32);

impl Generation {
    /// Sent without a token.
    pub const NONE: Self = Self(0);
}

/// What a send is remembered by: the token it used and its place in the order of sends.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Ticket {
    /// The token that goes with the request; [`Generation::NONE`] for none.
    pub generation: Generation,
    /// Which send this is.
    pub sent: Serial,
}

/// One open page, told from another with the same url. The shell gives the numbers.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct PageId(pub u32);

/// An error object that the shell keeps, such as wx's `{errMsg, errno}`, to be handed to the app
/// as `cause`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Cause(pub u32);

/// What makes a code or an avatar recognisable without keeping it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a text: FNV-1a, 64 bits.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(fnv64(text.bytes()))
    }

    /// A fingerprint that stands for another one.
    pub(crate) const fn numbered(number: u64) -> Self {
        Self(number)
    }
}

/// A draw from 0 (inclusive) to 1 (exclusive), in steps of 2^-32, as `Math.random()` makes them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Random(pub u32);

impl Random {
    /// The middle, for when nothing was drawn.
    pub const HALF: Self = Self(1 << 31);
}
