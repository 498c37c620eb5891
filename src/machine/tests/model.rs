//! A small mini-program to explore: three requests, a person, a server that may do anything, and
//! the rules that hold whatever happens.

mod moves;
mod plays;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use super::canon::{FIRST_INSTANT, FIRST_SERIAL};
use crate::bundle::{Stored, Token};
use crate::machine::{
    AuthMachine, CallerId, Effect, Environment, Event, Mode, Options, Page, PageId, Random,
    Recorder, Serial, Ticket,
};
use crate::step::Step;
use crate::time::{Millis, Timestamp};

pub(super) use moves::{Answer, Move};

const RANDOM: Random = Random(0);
const HOUR: Millis = Millis::from_secs(3600);
const REQUESTS: u32 = 3;
/// The callers of calls have numbers of their own.
const FIRST_CALL: u32 = 1_000_000;

/// What there is besides requests, buttons, logins and restarts.
#[derive(Clone, Copy, Debug, Default, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each widens the exploration for itself")]
pub(super) struct Scope {
    /// Components that ask for a button, and tab pages.
    pub(super) components: bool,
    /// The app's own calls, a logout that holds, and a server that ends the session.
    pub(super) calls: bool,
    /// Tokens that live for an hour.
    pub(super) lifetimes: bool,
    /// Uploads, whose header fields come apart.
    pub(super) uploads: bool,
    /// A page opened from Moments, where nobody can log in.
    pub(super) single_page: bool,
    /// For long walks: what happens once or twice at most in an exploration may happen again and
    /// again.
    pub(super) endless: bool,
}

/// What a recorder wrote, and what the machine did meanwhile.
#[derive(Clone, Debug)]
pub(super) struct Tape {
    pub(super) recorder: Recorder,
    pub(super) effects: Vec<Vec<Effect>>,
}

#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) machine: AuthMachine,
    pub(super) now: u64,
    modes: [Mode; REQUESTS as usize],
    scope: Scope,
    made: BTreeSet<CallerId>,
    settled: BTreeSet<CallerId>,
    sends: BTreeMap<CallerId, u8>,
    /// Sends whose answer is to come, and those whose header fields are.
    out: BTreeMap<CallerId, Ticket>,
    headers_out: BTreeMap<CallerId, Ticket>,
    /// Calls that aren't settled, with what must be done when they resolve.
    calls: BTreeMap<CallerId, Option<Step>>,
    turn: Option<Serial>,
    code: Option<Serial>,
    exchange: Option<Serial>,
    navigation: Option<Serial>,
    submission: Option<Serial>,
    submission_headers: Option<Serial>,
    /// What a component asks for.
    offered: Option<Step>,
    last_answer: Option<Box<Event>>,
    stored: Option<Stored>,
    tokens: u32,
    presses: u32,
    /// How many calls were made, and how many of them by the app itself.
    calls_made: u32,
    called: u32,
    /// What happens once at most.
    was_reset: bool,
    was_set: bool,
    was_doubled: bool,
    pub(super) tape: Option<Tape>,
}

impl Hash for Model {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.machine, &self.made, &self.settled, &self.sends).hash(state);
        (&self.out, &self.headers_out, &self.calls).hash(state);
        (self.turn, self.code, self.exchange, self.navigation, self.submission).hash(state);
        (self.modes, self.scope, self.offered, self.submission_headers).hash(state);
        (&self.last_answer, &self.stored, self.tokens).hash(state);
        (self.presses, self.calls_made, self.called).hash(state);
        (self.was_reset, self.was_set, self.was_doubled).hash(state);
    }
}

impl Model {
    pub(super) fn new(signed_in: bool, modes: [Mode; REQUESTS as usize], options: Options) -> Self {
        Self::within(Scope::default(), signed_in, modes, options)
    }

    pub(super) fn within(
        scope: Scope,
        signed_in: bool,
        modes: [Mode; REQUESTS as usize],
        options: Options,
    ) -> Self {
        let mut machine = AuthMachine::new(options);
        machine.counter = Serial(FIRST_SERIAL);
        let mut stored = Stored { token: Token::new("T0"), ..Stored::default() };
        stored.received_at = Timestamp(FIRST_INSTANT) + HOUR;
        stored.expires_in = scope.lifetimes.then_some(HOUR);
        let mut fresh = Self {
            machine,
            now: (Timestamp(FIRST_INSTANT) + HOUR).0,
            modes,
            scope,
            made: BTreeSet::new(),
            settled: BTreeSet::new(),
            sends: BTreeMap::new(),
            out: BTreeMap::new(),
            headers_out: BTreeMap::new(),
            calls: BTreeMap::new(),
            turn: None,
            code: None,
            exchange: None,
            navigation: None,
            submission: None,
            submission_headers: None,
            offered: None,
            last_answer: None,
            stored: signed_in.then_some(stored),
            tokens: 0,
            presses: 0,
            calls_made: 0,
            called: 0,
            was_reset: false,
            was_set: false,
            was_doubled: false,
            tape: None,
        };
        fresh.start();
        fresh
    }

    /// The same, with more that can happen from now on.
    pub(super) fn widened(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    fn start(&mut self) {
        let single_page = self.scope.single_page;
        let environment = Environment { single_page, ..Environment::default() };
        self.tell(Event::Started { environment });
        let stack = vec![Page { id: PageId(1), url: "pages/home/home".into() }];
        self.tell(Event::PagesChanged { stack });
    }

    fn is_upload(&self, caller: CallerId) -> bool {
        self.scope.uploads && caller.0 % REQUESTS != 1
    }
}
