//! Log in a WeChat mini-program when, and only when, its server asks.
//!
//! A server says what it still needs with `401` and `WWW-Authenticate`; weapp-auth turns that into
//! exactly one `wx.login`, one page and one button, and then sends every blocked request again,
//! once. This crate is the part that decides. It does nothing: it has no clock, no network, no
//! storage and no randomness, and it never calls `wx`. A shell in JavaScript performs what it says.
//!
//! # Words
//!
//! - **machine**: [`AuthMachine`], all decisions of one `Auth`. The **shell** performs them.
//! - **event**: [`Event`], what has happened. **effect**: [`Effect`], what is to be done.
//! - **challenge**: a `401` and what its `WWW-Authenticate` asks for (RFC 9110, section 11).
//! - **step**: [`Step`], one thing a server asks for: a login, the user info, the phone number.
//! - **bundle**: [`Bundle`], what a response says of the session beside its answer (口令状态包).
//! - **token**: [`Token`], our server's. Its **generation** changes when its text does.
//! - **code**: `wx.login`'s, for one use within five minutes; the shell keeps it.
//! - **exchange**: the code goes to our server, a bundle comes back.
//! - **answer**: what a button brought. A **submission** takes it to the server.
//! - **caller**: a promise that the shell holds, for a request or a call such as `require()`.
//! - **turn**: living auths of one app log in, submit and navigate one after the other.
//!
//! # The loop
//!
//! 1. Tell the machine what has happened: [`AuthMachine::handle`].
//! 2. Perform each effect, in order; most are answered by an event later.
//! 3. Set the one timer there is to [`AuthMachine::next_timeout`].
//! 4. If an effect was [`Effect::ShowView`], show [`AuthMachine::view`].
//!
//! One `401`, from the request to the login that it starts:
//!
//! ```
//! use weapp_auth::{
//!     AuthMachine, CallerId, Effect, Endpoint, Environment, Event, Mode, Options, Random,
//!     Request, Response, Status, Step, Stored, Timestamp, Token,
//! };
//!
//! let now = Timestamp(1_767_225_600_000);
//! let mut machine = AuthMachine::new(Options::default());
//!
//! // 1. The app runs.  2. The machine wants to know what is stored.
//! let effects = machine.handle(Event::Started { environment: Environment::default() }, now);
//! let [Effect::ReadStorage { read }] = effects[..] else { panic!("{effects:?}") };
//!
//! // 1. A token is.  2. The shell keeps it at hand.
//! let mut stored = Stored::default();
//! stored.token = Token::new("T0");
//! let effects = machine.handle(Event::StorageRead { read, stored: Some(stored) }, now);
//! assert!(matches!(effects[..], [Effect::SetToken { .. }, Effect::BecomeReady, Effect::ShowView]));
//!
//! // 1. The app makes a request.  2. It is sent with the token.
//! let caller = CallerId(1);
//! let request = Request {
//!     mode: Mode::Interactive,
//!     writes: false,
//!     replay_always: false,
//!     page: None,
//!     endpoint: Endpoint(1),
//! };
//! let effects = machine.handle(Event::RequestMade { caller, request }, now);
//! let [Effect::Send { ticket, .. }] = effects[..] else { panic!("{effects:?}") };
//!
//! // 1. The server refuses the token.  2. A login begins, as soon as it is this auth's turn.
//! let response = Response { status: 401, steps: vec![Step::Login], ..Response::default() };
//! let (sent, random) = (ticket.sent, Random(0));
//! let answer = Event::ResponseArrived { caller, sent, response, random };
//! let effects = machine.handle(answer, now);
//! let [Effect::AcquireTurn { turn }, Effect::ShowView] = effects[..] else { panic!("{effects:?}") };
//! let effects = machine.handle(Event::TurnAcquired { turn }, now);
//! assert!(matches!(effects[..], [Effect::CallLogin { .. }]));
//!
//! // 3. It has fifteen seconds.  4. Pages may show that it runs.
//! assert_eq!(machine.next_timeout(), Some(Timestamp(now.0 + 15_000)));
//! assert_eq!(machine.view().status, Status::LoggingIn);
//! ```
//!
//! # The map
//!
//! | room | what it knows | what it asks |
//! |---|---|---|
//! | `step` | what a server can want from a person | |
//! | `header` | response headers under any casing | |
//! | `challenge` | the grammar of `WWW-Authenticate` (RFC 9110) | `step` |
//! | `retry_after` | seconds and dates (RFC 9110) | |
//! | `status` | what a response says, for one who decides alone | `challenge`, `retry_after`, `step` |
//! | `answer` | what a button's event means | `step`, `text` |
//! | `button` | which button for a step, and which popup to expect | `step` |
//! | `navigation` | which `wx` navigation leads to a page, and back | `text` |
//! | `payment` | whether an order is paid | |
//! | `bundle` | the token-status bundle, what is stored of it, and for how long it holds | `error`, `step`, `text`, `time`, `value` |
//! | `origin` | whose url it is | `error`, `hash`, `text` |
//! | `error` | what can go wrong, by whose doing | `step`, `text` |
//! | `value` | JSON's values | `text` |
//! | `hash`, `text`, `time` | the small words of the others | |
//! | `machine` | when what is done, and to whom | all of these but `header`, `challenge`, `retry_after`, `status` and `payment` |
//! | `wasm` | JavaScript's values, in and out | all of these but `hash` |
//!
//! And in `machine`, from the door inwards:
//!
//! | file | what it decides |
//! |---|---|
//! | `machine.rs` | which method an event goes to; the state |
//! | `machine/event.rs`, `effect.rs`, `request.rs`, `ids.rs`, `options.rs`, `environment.rs` | nothing: the words of the boundary |
//! | `machine/life.rs`, `signout.rs` | what a start, a logout and an end do |
//! | `machine/admission.rs` | whether a caller is sent, resolved, or has to wait |
//! | `machine/caller.rs`, `callers.rs`, `steps.rs` | nothing: who waits, and how far each has got |
//! | `machine/fast.rs` | nothing: the request that needs no decision, in numbers |
//! | `machine/response.rs`, `headers.rs` | what a response means for its request, and the header fields that come apart from one |
//! | `machine/turn.rs`, `siblings.rs` | when this auth may log in, submit or navigate |
//! | `machine/login.rs`, `breaker.rs` | when a login runs, and when none may |
//! | `machine/challenge.rs`, `prompt.rs` | who waits for which step, and what is asked for |
//! | `machine/navigation.rs`, `pages.rs` | when the login page is opened and left |
//! | `machine/button_event.rs`, `press.rs`, `submission.rs` | what comes of a press |
//! | `machine/session.rs`, `bundles.rs` | what is known of the session, and in which order |
//! | `machine/view.rs`, `showing.rs` | what pages may show |
//! | `machine/clock.rs`, `deadlines.rs` | what time it is, and when waiting ends |
//! | `machine/trace.rs` | nothing: what was told to a machine, to be told again |
//!
//! The 401 of the example goes this way:
//!
//! 1. `response.rs`: `response_arrived`, `judge`, `token_refused`;
//! 2. `admission.rs`: `need_login`, where its request begins to wait;
//! 3. `machine.rs`: `pursue`, which starts whatever is wanted, after each event: in `turn.rs`
//!    `pursue_turn`, and in its turn `login.rs`, `pursue_login`;
//! 4. `login.rs`: `code_received`, `exchange_answered`, `logged_in`; by way of `bundles.rs`,
//!    `bundle_taken`, to `serve_those_awaiting_login`;
//! 5. `admission.rs`: `proceed`, `serve`, `send`: the request goes out again.
#![forbid(unsafe_code)]

mod answer;
mod bundle;
mod button;
mod challenge;
mod error;
mod hash;
mod header;
mod machine;
mod navigation;
mod origin;
mod payment;
mod retry_after;
mod status;
mod step;
mod text;
mod time;
mod value;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use answer::{Answer, AnswerResult, Brought, Detail, read_answer};
pub use bundle::{Bundle, BundleFormat, Extra, FieldNames, Place, Stored, Token, Told};
pub use button::{
    Api, Button, ButtonEvent, ButtonQuery, Guide, Input, Need, OpenType, Popup, Privacy, Setting,
    choose_button,
};
pub use challenge::{Challenge, challenged_steps, parse_challenges};
pub use error::{Error, Misuse, Person, Platform, Server};
pub use header::Header;
pub use machine::{
    AuthMachine, ButtonPress, CallerId, Cause, Effect, Entry, Environment, Event, Failure,
    Fingerprint, Generation, Identity, Input as TracedInput, Mode, Options, Page, PageId, Permit,
    Press, Proof, Pseudonyms, Random, Recorder, Request, Response, Serial, Siblings, Status,
    Ticket, Trace, UserInfoPurpose, View, ViewError, Warning, name_steps, read_press,
};
pub use navigation::{Access, Navigation, NavigationQuery, Target, choose_navigation, fallback};
pub use origin::{Destination, Endpoint, Origins};
pub use payment::{Trade, TradeQuery, Verdict, request_payment_verdict, trade_verdict};
pub use retry_after::parse_retry_after;
pub use status::{Inspection, Outcome};
pub use step::Step;
pub use time::{Millis, Timestamp};
pub use value::{Json, Number, Value};

/// The standard library's would make the module larger by a twentieth.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
