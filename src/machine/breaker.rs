//! The breaker: how long logins are held back when they lead nowhere.
//!
//! - It opens when an endpoint refuses the token of its own login; when the exchange is answered
//!   429, 5xx or with `Retry-After`; and when a login fails in any other way and is not the first in
//!   a row to fail. Only a login that works ends the row.
//! - Each opening counts, whatever it was for, and the next wait is twice as long.
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
    open: Option<Open>,
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
    /// Whether an endpoint opened it that refused the token of its own login.
    by_loop: bool,
}

impl Breaker {
    /// Why no login may go now, if so.
    pub(crate) fn refusal(&self, now: Timestamp) -> Option<&Failure> {
        self.open.as_ref().filter(|open| now < open.until).map(|open| &open.failure)
    }

    /// A login failed in a way that may be chance.
    pub(crate) fn login_failed(&mut self, failure: &Failure, now: Timestamp, random: Random) {
        self.failed_logins += 1;
        if self.failed_logins > TOLERATED_FAILURES {
            self.open(failure, now + self.wait(random), false);
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
        self.open(failure, now + wait, false);
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
        self.open(failure, now + self.wait(random), true);
    }

    pub(crate) fn login_succeeded(&mut self) {
        self.failed_logins = 0;
    }

    /// The server took the present token at this endpoint, or with a submission. That says nothing
    /// about an endpoint that loops: if a healthy one vouched for it, each poll of it would log in.
    pub(crate) fn token_was_taken(&mut self, endpoint: Option<Endpoint>) {
        self.open.take_if(|open| !open.by_loop);
        self.looping.retain(|looping| Some(*looping) != endpoint);
        if self.looping.is_empty() {
            self.openings = 0;
        }
    }

    /// Whether [`Breaker::token_was_taken`] would change nothing.
    pub(crate) fn is_at_rest(&self, endpoint: Endpoint) -> bool {
        let is_shut = self.open.as_ref().is_none_or(|open| open.by_loop);
        let is_counting = self.openings > 0 && self.looping.is_empty();
        is_shut && !is_counting && !self.looping.contains(&endpoint)
    }

    /// Twice as long each time, jittered down to half so that a server that comes back isn't met by
    /// all clients at once.
    fn wait(&self, random: Random) -> Millis {
        let doubled = FIRST_WAIT.0 << self.openings.min(20);
        let whole = doubled.min(LONGEST_WAIT.0);
        Millis((whole * ((1 << 32) + u64::from(random.0))) >> 33)
    }

    fn open(&mut self, failure: &Failure, until: Timestamp, by_loop: bool) {
        self.openings += 1;
        self.open = Some(Open { until, failure: failure.clone(), by_loop });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Platform, Server};
    use crate::machine::ids::Serial;

    const NOW: Timestamp = Timestamp(1_000_000);
    const HERE: Endpoint = Endpoint(1);
    const ELSEWHERE: Endpoint = Endpoint(2);
    const LOW: Random = Random(0);

    fn failure() -> Failure {
        Failure { id: Serial(1), error: Platform::LoginFailed.into(), cause: None }
    }

    fn wait_of(breaker: &Breaker) -> u64 {
        let is_over = |ms: &u64| breaker.refusal(NOW + Millis(*ms)).is_none();
        (0..=LONGEST_WAIT.0).find(is_over).expect("it ends")
    }

    #[test]
    fn the_first_plain_failure_opens_nothing_and_the_second_does() {
        let mut breaker = Breaker::default();
        breaker.login_failed(&failure(), NOW, LOW);
        assert_eq!(wait_of(&breaker), 0);
        breaker.login_failed(&failure(), NOW, LOW);
        assert_eq!(wait_of(&breaker), 500);
    }

    #[test]
    fn a_login_that_works_ends_the_row_of_failures() {
        let mut breaker = Breaker::default();
        breaker.login_failed(&failure(), NOW, LOW);
        breaker.login_succeeded();
        breaker.login_failed(&failure(), NOW, LOW);
        assert_eq!(wait_of(&breaker), 0);
    }

    #[test]
    fn the_wait_doubles_up_to_five_minutes_and_is_jittered_down_to_half() {
        let mut breaker = Breaker::default();
        let mut waits = Vec::new();
        for _ in 0..11 {
            breaker.server_pushed_back(&failure(), NOW, LOW, None);
            waits.push(wait_of(&breaker));
        }
        let doubling = [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000];
        assert_eq!(waits[..9], doubling);
        assert_eq!(waits[9..], [150_000, 150_000]);

        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, Random::HALF, None);
        assert_eq!(wait_of(&breaker), 750);
        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, Random(u32::MAX), None);
        assert_eq!(wait_of(&breaker), 999);
    }

    #[test]
    fn retry_after_is_the_least() {
        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, LOW, Some(Millis(7000)));
        assert_eq!(wait_of(&breaker), 7000);
        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, LOW, Some(Millis(10)));
        assert_eq!(wait_of(&breaker), 500);
    }

    #[test]
    fn a_plain_failure_after_the_server_pushed_back_is_the_second_in_a_row() {
        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, LOW, None);
        breaker.login_failed(&failure(), NOW, LOW);
        assert_eq!(wait_of(&breaker), 1000);
    }

    #[test]
    fn a_taken_token_closes_it_and_starts_the_counting_again() {
        let mut breaker = Breaker::default();
        breaker.server_pushed_back(&failure(), NOW, LOW, None);
        assert!(!breaker.is_at_rest(HERE));
        breaker.token_was_taken(Some(HERE));
        assert!(breaker.is_at_rest(HERE));
        assert_eq!(wait_of(&breaker), 0);
        breaker.server_pushed_back(&failure(), NOW, LOW, None);
        assert_eq!(wait_of(&breaker), 500);
    }

    #[test]
    fn a_healthy_endpoint_does_not_vouch_for_one_that_loops() {
        let mut breaker = Breaker::default();
        let looped = Failure { error: Server::LoginLoop.into(), ..failure() };
        breaker.login_looped(&looped, NOW, LOW, HERE);
        breaker.token_was_taken(Some(ELSEWHERE));
        assert_eq!(wait_of(&breaker), 500);
        breaker.login_looped(&looped, NOW, LOW, HERE);
        assert_eq!(wait_of(&breaker), 1000);
    }

    #[test]
    fn a_healthy_endpoint_ends_a_wait_that_a_failed_login_opened_and_not_the_count_of_a_loop() {
        let mut breaker = Breaker::default();
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        breaker.server_pushed_back(&failure(), NOW, LOW, None);
        assert!(!breaker.is_at_rest(ELSEWHERE));
        breaker.token_was_taken(Some(ELSEWHERE));
        assert_eq!(wait_of(&breaker), 0);
        assert!(breaker.is_at_rest(ELSEWHERE) && !breaker.is_at_rest(HERE));
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        assert_eq!(wait_of(&breaker), 2000);
    }

    #[test]
    fn every_endpoint_that_loops_must_vouch_for_itself() {
        let mut breaker = Breaker::default();
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        breaker.login_looped(&failure(), NOW, LOW, ELSEWHERE);
        breaker.token_was_taken(Some(ELSEWHERE));
        breaker.token_was_taken(None);
        assert!(breaker.is_at_rest(ELSEWHERE) && !breaker.is_at_rest(HERE));
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        assert_eq!(wait_of(&breaker), 2000);
        breaker.token_was_taken(Some(HERE));
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        assert_eq!(wait_of(&breaker), 500);
    }

    #[test]
    fn of_very_many_endpoints_that_loop_the_latest_are_remembered() {
        let mut breaker = Breaker::default();
        let endpoints = (0..=8).map(Endpoint);
        for endpoint in endpoints.clone().chain([Endpoint(1)]) {
            breaker.login_looped(&failure(), NOW, LOW, endpoint);
        }
        let remembered: Vec<_> = endpoints.filter(|end| !breaker.is_at_rest(*end)).collect();
        assert_eq!(remembered, (1..=8).map(Endpoint).collect::<Vec<_>>());
    }

    #[test]
    fn the_looping_endpoint_itself_resets_the_count_but_not_the_wait() {
        let mut breaker = Breaker::default();
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        breaker.token_was_taken(Some(HERE));
        assert_eq!(wait_of(&breaker), 1000);
        breaker.login_looped(&failure(), NOW, LOW, HERE);
        assert_eq!(wait_of(&breaker), 500);
    }
}
