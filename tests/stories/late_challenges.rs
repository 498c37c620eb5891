//! A 401 that arrives when what it asks for has been done in part, or altogether.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{Bundle, Mode, Response, Step};

const INFO: Step = Step::UserInfo;
const PHONE: Step = Step::PhoneNumber;

/// Signed in with T0. `/a` wants a phone number, `/b` both steps, and says so late.
fn with_a_late_challenge() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.server.want("/b", &[INFO, PHONE]);
    world.server.script("/b", [after(300, unauthorized(&[INFO, PHONE]))]);
    world
}

fn with_phone_number(response: Response) -> Response {
    with_bundle(response, Bundle { has_phone_number: Some(true), ..bundle("T0") })
}

#[test]
fn a_late_challenge_asks_only_for_the_step_that_was_not_done_meanwhile() {
    let mut world = with_a_late_challenge();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(100);
    world.press(PHONE);
    world.advance(300);
    assert_eq!(world.results(&callers), ["ok", "pending"]);
    assert_eq!((world.view().step, world.view().has_phone_number), (Some(INFO), true));
    world.press(INFO);
    world.advance(100);
    assert_eq!(world.result(callers[1]), "ok");
    assert_eq!((world.count("submit"), world.sends("/b")), (2, 2));
    assert!(world.view().has_phone_number);
}

#[test]
fn a_late_challenge_does_not_ask_for_what_a_bundle_brought_meanwhile() {
    let mut world = with_a_late_challenge();
    let late = world.ask(get("/b"));
    world.server.has.insert(PHONE);
    world.server.script("/sms", [after(10, with_phone_number(ok()))]);
    world.ask(get("/sms"));
    world.advance(400);
    assert_eq!((world.view().step, world.view().has_phone_number), (Some(INFO), true));
    world.press(INFO);
    world.advance(100);
    assert_eq!((world.result(late).as_str(), world.count("submit")), ("ok", 1));
}

#[test]
fn the_late_challenge_of_a_silent_request_names_what_is_missing_and_unlearns_nothing() {
    for (order, done, missing) in
        [([INFO, PHONE], PHONE, INFO), ([PHONE, INFO], PHONE, INFO), ([INFO, PHONE], INFO, PHONE)]
    {
        let mut world = with_a_late_challenge();
        world.server.script("/late", [after(300, unauthorized(&order))]);
        let late = world.ask(get("/late").mode(Mode::Silent));
        world.advance(10);
        world.press(done);
        world.advance(400);
        assert_eq!(world.result(late), "stepRequired");
        assert_eq!(world.failure(late).error.step(), Some(missing));
        let view = world.view();
        assert_eq!((view.has_user_info, view.has_phone_number), (done == INFO, done == PHONE));
    }
}

#[test]
fn a_late_challenge_of_which_nothing_is_left_is_replayed() {
    let mut world = with_a_late_challenge();
    let late = world.ask(get("/b"));
    for step in [PHONE, INFO] {
        world.press(step);
        world.advance(100);
    }
    world.advance(300);
    assert_eq!((world.result(late).as_str(), world.sends("/b")), ("ok", 2));
    assert_eq!((world.count("submit"), world.count("navigate")), (2, 0));
}

#[test]
fn a_step_that_is_asked_for_again_at_the_replay_is_asked_for_again() {
    let mut world = with_a_late_challenge();
    let late = world.ask(get("/b"));
    world.press(PHONE);
    world.advance(400);
    world.press(INFO);
    world.server.has.remove(&PHONE);
    world.advance(100);
    assert_eq!((world.result(late).as_str(), world.view().step), ("pending", Some(PHONE)));
    assert!(!world.view().has_phone_number);
}
