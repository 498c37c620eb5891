//! What a server can still want from the person in front of the mini-program.

use serde::Serialize;

/// One thing a server asks for before it answers a request.
///
/// The order in which a server names its steps is the order in which they are done.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// A session: `wx.login`, and its code taken to the server's code2Session. Needs no button.
    Login,
    /// The user's profile or unionid, asked for by `WWW-Authenticate: getUserInfo`.
    UserInfo,
    /// The user's phone number, asked for by `WWW-Authenticate: getPhoneNumber`.
    PhoneNumber,
}

impl Step {
    /// The step that an authentication scheme asks for, or `None` for a scheme that isn't ours.
    ///
    /// Schemes are compared without regard to case (RFC 9110, section 11.1).
    #[must_use]
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        if scheme.eq_ignore_ascii_case("getUserInfo") {
            Some(Self::UserInfo)
        } else if scheme.eq_ignore_ascii_case("getPhoneNumber") {
            Some(Self::PhoneNumber)
        } else {
            None
        }
    }

    /// The step's name on the JavaScript side: `login`, `userInfo` or `phoneNumber`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::UserInfo => "userInfo",
            Self::PhoneNumber => "phoneNumber",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_recognised_in_any_case_and_only_whole() {
        assert_eq!(Step::of_scheme("GETUSERINFO"), Some(Step::UserInfo));
        assert_eq!(Step::of_scheme("getphonenumber"), Some(Step::PhoneNumber));
        for foreign in ["", "getUserInfoX", "XgetUserInfo", "getUserInf", "login", "Bearer"] {
            assert_eq!(Step::of_scheme(foreign), None, "{foreign}");
        }
    }
}
