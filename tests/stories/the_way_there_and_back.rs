//! The way to the login page and back: where the user was, and which pages are gone.

use crate::common::server::{after, network_failure};
use crate::common::{World, get, post, unauthorized};
use weapp_auth::{Access, AnswerResult, Event, Options, Page, PageId, Serial, Step};

const PHONE: Step = Step::PhoneNumber;
const LOGIN: &str = "pages/login/login";

fn wanting_phone() -> World {
    wanting_phone_with(Access::OnDemand)
}

fn wanting_phone_with(access: Access) -> World {
    let mut world = World::unstarted(Options { access, ..Options::default() });
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.start();
    world
}

/// Asks for what wants a phone number. Returns what becomes of it and how often a page was opened.
fn asks_again(world: &mut World) -> (String, usize) {
    let before = world.count("navigate");
    let caller = world.ask(get("/a"));
    world.advance(100);
    (world.result(caller), world.count("navigate") - before)
}

#[test]
fn pages_that_are_told_twice_do_not_change_where_the_user_came_from() {
    let mut world = wanting_phone();
    world.open(LOGIN);
    world.tell_pages();
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    world.go_back();
    assert_eq!(asks_again(&mut world), ("refused".into(), 0));
}

#[test]
fn who_leaves_during_a_submission_that_fails_is_asked_no_more_where_they_came_from() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.open("pages/terms/terms");
    world.go_back();
    world.server.submissions.push_back(network_failure(10));
    world.press(PHONE);
    world.go_back();
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.top()), ("abandoned", "pages/home/home"));
    assert_eq!(asks_again(&mut world), ("abandoned".into(), 0));
}

#[test]
fn a_page_left_during_a_submission_that_was_taken_has_nothing_to_do_with_a_later_no() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.press(PHONE);
    world.go_back();
    world.advance(100);
    assert!(world.view().has_phone_number);
    world.server.has.clear();
    world.open("pages/me/me");
    world.open(LOGIN);
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    world.go_back();
    assert_eq!(asks_again(&mut world), ("refused".into(), 0));
}

#[test]
fn a_login_page_that_the_user_opened_and_that_vanished_was_left_even_if_nobody_says_so() {
    let mut world = wanting_phone();
    world.open(LOGIN);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.stack.pop();
    world.tell_pages();
    assert_eq!(world.result(caller), "abandoned");
}

#[test]
fn a_login_page_that_has_not_been_seen_yet_cannot_be_left() {
    let mut world = wanting_phone();
    let home = world.stack.clone();
    world.navigation_hangs = true;
    let caller = world.ask(get("/a"));
    world.advance(100);
    // Whichever navigation it is: the others mean nothing to it.
    for navigation in (1..50).map(Serial) {
        world.tell(Event::Navigated { navigation });
    }
    for _ in 0..2 {
        world.tell(Event::PagesChanged { stack: home.clone() });
    }
    assert_eq!((world.result(caller).as_str(), world.view().step), ("pending", Some(PHONE)));
    world.open(LOGIN);
    world.go_back();
    assert_eq!(world.result(caller), "abandoned");
}

#[test]
fn a_way_back_that_is_gone_opens_the_page_it_would_have_led_to() {
    let mut world = wanting_phone();
    world.open("pages/order/order?id=7");
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.navigation_errors.push_back("navigateBack:fail cannot navigate back at first page.");
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.top(), world.stack.len()), ("pages/order/order?id=7", 1));
}

#[test]
fn a_page_that_weapp_auth_closed_is_not_gone_whatever_the_user_opens_meanwhile() {
    let mut world = wanting_phone_with(Access::EveryPage);
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.advance(100);
    assert_eq!(world.stack.len(), 1);
    world.open("pages/terms/terms");
    world.go_back();
    assert_eq!(world.result(write), "pending");
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(write), "ok");
}

#[test]
fn a_page_that_weapp_auth_closed_is_not_gone_when_a_later_navigation_fails() {
    let mut world = wanting_phone_with(Access::EveryPage);
    let order = world.open("pages/order/order");
    world.server.script("/slow", [after(500, unauthorized(&[Step::UserInfo]))]);
    let write = world.ask(post("/slow").on(order));
    world.ask(get("/a"));
    world.advance(100);
    world.navigation_errors.push_back("reLaunch:fail timeout");
    world.press(PHONE);
    world.advance(300);
    assert_eq!((world.count("navigate"), world.top()), (2, LOGIN));
    world.advance(200);
    assert_eq!(world.result(write), "pending");
}

#[test]
fn the_only_page_that_a_failed_navigation_did_not_close_is_gone_when_the_user_closes_it() {
    let mut world = wanting_phone_with(Access::EveryPage);
    world.navigation_errors.push_back("reLaunch:fail timeout");
    world.ask(get("/a"));
    world.advance(100);
    let write = world.ask(post("/a").on(1));
    world.stack = vec![Page { id: PageId(9), url: "pages/me/me".into() }];
    world.tell_pages();
    world.advance(100);
    assert_eq!(world.result(write), "abandoned");
}

#[test]
fn who_signs_out_on_the_login_page_is_shown_no_button_there_and_is_asked_anew() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    assert_eq!(world.view().step, Some(PHONE));
    world.logout(false);
    assert_eq!(world.view().step, None);
    assert_eq!(asks_again(&mut world), ("pending".into(), 0));
    assert_eq!(world.view().step, Some(PHONE));
}
