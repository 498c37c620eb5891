//! The machine: every decision about logging in, without doing anything.
//!
//! Four kinds of method, in the order in which a shell calls them:
//!
//! 1. [`AuthMachine::new`], once.
//! 2. [`AuthMachine::handle`] for each event; [`AuthMachine::begin`], [`AuthMachine::finish`] and
//!    [`AuthMachine::catch_up`] are the same for requests that need nothing, at the cost of a few
//!    integers.
//! 3. [`AuthMachine::next_timeout`] after each event, to set the one timer there is.
//! 4. [`AuthMachine::view`] whenever [`Effect::ShowView`] says so.
//!
//! Time is told with every call and may go back; the machine has no other source of it.

mod admission;
mod breaker;
mod bundles;
mod button_event;
mod caller;
mod callers;
mod challenge;
mod clock;
mod deadlines;
mod effect;
mod environment;
mod event;
mod fast;
mod headers;
mod ids;
mod life;
mod login;
mod navigation;
mod options;
mod pages;
mod press;
mod prompt;
mod request;
mod response;
mod session;
mod showing;
mod siblings;
mod signout;
mod steps;
mod submission;
mod trace;
mod turn;
mod view;

#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::error::Error;
use crate::time::Timestamp;

use breaker::Breaker;
use caller::Headers;
use callers::Callers;
use clock::Clock;
use effect::Pending;
use life::Life;
use login::Login;
use pages::Pages;
use press::Presses;
use prompt::Prompt;
use session::Session;
use submission::Submission;
use turn::Turn;
use view::Notice;

pub use button_event::{ButtonPress, read_press};
pub use effect::{Effect, Failure, Warning};
pub use environment::Environment;
pub use event::Event;
pub use fast::Permit;
pub use ids::{CallerId, Cause, Fingerprint, Generation, PageId, Random, Serial, Ticket};
pub use options::{Identity, Options, UserInfoPurpose};
pub use pages::Page;
pub use press::{Press, Proof};
pub use request::{Mode, Request, Response, name_steps};
pub use siblings::Siblings;
pub use trace::{Entry, Input, Pseudonyms, Recorder, Trace};
pub use view::{Status, View, ViewError};

/// Decides what one `Auth` does. Neither a clock nor I/O nor randomness is in it.
///
/// `Debug` shows the whole state without the token.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct AuthMachine {
    options: Options,
    environment: Environment,
    life: Life,
    clock: Clock,
    /// The last number drawn.
    counter: Serial,

    callers: Callers,
    /// Delivered before their header fields came.
    late_headers: Vec<Serial>,
    session: Session,
    login: Login,
    breaker: Breaker,

    prompt: Prompt,
    pages: Pages,
    siblings: Siblings,
    presses: Presses,
    submission: Submission,
    turn: Turn,

    notice: Option<Notice>,
    /// What pages were last told to show.
    shown: View,
    warned: Vec<Warning>,
    /// Empty but while an event is handled.
    #[serde(skip)]
    effects: Pending,
}

impl AuthMachine {
    /// A machine that has heard of nothing yet: [`Event::Started`] comes first.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let mut machine = Self {
            options,
            environment: Environment::default(),
            life: Life::default(),
            clock: Clock::default(),
            counter: Serial::default(),
            callers: Callers::default(),
            late_headers: Vec::new(),
            session: Session::default(),
            login: Login::default(),
            breaker: Breaker::default(),
            prompt: Prompt::default(),
            pages: Pages::default(),
            siblings: Siblings::default(),
            presses: Presses::default(),
            submission: Submission::default(),
            turn: Turn::default(),
            notice: None,
            shown: View::default(),
            warned: Vec::new(),
            effects: Pending::default(),
        };
        machine.shown = machine.view();
        machine
    }

    /// Hears of an event and says what to do about it, in this order.
    #[must_use]
    pub fn handle(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        if matches!(event, Event::RequestAdopted { .. }) {
            // What follows tells the time: an answer may renew what would be over between the two.
            self.transition(event);
            return core::mem::take(&mut self.effects.0);
        }
        self.tell_time(&event, now);
        let random = event.random();
        // What is given up must not be acted on because its deadline is noticed just now.
        let gives_up = matches!(event, Event::Aborted { .. } | Event::Disposed);
        if gives_up {
            self.transition(event);
            self.meet_deadlines(random);
        } else {
            self.meet_deadlines(random);
            self.transition(event);
        }
        self.pursue();
        if !self.is_shown() {
            self.shown = self.view();
            self.emit(Effect::ShowView);
        }
        core::mem::take(&mut self.effects.0)
    }

    /// Whether anything waits for a button, or was released by one and is still out, as
    /// [`Event::SiblingsChanged`] tells the other auths.
    #[must_use]
    pub fn is_anyone_blocked(&self) -> bool {
        self.callers.is_anyone_blocked() || self.callers.is_anyone_released()
    }

    fn transition(&mut self, event: Event) {
        match event {
            Event::Started { environment } => self.start(environment),
            Event::TimerFired { random: _ } => {}
            Event::PagesChanged { stack } => self.pages_changed(stack),
            Event::SiblingsChanged { siblings } => self.siblings = siblings,
            Event::Disposed => self.dispose(),

            Event::RequestMade { caller, request } => self.request_made(caller, request),
            Event::RequestAdopted { caller, request, ticket } => {
                self.request_adopted(caller, request, ticket);
            }
            Event::CredentialsAsked { caller } => self.credentials_asked(caller),
            Event::LoginAsked { caller } => self.login_asked(caller),
            Event::StepRequired { caller, step } => self.step_required(caller, step),
            Event::LogoutAsked { caller, hold } => self.logout_asked(caller, hold),
            Event::AvatarChosen { caller } => self.avatar_chosen(caller),
            Event::Answered { caller, press } => self.answered(caller, press),
            Event::GuideFollowed { caller } => self.guide_followed(caller),
            Event::StepOffered { step } => self.step_offered(step),
            Event::PageLeft => self.page_left(),
            Event::PageHidden { page } => self.page_hidden(page),
            Event::Aborted { caller } => self.aborted(caller),

            Event::ResponseArrived { caller, sent, response, random } => {
                self.response_arrived(caller, sent, response, random);
            }
            Event::HeadersArrived { caller, sent, steps, bundle, random } => {
                self.headers_arrived(caller, sent, steps, bundle, random);
            }
            Event::RequestFailed { caller, sent, cause } => {
                self.request_failed(caller, sent, cause);
            }
            Event::TurnAcquired { turn } => self.turn_acquired(turn),
            Event::CodeReceived { login } => self.code_received(login),
            Event::LoginFailed { login, cause, random } => self.login_failed(login, cause, random),
            Event::ExchangeAnswered { login, response, random } => {
                self.exchange_answered(login, response, random);
            }
            Event::Navigated { navigation } => self.navigated(navigation),
            Event::NavigationFailed { navigation, err_msg } => {
                self.navigation_failed(navigation, &err_msg);
            }
            Event::LookedUp { lookup, setting, privacy } => {
                self.looked_up(lookup, setting, privacy);
            }
            Event::UserInfoRead { reading, granted } => {
                self.user_info_read(reading, granted);
            }
            Event::SubmissionAnswered { submission, response } => {
                self.submission_answered(submission, response);
            }
            Event::SubmissionHeadersArrived { submission, steps, bundle } => {
                self.submission_headers_arrived(submission, Headers { steps, bundle });
            }
            Event::SubmissionFailed { submission, cause } => {
                self.submission_failed(submission, cause);
            }
            Event::StorageRead { read, stored } => self.storage_read(read, stored),
            Event::SaveFailed => self.warn(Warning::StorageFailed),
        }
    }

    /// Starts whatever is wanted and no longer kept from it.
    fn pursue(&mut self) {
        self.pursue_pages();
        self.pursue_silent_submission();
        self.pursue_turn();
        if self.turn.is_held() {
            self.pursue_submission();
            self.pursue_login();
            self.pursue_navigation();
        }
        self.pursue_turn();
        self.pursue_prompt();
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn draw(&mut self) -> Serial {
        self.counter.0 += 1;
        self.counter
    }

    fn emit(&mut self, effect: Effect) {
        self.effects.0.push(effect);
    }

    fn failure(&mut self, error: impl Into<Error>, cause: Option<Cause>) -> Failure {
        Failure { id: self.draw(), error: error.into(), cause }
    }

    /// Settles callers with one failure for all.
    fn reject(&mut self, mut callers: Vec<CallerId>, failure: &Failure) {
        callers.retain(|caller| self.callers.remove(*caller).is_some());
        if !callers.is_empty() {
            self.emit(Effect::Reject { callers, failure: failure.clone() });
        }
    }

    /// Settles one caller with a failure of its own.
    fn reject_one(&mut self, caller: CallerId, error: impl Into<Error>) {
        let failure = self.failure(error, None);
        self.reject(vec![caller], &failure);
    }

    /// Settles a call.
    fn resolve(&mut self, caller: CallerId) {
        self.callers.remove(caller);
        self.emit(Effect::Resolve { caller, generation: self.session.generation() });
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warned.contains(&warning) {
            self.warned.push(warning);
            self.emit(Effect::Warn { warning });
        }
    }
}
