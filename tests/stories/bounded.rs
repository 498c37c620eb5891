//! Nothing is sent, and nobody is logged in, without end.

use crate::common::server::{after, bundle, retry_after, status};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::Step;

const FIVE: [crate::common::Ask; 5] = [get("/a"), get("/b"), get("/c"), get("/d"), get("/e")];

fn always_401(world: &mut World, path: &'static str) {
    world.server.script(path, vec![after(10, unauthorized(&[Step::Login])); 50]);
}

#[test]
fn a_replay_that_is_refused_its_logins_own_token_is_a_login_loop() {
    let mut world = World::with_stored("T0");
    always_401(&mut world, "/a");
    let caller = world.ask(get("/a"));
    world.advance(1000);
    assert_eq!(world.result(caller), "loginLoop");
    assert_eq!((world.count("login"), world.sends("/a")), (1, 2));
}

#[test]
fn a_request_that_waited_for_the_login_before_it_was_first_sent_loops_too() {
    let mut world = World::new();
    always_401(&mut world, "/a");
    let caller = world.ask(get("/a"));
    world.advance(1000);
    assert_eq!(world.result(caller), "loginLoop");
    assert_eq!((world.count("login"), world.sends("/a")), (1, 1));
}

#[test]
fn five_that_loop_are_one_login_and_one_error_and_then_the_breaker() {
    let mut world = World::with_stored("T0");
    for ask in FIVE {
        always_401(&mut world, ask.path);
    }
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["loginLoop"; 5]);
    assert!(callers.iter().all(|caller| world.failure(*caller) == world.failure(callers[0])));
    assert_eq!((world.count("login"), world.count("send")), (1, 10));

    let next = world.ask(get("/a"));
    world.advance(50);
    assert_eq!(world.failure(next), world.failure(callers[0]));
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_request_first_sent_after_the_login_starts_a_new_one() {
    let mut world = World::new();
    world.ask(get("/a"));
    world.advance(100);
    world.server.forget("T1");
    let caller = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.count("login"), 2);
}

#[test]
fn an_endpoint_that_always_says_401_does_not_log_in_at_each_poll_beside_healthy_ones() {
    let mut world = World::new();
    always_401(&mut world, "/broken");
    for _ in 0..40 {
        let poll = world.ask(get("/broken"));
        let healthy = world.ask(get("/healthy"));
        world.advance(1000);
        assert_eq!(world.result(poll), "loginLoop");
        assert_eq!(world.result(healthy), "ok");
    }
    // 0, 0.5, 1, 2, 4, 8, 16 and 32 seconds apart.
    assert!(world.count("login") <= 8, "{}", world.count("login"));
}

#[test]
fn a_looping_endpoint_that_recovers_resets_the_count_but_not_the_wait() {
    let mut world = World::with_stored("T0");
    world.server.script("/a", vec![after(10, unauthorized(&[Step::Login])); 2]);
    let first = world.ask(get("/a"));
    world.advance(45);
    world.advance(10);
    assert_eq!(world.result(first), "loginLoop");
    let recovered = world.ask(get("/a"));
    world.advance(20);
    assert_eq!(world.result(recovered), "ok");
    world.server.forget("T1");
    let early = world.ask(get("/b"));
    world.advance(20);
    assert_eq!(world.result(early), "loginLoop");
    world.advance(500);
    let later = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.result(later), "ok");
}

#[test]
fn a_healthy_answer_closes_a_breaker_that_failed_logins_opened() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.exchanges.push_back(after(10, status(500)));
    world.login();
    world.advance(30);
    let healthy = world.ask(get("/a"));
    world.advance(20);
    assert_eq!(world.result(healthy), "ok");
    let login = world.login();
    world.advance(100);
    assert_eq!(world.result(login), "ok");
}

#[test]
fn a_healthy_answer_for_an_older_token_closes_nothing() {
    let mut world = World::with_stored("T0");
    world.server.script("/slow", [after(100, ok())]);
    world.server.script("/a", [after(10, with_bundle(ok(), bundle("T9")))]);
    world.server.exchanges.push_back(after(10, retry_after(status(503), 5000)));
    world.ask_all(&[get("/slow"), get("/a")]);
    world.advance(20);
    let login = world.login();
    world.advance(100);
    assert_eq!(world.result(login), "loginRejected");
    let still = world.login();
    assert_eq!(world.result(still), "loginRejected");
}

#[test]
fn a_fourth_stale_401_is_a_challenge_loop() {
    let mut world = World::with_stored("T0");
    let refusals = (0..6).map(|_| {
        let token = world.server.new_token();
        after(10, with_bundle(unauthorized(&[Step::Login]), bundle(&token)))
    });
    let refusals: Vec<_> = refusals.collect();
    world.server.script("/a", refusals);
    let caller = world.ask(get("/a"));
    world.advance(1000);
    assert_eq!(world.result(caller), "challengeLoop");
    assert_eq!((world.count("login"), world.sends("/a")), (0, 4));
}

#[test]
fn a_step_asked_for_again_after_its_answer_was_taken_is_a_challenge_loop() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.script("/a", vec![after(10, unauthorized(&[Step::PhoneNumber])); 5]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.press(Step::PhoneNumber);
    world.advance(100);
    assert_eq!(world.result(caller), "challengeLoop");
    assert_eq!(world.failure(caller).error.step(), Some(Step::PhoneNumber));
    assert_eq!((world.sends("/a"), world.count("submit")), (2, 1));
}

#[test]
fn other_statuses_are_the_callers_own_and_never_repeated() {
    for code in [200, 204, 304, 400, 403, 404, 429, 500, 503] {
        let mut world = World::with_stored("T0");
        world.server.script("/a", [after(10, status(code))]);
        let caller = world.ask(get("/a"));
        world.advance(100);
        let expected = if code < 400 { "ok".into() } else { code.to_string() };
        assert_eq!(world.result(caller), expected);
        assert_eq!((world.count("login"), world.count("send")), (0, 1));
    }
}

#[test]
fn an_app_whose_server_says_200_with_a_code_gets_the_same() {
    let mut world = World::with_stored("T0");
    let code = || weapp_auth::Response { status: 200, ..unauthorized(&[Step::Login]) };
    world.server.script("/a", [after(10, code())]);
    world.server.script("/b", vec![after(10, code()); 9]);
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok", "loginLoop"]);
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_post_is_replayed_after_a_401_and_never_after_a_network_failure() {
    let mut world = World::with_stored("T0");
    world.server.script("/pay", [crate::common::server::network_failure(10)]);
    let lost = world.ask(crate::common::post("/pay"));
    world.advance(50);
    assert_eq!((world.result(lost).as_str(), world.sends("/pay")), ("network", 1));
    let refused = world.ask(crate::common::post("/pay"));
    world.advance(100);
    assert_eq!((world.result(refused).as_str(), world.sends("/pay")), ("ok", 3));
}

#[test]
fn a_response_delivered_twice_settles_once() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    let caller = world.ask(get("/a"));
    world.advance(50);
    assert_eq!(world.result(caller), "ok");
    for sent in 0..20 {
        world.tell(weapp_auth::Event::ResponseArrived {
            caller,
            sent: weapp_auth::Serial(sent),
            response: ok(),
            random: weapp_auth::Random(0),
        });
    }
}

#[test]
fn a_healthy_answer_from_before_a_logout_closes_nothing() {
    let mut world = World::with_stored("T0");
    world.server.script("/slow", [after(500, ok())]);
    let slow = world.ask(get("/slow"));
    world.logout(false);
    world.login();
    world.advance(100);
    world.server.exchanges.push_back(after(10, retry_after(status(503), 5000)));
    let login = world.login();
    world.advance(500);
    assert_eq!(world.results(&[slow, login]), ["ok", "loginRejected"]);
    let still = world.login();
    assert_eq!(world.result(still), "loginRejected");
}

#[test]
fn an_endpoint_that_looped_and_recovered_is_held_back_as_briefly_when_it_loops_again() {
    let mut world = World::with_stored("T0");
    for _ in 0..2 {
        world.server.script("/a", vec![after(10, unauthorized(&[Step::Login])); 2]);
        let looping = world.ask(get("/a"));
        world.advance(55);
        assert_eq!(world.result(looping), "loginLoop");
        world.advance(501);
        let recovered = world.ask(get("/a"));
        world.advance(20);
        assert_eq!(world.result(recovered), "ok");
    }
    world.server.forget("T2");
    let later = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.result(later), "ok");
}

#[test]
fn a_request_that_each_of_many_logins_interrupts_does_not_wait_for_ever() {
    let mut world = World::new();
    always_401(&mut world, "/a");
    let caller = world.ask(get("/a"));
    for round in 1..=4 {
        world.advance(35);
        assert_eq!((world.result(caller).as_str(), world.sends("/a")), ("pending", round));
        world.login();
    }
    world.advance(1000);
    assert_eq!((world.result(caller).as_str(), world.sends("/a")), ("challengeLoop", 4));
}
