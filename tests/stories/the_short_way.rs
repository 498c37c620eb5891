//! The short way of a request that needs nothing does what the long one does.

use crate::common::machine::{NOW, make, respond, sent, started};
use crate::common::server::bundle;
use crate::common::{endpoint_of, get, ok, request_of, with_bundle};
use weapp_auth::{
    AuthMachine, Bundle, CallerId, Effect, Event, Millis, Options, Random, Serial, Timestamp, Told,
};

#[test]
fn the_short_way_sends_and_finishes_with_a_few_numbers() {
    let mut machine = started(Some("T0"));
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    assert!(machine.finish(ticket, endpoint_of("/a"), false, NOW));
    let next = machine.begin(NOW).expect("there is a token").ticket;
    assert_eq!(next.generation, ticket.generation);
    assert!(next.sent > ticket.sent);
}

#[test]
fn the_short_way_will_do_for_the_bundle_that_came_last() {
    let mut machine = started(Some("T0"));
    assert_eq!(machine.last_bundle(), Serial(0), "none has come");
    let ticket = sent(&make(&mut machine, 1));
    respond(&mut machine, 1, ticket.sent, with_bundle(ok(), usual()));
    assert_eq!(machine.last_bundle(), ticket.sent);
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    assert!(machine.finish(ticket, endpoint_of("/a"), true, NOW));
    assert_eq!(machine.last_bundle(), ticket.sent);
}

#[test]
fn a_permit_is_for_many_sends_until_the_token_ends_by_the_devices_clock() {
    let mut machine = started(Some("T0"));
    assert_eq!(machine.begin(NOW).expect("there is a token").until, None, "nobody knows");
    long_way(&mut machine, 0, NOW);
    let permit = machine.begin(NOW).expect("there is a token");
    assert!(permit.sends > 1);
    assert_eq!(permit.until, Some(NOW + Millis(90_000)));
    let next = machine.begin(NOW).expect("there is a token").ticket;
    assert_eq!(next.sent, Serial(permit.ticket.sent.0 + permit.sends), "no number is given twice");
    let back = machine.begin(NOW - Millis(20_000)).expect("there is a token");
    assert_eq!(back.until, Some(NOW + Millis(70_000)), "the clock was set back");
}

#[test]
fn the_short_way_says_no_where_there_is_something_to_decide() {
    let mut machine = AuthMachine::new(Options::default());
    assert_eq!(machine.begin(NOW), None, "nothing is known yet");
    let mut machine = started(None);
    assert_eq!(machine.begin(NOW), None, "there is no token");
    let mut machine = started(Some("T0"));
    let caller = CallerId(1);
    let _ = machine.handle(Event::LoginAsked { caller }, NOW);
    assert_eq!(machine.begin(NOW), None, "a login runs");
    let mut machine = started(Some("T0"));
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    let logout = Event::LogoutAsked { caller, hold: false };
    let _ = machine.handle(logout, NOW);
    assert!(!machine.finish(ticket, endpoint_of("/a"), false, NOW), "the token is not that one");
}

#[test]
fn the_short_way_says_no_while_the_breaker_could_be_closed_by_it() {
    let mut machine = started(Some("T0"));
    let mut turn = Serial(0);
    for effect in machine.handle(Event::LoginAsked { caller: CallerId(1) }, NOW) {
        if let Effect::AcquireTurn { turn: asked } = effect {
            turn = asked;
        }
    }
    let mut login = Serial(0);
    for effect in machine.handle(Event::TurnAcquired { turn }, NOW) {
        if let Effect::CallLogin { login: called } = effect {
            login = called;
        }
    }
    let _ = machine.handle(Event::CodeReceived { login }, NOW);
    let (response, random) = (crate::common::server::status(500), Random(0));
    let _ = machine.handle(Event::ExchangeAnswered { login, response, random }, NOW);
    let ticket = machine.begin(NOW).expect("the token is still good").ticket;
    assert!(!machine.finish(ticket, endpoint_of("/a"), false, NOW));
}

#[test]
fn a_request_sent_the_short_way_is_adopted_when_its_answer_needs_a_decision() {
    let mut machine = started(Some("T0"));
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    let (caller, request) = (CallerId(1), request_of(get("/a")));
    let _ = machine.handle(Event::RequestAdopted { caller, request, ticket }, NOW);
    let response = crate::common::unauthorized(&[weapp_auth::Step::Login]);
    let (sent, random) = (ticket.sent, Random(0));
    let answer = Event::ResponseArrived { caller, sent, response, random };
    let effects = machine.handle(answer, NOW);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::AcquireTurn { .. })));
    assert_eq!(machine.view().waiting, 1);
}

/// The bundle that comes with every answer, good for a hundred seconds.
fn usual() -> Bundle {
    Bundle { expires_in: Told::Given(Millis(100_000)), ..bundle("T0") }
}

/// Sends a request the long way and has it answered with the usual bundle.
fn long_way(machine: &mut AuthMachine, caller: u32, now: Timestamp) {
    let (caller, request) = (CallerId(caller), request_of(get("/a")));
    let ticket = sent(&machine.handle(Event::RequestMade { caller, request }, now));
    let (sent, random) = (ticket.sent, Random(0));
    let response = with_bundle(ok(), usual());
    let _ = machine.handle(Event::ResponseArrived { caller, sent, response, random }, now);
}

#[test]
fn the_short_way_changes_nothing_but_time() {
    let mut long = started(Some("T0"));
    long_way(&mut long, 0, NOW);
    let mut short = long.clone();
    for second in 1..500 {
        let now = NOW + Millis(second * 1000);
        long_way(&mut long, 10 + u32::try_from(second).expect("small"), now);
        let ticket = short.begin(now).expect("the token is renewed each time").ticket;
        if !short.finish(ticket, endpoint_of("/a"), true, now) {
            let (caller, request) = (CallerId(1), request_of(get("/a")));
            let _ = short.handle(Event::RequestAdopted { caller, request, ticket }, now);
            let (sent, random) = (ticket.sent, Random(0));
            let response = with_bundle(ok(), usual());
            let answer = Event::ResponseArrived { caller, sent, response, random };
            let _ = short.handle(answer, now);
        }
        assert_eq!(short.view(), long.view());
        let later = now + Millis(89_999);
        assert!(short.clone().begin(later).is_some() && long.clone().begin(later).is_some());
        assert!(short.clone().begin(later + Millis(1)).is_none());
        assert!(long.clone().begin(later + Millis(1)).is_none());
    }
}

#[test]
fn the_short_way_does_not_hide_a_step_that_the_server_has_missed_since() {
    let mut machine = started(Some("T0"));
    let known = || Bundle { has_phone_number: Some(true), ..bundle("T0") };
    let ticket = sent(&make(&mut machine, 1));
    respond(&mut machine, 1, ticket.sent, with_bundle(ok(), known()));
    let ticket = sent(&make(&mut machine, 2));
    let missed = crate::common::unauthorized(&[weapp_auth::Step::PhoneNumber]);
    respond(&mut machine, 2, ticket.sent, missed);
    assert_eq!(machine.view().waiting, 1);
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    assert!(!machine.finish(ticket, endpoint_of("/b"), true, NOW));
    let (caller, request) = (CallerId(3), request_of(get("/b")));
    let _ = machine.handle(Event::RequestAdopted { caller, request, ticket }, NOW);
    respond(&mut machine, 3, ticket.sent, with_bundle(ok(), known()));
    assert_eq!(machine.view().waiting, 0, "the bundle releases the one that waits");
}
