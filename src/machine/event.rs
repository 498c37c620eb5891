//! What happens: everything the machine can hear of.

use serde::Serialize;

use crate::bundle::{Bundle, Stored};
use crate::button::{Privacy, Setting};
use crate::machine::environment::Environment;
use crate::machine::ids::{CallerId, Cause, PageId, Random, Serial, Ticket};
use crate::machine::pages::Page;
use crate::machine::press::Press;
use crate::machine::request::{Request, Response};
use crate::machine::siblings::Siblings;
use crate::step::Step;

/// Something that has happened. Those that answer an effect carry its number back, and are ignored
/// when nothing waits for that number any more; [`crate::Effect`] says which answers which.
///
/// `random` is there wherever the breaker may open and draw its wait.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
    // The life of the app.
    /// The app runs. Comes first, once.
    Started {
        /// Where it runs.
        environment: Environment,
    },
    /// The instant that `next_timeout()` named has come.
    TimerFired {
        /// A fresh draw.
        random: Random,
    },
    /// The open pages are these, bottom to top. Told before any event that may open a page, and
    /// after each navigation before its [`Event::Navigated`].
    PagesChanged {
        /// The open pages.
        stack: Vec<Page>,
    },
    /// What the other living auths of this app are about.
    SiblingsChanged {
        /// All of them together.
        siblings: Siblings,
    },
    /// Nothing will be asked of this machine any more.
    Disposed,

    // What the app asks for.
    /// A request was handed in.
    RequestMade {
        /// The request's promise.
        caller: CallerId,
        /// What is to be known of it.
        request: Request,
    },
    /// A request that was sent by `begin()` turns out to need the machine after all. What it was
    /// adopted for follows at once, its answer or its end; until then time stands still.
    RequestAdopted {
        /// The request's promise.
        caller: CallerId,
        /// What is to be known of it.
        request: Request,
        /// What `begin()` gave.
        ticket: Ticket,
    },
    /// `credentials()` was called.
    CredentialsAsked {
        /// The call's promise.
        caller: CallerId,
    },
    /// `login()` was called.
    LoginAsked {
        /// The call's promise.
        caller: CallerId,
    },
    /// `require(step)` was called.
    StepRequired {
        /// The call's promise.
        caller: CallerId,
        /// The step that must be done.
        step: Step,
    },
    /// `logout()` was called.
    LogoutAsked {
        /// The call's promise.
        caller: CallerId,
        /// Whether to stay signed out until `login()` or `require()`.
        hold: bool,
    },
    /// `answer()` was called with an avatar that isn't confirmed yet.
    AvatarChosen {
        /// The call's promise.
        caller: CallerId,
    },
    /// `answer()` was called with what a button brought.
    Answered {
        /// The call's promise. The shell keeps the data under this number.
        caller: CallerId,
        /// What it means.
        press: Press,
    },
    /// The user has followed the guide of a button: to the privacy agreement, or to the settings.
    GuideFollowed {
        /// The call of `answer()` that said so.
        caller: CallerId,
    },
    /// A component that asks for a step's button, whether or not anybody waits for the step, has
    /// come to stand on a page, or stands there no more.
    StepOffered {
        /// The step; `None` where it is not asked for any more.
        step: Option<Step>,
    },
    /// `abandon()` was called: the login page was left.
    PageLeft,
    /// A page with a component of ours was hidden. Told after an [`Event::PagesChanged`]: a page that
    /// is still open has only been covered, or the app was. One that isn't was left.
    PageHidden {
        /// Which page.
        page: PageId,
    },
    /// The caller gave its request up.
    Aborted {
        /// The request's promise.
        caller: CallerId,
    },

    // What came of an effect.
    /// A response came.
    ResponseArrived {
        /// The request's promise.
        caller: CallerId,
        /// Which send it answers.
        sent: Serial,
        /// The response.
        response: Response,
        /// A fresh draw.
        random: Random,
    },
    /// The header fields of an upload or download came, before its result or after.
    HeadersArrived {
        /// The request's promise.
        caller: CallerId,
        /// Which send they answer.
        sent: Serial,
        /// What the header asks for, should the status be 401.
        steps: Vec<Step>,
        /// The bundle, where it is in a header.
        bundle: Option<Bundle>,
        /// A fresh draw.
        random: Random,
    },
    /// A request had no response.
    RequestFailed {
        /// The request's promise.
        caller: CallerId,
        /// Which send failed.
        sent: Serial,
        /// What wx said.
        cause: Cause,
    },
    /// It is this auth's turn.
    TurnAcquired {
        /// Which turn.
        turn: Serial,
    },
    /// `wx.login` gave a code, which the shell keeps.
    CodeReceived {
        /// Which login.
        login: Serial,
    },
    /// `wx.login` failed, `loginData` failed, or the exchange had no response.
    LoginFailed {
        /// Which login.
        login: Serial,
        /// What wx said, or what `loginData` threw.
        cause: Cause,
        /// A fresh draw.
        random: Random,
    },
    /// The exchange was answered.
    ExchangeAnswered {
        /// Which login.
        login: Serial,
        /// The response.
        response: Response,
        /// A fresh draw.
        random: Random,
    },
    /// A navigation worked.
    Navigated {
        /// Which navigation.
        navigation: Serial,
    },
    /// A navigation failed.
    NavigationFailed {
        /// Which navigation.
        navigation: Serial,
        /// wx's `errMsg`.
        err_msg: String,
    },
    /// Settings and privacy were looked up.
    LookedUp {
        /// Which look-up.
        lookup: Serial,
        /// What the user has said before about the step's scope.
        setting: Setting,
        /// Whether the privacy agreement stands in the way.
        privacy: Privacy,
    },
    /// `wx.getUserInfo` was called without a button. The shell keeps the data.
    UserInfoRead {
        /// Which reading.
        reading: Serial,
        /// Whether it brought encrypted data.
        granted: bool,
    },
    /// A submission was answered.
    SubmissionAnswered {
        /// Which submission.
        submission: Serial,
        /// The response.
        response: Response,
    },
    /// The header fields of a submission that uploads came, before its result or after.
    SubmissionHeadersArrived {
        /// Which submission.
        submission: Serial,
        /// What the header asks for, should the status be 401.
        steps: Vec<Step>,
        /// The bundle, where it is in a header.
        bundle: Option<Bundle>,
    },
    /// A submission had no response.
    SubmissionFailed {
        /// Which submission.
        submission: Serial,
        /// What wx said.
        cause: Cause,
    },
    /// Storage was read.
    StorageRead {
        /// Which reading.
        read: Serial,
        /// What was there, if it could be understood.
        stored: Option<Stored>,
    },
    /// Storage could not be written.
    SaveFailed,
}

impl Event {
    /// The draw that came with the event; the middle where none did.
    pub(crate) fn random(&self) -> Random {
        match self {
            Self::TimerFired { random }
            | Self::ResponseArrived { random, .. }
            | Self::HeadersArrived { random, .. }
            | Self::LoginFailed { random, .. }
            | Self::ExchangeAnswered { random, .. } => *random,
            Self::Started { .. }
            | Self::PagesChanged { .. }
            | Self::SiblingsChanged { .. }
            | Self::Disposed
            | Self::RequestMade { .. }
            | Self::RequestAdopted { .. }
            | Self::CredentialsAsked { .. }
            | Self::LoginAsked { .. }
            | Self::StepRequired { .. }
            | Self::LogoutAsked { .. }
            | Self::AvatarChosen { .. }
            | Self::Answered { .. }
            | Self::GuideFollowed { .. }
            | Self::StepOffered { .. }
            | Self::PageLeft
            | Self::PageHidden { .. }
            | Self::Aborted { .. }
            | Self::RequestFailed { .. }
            | Self::TurnAcquired { .. }
            | Self::CodeReceived { .. }
            | Self::Navigated { .. }
            | Self::NavigationFailed { .. }
            | Self::LookedUp { .. }
            | Self::UserInfoRead { .. }
            | Self::SubmissionAnswered { .. }
            | Self::SubmissionHeadersArrived { .. }
            | Self::SubmissionFailed { .. }
            | Self::StorageRead { .. }
            | Self::SaveFailed => Random::HALF,
        }
    }
}
