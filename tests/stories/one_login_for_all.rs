//! However many ask, and whenever their answers come: one login.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{Mode, Step};

const FIVE: [crate::common::Ask; 5] = [get("/a"), get("/b"), get("/c"), get("/d"), get("/e")];

#[test]
fn five_requests_without_a_token_are_sent_once_each_after_one_login() {
    let mut world = World::new();
    let callers = world.ask_all(&FIVE);
    assert_eq!(world.view().waiting, 5);
    world.advance(100);
    assert_eq!(world.results(&callers), ["ok"; 5]);
    assert_eq!((world.count("login"), world.count("exchange"), world.count("send")), (1, 1, 5));
    assert_eq!(world.view().waiting, 0);
}

#[test]
fn five_requests_with_a_dead_token_are_replayed_after_one_login() {
    let mut world = World::with_stored("T0");
    let callers = world.ask_all(&FIVE);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok"; 5]);
    assert_eq!((world.count("login"), world.count("send")), (1, 10));
    assert!(world.log[world.log.len() - 5..].iter().all(|line| !line.ends_with("T0")));
}

#[test]
fn a_late_401_for_the_old_token_is_replayed_with_the_new_one() {
    let mut world = World::with_stored("T0");
    world.server.delays.insert("/b", [200, 10].into());
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(500);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    assert_eq!(world.count("login"), 1);
    assert_eq!(world.sends("/b"), 2);
}

#[test]
fn staggered_401s_for_one_token_are_one_login() {
    let mut world = World::with_stored("T0");
    for (ask, delay) in FIVE.iter().zip([10, 70, 130, 190, 250]) {
        world.server.delays.insert(ask.path, [delay, 10].into());
    }
    let callers = world.ask_all(&FIVE);
    world.advance(1000);
    assert_eq!(world.results(&callers), ["ok"; 5]);
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_request_made_while_a_login_runs_is_sent_once_with_its_token() {
    let mut world = World::new();
    let first = world.ask(get("/a"));
    world.advance(20);
    let second = world.ask(get("/b"));
    assert_eq!(world.result(second), "pending");
    world.advance(100);
    assert_eq!(world.results(&[first, second]), ["ok"; 2]);
    assert_eq!((world.count("login"), world.sends("/b")), (1, 1));
}

#[test]
fn a_request_waits_for_the_second_login_while_an_older_replay_is_still_out() {
    let mut world = World::with_stored("T0");
    world.server.delays.insert("/a", [10, 250].into());
    let a = world.ask(get("/a"));
    world.advance(80);
    world.server.forget("T1");
    world.server.exchange_delay = 400;
    let b = world.ask(get("/b"));
    world.advance(60);
    let c = world.ask(get("/c"));
    world.advance(200);
    assert_eq!(world.results(&[a, b, c]), ["ok", "pending", "pending"]);
    world.advance(1000);
    assert_eq!(world.results(&[a, b, c]), ["ok"; 3]);
    assert_eq!((world.count("login"), world.sends("/c")), (2, 1));
}

#[test]
fn a_challenge_that_arrives_while_a_login_runs_waits_for_it_and_is_sent_again() {
    let mut world = World::with_stored("T0");
    world.server.script("/b", [after(20, unauthorized(&[Step::PhoneNumber]))]);
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(30);
    assert_eq!(world.count("navigate"), 0);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    assert_eq!((world.count("login"), world.count("navigate")), (1, 0));
}

#[test]
fn a_bare_401_that_brings_another_token_is_replayed_with_it() {
    let mut world = World::with_stored("T0");
    let token = world.server.new_token();
    let renewing = with_bundle(unauthorized(&[Step::Login]), bundle(&token));
    world.server.script("/a", [after(10, renewing)]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.count("login"), world.sends("/a")), (0, 2));
}

#[test]
fn login_and_credentials_join_the_login_that_runs() {
    let mut world = World::new();
    let request = world.ask(get("/a"));
    let login = world.login();
    let credentials = world.credentials();
    world.advance(100);
    assert_eq!(world.results(&[request, login, credentials]), ["ok"; 3]);
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_token_that_comes_by_another_way_makes_a_login_that_waits_for_its_turn_needless() {
    let mut world = World::with_stored("T0");
    world.grants_turns = false;
    let waiting = world.ask(get("/a"));
    let login = world.login();
    let token = world.server.new_token();
    world.server.script("/sms", [after(10, with_bundle(ok(), bundle(&token)))]);
    let sms = world.ask(get("/sms").mode(Mode::Optional));
    world.advance(100);
    assert_eq!(world.results(&[waiting, login, sms]), ["ok"; 3]);
    assert_eq!((world.count("login"), world.count("release")), (0, 1));
}

#[test]
fn a_login_that_gives_the_same_token_again_still_replays_late_401s_without_another_one() {
    let mut world = World::with_stored("T0");
    world.server.script("/a", [after(10, unauthorized(&[Step::Login]))]);
    world.server.script("/b", [after(200, unauthorized(&[Step::Login]))]);
    world.server.exchanges.push_back(after(20, with_bundle(ok(), bundle("T0"))));
    world.server.known.insert("T0".into());
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(500);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_request_that_needs_nothing_is_sent_as_it_is_and_its_401_is_its_own() {
    let mut world = World::unstarted(weapp_auth::Options::default());
    world.storage_answers = false;
    world.start();
    let foreign = world.ask(get("/foreign").mode(Mode::None));
    world.advance(50);
    assert_eq!(world.result(foreign), "401");
    assert_eq!(world.log, ["send /foreign -"]);
}
