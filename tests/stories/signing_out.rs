//! Signed out, by the app or by the server, for now or until somebody asks.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, post, unauthorized, with_bundle};
use weapp_auth::{Bundle, Mode, Response, Status, Step, Told};

fn signed_in() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world
}

fn kicked_out(status: u16) -> Response {
    Response { status, ends_session: true, ..Response::default() }
}

#[test]
fn a_logout_during_a_login_discards_its_result() {
    let mut world = World::new();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    let login = world.login();
    world.advance(20);
    let logout = world.logout(false);
    world.advance(200);
    assert_eq!(world.results(&callers), ["loggedOut"; 2]);
    assert_eq!(world.results(&[login, logout]), ["loggedOut", "ok"]);
    assert_eq!((world.count("send"), world.status()), (0, Status::SignedOut));
    assert_eq!(world.stored.as_ref().expect("saved").token, None);
}

#[test]
fn after_a_logout_a_late_401_is_logged_out_and_a_new_request_logs_in() {
    let mut world = World::with_stored("T0");
    world.server.delays.insert("/a", [100].into());
    let late = world.ask(get("/a"));
    world.logout(false);
    world.advance(200);
    assert_eq!((world.result(late).as_str(), world.count("login")), ("loggedOut", 0));
    let new = world.ask(get("/a"));
    world.advance(200);
    assert_eq!((world.result(new).as_str(), world.count("login")), ("ok", 1));
}

#[test]
fn after_a_logout_a_late_success_is_delivered_and_its_bundle_ignored() {
    let mut world = signed_in();
    world.server.script("/a", [after(100, with_bundle(ok(), bundle("T9")))]);
    let late = world.ask(get("/a"));
    world.logout(false);
    world.advance(200);
    assert_eq!((world.result(late).as_str(), world.status()), ("ok", Status::SignedOut));
}

#[test]
fn a_held_logout_lasts_over_a_restart_until_somebody_asks_for_a_login() {
    let mut world = signed_in();
    world.logout(true);
    world.restart();
    let request = world.ask(get("/a"));
    let credentials = world.credentials();
    assert_eq!(world.results(&[request, credentials]), ["loggedOut"; 2]);
    world.server.public.insert("/public");
    let public = world.ask(get("/public").mode(Mode::Optional));
    let private = world.ask(get("/a").mode(Mode::Optional));
    world.advance(100);
    assert_eq!(world.results(&[public, private]), ["ok", "loggedOut"]);
    assert_eq!(world.count("login"), 0);

    let login = world.login();
    let request = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.results(&[login, request]), ["ok"; 2]);
    world.restart();
    let request = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(request), "ok");
}

#[test]
fn a_hold_that_was_stored_beside_a_token_holds_all_the_same() {
    let mut world = signed_in();
    let mut stored = world.stored_token("T0");
    stored.held = true;
    world.stored = Some(stored);
    world.restart();
    let request = world.ask(get("/a"));
    assert_eq!((world.result(request).as_str(), world.count("send")), ("loggedOut", 0));
    assert_eq!(world.status(), Status::SignedOut);
}

#[test]
fn requiring_a_step_ends_the_hold() {
    let mut world = signed_in();
    world.logout(true);
    let required = world.require(Step::Login);
    world.advance(100);
    assert_eq!(world.result(required), "ok");
}

#[test]
fn a_bundle_with_a_token_ends_the_hold_because_somebody_has_signed_in() {
    let mut world = signed_in();
    world.logout(true);
    let token = world.server.new_token();
    world.server.script("/sms", [after(10, with_bundle(ok(), bundle(&token)))]);
    let sms = world.ask(post("/sms").mode(Mode::Optional));
    world.advance(50);
    let request = world.ask(get("/a"));
    world.advance(50);
    assert_eq!(world.results(&[sms, request]), ["ok"; 2]);
    assert_eq!(world.count("login"), 0);
}

#[test]
fn a_bundle_that_answers_a_request_sent_before_the_logout_does_not_end_the_hold() {
    let mut world = signed_in();
    let token = world.server.new_token();
    world.server.script("/slow", [after(50, with_bundle(ok(), bundle(&token)))]);
    world.server.public.insert("/public");
    let slow = world.ask(get("/slow"));
    world.logout(true);
    let public = world.ask(get("/public").mode(Mode::Optional));
    world.press(Step::PhoneNumber);
    world.advance(100);
    let request = world.ask(get("/a"));
    assert_eq!(world.results(&[slow, public, request]), ["ok", "ok", "loggedOut"]);
    world.restart();
    let later = world.ask(get("/a"));
    assert_eq!(world.result(later), "loggedOut");
}

#[test]
fn a_session_that_the_server_ends_is_signed_out_and_held() {
    for status in [200, 401, 403] {
        let mut world = signed_in();
        world.server.want("/blocked", &[Step::PhoneNumber]);
        let blocked = world.ask(get("/blocked"));
        world.advance(100);
        world.server.script("/a", [after(10, kicked_out(status))]);
        let kicked = world.ask(get("/a"));
        world.advance(100);
        assert_eq!(world.results(&[blocked, kicked]), ["loggedOut"; 2]);
        assert_eq!(world.failure(blocked), world.failure(kicked));
        assert_eq!(world.status(), Status::SignedOut);
        let next = world.ask(get("/a"));
        world.advance(100);
        assert_eq!((world.result(next).as_str(), world.count("login")), ("loggedOut", 0));
        world.restart();
        let next = world.ask(get("/a"));
        assert_eq!(world.result(next), "loggedOut");
    }
}

#[test]
fn the_answer_to_a_request_sent_before_the_last_login_ends_nothing() {
    let mut world = signed_in();
    world.server.script("/a", [after(200, kicked_out(401))]);
    let old = world.ask(get("/a"));
    world.login();
    world.advance(300);
    assert_eq!((world.result(old).as_str(), world.status()), ("ok", Status::SignedIn));
    assert_eq!(world.sends("/a"), 2);
}

#[test]
fn the_answer_to_a_request_sent_before_a_logout_does_not_make_it_a_held_one() {
    let mut world = signed_in();
    world.server.script("/a", [after(100, kicked_out(401))]);
    let old = world.ask(get("/a"));
    world.logout(false);
    world.advance(200);
    assert_eq!(world.result(old), "loggedOut");
    let new = world.ask(get("/b"));
    world.advance(200);
    assert_eq!(world.result(new), "ok");
}

#[test]
fn a_bundle_whose_token_is_empty_signs_out() {
    let mut world = signed_in();
    let ended = Bundle { token: Told::Nothing, ..Bundle::default() };
    world.server.script("/a", [after(10, with_bundle(ok(), ended))]);
    let caller = world.ask(get("/a"));
    world.advance(50);
    assert_eq!((world.result(caller).as_str(), world.status()), ("ok", Status::SignedOut));
    assert_eq!(world.stored.as_ref().expect("saved").token, None);
    let next = world.ask(get("/b"));
    world.advance(100);
    assert_eq!((world.result(next).as_str(), world.count("login")), ("ok", 1));
}

#[test]
fn a_logout_while_a_submission_is_under_way_drops_it() {
    let mut world = signed_in();
    world.server.want("/a", &[Step::PhoneNumber]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    let press = world.press(Step::PhoneNumber);
    world.advance(1);
    world.logout(true);
    world.advance(100);
    assert_eq!(world.results(&[caller, press]), ["loggedOut", "ok"]);
    assert!(!world.view().has_phone_number);
    assert_eq!(world.status(), Status::SignedOut);
}

#[test]
fn a_logout_before_storage_is_read_forgets_what_it_held() {
    let mut world = World::unstarted(weapp_auth::Options::default());
    world.stored = Some(world.stored_token("T0"));
    world.storage_answers = false;
    world.start();
    let waiting = world.ask(get("/a"));
    world.logout(true);
    world.advance(5000);
    assert_eq!(world.result(waiting), "loggedOut");
    assert_eq!((world.status(), world.count("login")), (Status::SignedOut, 0));
    assert_eq!(world.count("ready"), 1);
}

#[test]
fn a_press_does_not_end_the_hold() {
    let mut world = signed_in();
    world.logout(true);
    world.press(Step::PhoneNumber);
    world.advance(100);
    assert_eq!((world.count("login"), world.error()), (0, Some("loggedOut")));
}

#[test]
fn another_users_login_rejects_waiting_writes_and_lets_reads_go_on() {
    let mut world = signed_in();
    let seven = Bundle { uid: Told::Given("7".into()), ..Bundle::default() };
    world.server.script("/me", [after(10, with_bundle(ok(), seven))]);
    world.ask(get("/me"));
    world.advance(50);
    world.server.forget("T0");
    world.server.uid = Some("9");
    world.server.delays.insert("/late", [500].into());
    let callers = world.ask_all(&[post("/write"), get("/read"), post("/late")]);
    world.advance(20);
    let queued = world.ask(post("/queued"));
    world.advance(1000);
    assert_eq!(world.results(&callers), ["userChanged", "ok", "userChanged"]);
    assert_eq!(world.result(queued), "userChanged");
    assert_eq!((world.count("login"), world.sends("/queued")), (1, 0));
    assert_eq!(world.view().uid.as_deref(), Some("9"));
    let new = world.ask(post("/new"));
    world.advance(50);
    assert_eq!(world.result(new), "ok");
}

#[test]
fn a_uid_that_is_unknown_on_either_side_is_no_change() {
    for (before, after_login) in [(None, Some("9")), (Some("7"), None), (Some("7"), Some("7"))] {
        let mut world = World::unstarted(weapp_auth::Options::default());
        let mut stored = world.stored_token("T0");
        stored.uid = before.map(Into::into);
        world.stored = Some(stored);
        world.server.uid = after_login;
        world.start();
        let write = world.ask(post("/a"));
        world.advance(200);
        assert_eq!(world.result(write), "ok", "{before:?} {after_login:?}");
    }
}

#[test]
fn what_was_known_of_one_user_is_not_shown_to_another() {
    let mut world = World::unstarted(weapp_auth::Options::default());
    let mut stored = world.stored_token("T0");
    stored.uid = Some("7".into());
    stored.has_phone_number = Some(true);
    stored.extra.0.push(("level".into(), "gold".into()));
    world.stored = Some(stored);
    world.server.uid = Some("9");
    world.start();
    assert!(world.view().has_phone_number);
    world.ask(get("/a"));
    world.advance(200);
    let view = world.view();
    assert_eq!((view.has_phone_number, view.extra.0.len()), (false, 0));
}

#[test]
fn a_logout_that_is_not_held_can_be_followed_by_a_bare_401_for_nobody() {
    let mut world = signed_in();
    world.logout(false);
    world.server.script("/a", [after(10, unauthorized(&[Step::Login]))]);
    let optional = world.ask(get("/a").mode(Mode::Optional));
    world.advance(200);
    assert_eq!((world.result(optional).as_str(), world.count("login")), ("ok", 1));
}
