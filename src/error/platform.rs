//! What fails without anybody's doing.

use thiserror::Error;

use crate::Step;

/// WeChat or the network failed.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Platform {
    /// The WebAssembly module could not be loaded.
    LoadFailed,
    /// `wx.login` failed, the exchange had no answer, or `loginData` threw.
    LoginFailed,
    /// `wx.login` and the exchange together took longer than `loginTimeout`.
    LoginTimedOut,
    /// A button brought neither a yes with its data nor any no that is known.
    Malformed {
        /// The step whose button it was.
        step: Step,
    },
    /// No navigation to the login page worked, nor its fallback.
    NavigationFailed,
    /// The caller's own request had no answer.
    Network,
    /// The app's paid quota for phone numbers is used up (errno 1400001).
    NoQuota,
    /// What a button brought was sent, and not answered within `loginTimeout`.
    SubmissionTimedOut,
    /// The step can't be done here: no permission, no url for it, or single-page mode.
    Unavailable {
        /// The step that can't be done, or `None` in single-page mode.
        step: Option<Step>,
    },
}

impl Platform {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::LoadFailed => "loadFailed",
            Self::LoginFailed => "loginFailed",
            Self::LoginTimedOut => "loginTimedOut",
            Self::Malformed { .. } => "malformed",
            Self::NavigationFailed => "navigationFailed",
            Self::Network => "network",
            Self::NoQuota => "noQuota",
            Self::SubmissionTimedOut => "submissionTimedOut",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    pub(super) fn message(&self) -> &'static str {
        match self {
            Self::LoadFailed => "the WebAssembly module could not be loaded",
            Self::LoginFailed => "the login failed before the server answered",
            Self::LoginTimedOut => "the login took longer than loginTimeout",
            Self::Malformed { .. } => "the button's result could not be understood",
            Self::NavigationFailed => "the login page could not be opened",
            Self::Network => "the request had no answer",
            Self::NoQuota => "the quota for phone numbers is used up",
            Self::SubmissionTimedOut => "the server did not answer what the button brought",
            Self::Unavailable { .. } => "this step is not available here",
        }
    }
}
