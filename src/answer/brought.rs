//! What a button, or the call made in its tap, brings with a yes.

use core::fmt;

use super::either;
use crate::Step;

/// What a button brings, or the call made in its tap. `Debug` shows which fields are there.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Brought {
    /// `code`: a phone number's, for one use within five minutes. Not the code of `wx.login`.
    pub code: Option<String>,
    /// `encryptedData`: only the server can read it, with `iv` and the `session_key` of the last
    /// login.
    pub encrypted_data: Option<String>,
    /// `iv`: the initial vector of `encryptedData`.
    pub iv: Option<String>,
    /// `rawData`: the user's profile as text, for checking `signature`.
    pub raw_data: Option<String>,
    /// `signature`: sha1 of `rawData` and the `session_key`.
    pub signature: Option<String>,
    /// `avatarUrl`: a local path, gone when the mini-program is; to be uploaded.
    pub avatar_url: Option<String>,
    /// `nickName`.
    pub nick_name: Option<String>,
}

impl Brought {
    /// The fields under the names that JavaScript has for them.
    pub(super) fn fields(&self) -> [(&'static str, Option<&String>); 7] {
        [
            ("code", self.code.as_ref()),
            ("encryptedData", self.encrypted_data.as_ref()),
            ("iv", self.iv.as_ref()),
            ("rawData", self.raw_data.as_ref()),
            ("signature", self.signature.as_ref()),
            ("avatarUrl", self.avatar_url.as_ref()),
            ("nickName", self.nick_name.as_ref()),
        ]
    }

    /// Fills in from `inner` what is missing, and drops what is empty.
    pub(super) fn or(self, inner: Self) -> Self {
        Self {
            code: either(self.code, inner.code),
            encrypted_data: either(self.encrypted_data, inner.encrypted_data),
            iv: either(self.iv, inner.iv),
            raw_data: either(self.raw_data, inner.raw_data),
            signature: either(self.signature, inner.signature),
            avatar_url: either(self.avatar_url, inner.avatar_url),
            nick_name: either(self.nick_name, inner.nick_name),
        }
    }

    /// Whether the server can do the step with this.
    pub(super) fn is_complete(&self, step: Step) -> bool {
        let encrypted = self.encrypted_data.is_some() && self.iv.is_some();
        let chosen = match step {
            Step::UserInfo => self.avatar_url.is_some(),
            Step::Login | Step::PhoneNumber => false,
        };
        self.code.is_some() || encrypted || chosen
    }
}

impl fmt::Debug for Brought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_there = |(name, value): (&'static str, Option<&String>)| value.map(|_| name);
        f.write_str("Brought")?;
        f.debug_set().entries(self.fields().into_iter().filter_map(is_there)).finish()
    }
}
