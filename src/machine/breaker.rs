//! The breaker: how long logins are held back when they lead nowhere.
//!
//! - It opens when an endpoint refuses the token of its own login; when the exchange is answered
//!   429, 5xx or with `Retry-After`; and when a login fails in any other way and is not the first in
//!   a row to fail. Only a login that works ends the row.
//! - Each opening counts, whatever it was for, and the next wait is twice as long. None shortens a
//!   wait that another has opened.
//! - A 2xx with the present token closes it and ends the count, for a request of ours or for a
//!   submission. But where endpoints loop, it ends no wait that one of them opened, and the count
//!   goes on until each of them has said 2xx itself.

use serde::Serialize;

use crate::machine::effect::Failure;
use crate::machine::ids::Random;
use crate::origin::Endpoint;
use crate::time::{Millis, Timestamp};

const FIRST_WAIT: Millis = Millis::from_secs(1);
const LONGEST_WAIT: Millis = Millis::from_secs(300);
/// One plain failure may be chance: the breaker opens from the second in a row.
const TOLERATED_FAILURES: u32 = 1;
/// How many endpoints that loop are remembered, the latest ones: an app polls few.
const REMEMBERED: usize = 8;

/// Open while logins are held back. It counts its openings until it closes for good, and waits
/// twice as long each time.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Breaker {
    /// Since it was last closed for good.
    openings: u32,
    /// In a row.
    failed_logins: u32,
    /// By a login that failed.
    opened_by_failure: Option<Open>,
    /// By an endpoint that refused the token of its own login.
    opened_by_loop: Option<Open>,
    /// The endpoints that refused the token of their own login, the oldest first. Each must say
    /// itself that this is over.
    looping: Vec<Endpoint>,
}

#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
struct Open {
    until: Timestamp,
    failure: Failure,
}

impl Open {
    /// Opens, but for no shorter than it is open already.
    fn extend(slot: &mut Option<Self>, until: Timestamp, failure: &Failure) {
        if slot.as_ref().is_none_or(|open| open.until < until) {
            *slot = Some(Self { until, failure: failure.clone() });
        }
    }
}

impl Breaker {
    /// Why no login may go now, if so: what keeps it back the longest.
    pub(crate) fn refusal(&self, now: Timestamp) -> Option<&Failure> {
        let open = self.opened_by_failure.iter().chain(&self.opened_by_loop);
        let longest = open.filter(|open| now < open.until).max_by_key(|open| open.until);
        longest.map(|open| &open.failure)
    }

    /// A login failed in a way that may be chance.
    pub(crate) fn login_failed(&mut self, failure: &Failure, now: Timestamp, random: Random) {
        self.failed_logins += 1;
        if self.failed_logins > TOLERATED_FAILURES {
            self.open_by_failure(failure, now + self.wait(random));
        }
    }

    /// The server asked to be left alone, for `retry_after` if it said so.
    pub(crate) fn server_pushed_back(
        &mut self,
        failure: &Failure,
        now: Timestamp,
        random: Random,
        retry_after: Option<Millis>,
    ) {
        self.failed_logins += 1;
        let wait = self.wait(random).max(retry_after.unwrap_or_default());
        self.open_by_failure(failure, now + wait);
    }

    /// An endpoint refused the token of its own login.
    pub(crate) fn login_looped(
        &mut self,
        failure: &Failure,
        now: Timestamp,
        random: Random,
        endpoint: Endpoint,
    ) {
        self.looping.retain(|known| *known != endpoint);
        if self.looping.len() == REMEMBERED {
            self.looping.remove(0);
        }
        self.looping.push(endpoint);
        let until = now + self.wait(random);
        Open::extend(&mut self.opened_by_loop, until, failure);
        self.openings += 1;
    }

    pub(crate) fn login_succeeded(&mut self) {
        self.failed_logins = 0;
    }

    /// The server took the present token at this endpoint, or with a submission. That says nothing
    /// about an endpoint that loops: if a healthy one vouched for it, each poll of it would log in.
    pub(crate) fn token_was_taken(&mut self, endpoint: Option<Endpoint>) {
        self.opened_by_failure = None;
        self.looping.retain(|looping| Some(*looping) != endpoint);
        if self.looping.is_empty() {
            self.openings = 0;
        }
    }

    /// Whether [`Breaker::token_was_taken`] would change nothing.
    pub(crate) fn is_at_rest(&self, endpoint: Endpoint) -> bool {
        self.opened_by_failure.is_none() && !self.looping.contains(&endpoint)
    }

    pub(crate) fn is_at_rest_everywhere(&self) -> bool {
        self.opened_by_failure.is_none() && self.looping.is_empty()
    }

    /// Twice as long each time, jittered down to half so that a server that comes back isn't met by
    /// all clients at once.
    fn wait(&self, random: Random) -> Millis {
        let doubled = FIRST_WAIT.0 << self.openings.min(20);
        let whole = doubled.min(LONGEST_WAIT.0);
        Millis((whole * ((1 << 32) + u64::from(random.0))) >> 33)
    }

    fn open_by_failure(&mut self, failure: &Failure, until: Timestamp) {
        Open::extend(&mut self.opened_by_failure, until, failure);
        self.openings += 1;
    }
}

#[cfg(test)]
mod tests;
