//! Everything that can go wrong, grouped by whose doing it is.
//!
//! An error crosses to JavaScript as an `AuthError` with [`Error::code`], [`Error::step`] and
//! [`Error::by_user`]. Codes are stable: apps compare them. No message holds a token, a code or
//! anything else that a response brought.

mod misuse;
mod person;
mod platform;
#[cfg(not(target_arch = "wasm32"))]
mod read;
mod server;

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::Step;

pub use misuse::Misuse;
pub use person::Person;
pub use platform::Platform;
pub use server::Server;

/// Why a request, a login or a call was rejected.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[error(transparent)]
#[non_exhaustive]
pub enum Error {
    /// The calling code did something that can't work.
    Misuse(#[from] Misuse),
    /// WeChat or the network failed.
    Platform(#[from] Platform),
    /// The server broke the contract, or said no.
    Server(#[from] Server),
    /// The person said no, left, or is still to be asked. Not a failure of anything.
    Person(#[from] Person),
}

impl Error {
    /// The stable name of this error on the JavaScript side.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Misuse(error) => error.code(),
            Self::Platform(error) => error.code(),
            Self::Server(error) => error.code(),
            Self::Person(error) => error.code(),
        }
    }

    /// What happened, in English; what `Display` writes.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        match self {
            Self::Misuse(error) => error.message(),
            Self::Platform(error) => error.message().into(),
            Self::Server(error) => error.message(),
            Self::Person(error) => error.message().into(),
        }
    }

    /// The step that was asked for and not taken, where the error is about one.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Platform(Platform::Unavailable { step }) => *step,
            Self::Platform(Platform::NoQuota) => Some(Step::PhoneNumber),
            Self::Platform(Platform::Malformed { step })
            | Self::Server(Server::ChallengeLoop { step })
            | Self::Person(
                Person::Abandoned { step }
                | Person::PrivacyNotAgreed { step }
                | Person::Refused { step }
                | Person::StepRequired { step },
            ) => Some(*step),
            Self::Misuse(_) | Self::Platform(_) | Self::Server(_) | Self::Person(_) => None,
        }
    }

    /// The HTTP status that the error is about, where it is about one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Server(
                Server::LoginRejected { status } | Server::SubmissionRejected { status },
            ) => Some(*status),
            Self::Misuse(_) | Self::Platform(_) | Self::Server(_) | Self::Person(_) => None,
        }
    }

    /// Whether somebody chose this: an app shows no failure then.
    #[must_use]
    pub fn by_user(&self) -> bool {
        matches!(
            self,
            Self::Person(
                Person::Abandoned { .. }
                    | Person::Aborted
                    | Person::LoggedOut
                    | Person::Refused { .. }
            )
        )
    }
}

/// Writes what tells an error from all others.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written {
            code: &'static str,
            step: Option<Step>,
            status: Option<u16>,
        }
        let (code, step, status) = (self.code(), self.step(), self.status());
        Written { code, step, status }.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of_each() -> Vec<Error> {
        let given = "a number".into();
        let bad = Misuse::BadOptions { option: "baseUrl", expected: "a url", given };
        let mut errors = Error::every(Step::PhoneNumber, 403);
        errors.retain(|error| *error != Platform::Unavailable { step: None }.into());
        errors.push(bad.into());
        errors
    }

    #[test]
    fn every_error_has_a_code_and_a_message_of_its_own() {
        let errors = one_of_each();
        for (at, error) in errors.iter().enumerate() {
            for other in &errors[at + 1..] {
                assert_ne!(error.code(), other.code());
                assert_ne!(error.to_string(), other.to_string());
            }
        }
    }

    #[test]
    fn javascript_throws_no_code_that_is_not_listed_here() {
        let types = include_str!("shell/index.d.ts");
        let (_, union) = types.split_once("type AuthErrorCode =").unwrap();
        let codes: Vec<_> = union.split('\'').skip(1).step_by(2).collect();
        assert!(!codes.is_empty());
        for code in codes {
            assert!(one_of_each().iter().any(|error| error.code() == code), "{code}");
        }
    }

    #[test]
    fn only_what_somebody_chose_is_by_the_user() {
        let by_user: Vec<_> =
            one_of_each().iter().filter(|error| error.by_user()).map(Error::code).collect();
        assert_eq!(by_user, ["abandoned", "aborted", "loggedOut", "refused"]);
    }

    #[test]
    fn errors_about_a_step_name_it() {
        let with_step: Vec<_> =
            one_of_each().iter().filter(|error| error.step().is_some()).map(Error::code).collect();
        let expected = [
            "malformed",
            "noQuota",
            "unavailable",
            "challengeLoop",
            "abandoned",
            "privacyNotAgreed",
            "refused",
            "stepRequired",
        ];
        assert_eq!(with_step, expected);
    }
}
