//! A record of what happened, without secrets, that can be played again.

use crate::machine::AuthMachine;
use crate::machine::event::Event;
use crate::machine::ids::Ticket;
use crate::time::Timestamp;

/// One thing that was told to the machine.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Input {
    /// `begin()` was called.
    Begun,
    /// `finish()` was called.
    Finished(Ticket),
    /// `handle()` was called.
    Handled(Event),
}
/// When what was told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// When.
    pub now: Timestamp,
    /// What.
    pub input: Input,
}
/// A trace.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Where.
    pub start: AuthMachine,
    /// What.
    pub entries: Vec<Entry>,
}
/// Records.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// What.
    pub trace: Trace,
}
