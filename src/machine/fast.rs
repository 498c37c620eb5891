//! The request that needs nothing: sent with a known token, answered 2xx, with nothing new.
//!
//! These two are [`AuthMachine::handle`] for that case, and nothing else: whenever there is anything
//! to decide they say no and change nothing, and the shell goes the long way.

use crate::machine::AuthMachine;
use crate::machine::ids::{Generation, Serial, Ticket};
use crate::machine::life::Life;
use crate::origin::Endpoint;
use crate::time::Timestamp;

impl AuthMachine {
    /// A request of ours, interactive or silent, was made. Returns what to send it with, or `None`
    /// when it must be told by [`crate::Event::RequestMade`].
    ///
    /// What is sent so is unknown to the machine. If its answer turns out to need a decision,
    /// [`crate::Event::RequestAdopted`] makes it known, before the answer's own event.
    pub fn begin(&mut self, now: Timestamp) -> Option<Ticket> {
        self.clock.tell(now);
        let is_plain = self.life == Life::Ready && !self.login.is_active();
        let generation = self.live().filter(|_| is_plain)?;
        Some(Ticket { generation, sent: self.draw() })
    }

    /// The send whose bundle was accepted last, so that the shell can keep that bundle for comparing.
    #[must_use]
    pub fn last_bundle(&self) -> Serial {
        self.session.last_bundle()
    }

    /// A request sent by [`AuthMachine::begin`] was answered 2xx, isn't unauthorized and ends no
    /// session; its bundle, if it has one, is in every field the one that was accepted last.
    /// Returns whether that is all. If not, the machine has to be told of request and response.
    pub fn finish(
        &mut self,
        ticket: Ticket,
        endpoint: Endpoint,
        has_bundle: bool,
        now: Timestamp,
    ) -> bool {
        self.clock.tell(now);
        let is_present =
            ticket.generation != Generation::NONE && ticket.generation == self.session.generation();
        let changes_nothing = !has_bundle || self.session.is_as_told(self.now());
        if !is_present || !changes_nothing || !self.breaker.is_at_rest(endpoint) {
            return false;
        }
        if has_bundle {
            self.session.renew(ticket.sent, self.clock.now());
        }
        true
    }
}
