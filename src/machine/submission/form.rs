//! What is submitted, and what brought it.

use serde::Serialize;

use crate::machine::ids::{CallerId, Generation};
use crate::machine::press::Proof;
use crate::step::Step;

/// What is submitted.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Form {
    pub(super) step: Step,
    pub(super) source: Source,
    /// Whether the page has been left since.
    pub(super) is_left: bool,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Source {
    Press {
        caller: CallerId,
        proof: Proof,
        avatar: Option<CallerId>,
        /// The token that lived then. Its code belongs to that one's `session_key`.
        generation: Option<Generation>,
    },
    /// `wx.getUserInfo`, without a button.
    Silent,
}

impl Form {
    pub(crate) fn pressed(
        step: Step,
        caller: CallerId,
        proof: Proof,
        avatar: Option<CallerId>,
        generation: Option<Generation>,
    ) -> Self {
        Self { step, source: Source::Press { caller, proof, avatar, generation }, is_left: false }
    }

    pub(super) const SILENT: Self =
        Self { step: Step::UserInfo, source: Source::Silent, is_left: false };

    pub(super) fn press(&self) -> Option<CallerId> {
        match self.source {
            Source::Press { caller, .. } => Some(caller),
            Source::Silent => None,
        }
    }

    pub(super) fn generation(&self) -> Option<Generation> {
        match self.source {
            Source::Press { generation, .. } => generation,
            Source::Silent => None,
        }
    }

    pub(super) fn avatar(&self) -> Option<CallerId> {
        match self.source {
            Source::Press { avatar, .. } => avatar,
            Source::Silent => None,
        }
    }
}
