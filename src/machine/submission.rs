//! A submission: what a button brought goes to the server, once.

mod form;
mod parts;

use serde::Serialize;

use crate::bundle::Bundle;
use crate::error::{Error, Person, Platform, Server};
use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::ids::{CallerId, Cause, Generation, Serial};
use crate::machine::press::Proof;
use crate::machine::request::Response;
use crate::machine::view::Notice;
use crate::step::Step;
use crate::time::{Millis, Timestamp};

pub(crate) use form::Form;
use form::Source;
pub(crate) use parts::Parts;

/// `wx.getUserInfo` without a button answers from what is at hand.
const READING_TIMEOUT: Millis = Millis::from_secs(2);

/// How far the submission has got, if there is one.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Submission {
    /// Wanted, and put off until it is this auth's turn.
    Due(Form),
    #[default]
    Idle,
    /// On its way.
    Posting {
        submission: Serial,
        generation: Generation,
        deadline: Timestamp,
        form: Form,
        parts: Box<Parts>,
    },
    /// `wx.getUserInfo` was called for it.
    Reading { reading: Serial, deadline: Timestamp, form: Form },
}

impl Submission {
    pub(crate) fn is_active(&self) -> bool {
        *self != Self::Idle
    }

    /// The call of `answer()` that waits for it.
    pub(crate) fn press(&self) -> Option<CallerId> {
        self.form()?.press()
    }

    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match self {
            Self::Posting { deadline, .. } | Self::Reading { deadline, .. } => Some(*deadline),
            Self::Due(_) | Self::Idle => None,
        }
    }

    fn give_until(&mut self, instant: Timestamp) {
        match self {
            Self::Posting { deadline, .. } | Self::Reading { deadline, .. } => *deadline = instant,
            Self::Due(_) | Self::Idle => {}
        }
    }

    pub(crate) fn leave(&mut self) {
        if let Some(form) = self.form_mut() {
            form.is_left = true;
        }
    }

    /// The bundles of answers that wait for the rest of them.
    pub(crate) fn bundles_mut(&mut self) -> impl Iterator<Item = &mut Bundle> {
        let parts = match self {
            Self::Posting { parts, .. } => Some(parts),
            Self::Due(_) | Self::Idle | Self::Reading { .. } => None,
        };
        parts.into_iter().flat_map(|parts| parts.bundles_mut())
    }

    /// Whether the page with the button was left meanwhile.
    pub(crate) fn is_left(&self) -> bool {
        self.form().is_some_and(|form| form.is_left)
    }

    /// Puts a pseudonym in the place of what a trace must not show.
    pub(crate) fn rename_proof(&mut self, rename: impl FnOnce(&mut Proof)) {
        if let Some(Form { source: Source::Press { proof, .. }, .. }) = self.form_mut() {
            rename(proof);
        }
    }

    fn form(&self) -> Option<&Form> {
        match self {
            Self::Due(form) | Self::Posting { form, .. } | Self::Reading { form, .. } => Some(form),
            Self::Idle => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Self::Due(form) | Self::Posting { form, .. } | Self::Reading { form, .. } => Some(form),
            Self::Idle => None,
        }
    }
}

impl AuthMachine {
    pub(super) fn submit(&mut self, form: Form) {
        self.submission = Submission::Due(form);
    }

    /// Where the unionid is wanted and a fresh login has not brought it, `wx.getUserInfo` may.
    pub(super) fn pursue_silent_submission(&mut self) {
        let is_wanted = !self.is_busy()
            && self.options.is_silent(Step::UserInfo)
            && self.callers.is_user_info_next();
        if is_wanted {
            self.submit(Form::SILENT);
        }
    }

    pub(super) fn pursue_submission(&mut self) {
        let Submission::Due(form) = self.submission else { return };
        match form.source {
            Source::Press { .. } => self.post(form, None),
            Source::Silent => {
                let reading = self.draw();
                let deadline = self.now() + READING_TIMEOUT;
                self.submission = Submission::Reading { reading, deadline, form };
                self.emit(Effect::ReadUserInfo { reading });
            }
        }
    }

    pub(super) fn user_info_read(&mut self, answered: Serial, granted: bool) {
        match self.submission {
            Submission::Reading { reading, form, .. } if reading == answered => {
                if granted {
                    self.post(form, Some(reading));
                } else {
                    self.fail_submission(Platform::Unavailable { step: Some(form.step) }, None);
                }
            }
            Submission::Due(_)
            | Submission::Idle
            | Submission::Posting { .. }
            | Submission::Reading { .. } => {}
        }
    }

    fn post(&mut self, form: Form, reading: Option<Serial>) {
        // A token that was refused since the press is the server's to judge: a login before its
        // answer would void the session_key that the press belongs to.
        let present = self.session.generation();
        let pressed_with = form.generation().filter(|generation| *generation == present);
        let Some(generation) = self.live().or(pressed_with) else {
            return self.session_lost(form, Generation::NONE);
        };
        // Drawn only now: what is sent while user info is read is sent before this.
        let submission = self.draw();
        let deadline = self.now() + self.options.login_timeout;
        let parts = Box::default();
        self.submission = Submission::Posting { submission, generation, deadline, form, parts };
        let (step, press, avatar) = (form.step, form.press(), form.avatar());
        self.emit(Effect::Submit { submission, step, press, reading, avatar, generation });
    }

    fn judge_submission(&mut self, answered: Serial, response: Response) {
        let Some((form, generation)) = self.posted(answered) else { return };
        if response.ends_session {
            return self.sign_out_and_hold(Vec::new());
        }
        if response.is_success() {
            if generation == self.session.generation() {
                self.breaker.token_was_taken(None);
            }
            let serial = self.draw();
            self.session.finish(form.step, serial);
            let bundle = response.bundle.map(|bundle| bundle.with_taken(form.step));
            self.hear_of_submission(answered, bundle);
            return self.taken(form);
        }
        let wanted = response.wanted();
        self.hear_of_submission(answered, response.bundle);
        if wanted == Some(Step::Login) {
            self.session_lost(form, generation);
        } else {
            self.fail_submission(Server::SubmissionRejected { status: response.status }, None);
        }
    }

    pub(super) fn submission_failed(&mut self, answered: Serial, cause: Cause) {
        if self.posted(answered).is_some() {
            self.fail_submission(Platform::Network, Some(cause));
        }
    }

    fn posted(&self, answered: Serial) -> Option<(Form, Generation)> {
        match &self.submission {
            Submission::Posting { submission, form, generation, .. } if *submission == answered => {
                Some((*form, *generation))
            }
            Submission::Due(_)
            | Submission::Idle
            | Submission::Posting { .. }
            | Submission::Reading { .. } => None,
        }
    }

    fn taken(&mut self, form: Form) {
        self.end_submission(form);
        self.pages.forget_leaving();
        self.notice = None;
        if let Source::Press { proof, .. } = form.source {
            self.presses.taken(form.step, proof);
        }
        self.save();
        self.pages.is_back_due = self.pages.was_opened();
        self.release_from(form.step);
    }

    /// The server has forgotten the session that the press belonged to, and its code with it.
    fn session_lost(&mut self, form: Form, generation: Generation) {
        self.end_submission(form);
        self.notice = Some(Notice::PressAgain);
        if generation == self.session.generation() {
            self.session.miss(Step::Login);
        }
        match form.source {
            Source::Press { .. } => self.renew_session(),
            Source::Silent => {
                self.notice = None;
                for id in self.callers_waiting_silently() {
                    self.proceed(id);
                }
            }
        }
        if form.is_left {
            self.abandon();
            self.pages.forget_leaving();
        }
    }

    /// Begins a login that no caller waits for.
    fn renew_session(&mut self) {
        if self.live().is_some() {
            return;
        }
        if self.environment.single_page {
            self.press_failed(Platform::Unavailable { step: None });
        } else if self.session.is_held {
            self.press_failed(Person::LoggedOut);
        } else if let Some(failure) = self.login_refusal() {
            self.press_failed(failure.error);
        } else {
            self.login.want();
        }
    }

    fn fail_submission(&mut self, error: impl Into<Error>, cause: Option<Cause>) {
        let Some(form) = self.submission.form().copied() else { return };
        self.end_submission(form);
        let error = error.into();
        match form.source {
            Source::Press { .. } => self.press_failed(error),
            Source::Silent => {
                let unavailable = Platform::Unavailable { step: Some(form.step) };
                let failure = self.failure(unavailable, cause);
                self.reject(self.callers_waiting_silently(), &failure);
            }
        }
        if form.is_left {
            self.abandon();
            self.pages.forget_leaving();
        }
    }

    fn end_submission(&mut self, form: Form) {
        self.submission = Submission::Idle;
        if let Some(press) = form.press() {
            self.resolve(press);
        }
    }

    /// Those whose next step is done without a button.
    fn callers_waiting_silently(&self) -> Vec<CallerId> {
        let mut waiting = self.callers.awaiting_answer();
        waiting.retain(|id| {
            let step = self.callers.get(*id).and_then(|caller| caller.steps().first());
            step.is_some_and(|step| self.options.is_silent(step))
        });
        waiting
    }
}
