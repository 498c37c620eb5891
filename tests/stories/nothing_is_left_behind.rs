//! Requests cost what they cost, and leave nothing behind.

use crate::common::machine::{make, respond, sent, started};
use crate::common::{World, get, ok};
use weapp_auth::AuthMachine;

/// What `Debug` shows, without the numbers that count up for ever.
fn size(machine: &AuthMachine) -> usize {
    format!("{machine:?}").chars().filter(|c| !c.is_ascii_digit()).count()
}

#[test]
fn a_hundred_thousand_settled_requests_leave_nothing_behind() {
    let mut machine = started(Some("T0"));
    let before = size(&machine);
    for caller in 0..100_000 {
        let ticket = sent(&make(&mut machine, caller));
        respond(&mut machine, caller, ticket.sent, ok());
    }
    assert_eq!(size(&machine), before);
    assert_eq!(machine.next_timeout(), None);
}

#[test]
fn a_hundred_thousand_that_wait_for_a_login_are_served_by_it_and_leave_nothing_behind() {
    let mut world = World::new();
    world.login_delay = 1000;
    let callers: Vec<_> = (0..100_000).map(|_| world.ask(get("/a"))).collect();
    assert_eq!(world.view().waiting, 100_000);
    world.advance(5000);
    assert!(callers.iter().all(|caller| world.result(*caller) == "ok"));
    assert_eq!((world.count("login"), world.view().waiting), (1, 0));
    assert!(size(&world.machine) < 5000);
}
