//! Reading JavaScript's values, whatever they are.

use js_sys::{Array, JSON, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::{Brought, Detail, Header, Json, Step, Value};

/// Deeper nesting is cut off, and so is what comes after this many values: a body may refer to
/// itself.
const DEEPEST: usize = 64;
const MOST: usize = 100_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_name = String)]
    pub(super) fn text_of_number(value: &JsValue) -> JsString;
}

/// A member, or `undefined` where there is none or getting it throws.
pub(super) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

pub(super) fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

pub(super) fn flag(object: &JsValue, key: &str) -> bool {
    get(object, key).is_truthy()
}

pub(super) fn number(object: &JsValue, key: &str) -> Option<f64> {
    get(object, key).as_f64()
}

/// A whole number that the shell counts with; 0 for anything else.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
pub(super) fn count(object: &JsValue, key: &str) -> u32 {
    number(object, key).unwrap_or(0.0) as u32
}

pub(super) fn step(value: &JsValue) -> Option<Step> {
    let name = value.as_string()?;
    [Step::Login, Step::UserInfo, Step::PhoneNumber].into_iter().find(|step| step.name() == name)
}

/// The elements of an array; for anything else, the value itself.
pub(super) fn elements(value: &JsValue) -> Vec<JsValue> {
    if !is_array(value).unwrap_or(false) {
        return vec![value.clone()];
    }
    // By its keys: an array can be four thousand million long without an element in it.
    let indexed = |(key, element): (String, JsValue)| is_index(&key).then_some(element);
    own_properties(value).into_iter().filter_map(indexed).collect()
}

pub(super) fn texts(value: &JsValue) -> Vec<String> {
    elements(value).iter().filter_map(JsValue::as_string).collect()
}

pub(super) fn read_header(value: &JsValue) -> Header<JsString> {
    let mut header = Header::default();
    if value.is_object() && !is_array(value).unwrap_or(true) {
        for (name, value) in own_properties(value) {
            header.push(name, read_values(&value));
        }
    }
    header
}

/// A field's values: one for a text or a number, one for each of them in an array.
pub(super) fn read_values(value: &JsValue) -> Vec<JsString> {
    elements(value).iter().filter_map(read_text).collect()
}

pub(super) fn strings(values: Vec<JsString>) -> Vec<String> {
    values.into_iter().map(Into::into).collect()
}

pub(super) fn read_detail(value: &JsValue) -> Detail {
    let inner = get(value, "detail");
    let detail = inner.is_object().then(|| Box::new(read_flat_detail(&inner)));
    Detail { detail, ..read_flat_detail(value) }
}

fn read_flat_detail(value: &JsValue) -> Detail {
    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
    let errno = number(value, "errno").map(|errno| errno as i32);
    Detail {
        err_msg: text(value, "errMsg"),
        errno,
        brought: Brought {
            code: text(value, "code"),
            encrypted_data: text(value, "encryptedData"),
            iv: text(value, "iv"),
            raw_data: text(value, "rawData"),
            signature: text(value, "signature"),
            avatar_url: text(value, "avatarUrl"),
            nick_name: text(value, "nickName"),
        },
        detail: None,
    }
}

/// A JSON document as JavaScript has parsed it.
pub(super) struct Document(pub(super) JsValue);

impl Json for Document {
    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn member(&self, name: &str) -> Option<Self> {
        let member = get(&self.0, name);
        (self.0.is_object() && !member.is_undefined()).then_some(Self(member))
    }

    fn value(&self) -> Value {
        copy(&self.0, DEEPEST, &mut MOST.clone())
    }
}

fn copy(value: &JsValue, levels: usize, left: &mut usize) -> Value {
    if *left == 0 {
        return Value::Null;
    }
    *left -= 1;
    if let Some(text) = value.as_string() {
        Value::Text(text)
    } else if let Some(number) = value.as_f64() {
        number.into()
    } else if let Some(flag) = value.as_bool() {
        flag.into()
    } else if !value.is_object() || levels == 0 {
        Value::Null
    } else if is_array(value).unwrap_or(true) {
        Value::List(elements(value).iter().map(|value| copy(value, levels - 1, left)).collect())
    } else {
        let members = own_properties(value).into_iter();
        Value::Object(members.map(|(name, value)| (name, copy(&value, levels - 1, left))).collect())
    }
}

fn own_properties(object: &JsValue) -> Vec<(String, JsValue)> {
    let mut properties = Vec::new();
    for key in own_keys(object).unwrap_or_default().iter() {
        if let (Some(name), Ok(value)) = (key.as_string(), Reflect::get(object, &key)) {
            properties.push((name, value));
        }
    }
    properties
}

fn is_index(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

fn read_text(value: &JsValue) -> Option<JsString> {
    if value.is_string() {
        return Some(value.clone().unchecked_into());
    }
    value.as_f64().map(|_| text_of_number(value))
}
