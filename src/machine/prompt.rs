//! What the person is asked for, and the quiet after a no.

use serde::Serialize;

use crate::button::{Button, ButtonQuery, Need, Privacy, Setting, choose_button};
use crate::machine::AuthMachine;
use crate::machine::effect::{Effect, Failure};
use crate::machine::ids::{CallerId, Serial};
use crate::machine::life::Life;
use crate::machine::steps::Steps;
use crate::step::Step;
use crate::time::{Millis, Timestamp};

const LOOKUP_TIMEOUT: Millis = Millis::from_secs(2);

/// One question at a time, in the order in which they came up.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prompt {
    /// The steps that callers want, the first asked for first.
    asked: Steps,
    /// The step that callers wanted last. It stays after a no, until the page is left.
    wanted: Option<Step>,
    /// The step whose button a component asks for though nobody may wait for it.
    offered: Option<Step>,
    /// The step whose button is shown.
    shown: Option<Step>,
    /// About `shown`.
    knowledge: Knowledge,
    quiet_about_user_info: Option<Quiet>,
    quiet_about_phone_number: Option<Quiet>,
}

/// What is known of that on which the shown button depends.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Knowledge {
    Complete {
        setting: Setting,
        privacy: Privacy,
    },
    LookingUp {
        lookup: Serial,
        deadline: Timestamp,
    },
    #[default]
    Nothing,
}

/// A no is an answer, and it is kept while the user stays where it was given.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
struct Quiet {
    failure: Failure,
    /// The path of the page where the question came up.
    from: Option<String>,
}

impl Prompt {
    pub(crate) fn ask_for(&mut self, step: Step) {
        self.asked = self.asked.with(step);
    }

    pub(crate) fn done(&mut self, step: Step) {
        self.asked = self.asked.without(step);
        self.end_quiet(step);
        if self.wanted == Some(step) {
            self.wanted = None;
        }
    }

    pub(crate) fn end_quiet(&mut self, step: Step) {
        *self.quiet(step) = None;
    }

    /// Nobody stands before the button any more. What a component asks for stays.
    pub(crate) fn hide(&mut self) {
        self.wanted = None;
    }

    /// Forgets everything but what a component asks for: that stands on its page all the same.
    pub(crate) fn forget(&mut self) {
        *self = Self { offered: self.offered, ..Self::default() };
    }

    pub(crate) fn shown(&self) -> Option<Step> {
        self.shown
    }

    /// The look-up that is under way.
    #[cfg(test)]
    pub(crate) fn lookup(&self) -> Option<Serial> {
        match self.knowledge {
            Knowledge::LookingUp { lookup, .. } => Some(lookup),
            Knowledge::Complete { .. } | Knowledge::Nothing => None,
        }
    }

    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match self.knowledge {
            Knowledge::LookingUp { deadline, .. } => Some(deadline),
            Knowledge::Complete { .. } | Knowledge::Nothing => None,
        }
    }

    fn quiet(&mut self, step: Step) -> &mut Option<Quiet> {
        match step {
            Step::Login | Step::UserInfo => &mut self.quiet_about_user_info,
            Step::PhoneNumber => &mut self.quiet_about_phone_number,
        }
    }
}

impl AuthMachine {
    /// Shows the button that was asked for first.
    pub(super) fn pursue_prompt(&mut self) {
        self.prompt.asked = Steps::of(&self.wanted_of_person().collect::<Vec<_>>());
        self.prompt.wanted = self.prompt.asked.first().or(self.prompt.wanted);
        let step = self.step_to_show();
        if self.prompt.shown != step {
            self.prompt.shown = step;
            self.prompt.knowledge = Knowledge::Nothing;
            self.look_up_again();
        }
    }

    /// What callers want goes before what a component asks for.
    fn step_to_show(&self) -> Option<Step> {
        let is_asked_for = |step: &Step| self.life == Life::Ready && !self.session.has(*step);
        self.prompt.wanted.or(self.prompt.offered.filter(is_asked_for))
    }

    /// A component asks for a button, or asks no more. A new one stands before the user: it goes
    /// before what nobody waits for any more.
    pub(super) fn step_offered(&mut self, step: Option<Step>) {
        let can_be_done = |step: &Step| *step != Step::Login && self.options.takes(*step);
        let offered = step.filter(|step| can_be_done(step) && !self.environment.single_page);
        // Offered again, when its page is shown again, it is no new one.
        if offered.is_some() && offered != self.prompt.offered {
            self.prompt.hide();
        }
        self.prompt.offered = offered;
        self.log_in_for_offer();
    }

    /// What a button brings belongs to a session, and a login after the press would void it. So who
    /// stands before an offered button is logged in before, unless they have signed out.
    pub(super) fn log_in_for_offer(&mut self) {
        let order = &self.session.order;
        let may_log_in = self.life == Life::Ready
            && self.live().is_none()
            && order.logout_since(order.last_login()).is_none()
            && !self.session.is_held
            && self.login_refusal().is_none();
        if may_log_in && self.step_to_show().is_some() {
            self.login.want();
        }
    }

    fn wanted_of_person(&self) -> impl Iterator<Item = Step> {
        self.prompt.asked.iter().filter(|step| self.callers.is_wanted(*step))
    }

    /// Whether anybody waits for a button, and not for a silent submission.
    pub(super) fn is_person_wanted(&self) -> bool {
        self.wanted_of_person().next().is_some()
    }

    /// Keeps a no, so that the same question doesn't come up again by itself.
    pub(super) fn keep_quiet_about(&mut self, step: Step, failure: Failure, from: Option<String>) {
        *self.prompt.quiet(step) = Some(Quiet { failure, from });
    }

    /// The no that still stands for a step. It ends when the user has gone on to another page.
    pub(super) fn quiet_about(&mut self, step: Step) -> Option<Failure> {
        let quiet = self.prompt.quiet(step).clone()?;
        let has_gone_on = self
            .pages
            .top_path()
            .is_some_and(|top| !self.is_login_path(top) && quiet.from.as_deref() != Some(top));
        if has_gone_on {
            self.prompt.end_quiet(step);
            return None;
        }
        Some(quiet.failure)
    }

    pub(super) fn forget_prompt(&mut self) {
        self.prompt.forget();
        self.pages.forget_opening();
        self.notice = None;
    }

    fn look_up(&mut self, step: Step) {
        let lookup = self.draw();
        let deadline = self.now() + LOOKUP_TIMEOUT;
        self.prompt.knowledge = Knowledge::LookingUp { lookup, deadline };
        self.emit(Effect::LookUp { lookup, step });
    }

    /// The user has agreed to something, or changed a setting: another button may be right now.
    pub(super) fn guide_followed(&mut self, caller: CallerId) {
        self.resolve(caller);
        self.look_up_again();
    }

    fn look_up_again(&mut self) {
        if let Some(step) = self.prompt.shown {
            self.look_up(step);
        }
    }

    pub(super) fn looked_up(&mut self, answered: Serial, setting: Setting, privacy: Privacy) {
        match self.prompt.knowledge {
            Knowledge::LookingUp { lookup, .. } if lookup == answered => {
                self.prompt.knowledge = Knowledge::Complete { setting, privacy };
            }
            Knowledge::Complete { .. } | Knowledge::LookingUp { .. } | Knowledge::Nothing => {}
        }
    }

    pub(super) fn lookup_overdue(&mut self) {
        self.know(Setting::Unknown, Privacy::Unknown);
    }

    /// A press came to nothing because the privacy agreement has not been accepted.
    pub(super) fn know_privacy_is_needed(&mut self) {
        if self.prompt.shown.is_some() {
            self.know(Setting::Unknown, Privacy::Needed);
        }
    }

    fn know(&mut self, setting: Setting, privacy: Privacy) {
        self.prompt.knowledge = Knowledge::Complete { setting, privacy };
    }

    /// The button to show; `None` until what it depends on is known.
    pub(super) fn button(&self) -> Option<Button> {
        let need = Need::of_step(self.prompt.shown?)?;
        let Knowledge::Complete { setting, privacy } = self.prompt.knowledge else { return None };
        let is_known = self.life != Life::Unborn;
        let query = ButtonQuery {
            need,
            sdk_version: &self.environment.sdk_version,
            platform: self.environment.platform.as_deref(),
            setting,
            privacy,
        };
        is_known.then(|| choose_button(&query))
    }
}
