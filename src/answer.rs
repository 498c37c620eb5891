//! What a button's event, or the result of the call it made, means.
//!
//! `errno` comes first: it is the same for all calls
//! (<https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html>). But
//! old libraries have none, and some clients leave it out. Then only the text is left; the
//! documentation gives `:ok` and the errors about privacy
//! (<https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html>),
//! and the others are what developers report in WeChat's community, in several spellings each. So
//! texts are read loosely.

use core::fmt;

use serde::Serialize;

use crate::Step;

/// The `detail` of a button's event, or the result of `wx.getUserProfile`, field by field.
///
/// `Debug` shows which fields are there, and the values of `err_msg`, `errno` only.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Detail {
    /// `errMsg`.
    pub err_msg: Option<String>,
    /// `errno`.
    pub errno: Option<i32>,
    /// `code`: a phone number's, for one use within five minutes. Not the code of `wx.login`.
    pub code: Option<String>,
    /// `encryptedData`.
    pub encrypted_data: Option<String>,
    /// `iv`.
    pub iv: Option<String>,
    /// `rawData`.
    pub raw_data: Option<String>,
    /// `signature`.
    pub signature: Option<String>,
    /// `avatarUrl`: a local path, to be uploaded.
    pub avatar_url: Option<String>,
    /// `nickName`.
    pub nick_name: Option<String>,
    /// `detail`: Skyline has wrapped a payload in another detail (WeChat 8.0.48, base library
    /// 3.4.0; community). What is missing outside is taken from it, once.
    pub detail: Option<Box<Detail>>,
}

/// What somebody did with a button.
///
/// `Debug` shows the result, and of the rest only what is there.
#[derive(Clone, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Yes, no, or what came in between. Only `granted` comes with anything else.
    pub result: AnswerResult,
    /// A code for the server, for one use within five minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Data that only the server can read, with `iv` and the `session_key` of the last login.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted_data: Option<String>,
    /// The initial vector of `encrypted_data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iv: Option<String>,
    /// The user's profile as text, for checking `signature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_data: Option<String>,
    /// sha1 of `raw_data` and the `session_key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// A local path, gone when the mini-program is: to be uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// A nickname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nick_name: Option<String>,
}

/// Yes, no, or what came in between.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum AnswerResult {
    /// Yes, and everything that the server needs is there.
    Granted,
    /// Neither a yes with its data nor any no that is known. Pressing again may work.
    Malformed,
    /// The paid quota of the app is used up.
    NoQuota,
    /// WeChat's privacy agreement has not been accepted yet.
    PrivacyNotAgreed,
    /// The user said no.
    Refused,
    /// This app may not ask, however often the button is pressed.
    Unavailable,
}

/// Reads what a button's event, or the call made in its tap, has brought.
///
/// A payload without an `errMsg` is a yes: a chooseavatar event is documented without one.
#[must_use]
pub fn read_answer(step: Step, detail: Detail) -> Answer {
    let detail = detail.unwrapped();
    match detail.refusal() {
        Some(result) => Answer::without_data(result),
        None if detail.is_complete(step) => Answer {
            result: AnswerResult::Granted,
            code: detail.code,
            encrypted_data: detail.encrypted_data,
            iv: detail.iv,
            raw_data: detail.raw_data,
            signature: detail.signature,
            avatar_url: detail.avatar_url,
            nick_name: detail.nick_name,
        },
        None => Answer::without_data(AnswerResult::Malformed),
    }
}

impl Detail {
    /// Fills in from the inner detail what is missing in the outer, and drops what is empty.
    fn unwrapped(mut self) -> Self {
        let inner = self.detail.take().map_or_else(Self::default, |inner| *inner);
        Self {
            err_msg: either(self.err_msg, inner.err_msg),
            errno: self.errno.or(inner.errno),
            code: either(self.code, inner.code),
            encrypted_data: either(self.encrypted_data, inner.encrypted_data),
            iv: either(self.iv, inner.iv),
            raw_data: either(self.raw_data, inner.raw_data),
            signature: either(self.signature, inner.signature),
            avatar_url: either(self.avatar_url, inner.avatar_url),
            nick_name: either(self.nick_name, inner.nick_name),
            detail: None,
        }
    }

    /// Why this isn't a yes, or `None` if it says that it is.
    fn refusal(&self) -> Option<AnswerResult> {
        let by_text = self.err_msg.as_deref().and_then(meaning);
        match self.errno {
            Some(1_400_001) => Some(AnswerResult::NoQuota),
            // Some calls say 103 about privacy, others with "auth deny" about the user's own no
            // (community, both).
            Some(103) if by_text == Some(AnswerResult::Refused) => by_text,
            Some(103 | 104) => Some(AnswerResult::PrivacyNotAgreed),
            // The app's privacy agreement doesn't declare what is asked for.
            Some(112) => Some(AnswerResult::Unavailable),
            Some(_) | None => by_text,
        }
    }

    /// Whether the server can do the step with this.
    fn is_complete(&self, step: Step) -> bool {
        let encrypted = self.encrypted_data.is_some() && self.iv.is_some();
        let chosen = match step {
            Step::UserInfo => self.avatar_url.is_some(),
            Step::Login | Step::PhoneNumber => false,
        };
        self.code.is_some() || encrypted || chosen
    }
}

impl Answer {
    fn without_data(result: AnswerResult) -> Self {
        Self {
            result,
            code: None,
            encrypted_data: None,
            iv: None,
            raw_data: None,
            signature: None,
            avatar_url: None,
            nick_name: None,
        }
    }
}

impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detail")
            .field("err_msg", &self.err_msg)
            .field("errno", &self.errno)
            .field("code", &hidden(self.code.as_ref()))
            .field("encrypted_data", &hidden(self.encrypted_data.as_ref()))
            .field("iv", &hidden(self.iv.as_ref()))
            .field("raw_data", &hidden(self.raw_data.as_ref()))
            .field("signature", &hidden(self.signature.as_ref()))
            .field("avatar_url", &hidden(self.avatar_url.as_ref()))
            .field("nick_name", &hidden(self.nick_name.as_ref()))
            .field("detail", &self.detail)
            .finish()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("result", &self.result)
            .field("code", &hidden(self.code.as_ref()))
            .field("encrypted_data", &hidden(self.encrypted_data.as_ref()))
            .field("iv", &hidden(self.iv.as_ref()))
            .field("raw_data", &hidden(self.raw_data.as_ref()))
            .field("signature", &hidden(self.signature.as_ref()))
            .field("avatar_url", &hidden(self.avatar_url.as_ref()))
            .field("nick_name", &hidden(self.nick_name.as_ref()))
            .finish()
    }
}

/// What an `errMsg` says, or `None` for ok.
fn meaning(err_msg: &str) -> Option<AnswerResult> {
    let text = spaced(err_msg);
    let outcome = text.split_once(' ').map_or(text.as_str(), |(_api, outcome)| outcome);
    if outcome == "ok" {
        return None;
    }
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    // "access denied" is said to the app, so it comes before what the user denied.
    if says(&["no enough quota"]) {
        Some(AnswerResult::NoQuota)
    } else if says(&["privacy permission is not authorized"]) {
        Some(AnswerResult::PrivacyNotAgreed)
    } else if says(&["no permission", "没有权限", "access denied", "not declared"]) {
        Some(AnswerResult::Unavailable)
    } else if says(SAID_NO) {
        Some(AnswerResult::Refused)
    } else {
        Some(AnswerResult::Malformed)
    }
}

const SAID_NO: &[&str] =
    &["deny", "denied", "cancel", "refuse", "reject", "unauthorized", "拒绝", "取消"];

/// A text in lower case with one space for each separator: clients put a colon, a space, or both.
fn spaced(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || c == ':' || c == '：');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn either(outer: Option<String>, inner: Option<String>) -> Option<String> {
    let given = |text: &String| !text.is_empty();
    outer.filter(given).or_else(|| inner.filter(given))
}

fn hidden(text: Option<&String>) -> Option<&'static str> {
    text.map(|_| "…")
}

#[cfg(test)]
mod tests;
