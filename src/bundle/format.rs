//! Where a server puts its bundle, and how it is read there.

use crate::bundle::fields::{FieldNames, read_flag, read_token, read_uid};
use crate::bundle::{Bundle, Extra, lifetime, secrets};
use crate::error::Misuse;
use crate::text::concat;
use crate::value::{Json, Value, member_of};

/// Where the bundle is.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Place {
    /// A member of the JSON body.
    #[default]
    Body,
    /// A response header, whose value is percent-encoded JSON.
    Header,
}

/// Where the bundle is and how it is written.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct BundleFormat {
    place: Place,
    name: String,
    fields: FieldNames,
}

impl Default for BundleFormat {
    fn default() -> Self {
        Self { place: Place::Body, name: "tokenStatus".into(), fields: FieldNames::default() }
    }
}

impl BundleFormat {
    /// A format with a name of one's own: the member's path, such as `data.tokenStatus`, or the
    /// header's name.
    ///
    /// # Errors
    ///
    /// [`Misuse::BadOptions`] for `bundle.fields` when a field has the name of a secret, which would
    /// be kept, or that of another field.
    pub fn new(place: Place, name: String, fields: FieldNames) -> Result<Self, Misuse> {
        let bad = |expected, name: &str| {
            let given = concat(["\"", name, "\""]).into();
            Err(Misuse::BadOptions { option: "bundle.fields", expected, given })
        };
        let names = fields.all();
        for (at, name) in names.iter().enumerate() {
            if secrets::is_secret(name) {
                return bad("a name under which no secret comes", name);
            }
            if names[..at].contains(name) {
                return bad("another name for each field", name);
            }
        }
        Ok(Self { place, name, fields })
    }

    /// Where the bundle is.
    #[must_use]
    pub fn place(&self) -> Place {
        self.place
    }

    /// The member's path, or the header's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

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
        // First of all, so that no name that a field may have brings one in.
        let mut members = members.clone();
        let had_secrets = secrets::remove(&mut members);
        let names = &self.fields;
        let field = |name| member_of(&members, name);
        let bundle = Bundle {
            token: read_token(field(&names.token)),
            expires_in: lifetime::read(field(&names.expires_in)),
            has_user_info: read_flag(field(&names.has_user_info)),
            has_phone_number: read_flag(field(&names.has_phone_number)),
            uid: read_uid(field(&names.uid)),
            extra: Extra::default(),
            had_secrets,
        };
        members.retain(|(name, _)| !names.all().contains(&name.as_str()));
        Some(Bundle { extra: Extra(members), ..bundle })
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
    use crate::bundle::{Token, Told};
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
    fn a_format_says_where_its_bundle_is() {
        let default = BundleFormat::default();
        assert_eq!((default.place(), default.name()), (Place::Body, "tokenStatus"));
        let format = BundleFormat::new(Place::Header, "X-Session".into(), FieldNames::default());
        let format = format.expect("good names");
        assert_eq!((format.place(), format.name()), (Place::Header, "X-Session"));
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

    fn format_with_uid(name: &str) -> Result<BundleFormat, Misuse> {
        let fields = FieldNames { uid: name.into(), ..FieldNames::default() };
        BundleFormat::new(Place::Body, "tokenStatus".into(), fields)
    }

    #[test]
    fn no_field_may_have_the_name_of_a_secret_or_of_another_field() {
        assert!(format_with_uid("userId").is_ok());
        for (name, expected) in [
            ("openid", "a name under which no secret comes"),
            ("Session_Key", "a name under which no secret comes"),
            ("token", "another name for each field"),
        ] {
            let given = format!("\"{name}\"").into();
            let bad = Misuse::BadOptions { option: "bundle.fields", expected, given };
            assert_eq!(format_with_uid(name), Err(bad));
        }
    }

    #[test]
    fn a_field_that_has_the_name_of_a_secret_all_the_same_is_not_read() {
        let fields = FieldNames { uid: "openid".into(), ..FieldNames::default() };
        let format = BundleFormat { fields, ..BundleFormat::default() };
        let bundle = format.read(&body(r#"{"token":"T1","openid":"o"}"#)).expect("a bundle");
        assert_eq!((bundle.uid, bundle.had_secrets), (Told::Absent, true));
    }

    #[test]
    fn whatever_is_no_object_is_no_bundle() {
        for value in [Value::Null, true.into(), 1.0.into(), Value::List(vec![])] {
            assert_eq!(BundleFormat::default().read(&value), None);
            assert_eq!(BundleFormat::default().read_body(&value), None);
        }
    }
}
