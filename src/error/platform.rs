//! What fails without anybody's doing.

use thiserror::Error;

use crate::Step;

/// WeChat or the network failed.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[non_exhaustive]
pub enum Platform {
    /// The WebAssembly module could not be loaded.
    #[error("the WebAssembly module could not be loaded")]
    LoadFailed,
    /// `wx.login` failed, the exchange had no answer, or `loginData` threw.
    #[error("the login failed before the server answered")]
    LoginFailed,
    /// `wx.login` and the exchange together took longer than `loginTimeout`.
    #[error("the login took longer than loginTimeout")]
    LoginTimedOut,
    /// A button brought neither a yes with its data nor any no that is known.
    #[error("the button's result could not be understood")]
    Malformed {
        /// The step whose button it was.
        step: Step,
    },
    /// No navigation to the login page worked, nor its fallback.
    #[error("the login page could not be opened")]
    NavigationFailed,
    /// The caller's own request had no answer.
    #[error("the request had no answer")]
    Network,
    /// The app's paid quota for phone numbers is used up (errno 1400001).
    #[error("the quota for phone numbers is used up")]
    NoQuota,
    /// What a button brought was sent, and not answered within `loginTimeout`.
    #[error("the server did not answer what the button brought")]
    SubmissionTimedOut,
    /// The step can't be done here: no permission, no url for it, or single-page mode.
    #[error("this step is not available here")]
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
}
