//! Several auths of one app: what one of them does to the pages, the user has not done.

use crate::common::server::after;
use crate::common::{World, get, ok, post};
use weapp_auth::{Event, PageId, Siblings, Step};

const PHONE: Step = Step::PhoneNumber;

fn wanting_phone() -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.want("/a", &[PHONE]);
    world
}

#[test]
fn nobody_goes_back_while_another_auth_of_the_app_is_blocked() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.tell(Event::SiblingsChanged {
        siblings: Siblings { blocked: true, ..Siblings::default() },
    });
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.top(), "pages/login/login");
    world.tell(Event::SiblingsChanged { siblings: Siblings::default() });
    world.advance(100);
    assert_eq!(world.top(), "pages/home/home");
}

#[test]
fn a_page_that_another_auth_closes_is_not_gone() {
    let mut world = wanting_phone();
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.advance(100);
    world.tell(Event::SiblingsChanged {
        siblings: Siblings { navigating: true, ..Siblings::default() },
    });
    world.stack.retain(|page| page.id != PageId(order));
    world.tell_pages();
    world.tell(Event::SiblingsChanged { siblings: Siblings::default() });
    assert_eq!(world.result(write), "pending");
    world.press(PHONE);
    world.advance(100);
    assert_eq!(world.result(write), "ok");
}

#[test]
fn a_page_that_is_closed_when_no_other_auth_navigates_any_more_is_gone() {
    let mut world = wanting_phone();
    let order = world.open("pages/order/order");
    let write = world.ask(post("/a").on(order));
    world.advance(100);
    for navigating in [true, false] {
        world.tell(Event::SiblingsChanged { siblings: Siblings { navigating, blocked: false } });
    }
    world.stack.retain(|page| page.id != PageId(order));
    world.tell_pages();
    assert_eq!(world.result(write), "abandoned");
}

#[test]
fn one_that_a_button_has_released_counts_as_blocked_until_it_has_an_outcome() {
    let mut world = wanting_phone();
    world.ask(get("/a"));
    world.advance(100);
    world.server.script("/a", [after(5000, ok())]);
    world.press(PHONE);
    world.advance(100);
    assert!(world.machine.is_anyone_blocked());
    world.advance(6000);
    assert!(!world.machine.is_anyone_blocked());
}
