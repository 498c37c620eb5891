//! The short way of a request that needs nothing does what the long one does.

use crate::common::machine::{NOW, log_in, make, respond, sent, started};
use crate::common::server::bundle;
use crate::common::{endpoint_of, get, ok, request_of, with_bundle};
use weapp_auth::{
    AuthMachine, Bundle, CallerId, Effect, Event, Millis, Options, Random, Serial, Ticket,
    Timestamp, Token, Told,
};

#[test]
fn the_short_way_sends_and_finishes_with_a_few_numbers() {
    let mut machine = started(Some("T0"));
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    assert!(machine.finish(ticket, endpoint_of("/a"), Serial(0), NOW));
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
    let again = machine.begin(NOW).expect("there is a token").ticket;
    assert!(machine.finish(again, endpoint_of("/a"), ticket.sent, NOW));
    assert_eq!(machine.last_bundle(), ticket.sent, "it is the same bundle");
    assert!(!machine.finish(again, endpoint_of("/a"), again.sent, NOW), "that one is not known");
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
    assert!(
        !machine.finish(ticket, endpoint_of("/a"), Serial(0), NOW),
        "the token is not that one"
    );
}

#[test]
fn the_short_way_says_no_while_the_breaker_could_be_closed_by_it() {
    let mut machine = started(Some("T0"));
    log_in(&mut machine, crate::common::server::status(500));
    let permit = machine.begin(NOW).expect("the token is still good");
    assert_eq!(permit.quiet_until, None);
    assert!(!machine.finish(permit.ticket, endpoint_of("/a"), Serial(0), NOW));
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
        let last = short.last_bundle();
        if !short.finish(ticket, endpoint_of("/a"), last, now) {
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
    let before = machine.last_bundle();
    let refused = sent(&make(&mut machine, 2));
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    let missed = crate::common::unauthorized(&[weapp_auth::Step::PhoneNumber]);
    respond(&mut machine, 2, refused.sent, missed);
    assert_eq!(machine.view().waiting, 1);
    assert_eq!(machine.begin(NOW), None, "somebody waits for a button");
    assert_eq!(machine.last_bundle(), Serial(0));
    assert!(!machine.finish(ticket, endpoint_of("/b"), before, NOW));
    let (caller, request) = (CallerId(3), request_of(get("/b")));
    let _ = machine.handle(Event::RequestAdopted { caller, request, ticket }, NOW);
    respond(&mut machine, 3, ticket.sent, with_bundle(ok(), known()));
    assert_eq!(machine.view().waiting, 0, "the bundle releases the one that waits");
}

/// What is known together with the bundle that came last, and three sends since.
fn with_three_sends() -> (AuthMachine, [Ticket; 3]) {
    let mut machine = started(Some("T0"));
    long_way(&mut machine, 0, NOW);
    let tickets = [(); 3].map(|()| machine.begin(NOW).expect("there is a token").ticket);
    (machine, tickets)
}

#[test]
fn answers_told_together_are_as_good_as_each_told_when_it_came() {
    let (start, tickets) = with_three_sends();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for bundles in 0..8 {
            let (mut each, mut together) = (start.clone(), start.clone());
            let (mut renewal, mut receipt, mut now) = (Serial(0), NOW, NOW);
            for which in order {
                let has_bundle = bundles & (1 << which) != 0;
                let bundle = if has_bundle { each.last_bundle() } else { Serial(0) };
                now = now + Millis(1000);
                assert!(each.finish(tickets[which], endpoint_of("/a"), bundle, now));
                if has_bundle && tickets[which].sent > renewal {
                    (renewal, receipt) = (tickets[which].sent, now);
                }
            }
            together.catch_up(renewal, receipt, now);
            assert_eq!(together, each, "{order:?} {bundles:b}");
        }
    }
}

#[test]
fn an_hour_back_between_answers_told_together_and_the_next_word_is_noticed() {
    let (mut machine, [ticket, ..]) = with_three_sends();
    let (answered, heard) = (NOW + Millis(1000), NOW + Millis(5000));
    machine.catch_up(ticket.sent, answered, heard);
    let back = heard - Millis(3_600_000);
    let until = machine.begin(back).expect("there is a token").until;
    assert_eq!(until, Some(back + Millis(90_000 - 4000)), "the token was renewed 4 s before");
}

#[test]
fn a_bundle_that_answers_an_older_send_than_the_last_ones_renews_nothing() {
    let (mut machine, [older, newer, _]) = with_three_sends();
    machine.catch_up(newer.sent, NOW, NOW);
    let before = machine.clone();
    machine.catch_up(older.sent, NOW + Millis(1), NOW + Millis(1));
    let until = |machine: &AuthMachine| machine.clone().begin(NOW + Millis(2)).map(|it| it.until);
    assert_eq!(until(&machine), until(&before));
}

#[test]
fn a_permit_says_until_when_each_answer_would_be_finished() {
    let (mut machine, _) = with_three_sends();
    let permit = machine.begin(NOW).expect("there is a token");
    let until = permit.quiet_until.expect("nothing is to be decided");
    assert_eq!(until, NOW + Millis(10_000), "after a tenth of its life the token is stored anew");
    for (now, is_covered) in [(NOW, true), (until, true), (until + Millis(1), false)] {
        let (mut machine, last) = (machine.clone(), machine.last_bundle());
        let is_finished = machine.finish(permit.ticket, endpoint_of("/a"), last, now);
        assert_eq!(is_finished, is_covered, "{now:?}");
    }
    let back = NOW - Millis(3_600_000);
    let permit = machine.begin(back).expect("there is a token");
    assert_eq!(permit.quiet_until, Some(back + Millis(10_000)), "by the device's clock");
}

#[test]
fn without_a_lifetime_answers_need_never_be_told_each() {
    let mut machine = started(Some("T0"));
    let ticket = sent(&make(&mut machine, 1));
    respond(&mut machine, 1, ticket.sent, with_bundle(ok(), bundle("T0")));
    let until = machine.begin(NOW).expect("there is a token").quiet_until;
    assert_eq!(until, Some(Timestamp(u64::MAX)));
}

#[test]
fn an_answer_to_a_send_with_the_token_before_is_told_together_with_others_too() {
    let (mut machine, [first, second, third]) = with_three_sends();
    let (caller, request) = (CallerId(1), request_of(get("/a")));
    let adopted = Event::RequestAdopted { caller, request, ticket: second };
    let _ = machine.handle(adopted.clone(), NOW);
    let rotated = || with_bundle(ok(), Bundle { token: Token::new("T1").into(), ..usual() });
    respond(&mut machine, 1, second.sent, rotated());
    for older in [first, third] {
        let later = NOW + Millis(5000);
        let (mut together, mut each) = (machine.clone(), machine.clone());
        let until = together.begin(NOW).and_then(|permit| permit.quiet_until);
        assert!(until.is_some_and(|until| later <= until));
        together.catch_up(older.sent, later, later);
        let adopted = Event::RequestAdopted { caller, request, ticket: older };
        let _ = each.handle(adopted, later);
        let (sent, random, response) = (older.sent, Random(0), rotated());
        let _ = each.handle(Event::ResponseArrived { caller, sent, response, random }, later);
        let known = |machine: &AuthMachine| {
            let permit = machine.clone().begin(later).map(|it| (it.until, it.quiet_until));
            (permit, machine.view())
        };
        assert_eq!(known(&together), known(&each), "{older:?}");
    }
}

#[test]
fn what_a_login_tells_is_news_to_whoever_brings_the_bundle_before_it() {
    let mut machine = started(Some("T0"));
    long_way(&mut machine, 0, NOW);
    let before = machine.last_bundle();
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    let told = Bundle { has_phone_number: Some(true), ..usual() };
    log_in(&mut machine, with_bundle(ok(), told));
    let again = machine.begin(NOW).expect("there is a token").ticket;
    assert_eq!(again.generation, ticket.generation, "the server gave the same token");
    assert!(!machine.finish(again, endpoint_of("/a"), before, NOW));
}

#[test]
fn a_request_is_adopted_in_no_time() {
    let mut machine = started(Some("T0"));
    long_way(&mut machine, 0, NOW);
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    let (caller, request) = (CallerId(1), request_of(get("/a")));
    let (over, shown) = (NOW + Millis(100_000), machine.view());
    let adopted = machine.handle(Event::RequestAdopted { caller, request, ticket }, over);
    assert_eq!(adopted, [], "nobody hears that the token is over");
    let (sent, random, response) = (ticket.sent, Random(0), with_bundle(ok(), usual()));
    let _ = machine.handle(Event::ResponseArrived { caller, sent, response, random }, over);
    assert_eq!(machine.view(), shown, "the answer has renewed it");
}
