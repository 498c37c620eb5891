//! Errors read back from a trace.

use serde::{Deserialize, Deserializer, de};

use super::{Error, Misuse, Person, Platform, Server};
use crate::Step;

impl Error {
    /// One of each kind that a machine can meet with, about this step or status where it is about
    /// one.
    pub(super) fn every(step: Step, status: u16) -> Vec<Self> {
        vec![
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
            Platform::Unavailable { step: None }.into(),
            Server::ChallengeLoop { step }.into(),
            Server::LoginLoop.into(),
            Server::LoginMalformed.into(),
            Server::LoginRejected { status }.into(),
            Server::SubmissionRejected { status }.into(),
            Person::Abandoned { step }.into(),
            Person::Aborted.into(),
            Person::LoggedOut.into(),
            Person::PrivacyNotAgreed { step }.into(),
            Person::Refused { step }.into(),
            Person::StepRequired { step }.into(),
            Person::UserChanged.into(),
        ]
    }

    /// The code itself, if it is that of an error.
    pub(crate) fn known_code(code: &str) -> Option<&'static str> {
        let every = Self::every(Step::Login, 0);
        every.iter().map(Self::code).find(|known| *known == code)
    }
}

impl<'de> Deserialize<'de> for Error {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            code: String,
            step: Option<Step>,
            status: Option<u16>,
        }
        let Written { code, step, status } = Written::deserialize(reader)?;
        let is_it =
            |error: &Self| error.code() == code && error.step() == step && error.status() == status;
        let every = Self::every(step.unwrap_or(Step::Login), status.unwrap_or_default());
        every.into_iter().find(is_it).ok_or_else(|| {
            de::Error::custom(format!("no such error: {code} ({step:?}, status {status:?})"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_of_an_error_is_read_back() {
        for error in Error::every(Step::PhoneNumber, 403) {
            let text = serde_json::to_string(&error).expect("an error can be written");
            assert_eq!(serde_json::from_str::<Error>(&text).expect("and read"), error);
        }
        let foreign = serde_json::from_str::<Error>(r#"{"code":"refused","status":403}"#);
        assert!(
            foreign.is_err_and(|error| error.to_string().starts_with("no such error: refused"))
        );
    }
}
