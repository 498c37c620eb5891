//! A press: its submission, and what the view says of it.

use crate::common::server::{after, network_failure, status};
use crate::common::{World, get, ok, post, with_bundle};
use weapp_auth::{AnswerResult, Bundle, Guide, Status, Step};

const PHONE: Step = Step::PhoneNumber;

/// Signed in with T0, on the home page; a path wants a phone number.
fn wanting_phone() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world
}

#[test]
fn a_failed_submission_leaves_the_requests_waiting_and_the_button_can_be_pressed_again() {
    let mut world = wanting_phone();
    world.server.submissions.push_back(network_failure(10));
    world.server.submissions.push_back(after(10, status(500)));
    let caller = world.ask(get("/a"));
    world.advance(100);
    for code in ["network", "submissionRejected"] {
        let answer = world.press(PHONE);
        world.advance(50);
        assert_eq!(world.result(answer), "ok");
        assert_eq!((world.error(), world.status()), (Some(code), Status::Blocked));
    }
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.error()), ("ok", None));
}

#[test]
fn a_submission_that_is_never_answered_times_out() {
    let mut world = wanting_phone();
    world.server.submissions.push_back(after(60_000, ok()));
    let caller = world.ask(get("/a"));
    world.advance(100);
    let answer = world.press(PHONE);
    world.advance(15_000);
    assert_eq!((world.result(answer).as_str(), world.error()), ("ok", Some("submissionTimedOut")));
    assert_eq!(world.result(caller), "pending");
    world.advance(60_000);
    assert_eq!((world.result(caller).as_str(), world.sends("/a")), ("pending", 1));
}

#[test]
fn a_press_works_when_nothing_is_blocked() {
    let mut world = wanting_phone();
    world.press(PHONE);
    world.advance(50);
    assert!(world.view().has_phone_number);
    assert_eq!((world.count("submit"), world.count("navigate")), (1, 0));
}

#[test]
fn the_button_is_there_after_two_seconds_at_the_latest() {
    let mut world = wanting_phone();
    world.look_ups_are_answered = false;
    world.ask(get("/a"));
    world.advance(10 + 1999);
    assert_eq!((world.view().step, world.view().button), (Some(PHONE), None));
    world.advance(1);
    assert!(world.view().button.is_some());
}

#[test]
fn a_press_that_the_privacy_agreement_stopped_is_guided_to_it_first() {
    let mut world = World::new();
    world.server.want("/a", &[Step::UserInfo]);
    world.ask(get("/a"));
    world.advance(100);
    let guide = |world: &World| world.view().button.expect("it is known").guide;
    assert_eq!(guide(&world), Guide::None);
    world.say(Step::UserInfo, AnswerResult::PrivacyNotAgreed);
    assert_eq!(guide(&world), Guide::AgreePrivacy);
    world.follow_guide();
    world.advance(10);
    assert_eq!(guide(&world), Guide::None);
}

#[test]
fn what_a_press_came_to_is_in_the_view() {
    for (result, code, ends) in [
        (AnswerResult::Malformed, "malformed", false),
        (AnswerResult::NoQuota, "noQuota", true),
        (AnswerResult::PrivacyNotAgreed, "privacyNotAgreed", false),
        (AnswerResult::Refused, "refused", true),
        (AnswerResult::Unavailable, "unavailable", true),
    ] {
        let mut world = wanting_phone();
        let caller = world.ask(get("/a"));
        world.advance(100);
        let answer = world.say(PHONE, result);
        assert_eq!((world.result(answer).as_str(), world.error()), ("ok", Some(code)));
        assert_eq!(world.result(caller), if ends { code } else { "pending" });
        world.press(PHONE);
        world.advance(100);
        assert!(world.view().has_phone_number, "pressing again works after {code}");
    }
}

#[test]
fn the_error_of_a_press_goes_with_the_page_when_weapp_auth_itself_goes_back() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.server.submissions.push_back(after(10, status(500)));
    world.press(PHONE);
    world.advance(100);
    let signed_in = Bundle { has_phone_number: Some(true), ..Bundle::default() };
    world.server.has.insert(PHONE);
    world.server.script("/sms", [after(10, with_bundle(ok(), signed_in))]);
    world.ask(post("/sms"));
    while world.count("navigate") < 2 {
        world.advance(1);
    }
    assert_eq!((world.result(caller).as_str(), world.error()), ("ok", Some("submissionRejected")));
    world.advance(100);
    assert_eq!((world.top(), world.error()), ("pages/home/home", None));
}
