//! A record of what happened, without secrets, that can be played again.
//!
//! A trace begins with a snapshot of the machine and goes on with what it was told since. Each
//! secret has a pseudonym that stays the same throughout, such as `token#1`, so the machine makes
//! the same decisions about it: played again, a trace gives the effects of the original, with
//! pseudonyms in the place of secrets.

#[cfg(not(target_arch = "wasm32"))]
mod read;
mod redact;

use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::event::Event;
use crate::machine::ids::{Serial, Ticket};
use crate::origin::Endpoint;
use crate::time::Timestamp;

pub use redact::Pseudonyms;

/// After how many entries a new snapshot is taken. A trace holds between one and two times as many.
pub(super) const ENTRIES: usize = 1024;
/// With more callers than these, a snapshot would cost more than it tells.
const CALLERS: usize = 64;
/// How long a trace may grow while no snapshot can be taken.
const MOST_ENTRIES: usize = 4 * ENTRIES;

/// One thing that was told to the machine.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(tag = "call", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Input {
    /// [`AuthMachine::begin`].
    Begin,
    /// [`AuthMachine::finish`].
    Finish {
        /// Which send.
        ticket: Ticket,
        /// Its endpoint.
        endpoint: Endpoint,
        /// The send that brought the same bundle, or 0.
        bundle: Serial,
    },
    /// [`AuthMachine::catch_up`].
    CatchUp {
        /// The last send whose answer brought the bundle again, or 0.
        sent: Serial,
        /// When it did.
        receipt: Timestamp,
    },
    /// [`AuthMachine::handle`].
    Handle {
        /// The event. Boxed, since most entries of a busy app are the three above.
        event: Box<Event>,
    },
}

/// What was told to the machine, and when.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Entry {
    /// The device's time.
    pub now: Timestamp,
    /// What was told.
    pub input: Input,
}

/// A snapshot and what came after it, all without secrets.
///
/// It is written as one list: `{snapshot}`, and then each [`Entry`].
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Trace {
    start: AuthMachine,
    entries: Vec<Entry>,
}

impl Trace {
    /// What came after the snapshot.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Plays the trace again. Returns the effects of each entry.
    #[must_use]
    pub fn replay(&self) -> Vec<Vec<Effect>> {
        let mut machine = self.start.clone();
        self.entries.iter().map(|entry| entry.play(&mut machine)).collect()
    }
}

impl Trace {
    fn serialize_with<S: Serializer>(
        &self,
        later: &[Entry],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Start<'a> {
            snapshot: &'a AuthMachine,
        }
        let mut list = serializer.serialize_seq(Some(1 + self.entries.len() + later.len()))?;
        list.serialize_element(&Start { snapshot: &self.start })?;
        for entry in self.entries.iter().chain(later) {
            list.serialize_element(entry)?;
        }
        list.end()
    }
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_with(&[], serializer)
    }
}

/// Writes [`Recorder::trace`], without a copy of it.
impl Serialize for Recorder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (&self.older, &self.newer) {
            (Some(older), Some(newer)) => older.serialize_with(&newer.entries, serializer),
            (None, Some(newer)) => newer.serialize(serializer),
            (_, None) => serializer.serialize_none(),
        }
    }
}

impl Entry {
    fn play(&self, machine: &mut AuthMachine) -> Vec<Effect> {
        match &self.input {
            Input::Begin => {
                machine.begin(self.now);
                Vec::new()
            }
            Input::Finish { ticket, endpoint, bundle } => {
                machine.finish(*ticket, *endpoint, *bundle, self.now);
                Vec::new()
            }
            Input::CatchUp { sent, receipt } => {
                machine.catch_up(*sent, *receipt, self.now);
                Vec::new()
            }
            Input::Handle { event } => machine.handle((**event).clone(), self.now),
        }
    }
}

/// Writes a trace while the machine runs. It keeps no secret, and no more than some 2,000 entries
/// unless very many requests wait at once.
#[derive(Clone, Debug)]
pub struct Recorder {
    names: Pseudonyms,
    /// What came before the last snapshot.
    older: Option<Trace>,
    newer: Option<Trace>,
}

impl Recorder {
    /// Begins with a snapshot of this machine.
    #[must_use]
    pub fn new(machine: &AuthMachine) -> Self {
        let mut recorder = Self { names: Pseudonyms::default(), older: None, newer: None };
        recorder.take_snapshot(machine);
        recorder
    }

    /// Records what the machine is about to be told.
    pub fn record(&mut self, machine: &AuthMachine, mut input: Input, now: Timestamp) {
        let length = self.newer.as_ref().map_or(ENTRIES, |trace| trace.entries.len());
        if length >= ENTRIES && machine.callers.len() <= CALLERS {
            self.take_snapshot(machine);
        } else if length >= MOST_ENTRIES {
            // Nothing more is recorded until there can be a snapshot again.
            self.older = None;
            self.newer = None;
        }
        if let Some(trace) = &mut self.newer {
            self.names.redact_input(&mut input);
            trace.entries.push(Entry { now, input });
        }
    }

    /// What was recorded last; `None` while too much is going on to record it.
    #[must_use]
    pub fn last(&self) -> Option<&Entry> {
        self.newer.as_ref()?.entries.last()
    }

    /// The trace up to now; `None` while too much is going on to record it.
    #[must_use]
    pub fn trace(&self) -> Option<Trace> {
        let newer = self.newer.as_ref()?;
        let Some(older) = &self.older else { return Some(newer.clone()) };
        let mut whole = older.clone();
        whole.entries.extend_from_slice(&newer.entries);
        Some(whole)
    }

    /// The names that secrets have in the trace.
    pub fn pseudonyms(&mut self) -> &mut Pseudonyms {
        &mut self.names
    }

    fn take_snapshot(&mut self, machine: &AuthMachine) {
        let mut start = machine.clone();
        self.names.redact_machine(&mut start);
        let snapshot = Trace { start, entries: Vec::new() };
        self.older = self.newer.replace(snapshot);
    }
}
