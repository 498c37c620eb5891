//! Living auths of one app take turns: a second `wx.login` voids the `session_key` of the first, and
//! two navigations at once end on either page.

use serde::Serialize;

use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::ids::{Random, Serial};
use crate::time::{Millis, Timestamp};

/// Longer than the others' turns should take together.
const TURN_TIMEOUT: Millis = Millis::from_secs(60);

/// Whether it is this auth's turn.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Turn {
    Asked {
        turn: Serial,
        deadline: Timestamp,
    },
    Held {
        turn: Serial,
    },
    #[default]
    None,
}

impl Turn {
    pub(crate) fn is_held(self) -> bool {
        matches!(self, Self::Held { .. })
    }

    pub(crate) fn deadline(self) -> Option<Timestamp> {
        match self {
            Self::Asked { deadline, .. } => Some(deadline),
            Self::Held { .. } | Self::None => None,
        }
    }
}

impl AuthMachine {
    /// Asks for a turn when there is something to do with it, and lets it go when there isn't.
    pub(super) fn pursue_turn(&mut self) {
        match (self.turn, self.wants_turn()) {
            (Turn::None, true) => {
                let turn = self.draw();
                self.turn = Turn::Asked { turn, deadline: self.now() + TURN_TIMEOUT };
                self.emit(Effect::AcquireTurn { turn });
            }
            (Turn::Asked { turn, .. } | Turn::Held { turn }, false) => {
                self.turn = Turn::None;
                self.emit(Effect::ReleaseTurn { turn });
            }
            (Turn::Asked { .. } | Turn::Held { .. }, true) | (Turn::None, false) => {}
        }
    }

    pub(super) fn wants_turn(&self) -> bool {
        self.login.is_active()
            || self.submission.is_active()
            || self.is_navigating()
            || self.wanted_target().is_some()
    }

    pub(super) fn turn_acquired(&mut self, acquired: Serial) {
        match self.turn {
            Turn::Asked { turn, .. } if turn == acquired => self.turn = Turn::Held { turn },
            Turn::Asked { .. } | Turn::Held { .. } | Turn::None => {}
        }
    }

    /// Whatever waits for a turn has waited too long.
    pub(super) fn turn_overdue(&mut self, random: Random) {
        if let Turn::Asked { turn, .. } = self.turn {
            self.turn = Turn::None;
            self.emit(Effect::ReleaseTurn { turn });
        }
        if self.submission.is_active() {
            self.submission_overdue();
        }
        if self.login.is_active() {
            self.login_overdue(random);
        }
        if let Some(target) = self.wanted_target() {
            self.voyage_failed(target);
        }
    }
}
