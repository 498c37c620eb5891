//! What pages may show, and whether it has changed.

use crate::machine::AuthMachine;
use crate::machine::life::Life;
use crate::machine::options::Identity;
use crate::machine::view::{Status, View, ViewError};
use crate::step::Step;

impl AuthMachine {
    /// What pages may show now.
    #[must_use]
    pub fn view(&self) -> View {
        View {
            status: self.status(),
            step: self.prompt.shown(),
            button: self.button(),
            busy: self.is_busy(),
            has_user_info: self.session.has(Step::UserInfo),
            has_phone_number: self.session.has(Step::PhoneNumber),
            uid: self.session.uid.clone(),
            extra: self.session.extra.clone(),
            error: self.error(),
            waiting: self.callers.waiting_requests(),
        }
    }

    /// Whether pages have been told of all this, without building it at every event.
    pub(super) fn is_shown(&self) -> bool {
        let View {
            status,
            step,
            button,
            busy,
            has_user_info,
            has_phone_number,
            uid,
            extra,
            error,
            waiting,
        } = &self.shown;
        *status == self.status()
            && *step == self.prompt.shown()
            && *button == self.button()
            && *busy == self.is_busy()
            && *has_user_info == self.session.has(Step::UserInfo)
            && *has_phone_number == self.session.has(Step::PhoneNumber)
            && *uid == self.session.uid
            && *extra == self.session.extra
            && *error == self.error()
            && *waiting == self.callers.waiting_requests()
    }

    fn error(&self) -> Option<ViewError> {
        self.notice.as_ref().map(Into::into)
    }

    fn status(&self) -> Status {
        if self.login.is_active() {
            Status::LoggingIn
        } else if self.submission.is_active() {
            Status::Authorizing
        } else if self.callers.is_anyone_blocked() {
            Status::Blocked
        } else if self.is_signed_in() {
            Status::SignedIn
        } else {
            Status::SignedOut
        }
    }

    fn is_signed_in(&self) -> bool {
        self.life == Life::Ready
            && match self.options.identity {
                Identity::PhoneNumber => self.live().is_some(),
                Identity::Uid => self.session.uid.is_some(),
            }
    }
}
