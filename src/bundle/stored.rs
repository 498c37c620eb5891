//! The bundle as it lies in storage, under one key.

use serde::Serialize;

use crate::bundle::{Extra, Token, Told, secrets};
use crate::time::{Millis, Timestamp};
use crate::value::Value;

/// The version that is written. Reading knows this one and those before it; a form of any other
/// version, or none, is not ours to understand.
const VERSION: u32 = 1;

/// What is kept over a restart.
///
/// `Debug` doesn't show the token; serialising does, since that is how it gets into storage.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Stored {
    pub(crate) version: u32,
    /// The session token; `None` when signed out.
    pub token: Option<Token>,
    /// When the last bundle about this token came, by the device's clock.
    pub received_at: Timestamp,
    /// How long the token lives from `received_at`; `None` where the server hasn't said.
    pub expires_in: Option<Millis>,
    /// Whether the server has the user info.
    pub has_user_info: Option<bool>,
    /// Whether the server has the phone number.
    pub has_phone_number: Option<bool>,
    /// The business's own name for the user.
    pub uid: Option<String>,
    /// Business fields.
    pub extra: Extra,
    /// Whether the user is to stay signed out until somebody asks for a login.
    pub held: bool,
}

impl Default for Stored {
    fn default() -> Self {
        Self {
            version: VERSION,
            token: None,
            received_at: Timestamp::default(),
            expires_in: None,
            has_user_info: None,
            has_phone_number: None,
            uid: None,
            extra: Extra::default(),
            held: false,
        }
    }
}

impl Stored {
    /// Reads what storage held. `None`, which means signed out, for whatever [`Stored`] didn't
    /// write.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        match value.member("version")?.number()? {
            1.0 => Self::read_first_version(value),
            _ => None,
        }
    }

    fn read_first_version(value: &Value) -> Option<Self> {
        let flag = |name| match value.member(name)? {
            Value::Bool(flag) => Some(*flag),
            Value::List(_) | Value::Null | Value::Number(_) | Value::Object(_) | Value::Text(_) => {
                None
            }
        };
        let mut extra = match value.member("extra") {
            Some(Value::Object(members)) => members.clone(),
            Some(_) | None => Vec::new(),
        };
        secrets::remove(&mut extra);
        Some(Self {
            version: VERSION,
            token: value.member("token").and_then(Value::text).and_then(Token::new),
            received_at: Timestamp(millis(value.member("receivedAt")?)?),
            expires_in: value.member("expiresIn").and_then(millis).map(Millis),
            has_user_info: flag("hasUserInfo"),
            has_phone_number: flag("hasPhoneNumber"),
            uid: value.member("uid").and_then(Value::text).map(Into::into),
            extra: Extra(extra),
            held: flag("held") == Some(true),
        })
    }
}

/// A whole number that JavaScript can hold exactly.
fn millis(value: &Value) -> Option<u64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let number = value.number()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    (0.0..=LARGEST).contains(&number).then_some(number as u64)
}

impl<T> From<Option<T>> for Told<T> {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Nothing, Self::Given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Json;

    const FIRST: &str = r#"{"version":1,"token":"T1","receivedAt":1000,"expiresIn":7200000,
        "hasUserInfo":true,"hasPhoneNumber":null,"uid":"7","extra":{"level":"gold"},"held":false}"#;

    fn read(text: &str) -> Option<Stored> {
        Stored::read(&Value::parse(text).expect("JSON"))
    }

    #[test]
    fn what_was_stored_is_read_back() {
        let expected = Stored {
            token: Token::new("T1"),
            received_at: Timestamp(1000),
            expires_in: Some(Millis(7_200_000)),
            has_user_info: Some(true),
            uid: Some("7".into()),
            extra: Extra(vec![("level".into(), "gold".into())]),
            ..Stored::default()
        };
        assert_eq!(read(FIRST), Some(expected));
    }

    #[test]
    fn anything_else_means_signed_out() {
        for foreign in [
            "{}",
            r#"{"version":2,"token":"T1","receivedAt":1000}"#,
            r#"{"version":"1","token":"T1","receivedAt":1000}"#,
            r#"{"version":1,"token":"T1"}"#,
            r#"{"version":1,"token":"T1","receivedAt":-1}"#,
            r#"{"token":"T1","receivedAt":1000}"#,
        ] {
            assert_eq!(read(foreign), None, "{foreign}");
        }
        assert_eq!(Stored::read(&Value::Null), None);
        assert_eq!(Stored::read(&"T1".into()), None);
    }

    #[test]
    fn a_secret_that_somehow_got_into_storage_does_not_come_out() {
        let stored = read(r#"{"version":1,"receivedAt":1,"extra":{"openid":"o"}}"#);
        assert_eq!(stored.expect("readable").extra, Extra::default());
    }

    #[test]
    fn debug_does_not_show_the_token() {
        assert!(!format!("{:?}", read(FIRST)).contains("T1"));
    }
}
