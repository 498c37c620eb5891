//! A code, an avatar and a `session_key` are good for one use: nothing is submitted twice, and no
//! login gets in between.

use crate::common::server::{after, bundle};
use crate::common::{World, get, unauthorized, with_bundle};
use weapp_auth::{AnswerResult, Event, Press, Proof, Step};

const PHONE: Step = Step::PhoneNumber;
const INFO: Step = Step::UserInfo;

fn wanting(step: Step) -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[step]);
    world
}

#[test]
fn a_second_press_while_the_first_is_submitted_is_ignored() {
    let mut world = wanting(PHONE);
    let caller = world.ask(get("/a"));
    world.advance(100);
    let first = world.press(PHONE);
    let second = world.press(PHONE);
    assert_eq!(world.results(&[first, second]), ["pending", "ok"]);
    world.advance(100);
    assert_eq!(world.results(&[first, caller]), ["ok"; 2]);
    assert_eq!(world.count("submit"), 1);
}

#[test]
fn a_no_while_a_submission_is_under_way_is_ignored_too() {
    let mut world = wanting(PHONE);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.press(PHONE);
    world.say(PHONE, AnswerResult::Refused);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
}

#[test]
fn an_event_that_is_delivered_twice_is_submitted_once() {
    let mut world = wanting(PHONE);
    world.ask(get("/a"));
    world.advance(100);
    world.press_with(PHONE, "one-code");
    world.advance(100);
    let again = world.press_with(PHONE, "one-code");
    world.advance(100);
    assert_eq!((world.count("submit"), world.result(again).as_str()), (1, "ok"));
}

#[test]
fn a_code_whose_submission_failed_is_not_sent_again() {
    let mut world = wanting(PHONE);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.server.submissions.push_back(crate::common::server::network_failure(10));
    world.press_with(PHONE, "one-code");
    world.advance(100);
    world.press_with(PHONE, "one-code");
    world.advance(100);
    assert_eq!((world.count("submit"), world.result(caller).as_str()), (1, "pending"));
}

#[test]
fn no_login_gets_between_a_press_and_the_answer_to_its_submission() {
    let mut world = wanting(PHONE);
    world.server.delays.insert("/other", [95, 10].into());
    world.server.script("/other", [after(95, unauthorized(&[Step::Login]))]);
    let caller = world.ask(get("/a"));
    let other = world.ask(get("/other"));
    world.advance(90);
    world.press(PHONE);
    world.advance(8);
    assert_eq!(world.count("login"), 0, "the 401 has come, and the submission is under way");
    world.advance(200);
    assert_eq!(world.results(&[caller, other]), ["ok"; 2]);
    let at = |what: &str| world.log.iter().position(|line| line.starts_with(what));
    assert!(at("submit") < at("login"));
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_press_while_a_login_runs_is_ignored() {
    let mut world = wanting(PHONE);
    world.login();
    assert!(world.view().busy);
    let press = world.press(PHONE);
    assert_eq!(world.result(press), "ok");
    world.advance(100);
    assert_eq!(world.count("submit"), 0);
}

#[test]
fn a_submission_answered_401_renews_the_session_and_asks_to_press_again() {
    let mut world = wanting(PHONE);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.server.forget("T0");
    let press = world.press(PHONE);
    world.advance(15);
    assert_eq!((world.error(), world.result(press).as_str()), (Some("pressAgain"), "ok"));
    world.advance(100);
    assert_eq!(world.count("login"), 1);
    assert_eq!(world.error(), Some("pressAgain"));
    assert_eq!(world.result(caller), "pending");
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.error()), ("ok", None));
}

#[test]
fn a_press_without_a_session_makes_one_and_asks_to_press_again() {
    let mut world = World::new();
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.count("login"), world.count("submit")), (1, 0));
    assert_eq!(world.error(), Some("pressAgain"));
    world.press(PHONE);
    world.advance(100);
    assert!(world.view().has_phone_number);
}

#[test]
fn a_submission_for_a_token_that_was_rotated_meanwhile_asks_to_press_again_without_a_login() {
    let mut world = wanting(PHONE);
    world.ask(get("/a"));
    world.advance(100);
    let token = world.server.new_token();
    world.server.submissions.push_back(after(50, unauthorized(&[Step::Login])));
    let rotating = with_bundle(crate::common::ok(), bundle(&token));
    world.server.script("/b", [after(10, rotating)]);
    world.press(PHONE);
    world.ask(get("/b"));
    world.advance(100);
    assert_eq!((world.count("login"), world.error()), (0, Some("pressAgain")));
}

#[test]
fn an_avatar_is_remembered_until_it_is_confirmed_and_then_sent_once() {
    let mut world = wanting(INFO);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.choose_avatar();
    world.choose_avatar();
    world.advance(100);
    assert_eq!(world.count("submit"), 0);
    world.confirm_avatar("wxfile://second + Li");
    world.confirm_avatar("wxfile://second + Li");
    world.advance(100);
    world.confirm_avatar("wxfile://second + Li");
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.count("submit"), 1);
    assert!(world.log.contains(&"submit userInfo with avatar".to_owned()));
}

#[test]
fn an_avatar_that_was_not_taken_may_be_confirmed_again() {
    let mut world = wanting(INFO);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.server.submissions.push_back(crate::common::server::network_failure(10));
    world.choose_avatar();
    for _ in 0..2 {
        world.confirm_avatar("wxfile://one + Li");
        world.advance(100);
    }
    assert_eq!((world.count("submit"), world.result(caller).as_str()), (2, "ok"));
}

#[test]
fn an_avatar_never_goes_with_a_phone_number() {
    let mut world = wanting(PHONE);
    world.choose_avatar();
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.count("submit"), 1);
    assert!(world.log.contains(&"submit phoneNumber".to_owned()));
    world.confirm_avatar("wxfile://one + Li");
    world.advance(100);
    assert!(world.log.contains(&"submit userInfo with avatar".to_owned()), "it is still there");
}

#[test]
fn an_avatar_that_was_taken_does_not_go_with_what_a_later_press_brings() {
    let mut world = wanting(INFO);
    world.choose_avatar();
    world.confirm_avatar("wxfile://one + Li");
    world.advance(100);
    world.press(INFO);
    world.advance(100);
    let submitted: Vec<_> = world.log.iter().filter(|line| line.starts_with("submit")).collect();
    assert_eq!(submitted, ["submit userInfo with avatar", "submit userInfo"]);
}

#[test]
fn a_granted_press_needs_nothing_that_recognises_it() {
    let mut world = wanting(INFO);
    world.ask(get("/a"));
    world.advance(100);
    let press = Press { step: INFO, result: AnswerResult::Granted, proof: Proof::Nothing };
    world.answer(press);
    world.advance(100);
    assert_eq!(world.count("submit"), 1);
}

#[test]
fn an_answer_to_a_submission_that_is_over_is_ignored() {
    let mut world = wanting(PHONE);
    world.ask(get("/a"));
    world.advance(100);
    world.press(PHONE);
    world.advance(100);
    world.tell_pages();
    let before = world.machine.clone();
    for submission in 0..60 {
        let submission = weapp_auth::Serial(submission);
        world.tell(Event::SubmissionAnswered { submission, response: crate::common::ok() });
    }
    assert_eq!(world.machine, before);
}
