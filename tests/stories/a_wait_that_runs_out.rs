//! The person was asked and has not answered in time: that is a no, and it is kept.

use crate::common::server::network_failure;
use crate::common::{World, get, post};
use weapp_auth::{Event, Millis, Options, Step};

const INFO: Step = Step::UserInfo;
const PHONE: Step = Step::PhoneNumber;
const MINUTE: u64 = 60_000;

/// Signed in with T0, on the home page; `/a` and `/b` want a phone number, `/info` user info.
fn wanting_with(answer_timeout: Option<Millis>) -> World {
    let mut world = World::unstarted(Options { answer_timeout, ..Options::default() });
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.server.want("/b", &[PHONE]);
    world.server.want("/info", &[INFO]);
    world.server.want("/both", &[INFO, PHONE]);
    world.start();
    world
}

fn with_a_minute_to_answer() -> World {
    wanting_with(Some(Millis(MINUTE)))
}

/// Asks again on the page where the user is, and says what comes of it and how often the login page
/// has been opened since.
fn ask_again(world: &mut World, path: &'static str) -> (String, usize) {
    let opened = world.count("navigate");
    let again = world.ask(get(path));
    world.advance(100);
    (world.result(again), world.count("navigate") - opened)
}

#[test]
fn a_question_that_was_not_answered_in_time_does_not_come_up_again_by_itself() {
    let mut world = with_a_minute_to_answer();
    let first = world.ask(get("/a"));
    world.advance(MINUTE + 10);
    assert_eq!(world.result(first), "abandoned");
    let on_the_login_page = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.failure(on_the_login_page), world.failure(first));
    world.go_back();
    assert_eq!(ask_again(&mut world, "/a"), ("abandoned".into(), 0));
    assert_eq!(ask_again(&mut world, "/info"), ("pending".into(), 1), "another question");
}

#[test]
fn after_a_held_write_was_given_up_the_question_does_not_come_up_again_by_itself() {
    let mut world = wanting_with(None);
    let write = world.ask(post("/a"));
    world.advance(5 * MINUTE + 10);
    world.go_back();
    let again = world.ask(post("/a"));
    world.advance(100);
    assert_eq!(world.results(&[write, again]), ["abandoned"; 2]);
    assert_eq!(world.count("navigate"), 1);
}

#[test]
fn it_comes_up_again_when_the_user_has_gone_on_or_the_app_requires_it() {
    let mut world = with_a_minute_to_answer();
    world.ask(get("/a"));
    world.advance(MINUTE + 10);
    world.go_back();
    let required = world.require(PHONE);
    world.advance(100);
    assert_eq!((world.result(required).as_str(), world.count("navigate")), ("pending", 2));
    world.advance(MINUTE);
    world.go_back();
    world.open("pages/order/order");
    assert_eq!(ask_again(&mut world, "/a"), ("pending".into(), 1));
}

#[test]
fn a_late_press_is_taken_and_ends_the_quiet() {
    let mut world = with_a_minute_to_answer();
    world.ask(get("/a"));
    world.advance(MINUTE + 10);
    world.press(PHONE);
    world.advance(100);
    world.server.has.clear();
    assert_eq!(ask_again(&mut world, "/a"), ("pending".into(), 1));
}

#[test]
fn a_held_write_that_is_given_up_quiets_nothing_for_those_who_still_wait() {
    for (path, asked) in [("/a", PHONE), ("/both", INFO)] {
        let mut world = wanting_with(None);
        let read = world.ask(get(path));
        let write = world.ask(post("/a"));
        world.advance(5 * MINUTE + 10);
        let later = world.ask(get("/b"));
        world.advance(100);
        assert_eq!(world.results(&[read, write, later]), ["pending", "abandoned", "pending"]);
        assert_eq!((world.view().step, world.count("navigate")), (Some(asked), 1));
    }
}

#[test]
fn all_that_is_given_up_at_once_is_quiet_whatever_step_each_came_to_next() {
    let mut world = with_a_minute_to_answer();
    world.ask_all(&[get("/a"), get("/info"), get("/both")]);
    world.advance(MINUTE + 10);
    world.go_back();
    for path in ["/a", "/info", "/both"] {
        assert_eq!(ask_again(&mut world, path), ("abandoned".into(), 0), "{path}");
    }
}

#[test]
fn who_was_never_asked_has_not_said_no() {
    let mut world = wanting_with(Some(Millis(1000)));
    world.open("pages/login/login");
    world.go_back();
    world.grants_turns = false;
    let hurried = world.ask(get("/a"));
    world.advance(2000);
    assert_eq!((world.result(hurried).as_str(), world.count("navigate")), ("abandoned", 0));
    world.grants_turns = true;
    assert_eq!(ask_again(&mut world, "/a"), ("pending".into(), 1));
}

#[test]
fn a_time_that_is_up_on_the_way_to_the_login_page_is_a_no_all_the_same() {
    let mut world = wanting_with(Some(Millis(3)));
    let hurried = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.result(hurried).as_str(), world.top()), ("abandoned", "pages/login/login"));
    world.go_back();
    assert_eq!(ask_again(&mut world, "/a"), ("abandoned".into(), 0));
}

#[test]
fn a_time_that_is_up_while_a_press_from_a_page_left_is_submitted_is_a_no_if_that_fails() {
    let mut world = with_a_minute_to_answer();
    let first = world.ask(get("/a"));
    world.advance(MINUTE - 1000);
    world.server.submissions.push_back(network_failure(5000));
    world.press(PHONE);
    world.go_back();
    world.advance(2000);
    assert_eq!(world.result(first), "abandoned");
    world.advance(5000);
    assert_eq!(ask_again(&mut world, "/a"), ("abandoned".into(), 0));
}

#[test]
fn a_page_that_goes_while_its_writes_press_is_submitted_is_a_no_if_that_fails() {
    let mut world = wanting_with(None);
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.advance(100);
    world.server.submissions.push_back(network_failure(50));
    world.press(PHONE);
    world.stack.truncate(1);
    world.tell_pages();
    world.tell(Event::PageLeft);
    assert_eq!(world.result(write), "abandoned");
    world.open("pages/order/order");
    world.advance(100);
    assert_eq!(ask_again(&mut world, "/a"), ("abandoned".into(), 0));
}
