//! Callers come in, and go on as things stand: sent, resolved, or waiting.

use crate::error::{Misuse, Person, Platform};
use crate::machine::AuthMachine;
use crate::machine::caller::{Caller, Errand, Phase};
use crate::machine::effect::Effect;
use crate::machine::ids::{CallerId, Generation, Ticket};
use crate::machine::life::Life;
use crate::machine::request::{Mode, Request};
use crate::machine::steps::Steps;
use crate::step::Step;

impl AuthMachine {
    pub(super) fn request_made(&mut self, caller: CallerId, request: Request) {
        self.admit(caller, Errand::Request(request));
    }

    pub(super) fn request_adopted(&mut self, caller: CallerId, request: Request, ticket: Ticket) {
        if self.life == Life::Over {
            return self.refuse_disposed(caller);
        }
        if self.callers.get(caller).is_none() {
            let phase = Phase::Sent { ticket, headers: None };
            self.callers.insert(caller, Caller::new(Errand::Request(request), ticket.sent, phase));
        }
    }

    pub(super) fn credentials_asked(&mut self, caller: CallerId) {
        self.admit(caller, Errand::Credentials);
    }

    pub(super) fn login_asked(&mut self, caller: CallerId) {
        self.admit(caller, Errand::Login);
    }

    pub(super) fn step_required(&mut self, caller: CallerId, step: Step) {
        self.admit(caller, Errand::Require(step));
    }

    pub(super) fn aborted(&mut self, caller: CallerId) {
        self.abort_task_of(caller);
        self.reject_one(caller, Person::Aborted);
    }

    fn admit(&mut self, caller: CallerId, errand: Errand) {
        if self.callers.get(caller).is_some() {
            return;
        }
        let made = self.draw();
        self.callers.insert(caller, Caller::new(errand, made, Phase::AwaitingStart));
        match self.life {
            Life::Over => self.refuse_disposed(caller),
            Life::Ready => self.proceed(caller),
            Life::Reading { .. } | Life::Unborn => self.proceed_without_session(caller),
        }
    }

    /// Nobody is served any more.
    pub(super) fn refuse_disposed(&mut self, caller: CallerId) {
        self.callers.remove(caller);
        let failure = self.failure(Misuse::Disposed, None);
        self.emit(Effect::Reject { callers: vec![caller], failure });
    }

    /// What needs no decision doesn't wait for storage either.
    fn proceed_without_session(&mut self, id: CallerId) {
        if self.callers.get(id).is_some_and(|caller| caller.mode() == Mode::None) {
            self.send(id, Generation::NONE);
        }
    }

    /// Sends, resolves or rejects a caller, or lets it wait, as things stand now.
    pub(super) fn proceed(&mut self, id: CallerId) {
        let Some(caller) = self.callers.get(id) else { return };
        match caller.errand {
            Errand::Login => self.insist_on_login(id),
            Errand::Require(step) => {
                self.insist_on(step);
                self.proceed_with_token(id);
            }
            Errand::Credentials => self.proceed_with_token(id),
            Errand::Request(request) => match self.mode_of(request) {
                Mode::None => self.send(id, Generation::NONE),
                Mode::Optional => self.send(id, self.live().unwrap_or(Generation::NONE)),
                Mode::Interactive | Mode::Silent => self.proceed_with_token(id),
            },
        }
    }

    fn proceed_with_token(&mut self, id: CallerId) {
        if self.login.is_active() {
            self.callers.set_phase(id, Phase::AwaitingLogin);
        } else if let Some(generation) = self.live() {
            self.serve(id, generation);
        } else {
            self.need_login(id);
        }
    }

    /// Gives a caller what it came for, now that there is a token.
    fn serve(&mut self, id: CallerId, generation: Generation) {
        let Some(caller) = self.callers.get(id) else { return };
        match caller.errand {
            Errand::Request(_) => self.send(id, generation),
            Errand::Require(step) if step != Step::Login && !self.session.has(step) => {
                self.block(id, Steps::of(&[step]));
            }
            Errand::Credentials | Errand::Login | Errand::Require(_) => self.resolve(id),
        }
    }

    /// Lets a caller wait for a login, which begins unless it can't.
    pub(super) fn need_login(&mut self, id: CallerId) {
        if self.environment.single_page {
            self.reject_one(id, Platform::Unavailable { step: None });
        } else if self.session.is_held {
            self.reject_one(id, Person::LoggedOut);
        } else if let Some(failure) = self.login_refusal() {
            self.reject(vec![id], &failure);
        } else {
            self.callers.set_phase(id, Phase::AwaitingLogin);
            self.login.want();
        }
    }

    /// A caller that asked for a login by name ends the hold.
    fn insist_on_login(&mut self, id: CallerId) {
        self.end_hold();
        self.need_login(id);
    }

    /// A caller that asked for a step by name ends the hold, and the quiet after a no.
    fn insist_on(&mut self, step: Step) {
        self.end_hold();
        self.prompt.end_quiet(step);
    }

    fn end_hold(&mut self) {
        if self.session.is_held && !self.environment.single_page {
            self.session.is_held = false;
            self.save();
        }
    }

    pub(super) fn send(&mut self, caller: CallerId, generation: Generation) {
        let ticket = Ticket { generation, sent: self.draw() };
        self.callers.set_phase(caller, Phase::Sent { ticket, headers: None });
        self.emit(Effect::Send { caller, ticket });
    }

    /// The generation of a token that can be sent now.
    pub(super) fn live(&self) -> Option<Generation> {
        self.session.live(self.now(), self.options.leeway)
    }

    /// Where nobody can log in, every request of ours is optional.
    pub(super) fn mode_of(&self, request: Request) -> Mode {
        match request.mode {
            Mode::None => Mode::None,
            Mode::Interactive | Mode::Optional | Mode::Silent if self.environment.single_page => {
                Mode::Optional
            }
            mode @ (Mode::Interactive | Mode::Optional | Mode::Silent) => mode,
        }
    }
}
