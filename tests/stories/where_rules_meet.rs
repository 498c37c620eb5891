//! Where two rules meet: a dead token and a mode, a header and a send, a navigation and a page.

use weapp_auth::{
    Access, AnswerResult, Bundle, CallerId, Effect, Endpoint, Event, Extra, Millis, Mode, Options,
    Random, Recorder, Request, Response, Serial, Step, Timestamp, Told,
};

use crate::common::server::{after, bundle, status};
use crate::common::{World, WxLogin, get, ok, post, unauthorized, with_bundle};

const UPLOAD: CallerId = CallerId(900);

fn wants_phone() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[Step::PhoneNumber]);
    world
}

fn send_upload(world: &mut World, mode: Mode) -> Serial {
    let request =
        Request { mode, writes: true, replay_always: false, page: None, endpoint: Endpoint(9) };
    let effects = tell(world, Event::RequestMade { caller: UPLOAD, request });
    let [Effect::Send { ticket, .. }, ..] = effects[..] else { panic!("{effects:?}") };
    ticket.sent
}

fn headers_arrive(world: &mut World, sent: Serial, token: &str) -> Vec<Effect> {
    let bundle = Some(bundle(token));
    let (steps, random) = (Vec::new(), Random(0));
    tell(world, Event::HeadersArrived { caller: UPLOAD, sent, steps, bundle, random })
}

fn result_arrives(world: &mut World, sent: Serial, response: Response) -> Vec<Effect> {
    let response = Response { awaits_headers: true, ..response };
    tell(world, Event::ResponseArrived { caller: UPLOAD, sent, response, random: Random(0) })
}

fn tell(world: &mut World, event: Event) -> Vec<Effect> {
    let now = world.now();
    world.machine.handle(event, now)
}

fn sets_token(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::SetToken { .. }))
}

#[test]
fn an_optional_request_with_an_expired_token_is_logged_in_when_it_is_refused() {
    let mut world = World::unstarted(Options::default());
    let mut stored = world.stored_token("T0");
    stored.expires_in = Some(Millis(100_000));
    stored.received_at = Timestamp(world.now().0 - 200_000);
    world.stored = Some(stored);
    world.start();
    let caller = world.ask(get("/a").mode(Mode::Optional));
    world.advance(1000);
    assert_eq!(world.result(caller), "ok");
    assert_eq!((world.count("login"), world.sends("/a")), (1, 2));
}

#[test]
fn an_optional_request_after_a_login_that_failed_logs_in_when_it_is_refused() {
    let mut world = World::with_stored("T0");
    world.wx_login = WxLogin::Fails;
    world.ask(get("/b"));
    world.advance(1000);
    world.wx_login = WxLogin::Works;
    let caller = world.ask(get("/a").mode(Mode::Optional));
    world.advance(1000);
    assert_eq!((world.result(caller).as_str(), world.sends("/a")), ("ok", 2));
}

#[test]
fn in_single_page_mode_requiring_a_step_is_unavailable_even_with_a_token() {
    let mut world = World::in_single_page_mode();
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.restart();
    let caller = world.require(Step::PhoneNumber);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("navigate")), ("unavailable", 0));
}

#[test]
fn a_refusal_on_a_login_page_that_the_user_opened_is_quiet_for_the_page_below() {
    let mut world = wants_phone();
    world.open("pages/login/login");
    let first = world.ask(get("/a"));
    world.advance(100);
    world.say(Step::PhoneNumber, AnswerResult::Refused);
    world.go_back();
    let second = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.results(&[first, second]), ["refused", "refused"]);
    assert_eq!(world.count("navigate"), 0);
}

#[test]
fn leaving_a_login_page_that_the_user_opened_is_quiet_for_the_page_below() {
    let mut world = wants_phone();
    world.open("pages/login/login");
    let first = world.ask(get("/a"));
    world.advance(100);
    world.go_back();
    let second = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.results(&[first, second]), ["abandoned", "abandoned"]);
    assert_eq!(world.count("navigate"), 0);
}

#[test]
fn an_upload_that_wants_no_handling_sets_no_token() {
    let mut world = wants_phone();
    let sent = send_upload(&mut world, Mode::None);
    assert_eq!(headers_arrive(&mut world, sent, "EVIL"), []);
    let effects = result_arrives(&mut world, sent, Response { status: 200, ..Response::default() });
    assert!(!sets_token(&effects), "{effects:?}");
}

#[test]
fn the_header_of_an_upload_brings_its_bundle_before_the_result_or_after() {
    let mut world = wants_phone();
    let success = || Response { status: 200, ..Response::default() };
    let sent = send_upload(&mut world, Mode::Interactive);
    assert!(!sets_token(&headers_arrive(&mut world, sent, "T1")));
    assert!(sets_token(&result_arrives(&mut world, sent, success())));

    let sent = send_upload(&mut world, Mode::Interactive);
    assert!(!sets_token(&result_arrives(&mut world, sent, success())));
    assert!(sets_token(&headers_arrive(&mut world, sent, "T2")));
    assert!(!sets_token(&headers_arrive(&mut world, sent, "T3")), "heard once");
}

#[test]
fn an_upload_whose_header_rotates_the_token_still_shows_that_the_old_one_was_taken() {
    let mut world = wants_phone();
    world.server.exchanges.push_back(after(10, status(500)));
    world.login();
    world.advance(100);
    let sent = send_upload(&mut world, Mode::Interactive);
    let _ = headers_arrive(&mut world, sent, "T9");
    let _ = result_arrives(&mut world, sent, Response { status: 200, ..Response::default() });
    let login = world.login();
    assert_eq!(world.result(login), "pending");
}

#[test]
fn a_page_that_a_failed_navigation_did_not_close_is_gone_when_the_user_closes_it() {
    let options = Options { access: Access::EveryPage, ..Options::default() };
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[Step::PhoneNumber]);
    world.start();
    let page = world.open("pages/order/order");
    world.navigation_errors.push_back("reLaunch:fail timeout");
    let read = world.ask(get("/a").on(page));
    world.advance(100);
    assert_eq!(world.result(read), "navigationFailed");
    let write = world.ask(post("/a").on(page));
    world.go_back();
    world.advance(100);
    assert_eq!(world.result(write), "abandoned");
}

#[test]
fn a_write_that_needs_two_steps_is_held_for_five_minutes_in_all() {
    let mut world = wants_phone();
    world.server.want("/a", &[Step::UserInfo, Step::PhoneNumber]);
    let caller = world.ask(post("/a"));
    world.advance(240_000);
    world.press(Step::UserInfo);
    world.advance(59_000);
    assert_eq!(world.result(caller), "pending");
    world.advance(1_100);
    assert_eq!(world.result(caller), "abandoned");
}

#[test]
fn a_press_is_submitted_before_the_login_that_a_401_wants_though_its_turn_comes_later() {
    let mut world = wants_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.server.script("/x", [after(5, unauthorized(&[Step::Login]))]);
    world.grants_turns = false;
    let refused = world.ask(get("/x"));
    world.press(Step::PhoneNumber);
    world.advance(10);
    world.grants_turns = true;
    // Whichever turn it waits for: the others mean nothing to it.
    for turn in 1..200 {
        world.tell(Event::TurnAcquired { turn: Serial(turn) });
    }
    assert_eq!((world.count("submit"), world.count("login")), (1, 0));
    world.advance(1000);
    assert_eq!((world.result(refused).as_str(), world.count("submit")), ("ok", 1));
}

#[test]
fn a_trace_that_begins_on_the_way_to_the_login_page_or_back_shows_no_query() {
    let mut world = wants_phone();
    world.open("pages/order/order?id=SECRET-ORDER");
    world.ask(get("/a"));
    let begins_without_query = |world: &World| {
        let trace = Recorder::new(&world.machine).trace().expect("it has begun");
        let text = serde_json::to_string(&trace).expect("it is serialisable");
        assert!(text.contains("underway") && !text.contains("SECRET-ORDER"), "{text}");
    };
    world.advance(10);
    assert_eq!(world.count("navigate"), 1);
    begins_without_query(&world);
    world.advance(50);
    world.press(Step::PhoneNumber);
    while world.count("navigate") < 2 {
        world.advance(1);
    }
    begins_without_query(&world);
}

#[test]
fn a_trace_that_begins_while_headers_are_awaited_holds_no_token() {
    let mut world = wants_phone();
    let sent = send_upload(&mut world, Mode::Interactive);
    let refused = with_bundle(unauthorized(&[]), bundle("SECRET-TOKEN"));
    let _ = result_arrives(&mut world, sent, refused);
    let trace = Recorder::new(&world.machine).trace().expect("it has begun");
    let text = serde_json::to_string(&trace).expect("it is serialisable");
    assert!(!text.contains("SECRET-TOKEN"));
}

#[test]
fn a_trace_that_begins_in_a_session_shows_neither_its_token_nor_its_user() {
    let mut world = World::with_stored("SECRET-TOKEN");
    let known = Bundle {
        uid: Told::Given("SECRET-USER".into()),
        extra: Extra(vec![("birthday".into(), "SECRET-DAY".into())]),
        ..bundle("SECRET-TOKEN")
    };
    world.server.script("/b", [after(10, with_bundle(ok(), known))]);
    world.ask(get("/b"));
    world.advance(20);
    assert_eq!(world.view().uid.as_deref(), Some("SECRET-USER"));
    let trace = Recorder::new(&world.machine).trace().expect("it has begun");
    let text = serde_json::to_string(&trace).expect("it is serialisable");
    for pseudonym in ["token#1", "uid#2", "text#3"] {
        assert!(text.contains(pseudonym), "{text}");
    }
    assert!(!text.contains("SECRET"), "{text}");
}
