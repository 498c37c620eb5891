//! What crosses the boundary outwards, as `types.d.ts` and `wire.d.ts` declare it.
//!
//! One value of each kind is written to `tests/types/wire/out.ts`, where tsc compares them with the
//! types: `UPDATE_WIRE=1 cargo test --test wire`, then `node --test tests/types.test.mjs`.
#![cfg(not(target_arch = "wasm32"))]

use serde::Serialize;
use serde_json::Value as Json;
use weapp_auth::{
    Answer, AnswerResult, Brought, ButtonQuery, CallerId, Cause, Detail, Effect, Error, Extra,
    Failure, Generation, Millis, Misuse, Navigation, Need, Origins, Person, Platform, Privacy,
    Serial, Server, Setting, Status, Step, Stored, Ticket, Timestamp, Token, TradeQuery, View,
    ViewError, Warning, choose_button, read_answer, trade_verdict,
};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/types/wire/out.ts");

/// A list with each variant of an enum that has no fields; a new one breaks the build.
macro_rules! every {
    ($enum:ident: $($variant:ident),+) => {{
        let all = vec![$($enum::$variant),+];
        for one in &all {
            match one { $($enum::$variant => {})+ }
        }
        all
    }};
}

#[test]
fn the_values_that_tsc_checks_are_those_that_go_out() {
    let written = [
        declare("effects", "wire", "Effect", &effects()),
        declare("failures", "wire", "Failure", &failures()),
        declare("stored", "wire", "Stored", &[Stored::default(), full()]),
        declare("destinations", "wire", "Destination", &destinations()),
        declare("views", "types", "View", &views()),
        declare("buttons", "types", "Button", &buttons()),
        declare("navigations", "types", "Navigation", &navigations()),
        declare("answers", "types", "Answer", &answers()),
        declare("trades", "types", "Trade", &trades()),
    ]
    .concat();
    let head = "// Written by tests/wire.rs. Not to be edited by hand.\n";
    let fixture = [head, &written].concat();
    if std::env::var_os("UPDATE_WIRE").is_some() {
        std::fs::write(FIXTURE, &fixture).expect("the fixture can be written");
    }
    let known = std::fs::read_to_string(FIXTURE).expect("the fixture is there");
    assert!(known == fixture, "UPDATE_WIRE=1 cargo test --test wire, and adapt the types");
}

#[test]
fn every_effect_is_among_them() {
    let source = include_str!("../src/machine/effect.rs");
    let (_, body) = source.split_once("pub enum Effect {\n").expect("the enum");
    let (body, _) = body.split_once("\n}\n").expect("its end");
    let is_variant = |line: &&str| {
        line.strip_prefix("    ").is_some_and(|name| name.starts_with(char::is_uppercase))
    };
    let variants: Vec<_> = body.lines().filter(is_variant).map(name_of).collect();
    let mut told: Vec<_> = effects().iter().map(|effect| kind(&json(effect))).collect();
    told.dedup();
    assert_eq!(told, variants);
}

fn name_of(line: &str) -> String {
    let name: String = line.trim().chars().take_while(char::is_ascii_alphanumeric).collect();
    [&name[..1].to_lowercase(), &name[1..]].concat()
}

fn kind(effect: &Json) -> String {
    effect["type"].as_str().expect("a type").into()
}

fn json(value: &impl Serialize) -> Json {
    serde_json::to_value(value).expect("everything that goes out serialises")
}

/// A constant of a list in TypeScript, a value a line and none twice.
fn declare<T: Serialize>(name: &str, file: &str, of: &str, values: &[T]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for value in values {
        let line = format!("  {},\n", json(value));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let (lines, from) = (lines.concat(), format!("import('../../../src/wasm/{file}').{of}"));
    format!("export const {name} = [\n{lines}] satisfies {from}[];\n")
}

/// In the order in which the enum has them.
fn effects() -> Vec<Effect> {
    let (caller, generation) = (CallerId(1), Generation(2));
    let submit = |press, reading, avatar| Effect::Submit {
        submission: Serial(3),
        step: Step::UserInfo,
        press,
        reading,
        avatar,
        generation,
    };
    let mut effects = vec![
        Effect::Send { caller, ticket: Ticket { generation, sent: Serial(3) } },
        Effect::Deliver { caller },
        Effect::Reject { callers: vec![caller], failure: failure(Platform::Network.into()) },
        Effect::Resolve { caller, generation },
        Effect::AbortTask { caller },
        Effect::BecomeReady,
        Effect::ShowView,
    ];
    let warnings = every!(Warning: BundleHadSecrets, StorageFailed);
    effects.extend(warnings.into_iter().map(|warning| Effect::Warn { warning }));
    effects.extend([
        Effect::AcquireTurn { turn: Serial(4) },
        Effect::ReleaseTurn { turn: Serial(4) },
        Effect::CallLogin { login: Serial(5) },
        Effect::Exchange { login: Serial(5) },
    ]);
    let navigate = |call| Effect::Navigate { navigation: Serial(6), call };
    effects.extend(navigations().into_iter().map(navigate));
    effects.extend(steps().into_iter().map(|step| Effect::LookUp { lookup: Serial(7), step }));
    effects.extend([
        Effect::ReadUserInfo { reading: Serial(8) },
        submit(Some(caller), None, Some(caller)),
        submit(None, Some(Serial(8)), None),
        Effect::ReadStorage { read: Serial(9) },
        Effect::Save { stored: Stored::default() },
        Effect::Save { stored: full() },
        Effect::SetToken { generation, token: Token::new("t") },
        Effect::SetToken { generation, token: None },
    ]);
    effects
}

fn failure(error: Error) -> Failure {
    Failure { id: Serial(1), error, cause: None }
}

/// One of every error. The enums are open, so `tests/wire.test.mjs` compares their codes with the
/// source.
fn failures() -> Vec<Failure> {
    let (step, status) = (Step::PhoneNumber, 403);
    let mut errors: Vec<Error> = vec![
        Misuse::BadOptions { option: "a", expected: "b", given: "c".into() }.into(),
        Misuse::Disposed.into(),
        Misuse::NotLoaded.into(),
        Platform::LoadFailed.into(),
        Platform::LoginFailed.into(),
        Platform::LoginTimedOut.into(),
        Platform::Malformed { step }.into(),
        Platform::NavigationFailed.into(),
        Platform::Network.into(),
        Platform::NoQuota.into(),
        Platform::SubmissionTimedOut.into(),
        Platform::Unavailable { step: None }.into(),
        Server::LoginLoop.into(),
        Server::LoginMalformed.into(),
        Server::LoginRejected { status }.into(),
        Server::SubmissionRejected { status }.into(),
        Person::Abandoned { step }.into(),
        Person::Aborted.into(),
        Person::LoggedOut.into(),
        Person::PrivacyNotAgreed { step }.into(),
        Person::Refused { step }.into(),
        Person::StepRequired { step }.into(),
        Person::UserChanged.into(),
    ];
    errors.extend(steps().into_iter().map(|step| Server::ChallengeLoop { step }.into()));
    let with_cause = Failure { cause: Some(Cause(2)), ..failure(Platform::LoginFailed.into()) };
    errors.into_iter().map(failure).chain([with_cause]).collect()
}

fn steps() -> Vec<Step> {
    every!(Step: Login, PhoneNumber, UserInfo)
}

fn full() -> Stored {
    let mut stored = Stored::default();
    stored.token = Token::new("t");
    stored.received_at = Timestamp(1_767_225_600_000);
    stored.expires_in = Some(Millis(7_200_000));
    stored.has_user_info = Some(true);
    stored.has_phone_number = Some(false);
    stored.uid = Some("7".into());
    stored.extra = extra();
    stored.held = true;
    stored
}

fn extra() -> Extra {
    Extra(vec![("level".into(), "gold".into()), ("points".into(), 12.0.into())])
}

fn destinations() -> Vec<impl Serialize> {
    let origins = Origins::new(&["https://a.example"]).expect("a base");
    vec![origins.resolve("GET", "/a"), origins.resolve("POST", "https://b.example/a")]
}

fn views() -> Vec<View> {
    let button = buttons().into_iter().next();
    let statuses = every!(Status: Authorizing, Blocked, LoggingIn, SignedIn, SignedOut);
    let mut views: Vec<_> =
        statuses.into_iter().map(|status| View { status, ..View::default() }).collect();
    let blocked = View { status: Status::Blocked, waiting: 2, ..View::default() };
    views.push(View { step: Some(Step::PhoneNumber), button: None, ..blocked.clone() });
    views.push(View { step: Some(Step::UserInfo), button, ..blocked });
    views.push(View {
        status: Status::SignedIn,
        busy: true,
        has_user_info: true,
        has_phone_number: true,
        uid: Some("7".into()),
        extra: extra(),
        error: Some(ViewError { code: "pressAgain", message: "m".into() }),
        ..View::default()
    });
    views
}

/// Every button there is: what changes it is the version, the platform and what is known.
fn buttons() -> Vec<weapp_auth::Button> {
    let mut buttons = Vec::new();
    for need in every!(Need: Location, PhoneNumber, UserInfo) {
        for sdk_version in ["1.0.0", "2.10.4", "2.21.1", "2.21.2", "2.32.3", "2.33.1", "3.8.12"] {
            for setting in every!(Setting: Allowed, NeverAsked, Refused, Unknown) {
                for privacy in every!(Privacy: Agreed, Needed, Unknown) {
                    let platform = Some("ios");
                    let query = ButtonQuery { need, sdk_version, platform, setting, privacy };
                    buttons.push(choose_button(&query));
                }
            }
        }
    }
    buttons
}

fn navigations() -> Vec<Navigation> {
    let url = || "/pages/a/a?x=1".into();
    let all = vec![
        Navigation::NavigateBack { delta: 1 },
        Navigation::NavigateTo { url: url() },
        Navigation::Nowhere,
        Navigation::ReLaunch { url: url() },
        Navigation::RedirectTo { url: url() },
        Navigation::SwitchTab { url: url() },
    ];
    for one in &all {
        match one {
            Navigation::NavigateBack { .. }
            | Navigation::NavigateTo { .. }
            | Navigation::Nowhere
            | Navigation::ReLaunch { .. }
            | Navigation::RedirectTo { .. }
            | Navigation::SwitchTab { .. } => {}
        }
    }
    all
}

fn answers() -> Vec<Answer> {
    let full = Brought {
        code: Some("c".into()),
        encrypted_data: Some("e".into()),
        iv: Some("i".into()),
        raw_data: Some("r".into()),
        signature: Some("s".into()),
        avatar_url: Some("wxfile://a".into()),
        nick_name: Some("n".into()),
    };
    let least = Brought { code: Some("c".into()), ..Brought::default() };
    let granted = |brought| read_answer(Step::UserInfo, Detail { brought, ..Detail::default() });
    let mut answers: Vec<_> = [full, least].into_iter().map(granted).collect();
    let noes = every!(AnswerResult:
        Granted, Malformed, NoQuota, PrivacyNotAgreed, Refused, Unavailable);
    let nothing = read_answer(Step::UserInfo, Detail::default());
    let noes = noes.into_iter().filter(|result| *result != AnswerResult::Granted);
    answers.extend(noes.map(|result| Answer { result, ..nothing.clone() }));
    answers
}

fn trades() -> Vec<impl Serialize> {
    let states = ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "PAYERROR", "?"];
    let verdict_on = |state| TradeQuery { trade_state: Some(state), ..TradeQuery::default() };
    states.into_iter().map(|state| trade_verdict(&verdict_on(state))).collect()
}
