//! The boundary: translates between JavaScript's values and the core's, and decides nothing.
//!
//! In, fields are read by hand; out, what the core returns is serialised. Whatever JavaScript
//! passes, nothing here throws: a getter or a proxy's trap that does leaves its field absent. So
//! every import that runs code of the caller's is declared with `catch`, since an exception that
//! crossed these frames would leak what they hold. And values are taken, not borrowed: the glue's
//! stack of borrowed ones does not survive an exception in the glue itself.
#![expect(clippy::needless_pass_by_value, reason = "see above")]

use js_sys::{Array, JsString, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::{Error, Serializer};
use wasm_bindgen::prelude::*;

use crate::{Header, Inspection, parse_challenges};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn own_keys(object: &JsValue) -> Result<Array, JsValue>;

    /// An array of texts, whose `join` throws where the text would be too long.
    #[wasm_bindgen(js_name = Array)]
    type Texts;
    #[wasm_bindgen(constructor, js_class = Array)]
    fn new() -> Texts;
    #[wasm_bindgen(method, js_class = Array)]
    fn push(this: &Texts, text: &JsString);
    #[wasm_bindgen(catch, method, js_class = Array)]
    fn join(this: &Texts, separator: &str) -> Result<JsString, JsValue>;

    #[wasm_bindgen(js_name = String)]
    fn text_of_number(value: &JsValue) -> JsString;
}

/// The release this module belongs to, as one number: 1.2.3 is 1002003. Its JavaScript compares it
/// with its own, since the two files are copied by hand and can be mixed up.
#[wasm_bindgen]
#[must_use]
pub fn release() -> u32 {
    const fn number(digits: &str) -> u32 {
        let mut number = 0;
        let mut at = 0;
        while at < digits.len() {
            number = number * 10 + (digits.as_bytes()[at] - b'0') as u32;
            at += 1;
        }
        number
    }
    const {
        number(env!("CARGO_PKG_VERSION_MAJOR")) * 1_000_000
            + number(env!("CARGO_PKG_VERSION_MINOR")) * 1000
            + number(env!("CARGO_PKG_VERSION_PATCH"))
    }
}

/// `findHeader(header: unknown, name: string): string | undefined`
///
/// The values of a field under any casing, joined by `", "`.
#[wasm_bindgen(js_name = findHeader)]
#[must_use]
pub fn find_header(header: JsValue, name: JsValue) -> Option<JsString> {
    joined(&read_header(&header).values(&name.as_string()?))
}

/// `normalizeHeader(header: unknown): Record<string, string>`
///
/// All fields by their lower-case names, repeats joined by `", "`.
#[wasm_bindgen(js_name = normalizeHeader)]
#[must_use]
pub fn normalize_header(header: JsValue) -> Object {
    let normalized = Object::new();
    for (name, values) in read_header(&header).normalized() {
        if let Some(value) = joined(&values) {
            define_property(&normalized, &name, &value);
        }
    }
    normalized
}

/// `parseChallenges(value: unknown): Challenge[]`
///
/// # Errors
///
/// None: strings always serialise.
#[wasm_bindgen(js_name = parseChallenges)]
pub fn parse_challenges_js(value: JsValue) -> Result<JsValue, Error> {
    let fields = strings(read_values(&value));
    to_js(&parse_challenges(fields.iter().map(String::as_str)))
}

/// `inspectResponse(response: unknown, now: number): Inspection`
///
/// # Errors
///
/// None: names and numbers always serialise.
#[wasm_bindgen(js_name = inspectResponse)]
pub fn inspect_response(response: JsValue, now: JsValue) -> Result<JsValue, Error> {
    let status = get(&response, "statusCode").as_f64().unwrap_or(f64::NAN);
    let header = read_header(&get(&response, "header"));
    to_js(&Inspection::of(
        status,
        strings(header.values("www-authenticate")).iter().map(String::as_str),
        strings(header.values("retry-after")).iter().map(String::as_str),
        now.as_f64().unwrap_or(f64::NAN),
    ))
}

fn read_header(value: &JsValue) -> Header<JsString> {
    let mut header = Header::default();
    if value.is_object() && !is_array(value).unwrap_or(true) {
        for (name, value) in own_properties(value) {
            header.push(name, read_values(&value));
        }
    }
    header
}

/// A field's values: one for a text or a number, one for each of them in an array.
fn read_values(value: &JsValue) -> Vec<JsString> {
    let mut values = Vec::new();
    if is_array(value).unwrap_or(false) {
        // By its keys: an array can be four thousand million long without an element in it.
        for (key, element) in own_properties(value) {
            if key.bytes().all(|byte| byte.is_ascii_digit()) {
                values.extend(read_text(&element));
            }
        }
    } else {
        values.extend(read_text(value));
    }
    values
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

fn read_text(value: &JsValue) -> Option<JsString> {
    if value.is_string() {
        return Some(value.clone().unchecked_into());
    }
    value.as_f64().map(|_| text_of_number(value))
}

fn strings(values: Vec<JsString>) -> Vec<String> {
    let mut strings = Vec::new();
    for value in values {
        strings.push(value.into());
    }
    strings
}

/// Nothing where there is nothing to join, or more than a text can hold.
fn joined(values: &[JsString]) -> Option<JsString> {
    let texts = Texts::new();
    for value in values {
        texts.push(value);
    }
    (!values.is_empty()).then(|| texts.join(", ").ok())?
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

/// Defined, not set, so that a field named `__proto__` is a field.
fn define_property(object: &Object, name: &str, value: &JsString) {
    let descriptor = Object::new();
    for (key, part) in [
        ("configurable", &JsValue::TRUE),
        ("enumerable", &JsValue::TRUE),
        ("value", value.as_ref()),
        ("writable", &JsValue::TRUE),
    ] {
        let _ = Reflect::set(&descriptor, &key.into(), part);
    }
    let _ = Reflect::define_property(object, &name.into(), &descriptor);
}

fn to_js(value: &impl Serialize) -> Result<JsValue, Error> {
    value.serialize(&Serializer::json_compatible())
}
