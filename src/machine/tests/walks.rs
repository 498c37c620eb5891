//! Long random walks, which shrink to the shortest that breaks a rule; and traces of them, which
//! give the same effects when they are played again.

use proptest::prelude::*;
use proptest::sample::Index;

use super::model::{Model, Move, Scope, Tape};
use crate::bundle::{Bundle, Extra, Token, Told};
use crate::machine::trace::ENTRIES;
use crate::machine::{
    AuthMachine, Event, Mode, Options, Random, Recorder, Response, Trace, UserInfoPurpose,
};
use crate::machine::{CallerId, Entry, Input, Serial};
use crate::origin::Endpoint;
use crate::time::Timestamp;

fn walk(signed_in: bool, wants_unionid: bool, choices: &[Index]) -> Model {
    let mut mini_program = new(signed_in, wants_unionid);
    mini_program.start_tape();
    go(&mut mini_program, choices);
    mini_program
}

fn new(signed_in: bool, wants_unionid: bool) -> Model {
    let user_info = if wants_unionid { UserInfoPurpose::Unionid } else { UserInfoPurpose::Profile };
    let modes = [Mode::Interactive, Mode::Interactive, Mode::Optional];
    let options = Options { user_info, ..Options::default() };
    let (components, calls, lifetimes, uploads) = (true, true, true, true);
    let scope = Scope { components, calls, lifetimes, uploads, single_page: false, endless: true };
    Model::within(scope, signed_in, modes, options)
}

fn go(mini_program: &mut Model, choices: &[Index]) {
    let mut way = Way(Vec::new());
    for choice in choices {
        let possible = mini_program.moves();
        let next = possible[choice.index(possible.len())];
        way.0.push(next);
        mini_program.play(next);
    }
}

/// Says by which way a walk came to break a rule.
struct Way(Vec<Move>);

impl Drop for Way {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("after {:?}", self.0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_rules_hold_on_long_random_walks(
        signed_in: bool,
        wants_unionid: bool,
        choices in prop::collection::vec(any::<Index>(), 0..300),
    ) {
        walk(signed_in, wants_unionid, &choices);
    }

    #[test]
    fn a_trace_played_again_gives_the_same_effects_with_pseudonyms(
        signed_in: bool,
        wants_unionid: bool,
        choices in prop::collection::vec(any::<Index>(), 0..300),
    ) {
        let tape = walk(signed_in, wants_unionid, &choices).tape.expect("the walk is taped");
        let Tape { mut recorder, effects } = tape;
        let trace = recorder.trace().expect("few requests wait at once");
        assert_eq!(written(&recorder), written(&trace));
    let mut expected = effects[effects.len() - trace.entries().len()..].to_vec();
        for effect in expected.iter_mut().flatten() {
            recorder.pseudonyms().redact_effect(effect);
        }
        prop_assert_eq!(trace.replay(), expected);
    }

    #[test]
    fn a_trace_read_back_from_its_json_is_the_same_and_without_secrets_wherever_it_begins(
        signed_in: bool,
        wants_unionid: bool,
        before in prop::collection::vec(any::<Index>(), 0..80),
        after in prop::collection::vec(any::<Index>(), 0..80),
    ) {
        let mut mini_program = new(signed_in, wants_unionid);
        go(&mut mini_program, &before);
        mini_program.start_tape();
        go(&mut mini_program, &after);
        let trace = mini_program.tape.expect("the walk is taped").recorder.trace();
        let trace = trace.expect("few requests wait at once");
        let text = serde_json::to_string(&trace).expect("it can be written");
        // Tokens and users of the model.
        for secret in ["\"T", "\"7\"", "\"9\""] {
            prop_assert!(!text.contains(secret), "{}", text);
        }
        let read: Trace = serde_json::from_str(&text).expect("and read");
        prop_assert_eq!(&read, &trace);
        prop_assert_eq!(read.replay(), trace.replay());
        let json = serde_json::from_str(&text).expect("it is JSON");
        prop_assert!(largest_number(&json) <= LARGEST_SAFE, "{}", text);
    }
}

/// What JavaScript's numbers hold exactly.
const LARGEST_SAFE: f64 = 9_007_199_254_740_991.0;

fn largest_number(json: &serde_json::Value) -> f64 {
    let parts: Vec<_> = match json {
        serde_json::Value::Array(values) => values.iter().collect(),
        serde_json::Value::Object(members) => members.values().collect(),
        serde_json::Value::Number(number) => return number.as_f64().expect("finite"),
        serde_json::Value::Bool(_) | serde_json::Value::Null | serde_json::Value::String(_) => {
            return 0.0;
        }
    };
    parts.into_iter().map(largest_number).fold(0.0, f64::max)
}

#[test]
fn a_secret_keeps_its_pseudonym_and_another_gets_another() {
    let model = Model::new(false, [Mode::Interactive; 3], Options::default());
    let mut recorder = Recorder::new(&model.machine);
    for token in ["sesame", "parsley", "sesame"] {
        let response = Response {
            bundle: Some(Bundle {
                token: Token::new(token).into(),
                uid: Told::Given("zhang-san".into()),
                extra: Extra(vec![("birthday".into(), "1990-01-01".into())]),
                ..Bundle::default()
            }),
            ..Response::default()
        };
        let (caller, sent, random) = (CallerId(1), Serial(1), Random(0));
        let event = Event::ResponseArrived { caller, sent, response, random };
        let input = Input::Handle { event: Box::new(event) };
        recorder.record(&model.machine, input, Timestamp(0));
    }
    let trace = recorder.trace().expect("recorded");
    let bundles: Vec<_> = trace.entries().iter().filter_map(bundle_of).collect();
    assert_eq!(bundles[0], bundles[2]);
    assert_ne!(bundles[0].token, bundles[1].token);
    assert_eq!(bundles[0].token, Token::new("token#1").into());
    let shown = format!("{:?} {:?}", trace, bundles[0].token);
    assert!(!shown.contains("sesame") && !shown.contains("1990") && !shown.contains("zhang"));
}

fn bundle_of(entry: &Entry) -> Option<&Bundle> {
    let Input::Handle { event } = &entry.input else { return None };
    let Event::ResponseArrived { response, .. } = &**event else { return None };
    response.bundle.as_ref()
}

#[test]
fn a_trace_that_has_outgrown_its_first_snapshot_still_plays_again() {
    let choices =
        (0..5 * ENTRIES as u64).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40);
    let choices: Vec<_> = choices.map(|bits| usize::try_from(bits).expect("24 bits")).collect();
    let scope = Scope { endless: true, ..Scope::default() };
    let modes = [Mode::Interactive; 3];
    let mut mini_program = Model::within(scope, true, modes, Options::default());
    mini_program.start_tape();
    for choice in choices {
        let mut possible = mini_program.moves();
        let may_ask = mini_program.machine.callers.len() < 20;
        possible
            .retain(|next| *next != Move::Restart && (may_ask || !matches!(next, Move::Ask(_))));
        mini_program.play(possible[choice % possible.len()]);
    }
    let Tape { mut recorder, effects } = mini_program.tape.expect("the walk is taped");
    let trace = recorder.trace().expect("few requests wait at once");
    let length = trace.entries().len();
    assert!((ENTRIES..=2 * ENTRIES).contains(&length), "{length}");
    assert!(effects.len() > 3 * ENTRIES, "{}", effects.len());
    let mut expected = effects[effects.len() - trace.entries().len()..].to_vec();
    for effect in expected.iter_mut().flatten() {
        recorder.pseudonyms().redact_effect(effect);
    }
    assert_eq!(trace.replay(), expected);
}

fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("it can be written")
}

#[test]
fn the_short_way_is_in_the_trace_too() {
    let mut machine = Model::new(true, [Mode::Interactive; 3], Options::default()).machine;
    let now = Timestamp(super::canon::FIRST_INSTANT + 1);
    let mut recorder = Recorder::new(&machine);
    recorder.record(&machine, Input::Begin, now);
    let ticket = machine.begin(now).expect("there is a token").ticket;
    let (endpoint, bundle) = (Endpoint(1), Serial(0));
    recorder.record(&machine, Input::Finish { ticket, endpoint, bundle }, now);
    assert!(machine.finish(ticket, endpoint, bundle, now));
    let (sent, receipt) = (ticket.sent, now);
    recorder.record(&machine, Input::CatchUp { sent, receipt }, now);
    machine.catch_up(sent, receipt, now);
    let event = Event::LoginAsked { caller: CallerId(1) };
    recorder.record(&machine, Input::Handle { event: Box::new(event.clone()) }, now);
    let effects = machine.handle(event, now);
    let trace = recorder.trace().expect("recorded");
    assert_eq!(trace.replay(), [vec![], vec![], vec![], effects]);
    assert_eq!(recorder.last(), trace.entries().last());
    let text = serde_json::to_string(&trace).expect("it can be written");
    assert_eq!(serde_json::from_str::<Trace>(&text).expect("and read"), trace);
}

#[test]
fn nothing_is_recorded_while_very_many_wait_and_recording_begins_again_after_them() {
    let mut machine = Model::new(false, [Mode::Interactive; 3], Options::default()).machine;
    let mut recorder = Recorder::new(&machine);
    let now = Timestamp(super::canon::FIRST_INSTANT + 1);
    let tell = |machine: &mut AuthMachine, recorder: &mut Recorder, event: Event| {
        recorder.record(machine, Input::Handle { event: Box::new(event.clone()) }, now);
        let _ = machine.handle(event, now);
    };
    for caller in 0..4096 {
        tell(&mut machine, &mut recorder, Event::CredentialsAsked { caller: CallerId(caller) });
    }
    assert_eq!(recorder.trace().expect("the first snapshot still holds").entries().len(), 4096);
    tell(&mut machine, &mut recorder, Event::CredentialsAsked { caller: CallerId(4096) });
    assert_eq!((recorder.trace(), recorder.last()), (None, None));
    assert_eq!(written(&recorder), "null");
    let caller = CallerId(9000);
    tell(&mut machine, &mut recorder, Event::LogoutAsked { caller, hold: false });
    tell(&mut machine, &mut recorder, Event::PageLeft);
    assert_eq!(recorder.trace().expect("few wait now").entries().len(), 1);
}

#[test]
fn a_trace_in_which_nothing_has_happened_yet_can_be_written_and_read() {
    let machine = Model::new(false, [Mode::Interactive; 3], Options::default()).machine;
    let recorder = Recorder::new(&machine);
    let trace = recorder.trace().expect("it has begun");
    assert_eq!(recorder.last(), None);
    let text = written(&trace);
    assert_eq!(text, written(&recorder));
    assert_eq!(serde_json::from_str::<Trace>(&text).expect("and read"), trace);
}

#[test]
fn what_is_no_trace_is_refused_with_what_a_trace_is() {
    let refusal = serde_json::from_str::<Trace>("7").expect_err("a number is no trace");
    assert!(refusal.to_string().contains("expected a trace"), "{refusal}");
}
