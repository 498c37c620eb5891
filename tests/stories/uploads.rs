//! Uploads and downloads, whose header fields come apart from their result.

use crate::common::server::{after, bundle};
use crate::common::{World, ok, request_of, unauthorized, upload};
use weapp_auth::{Bundle, CallerId, Effect, Event, Random, Response, Serial, Step, Told};

const PHONE: Step = Step::PhoneNumber;

fn upload_answered(headers_at: Option<u64>) -> World {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.headers_at = headers_at;
    world.server.want("/file", &[PHONE]);
    world
}

#[test]
fn the_headers_of_an_upload_are_read_before_its_result_or_after_it() {
    for headers_at in [3, 500] {
        let mut world = upload_answered(Some(headers_at));
        let caller = world.ask(upload("/file"));
        world.advance(600);
        assert_eq!((world.view().step, world.count("login")), (Some(PHONE), 0), "{headers_at}");
        world.press(PHONE);
        world.advance(600);
        assert_eq!(world.result(caller), "ok");
    }
}

#[test]
fn a_401_whose_headers_have_not_come_after_a_second_is_a_bare_one() {
    let mut world = upload_answered(None);
    let caller = world.ask(upload("/file"));
    world.advance(10 + 999);
    assert_eq!(world.count("login"), 0);
    world.advance(1);
    world.advance(10);
    assert_eq!(world.count("login"), 1);
    assert_eq!(world.result(caller), "pending");
}

#[test]
fn what_a_header_asks_for_counts_only_with_a_401() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.headers_at = Some(3);
    let asking = weapp_auth::Response { status: 200, ..unauthorized(&[PHONE]) };
    world.server.script("/file", [after(10, asking)]);
    let caller = world.ask(upload("/file"));
    world.advance(100);
    assert_eq!((world.result(caller).as_str(), world.count("navigate")), ("ok", 0));
}

#[test]
fn headers_that_come_after_all_is_settled_change_nothing() {
    let mut world = World::with_stored("T0");
    world.server.known.insert("T0".into());
    world.server.headers_at = Some(500);
    let caller = world.ask(upload("/file"));
    world.advance(100);
    assert_eq!(world.result(caller), "ok");
    world.advance(1000);
    assert_eq!((world.count("login"), world.count("send")), (0, 1));
}

/// Sends an upload and has it answered 200, its header fields still to come. Returns its number.
fn deliver(world: &mut World, caller: u32, bundle: Option<Bundle>) -> Serial {
    let (caller, request, now) = (CallerId(caller), request_of(upload("/file")), world.now());
    let effects = world.machine.handle(Event::RequestMade { caller, request }, now);
    let [Effect::Send { ticket, .. }, ..] = effects[..] else { panic!("{effects:?}") };
    let (sent, random) = (ticket.sent, Random(0));
    let response = Response { bundle, awaits_headers: true, ..ok() };
    let _ = world.machine.handle(Event::ResponseArrived { caller, sent, response, random }, now);
    sent
}

/// The uid that the header fields of an upload bring, and that of the view then.
fn header_brings(world: &mut World, sent: Serial, uid: &str) -> Option<String> {
    let known = Bundle { uid: Told::Given(uid.into()), ..Bundle::default() };
    let (caller, bundle, steps, random) = (CallerId(0), Some(known), Vec::new(), Random(0));
    world.tell(Event::HeadersArrived { caller, sent, steps, bundle, random });
    world.view().uid
}

#[test]
fn the_header_fields_of_the_last_sixteen_uploads_are_still_heard() {
    let mut world = World::with_stored("T0");
    let sent: Vec<_> = (1..=17).map(|caller| deliver(&mut world, caller, None)).collect();
    assert_eq!(header_brings(&mut world, sent[0], "first"), None);
    assert_eq!(header_brings(&mut world, sent[1], "second").as_deref(), Some("second"));
    assert_eq!(header_brings(&mut world, sent[16], "last").as_deref(), Some("last"));
}

#[test]
fn a_bundle_in_a_late_header_does_not_count_beside_that_of_the_body() {
    let mut world = World::with_stored("T0");
    let body = Bundle { uid: Told::Given("body".into()), ..bundle("T0") };
    let sent = deliver(&mut world, 1, Some(body));
    assert_eq!(header_brings(&mut world, sent, "header").as_deref(), Some("body"));
}
