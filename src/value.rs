//! What JSON can say, for business fields that are kept without being understood.

#[cfg(not(target_arch = "wasm32"))]
mod read;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::text::{concat, decimal};

/// A JSON value. Objects keep the order of their members.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// An array.
    List(Vec<Value>),
    /// `null`; also what JSON can't say, such as `undefined` or a function.
    Null,
    /// A number.
    Number(Number),
    /// An object.
    Object(Vec<(String, Value)>),
    /// A string.
    Text(String),
}

/// A JSON document as the platform holds it, so that a long body need not be copied for the few
/// members that matter here.
pub trait Json: Sized {
    /// Reads a text. `None` where it is no JSON.
    fn parse(text: &str) -> Option<Self>;
    /// The text, if it is one.
    fn text(&self) -> Option<String>;
    /// The member of an object with this name.
    fn member(&self, name: &str) -> Option<Self>;
    /// A copy of all of it.
    fn value(&self) -> Value;
}

impl Value {
    /// The member of an object with this name; the last one if the name comes twice.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        member_of(members, name)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Bool(_) | Self::List(_) | Self::Null | Self::Number(_) | Self::Object(_) => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.get()),
            Self::Bool(_) | Self::List(_) | Self::Null | Self::Object(_) | Self::Text(_) => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(Number::new(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(value)?;
                }
                list.end()
            }
            Self::Null => serializer.serialize_unit(),
            Self::Number(number) => serializer.serialize_f64(number.get()),
            Self::Object(members) => serialize_members(members, serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// The member with this name; the last one if the name comes twice.
pub(crate) fn member_of<'a>(members: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Writes members as one object.
pub(crate) fn serialize_members<S: Serializer>(
    members: &[(String, Value)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(Some(members.len()))?;
    for (name, value) in members {
        object.serialize_entry(name, value)?;
    }
    object.end()
}

/// A JavaScript number, compared by its bits so that values can be compared and ordered whole.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Number(u64);

impl Number {
    /// Wraps a number.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self(value.to_bits())
    }

    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// A whole number below 2^53 as JavaScript's `String()` writes it; `None` for any other number.
pub(crate) fn whole_number_text(number: f64) -> Option<String> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let sign = if number < 0.0 { "-" } else { "" };
    let number = number.abs();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    (number <= LARGEST && number.fract() == 0.0).then(|| concat([sign, &decimal(number as u64)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Json for Value {
        fn parse(text: &str) -> Option<Self> {
            serde_json::from_str(text).ok().map(from_json)
        }

        fn text(&self) -> Option<String> {
            Value::text(self).map(Into::into)
        }

        fn member(&self, name: &str) -> Option<Self> {
            Value::member(self, name).cloned()
        }

        fn value(&self) -> Value {
            self.clone()
        }
    }

    fn from_json(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => flag.into(),
            serde_json::Value::Number(number) => number.as_f64().unwrap_or(f64::NAN).into(),
            serde_json::Value::String(text) => Value::Text(text),
            serde_json::Value::Array(values) => {
                Value::List(values.into_iter().map(from_json).collect())
            }
            serde_json::Value::Object(members) => Value::Object(
                members.into_iter().map(|(name, value)| (name, from_json(value))).collect(),
            ),
        }
    }

    #[test]
    fn a_whole_number_is_written_without_a_point() {
        assert_eq!(whole_number_text(7.0).as_deref(), Some("7"));
        assert_eq!(whole_number_text(-12.0).as_deref(), Some("-12"));
        for number in [7.5, f64::NAN, f64::INFINITY, 1e16] {
            assert_eq!(whole_number_text(number), None, "{number}");
        }
    }
}
