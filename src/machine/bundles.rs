//! Bundles come in, with whatever response brought them.

use crate::bundle::Bundle;
use crate::error::Person;
use crate::machine::AuthMachine;
use crate::machine::caller::Caller;
use crate::machine::effect::{Effect, Warning};
use crate::machine::ids::Serial;
use crate::machine::session::Change;

impl AuthMachine {
    /// Takes in the bundle of the response to this send, unless it is too old to count.
    pub(super) fn hear(&mut self, sent: Serial, bundle: Option<Bundle>) {
        if let Some(change) = self.learn(sent, bundle) {
            self.bundle_taken(change);
        }
    }

    /// The same for the response to a submission. The server may know the person under another uid
    /// from now on, a guest as a member; but it is the person who pressed that also wrote what waits
    /// for the press.
    pub(super) fn hear_of_submission(&mut self, sent: Serial, bundle: Option<Bundle>) {
        if let Some(change) = self.learn(sent, bundle) {
            self.bundle_taken(Change { user: false, ..change });
        }
    }

    fn learn(&mut self, sent: Serial, bundle: Option<Bundle>) -> Option<Change> {
        let bundle = bundle?;
        self.warn_of_secrets(&bundle);
        let serial = self.draw();
        self.session.hear(bundle, sent, serial, self.now())
    }

    /// Does what a bundle that was taken makes possible.
    pub(super) fn bundle_taken(&mut self, change: Change) {
        if change.token {
            self.hand_over_token();
        }
        if change.anything || self.session.wants_saving(self.now()) {
            self.save();
        }
        if change.user {
            self.reject_writes_of_the_last_user();
        }
        if change.token && self.live().is_some() && self.login.is_put_off() {
            self.cancel_login();
        }
        for step in change.brings.iter() {
            self.release_from(step);
        }
    }

    pub(super) fn warn_of_secrets(&mut self, bundle: &Bundle) {
        if bundle.had_secrets {
            self.warn(Warning::BundleHadSecrets);
        }
    }

    /// Hands the present token to the shell.
    pub(super) fn hand_over_token(&mut self) {
        let (generation, token) = (self.session.generation(), self.session.token().cloned());
        self.emit(Effect::SetToken { generation, token });
    }

    pub(super) fn save(&mut self) {
        let received_at = self.clock.on_device(self.session.received());
        let stored = self.session.save(received_at);
        self.emit(Effect::Save { stored });
    }

    /// What one user wrote must not be sent as another.
    fn reject_writes_of_the_last_user(&mut self) {
        let mut writes = self.callers.waiting();
        writes.retain(|id| self.callers.get(*id).is_some_and(Caller::writes));
        let failure = self.failure(Person::UserChanged, None);
        self.session.order.user_changed(failure.clone());
        self.reject(writes, &failure);
    }
}
