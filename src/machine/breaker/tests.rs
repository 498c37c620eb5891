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
    wait_from(breaker, NOW)
}

fn wait_from(breaker: &Breaker, now: Timestamp) -> u64 {
    let is_over = |ms: &u64| breaker.refusal(now + Millis(*ms)).is_none();
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
    assert!(breaker.is_at_rest_everywhere());
    breaker.login_looped(&looped, NOW, LOW, HERE);
    assert!(breaker.is_at_rest(ELSEWHERE) && !breaker.is_at_rest_everywhere());
    breaker.token_was_taken(Some(ELSEWHERE));
    assert_eq!(wait_of(&breaker), 500);
    breaker.login_looped(&looped, NOW, LOW, HERE);
    assert_eq!(wait_of(&breaker), 1000);
}

#[test]
fn a_healthy_endpoint_ends_a_wait_that_a_failed_login_opened_and_not_the_count_of_a_loop() {
    let mut breaker = Breaker::default();
    breaker.login_looped(&failure(), NOW, LOW, HERE);
    let later = NOW + Millis(500);
    breaker.server_pushed_back(&failure(), later, LOW, None);
    assert!(!breaker.is_at_rest(ELSEWHERE));
    breaker.token_was_taken(Some(ELSEWHERE));
    assert_eq!(wait_from(&breaker, later), 0);
    assert!(breaker.is_at_rest(ELSEWHERE) && !breaker.is_at_rest(HERE));
    breaker.login_looped(&failure(), later, LOW, HERE);
    assert_eq!(wait_from(&breaker, later), 2000);
}

#[test]
fn a_loop_does_not_shorten_what_the_server_asked_for_nor_a_success_what_the_loop_did() {
    let mut breaker = Breaker::default();
    breaker.server_pushed_back(&failure(), NOW, LOW, Some(Millis(60_000)));
    let looped = Failure { id: Serial(2), error: Server::LoginLoop.into(), cause: None };
    breaker.login_looped(&looped, NOW, LOW, HERE);
    assert_eq!((wait_of(&breaker), breaker.refusal(NOW)), (60_000, Some(&failure())));
    breaker.token_was_taken(Some(ELSEWHERE));
    assert_eq!((wait_of(&breaker), breaker.refusal(NOW)), (1000, Some(&looped)));
}

#[test]
fn an_opening_shortens_no_wait_of_its_own_kind() {
    let mut breaker = Breaker::default();
    breaker.server_pushed_back(&failure(), NOW, LOW, Some(Millis(60_000)));
    breaker.server_pushed_back(&failure(), NOW, LOW, None);
    assert_eq!(wait_of(&breaker), 60_000);
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
    let later = NOW + Millis(2000);
    breaker.login_looped(&failure(), later, LOW, HERE);
    assert_eq!(wait_from(&breaker, later), 500);
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
    let later = NOW + Millis(1000);
    breaker.login_looped(&failure(), later, LOW, HERE);
    assert_eq!(wait_from(&breaker, later), 500);
}
