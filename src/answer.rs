//! What a button's event, or the result of the call it made, means.
//!
//! `errno` comes first: it is the same for all calls
//! (<https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html>). But
//! old libraries have none, and some clients leave it out. Then only the text is left; the
//! documentation gives `:ok` and the errors about privacy
//! (<https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html>),
//! and the others are what developers report in WeChat's community, in several spellings each. So
//! texts are read loosely.

mod brought;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::Step;
use crate::text::says;

pub use brought::Brought;

/// The `detail` of a button's event, or the result of `wx.getUserProfile`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Detail {
    /// `errMsg`.
    pub err_msg: Option<String>,
    /// `errno`.
    pub errno: Option<i32>,
    /// All other fields.
    pub brought: Brought,
    /// `detail`: Skyline has wrapped a payload in another detail (WeChat 8.0.48, base library
    /// 3.4.0; community). What is missing outside is taken from it, once.
    pub detail: Option<Box<Detail>>,
}

/// What somebody did with a button. JavaScript sees `result` and what was brought as one object.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// Yes, no, or what came in between.
    pub result: AnswerResult,
    /// Empty unless `granted`.
    pub brought: Brought,
}

/// Yes, no, or what came in between.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, serde::Serialize)]
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
        None if detail.brought.is_complete(step) => {
            Answer { result: AnswerResult::Granted, brought: detail.brought }
        }
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
            brought: self.brought.or(inner.brought),
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
}

impl Answer {
    fn without_data(result: AnswerResult) -> Self {
        Self { result, brought: Brought::default() }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("result", &self.result)?;
        for (name, value) in self.brought.fields() {
            if let Some(value) = value {
                object.serialize_entry(name, value)?;
            }
        }
        object.end()
    }
}

/// What an `errMsg` says, or `None` for ok.
fn meaning(err_msg: &str) -> Option<AnswerResult> {
    let text = spaced(err_msg);
    let outcome = text.split_once(' ').map_or(text.as_str(), |(_api, outcome)| outcome);
    if outcome == "ok" {
        return None;
    }
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| says(&text, phrase));
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
    let mut spaced = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

fn either(outer: Option<String>, inner: Option<String>) -> Option<String> {
    let given = |text: &String| !text.is_empty();
    outer.filter(given).or_else(|| inner.filter(given))
}

#[cfg(test)]
mod tests;
