//! The person says no, leaves, or doesn't answer: it is kept, and never asked in a loop.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, post, with_bundle};
use weapp_auth::{Access, AnswerResult, Event, Millis, Options, Page, PageId, Step};

const PHONE: Step = Step::PhoneNumber;

fn wanting_phone() -> World {
    wanting_phone_with(Options::default())
}

fn wanting_phone_with(options: Options) -> World {
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    for path in ["/a", "/b", "/c"] {
        world.server.want(path, &[PHONE]);
    }
    world.start();
    world
}

#[test]
fn a_refusal_rejects_those_who_wait_with_one_error_and_pressing_again_works() {
    let mut world = wanting_phone();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    assert_eq!(world.results(&callers), ["refused"; 2]);
    assert_eq!(world.failure(callers[0]), world.failure(callers[1]));
    assert!(world.failure(callers[0]).error.by_user());
    assert_eq!((world.view().step, world.top()), (Some(PHONE), "pages/login/login"));
    world.press(PHONE);
    world.advance(100);
    assert!(world.view().has_phone_number);
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn a_refusal_after_a_taken_answer_keeps_the_page_open() {
    let mut world = wanting_phone();
    world.server.want("/a", &[Step::UserInfo, PHONE]);
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.press(Step::UserInfo);
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.top()), ("refused", "pages/login/login"));
}

#[test]
fn going_back_from_the_login_page_abandons_and_the_page_it_came_from_opens_it_no_more() {
    let mut world = wanting_phone();
    let first = world.ask(get("/a"));
    world.advance(100);
    world.go_back();
    assert_eq!(world.result(first), "abandoned");
    let again = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.failure(again), world.failure(first));
    assert_eq!((world.count("navigate"), world.view().step), (1, None));
}

#[test]
fn the_quiet_ends_when_the_user_has_gone_on_to_another_page() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.go_back();
    world.open("pages/order/order");
    let there = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.result(there).as_str(), world.count("navigate")), ("pending", 2));
}

#[test]
fn the_quiet_does_not_end_on_the_login_page_itself() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    let own = world.ask(get("/b"));
    world.advance(100);
    assert_eq!(world.result(own), "refused");
}

#[test]
fn the_quiet_ends_when_the_app_requires_the_step() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.go_back();
    let required = world.require(PHONE);
    world.advance(100);
    assert_eq!((world.result(required).as_str(), world.count("navigate")), ("pending", 2));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(required), "ok");
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn the_quiet_about_one_step_says_nothing_about_another() {
    let mut world = wanting_phone();
    world.server.want("/info", &[Step::UserInfo]);
    world.ask(get("/a"));
    world.advance(100);
    world.go_back();
    let other = world.ask(get("/info"));
    world.advance(100);
    assert_eq!(
        (world.result(other).as_str(), world.view().step),
        ("pending", Some(Step::UserInfo))
    );
}

#[test]
fn leaving_while_a_submission_is_under_way_counts_only_if_it_fails() {
    for (works, outcome) in [(true, "ok"), (false, "abandoned")] {
        let mut world = wanting_phone();
        let caller = world.ask(get("/a"));
        world.advance(100);
        if !works {
            world.server.submissions.push_back(crate::common::server::network_failure(10));
        }
        world.press(PHONE);
        world.go_back();
        assert_eq!(world.result(caller), "pending");
        world.advance(100);
        assert_eq!(world.result(caller), outcome);
        let again = world.ask(get("/a"));
        world.advance(100);
        assert_eq!(world.result(again), outcome, "the page it came from asks no more");
        assert_eq!(world.count("navigate"), 1);
    }
}

#[test]
fn a_login_page_that_vanished_from_the_stack_was_left_even_if_nobody_says_so() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(100);
    world.stack.pop();
    world.tell_pages();
    assert_eq!(world.result(caller), "abandoned");
}

#[test]
fn leaving_means_nothing_while_weapp_auth_itself_is_navigating() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(10);
    assert_eq!(world.count("navigate"), 1);
    world.tell(Event::PageLeft);
    world.advance(100);
    assert_eq!(world.result(caller), "pending");
    world.press(PHONE);
    world.advance(50);
    assert_eq!((world.result(caller).as_str(), world.top()), ("ok", "pages/home/home"));
}

#[test]
fn a_held_write_is_abandoned_after_five_minutes_and_never_sent_later() {
    let mut world = wanting_phone();
    let write = world.ask(post("/a"));
    let read = world.ask(get("/b"));
    let stubborn = world.ask(post("/c").replay_always());
    world.advance(10 + 299_999);
    assert_eq!(world.result(write), "pending");
    world.advance(1);
    assert_eq!(world.result(write), "abandoned");
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.results(&[read, stubborn]), ["ok"; 2]);
    assert_eq!(world.sends("/a"), 1);
}

#[test]
fn a_held_write_is_abandoned_when_its_page_is_gone() {
    let mut world = wanting_phone();
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    let stubborn = world.ask(post("/b").on(order).replay_always());
    let read = world.ask(get("/c").on(order));
    world.advance(100);
    world.stack.retain(|page| page.id != PageId(order));
    world.tell_pages();
    assert_eq!(world.results(&[write, stubborn, read]), ["abandoned", "pending", "pending"]);
}

#[test]
fn a_write_whose_page_is_gone_when_the_challenge_arrives_does_not_wait() {
    let mut world = wanting_phone();
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.go_back();
    world.advance(100);
    assert_eq!((world.result(write).as_str(), world.count("navigate")), ("abandoned", 0));
}

#[test]
fn a_page_that_weapp_auth_itself_closed_is_not_gone() {
    let options = Options { access: Access::EveryPage, ..Options::default() };
    let mut world = wanting_phone_with(options);
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.advance(100);
    assert_eq!(world.stack.len(), 1);
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(write), "ok");
}

#[test]
fn a_tab_page_that_weapp_auth_switched_away_from_is_not_gone() {
    let tab_bar_pages = vec!["pages/home/home".into(), "pages/login/login".into()];
    let mut world = wanting_phone_with(Options { tab_bar_pages, ..Options::default() });
    let write = world.ask(post("/a").on(1));
    world.advance(100);
    assert!(world.log.iter().any(|line| line.starts_with("navigate SwitchTab")));
    assert_eq!(world.stack.len(), 1);
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.result(write).as_str(), world.top()), ("ok", "pages/home/home"));
}

#[test]
fn an_answer_timeout_applies_to_all_who_wait_for_the_person() {
    let options = Options { answer_timeout: Some(Millis(60_000)), ..Options::default() };
    let mut world = wanting_phone_with(options);
    let callers = [world.ask(get("/a")), world.ask(post("/b")), world.require(PHONE)];
    world.advance(59_999);
    assert_eq!(world.results(&callers), ["pending"; 3]);
    world.advance(11);
    assert_eq!(world.results(&callers), ["abandoned"; 3]);
}

#[test]
fn without_an_answer_timeout_a_read_waits_as_long_as_it_takes() {
    let mut world = wanting_phone();
    let read = world.ask(get("/a"));
    world.advance(86_400_000);
    assert_eq!(world.result(read), "pending");
}

#[test]
fn an_abort_takes_a_blocked_request_out_and_the_others_stay() {
    let mut world = wanting_phone();
    let callers = world.ask_all(&[get("/a"), get("/b")]);
    world.advance(100);
    world.abort(callers[0]);
    assert_eq!(world.results(&callers), ["aborted", "pending"]);
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.result(callers[1]).as_str(), world.sends("/a")), ("ok", 1));
}

#[test]
fn pages_reported_late_do_not_look_like_leaving() {
    let mut world = wanting_phone();
    let caller = world.ask(get("/a"));
    world.advance(100);
    let login = world.stack.clone();
    let stale = vec![Page { id: PageId(1), url: "pages/home/home".into() }];
    let mut fresh = wanting_phone();
    let unseen = fresh.ask(get("/a"));
    fresh.advance(10);
    // The navigation is answered before the pages are told.
    fresh.tell(Event::PagesChanged { stack: stale });
    fresh.advance(100);
    fresh.tell(Event::PagesChanged { stack: login });
    assert_eq!(
        (fresh.result(unseen).as_str(), world.result(caller).as_str()),
        ("pending", "pending")
    );
}

#[test]
fn a_taken_answer_ends_the_quiet() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.say(PHONE, AnswerResult::Refused);
    let token = world.server.new_token();
    world.server.submissions.push_back(after(10, with_bundle(ok(), bundle(&token))));
    world.press(PHONE);
    world.advance(100);
    world.server.has.clear();
    let later = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.result(later), "pending");
}
