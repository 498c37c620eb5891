//! User info that is wanted for the unionid: a fresh login brings it, or `wx.getUserInfo` without a
//! button.

use crate::common::server::{after, bundle, network_failure};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{Options, Status, Step, UserInfoPurpose};

const INFO: Step = Step::UserInfo;
const PHONE: Step = Step::PhoneNumber;

fn wanting_unionid() -> World {
    let options = Options { user_info: UserInfoPurpose::Unionid, ..Options::default() };
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[INFO]);
    world.server.want("/b", &[INFO]);
    world.start();
    world
}

#[test]
fn a_unionid_comes_with_a_fresh_login_mostly() {
    let mut world = wanting_unionid();
    world.server.script("/a", [after(10, unauthorized(&[INFO])), after(10, ok())]);
    let caller = world.ask(get("/a"));
    world.advance(200);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
    assert_eq!((world.sends("/a"), world.count("getUserInfo"), world.count("navigate")), (2, 0, 0));
}

#[test]
fn if_it_does_not_wx_get_user_info_brings_it_without_a_button() {
    let mut world = wanting_unionid();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(500);
    assert_eq!(world.results(&callers), ["ok"; 2]);
    let counts = ["login", "getUserInfo", "submit", "navigate"].map(|what| world.count(what));
    assert_eq!(counts, [1, 1, 1, 0]);
    assert_eq!((world.sends("/a"), world.sends("/b")), (3, 3));
}

#[test]
fn a_third_challenge_for_the_unionid_is_a_challenge_loop() {
    let mut world = wanting_unionid();
    world.server.script("/a", vec![after(10, unauthorized(&[INFO])); 9]);
    let caller = world.ask(get("/a"));
    world.advance(500);
    assert_eq!((world.result(caller).as_str(), world.sends("/a")), ("challengeLoop", 3));
}

#[test]
fn a_unionid_that_cannot_be_had_silently_is_unavailable() {
    for reads in [true, false] {
        let mut world = wanting_unionid();
        world.silent_user_info = reads;
        world.server.submissions.push_back(network_failure(10));
        let caller = world.ask(get("/a"));
        world.advance(500);
        assert_eq!(world.result(caller), "unavailable");
    }
}

#[test]
fn a_silent_submission_answered_401_ends_in_a_loop_and_not_in_endless_logins() {
    let mut world = wanting_unionid();
    world.server.submissions.extend(vec![after(10, unauthorized(&[Step::Login])); 9]);
    let caller = world.ask(get("/a"));
    world.advance(2000);
    assert_eq!(world.result(caller), "challengeLoop");
    assert_eq!((world.count("login"), world.count("submit")), (2, 1));
}

#[test]
fn a_phone_number_after_the_unionid_still_needs_its_button() {
    let mut world = wanting_unionid();
    world.server.want("/a", &[INFO, PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(500);
    assert_eq!((world.view().step, world.status()), (Some(PHONE), Status::Blocked));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
}

#[test]
fn requiring_user_info_for_the_unionid_opens_no_page() {
    let mut world = wanting_unionid();
    let required = world.require(INFO);
    world.advance(500);
    assert_eq!((world.result(required).as_str(), world.count("navigate")), ("ok", 0));
}

#[test]
fn a_silent_submission_is_sent_when_it_is_posted_and_not_when_user_info_is_read() {
    let mut world = wanting_unionid();
    let caller = world.ask(get("/a"));
    while world.count("getUserInfo") == 0 {
        world.advance(1);
    }
    // Sent after the reading has begun and before the submission is posted.
    let [earlier, later] = [world.server.new_token(), world.server.new_token()];
    world.server.script("/c", [after(2, with_bundle(ok(), bundle(&earlier)))]);
    world.server.submissions.push_back(after(10, with_bundle(ok(), bundle(&later))));
    world.ask(get("/c"));
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    world.ask(get("/d"));
    let sent = world.log.last().expect("it was sent");
    assert_eq!(*sent, format!("send /d {later}"));
}
