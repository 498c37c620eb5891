//! Uploads and downloads, whose header fields come apart from their result.

use crate::common::server::after;
use crate::common::{World, unauthorized, upload};
use weapp_auth::Step;

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
