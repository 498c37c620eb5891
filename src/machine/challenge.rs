//! Steps: who is blocked by one, and who is released.

use crate::error::{Error, Person, Platform, Server};
use crate::machine::AuthMachine;
use crate::machine::caller::{Caller, Errand, Phase};
use crate::machine::ids::CallerId;
use crate::machine::request::Mode;
use crate::machine::steps::Steps;
use crate::step::Step;
use crate::time::Timestamp;

impl AuthMachine {
    /// The server asks for these steps before it answers a request.
    pub(super) fn challenged(&mut self, id: CallerId, steps: Steps) {
        for step in steps.iter() {
            self.session.miss(step);
        }
        self.block(id, steps);
    }

    /// Lets a caller wait until these steps are done, unless that can't help.
    pub(super) fn block(&mut self, id: CallerId, steps: Steps) {
        let Some(step) = steps.first() else { return };
        if let Some(error) = self.hopelessness(id, steps) {
            self.reject_one(id, error);
        } else if self.options.is_silent(step) {
            self.block_silently(id, steps);
        } else if let Some(failure) = self.quiet_about(step) {
            self.reject(vec![id], &failure);
        } else {
            self.await_answer(id, steps);
        }
    }

    /// Why waiting for these steps can't help a caller, if so.
    fn hopelessness(&self, id: CallerId, steps: Steps) -> Option<Error> {
        let caller = self.callers.get(id)?;
        let first = steps.first()?;
        if self.environment.single_page {
            return Some(Platform::Unavailable { step: Some(first) }.into());
        }
        let done = steps.iter().find(|step| caller.history.answered.contains(*step));
        let impossible = steps.iter().find(|step| !self.options.takes(*step));
        match (caller.mode(), done, impossible) {
            (Mode::Optional | Mode::Silent | Mode::None, ..) => {
                Some(Person::StepRequired { step: first }.into())
            }
            (Mode::Interactive, Some(step), _) => Some(Server::ChallengeLoop { step }.into()),
            (Mode::Interactive, None, Some(step)) => {
                Some(Platform::Unavailable { step: Some(step) }.into())
            }
            (Mode::Interactive, None, None) if self.is_gone(id) => {
                Some(Person::Abandoned { step: first }.into())
            }
            (Mode::Interactive, None, None) => None,
        }
    }

    /// The unionid comes with a fresh login, mostly; else `wx.getUserInfo` brings it. The second is
    /// the last resort, so another challenge after it is a loop.
    fn block_silently(&mut self, id: CallerId, steps: Steps) {
        let was_renewed =
            self.callers.get(id).is_some_and(|caller| caller.history.renewed_for_unionid);
        if was_renewed {
            self.callers.change_history(id, |history| {
                history.answered = history.answered.with(Step::UserInfo);
            });
            self.await_answer(id, steps);
        } else {
            self.callers.change_history(id, |history| history.renewed_for_unionid = true);
            self.need_login(id);
        }
    }

    fn await_answer(&mut self, id: CallerId, steps: Steps) {
        let deadline = self.patience_with(id);
        self.callers.change_history(id, |history| history.is_released = false);
        self.callers.set_phase(id, Phase::AwaitingAnswer { steps, deadline });
        for step in steps.iter().filter(|step| !self.options.is_silent(*step)) {
            self.prompt.ask_for(step);
        }
    }

    /// Until when a caller waits for the person. A write is held for one stretch of time, however
    /// many steps it is held for.
    fn patience_with(&mut self, id: CallerId) -> Option<Timestamp> {
        let now = self.now();
        let is_perishable = self.callers.get(id).is_some_and(Caller::is_perishable);
        if is_perishable {
            self.callers.change_history(id, |history| {
                history.held_since.get_or_insert(now);
            });
        }
        let held_since = self.callers.get(id).and_then(|caller| caller.history.held_since);
        let held_until = held_since.map(|since| since + self.options.held_for);
        let answered_until = self.options.answer_timeout.map(|timeout| now + timeout);
        held_until.into_iter().chain(answered_until).min()
    }

    /// Nobody has answered in time. Those whose time is up at once fail with one error.
    pub(super) fn answer_overdue(&mut self, id: CallerId) {
        if let Some(step) = self.callers.get(id).and_then(|caller| caller.steps().first()) {
            self.give_up(step, self.callers.overdue(self.now()).collect());
        }
    }

    /// Rejects those who come to this step next, of all who have waited in vain. If that leaves nobody
    /// who waits for it, the person has been asked and hasn't answered: that is a no.
    pub(super) fn give_up(&mut self, step: Step, mut in_vain: Vec<CallerId>) {
        let steps = |id: &CallerId| self.callers.get(*id).map(Caller::steps).unwrap_or_default();
        in_vain.retain(|id| steps(id).contains(step));
        let is_anyone_left = in_vain.len() < self.callers.wanting(step);
        in_vain.retain(|id| steps(id).first() == Some(step));
        if in_vain.is_empty() {
            return;
        }
        let failure = self.failure(Person::Abandoned { step }, None);
        self.reject(in_vain, &failure);
        if self.is_person_asked() && !is_anyone_left {
            self.keep_quiet_about(step, failure, self.pages.opened_from());
        }
    }

    /// A step is done: whoever waited for it goes on to the next step, or is released.
    pub(super) fn release_from(&mut self, step: Step) {
        self.prompt.done(step);
        for id in self.callers_blocked_by(step) {
            self.callers.change_history(id, |history| {
                history.answered = history.answered.with(step);
            });
            let left = self.callers.get(id).map(|caller| caller.steps().without(step));
            match left {
                Some(left) if left.first().is_some() => self.block(id, left),
                Some(_) | None => self.release(id),
            }
            self.pages.is_back_due = self.pages.was_opened();
        }
    }

    fn release(&mut self, id: CallerId) {
        let Some(caller) = self.callers.get(id) else { return };
        match caller.errand {
            Errand::Require(_) => self.resolve(id),
            Errand::Credentials | Errand::Login | Errand::Request(_) => {
                self.callers.change_history(id, |history| history.is_released = true);
                self.proceed(id);
            }
        }
    }

    /// A step can't be done: whoever waits for it fails with one error.
    pub(super) fn reject_blocked_by(&mut self, step: Step, error: impl Into<Error>) {
        let failure = self.failure(error, None);
        self.reject(self.callers_blocked_by(step), &failure);
    }

    pub(super) fn callers_blocked_by(&self, step: Step) -> Vec<CallerId> {
        let mut blocked = self.callers.awaiting_answer();
        blocked
            .retain(|id| self.callers.get(*id).is_some_and(|caller| caller.steps().contains(step)));
        blocked
    }
}
