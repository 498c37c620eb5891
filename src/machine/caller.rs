//! One promise of the shell's, and how far it has got.

use serde::Serialize;

use crate::bundle::Bundle;
use crate::machine::ids::{Serial, Ticket};
use crate::machine::request::{Mode, Request, Response};
use crate::machine::steps::Steps;
use crate::step::Step;
use crate::time::Timestamp;

/// One promise of the shell's that isn't settled.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Caller {
    pub(crate) errand: Errand,
    /// When it was handed in, by the machine's counter.
    pub(crate) made: Serial,
    pub(crate) phase: Phase,
    pub(crate) history: History,
}

/// What the caller wants.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Errand {
    /// The authorization header.
    Credentials,
    /// A login.
    Login,
    /// A response.
    Request(Request),
    /// That a step is done.
    Require(Step),
}

/// What the caller waits for.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Phase {
    /// The person: these steps need a button, or a silent submission.
    AwaitingAnswer { steps: Steps, deadline: Option<Timestamp> },
    /// The header fields of the 401 that an upload or download was answered.
    AwaitingHeaders { ticket: Ticket, response: Response, deadline: Timestamp },
    /// A login.
    AwaitingLogin,
    /// The stored bundle.
    AwaitingStart,
    /// A response. For uploads and downloads, `headers` holds what the header asked for.
    Sent { ticket: Ticket, headers: Option<Headers> },
}

/// What the header fields of an upload or download said before its result came.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub(crate) struct Headers {
    pub(crate) steps: Vec<Step>,
    pub(crate) bundle: Option<Bundle>,
}

/// What has been done for the caller, so that nothing is done twice.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct History {
    /// The last login that it waited for.
    pub(crate) login: Option<Serial>,
    /// The steps whose answer was taken while it waited.
    pub(crate) answered: Steps,
    /// Since when it has been held, where it can't wait for ever.
    pub(crate) held_since: Option<Timestamp>,
    /// Whether a login was made for the sake of the unionid.
    pub(crate) renewed_for_unionid: bool,
    /// How often it was sent again because its token was out of date.
    pub(crate) stale_replays: u8,
    /// Whether it was sent after a button. Nobody goes back from the login page before its outcome,
    /// which may be another step.
    pub(crate) is_released: bool,
}

impl Phase {
    /// Whether it waits for anything but a response.
    pub(crate) fn is_waiting(&self) -> bool {
        match self {
            Self::AwaitingAnswer { .. } | Self::AwaitingLogin | Self::AwaitingStart => true,
            Self::AwaitingHeaders { .. } | Self::Sent { .. } => false,
        }
    }
}

impl Caller {
    pub(crate) fn new(errand: Errand, made: Serial, phase: Phase) -> Self {
        Self { errand, made, phase, history: History::default() }
    }

    pub(crate) fn mode(&self) -> Mode {
        match self.errand {
            Errand::Request(request) => request.mode,
            Errand::Credentials | Errand::Login | Errand::Require(_) => Mode::Interactive,
        }
    }

    pub(crate) fn request(&self) -> Option<&Request> {
        match &self.errand {
            Errand::Request(request) => Some(request),
            Errand::Credentials | Errand::Login | Errand::Require(_) => None,
        }
    }

    pub(crate) fn writes(&self) -> bool {
        self.request().is_some_and(|request| request.writes)
    }

    /// A write that must not be sent long after it was meant.
    pub(crate) fn is_perishable(&self) -> bool {
        self.request().is_some_and(|request| request.writes && !request.replay_always)
    }

    /// The send whose answer is still to come.
    pub(crate) fn sent(&self) -> Option<Ticket> {
        match &self.phase {
            Phase::AwaitingHeaders { ticket, .. } | Phase::Sent { ticket, .. } => Some(*ticket),
            Phase::AwaitingAnswer { .. } | Phase::AwaitingLogin | Phase::AwaitingStart => None,
        }
    }

    /// The steps it is blocked by.
    pub(crate) fn steps(&self) -> Steps {
        match &self.phase {
            Phase::AwaitingAnswer { steps, .. } => *steps,
            Phase::AwaitingHeaders { .. }
            | Phase::AwaitingLogin
            | Phase::AwaitingStart
            | Phase::Sent { .. } => Steps::default(),
        }
    }

    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::AwaitingAnswer { deadline, .. } => *deadline,
            Phase::AwaitingHeaders { deadline, .. } => Some(*deadline),
            Phase::AwaitingLogin | Phase::AwaitingStart | Phase::Sent { .. } => None,
        }
    }
}
