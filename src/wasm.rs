//! The boundary: translates between JavaScript's values and the core's, and decides nothing.
//!
//! In, fields are read by hand; out, what the core returns is serialised. Whatever JavaScript
//! passes, nothing here throws: a getter or a proxy's trap that does leaves its field absent. So
//! every import that runs code of the caller's is declared with `catch`, since an exception that
//! crossed these frames would leak what they hold. And values are taken, not borrowed: the glue's
//! stack of borrowed ones does not survive an exception in the glue itself.
//!
//! This file has the decisions that need no machine; [`core`](self::core::Core) is one machine.
#![expect(clippy::needless_pass_by_value, reason = "see above")]

mod core;
mod event;
mod options;
mod read;
mod write;

use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use self::read::{get, number, read_detail, read_header, read_values, strings, text, texts};
use crate::{
    Access, Button, ButtonQuery, Inspection, Navigation, NavigationQuery, Need, Privacy, Setting,
    Step, Target, TradeQuery, choose_button, choose_navigation, parse_challenges, read_answer,
    trade_verdict,
};

pub use self::core::Core;
use self::write::to_js;

#[wasm_bindgen]
extern "C" {
    /// An array of texts, whose `join` throws where the text would be too long.
    #[wasm_bindgen(js_name = Array)]
    type Texts;
    #[wasm_bindgen(constructor, js_class = Array)]
    fn new() -> Texts;
    #[wasm_bindgen(method, js_class = Array)]
    fn push(this: &Texts, text: &JsString);
    #[wasm_bindgen(catch, method, js_class = Array)]
    fn join(this: &Texts, separator: &str) -> Result<JsString, JsValue>;
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
#[wasm_bindgen(js_name = parseChallenges)]
pub fn parse_challenges_js(value: JsValue) -> JsValue {
    let fields = strings(read_values(&value));
    to_js(&parse_challenges(fields.iter().map(String::as_str)))
}

/// `inspectResponse(response: unknown, now: number): Inspection`
#[wasm_bindgen(js_name = inspectResponse)]
pub fn inspect_response(response: JsValue, now: JsValue) -> JsValue {
    let status = number(&response, "statusCode").unwrap_or(f64::NAN);
    let header = read_header(&get(&response, "header"));
    to_js(&Inspection::of(
        status,
        strings(header.values("www-authenticate")).iter().map(String::as_str),
        strings(header.values("retry-after")).iter().map(String::as_str),
        now.as_f64().unwrap_or(f64::NAN),
    ))
}

/// `chooseNavigation(query: unknown): Navigation`
#[wasm_bindgen(js_name = chooseNavigation)]
#[must_use]
pub fn choose_navigation_js(query: JsValue) -> JsValue {
    let target = match text(&query, "target").as_deref() {
        Some("login") => Target::Login,
        Some("back") => Target::Back,
        Some(_) | None => return to_js(&Navigation::Nowhere),
    };
    to_js(&choose_navigation(&NavigationQuery {
        target,
        access: match text(&query, "access").as_deref() {
            Some("everyPage") => Access::EveryPage,
            Some(_) | None => Access::OnDemand,
        },
        login_page: &text(&query, "loginPage").unwrap_or_default(),
        tab_bar_pages: &texts(&get(&query, "tabBarPages")),
        stack: &texts(&get(&query, "stack")),
        from: text(&query, "from").as_deref(),
    }))
}

/// `chooseButton(query: unknown): Button | null`
#[wasm_bindgen(js_name = chooseButton)]
#[must_use]
pub fn choose_button_js(query: JsValue) -> JsValue {
    to_js(&button(&query))
}

fn button(query: &JsValue) -> Option<Button> {
    let need = match text(query, "step")?.as_str() {
        "location" => Need::Location,
        "phoneNumber" => Need::PhoneNumber,
        "userInfo" => Need::UserInfo,
        _ => return None,
    };
    let setting = get(query, "setting");
    Some(choose_button(&ButtonQuery {
        need,
        sdk_version: &text(query, "sdkVersion").unwrap_or_default(),
        platform: text(query, "platform").as_deref(),
        setting: if setting.is_undefined() {
            Setting::Unknown
        } else {
            event::setting_of(&setting)
        },
        privacy: match text(query, "privacy").as_deref() {
            Some("agreed") => Privacy::Agreed,
            Some("needed") => Privacy::Needed,
            Some(_) | None => Privacy::Unknown,
        },
    }))
}

/// `readAnswer(step: unknown, detail: unknown): Answer`
#[wasm_bindgen(js_name = readAnswer)]
#[must_use]
pub fn read_answer_js(step: JsValue, detail: JsValue) -> JsValue {
    to_js(&read_answer(read::step(&step).unwrap_or(Step::Login), read_detail(&detail)))
}

/// `tradeVerdict(query: unknown): Trade`
#[wasm_bindgen(js_name = tradeVerdict)]
#[must_use]
pub fn trade_verdict_js(query: JsValue) -> JsValue {
    to_js(&trade_verdict(&TradeQuery {
        trade_state: text(&query, "tradeState").as_deref(),
        return_code: text(&query, "returnCode").as_deref(),
        result_code: text(&query, "resultCode").as_deref(),
    }))
}

/// Nothing where there is nothing to join, or more than a text can hold.
fn joined(values: &[JsString]) -> Option<JsString> {
    let texts = Texts::new();
    for value in values {
        texts.push(value);
    }
    (!values.is_empty()).then(|| texts.join(", ").ok())?
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
