//! All who fail for one cause get one error, so that an app can show it once.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, post, unauthorized, with_bundle};
use weapp_auth::{Bundle, CallerId, Failure, Millis, Options, Step, Told};

const INFO: Step = Step::UserInfo;
const PHONE: Step = Step::PhoneNumber;

fn signed_in_with(options: Options) -> World {
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.server.want("/b", &[PHONE, INFO]);
    world.server.want("/info", &[INFO]);
    world.start();
    world
}

fn signed_in() -> World {
    signed_in_with(Options::default())
}

/// The error that all of these have in common.
fn common_failure(world: &World, callers: &[CallerId]) -> Failure {
    let failure = world.failure(callers[0]);
    assert!(callers.iter().all(|caller| world.failure(*caller) == failure), "{callers:?}");
    failure.clone()
}

#[test]
fn those_whose_time_for_an_answer_is_up_at_once_share_an_error_for_each_step() {
    let options = Options { answer_timeout: Some(Millis(60_000)), ..Options::default() };
    let mut world = signed_in_with(options);
    let callers = world.ask_all(&[get("/a"), get("/info"), get("/b"), get("/a")]);
    world.advance(5);
    let later = world.ask(get("/a"));
    world.advance(60_005);
    assert_eq!(world.result(later), "pending");
    world.advance(5);
    let phone = common_failure(&world, &[callers[0], callers[2], callers[3]]);
    let info = world.failure(callers[1]);
    assert_eq!((phone.error.code(), phone.error.step()), ("abandoned", Some(PHONE)));
    assert_eq!((info.error.code(), info.error.step()), ("abandoned", Some(INFO)));
    assert_ne!(world.failure(later), &phone, "its time was up later");
}

#[test]
fn held_writes_that_are_given_up_at_once_share_an_error() {
    let mut world = signed_in();
    let writes = world.ask_all(&[post("/a"), post("/b"), post("/a")]);
    world.advance(300_010);
    assert_eq!(common_failure(&world, &writes).error.code(), "abandoned");
}

#[test]
fn held_writes_whose_page_is_gone_fail_for_the_step_that_they_come_to_next() {
    let mut world = signed_in();
    let order = world.open("pages/order/order");
    let first = world.ask(get("/info"));
    let writes = world.ask_all(&[post("/a").on(order), post("/b").on(order)]);
    world.advance(100);
    world.stack.retain(|page| page.id.0 != order);
    world.tell_pages();
    assert_eq!(world.result(first), "pending");
    assert_eq!(common_failure(&world, &writes).error.step(), Some(PHONE));
}

#[test]
fn late_writes_of_the_last_user_fail_as_the_waiting_ones_did_when_the_user_changed() {
    let mut world = signed_in();
    let mut errors = Vec::new();
    for user in ["7", "8", "9"] {
        world.server.uid = Some(user);
        for path in ["/x", "/y"] {
            world.server.script(path, [after(200, unauthorized(&[Step::Login]))]);
        }
        world.server.script("/first", [after(10, unauthorized(&[Step::Login]))]);
        let writes = world.ask_all(&[post("/first"), post("/x"), post("/y")]);
        world.advance(500);
        if user == "7" {
            assert_eq!(world.results(&writes), ["ok"; 3], "the first user that is known");
        } else {
            errors.push(common_failure(&world, &writes));
        }
    }
    assert!(errors.iter().all(|failure| failure.error.code() == "userChanged"));
    assert_ne!(errors[0], errors[1], "each change is a cause of its own");
}

#[test]
fn late_401s_fail_as_those_did_who_waited_when_the_user_was_signed_out() {
    let mut world = signed_in();
    let mut errors = Vec::new();
    for _ in 0..2 {
        for path in ["/x", "/y"] {
            world.server.script(path, [after(100, unauthorized(&[Step::Login]))]);
        }
        let callers = world.ask_all(&[get("/a"), get("/x"), get("/y")]);
        world.advance(50);
        world.logout(false);
        world.advance(200);
        errors.push(common_failure(&world, &callers));
        world.login();
        world.advance(100);
    }
    assert!(errors.iter().all(|failure| failure.error.code() == "loggedOut"));
    assert_ne!(errors[0], errors[1], "each logout is a cause of its own");
}

#[test]
fn a_late_answer_that_ends_the_session_again_fails_as_the_logout_did() {
    let mut world = signed_in();
    let kicked_out = weapp_auth::Response { ends_session: true, ..unauthorized(&[]) };
    world.server.script("/x", [after(10, kicked_out.clone())]);
    world.server.script("/y", [after(100, kicked_out)]);
    let callers = world.ask_all(&[get("/x"), get("/y")]);
    world.advance(200);
    assert_eq!(common_failure(&world, &callers).error.code(), "loggedOut");
}

#[test]
fn a_bundle_of_a_request_that_brings_another_user_is_a_cause_for_late_writes_too() {
    let mut world = signed_in();
    let of = |uid: &str| Bundle { uid: Told::Given(uid.into()), ..bundle("T0") };
    world.server.script("/me", ["7", "9"].map(|uid| after(10, with_bundle(ok(), of(uid)))));
    world.ask(get("/me"));
    world.advance(50);
    world.server.script("/x", [after(100, unauthorized(&[PHONE]))]);
    let writes = world.ask_all(&[post("/a"), post("/x")]);
    world.advance(50);
    world.ask(get("/me"));
    world.advance(200);
    assert_eq!(common_failure(&world, &writes).error.code(), "userChanged");
}
