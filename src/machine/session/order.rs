//! In which order things happened.

use serde::Serialize;

use crate::machine::effect::Failure;
use crate::machine::ids::{Generation, Serial};
use crate::step::Step;

/// When things happened, by the machine's counter. What failed for one of them is as old as that.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    /// The send whose bundle was accepted last.
    pub(super) bundle: Serial,
    pub(super) login: Serial,
    /// The generation of the token that this login gave.
    pub(super) login_generation: Generation,
    /// With what the last logout rejected, and rejects whoever comes late.
    pub(super) logout: Option<Failure>,
    /// The same for the last change of the user.
    pub(super) other_user: Option<Failure>,
    pub(super) user_info: Serial,
    pub(super) phone_number: Serial,
}

impl Order {
    pub(crate) fn last_login(&self) -> Serial {
        self.login
    }

    /// The token that the last login gave, which may have been rotated since.
    pub(crate) fn last_login_generation(&self) -> Generation {
        self.login_generation
    }

    /// Why what was sent before the last logout fails.
    pub(crate) fn logout_since(&self, serial: Serial) -> Option<&Failure> {
        self.logout.as_ref().filter(|logout| serial < logout.id)
    }

    pub(crate) fn was_logged_in_since(&self, serial: Serial) -> bool {
        serial < self.login
    }

    /// Why what another user wrote fails.
    pub(crate) fn other_user_since(&self, serial: Serial) -> Option<&Failure> {
        self.other_user.as_ref().filter(|other_user| serial < other_user.id)
    }

    /// Notes that from now on the session is another user's.
    pub(crate) fn user_changed(&mut self, failure: Failure) {
        self.other_user = Some(failure);
    }

    /// Whether the bundle that answers this send is taken.
    pub(super) fn hears(&self, sent: Serial) -> bool {
        sent > self.bundle.max(self.login) && self.logout_since(sent).is_none()
    }

    /// Notes when a step became done.
    pub(super) fn stamp(&mut self, step: Step, serial: Serial) {
        match step {
            Step::Login => self.login = serial,
            Step::PhoneNumber => self.phone_number = serial,
            Step::UserInfo => self.user_info = serial,
        }
    }
}
