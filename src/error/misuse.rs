//! What the calling code does wrong.

use std::borrow::Cow;

use thiserror::Error;

use crate::text::concat;

/// The calling code did something that can't work. Never caused by what a server sends.
#[derive(Clone, Debug, Eq, Error, Hash, PartialEq)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Misuse {
    /// An option is missing, of the wrong type, or at odds with another.
    BadOptions {
        /// The option's name as the caller writes it.
        option: &'static str,
        /// What would have been right.
        expected: &'static str,
        /// What was given, by kind; a value only where it can't be a secret.
        given: Cow<'static, str>,
    },
    /// The `Auth` was used after `dispose()`.
    Disposed,
    /// A decision was asked for before the WebAssembly module was there.
    NotLoaded,
}

impl Misuse {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::BadOptions { .. } => "badOptions",
            Self::Disposed => "disposed",
            Self::NotLoaded => "notLoaded",
        }
    }

    pub(super) fn message(&self) -> Cow<'static, str> {
        match self {
            Self::BadOptions { option, expected, given } => {
                concat([option, ": expected ", expected, ", got ", given]).into()
            }
            Self::Disposed => "this Auth has been disposed; call createAuth again".into(),
            Self::NotLoaded => "weapp-auth is not loaded yet; await load() first".into(),
        }
    }
}
