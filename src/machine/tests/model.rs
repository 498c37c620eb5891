//! A small mini-program to explore: three requests, a person, a server that may do anything, and
//! the rules that hold whatever happens.

mod plays;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use super::canon::{FIRST_INSTANT, FIRST_SERIAL};
use crate::answer::AnswerResult;
use crate::bundle::{Stored, Token};
use crate::machine::{
    AuthMachine, CallerId, Cause, Effect, Environment, Event, Mode, Options, Page, PageId, Random,
    Recorder, Serial, Ticket,
};
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
    /// A component asks for a button, or no more.
    Offer(Option<Step>),
    /// A page with a component is hidden.
    Hide(PageId),
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
    /// Whether there are components that ask for a button, and tab pages.
    has_components: bool,
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
    /// What a component asks for.
    offered: Option<Step>,
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
        (self.modes, self.has_components, self.offered).hash(state);
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
            has_components: false,
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
            offered: None,
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

    /// With components that ask for a button, and pages with them that are hidden.
    pub(super) fn with_components(self) -> Self {
        Self { has_components: true, ..self }
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
        let offers = [None, Some(Step::UserInfo)];
        offer(self.has_components, &offers.map(Move::Offer));
        offer(self.has_components, &[PageId(1), PageId(2)].map(Move::Hide));
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
            Move::Offer(step) => {
                self.offered = step;
                self.tell(Event::StepOffered { step });
            }
            Move::Hide(page) => self.tell(Event::PageHidden { page }),
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
}
