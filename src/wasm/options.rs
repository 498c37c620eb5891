//! Options, which the shell has checked before: what is no good here has its default.

use wasm_bindgen::prelude::*;

use super::read::{flag, get, number, text, texts};
use super::write::to_js;
use crate::{
    Access, BundleFormat, Error, FieldNames, Identity, Millis, Options, Origins, Place,
    UserInfoPurpose,
};

pub(super) fn origins(options: &JsValue) -> Result<Origins, JsValue> {
    Origins::new(&texts(&get(options, "baseUrl"))).map_err(|error| refusal(&error.into()))
}

pub(super) fn format(options: &JsValue) -> Result<BundleFormat, JsValue> {
    let (given, default) = (get(options, "bundle"), BundleFormat::default());
    let (names, fields) = (get(&given, "fields"), FieldNames::default());
    let chosen = |key, default| text(&names, key).unwrap_or(default);
    let place = match text(&given, "in").as_deref() {
        Some("header") => Place::Header,
        Some(_) | None => Place::Body,
    };
    let name = text(&given, "name").unwrap_or_else(|| default.name().into());
    let fields = FieldNames {
        token: chosen("token", fields.token),
        expires_in: chosen("expiresIn", fields.expires_in),
        has_user_info: chosen("hasUserInfo", fields.has_user_info),
        has_phone_number: chosen("hasPhoneNumber", fields.has_phone_number),
        uid: chosen("uid", fields.uid),
    };
    BundleFormat::new(place, name, fields).map_err(|error| refusal(&error.into()))
}

/// Whether the app listens for what happens.
pub(super) fn is_heard(options: &JsValue) -> bool {
    flag(options, "onEvent")
}

pub(super) fn machine(options: &JsValue) -> Options {
    let default = Options::default();
    let millis = |key| number(options, key).map(to_millis);
    Options {
        login_page: text(options, "loginPage").unwrap_or(default.login_page),
        tab_bar_pages: texts(&get(options, "tabBarPages")),
        access: match text(options, "access").as_deref() {
            Some("everyPage") => Access::EveryPage,
            Some(_) | None => Access::OnDemand,
        },
        identity: match text(options, "identity").as_deref() {
            Some("uid") => Identity::Uid,
            Some(_) | None => Identity::PhoneNumber,
        },
        user_info: match text(options, "userInfo").as_deref() {
            Some("unionid") => UserInfoPurpose::Unionid,
            Some(_) | None => UserInfoPurpose::Profile,
        },
        takes_user_info: flag(options, "userInfoUrl"),
        takes_phone_number: flag(options, "phoneNumberUrl"),
        login_timeout: millis("loginTimeout").unwrap_or(default.login_timeout),
        answer_timeout: millis("answerTimeout"),
        held_for: millis("heldFor").unwrap_or(default.held_for),
        leeway: millis("leeway").unwrap_or(default.leeway),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn to_millis(number: f64) -> Millis {
    Millis(number as u64)
}

/// An error before the machine runs, as the machine's own failures are told.
fn refusal(error: &Error) -> JsValue {
    #[derive(serde::Serialize)]
    struct Refusal {
        code: &'static str,
        message: std::borrow::Cow<'static, str>,
    }
    let refusal = Refusal { code: error.code(), message: error.message() };
    to_js(&refusal)
}
