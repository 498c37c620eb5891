//! The steps one caller still waits for, in the server's order.

use serde::Serialize;

use crate::step::Step;

/// At most one of each button step. Small, because every waiting request has one.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Steps {
    first: Option<Step>,
    second: Option<Step>,
}

impl Steps {
    /// The button steps among these, each once.
    pub(crate) fn of(steps: &[Step]) -> Self {
        steps.iter().fold(Self::default(), |known, step| known.with(*step))
    }

    pub(crate) fn with(self, step: Step) -> Self {
        if step == Step::Login || self.contains(step) {
            self
        } else if self.first.is_none() {
            Self { first: Some(step), second: None }
        } else {
            Self { second: Some(step), ..self }
        }
    }

    pub(crate) fn without(self, step: Step) -> Self {
        Self::of(&self.iter().filter(|other| *other != step).collect::<Vec<_>>())
    }

    pub(crate) fn first(self) -> Option<Step> {
        self.first
    }

    pub(crate) fn contains(self, step: Step) -> bool {
        self.iter().any(|other| other == step)
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Step> {
        self.first.into_iter().chain(self.second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_order_is_kept_and_each_step_is_there_once() {
        let steps = Steps::of(&[Step::PhoneNumber, Step::Login, Step::PhoneNumber, Step::UserInfo]);
        assert_eq!(steps.iter().collect::<Vec<_>>(), [Step::PhoneNumber, Step::UserInfo]);
        assert_eq!(steps.first(), Some(Step::PhoneNumber));
        assert_eq!(steps.without(Step::PhoneNumber), Steps::of(&[Step::UserInfo]));
        assert_eq!(steps.without(Step::PhoneNumber).without(Step::UserInfo), Steps::default());
        assert_eq!(Steps::of(&[Step::UserInfo; 2]), Steps::of(&[Step::UserInfo]));
    }

    #[test]
    fn a_login_is_no_button_step() {
        assert_eq!(Steps::of(&[Step::Login]), Steps::default());
    }
}
