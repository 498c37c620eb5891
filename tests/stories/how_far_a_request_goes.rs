//! Modes, `require`, single-page mode, turns: what happens on whose behalf.

use crate::common::server::{after, status};
use crate::common::{World, get, post, unauthorized};
use weapp_auth::{AuthMachine, Effect, Event, Mode, Step};

const PHONE: Step = Step::PhoneNumber;

fn signed_in() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world
}

// Modes.

#[test]
fn an_optional_request_is_sent_at_once_even_while_a_login_runs_or_is_refused() {
    let mut world = World::new();
    world.server.public.insert("/catalogue");
    let before = world.ask(get("/catalogue").mode(Mode::Optional));
    world.login_delay = 5000;
    world.ask(get("/a"));
    let during = world.ask(get("/catalogue").mode(Mode::Optional));
    world.advance(20);
    assert_eq!(world.results(&[before, during]), ["ok"; 2]);

    let mut world = World::new();
    world.server.public.insert("/catalogue");
    world.server.exchanges.push_back(after(0, status(500)));
    world.ask(get("/a"));
    world.advance(20);
    let open = world.ask(get("/catalogue").mode(Mode::Optional));
    world.advance(20);
    assert_eq!(world.result(open), "ok");
    assert_eq!(world.log.last().map(String::as_str), Some("send /catalogue -"));
}

#[test]
fn an_optional_request_goes_with_the_token_if_there_is_one() {
    let mut world = signed_in();
    world.ask(get("/a").mode(Mode::Optional));
    assert_eq!(world.log.last().map(String::as_str), Some("send /a T0"));
}

#[test]
fn an_optional_request_answered_401_logs_in_after_all() {
    let mut world = World::new();
    let caller = world.ask(get("/a").mode(Mode::Optional));
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
    assert_eq!(world.sends("/a"), 2);
}

#[test]
fn a_silent_request_may_log_in() {
    let mut world = World::new();
    let caller = world.ask(get("/a").mode(Mode::Silent));
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("login")), ("ok", 1));
}

// Aborting.

#[test]
fn an_aborted_request_leaves_the_shared_login_running() {
    let mut world = World::new();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(10);
    world.abort(callers[0]);
    world.abort(callers[0]);
    assert_eq!(world.result(callers[0]), "aborted");
    world.advance(100);
    assert_eq!(world.result(callers[1]), "ok");
    assert_eq!((world.count("login"), world.sends("/a"), world.count("abort")), (1, 0, 0));
}

#[test]
fn aborting_what_is_sent_aborts_its_task() {
    let mut world = signed_in();
    let caller = world.ask(get("/a"));
    world.abort(caller);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("abort")), ("aborted", 1));
}

// `require` and `credentials`.

#[test]
fn requiring_what_is_there_resolves_at_once() {
    let mut world = signed_in();
    let login = world.require(Step::Login);
    assert_eq!(world.result(login), "ok");
    world.press(PHONE);
    world.advance(50);
    let phone = world.require(PHONE);
    assert_eq!((world.result(phone).as_str(), world.count("navigate")), ("ok", 0));
}

#[test]
fn requiring_what_is_not_there_asks_for_it_and_then_resolves() {
    let mut world = World::new();
    let required = world.require(PHONE);
    world.advance(200);
    assert_eq!((world.count("login"), world.view().step), (1, Some(PHONE)));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(required), "ok");
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn requiring_what_is_refused_rejects() {
    let mut world = signed_in();
    let required = world.require(PHONE);
    world.advance(100);
    world.say(PHONE, weapp_auth::AnswerResult::Refused);
    assert_eq!(world.result(required), "refused");
}

#[test]
fn credentials_come_at_once_with_a_token_and_after_a_login_without_one() {
    let mut world = signed_in();
    let at_once = world.credentials();
    assert_eq!(world.result(at_once), "ok");
    let mut world = World::new();
    let later = world.credentials();
    assert_eq!(world.result(later), "pending");
    world.advance(100);
    assert_eq!((world.result(later).as_str(), world.count("send")), ("ok", 0));
}

// Single-page mode.

#[test]
fn where_nobody_can_log_in_nobody_is_asked() {
    let mut world = World::in_single_page_mode();
    world.server.public.insert("/public");
    world.server.script("/step", [after(10, unauthorized(&[PHONE]))]);
    let asks = [get("/public"), get("/private"), get("/step"), post("/private")];
    let mut callers = world.ask_all(&asks);
    callers.extend([world.login(), world.require(PHONE), world.credentials()]);
    world.advance(100);
    let unavailable = "unavailable";
    assert_eq!(world.result(callers[0]), "ok");
    assert_eq!(world.results(&callers[1..]), [unavailable; 6]);
    assert_eq!((world.count("login"), world.count("navigate")), (0, 0));
    let again = world.ask(get("/public"));
    world.advance(100);
    assert_eq!(world.result(again), "ok");
}

// Living auths.

#[test]
fn two_living_auths_take_turns_and_neither_voids_the_others_code() {
    let mut worlds = [World::new(), World::new()];
    for world in &mut worlds {
        world.grants_turns = false;
    }
    let callers: Vec<_> = worlds.iter_mut().map(|world| world.ask(get("/a"))).collect();
    for at in 0..2 {
        assert!(worlds.iter().skip(at).all(|world| world.count("login") == 0));
        let turn = asked_turn(&worlds[at].machine);
        worlds[at].tell(Event::TurnAcquired { turn });
        worlds[at].advance(100);
        assert_eq!(worlds[at].result(callers[at]), "ok");
        assert_eq!(worlds[at].count("release"), 1);
    }
}

/// The number of the only turn these machines have asked for.
fn asked_turn(machine: &AuthMachine) -> weapp_auth::Serial {
    (0..100)
        .map(weapp_auth::Serial)
        .find(|turn| {
            let mut probe = machine.clone();
            let now = weapp_auth::Timestamp(crate::common::START);
            let effects = probe.handle(Event::TurnAcquired { turn: *turn }, now);
            effects.iter().any(|effect| matches!(effect, Effect::CallLogin { .. }))
        })
        .expect("a turn was asked for")
}

#[test]
fn a_disposed_auth_rejects_everything_and_lets_go_of_its_turn() {
    let mut world = World::new();
    let waiting = world.ask(get("/a"));
    let sent = world.ask(get("/b").mode(Mode::Optional));
    world.advance(5);
    world.tell(Event::Disposed);
    assert_eq!(world.results(&[waiting, sent]), ["disposed"; 2]);
    assert_eq!((world.count("abort"), world.count("release")), (1, 1));
    assert_eq!(world.machine.next_timeout(), None);
    let later = world.ask(get("/c"));
    assert_eq!(world.result(later), "disposed");
    world.advance(100);
}

#[test]
fn following_the_guide_of_a_button_looks_again() {
    let mut world = signed_in();
    world.server.want("/a", &[PHONE]);
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, weapp_auth::AnswerResult::PrivacyNotAgreed);
    let needed = world.view().button;
    let followed = world.follow_guide();
    assert_eq!(world.result(followed), "ok");
    assert_eq!(world.view().button, None);
    world.advance(5);
    assert!(world.view().button.is_some() && needed.is_some());
}
