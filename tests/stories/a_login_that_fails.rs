//! Whoever waits for a login that fails gets its cause, and the next request tries again: at once
//! after a plain failure, later when the server is in trouble.

use crate::common::server::{Reply, after, bundle, network_failure, retry_after, status};
use crate::common::{World, WxLogin, get, ok, unauthorized, with_bundle};
use weapp_auth::{Cause, Event, Millis, Random, Step, Timestamp};

const FIVE: [crate::common::Ask; 5] = [get("/a"), get("/b"), get("/c"), get("/d"), get("/e")];

fn failing_exchange(reply: Reply) -> World {
    let mut world = World::new();
    world.server.exchanges.push_back(reply);
    world
}

#[test]
fn five_waiters_get_one_error_and_the_next_request_tries_again() {
    let mut world = failing_exchange(network_failure(20));
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["loginFailed"; 5]);
    assert_eq!(world.failure(callers[0]).cause, Some(Cause(2)));
    assert!(callers.iter().all(|caller| world.failure(*caller) == world.failure(callers[0])));
    assert_eq!((world.count("login"), world.count("send")), (1, 0));

    let next = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(next), "ok");
    assert_eq!(world.count("login"), 2);
}

#[test]
fn a_request_made_during_a_login_that_fails_gets_its_cause() {
    let mut world = failing_exchange(network_failure(20));
    let first = world.ask(get("/a"));
    world.advance(25);
    let second = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.failure(second), world.failure(first));
}

#[test]
fn a_failing_wx_login_rejects_those_who_wait() {
    let mut world = World::new();
    world.wx_login = WxLogin::Fails;
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["loginFailed"; 5]);
    assert_eq!(world.failure(callers[0]).cause, Some(Cause(1)));
    assert_eq!(world.count("exchange"), 0);
}

#[test]
fn an_exchange_answered_401_is_rejected_and_not_repeated() {
    let mut world = failing_exchange(after(20, unauthorized(&[Step::Login])));
    let caller = world.ask(get("/a"));
    world.advance(1000);
    assert_eq!(world.result(caller), "loginRejected");
    assert_eq!((world.count("login"), world.count("exchange")), (1, 1));
}

#[test]
fn an_exchange_answered_200_with_an_error_code_is_rejected() {
    let answer = with_bundle(unauthorized(&[Step::Login]), bundle("T9"));
    let mut world = failing_exchange(after(20, weapp_auth::Response { status: 200, ..answer }));
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(caller), "loginRejected");
}

#[test]
fn an_exchange_without_a_token_is_malformed_and_nothing_is_sent() {
    for answer in [ok(), with_bundle(ok(), bundle(""))] {
        let mut world = failing_exchange(after(20, answer));
        let caller = world.ask(get("/a"));
        world.advance(100);
        assert_eq!(world.result(caller), "loginMalformed");
        assert_eq!(world.count("send"), 0);
    }
}

#[test]
fn a_wx_login_that_never_calls_back_times_out_and_its_late_code_is_ignored() {
    let mut world = World::new();
    world.wx_login = WxLogin::NeverCallsBack;
    let callers = world.ask_all(&FIVE);
    world.advance(14_999);
    assert_eq!(world.results(&callers), ["pending"; 5]);
    world.advance(1);
    assert_eq!(world.results(&callers), ["loginTimedOut"; 5]);
    let late = world.machine.clone();
    for login in 0..50 {
        world.tell(Event::CodeReceived { login: weapp_auth::Serial(login) });
    }
    assert_eq!(world.machine, late);
    assert_eq!(world.count("exchange"), 0);

    world.wx_login = WxLogin::Works;
    let next = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(next), "ok");
}

#[test]
fn the_deadline_runs_from_wx_login_to_the_answer_of_the_exchange() {
    let mut world = World::new();
    world.login_delay = 10_000;
    world.server.exchange_delay = 10_000;
    let caller = world.ask(get("/a"));
    world.advance(15_000);
    assert_eq!(world.result(caller), "loginTimedOut");
    world.advance(10_000);
    assert_eq!(world.count("send"), 0);
    assert!(world.stored.is_none());
}

#[test]
fn a_deadline_comes_in_time_after_the_clock_went_back_an_hour() {
    let mut world = World::new();
    world.wx_login = WxLogin::NeverCallsBack;
    let caller = world.ask(get("/a"));
    world.advance(5000);
    world.set_clock_back(3_600_000);
    world.advance(9_999);
    assert_eq!(world.result(caller), "pending");
    world.advance(1);
    assert_eq!(world.result(caller), "loginTimedOut");
}

#[test]
fn a_turn_that_never_comes_is_not_waited_for_for_ever() {
    let mut world = World::new();
    world.grants_turns = false;
    let caller = world.ask(get("/a"));
    world.advance(60_000);
    assert_eq!(world.result(caller), "loginTimedOut");
    assert_eq!((world.count("login"), world.count("release")), (0, 1));
}

#[test]
fn the_first_plain_failure_does_not_open_the_breaker_and_the_second_does() {
    let mut world = World::new();
    world.server.exchanges.extend([network_failure(20), after(20, status(403))]);
    let results: Vec<_> = (0..3)
        .map(|_| {
            let caller = world.ask(get("/a"));
            world.advance(50);
            world.result(caller)
        })
        .collect();
    assert_eq!(results, ["loginFailed", "loginRejected", "loginRejected"]);
    assert_eq!(world.count("login"), 2);
}

#[test]
fn the_breaker_rejects_at_once_with_the_error_that_opened_it() {
    for troubled in [status(500), status(503), status(429), retry_after(status(403), 1)] {
        let mut world = failing_exchange(after(20, troubled));
        let first = world.ask(get("/a"));
        world.advance(50);
        assert_eq!(world.result(first), "loginRejected");
        let second = world.ask(get("/b"));
        let login = world.login();
        let required = world.require(Step::PhoneNumber);
        assert_eq!(world.failure(second), world.failure(first));
        assert_eq!(world.failure(login), world.failure(first));
        assert_eq!(world.failure(required), world.failure(first));
        assert_eq!((world.count("login"), world.count("send")), (1, 0));
    }
}

#[test]
fn after_its_wait_one_login_may_go_and_doubles_the_wait_if_it_fails() {
    let mut world = World::new();
    world.server.exchanges.extend(vec![after(0, status(500)); 10]);
    let mut logins_at = Vec::new();
    for tenth in 0..160 {
        let logins = world.count("login");
        world.ask(get("/a"));
        world.advance(100);
        if world.count("login") > logins {
            logins_at.push(tenth * 100);
        }
    }
    let gaps: Vec<_> = logins_at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // Each wait begins when the login fails, and is over by the next poll.
    assert_eq!(gaps, [600, 1100, 2100, 4100]);
}

#[test]
fn the_wait_is_jittered_and_never_less_than_retry_after() {
    for (random, answer, wait) in [
        (Random(0), status(500), 500),
        (Random(1 << 31), status(500), 750),
        (Random(0), retry_after(status(503), 7000), 7000),
        (Random(0), retry_after(status(429), 100), 500),
    ] {
        let mut world = failing_exchange(after(0, answer));
        world.random = random;
        world.ask(get("/a"));
        world.advance(15);
        world.advance(wait - 1);
        let early = world.ask(get("/b"));
        assert_eq!(world.result(early), "loginRejected");
        world.advance(1);
        let late = world.ask(get("/b"));
        world.advance(100);
        assert_eq!(world.result(late), "ok");
    }
}

#[test]
fn the_fallback_page_of_a_failed_login_says_so_until_a_login_works() {
    let mut world = failing_exchange(network_failure(20));
    world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.error(), Some("loginFailed"));
    world.login();
    world.advance(100);
    assert_eq!(world.error(), None);
}

#[test]
fn a_network_failure_of_the_replay_is_the_callers_own_and_the_token_is_kept() {
    let mut world = World::with_stored("T0");
    world.server.script("/a", [after(10, unauthorized(&[Step::Login])), network_failure(10)]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(caller), "network");
    assert_eq!(world.failure(caller).cause, Some(Cause(caller.0)));
    let next = world.ask(get("/b"));
    world.advance(50);
    assert_eq!(world.result(next), "ok");
    assert_eq!(world.count("login"), 1);
}

#[test]
fn an_app_closed_in_the_middle_of_a_login_starts_afresh() {
    let mut world = World::with_stored("T0");
    world.ask(get("/a"));
    world.advance(20);
    assert_eq!(world.count("login"), 1);
    world.restart();
    let caller = world.ask(get("/a"));
    world.advance(200);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.count("login"), 2);
}

#[test]
fn a_retry_after_of_a_login_that_works_holds_nothing_back() {
    let mut world = World::new();
    world.server.known.insert("T7".into());
    let answer = retry_after(with_bundle(ok(), bundle("T7")), 60_000);
    world.server.exchanges.push_back(after(20, answer));
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.machine.next_timeout(), None::<Timestamp>);
    assert_eq!(Millis::from_secs(1), Millis(1000));
}

#[test]
fn the_error_of_a_login_is_not_shown_to_who_has_signed_out_since() {
    let mut world = World::new();
    world.wx_login = WxLogin::Fails;
    world.login();
    world.advance(100);
    assert_eq!(world.error(), Some("loginFailed"));
    world.logout(false);
    assert_eq!(world.error(), None);
}
