//! A machine in each of its states, reached by the shortest way.

mod events;

use crate::button::{Privacy, Setting};
use crate::machine::caller::Phase;
use crate::machine::life::Life;
use crate::machine::{
    AuthMachine, CallerId, Effect, Environment, Event, Options, Random, Serial, Status,
};
use crate::navigation::Target;
use crate::step::Step;
use crate::time::Timestamp;

const RANDOM: Random = Random(0);
const STEP: Step = Step::PhoneNumber;

/// The states of the table, finer than what pages are shown.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum State {
    /// The stored bundle is being read.
    Starting,
    /// No token, and nobody has asked for one.
    SignedOut,
    /// A login waits for its turn.
    LoginDue,
    /// `wx.login` was called.
    AwaitingCode,
    /// The code is on its way to the server.
    Exchanging,
    /// Logins are held back.
    BreakerOpen,
    /// A token that can be sent.
    SignedIn,
    /// The same, and a request is out.
    Requesting,
    /// Somebody waits for a button, and the login page for its turn.
    PageDue,
    /// The login page is being opened.
    GoingToLogin,
    /// Somebody waits for a button, and it is there.
    Blocked,
    /// What a button brought waits for its turn.
    SubmissionDue,
    /// What a button brought is on its way to the server.
    Submitting,
    /// A request that an answer has released is out; the login page is still open.
    Replaying,
    /// All is done, and the way back waits for its turn.
    BackDue,
    /// The login page is being left.
    GoingBack,
    /// Signed out until somebody asks for a login.
    Held,
    /// Nobody listens any more.
    Disposed,
}

/// A machine, and the numbers it has given out last.
pub(super) struct Scene {
    pub(super) machine: AuthMachine,
    now: Timestamp,
    callers: u32,
    caller: CallerId,
    sent: Serial,
    turn: Serial,
    login: Serial,
    navigation: Serial,
    submission: Serial,
    read: Serial,
}

impl Scene {
    pub(super) fn in_state(state: State) -> Self {
        let mut scene = match state {
            State::Starting => Self::new(),
            State::SignedOut => Self::after(State::Starting, &[Self::nothing_stored]),
            State::LoginDue => Self::after(State::SignedOut, &[Self::request]),
            State::AwaitingCode => Self::after(State::LoginDue, &[Self::turn]),
            State::Exchanging => Self::after(State::AwaitingCode, &[Self::code]),
            State::BreakerOpen => Self::after(State::Exchanging, &[Self::exchange_answered_500]),
            State::SignedIn => Self::after(State::Starting, &[Self::token_stored, Self::home]),
            State::Requesting => Self::after(State::SignedIn, &[Self::request]),
            State::PageDue => Self::after(State::Requesting, &[Self::step_challenge]),
            State::GoingToLogin => Self::after(State::PageDue, &[Self::turn]),
            State::Blocked => {
                Self::after(State::GoingToLogin, &[Self::login_page, Self::navigated])
            }
            State::SubmissionDue => Self::after(State::Blocked, &[Self::yes]),
            State::Submitting => Self::after(State::SubmissionDue, &[Self::turn]),
            State::Replaying => Self::after(State::Submitting, &[Self::submission_taken]),
            State::BackDue => Self::after(State::Replaying, &[Self::success]),
            State::GoingBack => Self::after(State::BackDue, &[Self::turn]),
            State::Held => Self::after(State::SignedIn, &[Self::logout_and_hold]),
            State::Disposed => Self::after(State::SignedIn, &[Self::disposed]),
        };
        scene.forget_lookup();
        assert_eq!(scene.state(), state);
        scene
    }

    fn after(state: State, events: &[fn(&mut Self) -> Event]) -> Self {
        let mut scene = Self::in_state(state);
        for event in events {
            let event = event(&mut scene);
            scene.tell(event);
        }
        scene
    }

    fn new() -> Self {
        let none = Serial::default();
        let mut scene = Self {
            machine: AuthMachine::new(Options::default()),
            now: Timestamp(1_000_000),
            callers: 0,
            caller: CallerId(0),
            sent: none,
            turn: none,
            login: none,
            navigation: none,
            submission: none,
            read: none,
        };
        scene.tell(Event::Started { environment: Environment::default() });
        scene
    }

    /// Tells the machine of an event and remembers the numbers in the effects.
    pub(super) fn tell(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.machine.handle(event, self.now);
        for effect in &effects {
            match effect {
                Effect::Send { ticket, .. } => self.sent = ticket.sent,
                Effect::AcquireTurn { turn } => self.turn = *turn,
                Effect::CallLogin { login } => self.login = *login,
                Effect::Navigate { navigation, .. } => self.navigation = *navigation,
                Effect::Submit { submission, .. } => self.submission = *submission,
                Effect::ReadStorage { read } => self.read = *read,
                Effect::AbortTask { .. }
                | Effect::BecomeReady
                | Effect::Deliver { .. }
                | Effect::Exchange { .. }
                | Effect::LookUp { .. }
                | Effect::ReadUserInfo { .. }
                | Effect::Reject { .. }
                | Effect::ReleaseTurn { .. }
                | Effect::Resolve { .. }
                | Effect::Save { .. }
                | Effect::SetToken { .. }
                | Effect::ShowView
                | Effect::Warn { .. } => {}
            }
        }
        effects
    }

    pub(super) fn state(&self) -> State {
        let machine = &self.machine;
        let is_asking = machine.turn.deadline().is_some();
        let is_out = |id: &CallerId| {
            machine.callers.get(*id).is_some_and(|c| matches!(c.phase, Phase::Sent { .. }))
        };
        match (&machine.life, machine.view().status) {
            (Life::Unborn | Life::Reading { .. }, _) => State::Starting,
            (Life::Over, _) => State::Disposed,
            (Life::Ready, Status::LoggingIn) if machine.login.is_put_off() => State::LoginDue,
            (Life::Ready, Status::LoggingIn) if machine.login.has_code() => State::Exchanging,
            (Life::Ready, Status::LoggingIn) => State::AwaitingCode,
            (Life::Ready, Status::Authorizing) if is_asking => State::SubmissionDue,
            (Life::Ready, Status::Authorizing) => State::Submitting,
            (Life::Ready, _) if machine.pages.voyage.is_to_login() => State::GoingToLogin,
            (Life::Ready, _) if machine.is_navigating() => State::GoingBack,
            (Life::Ready, _) if machine.wanted_target() == Some(Target::Back) => State::BackDue,
            (Life::Ready, Status::Blocked) if is_asking => State::PageDue,
            (Life::Ready, Status::Blocked) => State::Blocked,
            (Life::Ready, _) if machine.session.is_held => State::Held,
            (Life::Ready, _) if machine.breaker.refusal(self.now).is_some() => State::BreakerOpen,
            (Life::Ready, Status::SignedIn) if machine.callers.is_anyone_released() => {
                State::Replaying
            }
            (Life::Ready, Status::SignedIn) if machine.callers.ids().iter().any(is_out) => {
                State::Requesting
            }
            (Life::Ready, Status::SignedIn) => State::SignedIn,
            (Life::Ready, Status::SignedOut) => State::SignedOut,
        }
    }

    /// Look-ups are a story of their own: answer the one that may be out.
    fn forget_lookup(&mut self) {
        if let Some(lookup) = self.machine.prompt.lookup() {
            let (setting, privacy) = (Setting::Unknown, Privacy::Unknown);
            self.tell(Event::LookedUp { lookup, setting, privacy });
        }
    }

    fn next_caller(&mut self) -> CallerId {
        self.callers += 1;
        CallerId(self.callers)
    }
}
