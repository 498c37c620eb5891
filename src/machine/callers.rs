//! All callers that aren't settled, found by what they wait for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::bundle::Bundle;
use crate::machine::caller::{Caller, History, Phase};
use crate::machine::ids::CallerId;
use crate::step::Step;
use crate::time::Timestamp;

/// The callers that aren't settled.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Callers {
    all: BTreeMap<CallerId, Caller>,
    index: Index,
}

/// Who waits for what, so that serving those who wait costs nothing for those who don't.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Index {
    awaiting_answer: BTreeSet<CallerId>,
    awaiting_login: BTreeSet<CallerId>,
    awaiting_start: BTreeSet<CallerId>,
    deadlines: BTreeSet<(Timestamp, CallerId)>,
    /// Requests, and not calls, among those that wait.
    waiting_requests: usize,
    released: usize,
    wanting_user_info: usize,
    wanting_phone_number: usize,
}

impl Callers {
    pub(crate) fn insert(&mut self, id: CallerId, caller: Caller) {
        self.index.add(id, &caller);
        self.all.insert(id, caller);
    }

    /// Settles a caller: nothing is remembered of it.
    pub(crate) fn remove(&mut self, id: CallerId) -> Option<Caller> {
        let caller = self.all.remove(&id)?;
        self.index.take(id, &caller);
        Some(caller)
    }

    pub(crate) fn set_phase(&mut self, id: CallerId, phase: Phase) {
        self.change(id, |caller| caller.phase = phase);
    }

    pub(crate) fn change_history(&mut self, id: CallerId, change: impl FnOnce(&mut History)) {
        self.change(id, |caller| change(&mut caller.history));
    }

    fn change(&mut self, id: CallerId, change: impl FnOnce(&mut Caller)) {
        if let Some(caller) = self.all.get_mut(&id) {
            self.index.take(id, caller);
            change(caller);
            self.index.add(id, caller);
        }
    }

    pub(crate) fn get(&self, id: CallerId) -> Option<&Caller> {
        self.all.get(&id)
    }

    /// The bundles of responses that wait for the rest of them.
    pub(crate) fn bundles_mut(&mut self) -> impl Iterator<Item = &mut Bundle> {
        self.all.values_mut().filter_map(|caller| match &mut caller.phase {
            Phase::AwaitingHeaders { response, .. } => response.bundle.as_mut(),
            Phase::Sent { headers, .. } => headers.as_mut()?.bundle.as_mut(),
            Phase::AwaitingAnswer { .. } | Phase::AwaitingLogin | Phase::AwaitingStart => None,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn ids(&self) -> Vec<CallerId> {
        self.all.keys().copied().collect()
    }

    pub(crate) fn awaiting_answer(&self) -> Vec<CallerId> {
        self.index.awaiting_answer.iter().copied().collect()
    }

    pub(crate) fn awaiting_login(&self) -> Vec<CallerId> {
        self.index.awaiting_login.iter().copied().collect()
    }

    pub(crate) fn awaiting_start(&self) -> Vec<CallerId> {
        self.index.awaiting_start.iter().copied().collect()
    }

    /// Those that wait for anything at all, sent ones not among them.
    pub(crate) fn waiting(&self) -> Vec<CallerId> {
        let Index { awaiting_answer, awaiting_login, awaiting_start, .. } = &self.index;
        let sets = [awaiting_answer, awaiting_login, awaiting_start];
        let mut waiting: Vec<_> = sets.into_iter().flatten().copied().collect();
        waiting.sort_unstable();
        waiting
    }

    pub(crate) fn waiting_requests(&self) -> usize {
        self.index.waiting_requests
    }

    pub(crate) fn is_anyone_blocked(&self) -> bool {
        !self.index.awaiting_answer.is_empty()
    }

    /// Whether a request that a button has released is still without an outcome.
    pub(crate) fn is_anyone_released(&self) -> bool {
        self.index.released > 0
    }

    pub(crate) fn is_wanted(&self, step: Step) -> bool {
        match step {
            Step::Login => !self.index.awaiting_login.is_empty(),
            Step::PhoneNumber => self.index.wanting_phone_number > 0,
            Step::UserInfo => self.index.wanting_user_info > 0,
        }
    }

    pub(crate) fn first_deadline(&self) -> Option<Timestamp> {
        self.index.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// Somebody whose deadline has come.
    pub(crate) fn overdue(&self, now: Timestamp) -> Option<CallerId> {
        let (deadline, id) = self.index.deadlines.first()?;
        (*deadline <= now).then_some(*id)
    }
}

impl Index {
    fn add(&mut self, id: CallerId, caller: &Caller) {
        if let Some(waiting) = self.waiting_in(&caller.phase) {
            waiting.insert(id);
            self.waiting_requests += usize::from(caller.request().is_some());
        }
        self.deadlines.extend(caller.deadline().map(|deadline| (deadline, id)));
        self.released += usize::from(caller.history.is_released);
        self.wanting_user_info += usize::from(caller.steps().contains(Step::UserInfo));
        self.wanting_phone_number += usize::from(caller.steps().contains(Step::PhoneNumber));
    }

    fn take(&mut self, id: CallerId, caller: &Caller) {
        if let Some(waiting) = self.waiting_in(&caller.phase) {
            waiting.remove(&id);
            self.waiting_requests -= usize::from(caller.request().is_some());
        }
        if let Some(deadline) = caller.deadline() {
            self.deadlines.remove(&(deadline, id));
        }
        self.released -= usize::from(caller.history.is_released);
        self.wanting_user_info -= usize::from(caller.steps().contains(Step::UserInfo));
        self.wanting_phone_number -= usize::from(caller.steps().contains(Step::PhoneNumber));
    }

    fn waiting_in(&mut self, phase: &Phase) -> Option<&mut BTreeSet<CallerId>> {
        match phase {
            Phase::AwaitingAnswer { .. } => Some(&mut self.awaiting_answer),
            Phase::AwaitingLogin => Some(&mut self.awaiting_login),
            Phase::AwaitingStart => Some(&mut self.awaiting_start),
            Phase::AwaitingHeaders { .. } | Phase::Sent { .. } => None,
        }
    }
}
