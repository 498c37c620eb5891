//! The events of the table.

use super::{RANDOM, STEP, Scene};
use crate::answer::AnswerResult;
use crate::bundle::{Bundle, Stored, Token, Told};
use crate::machine::{
    Cause, Event, Fingerprint, Mode, Page, PageId, Press, Proof, Request, Response, Serial,
};
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::Millis;

impl Scene {
    pub(in crate::machine::tests) fn nothing_stored(&mut self) -> Event {
        Event::StorageRead { read: self.read, stored: None }
    }

    pub(in crate::machine::tests) fn token_stored(&mut self) -> Event {
        let stored = Stored { token: Token::new("T0"), ..Stored::default() };
        Event::StorageRead { read: self.read, stored: Some(stored) }
    }

    pub(in crate::machine::tests) fn home(_: &mut Self) -> Event {
        Event::PagesChanged { stack: vec![page(1, "pages/home/home")] }
    }

    pub(in crate::machine::tests) fn login_page(_: &mut Self) -> Event {
        let login = page(2, "pages/login/login");
        Event::PagesChanged { stack: vec![page(1, "pages/home/home"), login] }
    }

    pub(in crate::machine::tests) fn request(&mut self) -> Event {
        self.request_in(Mode::Interactive)
    }

    pub(in crate::machine::tests) fn silent_request(&mut self) -> Event {
        self.request_in(Mode::Silent)
    }

    pub(in crate::machine::tests) fn optional_request(&mut self) -> Event {
        self.request_in(Mode::Optional)
    }

    fn request_in(&mut self, mode: Mode) -> Event {
        self.caller = self.next_caller();
        let endpoint = Endpoint::default();
        let request = Request { mode, writes: false, replay_always: false, page: None, endpoint };
        Event::RequestMade { caller: self.caller, request }
    }

    pub(in crate::machine::tests) fn login_call(&mut self) -> Event {
        Event::LoginAsked { caller: self.next_caller() }
    }

    pub(in crate::machine::tests) fn require_phone(&mut self) -> Event {
        Event::StepRequired { caller: self.next_caller(), step: STEP }
    }

    pub(in crate::machine::tests) fn logout(&mut self) -> Event {
        Event::LogoutAsked { caller: self.next_caller(), hold: false }
    }

    pub(in crate::machine::tests) fn logout_and_hold(&mut self) -> Event {
        Event::LogoutAsked { caller: self.next_caller(), hold: true }
    }

    pub(in crate::machine::tests) fn abort(&mut self) -> Event {
        Event::Aborted { caller: self.caller }
    }

    pub(in crate::machine::tests) fn success(&mut self) -> Event {
        self.response(Response { status: 200, ..Response::default() })
    }

    pub(in crate::machine::tests) fn bare_401(&mut self) -> Event {
        self.response(refusal(Step::Login))
    }

    pub(in crate::machine::tests) fn step_challenge(&mut self) -> Event {
        self.response(refusal(STEP))
    }

    pub(in crate::machine::tests) fn session_ended(&mut self) -> Event {
        self.response(Response { status: 401, ends_session: true, ..Response::default() })
    }

    pub(in crate::machine::tests) fn empty_token(&mut self) -> Event {
        let bundle = Some(Bundle { token: Told::Nothing, ..Bundle::default() });
        self.response(Response { status: 200, bundle, ..Response::default() })
    }

    pub(in crate::machine::tests) fn doubled_response(&mut self) -> Event {
        self.sent = Serial(u32::MAX);
        self.success()
    }

    fn response(&mut self, response: Response) -> Event {
        let (caller, sent, random) = (self.caller, self.sent, RANDOM);
        Event::ResponseArrived { caller, sent, response, random }
    }

    pub(in crate::machine::tests) fn network_failure(&mut self) -> Event {
        Event::RequestFailed { caller: self.caller, sent: self.sent, cause: Cause(1) }
    }

    pub(in crate::machine::tests) fn turn(&mut self) -> Event {
        Event::TurnAcquired { turn: self.turn }
    }

    pub(in crate::machine::tests) fn stale_turn(_: &mut Self) -> Event {
        Event::TurnAcquired { turn: Serial(u32::MAX) }
    }

    pub(in crate::machine::tests) fn code(&mut self) -> Event {
        Event::CodeReceived { login: self.login }
    }

    pub(in crate::machine::tests) fn login_fails(&mut self) -> Event {
        Event::LoginFailed { login: self.login, cause: Cause(1), random: RANDOM }
    }

    pub(in crate::machine::tests) fn stale_code(_: &mut Self) -> Event {
        Event::CodeReceived { login: Serial(u32::MAX) }
    }

    pub(in crate::machine::tests) fn token(&mut self) -> Event {
        let token = Token::new("T1").map_or(Told::Nothing, Told::Given);
        let bundle = Some(Bundle { token, ..Bundle::default() });
        self.exchange(Response { status: 200, bundle, ..Response::default() })
    }

    pub(in crate::machine::tests) fn no_token(&mut self) -> Event {
        self.exchange(Response { status: 200, ..Response::default() })
    }

    pub(in crate::machine::tests) fn exchange_answered_403(&mut self) -> Event {
        self.exchange(Response { status: 403, ..Response::default() })
    }

    pub(in crate::machine::tests) fn exchange_answered_500(&mut self) -> Event {
        self.exchange(Response { status: 500, ..Response::default() })
    }

    fn exchange(&mut self, response: Response) -> Event {
        Event::ExchangeAnswered { login: self.login, response, random: RANDOM }
    }

    pub(in crate::machine::tests) fn navigated(&mut self) -> Event {
        Event::Navigated { navigation: self.navigation }
    }

    pub(in crate::machine::tests) fn stack_full(&mut self) -> Event {
        self.navigation_fails("navigateTo:fail webview count limit exceed")
    }

    pub(in crate::machine::tests) fn page_not_found(&mut self) -> Event {
        self.navigation_fails("navigateTo:fail page \"pages/login/login\" is not found")
    }

    fn navigation_fails(&mut self, err_msg: &str) -> Event {
        Event::NavigationFailed { navigation: self.navigation, err_msg: err_msg.into() }
    }

    pub(in crate::machine::tests) fn yes(&mut self) -> Event {
        self.press(AnswerResult::Granted)
    }

    pub(in crate::machine::tests) fn no(&mut self) -> Event {
        self.press(AnswerResult::Refused)
    }

    pub(in crate::machine::tests) fn no_quota(&mut self) -> Event {
        self.press(AnswerResult::NoQuota)
    }

    pub(in crate::machine::tests) fn privacy_not_agreed(&mut self) -> Event {
        self.press(AnswerResult::PrivacyNotAgreed)
    }

    fn press(&mut self, result: AnswerResult) -> Event {
        let caller = self.next_caller();
        let proof = Proof::Once(Fingerprint::of(&caller.0.to_string()));
        Event::Answered { caller, press: Press { step: STEP, result, proof } }
    }

    pub(in crate::machine::tests) fn offer(_: &mut Self) -> Event {
        Event::StepOffered { step: Some(STEP) }
    }

    pub(in crate::machine::tests) fn offer_withdrawn(_: &mut Self) -> Event {
        Event::StepOffered { step: None }
    }

    pub(in crate::machine::tests) fn page_covered(_: &mut Self) -> Event {
        Event::PageHidden { page: PageId(1) }
    }

    pub(in crate::machine::tests) fn tab_page_left(_: &mut Self) -> Event {
        Event::PageHidden { page: PageId(3) }
    }

    pub(in crate::machine::tests) fn page_left(_: &mut Self) -> Event {
        Event::PageLeft
    }

    pub(in crate::machine::tests) fn submission_taken(&mut self) -> Event {
        self.submission(Response { status: 200, ..Response::default() })
    }

    pub(in crate::machine::tests) fn submission_answered_401(&mut self) -> Event {
        self.submission(refusal(Step::Login))
    }

    pub(in crate::machine::tests) fn submission_answered_500(&mut self) -> Event {
        self.submission(Response { status: 500, ..Response::default() })
    }

    fn submission(&mut self, response: Response) -> Event {
        Event::SubmissionAnswered { submission: self.submission, response }
    }

    pub(in crate::machine::tests) fn submission_fails(&mut self) -> Event {
        Event::SubmissionFailed { submission: self.submission, cause: Cause(1) }
    }

    pub(in crate::machine::tests) fn deadline(&mut self) -> Event {
        self.now = self.machine.next_timeout().unwrap_or(self.now);
        Event::TimerFired { random: RANDOM }
    }

    pub(in crate::machine::tests) fn a_second_later(&mut self) -> Event {
        self.now = self.now + Millis(1000);
        self.request()
    }

    pub(in crate::machine::tests) fn disposed(_: &mut Self) -> Event {
        Event::Disposed
    }
}

fn page(id: u32, url: &str) -> Page {
    Page { id: PageId(id), url: url.into() }
}

fn refusal(step: Step) -> Response {
    Response { status: 401, steps: vec![step], ..Response::default() }
}
