//! A machine in each of its states, reached by the shortest way.

use crate::answer::AnswerResult;
use crate::bundle::{Bundle, Stored, Token, Told};
use crate::button::{Privacy, Setting};
use crate::machine::caller::Phase;
use crate::machine::life::Life;
use crate::machine::{
    AuthMachine, CallerId, Cause, Effect, Environment, Event, Fingerprint, Mode, Options, Page,
    PageId, Press, Proof, Random, Request, Response, Serial, Status,
};
use crate::navigation::Target;
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::{Millis, Timestamp};

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
            State::BackDue => {
                Self::after(State::Submitting, &[Self::submission_taken, Self::success])
            }
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

/// The events of the table.
impl Scene {
    pub(super) fn nothing_stored(&mut self) -> Event {
        Event::StorageRead { read: self.read, stored: None }
    }

    pub(super) fn token_stored(&mut self) -> Event {
        let stored = Stored { token: Token::new("T0"), ..Stored::default() };
        Event::StorageRead { read: self.read, stored: Some(stored) }
    }

    pub(super) fn home(_: &mut Self) -> Event {
        Event::PagesChanged { stack: vec![page(1, "pages/home/home")] }
    }

    pub(super) fn login_page(_: &mut Self) -> Event {
        let login = page(2, "pages/login/login");
        Event::PagesChanged { stack: vec![page(1, "pages/home/home"), login] }
    }

    pub(super) fn request(&mut self) -> Event {
        self.request_in(Mode::Interactive)
    }

    pub(super) fn silent_request(&mut self) -> Event {
        self.request_in(Mode::Silent)
    }

    pub(super) fn optional_request(&mut self) -> Event {
        self.request_in(Mode::Optional)
    }

    fn request_in(&mut self, mode: Mode) -> Event {
        self.caller = self.next_caller();
        let endpoint = Endpoint::default();
        let request = Request { mode, writes: false, replay_always: false, page: None, endpoint };
        Event::RequestMade { caller: self.caller, request }
    }

    pub(super) fn login_call(&mut self) -> Event {
        Event::LoginAsked { caller: self.next_caller() }
    }

    pub(super) fn require_phone(&mut self) -> Event {
        Event::StepRequired { caller: self.next_caller(), step: STEP }
    }

    pub(super) fn logout(&mut self) -> Event {
        Event::LogoutAsked { caller: self.next_caller(), hold: false }
    }

    pub(super) fn logout_and_hold(&mut self) -> Event {
        Event::LogoutAsked { caller: self.next_caller(), hold: true }
    }

    pub(super) fn abort(&mut self) -> Event {
        Event::Aborted { caller: self.caller }
    }

    pub(super) fn success(&mut self) -> Event {
        self.response(Response { status: 200, ..Response::default() })
    }

    pub(super) fn bare_401(&mut self) -> Event {
        self.response(refusal(Step::Login))
    }

    pub(super) fn step_challenge(&mut self) -> Event {
        self.response(refusal(STEP))
    }

    pub(super) fn session_ended(&mut self) -> Event {
        self.response(Response { status: 401, ends_session: true, ..Response::default() })
    }

    pub(super) fn empty_token(&mut self) -> Event {
        let bundle = Some(Bundle { token: Told::Nothing, ..Bundle::default() });
        self.response(Response { status: 200, bundle, ..Response::default() })
    }

    pub(super) fn doubled_response(&mut self) -> Event {
        self.sent = Serial(u32::MAX);
        self.success()
    }

    fn response(&mut self, response: Response) -> Event {
        let (caller, sent, random) = (self.caller, self.sent, RANDOM);
        Event::ResponseArrived { caller, sent, response, random }
    }

    pub(super) fn network_failure(&mut self) -> Event {
        Event::RequestFailed { caller: self.caller, sent: self.sent, cause: Cause(1) }
    }

    pub(super) fn turn(&mut self) -> Event {
        Event::TurnAcquired { turn: self.turn }
    }

    pub(super) fn stale_turn(_: &mut Self) -> Event {
        Event::TurnAcquired { turn: Serial(u32::MAX) }
    }

    pub(super) fn code(&mut self) -> Event {
        Event::CodeReceived { login: self.login }
    }

    pub(super) fn login_fails(&mut self) -> Event {
        Event::LoginFailed { login: self.login, cause: Cause(1), random: RANDOM }
    }

    pub(super) fn stale_code(_: &mut Self) -> Event {
        Event::CodeReceived { login: Serial(u32::MAX) }
    }

    pub(super) fn token(&mut self) -> Event {
        let token = Token::new("T1").map_or(Told::Nothing, Told::Given);
        let bundle = Some(Bundle { token, ..Bundle::default() });
        self.exchange(Response { status: 200, bundle, ..Response::default() })
    }

    pub(super) fn no_token(&mut self) -> Event {
        self.exchange(Response { status: 200, ..Response::default() })
    }

    pub(super) fn exchange_answered_403(&mut self) -> Event {
        self.exchange(Response { status: 403, ..Response::default() })
    }

    pub(super) fn exchange_answered_500(&mut self) -> Event {
        self.exchange(Response { status: 500, ..Response::default() })
    }

    fn exchange(&mut self, response: Response) -> Event {
        Event::ExchangeAnswered { login: self.login, response, random: RANDOM }
    }

    pub(super) fn navigated(&mut self) -> Event {
        Event::Navigated { navigation: self.navigation }
    }

    pub(super) fn stack_full(&mut self) -> Event {
        self.navigation_fails("navigateTo:fail webview count limit exceed")
    }

    pub(super) fn page_not_found(&mut self) -> Event {
        self.navigation_fails("navigateTo:fail page \"pages/login/login\" is not found")
    }

    fn navigation_fails(&mut self, err_msg: &str) -> Event {
        Event::NavigationFailed { navigation: self.navigation, err_msg: err_msg.into() }
    }

    pub(super) fn yes(&mut self) -> Event {
        self.press(AnswerResult::Granted)
    }

    pub(super) fn no(&mut self) -> Event {
        self.press(AnswerResult::Refused)
    }

    pub(super) fn no_quota(&mut self) -> Event {
        self.press(AnswerResult::NoQuota)
    }

    pub(super) fn privacy_not_agreed(&mut self) -> Event {
        self.press(AnswerResult::PrivacyNotAgreed)
    }

    fn press(&mut self, result: AnswerResult) -> Event {
        let caller = self.next_caller();
        let proof = Proof::Once(Fingerprint::of(&caller.0.to_string()));
        Event::Answered { caller, press: Press { step: STEP, result, proof } }
    }

    pub(super) fn page_left(_: &mut Self) -> Event {
        Event::PageLeft
    }

    pub(super) fn submission_taken(&mut self) -> Event {
        self.submission(Response { status: 200, ..Response::default() })
    }

    pub(super) fn submission_answered_401(&mut self) -> Event {
        self.submission(refusal(Step::Login))
    }

    pub(super) fn submission_answered_500(&mut self) -> Event {
        self.submission(Response { status: 500, ..Response::default() })
    }

    fn submission(&mut self, response: Response) -> Event {
        Event::SubmissionAnswered { submission: self.submission, response }
    }

    pub(super) fn submission_fails(&mut self) -> Event {
        Event::SubmissionFailed { submission: self.submission, cause: Cause(1) }
    }

    pub(super) fn deadline(&mut self) -> Event {
        self.now = self.machine.next_timeout().unwrap_or(self.now);
        Event::TimerFired { random: RANDOM }
    }

    pub(super) fn a_second_later(&mut self) -> Event {
        self.now = self.now + Millis(1000);
        self.request()
    }

    pub(super) fn disposed(_: &mut Self) -> Event {
        Event::Disposed
    }
}

fn page(id: u32, url: &str) -> Page {
    Page { id: PageId(id), url: url.into() }
}

fn refusal(step: Step) -> Response {
    Response { status: 401, steps: vec![step], ..Response::default() }
}
