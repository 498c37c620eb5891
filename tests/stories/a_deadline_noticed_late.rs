//! The app slept, and a deadline has passed when an event comes before the timer.

use crate::common::{World, get, upload};
use weapp_auth::{Event, Millis, Mode, Options, Step};

/// The time for an answer is a minute; `/a` wants a phone number.
fn asleep_while_storage_is_read() -> World {
    let mut world =
        World::unstarted(Options { answer_timeout: Some(Millis(60_000)), ..Options::default() });
    world.server.want("/a", &[Step::PhoneNumber]);
    world.storage_answers = false;
    world.start();
    world
}

fn sleep(world: &mut World) {
    world.clock_offset += 100_000;
}

#[test]
fn a_queued_request_is_not_sent_by_its_own_abort() {
    let mut world = asleep_while_storage_is_read();
    let callers = world.ask_all(&[get("/public"), get("/b")].map(|ask| ask.mode(Mode::Optional)));
    sleep(&mut world);
    world.abort(callers[0]);
    world.advance(100);
    assert_eq!(world.result(callers[0]), "aborted");
    assert_eq!((world.sends("/public"), world.count("abort")), (0, 0));
    assert_eq!((world.count("ready"), world.sends("/b")), (1, 2), "the others go on");
}

#[test]
fn a_queued_request_is_not_sent_by_the_end_of_its_auth() {
    let mut world = asleep_while_storage_is_read();
    let caller = world.ask(get("/public").mode(Mode::Optional));
    sleep(&mut world);
    world.tell(Event::Disposed);
    assert_eq!(world.result(caller), "disposed");
    assert_eq!((world.count("send"), world.count("ready"), world.count("abort")), (0, 0, 0));
    assert_eq!(world.machine.next_timeout(), None);
}

#[test]
fn who_aborts_what_has_waited_too_long_gets_what_was_asked_for() {
    let mut world = asleep_while_storage_is_read();
    world.advance(2000);
    let callers = world.ask_all(&[get("/a"), get("/a")]);
    world.advance(100);
    sleep(&mut world);
    world.abort(callers[0]);
    assert_eq!(world.results(&callers), ["aborted", "abandoned"]);
}

#[test]
fn an_upload_whose_headers_are_overdue_is_not_sent_again_by_its_own_abort() {
    let mut world = asleep_while_storage_is_read();
    world.advance(2000);
    world.login();
    world.advance(100);
    world.server.forget("T1");
    let caller = world.ask(upload("/file"));
    world.advance(50);
    sleep(&mut world);
    world.abort(caller);
    world.advance(1000);
    assert_eq!((world.result(caller).as_str(), world.sends("/file")), ("aborted", 1));
    assert_eq!(world.count("login"), 1);
}

#[test]
fn a_navigation_that_is_overdue_for_nobody_is_no_error() {
    for is_disposed in [false, true] {
        let mut world = asleep_while_storage_is_read();
        world.advance(2000);
        world.navigation_hangs = true;
        let caller = world.ask(get("/a"));
        world.advance(100);
        assert_eq!(world.count("navigate"), 1);
        sleep(&mut world);
        world.tell(if is_disposed { Event::Disposed } else { Event::Aborted { caller } });
        assert_ne!(world.result(caller), "pending");
        assert_eq!((world.error(), world.machine.next_timeout()), (None, None));
    }
}
