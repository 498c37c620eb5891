//! What the server does wrong, or refuses.

use std::borrow::Cow;

use thiserror::Error;

use crate::Step;
use crate::text::{concat, decimal};

/// The server broke the contract, or said no.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Server {
    /// A step was asked for again after its answer had been taken.
    ChallengeLoop {
        /// The step that is asked for again and again.
        step: Step,
    },
    /// A request that had waited for a login was answered 401 with that login's token.
    LoginLoop,
    /// The exchange was answered 2xx without a token.
    LoginMalformed,
    /// The exchange was answered with anything but 2xx.
    LoginRejected {
        /// The HTTP status of the exchange.
        status: u16,
    },
    /// What a button brought was answered with anything but 2xx.
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

    pub(super) fn message(&self) -> Cow<'static, str> {
        match self {
            Self::ChallengeLoop { .. } => "the server keeps asking for a step that was done".into(),
            Self::LoginLoop => "the server refuses the token that its own login gave".into(),
            Self::LoginMalformed => "the login's answer holds no token".into(),
            Self::LoginRejected { status } => with_status("the server rejected the login", *status),
            Self::SubmissionRejected { status } => {
                with_status("the server rejected what the button brought", *status)
            }
        }
    }
}

fn with_status(what: &str, status: u16) -> Cow<'static, str> {
    concat([what, " (status ", &decimal(status.into()), ")"]).into()
}
