//! One mini-program in virtual time: a machine, a shell that performs its effects, a server, `wx`
//! and a person, all of them scripted by the test.

#![allow(unreachable_pub, reason = "all of it is for the stories")]

mod ask;
mod doings;
pub mod machine;
mod pages;
pub mod server;
mod shell;

use std::collections::{BTreeMap, VecDeque};

pub use ask::{Ask, endpoint_of, get, post, request_of, upload};
use server::Server;
use weapp_auth::{
    AuthMachine, Bundle, CallerId, Environment, Event, Failure, Generation, Options, Page, PageId,
    Random, Response, Status, Step, Stored, Timestamp, View,
};

/// 2026-01-01T00:00:00Z.
pub const START: u64 = 1_767_225_600_000;

/// What became of a caller.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    Delivered(u16),
    Resolved,
    Rejected(Failure),
}

/// How `wx.login` behaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WxLogin {
    Works,
    Fails,
    NeverCallsBack,
}

#[expect(clippy::struct_excessive_bools, reason = "what works and what does not, each for itself")]
pub struct World {
    pub machine: AuthMachine,
    options: Options,
    environment: Environment,
    /// The device's clock, which may be set back; `time` never is.
    pub clock_offset: i64,
    time: u64,
    timer: Option<u64>,
    tasks: BTreeMap<(u64, u64), Event>,
    scheduled: u64,
    pub server: Server,
    pub wx_login: WxLogin,
    pub login_delay: u64,
    pub navigation_errors: VecDeque<&'static str>,
    pub navigation_hangs: bool,
    /// Whether the login page goes back as soon as it is loaded.
    pub login_page_closes_itself: bool,
    pub grants_turns: bool,
    pub silent_user_info: bool,
    pub storage_answers: bool,
    pub look_ups_are_answered: bool,
    pub random: Random,
    pub stored: Option<Stored>,
    tokens: BTreeMap<Generation, String>,
    pub stack: Vec<Page>,
    /// Tab pages stay as they are while others are shown.
    tabs: BTreeMap<String, Page>,
    pages_opened: u32,
    asks: BTreeMap<CallerId, Ask>,
    callers: u32,
    presses: u64,
    outcomes: BTreeMap<CallerId, Outcome>,
    pub log: Vec<String>,
    statuses: BTreeMap<CallerId, u16>,
}

impl World {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        let mut world = Self::unstarted(options);
        world.start();
        world
    }

    /// A mini-program whose storage holds a token that the server knows, or has forgotten.
    pub fn with_stored(token: &str) -> Self {
        let mut world = Self::unstarted(Options::default());
        world.stored = Some(world.stored_token(token));
        world.start();
        world
    }

    pub fn stored_token(&self, token: &str) -> Stored {
        let mut stored = Stored::default();
        stored.token = weapp_auth::Token::new(token);
        stored.received_at = self.now();
        stored
    }

    pub fn unstarted(options: Options) -> Self {
        let home = Page { id: PageId(1), url: "pages/home/home".into() };
        Self {
            machine: AuthMachine::new(options.clone()),
            options,
            environment: Environment {
                sdk_version: "3.5.0".into(),
                platform: Some("android".into()),
                single_page: false,
            },
            clock_offset: 0,
            time: START,
            timer: None,
            tasks: BTreeMap::new(),
            scheduled: 0,
            server: Server::default(),
            wx_login: WxLogin::Works,
            login_delay: 15,
            navigation_errors: VecDeque::new(),
            navigation_hangs: false,
            login_page_closes_itself: false,
            grants_turns: true,
            silent_user_info: true,
            storage_answers: true,
            look_ups_are_answered: true,
            random: Random(0),
            stored: None,
            tokens: BTreeMap::new(),
            stack: vec![home.clone()],
            tabs: [(home.url.clone(), home)].into(),
            pages_opened: 1,
            asks: BTreeMap::new(),
            callers: 0,
            presses: 0,
            outcomes: BTreeMap::new(),
            log: Vec::new(),
            statuses: BTreeMap::new(),
        }
    }

    pub fn in_single_page_mode() -> Self {
        let mut world = Self::unstarted(Options::default());
        world.environment.single_page = true;
        world.start();
        world
    }

    pub fn start(&mut self) {
        let environment = self.environment.clone();
        self.tell(Event::Started { environment });
        self.tell_pages();
    }

    /// Closes the app, with everything that was under way, and opens it again.
    pub fn restart(&mut self) {
        self.machine = AuthMachine::new(self.options.clone());
        self.tasks.clear();
        self.timer = None;
        self.tokens.clear();
        self.asks.clear();
        self.stack = vec![self.page("pages/home/home")];
        self.start();
    }

    // What time does.

    pub fn now(&self) -> Timestamp {
        Timestamp(self.time.checked_add_signed(self.clock_offset).expect("after 1970"))
    }

    /// Lets time pass, and everything happen that is due.
    pub fn advance(&mut self, ms: u64) {
        let end = self.time + ms;
        while let Some(due) = self.next_due().filter(|due| *due <= end) {
            self.time = self.time.max(due);
            match self.tasks.first_key_value().map(|(key, _)| *key) {
                Some(key) if key.0 <= self.time => {
                    let event = self.tasks.remove(&key).expect("it is the first");
                    self.tell(event);
                }
                Some(_) | None => {
                    self.timer = None;
                    self.tell(Event::TimerFired { random: self.random });
                    let is_past = |due: Timestamp| due <= self.now();
                    assert!(
                        !self.machine.next_timeout().is_some_and(is_past),
                        "a timer in the past"
                    );
                }
            }
        }
        self.time = end;
    }

    pub fn set_clock_back(&mut self, ms: i64) {
        self.clock_offset -= ms;
    }

    /// Tells the machine of an event and performs what it says.
    pub fn tell(&mut self, event: Event) {
        self.note_status(&event);
        let now = self.now();
        let shown = self.machine.view();
        let effects = self.machine.handle(event, now);
        let has_changed = self.machine.view() != shown;
        assert_eq!(effects.contains(&weapp_auth::Effect::ShowView), has_changed, "from {shown:?}");
        for effect in effects {
            self.perform(effect);
        }
        // A timer counts from now on; it doesn't look at the clock again.
        let wait = self.machine.next_timeout().map(|due| due.since(self.now()).0);
        self.timer = wait.map(|wait| self.time + wait);
    }

    pub fn tell_later(&mut self, delay: u64, event: Event) {
        self.scheduled += 1;
        self.tasks.insert((self.time + delay, self.scheduled), event);
    }

    // What the test looks at.

    /// `ok`, the error's code, or `pending`.
    pub fn result(&self, caller: CallerId) -> String {
        match self.outcomes.get(&caller) {
            Some(Outcome::Delivered(status)) if *status < 400 => "ok".into(),
            Some(Outcome::Delivered(status)) => status.to_string(),
            Some(Outcome::Resolved) => "ok".into(),
            Some(Outcome::Rejected(failure)) => failure.error.code().into(),
            None => "pending".into(),
        }
    }

    pub fn results(&self, callers: &[CallerId]) -> Vec<String> {
        callers.iter().map(|caller| self.result(*caller)).collect()
    }

    pub fn failure(&self, caller: CallerId) -> &Failure {
        match self.outcomes.get(&caller) {
            Some(Outcome::Rejected(failure)) => failure,
            other => panic!("{caller:?} was not rejected: {other:?}"),
        }
    }

    pub fn view(&self) -> View {
        self.machine.view()
    }

    pub fn status(&self) -> Status {
        self.machine.view().status
    }

    pub fn error(&self) -> Option<&'static str> {
        self.machine.view().error.map(|error| error.code)
    }

    pub fn count(&self, what: &str) -> usize {
        self.log.iter().filter(|line| line.split(' ').next() == Some(what)).count()
    }

    pub fn sends(&self, path: &str) -> usize {
        self.log.iter().filter(|line| line.starts_with(&format!("send {path} "))).count()
    }

    fn note_status(&mut self, event: &Event) {
        if let Event::ResponseArrived { caller, response, .. } = event {
            self.statuses.insert(*caller, response.status);
        }
    }

    fn next_due(&self) -> Option<u64> {
        let task = self.tasks.first_key_value().map(|((due, _), _)| *due);
        task.into_iter().chain(self.timer).min()
    }

    fn next_caller(&mut self) -> CallerId {
        self.callers += 1;
        CallerId(self.callers)
    }
}

pub fn ok() -> Response {
    Response { status: 200, ..Response::default() }
}

pub fn unauthorized(steps: &[Step]) -> Response {
    Response { status: 401, steps: steps.to_vec(), ..Response::default() }
}

pub fn with_bundle(response: Response, bundle: Bundle) -> Response {
    Response { bundle: Some(bundle), ..response }
}
