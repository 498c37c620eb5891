//! Everything that can go wrong, grouped by whose doing it is.
//!
//! An error crosses to JavaScript as an `AuthError` with [`Error::code`], [`Error::step`] and
//! [`Error::by_user`]. Codes are stable: apps compare them. No message holds a token, a code or
//! anything else that a response brought.

use thiserror::Error;

use crate::Step;

/// Why a request, a login or a call was rejected.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The calling code did something that can't work.
    #[error(transparent)]
    Misuse(#[from] Misuse),
    /// WeChat or the network failed.
    #[error(transparent)]
    Platform(#[from] Platform),
    /// The server broke the contract, or said no.
    #[error(transparent)]
    Server(#[from] Server),
    /// The person said no, left, or is still to be asked. Not a failure of anything.
    #[error(transparent)]
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

/// The calling code did something that can't work. Never caused by what a server sends.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[non_exhaustive]
pub enum Misuse {
    /// An option is missing, of the wrong type, or at odds with another.
    #[error("{option}: expected {expected}, got {given}")]
    BadOptions {
        /// The option's name as the caller writes it.
        option: &'static str,
        /// What would have been right.
        expected: &'static str,
        /// What was given, by kind; a value only where it can't be a secret.
        given: &'static str,
    },
    /// The `Auth` was used after `dispose()`.
    #[error("this Auth has been disposed; call createAuth again")]
    Disposed,
    /// A decision was asked for before the WebAssembly module was there.
    #[error("weapp-auth is not loaded yet; await load() first")]
    NotLoaded,
}

impl Misuse {
    fn code(&self) -> &'static str {
        match self {
            Self::BadOptions { .. } => "badOptions",
            Self::Disposed => "disposed",
            Self::NotLoaded => "notLoaded",
        }
    }
}

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
    fn code(&self) -> &'static str {
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
    fn code(&self) -> &'static str {
        match self {
            Self::ChallengeLoop { .. } => "challengeLoop",
            Self::LoginLoop => "loginLoop",
            Self::LoginMalformed => "loginMalformed",
            Self::LoginRejected { .. } => "loginRejected",
            Self::SubmissionRejected { .. } => "submissionRejected",
        }
    }
}

/// The person said no, left, or is still to be asked.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[non_exhaustive]
pub enum Person {
    /// The login page was left, or the page that had sent a held write is gone.
    #[error("the page that asked was left")]
    Abandoned {
        /// The step that was waited for.
        step: Step,
    },
    /// The caller aborted its request.
    #[error("the request was aborted")]
    Aborted,
    /// Signed out, by `logout()` or because the server ended the session.
    #[error("signed out")]
    LoggedOut,
    /// WeChat's privacy agreement has not been accepted.
    #[error("the privacy agreement has not been accepted")]
    PrivacyNotAgreed {
        /// The step that needs the agreement.
        step: Step,
    },
    /// The user said no to the button.
    #[error("the user refused")]
    Refused {
        /// The step that was refused.
        step: Step,
    },
    /// A silent or optional request was asked for a step that only a button can do.
    #[error("a button must be pressed first")]
    StepRequired {
        /// The step that is wanted.
        step: Step,
    },
    /// A login returned another user than the one the waiting write was for.
    #[error("another user has signed in")]
    UserChanged,
}

impl Person {
    fn code(&self) -> &'static str {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of_each() -> Vec<Error> {
        let step = Step::PhoneNumber;
        vec![
            Misuse::BadOptions { option: "baseUrl", expected: "a url", given: "a number" }.into(),
            Misuse::Disposed.into(),
            Misuse::NotLoaded.into(),
            Platform::LoadFailed.into(),
            Platform::LoginFailed.into(),
            Platform::LoginTimedOut.into(),
            Platform::Malformed { step }.into(),
            Platform::NavigationFailed.into(),
            Platform::Network.into(),
            Platform::NoQuota.into(),
            Platform::SubmissionTimedOut.into(),
            Platform::Unavailable { step: Some(step) }.into(),
            Server::ChallengeLoop { step }.into(),
            Server::LoginLoop.into(),
            Server::LoginMalformed.into(),
            Server::LoginRejected { status: 403 }.into(),
            Server::SubmissionRejected { status: 403 }.into(),
            Person::Abandoned { step }.into(),
            Person::Aborted.into(),
            Person::LoggedOut.into(),
            Person::PrivacyNotAgreed { step }.into(),
            Person::Refused { step }.into(),
            Person::StepRequired { step }.into(),
            Person::UserChanged.into(),
        ]
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
