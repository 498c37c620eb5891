//! One mini-program in virtual time: a machine, a shell that performs its effects, a server, `wx`
//! and a person, all of them scripted by the test.

#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

pub mod server;

use std::collections::{BTreeMap, VecDeque};

use server::{Reply, Server};
use weapp_auth::{
    AnswerResult, AuthMachine, Bundle, CallerId, Cause, Effect, Endpoint, Environment, Event,
    Failure, Fingerprint, Generation, Mode, Navigation, Options, Page, PageId, Press, Privacy,
    Proof, Random, Request, Response, Serial, Setting, Status, Step, Stored, Ticket, Timestamp,
    View,
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

/// What a test hands in.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub path: &'static str,
    pub mode: Mode,
    pub writes: bool,
    pub replay_always: bool,
    pub page: Option<PageId>,
    pub upload: bool,
}

pub const fn get(path: &'static str) -> Ask {
    let mode = Mode::Interactive;
    Ask { path, mode, writes: false, replay_always: false, page: None, upload: false }
}

pub const fn post(path: &'static str) -> Ask {
    Ask { writes: true, ..get(path) }
}

pub const fn upload(path: &'static str) -> Ask {
    Ask { upload: true, ..post(path) }
}

impl Ask {
    pub const fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    pub const fn on(self, page: u32) -> Self {
        Self { page: Some(PageId(page)), ..self }
    }

    pub const fn replay_always(self) -> Self {
        Self { replay_always: true, ..self }
    }
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
    pub grants_turns: bool,
    pub silent_user_info: bool,
    pub storage_answers: bool,
    pub random: Random,
    pub stored: Option<Stored>,
    tokens: BTreeMap<Generation, String>,
    pub stack: Vec<Page>,
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
            grants_turns: true,
            silent_user_info: true,
            storage_answers: true,
            random: Random(0),
            stored: None,
            tokens: BTreeMap::new(),
            stack: vec![home],
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

    // What the app does.

    pub fn ask(&mut self, ask: Ask) -> CallerId {
        let caller = self.next_caller();
        self.asks.insert(caller, ask);
        self.tell(Event::RequestMade { caller, request: request_of(ask) });
        caller
    }

    pub fn ask_all(&mut self, asks: &[Ask]) -> Vec<CallerId> {
        asks.iter().map(|ask| self.ask(*ask)).collect()
    }

    pub fn login(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::LoginAsked { caller });
        caller
    }

    pub fn require(&mut self, step: Step) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::StepRequired { caller, step });
        caller
    }

    pub fn credentials(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::CredentialsAsked { caller });
        caller
    }

    pub fn logout(&mut self, hold: bool) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::LogoutAsked { caller, hold });
        caller
    }

    pub fn abort(&mut self, caller: CallerId) {
        self.tell(Event::Aborted { caller });
    }

    // What the person does.

    /// Presses the button of a step and says yes.
    pub fn press(&mut self, step: Step) -> CallerId {
        self.presses += 1;
        let code = format!("code-{}", self.presses);
        self.press_with(step, &code)
    }

    pub fn press_with(&mut self, step: Step, code: &str) -> CallerId {
        let proof = Proof::Once(Fingerprint::of(code));
        self.answer(Press { step, result: AnswerResult::Granted, proof })
    }

    pub fn say(&mut self, step: Step, result: AnswerResult) -> CallerId {
        self.answer(Press { step, result, proof: Proof::Nothing })
    }

    pub fn choose_avatar(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::AvatarChosen { caller });
        caller
    }

    pub fn confirm_avatar(&mut self, avatar: &str) -> CallerId {
        let proof = Proof::UntilTaken(Fingerprint::of(avatar));
        self.answer(Press { step: Step::UserInfo, result: AnswerResult::Granted, proof })
    }

    pub fn answer(&mut self, press: Press) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::Answered { caller, press });
        caller
    }

    /// Goes to another page.
    pub fn open(&mut self, url: &str) -> u32 {
        let page = self.page(url);
        let id = page.id.0;
        self.stack.push(page);
        self.tell_pages();
        id
    }

    /// Goes back one page. The component on the login page notices.
    pub fn go_back(&mut self) {
        let left = self.stack.pop();
        self.tell_pages();
        if left.is_some_and(|page| page.url == self.options.login_page) {
            self.tell(Event::PageLeft);
        }
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
        let effects = self.machine.handle(event, now);
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

    pub fn tell_pages(&mut self) {
        let stack = self.stack.clone();
        self.tell(Event::PagesChanged { stack });
    }

    // What the test looks at.

    pub fn outcome(&self, caller: CallerId) -> Option<&Outcome> {
        self.outcomes.get(&caller)
    }

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

    pub fn top(&self) -> &str {
        &self.stack.last().expect("there is always a page").url
    }

    // What the shell does.

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { caller, ticket } => self.send(caller, ticket),
            Effect::Deliver { caller } => {
                let status = self.statuses[&caller];
                self.settle(caller, Outcome::Delivered(status));
            }
            Effect::Reject { callers, failure } => {
                for caller in callers {
                    self.settle(caller, Outcome::Rejected(failure.clone()));
                }
            }
            Effect::Resolve { caller, .. } => self.settle(caller, Outcome::Resolved),
            Effect::AbortTask { caller } => {
                self.tasks.retain(|_, event| !answers_request(event, caller));
                self.log.push("abort".into());
            }
            Effect::BecomeReady => self.log.push("ready".into()),
            Effect::ShowView => {}
            Effect::Warn { warning } => self.log.push(format!("warn {warning:?}")),
            Effect::AcquireTurn { turn } => {
                self.log.push("acquire".into());
                if self.grants_turns {
                    self.tell_later(0, Event::TurnAcquired { turn });
                }
            }
            Effect::ReleaseTurn { .. } => self.log.push("release".into()),
            Effect::CallLogin { login } => self.call_login(login),
            Effect::Exchange { login } => self.exchange(login),
            Effect::Navigate { navigation, call } => self.navigate(navigation, &call),
            Effect::LookUp { lookup, .. } => {
                let (setting, privacy) = (Setting::NeverAsked, Privacy::Agreed);
                self.tell_later(1, Event::LookedUp { lookup, setting, privacy });
            }
            Effect::ReadUserInfo { submission } => {
                self.log.push("getUserInfo".into());
                let granted = self.silent_user_info;
                self.tell_later(1, Event::UserInfoRead { submission, granted });
            }
            Effect::Submit { submission, step, avatar, generation, .. } => {
                let with = if avatar.is_some() { " with avatar" } else { "" };
                self.log.push(format!("submit {}{with}", step.name()));
                let token = self.tokens.get(&generation).map(String::as_str);
                let (delay, response) = self.server.submission(step, token);
                if let Some(response) = response {
                    let event = Event::SubmissionAnswered { submission, response };
                    self.tell_later(delay, event);
                } else {
                    let event = Event::SubmissionFailed { submission, cause: Cause(7) };
                    self.tell_later(delay, event);
                }
            }
            Effect::ReadStorage { read } => {
                if self.storage_answers {
                    let stored = self.stored.clone();
                    self.tell(Event::StorageRead { read, stored });
                }
            }
            Effect::Save { stored } => self.stored = Some(stored),
            Effect::SetToken { generation, token } => {
                self.tokens.clear();
                self.tokens.extend(token.map(|token| (generation, token.secret().into())));
            }
        }
    }

    fn send(&mut self, caller: CallerId, ticket: Ticket) {
        let ask = self.asks[&caller];
        let token = self.tokens.get(&ticket.generation).cloned();
        let shown = token.as_deref().unwrap_or("-");
        self.log.push(format!("send {} {shown}", ask.path));
        let Reply { delay, response } = self.server.answer(ask.path, token.as_deref());
        let (sent, random) = (ticket.sent, self.random);
        let Some(mut response) = response else {
            let event = Event::RequestFailed { caller, sent, cause: Cause(caller.0) };
            return self.tell_later(delay, event);
        };
        if ask.upload {
            response.awaits_headers = true;
            let steps = std::mem::take(&mut response.steps);
            if let Some(at) = self.server.headers_at {
                let event = Event::HeadersArrived { caller, sent, steps, bundle: None, random };
                self.tell_later(at, event);
            }
        }
        self.tell_later(delay, Event::ResponseArrived { caller, sent, response, random });
    }

    fn call_login(&mut self, login: Serial) {
        self.log.push("login".into());
        match self.wx_login {
            WxLogin::Works => self.tell_later(self.login_delay, Event::CodeReceived { login }),
            WxLogin::Fails => {
                let (cause, random) = (Cause(1), self.random);
                self.tell_later(self.login_delay, Event::LoginFailed { login, cause, random });
            }
            WxLogin::NeverCallsBack => {}
        }
    }

    fn exchange(&mut self, login: Serial) {
        self.log.push("exchange".into());
        let Reply { delay, response } = self.server.exchange();
        let random = self.random;
        let answer = match response {
            Some(response) => Event::ExchangeAnswered { login, response, random },
            None => Event::LoginFailed { login, cause: Cause(2), random },
        };
        self.tell_later(delay, answer);
    }

    fn navigate(&mut self, navigation: Serial, call: &Navigation) {
        self.log.push(format!("navigate {call:?}"));
        if self.navigation_hangs {
            return;
        }
        if let Some(err_msg) = self.navigation_errors.pop_front() {
            let err_msg = err_msg.into();
            return self.tell_later(5, Event::NavigationFailed { navigation, err_msg });
        }
        match call {
            Navigation::NavigateBack { delta, .. } => {
                self.stack.truncate(self.stack.len() - delta);
            }
            Navigation::NavigateTo { url } => {
                let page = self.page(url);
                self.stack.push(page);
            }
            Navigation::Nowhere => panic!("not to be performed"),
            Navigation::ReLaunch { url } | Navigation::SwitchTab { url } => {
                self.stack = vec![self.page(url)];
            }
            Navigation::RedirectTo { url } => {
                let page = self.page(url);
                self.stack.pop();
                self.stack.push(page);
            }
        }
        let stack = self.stack.clone();
        self.tell_later(5, Event::PagesChanged { stack });
        self.tell_later(5, Event::Navigated { navigation });
    }

    fn settle(&mut self, caller: CallerId, outcome: Outcome) {
        let before = self.outcomes.insert(caller, outcome);
        assert_eq!(before, None, "{caller:?} was settled twice");
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

    fn page(&mut self, url: &str) -> Page {
        self.pages_opened += 1;
        Page { id: PageId(self.pages_opened), url: url.trim_start_matches('/').into() }
    }
}

pub fn request_of(ask: Ask) -> Request {
    Request {
        mode: ask.mode,
        writes: ask.writes,
        replay_always: ask.replay_always,
        page: ask.page,
        endpoint: endpoint_of(ask.path),
    }
}

pub fn endpoint_of(path: &str) -> Endpoint {
    let hash = |hash: u32, byte: u8| hash.wrapping_mul(31).wrapping_add(byte.into());
    Endpoint(path.bytes().fold(0, hash))
}

fn answers_request(event: &Event, of: CallerId) -> bool {
    if let Event::ResponseArrived { caller, .. }
    | Event::HeadersArrived { caller, .. }
    | Event::RequestFailed { caller, .. } = event
    {
        *caller == of
    } else {
        false
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
