//! A bundle whose token is empty: the server says that nobody is signed in any more.

use crate::common::server::{after, bundle, retry_after, status};
use crate::common::{World, get, ok, post, unauthorized, with_bundle};
use weapp_auth::{Bundle, Mode, Status, Step, Told};

fn signed_out() -> Bundle {
    bundle("")
}

#[test]
fn a_token_for_a_request_that_was_sent_before_it_comes_too_late() {
    let mut world = World::with_stored("T0");
    world.server.script("/slow", [after(100, with_bundle(ok(), bundle("T7")))]);
    world.server.script("/out", [after(10, with_bundle(ok(), signed_out()))]);
    let callers = world.ask_all(&[get("/slow"), get("/out")]);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    assert_eq!(world.status(), Status::SignedOut);
}

#[test]
fn who_signs_in_after_it_may_be_another_user_and_does_not_send_what_the_last_one_wrote() {
    let mut world = World::with_stored("T0");
    let seven = Bundle { uid: Told::Given("7".into()), ..bundle("T0") };
    world.server.script("/a", [after(10, with_bundle(ok(), seven))]);
    world.ask(get("/a"));
    world.advance(20);
    world.server.uid = Some("8");
    let refused = || with_bundle(unauthorized(&[Step::Login]), signed_out());
    world.server.script("/read", [after(10, refused())]);
    world.server.script("/write", [after(10, refused())]);
    let callers = world.ask_all(&[get("/read"), post("/write")]);
    world.advance(200);
    assert_eq!(world.results(&callers), ["ok", "userChanged"]);
    assert_eq!((world.view().uid.as_deref(), world.sends("/write")), (Some("8"), 1));
}

#[test]
fn it_does_not_end_the_hold() {
    let mut world = World::with_stored("T0");
    world.logout(true);
    world.server.script("/news", [after(10, with_bundle(ok(), signed_out()))]);
    let news = world.ask(get("/news").mode(Mode::Optional));
    world.advance(20);
    let held = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.results(&[news, held]), ["ok", "loggedOut"]);
    assert_eq!(world.count("login"), 0);
}

#[test]
fn a_healthy_answer_for_the_token_before_it_says_nothing_of_the_one_after_it() {
    let mut world = World::with_stored("T0");
    world.server.script("/slow", [after(500, ok())]);
    world.server.script("/out", [after(10, with_bundle(ok(), signed_out()))]);
    let slow = world.ask(get("/slow"));
    world.ask(get("/out"));
    world.advance(20);
    world.login();
    world.advance(100);
    world.server.exchanges.push_back(after(10, retry_after(status(503), 5000)));
    let login = world.login();
    world.advance(500);
    assert_eq!(world.results(&[slow, login]), ["ok", "loginRejected"]);
    let still = world.login();
    assert_eq!(world.result(still), "loginRejected");
}
