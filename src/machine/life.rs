//! The life of a machine: started, ready, disposed.

use serde::Serialize;

use crate::bundle::Stored;
use crate::error::Misuse;
use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::environment::Environment;
use crate::machine::ids::{CallerId, Serial};
use crate::machine::login::Login;
use crate::machine::submission::Submission;
use crate::time::{Millis, Timestamp};

/// Longer than storage takes, and short enough not to be noticed as a fault.
const READING_TIMEOUT: Millis = Millis::from_secs(2);

/// How far the machine's life has got.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Life {
    /// Nothing has happened.
    #[default]
    Unborn,
    /// The stored bundle is being read: requests wait.
    Reading { read: Serial, deadline: Timestamp },
    /// What was stored is known.
    Ready,
    /// Nobody listens any more.
    Over,
}

impl Life {
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match self {
            Self::Reading { deadline, .. } => Some(*deadline),
            Self::Over | Self::Ready | Self::Unborn => None,
        }
    }
}

impl AuthMachine {
    pub(super) fn start(&mut self, environment: Environment) {
        if self.life != Life::Unborn {
            return;
        }
        self.environment = environment;
        let read = self.draw();
        self.life = Life::Reading { read, deadline: self.now() + READING_TIMEOUT };
        self.emit(Effect::ReadStorage { read });
    }

    pub(super) fn storage_read(&mut self, answered: Serial, stored: Option<Stored>) {
        match &self.life {
            Life::Reading { read, .. } if *read == answered => {}
            Life::Over | Life::Reading { .. } | Life::Ready | Life::Unborn => return,
        }
        if let Some(stored) = stored {
            let device = self.clock.on_device(self.now());
            self.session.restore(stored, device, self.now());
            self.hand_over_token();
        }
        self.become_ready();
    }

    /// Ends the wait for storage, with what is known by now.
    pub(super) fn become_ready(&mut self) {
        self.life = Life::Ready;
        self.emit(Effect::BecomeReady);
        for caller in self.callers.awaiting_start() {
            self.proceed(caller);
        }
        self.log_in_for_offer();
    }

    pub(super) fn dispose(&mut self) {
        if let Some(press) = self.submission.press() {
            self.resolve(press);
        }
        let callers = self.callers.ids();
        for caller in &callers {
            self.abort_task_of(*caller);
        }
        let failure = self.failure(Misuse::Disposed, None);
        self.reject(callers, &failure);
        self.life = Life::Over;
        self.late_headers.clear();
        self.login = Login::default();
        self.submission = Submission::default();
        self.forget_prompt();
    }

    /// Aborts the `wx` task of a request that has one.
    pub(super) fn abort_task_of(&mut self, caller: CallerId) {
        if self.callers.get(caller).is_some_and(|known| known.sent().is_some()) {
            self.emit(Effect::AbortTask { caller });
        }
    }
}
