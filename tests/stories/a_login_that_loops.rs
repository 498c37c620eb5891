//! A token that is refused though a login has just given it; and what opens and closes the breaker.

use crate::common::server::{after, bundle, network_failure, retry_after, status};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{Response, Step};

const PHONE: Step = Step::PhoneNumber;

fn bare_401() -> Response {
    unauthorized(&[Step::Login])
}

#[test]
fn a_replay_with_the_logins_token_that_was_rotated_meanwhile_is_only_stale() {
    let mut world = World::new();
    world.server.delays.insert("/a", [100, 10].into());
    let caller = world.ask(get("/a"));
    world.advance(40);
    let rotated = world.server.new_token();
    world.server.script("/b", [after(5, with_bundle(ok(), bundle(&rotated)))]);
    world.server.forget("T1");
    world.ask(get("/b"));
    world.advance(200);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
}

/// A request waits for a login; its replay is refused as stale, since another response has rotated
/// the token; and the rotated token is refused, too.
fn refused_with_a_rotated_token() -> (World, weapp_auth::CallerId) {
    let mut world = World::with_stored("T0");
    world
        .server
        .script("/a", [after(10, bare_401()), after(20, bare_401()), after(10, bare_401())]);
    world.server.script("/b", [after(5, with_bundle(ok(), bundle("rotated")))]);
    let caller = world.ask(get("/a"));
    while world.count("send") < 2 {
        world.advance(1);
    }
    world.ask(get("/b"));
    (world, caller)
}

#[test]
fn a_rotated_token_that_is_refused_is_not_the_logins_own_and_a_new_login_may_start() {
    let (mut world, caller) = refused_with_a_rotated_token();
    world.advance(500);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 2));
    let sent: Vec<_> = world.log.iter().filter(|line| line.starts_with("send /a")).collect();
    assert_eq!(sent, ["send /a T0", "send /a T1", "send /a rotated", "send /a T2"]);
}

#[test]
fn a_server_that_rotates_and_refuses_without_end_is_a_challenge_loop() {
    let mut world = World::with_stored("T0");
    let rotating = |token| with_bundle(bare_401(), bundle(token));
    world.server.script(
        "/a",
        [
            after(10, bare_401()),
            after(10, rotating("R1")),
            after(10, bare_401()),
            after(10, rotating("R2")),
            after(10, bare_401()),
            after(10, ok()),
        ],
    );
    let caller = world.ask(get("/a"));
    world.advance(1000);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("challengeLoop", 2));
    assert_eq!(world.sends("/a"), 5);
}

#[test]
fn two_endpoints_that_always_say_401_do_not_log_in_at_each_poll() {
    let mut world = World::new();
    for path in ["/a", "/b"] {
        world.server.script(path, vec![after(10, bare_401()); 200]);
    }
    for _ in 0..40 {
        for path in ["/a", "/b"] {
            world.ask(get(path));
            world.advance(500);
        }
    }
    // 0, 0.5, 1, 2, 4, 8, 16 and 32 seconds apart.
    assert!(world.count("login") <= 8, "{}", world.count("login"));
}

#[test]
fn an_endpoint_that_has_recovered_does_not_vouch_for_another_that_still_loops() {
    let mut world = World::new();
    world.server.script("/always", vec![after(10, bare_401()); 20]);
    world.server.script("/sometimes", vec![after(10, bare_401()); 2]);
    for (path, result) in
        [("/always", "loginLoop"), ("/sometimes", "loginLoop"), ("/sometimes", "ok")]
    {
        let poll = world.ask(get(path));
        world.advance(1100);
        assert_eq!(world.result(poll), result);
    }
    world.ask(get("/always"));
    world.advance(1900);
    let logins = world.count("login");
    assert_eq!(logins, 3);
    world.ask(get("/always"));
    world.advance(100);
    assert_eq!(world.count("login"), logins, "the third wait is two seconds");
}

#[test]
fn a_submission_that_is_taken_closes_the_breaker_as_any_success_does() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.exchanges.push_back(after(10, status(500)));
    world.login();
    world.advance(30);
    let early = world.login();
    assert_eq!(world.result(early), "loginRejected");
    world.press(PHONE);
    world.advance(30);
    let login = world.login();
    world.advance(100);
    assert_eq!(world.result(login), "ok");
}

#[test]
fn a_submission_with_a_token_that_was_rotated_meanwhile_closes_nothing() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.exchanges.push_back(after(10, status(500)));
    world.login();
    world.advance(30);
    world.server.submissions.push_back(after(50, ok()));
    world.press(PHONE);
    world.server.script("/b", [after(10, with_bundle(status(404), bundle("T9")))]);
    world.ask(get("/b"));
    world.advance(60);
    assert!(world.view().has_phone_number);
    let login = world.login();
    assert_eq!(world.result(login), "loginRejected");
}

#[test]
fn a_submission_does_not_vouch_for_an_endpoint_that_loops() {
    let mut world = World::with_stored("T0");
    world.server.script("/a", vec![after(10, bare_401()); 9]);
    let first = world.ask(get("/a"));
    world.advance(60);
    assert_eq!(world.result(first), "loginLoop");
    world.press(PHONE);
    world.advance(30);
    assert!(world.view().has_phone_number);
    let login = world.login();
    assert_eq!(world.result(login), "loginLoop");
}

#[test]
fn a_success_between_two_failed_logins_does_not_end_their_row() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.exchanges.extend(vec![network_failure(10); 2]);
    world.login();
    world.advance(50);
    let healthy = world.ask(get("/a"));
    world.advance(50);
    assert_eq!(world.result(healthy), "ok");
    world.login();
    world.advance(50);
    let third = world.login();
    assert_eq!((world.result(third).as_str(), world.count("login")), ("loginFailed", 2));
}

#[test]
fn a_login_that_works_ends_the_row_of_failed_ones() {
    let mut world = World::with_stored("T0");
    world.server.exchanges.push_back(network_failure(10));
    world.login();
    world.advance(50);
    world.login();
    world.advance(50);
    world.server.exchanges.push_back(network_failure(10));
    let failing = world.login();
    world.advance(50);
    assert_eq!(world.result(failing), "loginFailed");
    let next = world.login();
    world.advance(50);
    assert_eq!(world.result(next), "ok");
}

#[test]
fn a_loop_found_late_does_not_shorten_the_wait_that_the_server_asked_for() {
    let mut world = World::with_stored("T0");
    world.server.script("/slow", [after(10, bare_401()), after(300, bare_401())]);
    let slow = world.ask(get("/slow"));
    world.advance(100);
    world.server.exchanges.push_back(after(10, retry_after(status(429), 60_000)));
    let pushed_back = world.login();
    world.advance(400);
    assert_eq!(world.results(&[slow, pushed_back]), ["loginLoop", "loginRejected"]);
    world.advance(10_000);
    let early = world.login();
    assert_eq!(world.failure(early), world.failure(pushed_back));
    world.advance(50_000);
    let later = world.login();
    world.advance(100);
    assert_eq!(world.result(later), "ok");
}
