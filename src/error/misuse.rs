//! What the calling code does wrong.

use std::borrow::Cow;

use thiserror::Error;

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
        given: Cow<'static, str>,
    },
    /// The `Auth` was used after `dispose()`.
    #[error("this Auth has been disposed; call createAuth again")]
    Disposed,
    /// A decision was asked for before the WebAssembly module was there.
    #[error("weapp-auth is not loaded yet; await load() first")]
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
}
