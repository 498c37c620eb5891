//! A trace read back, to be played again.

use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::Trace;
use crate::machine::AuthMachine;

impl<'de> Deserialize<'de> for Trace {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_seq(Written)
    }
}

struct Written;

#[derive(serde::Deserialize)]
struct Start {
    snapshot: AuthMachine,
}

impl<'de> Visitor<'de> for Written {
    type Value = Trace;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a trace: a list that begins with {snapshot}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Trace, A::Error> {
        let start: Option<Start> = list.next_element()?;
        let start = start.ok_or_else(|| Error::custom("an empty list is no trace"))?.snapshot;
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            entries.push(entry);
        }
        Ok(Trace { start, entries })
    }
}
