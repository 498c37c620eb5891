//! A press by which the server comes to know the person under another uid.

use crate::common::server::{after, bundle, status};
use crate::common::{World, get, ok, post, unauthorized, with_bundle};
use weapp_auth::{Bundle, Step, Told};

const INFO: Step = Step::UserInfo;
const PHONE: Step = Step::PhoneNumber;

/// Signed in with T0 as guest-1, of whom something is known.
fn as_guest() -> World {
    let mut world = World::unstarted(weapp_auth::Options::default());
    let mut stored = world.stored_token("T0");
    stored.uid = Some("guest-1".into());
    stored.extra.0.push(("cart".into(), "the guest's".into()));
    world.stored = Some(stored);
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.server.want("/b", &[INFO, PHONE]);
    world.start();
    world
}

fn member() -> Bundle {
    Bundle { uid: Told::Given("member-7".into()), ..bundle("T0") }
}

#[test]
fn the_writes_that_wait_for_the_press_are_sent_for_the_member() {
    let mut world = as_guest();
    world.server.submissions.push_back(after(10, with_bundle(ok(), member())));
    let callers = world.ask_all(&[post("/a"), post("/b"), get("/a")]);
    world.advance(100);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.results(&callers), ["ok", "pending", "ok"]);
    assert_eq!(world.view().uid.as_deref(), Some("member-7"));
    world.press(INFO);
    world.advance(100);
    assert_eq!(world.result(callers[1]), "ok");
}

#[test]
fn a_write_whose_challenge_comes_after_the_press_is_sent_as_those_that_came_before() {
    let mut world = as_guest();
    world.server.submissions.push_back(after(10, with_bundle(ok(), member())));
    world.server.script("/late", [after(200, unauthorized(&[PHONE]))]);
    let callers = world.ask_all(&[post("/a"), post("/late")]);
    world.advance(100);
    world.press(PHONE);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok"; 2]);
}

#[test]
fn what_was_known_of_the_guest_is_forgotten_and_the_step_is_done() {
    let mut world = as_guest();
    world.server.submissions.push_back(after(10, with_bundle(ok(), member())));
    world.press(PHONE);
    world.advance(100);
    let view = world.view();
    assert_eq!((view.has_phone_number, view.extra.0.len()), (true, 0));
    world.server.submissions.push_back(after(10, with_bundle(ok(), member())));
    world.press(INFO);
    world.advance(100);
    assert!(world.view().has_user_info);
    let required = world.ask_all(&[post("/a"), post("/b")]);
    world.advance(100);
    assert_eq!(world.results(&required), ["ok"; 2]);
}

#[test]
fn a_submission_that_fails_rejects_no_writes_whatever_uid_it_brings() {
    let mut world = as_guest();
    world.server.submissions.push_back(after(10, with_bundle(status(409), member())));
    let write = world.ask(post("/a"));
    world.advance(100);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(write), "pending");
    assert!(!world.view().has_phone_number);
}

#[test]
fn a_login_as_somebody_else_after_the_press_still_rejects_writes() {
    let mut world = as_guest();
    world.server.submissions.push_back(after(10, with_bundle(ok(), member())));
    world.press(PHONE);
    world.advance(100);
    world.server.uid = Some("member-8");
    world.server.forget("T0");
    let write = world.ask(post("/a"));
    world.advance(200);
    assert_eq!(world.result(write), "userChanged");
}
