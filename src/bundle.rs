//! The token-status bundle (口令状态包): what a server says about the person's session beside its
//! answer.
//!
//! A bundle holds the session token, its lifetime in seconds, whether user info and phone number
//! are there, the uid, and business fields that are kept and handed over untouched. Any response
//! may carry one; each says only what has changed.

mod fields;
mod format;
mod lifetime;
mod secrets;
mod stored;

use core::fmt;

use serde::Serialize;

use crate::step::Step;
use crate::time::{Millis, Timestamp};
use crate::value::{Value, serialize_members};

pub use fields::FieldNames;
pub use format::{BundleFormat, Place};
pub use stored::Stored;

/// The session token. `Debug` never shows it.
#[derive(Clone, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// Wraps a token, or returns `None` for the empty string, which is none.
    #[must_use]
    pub fn new(secret: &str) -> Option<Self> {
        (!secret.is_empty()).then(|| Self(secret.into()))
    }

    /// The token itself, for the authorization header and nothing else.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// What a bundle says about one field.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Told<T> {
    /// Nothing: what is known stays.
    #[default]
    Absent,
    /// That there is none: `null`, empty, or no value that means anything.
    Nothing,
    /// This.
    Given(T),
}

impl<T> Told<T> {
    /// Puts what was told in the place of what is known.
    pub(crate) fn update(self, known: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Nothing => *known = None,
            Self::Given(value) => *known = Some(value),
        }
    }
}

/// A bundle as one response brought it.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Bundle {
    /// The session token. [`Told::Nothing`] means signed out.
    pub token: Told<Token>,
    /// How long the token lives from now on. [`Told::Nothing`] is an unknown lifetime: the token is
    /// used until the server refuses it.
    pub expires_in: Told<Millis>,
    /// Whether the server has the user info, or the unionid.
    pub has_user_info: Option<bool>,
    /// Whether the server has the phone number.
    pub has_phone_number: Option<bool>,
    /// The business's own name for the user, as text.
    pub uid: Told<String>,
    /// Business fields.
    pub extra: Extra,
    /// Whether a field was taken out that must never reach the client's storage.
    pub had_secrets: bool,
}

impl Bundle {
    /// As the answer to what was submitted for a step. That it was taken says that the step is done,
    /// also where the bundle is silent about it.
    pub(crate) fn with_taken(mut self, step: Step) -> Self {
        match step {
            Step::Login => {}
            Step::PhoneNumber => self.has_phone_number = self.has_phone_number.or(Some(true)),
            Step::UserInfo => self.has_user_info = self.has_user_info.or(Some(true)),
        }
        self
    }
}

/// Business fields, in the order in which the server first named them.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct Extra(pub Vec<(String, Value)>);

impl Extra {
    /// Lays `newer` over what is there; what it doesn't name stays.
    pub(crate) fn update(&mut self, newer: Self) {
        for (name, value) in newer.0 {
            match self.0.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => self.0.push((name, value)),
            }
        }
    }
}

impl Serialize for Extra {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_members(&self.0, serializer)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<'de> serde::Deserialize<'de> for Extra {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        match Value::deserialize(reader)? {
            Value::Object(members) => Ok(Self(members)),
            Value::Bool(_) | Value::List(_) | Value::Null | Value::Number(_) | Value::Text(_) => {
                Err(serde::de::Error::custom("business fields are an object"))
            }
        }
    }
}

/// How long a token is good for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Lifetime {
    /// When the last bundle about this token came.
    pub(crate) received: Timestamp,
    /// `None` while the server hasn't said.
    pub(crate) length: Option<Millis>,
}

impl Lifetime {
    /// From when on the token should not be sent any more; `None` while nobody knows. The leeway is
    /// capped at a tenth of the lifetime, so that a short-lived token is used at all.
    pub(crate) fn end(self, leeway: Millis) -> Option<Timestamp> {
        let length = self.length?;
        Some(self.received + length - leeway.min(Millis(length.0 / 10)))
    }

    pub(crate) fn is_over(self, now: Timestamp, leeway: Millis) -> bool {
        self.end(leeway).is_some_and(|end| now >= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_token() {
        let token = Token::new("very-secret").expect("not empty");
        let bundle = Bundle { token: Told::Given(token), ..Bundle::default() };
        assert_eq!(format!("{:?}", bundle.token), "Given(Token(..))");
        assert!(!format!("{bundle:?}").contains("very-secret"));
    }

    #[test]
    fn the_empty_string_is_no_token() {
        assert_eq!(Token::new(""), None);
        assert_eq!(Token::new("t").map(|token| token.secret().to_owned()), Some("t".to_owned()));
    }

    #[test]
    fn a_leeway_larger_than_the_lifetime_still_leaves_nine_tenths_of_it() {
        let lifetime = Lifetime { received: Timestamp(1000), length: Some(Millis(100)) };
        assert!(!lifetime.is_over(Timestamp(1089), Millis(30_000)));
        assert!(lifetime.is_over(Timestamp(1090), Millis(30_000)));
    }

    #[test]
    fn an_unknown_lifetime_is_never_over() {
        let lifetime = Lifetime { received: Timestamp(0), length: None };
        assert!(!lifetime.is_over(Timestamp(u64::MAX), Millis(30_000)));
    }

    #[test]
    fn newer_business_fields_replace_their_namesakes_and_keep_the_order() {
        let mut extra = Extra(vec![("a".into(), 1.0.into()), ("b".into(), 2.0.into())]);
        extra.update(Extra(vec![("c".into(), 3.0.into()), ("a".into(), 4.0.into())]));
        let names: Vec<_> = extra.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c"]);
        assert_eq!(extra.0[0].1, 4.0.into());
    }
}
