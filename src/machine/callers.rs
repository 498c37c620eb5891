//! All callers that aren't settled.

use std::collections::VecDeque;

use serde::{Serialize, Serializer};

use crate::bundle::Bundle;
use crate::machine::caller::{Caller, History, Phase};
use crate::machine::ids::CallerId;
use crate::step::Step;
use crate::time::Timestamp;

/// The callers that aren't settled.
///
/// Both lists are sorted and change at their ends, where a change costs nothing: callers come in
/// order and mostly go in order. Trees would be as fast, and a sixth of the WebAssembly module.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) struct Callers {
    all: VecDeque<(CallerId, Caller)>,
    index: Index,
}

/// How many wait for what and until when, so that asking costs nothing.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
struct Index {
    deadlines: VecDeque<(Timestamp, CallerId)>,
    awaiting_answer: usize,
    awaiting_login: usize,
    /// Requests, and not calls, among those that wait.
    waiting_requests: usize,
    released: usize,
    /// Those who come to it before the phone number.
    wanting_user_info_next: usize,
    wanting_user_info: usize,
    wanting_phone_number: usize,
}

impl Callers {
    pub(crate) fn insert(&mut self, id: CallerId, caller: Caller) {
        if let Err(at) = self.find(id) {
            self.index.add(id, &caller);
            self.all.insert(at, (id, caller));
        }
    }

    /// Settles a caller: nothing is remembered of it.
    pub(crate) fn remove(&mut self, id: CallerId) -> Option<Caller> {
        let at = self.find(id).ok()?;
        let (_, caller) = self.all.remove(at)?;
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
        if let Ok(at) = self.find(id)
            && let Some((_, caller)) = self.all.get_mut(at)
        {
            self.index.take(id, caller);
            change(caller);
            self.index.add(id, caller);
        }
    }

    pub(crate) fn get(&self, id: CallerId) -> Option<&Caller> {
        self.all.get(self.find(id).ok()?).map(|(_, caller)| caller)
    }

    /// The bundles of responses that wait for the rest of them.
    pub(crate) fn bundles_mut(&mut self) -> impl Iterator<Item = &mut Bundle> {
        self.all.iter_mut().filter_map(|(_, caller)| match &mut caller.phase {
            Phase::AwaitingHeaders { response, .. } => response.bundle.as_mut(),
            Phase::Sent { headers, .. } => headers.as_mut()?.bundle.as_mut(),
            Phase::AwaitingAnswer { .. } | Phase::AwaitingLogin | Phase::AwaitingStart => None,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn ids(&self) -> Vec<CallerId> {
        self.those(|_| true)
    }

    pub(crate) fn awaiting_answer(&self) -> Vec<CallerId> {
        if self.index.awaiting_answer == 0 {
            return Vec::new();
        }
        self.those(|phase| matches!(phase, Phase::AwaitingAnswer { .. }))
    }

    pub(crate) fn awaiting_login(&self) -> Vec<CallerId> {
        if self.index.awaiting_login == 0 {
            return Vec::new();
        }
        self.those(|phase| matches!(phase, Phase::AwaitingLogin))
    }

    pub(crate) fn awaiting_start(&self) -> Vec<CallerId> {
        self.those(|phase| matches!(phase, Phase::AwaitingStart))
    }

    /// Those that wait for anything at all, sent ones not among them.
    pub(crate) fn waiting(&self) -> Vec<CallerId> {
        self.those(Phase::is_waiting)
    }

    fn those(&self, are_wanted: fn(&Phase) -> bool) -> Vec<CallerId> {
        let wanted = self.all.iter().filter(|(_, caller)| are_wanted(&caller.phase));
        wanted.map(|(id, _)| *id).collect()
    }

    pub(crate) fn waiting_requests(&self) -> usize {
        self.index.waiting_requests
    }

    pub(crate) fn is_anyone_blocked(&self) -> bool {
        self.index.awaiting_answer > 0
    }

    /// Whether a request that a button has released is still without an outcome.
    pub(crate) fn is_anyone_released(&self) -> bool {
        self.index.released > 0
    }

    /// Whether anybody waits for a button of this step.
    pub(crate) fn is_wanted(&self, step: Step) -> bool {
        self.wanting(step) > 0
    }

    /// Whether the user info is the next step of anybody.
    pub(crate) fn is_user_info_next(&self) -> bool {
        self.index.wanting_user_info_next > 0
    }

    /// How many wait for a button of this step. A login has none.
    pub(crate) fn wanting(&self, step: Step) -> usize {
        match step {
            Step::Login => 0,
            Step::PhoneNumber => self.index.wanting_phone_number,
            Step::UserInfo => self.index.wanting_user_info,
        }
    }

    pub(crate) fn first_deadline(&self) -> Option<Timestamp> {
        self.index.deadlines.front().map(|(deadline, _)| *deadline)
    }

    /// Those whose deadline has come, in the order in which it did.
    pub(crate) fn overdue(&self, now: Timestamp) -> impl Iterator<Item = CallerId> {
        let overdue = self.index.deadlines.iter().take_while(move |(deadline, _)| *deadline <= now);
        overdue.map(|(_, id)| *id)
    }

    /// Where a caller is, or where it would have to be.
    fn find(&self, id: CallerId) -> Result<usize, usize> {
        // A new one goes to the end.
        if self.all.back().is_none_or(|(last, _)| *last < id) {
            return Err(self.all.len());
        }
        // Numbers are given one after the other, so most are as far behind the first as they say.
        let guess = self.all.front().map_or(0, |(first, _)| id.0.wrapping_sub(first.0) as usize);
        if self.all.get(guess).is_some_and(|(other, _)| *other == id) {
            return Ok(guess);
        }
        self.all.binary_search_by_key(&id, |(other, _)| *other)
    }
}

impl Index {
    fn add(&mut self, id: CallerId, caller: &Caller) {
        self.count(caller, |count| *count += 1);
        if let Some(entry) = caller.deadline().map(|deadline| (deadline, id))
            && let Err(at) = self.deadlines.binary_search(&entry)
        {
            self.deadlines.insert(at, entry);
        }
    }

    fn take(&mut self, id: CallerId, caller: &Caller) {
        self.count(caller, |count| *count -= 1);
        if let Some(entry) = caller.deadline().map(|deadline| (deadline, id))
            && let Ok(at) = self.deadlines.binary_search(&entry)
        {
            self.deadlines.remove(at);
        }
    }

    /// Changes those that a caller counts in.
    fn count(&mut self, caller: &Caller, change: fn(&mut usize)) {
        let is_waiting = caller.phase.is_waiting();
        for (count, is_in_it) in [
            (&mut self.awaiting_answer, matches!(caller.phase, Phase::AwaitingAnswer { .. })),
            (&mut self.awaiting_login, matches!(caller.phase, Phase::AwaitingLogin)),
            (&mut self.waiting_requests, is_waiting && caller.request().is_some()),
            (&mut self.released, caller.history.is_released),
            (&mut self.wanting_user_info_next, caller.steps().first() == Some(Step::UserInfo)),
            (&mut self.wanting_user_info, caller.steps().contains(Step::UserInfo)),
            (&mut self.wanting_phone_number, caller.steps().contains(Step::PhoneNumber)),
        ] {
            if is_in_it {
                change(count);
            }
        }
    }
}

/// Pairs of a number and a caller; the index follows from them.
impl Serialize for Callers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.all)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<'de> serde::Deserialize<'de> for Callers {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        let mut callers = Self::default();
        for (id, caller) in Vec::<(CallerId, Caller)>::deserialize(reader)? {
            callers.insert(id, caller);
        }
        Ok(callers)
    }
}
