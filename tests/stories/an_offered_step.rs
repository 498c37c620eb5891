//! A component asks for a button though nobody may wait for it; and pages are covered, or left.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, unauthorized, with_bundle};
use weapp_auth::{AnswerResult, Event, Options, PageId, Status, Step};

const PHONE: Step = Step::PhoneNumber;
const INFO: Step = Step::UserInfo;

fn signed_in_with(options: Options) -> World {
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.start();
    world
}

/// Signed in with T0, on the home page, where a component asks for the phone number.
fn offering_phone() -> World {
    let mut world = signed_in_with(Options::default());
    world.offer(Some(PHONE));
    world.advance(10);
    world
}

/// Home and login page are in the tab bar.
fn with_tabs() -> World {
    let tab_bar_pages = vec!["pages/home/home".into(), "pages/login/login".into()];
    signed_in_with(Options { tab_bar_pages, ..Options::default() })
}

#[test]
fn an_offered_step_shows_its_button_and_nothing_else_changes() {
    let world = offering_phone();
    assert_eq!((world.view().step, world.status()), (Some(PHONE), Status::SignedIn));
    assert!(world.view().button.is_some());
    assert_eq!((world.count("navigate"), world.count("acquire")), (0, 0));
}

#[test]
fn who_stands_before_an_offered_button_is_logged_in_first_so_that_a_press_is_submitted() {
    let mut world = World::new();
    world.offer(Some(PHONE));
    assert_eq!((world.status(), world.view().busy), (Status::LoggingIn, true));
    world.advance(100);
    world.press(PHONE);
    world.advance(100);
    assert!(world.view().has_phone_number);
    assert_eq!((world.count("login"), world.error()), (1, None));
}

#[test]
fn an_offer_logs_nobody_in_who_has_signed_out() {
    for hold in [false, true] {
        let mut world = offering_phone();
        world.logout(hold);
        world.offer(Some(PHONE));
        world.advance(100);
        assert_eq!((world.count("login"), world.status()), (0, Status::SignedOut), "{hold}");
        assert_eq!(world.view().step, Some(PHONE));
    }
}

#[test]
fn an_offer_whose_login_fails_is_no_endless_login() {
    let mut world = World::new();
    world.server.exchanges.push_back(after(10, crate::common::server::status(500)));
    world.offer(Some(PHONE));
    world.advance(60_000);
    assert_eq!((world.count("login"), world.view().step), (1, Some(PHONE)));
}

#[test]
fn an_offer_that_is_made_again_takes_no_refused_button_away() {
    let mut world = offering_phone();
    world.server.want("/a", &[INFO]);
    world.ask(get("/a"));
    world.advance(100);
    world.say(INFO, AnswerResult::Refused);
    world.offer(Some(PHONE));
    assert_eq!((world.view().step, world.error()), (Some(INFO), Some("refused")));
    world.offer(None);
    world.offer(Some(PHONE));
    assert_eq!(world.view().step, Some(PHONE), "a new one");
}

#[test]
fn an_offer_made_before_storage_is_read_waits_until_it_is_known_what_there_is() {
    let mut world = World::unstarted(Options::default());
    world.storage_answers = false;
    world.start();
    world.offer(Some(PHONE));
    assert_eq!(world.view().step, None);
    world.advance(2001);
    assert_eq!(world.view().step, Some(PHONE));
}

#[test]
fn an_offered_step_is_shown_no_more_once_its_answer_was_taken() {
    let mut world = offering_phone();
    world.press(PHONE);
    assert_eq!(world.status(), Status::Authorizing);
    world.advance(50);
    assert_eq!((world.view().step, world.view().button), (None, None));
    assert!(world.view().has_phone_number);
    assert_eq!(world.count("navigate"), 0);
    world.server.has.clear();
    world.server.script("/a", [after(10, unauthorized(&[PHONE]))]);
    world.ask(get("/a").mode(weapp_auth::Mode::Silent));
    world.advance(50);
    assert_eq!(world.view().step, Some(PHONE), "the server has lost it, and asks again");
}

#[test]
fn an_offered_step_stays_after_a_refusal_and_pressing_again_works() {
    let mut world = offering_phone();
    world.say(PHONE, AnswerResult::Refused);
    assert_eq!((world.view().step, world.error()), (Some(PHONE), Some("refused")));
    assert!(world.view().button.is_some());
    world.press(PHONE);
    world.advance(50);
    assert!(world.view().has_phone_number);
}

#[test]
fn a_refused_offer_keeps_the_page_where_it_was_refused_quiet_and_no_other() {
    let mut world = World::new();
    world.server.want("/a", &[PHONE]);
    // A login page that was left long ago has nothing to do with it.
    world.open("pages/login/login");
    world.go_back();
    world.open("pages/me/me");
    world.offer(Some(PHONE));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    let there = world.ask(get("/a"));
    world.advance(200);
    assert_eq!((world.result(there).as_str(), world.count("navigate")), ("refused", 0));
    world.go_back();
    let elsewhere = world.ask(get("/a"));
    world.advance(200);
    assert_eq!((world.result(elsewhere).as_str(), world.count("navigate")), ("pending", 1));
}

#[test]
fn what_is_blocked_goes_before_an_offer_and_the_offer_comes_back_after_it() {
    let mut world = offering_phone();
    world.server.want("/a", &[INFO]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.view().step, world.status()), (Some(INFO), Status::Blocked));
    assert_eq!(world.top(), "pages/login/login");
    world.press(INFO);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.top()), ("ok", "pages/home/home"));
    assert_eq!(world.view().step, Some(PHONE));
    assert!(world.view().button.is_some());
}

#[test]
fn a_refused_button_stays_on_its_page_and_an_offer_waits_until_that_is_left() {
    let mut world = offering_phone();
    world.server.want("/a", &[INFO]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.say(INFO, AnswerResult::Refused);
    assert_eq!((world.result(caller).as_str(), world.view().step), ("refused", Some(INFO)));
    world.go_back();
    world.advance(10);
    assert_eq!(world.view().step, Some(PHONE));
    assert!(world.view().button.is_some());
}

#[test]
fn a_new_offer_goes_before_a_button_that_nobody_waits_for() {
    let mut world = signed_in_with(Options::default());
    world.server.want("/a", &[INFO]);
    world.ask(get("/a"));
    world.advance(100);
    world.say(INFO, AnswerResult::Refused);
    world.open("pages/me/me");
    world.offer(Some(PHONE));
    assert_eq!(world.view().step, Some(PHONE));
}

#[test]
fn an_offer_that_is_withdrawn_is_shown_no_more() {
    let mut world = offering_phone();
    world.offer(None);
    assert_eq!((world.view().step, world.view().button), (None, None));
    assert_eq!(world.machine.next_timeout(), None);
}

#[test]
fn an_offer_that_is_withdrawn_before_its_look_up_is_answered_waits_for_nothing() {
    let mut world = World::with_stored("T0");
    world.offer(Some(PHONE));
    assert!(world.machine.next_timeout().is_some());
    world.offer(None);
    assert_eq!(world.machine.next_timeout(), None);
}

#[test]
fn neither_leaving_a_page_nor_signing_out_withdraws_an_offer() {
    let mut world = offering_phone();
    world.tell(Event::PageLeft);
    assert_eq!(world.view().step, Some(PHONE));
    world.press(PHONE);
    world.advance(50);
    world.logout(false);
    world.advance(10);
    assert_eq!((world.view().step, world.status()), (Some(PHONE), Status::SignedOut));
    assert!(world.view().button.is_some());
}

#[test]
fn a_step_that_cannot_be_done_here_is_not_shown() {
    let mut world = World::in_single_page_mode();
    world.offer(Some(PHONE));
    assert_eq!(world.view().step, None);
    let mut world = World::with(Options { takes_phone_number: false, ..Options::default() });
    world.offer(Some(PHONE));
    assert_eq!(world.view().step, None);
    world.offer(Some(Step::Login));
    assert_eq!(world.view().step, None);
}

#[test]
fn an_offered_button_that_belongs_to_a_forgotten_session_is_pressed_again() {
    let mut world = offering_phone();
    world.server.forget("T0");
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.view().step, world.error()), (Some(PHONE), Some("pressAgain")));
    let token = world.server.new_token();
    world.server.submissions.push_back(after(10, with_bundle(ok(), bundle(&token))));
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.view().step, world.error()), (None, None));
}

#[test]
fn a_page_that_another_one_covers_was_not_left() {
    let mut world = signed_in_with(Options::default());
    world.server.want("/a", &[PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    let login = world.stack[1].id;
    world.open("pages/terms/terms");
    world.tell(Event::PageHidden { page: login });
    assert_eq!(world.result(caller), "pending");
}

#[test]
fn a_login_page_in_the_tab_bar_is_left_by_going_to_another_tab() {
    let mut world = with_tabs();
    world.server.want("/a", &[PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.top(), "pages/login/login");
    world.switch_tab("pages/home/home");
    assert_eq!(world.result(caller), "abandoned");
}

#[test]
fn a_tab_page_that_weapp_auth_hid_is_left_when_the_user_is_there_again_and_goes() {
    let mut world = with_tabs();
    world.server.want("/a", &[PHONE]);
    let first = world.ask(get("/a"));
    world.advance(100);
    world.tell(Event::PageHidden { page: PageId(1) });
    assert_eq!(world.result(first), "pending", "weapp-auth itself went to the login page");
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.result(first).as_str(), world.top()), ("ok", "pages/home/home"));
    world.say(PHONE, AnswerResult::Malformed);
    assert_eq!(world.error(), Some("malformed"));
    world.switch_tab("pages/other/other");
    assert_eq!(world.error(), None, "the page was left, and its error with it");
}
