//! The person presses a button, leaves the page, or says no.

use serde::Serialize;

use crate::answer::AnswerResult;
use crate::error::{Error, Person, Platform};
use crate::machine::AuthMachine;
use crate::machine::ids::{CallerId, Fingerprint};
use crate::machine::life::Life;
use crate::machine::submission::Form;
use crate::machine::view::Notice;
use crate::step::Step;

/// How many codes and avatars are remembered. A code lives five minutes.
const REMEMBERED: usize = 16;

/// What a button brought.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Press {
    /// The step whose button it was.
    pub step: Step,
    /// Yes, no, or what came in between.
    pub result: AnswerResult,
    /// How often the data may be submitted.
    pub proof: Proof,
}

/// What a press can be recognised by.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Proof {
    /// Nothing was brought.
    Nothing,
    /// A code or encrypted data: submitted once, whatever comes of it.
    Once(Fingerprint),
    /// An avatar or a nickname: may be submitted again until the server has taken it.
    UntilTaken(Fingerprint),
}

/// What came of earlier presses.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Presses {
    /// What must not be submitted again, the oldest first.
    spent: Vec<Proof>,
    /// The call that brought an avatar which isn't confirmed yet.
    avatar: Option<CallerId>,
}

impl Presses {
    /// The server has taken what a press brought.
    pub(crate) fn taken(&mut self, step: Step, proof: Proof) {
        if matches!(proof, Proof::UntilTaken(_)) {
            self.spend(proof);
        }
        if step == Step::UserInfo {
            self.avatar = None;
        }
    }

    /// Puts pseudonyms in the place of what a trace must not show.
    pub(crate) fn rename_proofs(&mut self, rename: impl FnMut(&mut Proof)) {
        self.spent.iter_mut().for_each(rename);
    }

    fn spend(&mut self, proof: Proof) {
        if self.spent.len() == REMEMBERED {
            self.spent.remove(0);
        }
        self.spent.push(proof);
    }
}

impl AuthMachine {
    pub(super) fn avatar_chosen(&mut self, caller: CallerId) {
        self.presses.avatar = Some(caller);
        self.resolve(caller);
    }

    pub(super) fn answered(&mut self, caller: CallerId, press: Press) {
        let step = press.step;
        // A login has no button.
        let is_void = step == Step::Login || self.presses.spent.contains(&press.proof);
        if is_void || self.is_busy() {
            return self.resolve(caller);
        }
        match press.result {
            AnswerResult::Granted => return self.granted(caller, press),
            AnswerResult::Malformed => self.press_failed(Platform::Malformed { step }),
            AnswerResult::NoQuota => self.step_failed(step, Platform::NoQuota),
            AnswerResult::PrivacyNotAgreed => {
                self.know_privacy_is_needed();
                self.press_failed(Person::PrivacyNotAgreed { step });
            }
            AnswerResult::Refused => self.refused(step),
            AnswerResult::Unavailable => {
                self.step_failed(step, Platform::Unavailable { step: Some(step) });
            }
        }
        self.resolve(caller);
    }

    fn granted(&mut self, caller: CallerId, press: Press) {
        let step = press.step;
        if matches!(press.proof, Proof::Once(_)) {
            self.presses.spend(press.proof);
        }
        if !self.options.takes(step) {
            self.step_failed(step, Platform::Unavailable { step: Some(step) });
            return self.resolve(caller);
        }
        self.notice = None;
        let avatar = self.presses.avatar.filter(|_| step == Step::UserInfo);
        let generation = self.live();
        self.submit(Form::pressed(step, caller, press.proof, avatar, generation));
    }

    fn refused(&mut self, step: Step) {
        let failure = self.failure(Person::Refused { step }, None);
        self.notice = Some(Notice::Failed(failure.error.clone()));
        self.reject(self.callers_blocked_by(step), &failure);
        self.keep_quiet_about(step, failure, self.asked_from());
        self.pages.is_back_due = false;
    }

    /// A step can't be done by whatever is pressed.
    fn step_failed(&mut self, step: Step, error: impl Into<Error>) {
        let error = error.into();
        self.reject_blocked_by(step, error.clone());
        self.press_failed(error);
    }

    /// A press came to nothing; another one may do better.
    pub(super) fn press_failed(&mut self, error: impl Into<Error>) {
        self.notice = Some(Notice::Failed(error.into()));
    }

    /// The page with the button was left. What is on its way to the server may still be taken. On the
    /// way to a page, which one was left turns out on arrival.
    pub(super) fn page_left(&mut self) {
        if self.is_navigating() {
            return self.pages.voyage.leave();
        }
        if self.submission.press().is_some() {
            self.submission.leave();
            self.pages.leave_during_submission();
        } else {
            self.abandon();
        }
        self.pages.forget_opening();
    }

    /// Whoever waits for the person has waited in vain.
    pub(super) fn abandon(&mut self) {
        for step in [Step::UserInfo, Step::PhoneNumber] {
            let mut blocked = self.callers_blocked_by(step);
            blocked.retain(|id| {
                self.callers.get(*id).is_some_and(|caller| caller.steps().first() == Some(step))
            });
            if !blocked.is_empty() && !self.options.is_silent(step) {
                let failure = self.failure(Person::Abandoned { step }, None);
                self.reject(blocked, &failure);
                self.keep_quiet_about(step, failure, self.pages.opened_from());
            }
        }
        self.prompt.hide();
        self.notice = None;
    }

    /// Whether a press would be ignored.
    pub(super) fn is_busy(&self) -> bool {
        self.life != Life::Ready || self.login.is_active() || self.submission.is_active()
    }
}
