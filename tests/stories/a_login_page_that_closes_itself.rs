//! A page is left while the way to the login page is under way: which one, shows on arrival.

use crate::common::server::network_failure;
use crate::common::{World, get};
use weapp_auth::{Access, Event, Options, Step};

const PHONE: Step = Step::PhoneNumber;

/// Signed in with T0, on the home page.
fn wanting_phone(access: Access) -> World {
    let mut world = World::unstarted(Options { access, ..Options::default() });
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world.server.want("/info", &[Step::UserInfo]);
    world.start();
    world
}

fn advance_to_the_navigation(world: &mut World) {
    while world.count("navigate") == 0 {
        world.advance(1);
    }
}

#[test]
fn those_who_wait_are_abandoned_when_it_has_arrived_and_is_not_there() {
    let mut world = wanting_phone(Access::OnDemand);
    world.login_page_closes_itself = true;
    let callers = world.ask_all(&[get("/a"), get("/info"), get("/a")]);
    advance_to_the_navigation(&mut world);
    world.advance(4);
    assert_eq!(world.results(&callers), ["pending"; 3], "nothing has arrived");
    world.advance(100);
    assert_eq!(world.results(&callers), ["abandoned"; 3]);
    assert_eq!((world.view().step, world.top()), (None, "pages/home/home"));
}

#[test]
fn the_page_it_was_opened_from_does_not_open_it_again_and_another_does() {
    let mut world = wanting_phone(Access::OnDemand);
    world.login_page_closes_itself = true;
    let first = world.ask(get("/a"));
    world.advance(100);
    let again = world.ask(get("/a"));
    world.advance(100);
    assert_eq!(world.failure(again), world.failure(first));
    assert_eq!(world.count("navigate"), 1);
    world.login_page_closes_itself = false;
    world.open("pages/order/order");
    let there = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.result(there).as_str(), world.top()), ("pending", "pages/login/login"));
}

#[test]
fn a_component_of_the_page_that_a_navigation_closes_has_not_left_the_login_page() {
    let mut world = wanting_phone(Access::EveryPage);
    let caller = world.ask(get("/a"));
    advance_to_the_navigation(&mut world);
    world.tell(Event::PageLeft);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.top()), ("pending", "pages/login/login"));
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
}

#[test]
fn while_no_pages_are_known_nothing_says_that_it_has_closed() {
    let mut world = wanting_phone(Access::OnDemand);
    world.stack.clear();
    world.tell_pages();
    world.login_page_closes_itself = true;
    let caller = world.ask(get("/a"));
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("navigate")), ("pending", 1));
}

#[test]
fn a_page_that_is_left_on_the_way_back_abandons_nobody() {
    let mut world = wanting_phone(Access::OnDemand);
    world.ask(get("/a"));
    world.advance(100);
    world.press(PHONE);
    while world.count("navigate") < 2 {
        world.advance(1);
    }
    world.tell(Event::PageLeft);
    let next = world.ask(get("/info"));
    world.advance(100);
    assert_eq!((world.result(next).as_str(), world.count("navigate")), ("pending", 3));
}

#[test]
fn a_navigation_that_failed_after_a_page_was_left_is_tried_otherwise() {
    let mut world = wanting_phone(Access::OnDemand);
    world.navigation_errors.push_back("navigateTo:fail webview count limit exceed");
    let caller = world.ask(get("/a"));
    advance_to_the_navigation(&mut world);
    world.tell(Event::PageLeft);
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.top()), ("pending", "pages/login/login"));
}

#[test]
fn a_press_that_is_under_way_may_still_be_taken() {
    for (works, outcome) in [(true, "ok"), (false, "abandoned")] {
        let mut world = wanting_phone(Access::OnDemand);
        world.login_page_closes_itself = true;
        world.offer(Some(PHONE));
        let caller = world.ask(get("/a"));
        advance_to_the_navigation(&mut world);
        if !works {
            world.server.submissions.push_back(network_failure(10));
        }
        world.press(PHONE);
        world.advance(6);
        assert_eq!(world.result(caller), "pending");
        world.advance(100);
        assert_eq!((world.result(caller).as_str(), world.count("navigate")), (outcome, 1));
    }
}
