//! A step that needs the person: one page, one button, and everybody goes on.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, post, unauthorized, with_bundle};
use weapp_auth::{Access, Bundle, Mode, Options, Platform, Status, Step, Timestamp};

const FIVE: [crate::common::Ask; 5] = [get("/a"), get("/b"), get("/c"), get("/d"), get("/e")];
const PHONE: Step = Step::PhoneNumber;
const INFO: Step = Step::UserInfo;

/// Signed in with T0, on the home page; every path wants a phone number.
fn wanting_phone() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    for ask in FIVE {
        world.server.want(ask.path, &[PHONE]);
    }
    world
}

#[test]
fn five_blocked_requests_are_one_navigation_and_one_answer_releases_all() {
    let mut world = wanting_phone();
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    assert_eq!(world.count("navigate"), 1);
    assert_eq!(world.top(), "pages/login/login");
    assert_eq!((world.view().step, world.status()), (Some(PHONE), Status::Blocked));
    assert!(world.view().button.is_some());
    assert_eq!(world.view().waiting, 5);
    world.press(PHONE);
    assert_eq!(world.status(), Status::Authorizing);
    world.advance(100);
    assert_eq!(world.results(&callers), ["ok"; 5]);
    assert_eq!((world.count("submit"), world.count("send")), (1, 10));
    assert!(world.view().has_phone_number);
}

#[test]
fn the_page_that_was_opened_is_left_when_everything_it_was_opened_for_is_done() {
    let mut world = wanting_phone();
    world.server.delays.insert("/a", [10, 300].into());
    world.ask_all(&FIVE);
    world.advance(100);
    world.press(PHONE);
    world.advance(200);
    assert_eq!(world.top(), "pages/login/login", "a released request is still out");
    world.advance(200);
    assert_eq!(world.top(), "pages/home/home");
    assert_eq!(world.count("navigate"), 2);
    assert_eq!((world.view().step, world.view().button), (None, None));
}

#[test]
fn two_steps_are_one_page_and_come_in_the_servers_order() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE, INFO]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.view().step, Some(PHONE));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.view().step, Some(INFO));
    world.press(INFO);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.count("navigate"), world.sends("/a")), (2, 2));
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn two_requests_with_two_steps_are_one_page_and_one_step_at_a_time() {
    let mut world = wanting_phone();
    world.server.want("/b", &[INFO]);
    let callers = world.ask_all(&[get("/b"), get("/a")]);
    world.advance(100);
    assert_eq!(world.view().step, Some(INFO));
    world.press(INFO);
    world.advance(50);
    assert_eq!(world.results(&callers), ["ok", "pending"]);
    assert_eq!(world.view().step, Some(PHONE));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    assert_eq!(world.count("navigate"), 2);
}

#[test]
fn a_step_found_out_only_at_the_replay_stays_on_the_same_page() {
    let mut world = wanting_phone();
    world.server.script("/a", [after(10, unauthorized(&[INFO]))]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.press(INFO);
    world.advance(100);
    assert_eq!(world.view().step, Some(PHONE));
    assert_eq!(world.count("navigate"), 1);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.sends("/a"), world.count("navigate")), (3, 2));
}

#[test]
fn a_login_and_then_a_step_when_there_is_no_token() {
    let mut world = World::new();
    world.server.want("/a", &[PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(200);
    assert_eq!((world.count("login"), world.status()), (1, Status::Blocked));
    world.press(PHONE);
    world.advance(200);
    assert_eq!(world.result(caller), "ok");
}

#[test]
fn the_login_pages_own_request_navigates_nowhere_and_keeps_the_way_back() {
    let mut world = wanting_phone();
    let first = world.ask(get("/a"));
    world.advance(100);
    let own = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.count("navigate"), 1);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.results(&[first, own]), ["ok"; 2]);
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn a_page_that_the_user_opened_is_left_alone() {
    let mut world = wanting_phone();
    world.open("pages/login/login");
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.count("navigate"), world.top()), (0, "pages/login/login"));
    assert_eq!(world.view().step, None, "there is nothing to press any more");
}

#[test]
fn a_page_opened_on_top_of_the_login_page_brings_nobody_back_to_it() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.open("pages/terms/terms");
    let other = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.count("navigate"), 1);
    assert_eq!(world.results(&[caller, other]), ["pending"; 2]);
}

#[test]
fn when_every_page_needs_a_login_all_are_closed_and_the_user_comes_back_to_where_it_was() {
    let options = Options { access: Access::EveryPage, ..Options::default() };
    let mut world = World::with(options);
    world.open("pages/order/order?id=7");
    world.server.want("/a", &[PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(200);
    assert_eq!(world.stack.len(), 1);
    world.press(PHONE);
    world.advance(200);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.top(), "pages/order/order?id=7");
}

#[test]
fn a_refused_navigation_falls_back_once() {
    let mut world = wanting_phone();
    world.navigation_errors.push_back("navigateTo:fail webview count limit exceed");
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.count("navigate"), 2);
    assert!(world.log.iter().any(|line| line.starts_with("navigate RedirectTo")));
    assert_eq!(world.result(caller), "pending");
    assert_eq!(world.top(), "pages/login/login");
}

#[test]
fn a_fallback_that_is_refused_too_rejects_those_who_wait() {
    let mut world = wanting_phone();
    world.navigation_errors.extend([
        "navigateTo:fail can not navigateTo a tabbar page",
        "switchTab:fail can not switch to no-tabBar page",
    ]);
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["navigationFailed"; 5]);
    assert!(callers.iter().all(|caller| world.failure(*caller) == world.failure(callers[0])));
    assert_eq!((world.count("navigate"), world.error()), (2, Some("navigationFailed")));
}

#[test]
fn a_navigation_that_never_answers_fails_after_five_seconds() {
    let mut world = wanting_phone();
    world.navigation_hangs = true;
    let caller = world.ask(get("/a"));
    world.advance(5009);
    assert_eq!(world.result(caller), "pending");
    world.advance(1);
    assert_eq!(world.result(caller), "navigationFailed");
    assert_eq!(world.machine.next_timeout(), None::<Timestamp>);
}

#[test]
fn a_silent_request_rejects_with_the_step_and_opens_nothing() {
    for mode in [Mode::Silent, Mode::Optional] {
        let mut world = wanting_phone();
        let poll = world.ask(get("/a").mode(mode));
        world.advance(100);
        assert_eq!(world.result(poll), "stepRequired");
        assert_eq!(world.failure(poll).error.step(), Some(PHONE));
        assert_eq!(world.count("navigate"), 0);
    }
}

#[test]
fn a_challenge_with_a_rotated_token_is_acted_on() {
    let mut world = wanting_phone();
    let token = world.server.new_token();
    let rotating = with_bundle(unauthorized(&[PHONE]), bundle(&token));
    world.server.script("/a", [after(10, rotating)]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.sends("/a"), world.view().step), (1, Some(PHONE)));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.log.iter().filter(|line| **line == "send /a T1").count(), 1);
}

#[test]
fn a_late_challenge_for_a_step_that_has_been_done_meanwhile_is_replayed() {
    for step in [PHONE, INFO] {
        let mut world = wanting_phone();
        world.server.want("/a", &[step]);
        world.server.want("/b", &[step]);
        world.server.delays.insert("/b", [500, 10].into());
        let callers = world.ask_all(&[get("/a"), get("/b")]);
        world.advance(100);
        world.press(step);
        world.advance(1000);
        assert_eq!(world.results(&callers), ["ok"; 2]);
        assert_eq!((world.count("submit"), world.sends("/b")), (1, 2));
    }
}

#[test]
fn a_step_without_a_url_is_unavailable() {
    let mut world = World::with(Options { takes_phone_number: false, ..Options::default() });
    world.server.want("/a", &[PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(200);
    assert_eq!(world.failure(caller).error, Platform::Unavailable { step: Some(PHONE) }.into());
    let required = world.require(PHONE);
    assert_eq!(world.result(required), "unavailable");
    assert_eq!(world.count("navigate"), 0);
}

#[test]
fn another_requests_bundle_that_satisfies_the_step_releases_those_who_wait() {
    let mut world = wanting_phone();
    let callers = world.ask_all(&FIVE);
    world.advance(100);
    let token = world.server.new_token();
    let signed_in = Bundle { has_phone_number: Some(true), ..bundle(&token) };
    world.server.has.insert(PHONE);
    world.server.script("/sms", [after(10, with_bundle(ok(), signed_in))]);
    let sms = world.ask(post("/sms"));
    world.advance(100);
    assert_eq!(world.result(sms), "ok");
    assert_eq!(world.results(&callers), ["ok"; 5]);
    assert_eq!(world.count("submit"), 0);
    assert_eq!(world.top(), "pages/home/home");
}
