//! A small mini-program to explore: three requests, a person, a server that may do anything, and
//! the rules that hold whatever happens.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use super::canon::{FIRST_INSTANT, FIRST_SERIAL};
use crate::answer::AnswerResult;
use crate::bundle::{Bundle, Stored, Token, Told};
use crate::button::{Privacy, Setting};
use crate::machine::caller::{Caller, Phase};
use crate::machine::{
    AuthMachine, CallerId, Cause, Effect, Environment, Event, Fingerprint, Input, Mode, Options,
    Page, PageId, Press, Proof, Random, Recorder, Request, Response, Serial, Ticket,
};
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::Timestamp;

const RANDOM: Random = Random(0);
const HOUR: u64 = 3_600_000;
const REQUESTS: u32 = 3;
/// The callers of calls have numbers of their own.
const FIRST_CALL: u32 = 1_000_000;

/// Something that can happen next.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Move {
    Ask(u32),
    Abort(u32),
    Answer(u32, Answer),
    /// The last answer comes a second time.
    AnswerAgain,
    Turn,
    Code,
    LoginFails,
    Exchange(Exchange),
    Arrive,
    GoAstray,
    Yes,
    No,
    Leave,
    Submission(Submission),
    Logout,
    Restart,
    Timer,
    ClockBack,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Answer {
    Success,
    Rotated,
    Bare401,
    Phone,
    Both,
    Network,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Exchange {
    Token,
    OtherUser,
    Trouble,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Submission {
    Taken,
    Bare401,
    Failed,
}

/// What a recorder wrote, and what the machine did meanwhile.
#[derive(Clone, Debug)]
pub(super) struct Tape {
    pub(super) recorder: Recorder,
    pub(super) effects: Vec<Vec<Effect>>,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what has happened, each for itself")]
pub(super) struct Model {
    pub(super) machine: AuthMachine,
    pub(super) now: u64,
    modes: [Mode; REQUESTS as usize],
    /// Whether what happens once at most in an exploration may happen again and again.
    is_endless: bool,
    made: BTreeSet<CallerId>,
    settled: BTreeSet<CallerId>,
    sends: BTreeMap<CallerId, u8>,
    out: BTreeMap<CallerId, Ticket>,
    turn: Option<Serial>,
    code: Option<Serial>,
    exchange: Option<Serial>,
    navigation: Option<Serial>,
    submission: Option<Serial>,
    last_answer: Option<Box<Event>>,
    stored: Option<Stored>,
    tokens: u32,
    presses: u32,
    /// What happens once at most.
    was_reset: bool,
    was_set_back: bool,
    was_doubled: bool,
    pub(super) tape: Option<Tape>,
}

impl Hash for Model {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.machine, &self.made, &self.settled, &self.sends, &self.out).hash(state);
        (self.turn, self.code, self.exchange, self.navigation, self.submission).hash(state);
        (&self.last_answer, &self.stored, self.tokens, self.presses).hash(state);
        (self.was_reset, self.was_set_back, self.was_doubled).hash(state);
    }
}

impl Model {
    pub(super) fn new(signed_in: bool, modes: [Mode; REQUESTS as usize], options: Options) -> Self {
        let mut machine = AuthMachine::new(options);
        machine.counter = Serial(FIRST_SERIAL);
        let mut stored = Stored { token: Token::new("T0"), ..Stored::default() };
        stored.received_at = Timestamp(FIRST_INSTANT);
        let mut fresh = Self {
            machine,
            now: FIRST_INSTANT + HOUR,
            modes,
            is_endless: false,
            made: BTreeSet::new(),
            settled: BTreeSet::new(),
            sends: BTreeMap::new(),
            out: BTreeMap::new(),
            turn: None,
            code: None,
            exchange: None,
            navigation: None,
            submission: None,
            last_answer: None,
            stored: signed_in.then_some(stored),
            tokens: 0,
            presses: 0,
            was_reset: false,
            was_set_back: false,
            was_doubled: false,
            tape: None,
        };
        fresh.start();
        fresh
    }

    /// For long walks: as many requests, presses, restarts and clock changes as may come.
    pub(super) fn endless(self) -> Self {
        Self { is_endless: true, ..self }
    }

    fn start(&mut self) {
        self.tell(Event::Started { environment: Environment::default() });
        let stack = vec![Page { id: PageId(1), url: "pages/home/home".into() }];
        self.tell(Event::PagesChanged { stack });
    }

    /// Everything that can happen now.
    pub(super) fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        let next = u32::try_from(self.made.len()).unwrap_or(REQUESTS);
        let is_endless = self.is_endless;
        if next < REQUESTS || is_endless {
            moves.push(Move::Ask(next));
        }
        for caller in self.out.keys() {
            for answer in [
                Answer::Success,
                Answer::Rotated,
                Answer::Bare401,
                Answer::Phone,
                Answer::Both,
                Answer::Network,
            ] {
                moves.push(Move::Answer(caller.0, answer));
            }
        }
        if let Some(oldest) = self.made.difference(&self.settled).next()
            && (oldest.0 == 0 || is_endless)
        {
            moves.push(Move::Abort(oldest.0));
        }
        let mut offer = |is_possible: bool, offered: &[Move]| {
            if is_possible {
                moves.extend(offered);
            }
        };
        offer(
            self.last_answer.is_some() && (is_endless || !self.was_doubled),
            &[Move::AnswerAgain],
        );
        offer(self.turn.is_some(), &[Move::Turn]);
        offer(self.code.is_some(), &[Move::Code, Move::LoginFails]);
        let exchanges = [Exchange::Token, Exchange::OtherUser, Exchange::Trouble];
        offer(self.exchange.is_some(), &exchanges.map(Move::Exchange));
        offer(self.navigation.is_some(), &[Move::Arrive, Move::GoAstray]);
        let is_asked = self.machine.view().step.is_some();
        offer(is_asked && (is_endless || self.presses < 2), &[Move::Yes, Move::No]);
        offer(is_asked, &[Move::Leave]);
        let answers = [Submission::Taken, Submission::Bare401, Submission::Failed];
        offer(self.submission.is_some(), &answers.map(Move::Submission));
        offer(
            (is_endless || !self.was_reset) && !self.made.is_empty(),
            &[Move::Logout, Move::Restart],
        );
        offer(self.machine.next_timeout().is_some(), &[Move::Timer]);
        offer((is_endless || !self.was_set_back) && !self.made.is_empty(), &[Move::ClockBack]);
        moves
    }

    /// Lets one thing happen.
    pub(super) fn play(&mut self, next: Move) {
        match next {
            Move::Ask(number) => self.ask(number),
            Move::Abort(number) => self.tell(Event::Aborted { caller: CallerId(number) }),
            Move::Answer(number, answer) => self.respond(CallerId(number), answer),
            Move::AnswerAgain => {
                self.was_doubled = true;
                if let Some(event) = self.last_answer.take() {
                    let before = self.settled.len();
                    self.tell(*event);
                    assert_eq!(self.settled.len(), before, "a doubled answer settled something");
                }
            }
            Move::Turn => {
                let turn = self.turn.take().expect("offered");
                self.tell(Event::TurnAcquired { turn });
            }
            Move::Code => {
                let login = self.code.take().expect("offered");
                self.tell_answer(Event::CodeReceived { login });
            }
            Move::LoginFails => {
                let login = self.code.take().expect("offered");
                self.tell_answer(Event::LoginFailed { login, cause: Cause(1), random: RANDOM });
            }
            Move::Exchange(answer) => self.answer_exchange(answer),
            Move::Arrive => self.arrive(),
            Move::GoAstray => {
                let navigation = self.navigation.take().expect("offered");
                let err_msg = "navigateTo:fail webview count limit exceed".into();
                self.tell_answer(Event::NavigationFailed { navigation, err_msg });
            }
            Move::Yes => self.press(AnswerResult::Granted),
            Move::No => self.press(AnswerResult::Refused),
            Move::Leave => self.tell(Event::PageLeft),
            Move::Submission(answer) => self.answer_submission(answer),
            Move::Logout => {
                self.was_reset = true;
                let caller = CallerId(FIRST_CALL);
                self.tell(Event::LogoutAsked { caller, hold: false });
            }
            Move::Restart => self.restart(),
            Move::Timer => {
                let due = self.machine.next_timeout().expect("offered");
                self.now = self.now.max(due.0);
                self.tell(Event::TimerFired { random: RANDOM });
                let again = self.machine.next_timeout();
                assert!(again.is_none_or(|again| again.0 > self.now), "a timer in the past");
            }
            Move::ClockBack => {
                self.was_set_back = true;
                self.now -= HOUR / 2;
                let stack = self.machine.pages.stack.clone();
                self.tell(Event::PagesChanged { stack });
            }
        }
    }

    fn ask(&mut self, number: u32) {
        let caller = CallerId(number);
        self.made.insert(caller);
        let request = Request {
            mode: self.modes[(number % REQUESTS) as usize],
            writes: number % REQUESTS == 1,
            replay_always: false,
            page: Some(PageId(1)),
            endpoint: Endpoint(number % REQUESTS),
        };
        self.tell(Event::RequestMade { caller, request });
    }

    fn respond(&mut self, caller: CallerId, answer: Answer) {
        let sent = self.out.remove(&caller).expect("offered").sent;
        let steps = match answer {
            Answer::Success | Answer::Rotated | Answer::Network => vec![],
            Answer::Bare401 => vec![Step::Login],
            Answer::Phone => vec![Step::PhoneNumber],
            Answer::Both => vec![Step::UserInfo, Step::PhoneNumber],
        };
        if answer == Answer::Network {
            return self.tell_answer(Event::RequestFailed { caller, sent, cause: Cause(1) });
        }
        let status = if steps.is_empty() { 200 } else { 401 };
        let bundle = (answer == Answer::Rotated).then(|| self.new_bundle());
        let response = Response { status, steps, bundle, ..Response::default() };
        self.tell_answer(Event::ResponseArrived { caller, sent, response, random: RANDOM });
    }

    fn answer_exchange(&mut self, answer: Exchange) {
        let login = self.exchange.take().expect("offered");
        let status = if answer == Exchange::Trouble { 500 } else { 200 };
        let mut bundle = self.new_bundle();
        let uid = if answer == Exchange::OtherUser { "9" } else { "7" };
        bundle.uid = Told::Given(uid.into());
        let bundle = (answer != Exchange::Trouble).then_some(bundle);
        let response = Response { status, bundle, ..Response::default() };
        self.tell_answer(Event::ExchangeAnswered { login, response, random: RANDOM });
    }

    fn new_bundle(&mut self) -> Bundle {
        self.tokens += 1;
        let token = Token::new(&format!("T{}", self.tokens)).map_or(Told::Nothing, Told::Given);
        Bundle { token, ..Bundle::default() }
    }

    fn arrive(&mut self) {
        let navigation = self.navigation.take().expect("offered");
        let to_login = self.machine.pages.voyage.is_to_login();
        let mut stack = vec![Page { id: PageId(1), url: "pages/home/home".into() }];
        if to_login {
            stack.push(Page { id: PageId(2), url: "pages/login/login".into() });
        }
        self.tell(Event::PagesChanged { stack });
        self.tell_answer(Event::Navigated { navigation });
    }

    fn press(&mut self, result: AnswerResult) {
        let step = self.machine.view().step.expect("offered");
        self.presses += 1;
        let proof = Proof::Once(Fingerprint::of(&self.presses.to_string()));
        let caller = CallerId(FIRST_CALL + self.presses);
        self.tell(Event::Answered { caller, press: Press { step, result, proof } });
    }

    fn answer_submission(&mut self, answer: Submission) {
        let submission = self.submission.take().expect("offered");
        if answer == Submission::Failed {
            return self.tell_answer(Event::SubmissionFailed { submission, cause: Cause(1) });
        }
        let (status, steps) = match answer {
            Submission::Taken | Submission::Failed => (200, vec![]),
            Submission::Bare401 => (401, vec![Step::Login]),
        };
        let response = Response { status, steps, ..Response::default() };
        self.tell_answer(Event::SubmissionAnswered { submission, response });
    }

    /// The app is closed and opened again: only storage is left.
    fn restart(&mut self) {
        self.was_reset = true;
        let mut machine = AuthMachine::new(self.machine.options.clone());
        machine.counter = self.machine.counter;
        if let Some(tape) = &mut self.tape {
            *tape = Tape { recorder: Recorder::new(&machine), effects: Vec::new() };
        }
        self.machine = machine;
        self.settled.extend(&self.made);
        self.out.clear();
        self.turn = None;
        self.code = None;
        self.exchange = None;
        self.navigation = None;
        self.submission = None;
        self.start();
    }

    fn record(&mut self, event: &Event) {
        if let Some(tape) = &mut self.tape {
            let input = Input::Handle { event: event.clone() };
            tape.recorder.record(&self.machine, input, Timestamp(self.now));
        }
    }

    fn tell_answer(&mut self, event: Event) {
        self.last_answer = Some(Box::new(event.clone()));
        self.tell(event);
    }

    pub(super) fn tell(&mut self, event: Event) {
        self.record(&event);
        let was_logging_in = self.machine.login.deadline().is_some();
        let was_navigating = self.machine.is_navigating() && !concludes_navigation(&event);
        let effects = self.machine.handle(event, Timestamp(self.now));
        if let Some(tape) = &mut self.tape {
            tape.effects.push(effects.clone());
        }
        // How often the view has changed is of no consequence.
        self.machine.revision = 0;
        let mut logins = usize::from(was_logging_in && self.machine.login.deadline().is_some());
        let mut navigations = usize::from(was_navigating && self.machine.is_navigating());
        for effect in effects {
            logins += usize::from(matches!(effect, Effect::CallLogin { .. }));
            navigations += usize::from(matches!(effect, Effect::Navigate { .. }));
            self.perform(effect);
        }
        assert!(logins <= 1, "two logins in flight");
        assert!(navigations <= 1, "two navigations under way");
        self.check();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { caller, ticket } => {
                let owned = self.machine.callers.get(caller).and_then(Caller::sent);
                assert_eq!(owned, Some(ticket), "a send with a dead id");
                self.out.insert(caller, ticket);
                self.count_send(caller);
            }
            Effect::Deliver { caller } => self.settle(caller),
            Effect::Reject { callers, .. } => {
                for caller in callers {
                    self.settle(caller);
                }
            }
            Effect::Resolve { caller, .. } => {
                assert!(caller.0 >= FIRST_CALL, "a request has no view");
            }
            Effect::AbortTask { caller } => {
                self.out.remove(&caller);
            }
            Effect::AcquireTurn { turn } => self.turn = Some(turn),
            Effect::ReleaseTurn { .. } => self.turn = None,
            Effect::CallLogin { login } => {
                assert!(self.machine.turn.is_held(), "a login without a turn");
                assert!(!self.machine.submission.is_active(), "a login voids a submission");
                self.code = Some(login);
            }
            Effect::Exchange { login } => self.exchange = Some(login),
            Effect::Navigate { navigation, .. } => {
                assert!(self.machine.turn.is_held(), "a navigation without a turn");
                self.navigation = Some(navigation);
            }
            // Answered at once: what is known of buttons is a story of its own.
            Effect::LookUp { lookup, .. } => {
                assert_eq!(self.machine.prompt.lookup(), Some(lookup), "a look-up with a dead id");
                let (setting, privacy) = (Setting::Unknown, Privacy::Unknown);
                self.tell(Event::LookedUp { lookup, setting, privacy });
            }
            Effect::ReadUserInfo { submission } => {
                self.tell(Event::UserInfoRead { submission, granted: true });
            }
            Effect::Submit { submission, generation, .. } => {
                assert_eq!(Some(generation), self.machine.live(), "a submission without a token");
                self.submission = Some(submission);
            }
            Effect::ReadStorage { read } => {
                let stored = self.stored.clone();
                self.tell(Event::StorageRead { read, stored });
            }
            Effect::Save { stored } => self.stored = Some(stored),
            Effect::BecomeReady
            | Effect::SetToken { .. }
            | Effect::ShowView
            | Effect::Warn { .. } => {}
        }
    }

    fn settle(&mut self, caller: CallerId) {
        assert!(self.made.contains(&caller), "{caller:?} was never made");
        assert!(self.settled.insert(caller), "{caller:?} is settled twice");
        self.out.remove(&caller);
        self.sends.remove(&caller);
    }

    /// Two sends for each step, stale replays apart.
    fn count_send(&mut self, id: CallerId) {
        let sends = self.sends.entry(id).or_default();
        *sends += 1;
        let caller = self.machine.callers.get(id).expect("it was just sent");
        let history = caller.history;
        let answered = history.answered.iter().count();
        let renewed = u8::from(history.renewed_for_unionid);
        let logged_in = u8::from(history.login.is_some());
        let bound = usize::from(1 + logged_in + renewed + history.stale_replays) + answered;
        assert!(usize::from(*sends) <= bound, "{sends} sends, {history:?}");
    }

    /// What holds after every event.
    fn check(&self) {
        for id in &self.made {
            let is_owned = self.machine.callers.get(*id).is_some();
            let is_settled = self.settled.contains(id);
            assert!(is_owned != is_settled, "{id:?}: owned {is_owned}, settled {is_settled}");
        }
        for id in self.machine.callers.ids() {
            let caller = self.machine.callers.get(id).expect("listed");
            let is_in_good_hands = match caller.phase {
                Phase::AwaitingLogin => self.machine.login.is_active(),
                Phase::AwaitingAnswer { .. } => self.is_page_coming_or_there(),
                Phase::AwaitingHeaders { .. } | Phase::AwaitingStart => {
                    self.machine.next_timeout().is_some()
                }
                Phase::Sent { ticket, .. } => self.out.get(&id) == Some(&ticket),
            };
            assert!(is_in_good_hands, "{id:?} hangs: {:?}", self.machine);
        }
        let turn = &self.machine.turn;
        assert!(!turn.is_held() || self.machine.wants_turn(), "a turn is kept for nothing");
    }

    /// Whether those who wait for the person wait for something that will come.
    fn is_page_coming_or_there(&self) -> bool {
        let machine = &self.machine;
        machine.pages.is_brought
            || machine.is_navigating()
            || machine.submission.is_active()
            || machine.turn.deadline().is_some()
    }
}

fn concludes_navigation(event: &Event) -> bool {
    matches!(event, Event::Navigated { .. } | Event::NavigationFailed { .. })
}
