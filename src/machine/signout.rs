//! Signing out, by the app's wish or the server's.

use crate::error::Person;
use crate::machine::AuthMachine;
use crate::machine::ids::{CallerId, Ticket};
use crate::machine::life::Life;
use crate::machine::login::Login;
use crate::machine::submission::Submission;

impl AuthMachine {
    pub(super) fn logout_asked(&mut self, caller: CallerId, hold: bool) {
        match self.life {
            Life::Over => return self.refuse_disposed(caller),
            Life::Ready => self.sign_out(hold, Vec::new()),
            // What storage holds is not worth reading any more.
            Life::Reading { .. } | Life::Unborn => {
                self.sign_out(hold, Vec::new());
                self.become_ready();
            }
        }
        self.resolve(caller);
    }

    /// The server has ended the session: a silent login would take it back from the device that the
    /// user has moved to.
    pub(super) fn session_ended(&mut self, caller: CallerId, ticket: Ticket) {
        if let Some(failure) = self.session.order.logout_since(ticket.sent).cloned() {
            self.reject(vec![caller], &failure);
        } else {
            self.sign_out_and_hold(vec![caller]);
        }
    }

    pub(super) fn sign_out_and_hold(&mut self, rejected: Vec<CallerId>) {
        self.sign_out(true, rejected);
    }

    /// Forgets the session. Everybody who waits is rejected, and those named; what was sent is
    /// answered, but no 401 is acted on any more.
    fn sign_out(&mut self, hold: bool, mut rejected: Vec<CallerId>) {
        self.login = Login::default();
        if let Some(press) = self.submission.press() {
            self.resolve(press);
        }
        self.submission = Submission::default();
        self.forget_prompt();
        let failure = self.failure(Person::LoggedOut, None);
        self.session.log_out(hold, failure.clone());
        self.hand_over_token();
        self.save();
        rejected.extend(self.callers.waiting());
        self.reject(rejected, &failure);
    }
}
