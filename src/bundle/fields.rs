//! The fields of a bundle: what a server calls them, and how their values are read.

use crate::bundle::{Token, Told};
use crate::value::{Value, whole_number_text};

/// What a server calls the fields of its bundle.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct FieldNames {
    /// The session token.
    pub token: String,
    /// Its lifetime in seconds.
    pub expires_in: String,
    /// Whether user info or unionid is there.
    pub has_user_info: String,
    /// Whether the phone number is there.
    pub has_phone_number: String,
    /// The business's own name for the user.
    pub uid: String,
}

impl Default for FieldNames {
    fn default() -> Self {
        Self {
            token: "token".into(),
            expires_in: "expiresIn".into(),
            has_user_info: "hasUserInfo".into(),
            has_phone_number: "hasPhoneNumber".into(),
            uid: "uid".into(),
        }
    }
}

impl FieldNames {
    pub(super) fn all(&self) -> [&str; 5] {
        [&self.token, &self.expires_in, &self.has_user_info, &self.has_phone_number, &self.uid]
            .map(String::as_str)
    }
}

pub(super) fn read_token(value: Option<&Value>) -> Told<Token> {
    match value {
        Some(Value::Text(text)) => Token::new(text).map_or(Told::Nothing, Told::Given),
        Some(Value::Null) => Told::Nothing,
        Some(Value::Bool(_) | Value::List(_) | Value::Number(_) | Value::Object(_)) | None => {
            Told::Absent
        }
    }
}

/// Servers write flags as booleans, as 0 and 1, or as text; `null` says nothing.
pub(super) fn read_flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => Some(number.get() != 0.0),
        Value::Text(text) => match text.as_str() {
            "true" | "True" | "1" => Some(true),
            "false" | "False" | "0" => Some(false),
            _ => None,
        },
        Value::List(_) | Value::Null | Value::Object(_) => None,
    }
}

/// A uid is compared as text, so 7 and "7" are the same user.
pub(super) fn read_uid(value: Option<&Value>) -> Told<String> {
    match value {
        Some(Value::Text(text)) if !text.is_empty() => Told::Given(text.clone()),
        Some(Value::Number(number)) => whole_number_text(number.get()).into(),
        Some(Value::Null | Value::Text(_)) => Told::Nothing,
        Some(Value::Bool(_) | Value::List(_) | Value::Object(_)) | None => Told::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uid_is_a_text_or_a_whole_number_and_both_are_compared_as_text() {
        assert_eq!(read_uid(Some(&"zhang-san".into())), Told::Given("zhang-san".into()));
        assert_eq!(read_uid(Some(&"7".into())), read_uid(Some(&7.0.into())));
    }

    #[test]
    fn a_uid_that_is_empty_or_null_is_nobodys_and_one_of_another_kind_says_nothing() {
        for nobodys in ["".into(), Value::Null, 7.5.into()] {
            assert_eq!(read_uid(Some(&nobodys)), Told::Nothing, "{nobodys:?}");
        }
        for other in [true.into(), Value::List(Vec::new()), Value::Object(Vec::new())] {
            assert_eq!(read_uid(Some(&other)), Told::Absent, "{other:?}");
        }
        assert_eq!(read_uid(None), Told::Absent);
    }
}
