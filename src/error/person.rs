//! What people choose.

use thiserror::Error;

use crate::Step;

/// The person said no, left, or is still to be asked.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Person {
    /// The login page was left, or the page that had sent a held write is gone.
    Abandoned {
        /// The step that was waited for.
        step: Step,
    },
    /// The caller aborted its request.
    Aborted,
    /// Signed out, by `logout()` or because the server ended the session.
    LoggedOut,
    /// WeChat's privacy agreement has not been accepted.
    PrivacyNotAgreed {
        /// The step that needs the agreement.
        step: Step,
    },
    /// The user said no to the button.
    Refused {
        /// The step that was refused.
        step: Step,
    },
    /// A silent or optional request was asked for a step that only a button can do.
    StepRequired {
        /// The step that is wanted.
        step: Step,
    },
    /// A login returned another user than the one the waiting write was for.
    UserChanged,
}

impl Person {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Abandoned { .. } => "abandoned",
            Self::Aborted => "aborted",
            Self::LoggedOut => "loggedOut",
            Self::PrivacyNotAgreed { .. } => "privacyNotAgreed",
            Self::Refused { .. } => "refused",
            Self::StepRequired { .. } => "stepRequired",
            Self::UserChanged => "userChanged",
        }
    }

    pub(super) fn message(&self) -> &'static str {
        match self {
            Self::Abandoned { .. } => "the page that asked was left",
            Self::Aborted => "the request was aborted",
            Self::LoggedOut => "signed out",
            Self::PrivacyNotAgreed { .. } => "the privacy agreement has not been accepted",
            Self::Refused { .. } => "the user refused",
            Self::StepRequired { .. } => "a button must be pressed first",
            Self::UserChanged => "another user has signed in",
        }
    }
}
