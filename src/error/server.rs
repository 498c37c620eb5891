//! What the server does wrong, or refuses.

use thiserror::Error;

use crate::Step;

/// The server broke the contract, or said no.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[non_exhaustive]
pub enum Server {
    /// A step was asked for again after its answer had been taken.
    #[error("the server keeps asking for a step that was done")]
    ChallengeLoop {
        /// The step that is asked for again and again.
        step: Step,
    },
    /// A request that had waited for a login was answered 401 with that login's token.
    #[error("the server refuses the token that its own login gave")]
    LoginLoop,
    /// The exchange was answered 2xx without a token.
    #[error("the login's answer holds no token")]
    LoginMalformed,
    /// The exchange was answered with anything but 2xx.
    #[error("the server rejected the login (status {status})")]
    LoginRejected {
        /// The HTTP status of the exchange.
        status: u16,
    },
    /// What a button brought was answered with anything but 2xx.
    #[error("the server rejected what the button brought (status {status})")]
    SubmissionRejected {
        /// The HTTP status of the submission.
        status: u16,
    },
}

impl Server {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::ChallengeLoop { .. } => "challengeLoop",
            Self::LoginLoop => "loginLoop",
            Self::LoginMalformed => "loginMalformed",
            Self::LoginRejected { .. } => "loginRejected",
            Self::SubmissionRejected { .. } => "submissionRejected",
        }
    }
}
