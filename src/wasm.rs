//! The boundary: translates between JavaScript's values and the core's, and decides nothing.
//!
//! In, fields are read by hand; out, what the core returns is serialised. Whatever JavaScript
//! passes, nothing here throws: a getter or a proxy's trap that does leaves its field absent. So
//! every import that runs code of the caller's is declared with `catch`, since an exception that
//! crossed these frames would leak what they hold.

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

    #[wasm_bindgen(js_name = String)]
    fn text_of_primitive(value: &JsValue) -> JsString;
}

/// The release that this module was built for, which its JavaScript compares with its own.
#[wasm_bindgen]
#[must_use]
pub fn release() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// `findHeader(header: unknown, name: string): string | undefined`
///
/// The values of a field under any casing, joined by `", "`.
#[wasm_bindgen(js_name = findHeader)]
#[must_use]
pub fn find_header(header: &JsValue, name: &JsValue) -> Option<JsString> {
    let header = read_header(header);
    let values = header.values(&name.as_string()?).collect::<Array>();
    (values.length() > 0).then(|| values.join(", "))
}

/// `normalizeHeader(header: unknown): Record<string, string>`
///
/// All fields by their lower-case names, repeats joined by `", "`.
#[wasm_bindgen(js_name = normalizeHeader)]
#[must_use]
pub fn normalize_header(header: &JsValue) -> Object {
    let normalized = Object::new();
    for (name, values) in read_header(header).normalized() {
        let value = values.iter().collect::<Array>().join(", ");
        define_property(&normalized, &name, &value);
    }
    normalized
}

/// `parseChallenges(value: unknown): Challenge[]`
///
/// # Errors
///
/// None: strings always serialise.
#[wasm_bindgen(js_name = parseChallenges)]
pub fn parse_challenges_js(value: &JsValue) -> Result<JsValue, Error> {
    let fields = read_values(value).into_iter().map(String::from).collect::<Vec<_>>();
    to_js(&parse_challenges(fields.iter().map(String::as_str)))
}

/// `inspectResponse(response: unknown, now: number): Inspection`
///
/// # Errors
///
/// None: names and numbers always serialise.
#[wasm_bindgen(js_name = inspectResponse)]
pub fn inspect_response(response: &JsValue, now: &JsValue) -> Result<JsValue, Error> {
    let status = get(response, "statusCode").as_f64().unwrap_or(f64::NAN);
    let header = read_header(&get(response, "header"));
    let strings = |name| header.values(name).map(String::from).collect::<Vec<_>>();
    to_js(&Inspection::of(
        status,
        strings("www-authenticate").iter().map(String::as_str),
        strings("retry-after").iter().map(String::as_str),
        now.as_f64().unwrap_or(f64::NAN),
    ))
}

fn read_header(header: &JsValue) -> Header<JsString> {
    if !header.is_object() || is_array(header).unwrap_or(true) {
        return Header::default();
    }
    let keys = own_keys(header).unwrap_or_default();
    keys.iter()
        .filter_map(|key| Some((key.as_string()?, read_values(&Reflect::get(header, &key).ok()?))))
        .collect()
}

/// A field's values: one for a primitive, one for each primitive element of an array.
fn read_values(value: &JsValue) -> Vec<JsString> {
    if !is_array(value).unwrap_or(false) {
        return read_text(value).into_iter().collect();
    }
    // By its keys, since the length of an array can be four thousand million without an element.
    let is_index = |key: &JsString| (48.0..58.0).contains(&key.char_code_at(0));
    let keys = own_keys(value).unwrap_or_default();
    keys.iter()
        .filter(|key| is_index(key.unchecked_ref()))
        .filter_map(|key| read_text(&Reflect::get(value, &key).ok()?))
        .collect()
}

fn read_text(value: &JsValue) -> Option<JsString> {
    if value.is_string() {
        return Some(value.clone().unchecked_into());
    }
    let is_printable = value.as_f64().is_some() || value.as_bool().is_some() || value.is_bigint();
    is_printable.then(|| text_of_primitive(value))
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
