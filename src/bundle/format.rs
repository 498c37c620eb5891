//! Where a server puts its bundle, what it calls the fields, and how they are read.

use crate::bundle::{Bundle, Extra, Token, Told, lifetime, secrets};
use crate::value::{Json, Value, whole_number_text};

/// Where the bundle is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Place {
    /// A member of the JSON body.
    #[default]
    Body,
    /// A response header, whose value is percent-encoded JSON.
    Header,
}

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

/// Where the bundle is and how it is written.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct BundleFormat {
    /// Where the bundle is.
    pub place: Place,
    /// The member's path, such as `data.tokenStatus`, or the header's name.
    pub name: String,
    /// What the fields are called.
    pub fields: FieldNames,
}

impl Default for BundleFormat {
    fn default() -> Self {
        Self { place: Place::Body, name: "tokenStatus".into(), fields: FieldNames::default() }
    }
}

impl BundleFormat {
    /// Reads the bundle of a response from its body, parsed or as text. `None` where there is none.
    ///
    /// A text body is read as JSON when it is an object.
    #[must_use]
    pub fn read_body<J: Json>(&self, body: &J) -> Option<Bundle> {
        match body.text() {
            Some(text) => self.read_member(&J::parse(&text)?),
            None => self.read_member(body),
        }
    }

    /// Reads a bundle from the value of a header: JSON, percent-encoded. `None` where it isn't.
    #[must_use]
    pub fn read_header<J: Json>(&self, value: &str) -> Option<Bundle> {
        self.read(&J::parse(&percent_decode(value)?)?.value())
    }

    /// Reads a bundle from the object that is one. `None` for anything but an object.
    #[must_use]
    pub fn read(&self, object: &Value) -> Option<Bundle> {
        let Value::Object(members) = object else { return None };
        let names = &self.fields;
        let mut extra: Vec<_> =
            members.iter().filter(|(name, _)| !names.contains(name)).cloned().collect();
        let had_secrets = secrets::remove(&mut extra);
        Some(Bundle {
            token: read_token(object.member(&names.token)),
            expires_in: lifetime::read(object.member(&names.expires_in)),
            has_user_info: read_flag(object.member(&names.has_user_info)),
            has_phone_number: read_flag(object.member(&names.has_phone_number)),
            uid: read_uid(object.member(&names.uid)),
            extra: Extra(extra),
            had_secrets,
        })
    }

    /// Follows the path from member to member. A member whose own name has dots is found too.
    fn read_member<J: Json>(&self, body: &J) -> Option<Bundle> {
        if let Some(whole) = body.member(&self.name) {
            return self.read(&whole.value());
        }
        let (first, rest) = self.name.split_once('.')?;
        let member = rest.split('.').try_fold(body.member(first)?, |body, name| body.member(name));
        self.read(&member?.value())
    }
}

impl FieldNames {
    fn contains(&self, name: &str) -> bool {
        [&self.token, &self.expires_in, &self.has_user_info, &self.has_phone_number, &self.uid]
            .into_iter()
            .any(|field| field == name)
    }
}

fn read_token(value: Option<&Value>) -> Told<Token> {
    match value {
        Some(Value::Text(text)) => Token::new(text).map_or(Told::Nothing, Told::Given),
        Some(Value::Null) => Told::Nothing,
        Some(Value::Bool(_) | Value::List(_) | Value::Number(_) | Value::Object(_)) | None => {
            Told::Absent
        }
    }
}

/// Servers write flags as booleans, as 0 and 1, or as text; `null` says nothing.
fn read_flag(value: Option<&Value>) -> Option<bool> {
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
fn read_uid(value: Option<&Value>) -> Told<String> {
    match value {
        Some(Value::Text(text)) if !text.is_empty() => Told::Given(text.clone()),
        Some(Value::Number(number)) => whole_number_text(number.get()).into(),
        Some(Value::Null | Value::Text(_)) => Told::Nothing,
        Some(Value::Bool(_) | Value::List(_) | Value::Object(_)) | None => Told::Absent,
    }
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Millis;

    fn body(text: &str) -> Value {
        Value::parse(text).expect("test bodies are JSON")
    }

    #[test]
    fn the_default_place_is_the_bodys_token_status() {
        let bundle = BundleFormat::default()
            .read_body(&body(
                r#"{"tokenStatus":{"token":"T1","expiresIn":7200,"hasUserInfo":true,
                    "hasPhoneNumber":0,"uid":7,"level":"gold"}}"#,
            ))
            .expect("a bundle");
        assert_eq!(bundle.token, Told::Given(Token::new("T1").expect("not empty")));
        assert_eq!(bundle.expires_in, Told::Given(Millis(7_200_000)));
        assert_eq!(bundle.has_user_info, Some(true));
        assert_eq!(bundle.has_phone_number, Some(false));
        assert_eq!(bundle.uid, Told::Given("7".into()));
        assert_eq!(bundle.extra.0, [("level".into(), "gold".into())]);
        assert!(!bundle.had_secrets);
    }

    #[test]
    fn name_and_fields_are_the_servers_choice() {
        let fields = FieldNames { token: "skey".into(), ..FieldNames::default() };
        let format =
            BundleFormat { name: "data.session".into(), fields, ..BundleFormat::default() };
        let bundle = format.read_body(&body(r#"{"data":{"session":{"skey":"T1","token":"x"}}}"#));
        let bundle = bundle.expect("a bundle");
        assert_eq!(bundle.token, Told::Given(Token::new("T1").expect("not empty")));
        assert_eq!(bundle.extra.0, [("token".into(), "x".into())]);
    }

    #[test]
    fn a_member_whose_name_has_a_dot_is_found_whole() {
        let format = BundleFormat { name: "a.b".into(), ..BundleFormat::default() };
        assert!(format.read_body(&body(r#"{"a.b":{"token":"T1"}}"#)).is_some());
        assert!(format.read_body(&body(r#"{"a":{"c":{"token":"T1"}}}"#)).is_none());
    }

    #[test]
    fn a_text_body_that_is_an_object_is_read() {
        let text = Value::from(r#"{"tokenStatus":{"token":"T1"}}"#);
        assert!(BundleFormat::default().read_body(&text).is_some());
        for other in ["", "ok", "[1]", "{"] {
            assert_eq!(BundleFormat::default().read_body(&Value::from(other)), None, "{other}");
        }
    }

    #[test]
    fn a_header_is_percent_encoded_json() {
        let format = BundleFormat::default();
        let bundle =
            format.read_header::<Value>("%7B%22token%22:%22T%E4%B8%AD%22%7D").expect("a bundle");
        assert_eq!(bundle.token, Told::Given(Token::new("T中").expect("not empty")));
        for broken in ["%7", "%GG", "%FF", "plain", ""] {
            assert_eq!(format.read_header::<Value>(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_token_that_is_null_or_empty_means_signed_out_and_an_absent_one_says_nothing() {
        let read = |text: &str| BundleFormat::default().read(&body(text)).expect("a bundle").token;
        assert_eq!(read(r#"{"token":null}"#), Told::Nothing);
        assert_eq!(read(r#"{"token":""}"#), Told::Nothing);
        assert_eq!(read("{}"), Told::Absent);
        assert_eq!(read(r#"{"token":{}}"#), Told::Absent);
    }

    #[test]
    fn flags_are_read_in_the_ways_servers_write_them() {
        let read = |text: &str| {
            let object = body(&format!("{{\"hasUserInfo\":{text}}}"));
            BundleFormat::default().read(&object).expect("a bundle").has_user_info
        };
        for (text, flag) in [
            ("true", Some(true)),
            ("1", Some(true)),
            ("\"True\"", Some(true)),
            ("false", Some(false)),
            ("0", Some(false)),
            ("\"0\"", Some(false)),
            ("null", None),
            ("\"yes\"", None),
            ("[]", None),
        ] {
            assert_eq!(read(text), flag, "{text}");
        }
    }

    #[test]
    fn secrets_are_left_out_and_reported() {
        let object = body(r#"{"token":"T1","wechat":{"openid":"o","city":"x"}}"#);
        let bundle = BundleFormat::default().read(&object).expect("a bundle");
        assert!(bundle.had_secrets);
        let left = Value::Object(vec![("city".into(), "x".into())]);
        assert_eq!(bundle.extra.0, [("wechat".into(), left)]);
    }

    #[test]
    fn whatever_is_no_object_is_no_bundle() {
        for value in [Value::Null, true.into(), 1.0.into(), Value::List(vec![])] {
            assert_eq!(BundleFormat::default().read(&value), None);
            assert_eq!(BundleFormat::default().read_body(&value), None);
        }
    }
}
