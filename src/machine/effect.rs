//! What is to be done: everything the machine can ask of its shell.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::bundle::{Stored, Token};
use crate::error::Error;
use crate::machine::ids::{CallerId, Cause, Generation, Serial, Ticket};
use crate::navigation::Navigation;
use crate::step::Step;

/// Something to do. The shell does it and decides nothing.
///
/// | effect | is answered by | or, failing, by | at the latest after |
/// |---|---|---|---|
/// | [`Effect::Send`] | `ResponseArrived` (and `HeadersArrived`) | `RequestFailed` | wx's own timeout |
/// | [`Effect::AcquireTurn`] | `TurnAcquired` | | 1 min |
/// | [`Effect::CallLogin`] | `CodeReceived` | `LoginFailed` | `login_timeout` |
/// | [`Effect::Exchange`] | `ExchangeAnswered` | `LoginFailed` | the same `login_timeout` |
/// | [`Effect::Navigate`] | `Navigated` | `NavigationFailed` | 5 s |
/// | [`Effect::LookUp`] | `LookedUp` | `LookedUp` with unknowns | 2 s |
/// | [`Effect::ReadUserInfo`] | `UserInfoRead` | `UserInfoRead` | 2 s |
/// | [`Effect::Submit`] | `SubmissionAnswered` | `SubmissionFailed` | `login_timeout` |
/// | [`Effect::ReadStorage`] | `StorageRead` | `StorageRead` with nothing | 2 s |
/// | [`Effect::Save`] | | `SaveFailed` | |
/// | all others | | | |
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Effect {
    // To those who called.
    /// Send a request with the token of this generation, or without one for generation 0.
    Send {
        /// The request's promise.
        caller: CallerId,
        /// Which send this is.
        ticket: Ticket,
    },
    /// Hand the response that came last for this request to its caller.
    Deliver {
        /// The request's promise.
        caller: CallerId,
    },
    /// Reject these promises with one error.
    Reject {
        /// The promises.
        callers: Vec<CallerId>,
        /// Why.
        failure: Failure,
    },
    /// Resolve a call. `credentials()` gets the token of this generation, the others the view.
    Resolve {
        /// The call's promise.
        caller: CallerId,
        /// The present token.
        generation: Generation,
    },
    /// Abort the `wx` task of a request, which is settled already.
    AbortTask {
        /// The request's promise.
        caller: CallerId,
    },
    /// The stored bundle is read: requests will be sent.
    BecomeReady,
    /// The view has changed.
    ShowView,
    /// Warn the app, once.
    Warn {
        /// What about.
        warning: Warning,
    },

    // To the server and WeChat.
    /// Wait until no other living auth of this app logs in, submits or navigates.
    AcquireTurn {
        /// Which turn.
        turn: Serial,
    },
    /// Let the next one have its turn, or stop waiting for it.
    ReleaseTurn {
        /// Which turn.
        turn: Serial,
    },
    /// Call `wx.login` and keep its code.
    CallLogin {
        /// Which login.
        login: Serial,
    },
    /// POST the code to `loginUrl`, without a token.
    Exchange {
        /// Which login.
        login: Serial,
    },
    /// Navigate.
    Navigate {
        /// Which navigation.
        navigation: Serial,
        /// Where to and how.
        call: Navigation,
    },
    /// Look up settings and privacy for the button of a step.
    LookUp {
        /// Which look-up.
        lookup: Serial,
        /// The step.
        step: Step,
    },
    /// Call `wx.getUserInfo` without a button, and keep what it brings.
    ReadUserInfo {
        /// Which reading. The submission has a number of its own, since it is sent later.
        reading: Serial,
    },
    /// POST what a button brought to the step's url, with the token.
    Submit {
        /// Which submission.
        submission: Serial,
        /// The step.
        step: Step,
        /// The call of `answer()` that brought it; `None` for what `wx.getUserInfo` brought.
        press: Option<CallerId>,
        /// The [`Effect::ReadUserInfo`] that brought it; `None` for what a button brought.
        reading: Option<Serial>,
        /// The call of `answer()` that brought the avatar, if that was another one.
        avatar: Option<CallerId>,
        /// The token that goes with it.
        generation: Generation,
    },

    // To storage and memory.
    /// Read what is stored.
    ReadStorage {
        /// Which reading.
        read: Serial,
    },
    /// Store this in the place of what was.
    Save {
        /// What to store.
        stored: Stored,
    },
    /// From now on this is the token; what was kept under older generations can go.
    SetToken {
        /// The token's generation.
        generation: Generation,
        /// The token; `None` after signing out.
        token: Option<Token>,
    },
}

/// What the event that is being handled has brought so far.
#[derive(Debug, Default, Eq, Hash, PartialEq)]
pub(super) struct Pending(pub(super) Vec<Effect>);

/// A machine is copied between events, when nothing is pending: so no effect ever has to be copied.
impl Clone for Pending {
    fn clone(&self) -> Self {
        debug_assert!(self.0.is_empty(), "a copy in the middle of an event");
        Self::default()
    }
}

/// Why something was rejected. All that fail for one cause carry the same number, and get the same
/// error object.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Failure {
    /// Which failure.
    pub id: Serial,
    /// What went wrong.
    #[cfg_attr(not(target_arch = "wasm32"), serde(flatten))]
    pub error: Error,
    /// What the shell keeps about it.
    pub cause: Option<Cause>,
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Wire {
            id: Serial,
            code: &'static str,
            step: Option<Step>,
            status: Option<u16>,
            by_user: bool,
            message: Cow<'static, str>,
            cause: Option<Cause>,
        }
        let error = &self.error;
        let wire = Wire {
            id: self.id,
            code: error.code(),
            step: error.step(),
            status: error.status(),
            by_user: error.by_user(),
            message: error.message(),
            cause: self.cause,
        };
        wire.serialize(serializer)
    }
}

/// Something the app's author should know, told once.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Warning {
    /// The server's bundle holds a field that must not reach the client. It was left out.
    BundleHadSecrets,
    /// Storage could not be written: after a restart the user has to log in again.
    StorageFailed,
}
