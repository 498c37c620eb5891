//! An answer names what it answers. One that is late or doubled means something that is over, and
//! changes nothing.

use crate::common::server::{after, bundle};
use crate::common::{World, get, ok, unauthorized, upload, with_bundle};
use weapp_auth::{
    Cause, Event, Options, Privacy, Random, Serial, Setting, Status, Step, UserInfoPurpose,
};

const PHONE: Step = Step::PhoneNumber;
/// Nothing has this number.
const ELSE: Serial = Serial(u32::MAX);

/// Signed in; the path wants a step.
fn wanting(step: Step, options: Options) -> World {
    let mut world = World::unstarted(options);
    world.stored = Some(world.stored_token("T0"));
    world.server.known.insert("T0".into());
    world.server.want("/a", &[step]);
    world.start();
    world
}

fn is_ignored(world: &mut World, event: Event) {
    // What time it is, the machine knows by then.
    world.tell_pages();
    let before = (world.machine.clone(), world.log.len());
    world.tell(event);
    assert!((world.machine.clone(), world.log.len()) == before);
}

#[test]
fn what_storage_holds_is_taken_only_from_the_reading_that_is_waited_for() {
    let mut world = World::unstarted(Options::default());
    world.storage_answers = false;
    world.start();
    let stored = Some(world.stored_token("T0"));
    is_ignored(&mut world, Event::StorageRead { read: ELSE, stored });
}

#[test]
fn a_token_is_taken_only_from_the_exchange_that_is_waited_for() {
    let mut world = World::new();
    world.login();
    world.advance(20);
    assert_eq!((world.status(), world.count("exchange")), (Status::LoggingIn, 1));
    let (response, random) = (with_bundle(ok(), bundle("T9")), Random(0));
    is_ignored(&mut world, Event::ExchangeAnswered { login: ELSE, response, random });
}

#[test]
fn nobody_has_arrived_by_another_navigation() {
    let mut world = wanting(PHONE, Options::default());
    world.navigation_hangs = true;
    world.ask(get("/a"));
    world.advance(100);
    is_ignored(&mut world, Event::Navigated { navigation: ELSE });
    let err_msg = "navigateTo:fail webview count limit exceed".into();
    is_ignored(&mut world, Event::NavigationFailed { navigation: ELSE, err_msg });
}

#[test]
fn a_button_depends_only_on_the_look_up_that_is_waited_for() {
    let mut world = wanting(PHONE, Options::default());
    world.look_ups_are_answered = false;
    world.ask(get("/a"));
    world.advance(100);
    let (setting, privacy) = (Setting::NeverAsked, Privacy::Needed);
    is_ignored(&mut world, Event::LookedUp { lookup: ELSE, setting, privacy });
}

#[test]
fn a_step_is_done_or_has_failed_only_by_the_submission_that_is_waited_for() {
    let mut world = wanting(PHONE, Options::default());
    world.server.submissions.push_back(after(1000, ok()));
    world.press(PHONE);
    world.advance(100);
    assert_eq!((world.status(), world.count("submit")), (Status::Authorizing, 1));
    let (submission, steps, bundle, cause) = (ELSE, Vec::new(), None, Cause(1));
    is_ignored(&mut world, Event::SubmissionAnswered { submission, response: ok() });
    is_ignored(&mut world, Event::SubmissionHeadersArrived { submission, steps, bundle });
    is_ignored(&mut world, Event::SubmissionFailed { submission, cause });
}

#[test]
fn user_info_is_posted_only_from_the_reading_that_is_waited_for() {
    let user_info = UserInfoPurpose::Unionid;
    let mut world = wanting(Step::UserInfo, Options { user_info, ..Options::default() });
    world.ask(get("/a"));
    world.advance(55);
    assert_eq!((world.status(), world.count("getUserInfo")), (Status::Authorizing, 1));
    is_ignored(&mut world, Event::UserInfoRead { reading: ELSE, granted: true });
}

#[test]
fn header_fields_belong_only_to_the_send_that_they_answer() {
    let mut world = wanting(PHONE, Options::default());
    world.server.script("/a", [after(100, unauthorized(&[]))]);
    let caller = world.ask(upload("/a"));
    for ms in [50, 100] {
        world.advance(ms);
        let (steps, bundle, random) = (vec![PHONE], None, Random(0));
        is_ignored(&mut world, Event::HeadersArrived { caller, sent: ELSE, steps, bundle, random });
    }
}
