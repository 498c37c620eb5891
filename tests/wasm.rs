//! The boundary on real JavaScript engines: node, headless Chromium and headless Firefox.
//!
//! What the decisions are is tested natively; here is tested that any value can be handed in, and
//! that what comes out is plain JavaScript.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use weapp_auth::wasm::{find_header, inspect_response, normalize_header, parse_challenges_js};

#[wasm_bindgen(inline_js = r#"
export function value(expression) { return Function(`return (${expression})`)(); }
export function same(left, right) { return Object.is(left, right); }
"#)]
extern "C" {
    fn value(expression: &str) -> JsValue;
    fn same(left: &JsValue, right: &JsValue) -> bool;
}

/// Everything that is no header, or is one that defends itself.
const HOSTILE: [&str; 17] = [
    "undefined",
    "null",
    "true",
    "0",
    "NaN",
    "'text'",
    "Symbol('s')",
    "typeof BigInt === 'function' ? BigInt(1) : 1",
    "() => 'x'",
    "[]",
    "new Date(0)",
    "new Map([['a', 'b']])",
    "Object.create(null)",
    "Object.defineProperty({}, 'a', { enumerable: true, get() { throw new Error('no') } })",
    "new Proxy({}, { ownKeys() { throw new Error('no') }, get() { throw new Error('no') } })",
    "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()",
    "(() => { const list = []; list.push(list); return list })()",
];

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn found(header: &str, name: &str) -> JsValue {
    find_header(value(header), name.into()).map_or(JsValue::UNDEFINED, JsValue::from)
}

#[wasm_bindgen_test]
fn a_field_is_found_under_any_casing() {
    for key in ["WWW-Authenticate", "Www-Authenticate", "www-authenticate", "WWW-AUTHENTICATE"] {
        let header = format!("{{ 'Content-Type': 'x', '{key}': 'getUserInfo' }}");
        assert_eq!(found(&header, "wWw-aUtHeNtIcAtE"), "getUserInfo");
    }
    assert!(found("{ 'www-authenticateX': 'x' }", "www-authenticate").is_undefined());
}

#[wasm_bindgen_test]
fn casings_and_elements_are_joined_in_the_order_received() {
    let header = "{ 'A': ['1', 2, null, [9], {}], 'a': '3', b: undefined }";
    assert_eq!(found(header, "a"), "1, 2, 3");
    assert_eq!(json(&normalize_header(value(header))), r#"{"a":"1, 2, 3"}"#);
}

#[wasm_bindgen_test]
fn only_own_fields_are_fields() {
    assert!(found("Object.create({ a: 'x' })", "a").is_undefined());
    assert!(found("{}", "constructor").is_undefined());
    assert_eq!(found("Object.assign(Object.create(null), { a: 'x' })", "a"), "x");
}

#[wasm_bindgen_test]
fn a_field_named_proto_is_a_field_and_changes_no_prototype() {
    let normalized = normalize_header(value(r#"JSON.parse('{"__proto__": "x", "B": "y"}')"#));
    assert_eq!(json(&normalized), r#"{"__proto__":"x","b":"y"}"#);
    assert!(Object::get_prototype_of(&normalized) == Object::get_prototype_of(&Object::new()));
}

#[wasm_bindgen_test]
fn a_value_is_handed_through_unchanged() {
    for text in ["'a\\ud800b'", "'\\ufeffx'", "'手机号 😀'", "''", "'\\0'"] {
        let field = value(text);
        let header = Object::new();
        Reflect::set(&header, &"a".into(), &field).unwrap();
        assert!(same(&find_header(header.clone().into(), "A".into()).unwrap(), &field), "{text}");
        let normalized = normalize_header(header.into());
        assert!(same(&Reflect::get(&normalized, &"a".into()).unwrap(), &field), "{text}");
    }
}

#[wasm_bindgen_test]
fn nothing_that_is_handed_in_throws() {
    for hostile in HOSTILE {
        let hostile = value(hostile);
        let field = JsValue::from(Object::new());
        Reflect::set(&field, &"www-authenticate".into(), &hostile).unwrap();
        let response = JsValue::from(Object::new());
        Reflect::set(&response, &"statusCode".into(), &hostile).unwrap();
        Reflect::set(&response, &"header".into(), &hostile).unwrap();

        for header in [&hostile, &field] {
            assert!(find_header(header.clone(), "a".into()).is_none());
            assert!(find_header(header.clone(), hostile.clone()).is_none());
            assert!(normalize_header(header.clone()).is_object());
        }
        assert!(Array::is_array(&parse_challenges_js(hostile.clone())));
        for response in [&hostile, &response] {
            let inspection = inspect_response(response.clone(), hostile.clone());
            let nothing = r#"{"outcome":"unknown","steps":[],"retryAfter":null}"#;
            assert_eq!(json(&inspection), nothing);
        }
    }
}

#[wasm_bindgen_test]
fn a_getter_that_throws_hides_its_own_field_alone() {
    let header = "Object.defineProperty({ b: 'y' }, 'a', { enumerable: true, get() { throw 1 } })";
    assert_eq!(json(&normalize_header(value(header))), r#"{"b":"y"}"#);
}

#[wasm_bindgen_test]
fn a_long_array_without_elements_takes_no_time() {
    let header = "{ a: Object.assign(new Array(4294967295), { 7: 'x', y: 'no element' }) }";
    assert_eq!(found(header, "a"), "x");
}

#[wasm_bindgen_test]
fn challenges_come_out_as_plain_objects() {
    let field = JsValue::from_str("Basic realm=\"手\\\"机\", NTLM abc=, getUserInfo");
    let expected = "[{\"scheme\":\"Basic\",\"token68\":null,\"params\":[[\"realm\",\"手\\\"机\"]]},\
         {\"scheme\":\"NTLM\",\"token68\":\"abc=\",\"params\":[]},\
         {\"scheme\":\"getUserInfo\",\"token68\":null,\"params\":[]}]";
    assert_eq!(json(&parse_challenges_js(field)), expected);
}

#[wasm_bindgen_test]
fn several_fields_are_read_as_one_list() {
    let fields = value("['Digest a=1', 'b=2, getPhoneNumber', 'Basic realm=\"open', 'Bearer']");
    let challenges: Array = parse_challenges_js(fields).into();
    assert_eq!(challenges.length(), 4);
    assert_eq!(
        json(&challenges.get(0)),
        r#"{"scheme":"Digest","token68":null,"params":[["a","1"],["b","2"]]}"#
    );
}

#[wasm_bindgen_test]
fn a_response_is_inspected_as_the_platform_hands_it_over() {
    let response = value(
        "{ statusCode: 401, header: { 'WWW-Authenticate': ['Bearer realm=\"x', 'getPhoneNumber'],
           'www-authenticate': 'getUserInfo', 'retry-after': 2 }, data: '' }",
    );
    let inspection = inspect_response(response, JsValue::from_f64(0.0));
    assert_eq!(
        json(&inspection),
        r#"{"outcome":"unauthorized","steps":["phoneNumber","userInfo"],"retryAfter":2000}"#
    );
}

#[wasm_bindgen_test]
fn a_date_counts_from_the_now_that_is_handed_in() {
    let response =
        value("{ statusCode: 503, header: { 'Retry-After': 'Thu, 01 Jan 1970 00:01:00 GMT' } }");
    for (now, wait) in [("1000", "59000"), ("1e15", "0"), ("'1'", "null"), ("undefined", "null")] {
        let inspection = inspect_response(response.clone(), value(now));
        assert!(json(&inspection).ends_with(&format!(r#""retryAfter":{wait}}}"#)), "{now}");
    }
}

#[wasm_bindgen_test]
fn a_value_of_a_megabyte_is_read() {
    let field = JsValue::from_str(&format!("{}, getUserInfo", "a=\"\\\"\",".repeat(131_072)));
    let challenges: Array = parse_challenges_js(field).into();
    assert_eq!(challenges.length(), 1);
}
