//! How each move is played.

use super::moves::{Answer, Call, Exchange, Submission};
use super::{FIRST_CALL, HOUR, Model, RANDOM, REQUESTS, Tape};
use crate::answer::AnswerResult;
use crate::bundle::{Bundle, Token, Told};
use crate::machine::{
    AuthMachine, CallerId, Cause, Event, Fingerprint, Input, Page, PageId, Press, Proof, Recorder,
    Request, Response,
};
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::Timestamp;

impl Model {
    pub(super) fn ask(&mut self, number: u32) {
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

    pub(super) fn respond(&mut self, caller: CallerId, answer: Answer) {
        let sent = self.out.remove(&caller).expect("offered").sent;
        if answer == Answer::Network {
            return self.tell_answer(Event::RequestFailed { caller, sent, cause: Cause(1) });
        }
        let awaits_headers = self.is_upload(caller);
        let mut steps = steps_of(answer);
        let status = if steps.is_empty() { 200 } else { 401 };
        if awaits_headers {
            steps.clear();
        }
        let bundle = (answer == Answer::Rotated).then(|| self.new_bundle());
        let ends_session = answer == Answer::Ends;
        let response =
            Response { status, steps, ends_session, bundle, awaits_headers, ..Response::default() };
        self.tell_answer(Event::ResponseArrived { caller, sent, response, random: RANDOM });
    }

    pub(super) fn bring_headers(&mut self, caller: CallerId, answer: Answer) {
        let sent = self.headers_out.remove(&caller).expect("offered").sent;
        let steps = steps_of(answer);
        self.tell_answer(Event::HeadersArrived {
            caller,
            sent,
            steps,
            bundle: None,
            random: RANDOM,
        });
    }

    pub(super) fn call(&mut self, call: Call) {
        self.called += 1;
        let step = match call {
            Call::Credentials | Call::Login => Step::Login,
            Call::Require(step) => step,
        };
        let caller = self.next_call(Some(step));
        self.tell(match call {
            Call::Credentials => Event::CredentialsAsked { caller },
            Call::Login => Event::LoginAsked { caller },
            Call::Require(step) => Event::StepRequired { caller, step },
        });
    }

    /// A number for a call that isn't settled before `step` is done.
    pub(super) fn next_call(&mut self, step: Option<Step>) -> CallerId {
        let caller = CallerId(FIRST_CALL + self.calls_made);
        self.calls_made += 1;
        self.calls.insert(caller, step);
        caller
    }

    pub(super) fn answer_exchange(&mut self, answer: Exchange) {
        let login = self.exchange.take().expect("offered");
        let status = if answer == Exchange::Trouble { 500 } else { 200 };
        let mut bundle = self.new_bundle();
        let uid = if answer == Exchange::OtherUser { "9" } else { "7" };
        bundle.uid = Told::Given(uid.into());
        let bundle = (answer != Exchange::Trouble).then_some(bundle);
        let response = Response { status, bundle, ..Response::default() };
        self.tell_answer(Event::ExchangeAnswered { login, response, random: RANDOM });
    }

    pub(super) fn new_bundle(&mut self) -> Bundle {
        self.tokens += 1;
        let token = Token::new(&format!("T{}", self.tokens)).map_or(Told::Nothing, Told::Given);
        let expires_in = if self.scope.lifetimes { Told::Given(HOUR) } else { Told::Absent };
        Bundle { token, expires_in, ..Bundle::default() }
    }

    pub(super) fn arrive(&mut self) {
        let navigation = self.navigation.take().expect("offered");
        let to_login = self.machine.pages.voyage.is_to_login();
        let mut stack = vec![Page { id: PageId(1), url: "pages/home/home".into() }];
        if to_login {
            stack.push(Page { id: PageId(2), url: "pages/login/login".into() });
        }
        self.tell(Event::PagesChanged { stack });
        self.tell_answer(Event::Navigated { navigation });
    }

    pub(super) fn press(&mut self, result: AnswerResult) {
        let step = self.machine.view().step.expect("offered");
        self.presses += 1;
        let proof = Proof::Once(Fingerprint::of(&self.presses.to_string()));
        let caller = self.next_call(None);
        self.tell(Event::Answered { caller, press: Press { step, result, proof } });
    }

    pub(super) fn answer_submission(&mut self, answer: Submission) {
        let submission = self.submission.take().expect("offered");
        if answer == Submission::Failed {
            return self.tell_answer(Event::SubmissionFailed { submission, cause: Cause(1) });
        }
        let (status, steps) = match answer {
            Submission::Taken | Submission::Failed => (200, vec![]),
            Submission::Bare401 => (401, vec![Step::Login]),
        };
        let awaits_headers = self.scope.uploads;
        let steps = if awaits_headers { vec![] } else { steps };
        let response = Response { status, steps, awaits_headers, ..Response::default() };
        self.tell_answer(Event::SubmissionAnswered { submission, response });
    }

    pub(super) fn bring_submission_headers(&mut self, answer: Answer) {
        let submission = self.submission_headers.take().expect("offered");
        let steps = steps_of(answer);
        let bundle = (answer == Answer::Rotated).then(|| self.new_bundle());
        self.tell_answer(Event::SubmissionHeadersArrived { submission, steps, bundle });
    }

    /// The app is closed and opened again: only storage is left.
    pub(super) fn restart(&mut self) {
        self.was_reset = true;
        let mut machine = AuthMachine::new(self.machine.options.clone());
        machine.counter = self.machine.counter;
        self.machine = machine;
        if self.tape.is_some() {
            self.start_tape();
        }
        self.settled.extend(&self.made);
        self.out.clear();
        self.headers_out.clear();
        self.calls.clear();
        self.turn = None;
        self.code = None;
        self.exchange = None;
        self.navigation = None;
        self.submission = None;
        self.submission_headers = None;
        self.offered = None;
        self.start();
    }

    /// Records what happens from now on.
    pub(in crate::machine::tests) fn start_tape(&mut self) {
        let recorder = Recorder::new(&self.machine);
        self.tape = Some(Tape { recorder, effects: Vec::new() });
    }

    pub(super) fn record(&mut self, event: &Event) {
        if let Some(tape) = &mut self.tape {
            let input = Input::Handle { event: Box::new(event.clone()) };
            tape.recorder.record(&self.machine, input, Timestamp(self.now));
        }
    }

    pub(super) fn tell_answer(&mut self, event: Event) {
        self.last_answer = Some(Box::new(event.clone()));
        self.tell(event);
    }
}

fn steps_of(answer: Answer) -> Vec<Step> {
    match answer {
        Answer::Ends | Answer::Network | Answer::Rotated | Answer::Success => vec![],
        Answer::Bare401 => vec![Step::Login],
        Answer::Phone => vec![Step::PhoneNumber],
        Answer::Both => vec![Step::UserInfo, Step::PhoneNumber],
    }
}
