//! What is known of the session: in which order it became known, how long it holds, where it is
//! kept.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{Bundle, Event, Extra, Identity, Millis, Options, Status, Step, Told, Warning};

fn lasting(token: &str, seconds: u64) -> Bundle {
    Bundle { expires_in: Told::Given(Millis::from_secs(seconds)), ..bundle(token) }
}

fn signed_in_for(seconds: u64) -> World {
    let mut world = World::new();
    world.server.known.insert("T9".into());
    let answer = with_bundle(ok(), lasting("T9", seconds));
    world.server.exchanges.push_back(after(0, answer));
    world.login();
    world.advance(15);
    assert_eq!(world.status(), Status::SignedIn);
    world
}

fn tokens_sent(world: &World, path: &str) -> Vec<String> {
    let sent = world.log.iter().filter_map(|line| line.strip_prefix(&format!("send {path} ")));
    sent.map(Into::into).collect()
}

#[test]
fn an_old_bundle_that_arrives_after_a_login_is_ignored_token_and_flags_alike() {
    let mut world = World::with_stored("T0");
    let old = Bundle { has_phone_number: Some(true), ..bundle("T0") };
    world.server.script("/slow", [after(300, with_bundle(ok(), old))]);
    let slow = world.ask(get("/slow"));
    world.ask(get("/a"));
    world.advance(500);
    assert_eq!(world.result(slow), "ok");
    assert!(!world.view().has_phone_number);
    world.ask(get("/b"));
    assert_eq!(tokens_sent(&world, "/b"), ["T1"]);
}

#[test]
fn of_two_rotated_tokens_the_later_sent_one_wins() {
    let mut world = World::with_stored("T1");
    world.server.script("/a", [after(50, with_bundle(ok(), bundle("T2")))]);
    world.server.script("/b", [after(10, with_bundle(ok(), bundle("T3")))]);
    world.ask_all(&[get("/a"), get("/b")]);
    world.advance(100);
    world.ask(get("/c"));
    assert_eq!(tokens_sent(&world, "/c"), ["T3"]);
}

#[test]
fn a_wrong_pick_among_rotated_tokens_costs_one_replay() {
    let mut world = World::with_stored("T1");
    let token = world.server.new_token();
    world.server.script("/a", [after(10, with_bundle(ok(), bundle("T2")))]);
    world.server.script("/b", [after(30, with_bundle(ok(), bundle(&token)))]);
    world.ask_all(&[get("/a"), get("/b")]);
    world.advance(15);
    world.server.delays.insert("/c", [50, 10].into());
    let caller = world.ask(get("/c"));
    world.advance(200);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.count("login"), world.sends("/c")), (0, 2));
}

#[test]
fn a_field_that_is_absent_leaves_what_is_known() {
    let mut world = World::with_stored("T0");
    let whole = Bundle {
        has_user_info: Some(true),
        uid: Told::Given("7".into()),
        extra: Extra(vec![("level".into(), "gold".into())]),
        ..bundle("T0")
    };
    world.server.script("/a", [after(10, with_bundle(ok(), whole))]);
    world.server.script("/b", [after(10, with_bundle(ok(), Bundle::default()))]);
    world.ask(get("/a"));
    world.advance(20);
    world.ask(get("/b"));
    world.advance(20);
    let view = world.view();
    assert_eq!((view.has_user_info, view.uid.as_deref()), (true, Some("7")));
    assert_eq!(view.extra.0, [("level".into(), "gold".into())]);
    assert_eq!(view.status, Status::SignedIn);
}

#[test]
fn any_response_may_carry_a_bundle_whatever_its_status() {
    let mut world = World::with_stored("T0");
    let failing = with_bundle(crate::common::server::status(500), bundle("T5"));
    world.server.script("/a", [after(10, failing)]);
    let caller = world.ask(get("/a"));
    world.advance(20);
    assert_eq!(world.result(caller), "500");
    world.ask(get("/b"));
    assert_eq!(tokens_sent(&world, "/b"), ["T5"]);
}

#[test]
fn a_token_near_its_end_is_not_sent_and_a_login_comes_first() {
    let mut world = signed_in_for(7200);
    world.advance(7_200_000 - 30_001);
    world.ask(get("/a"));
    assert_eq!(tokens_sent(&world, "/a"), ["T9"]);
    world.advance(1);
    let caller = world.ask(get("/b"));
    assert_eq!(world.count("send"), 1);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(tokens_sent(&world, "/b"), ["T1"]);
}

#[test]
fn a_leeway_longer_than_the_lifetime_makes_no_endless_login() {
    let mut world = signed_in_for(10);
    world.advance(8_999);
    world.ask(get("/a"));
    assert_eq!((world.count("send"), world.count("login")), (1, 1));
    world.advance(1);
    world.ask(get("/b"));
    assert_eq!(world.count("send"), 1);
}

#[test]
fn each_accepted_bundle_renews_the_lifetime() {
    let mut world = signed_in_for(100);
    for _ in 0..5 {
        world.advance(80_000);
        world.server.script("/a", [after(10, with_bundle(ok(), bundle("T9")))]);
        world.ask(get("/a"));
        world.advance(10);
    }
    assert_eq!((world.count("login"), world.count("send")), (1, 5));
}

#[test]
fn another_token_without_a_lifetime_has_an_unknown_one() {
    let mut world = signed_in_for(100);
    world.server.script("/a", [after(10, with_bundle(ok(), bundle("T8")))]);
    world.server.known.insert("T8".into());
    world.ask(get("/a"));
    world.advance(86_400_000);
    let caller = world.ask(get("/b"));
    world.advance(50);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
}

#[test]
fn a_clock_that_goes_back_an_hour_makes_no_token_last_an_hour_longer() {
    let mut world = signed_in_for(100);
    world.set_clock_back(3_600_000);
    world.tell_pages();
    world.advance(90_000);
    let caller = world.ask(get("/a"));
    assert_eq!((world.result(caller).as_str(), world.count("send")), ("pending", 0));
}

#[test]
fn what_a_bundle_has_told_of_the_user_is_known_after_a_restart() {
    let mut world = World::with_stored("T0");
    let whole = Bundle {
        has_user_info: Some(true),
        has_phone_number: Some(true),
        uid: Told::Given("7".into()),
        extra: Extra(vec![("level".into(), "gold".into())]),
        ..bundle("T0")
    };
    world.server.script("/a", [after(10, with_bundle(ok(), whole))]);
    world.ask(get("/a"));
    world.advance(20);
    let before = world.view();
    assert_eq!((before.has_user_info, before.has_phone_number), (true, true));
    world.restart();
    world.advance(20);
    assert_eq!(world.view(), before);
}

#[test]
fn a_lifetime_goes_on_over_a_restart() {
    let mut world = signed_in_for(100);
    world.advance(80_000);
    world.restart();
    world.ask(get("/a"));
    assert_eq!(world.count("send"), 1);
    world.advance(10_000);
    world.ask(get("/b"));
    assert_eq!(world.count("send"), 1);
}

#[test]
fn a_token_restored_from_the_future_is_used_until_the_server_refuses_it() {
    let mut world = signed_in_for(100);
    world.set_clock_back(3_600_000);
    world.restart();
    world.advance(500_000);
    let caller = world.ask(get("/a"));
    world.advance(50);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
}

#[test]
fn storage_that_does_not_answer_for_two_seconds_means_signed_out() {
    let mut world = World::unstarted(Options::default());
    world.stored = Some(world.stored_token("T0"));
    world.storage_answers = false;
    world.start();
    let caller = world.ask(get("/a"));
    assert!(world.view().busy);
    world.advance(1999);
    assert_eq!(world.count("login"), 0);
    world.advance(1);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
    for read in 0..10 {
        let stored = Some(world.stored_token("T0"));
        world.tell(Event::StorageRead { read: weapp_auth::Serial(read), stored });
    }
    world.ask(get("/b"));
    assert_eq!(tokens_sent(&world, "/b"), ["T1"]);
}

#[test]
fn storage_that_cannot_be_written_is_warned_of_once_and_nothing_else() {
    let mut world = World::new();
    let caller = world.ask(get("/a"));
    for _ in 0..3 {
        world.tell(Event::SaveFailed);
    }
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    assert_eq!(world.log.iter().filter(|line| line.starts_with("warn")).count(), 1);
    assert!(world.log.contains(&format!("warn {:?}", Warning::StorageFailed)));
}

#[test]
fn secrets_in_a_bundle_are_warned_of_once() {
    let mut world = World::with_stored("T0");
    let careless = Bundle { had_secrets: true, ..bundle("T0") };
    world.server.script("/a", vec![after(10, with_bundle(ok(), careless)); 3]);
    for _ in 0..3 {
        world.ask(get("/a"));
        world.advance(20);
    }
    assert_eq!(world.count("warn"), 1);
}

#[test]
fn what_changes_is_stored_and_what_does_not_is_not() {
    let mut world = signed_in_for(7200);
    world.stored = None;
    world.server.script("/a", vec![after(10, with_bundle(ok(), lasting("T9", 7200))); 2]);
    world.advance(720_000 - 10);
    world.ask(get("/a"));
    world.advance(1);
    world.ask(get("/a"));
    world.advance(9);
    assert_eq!(world.stored, None, "nothing is new but the receipt");
    world.advance(1);
    let stored = world.stored.clone().expect("more than a tenth of its life would be lost");
    assert_eq!(stored.received_at, world.now());
}

#[test]
fn where_the_uid_says_who_has_signed_in_a_token_alone_does_not() {
    let mut world = World::with(Options { identity: Identity::Uid, ..Options::default() });
    world.login();
    world.advance(100);
    assert_eq!(world.status(), Status::SignedOut);
    let known = Bundle { uid: Told::Given("7".into()), ..Bundle::default() };
    world.server.script("/a", [after(10, with_bundle(ok(), known))]);
    world.ask(get("/a"));
    world.advance(50);
    assert_eq!(world.status(), Status::SignedIn);
}

#[test]
fn debug_of_the_whole_machine_shows_no_token() {
    let mut world = World::with_stored("very-secret-token");
    world.server.script("/a", [after(10, unauthorized(&[Step::PhoneNumber]))]);
    world.ask(get("/a"));
    world.ask(get("/b"));
    world.advance(50);
    let shown = format!("{:?} {:?}", world.machine, world.stored);
    assert!(shown.contains("Token(..)") && !shown.contains("very-secret"));
}
