//! weapp-auth: what a server still wants, and what a mini-program does about it.

#![forbid(unsafe_code)]

mod answer;
mod button;
mod error;
mod navigation;
mod payment;
mod step;

pub use answer::{Answer, AnswerResult, Detail, read_answer};
pub use button::{
    Api, Button, ButtonEvent, ButtonQuery, Guide, Input, Need, OpenType, Popup, Privacy, Setting,
    choose_button,
};
pub use error::{Error, Misuse, Person, Platform, Server};
pub use navigation::{Access, Navigation, NavigationQuery, Target, choose_navigation, fallback};
pub use payment::{Trade, TradeQuery, Verdict, request_payment_verdict, trade_verdict};
pub use step::Step;
