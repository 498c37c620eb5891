//! In which order things happened.

use serde::Serialize;

use crate::machine::ids::{Generation, Serial};
use crate::step::Step;

/// When things happened, by the machine's counter.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    /// The send whose bundle was accepted last.
    pub(super) bundle: Serial,
    pub(super) login: Serial,
    /// The generation of the token that this login gave.
    pub(super) login_generation: Generation,
    pub(super) logout: Serial,
    pub(super) other_user: Serial,
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

    pub(crate) fn was_logged_out_since(&self, serial: Serial) -> bool {
        serial < self.logout
    }

    pub(crate) fn was_logged_in_since(&self, serial: Serial) -> bool {
        serial < self.login
    }

    pub(crate) fn changed_user_since(&self, serial: Serial) -> bool {
        serial < self.other_user
    }

    /// Whether the bundle that answers this send is taken.
    pub(super) fn hears(&self, sent: Serial) -> bool {
        sent > self.bundle && sent > self.login && sent > self.logout
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
