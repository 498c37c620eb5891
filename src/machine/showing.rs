//! What pages may show, and whether it has changed.

use crate::machine::AuthMachine;
use crate::machine::life::Life;
use crate::machine::options::Identity;
use crate::machine::view::{Notice, Status, View};
use crate::step::Step;

/// Enough of the view to see that it has changed, without building it at every event.
#[derive(Eq, PartialEq)]
pub(super) struct Glance {
    status: Status,
    step: Option<Step>,
    is_looked_up: bool,
    is_busy: bool,
    notice: Option<Notice>,
    waiting: usize,
    revision: u32,
}

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
            error: self.notice.as_ref().map(Into::into),
            waiting: self.callers.waiting_requests(),
        }
    }

    pub(super) fn glance(&self) -> Glance {
        Glance {
            status: self.status(),
            step: self.prompt.shown(),
            is_looked_up: self.prompt.is_looked_up(),
            is_busy: self.is_busy(),
            notice: self.notice.clone(),
            waiting: self.callers.waiting_requests(),
            revision: self.revision,
        }
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
