//! weapp-auth: what a server still wants, and what a mini-program does about it.

#![forbid(unsafe_code)]

mod answer;
mod bundle;
mod button;
mod error;
mod hash;
mod json;
mod machine;
mod navigation;
mod origin;
mod payment;
mod step;
mod time;
mod value;

pub use answer::{Answer, AnswerResult, Detail, read_answer};
pub use bundle::{Bundle, BundleFormat, Extra, FieldNames, Place, Stored, Token, Told};
pub use button::{
    Api, Button, ButtonEvent, ButtonQuery, Guide, Input, Need, OpenType, Popup, Privacy, Setting,
    choose_button,
};
pub use error::{Error, Misuse, Person, Platform, Server};
pub use machine::{
    AuthMachine, CallerId, Cause, Effect, Entry, Environment, Event, Failure, Fingerprint,
    Generation, Identity, Input as TracedInput, Mode, Options, Page, PageId, Press, Proof,
    Pseudonyms, Random, Recorder, Request, Response, Serial, Status, Ticket, Trace,
    UserInfoPurpose, View, ViewError, Warning, name_steps,
};
pub use navigation::{Access, Navigation, NavigationQuery, Target, choose_navigation, fallback};
pub use origin::{Destination, Endpoint, Origins};
pub use payment::{Trade, TradeQuery, Verdict, request_payment_verdict, trade_verdict};
pub use step::Step;
pub use time::{Millis, Timestamp};
pub use value::{Number, Value};
