//! The request that needs nothing: sent with a known token, answered 2xx, with nothing new.
//!
//! What is here is [`AuthMachine::handle`] for that case, and nothing else: whenever there is anything
//! to decide it says no and changes nothing, and the shell goes the long way.

use crate::machine::AuthMachine;
use crate::machine::ids::{Generation, Serial, Ticket};
use crate::machine::life::Life;
use crate::origin::Endpoint;
use crate::time::Timestamp;

/// Leave to send requests, and to take their answers, without a word about each: those that need
/// nothing.
///
/// It is void as soon as the machine is told of an event, or the device's clock goes back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Permit {
    /// For the first send.
    pub ticket: Ticket,
    /// For how many sends it is; each has the serial number after the last one's.
    pub sends: u32,
    /// From when on, by the device's clock, the token can't be sent any more. `None` while nobody
    /// knows.
    pub until: Option<Timestamp>,
    /// Until when, by the device's clock, an answer that is 2xx, isn't unauthorized, ends no session
    /// and brings no bundle, or that of [`AuthMachine::last_bundle`] again, changes nothing but the
    /// receipt, whichever send it answers. Such answers may be told together:
    /// [`AuthMachine::catch_up`]. `None` where each must be told.
    pub quiet_until: Option<Timestamp>,
}

/// For how many sends a permit is: so many that asking for one costs next to nothing, so few that
/// the serial numbers last.
const SENDS: u32 = 64;

impl AuthMachine {
    /// A request of ours, interactive or silent, was made. Returns what to send it with, and those
    /// that follow it, or `None` when it must be told by [`crate::Event::RequestMade`].
    ///
    /// What is sent so is unknown to the machine. If its answer turns out to need a decision,
    /// [`crate::Event::RequestAdopted`] makes it known, before the answer's own event.
    ///
    /// While anybody waits for a button, each request is told: whoever waits may have lost the page.
    pub fn begin(&mut self, now: Timestamp) -> Option<Permit> {
        self.clock.tell(now);
        let is_plain = self.life == Life::Ready
            && !self.login.is_active()
            && !self.callers.is_anyone_blocked();
        let generation = self.live().filter(|_| is_plain)?;
        let ticket = Ticket { generation, sent: self.draw() };
        self.counter.0 += SENDS - 1;
        let end = self.session.live_until(self.options.leeway);
        let until = end.map(|end| self.clock.on_device(end));
        let quiet_until = self.breaker.is_at_rest_everywhere().then(|| {
            let until = self.session.saved_until();
            self.clock.on_device(until)
        });
        Some(Permit { ticket, sends: SENDS, until, quiet_until })
    }

    /// Answers came for which a permit was enough. The last bundle came again at `receipt`, with the
    /// answer to the send of that number, the last one that brought it; the number is 0 if none did.
    /// `now` is the last time that the device's clock has shown since.
    pub fn catch_up(&mut self, sent: Serial, receipt: Timestamp, now: Timestamp) {
        if sent > Serial::default() {
            self.clock.tell(receipt);
            self.session.renew(sent, self.clock.now());
        }
        self.clock.tell(now);
    }

    /// The send whose response's bundle is the last word on all that is known, so that the shell can
    /// keep that bundle for comparing; 0 where there is none.
    #[must_use]
    pub fn last_bundle(&self) -> Serial {
        self.session.told()
    }

    /// A request sent by [`AuthMachine::begin`] was answered 2xx, isn't unauthorized and ends no
    /// session; its bundle is in every field the one that the response to the send `bundle` brought,
    /// or there is none, and the number is 0. Returns whether that is all. If not, the machine has to
    /// be told of request and response.
    pub fn finish(
        &mut self,
        ticket: Ticket,
        endpoint: Endpoint,
        bundle: Serial,
        now: Timestamp,
    ) -> bool {
        self.clock.tell(now);
        let is_present =
            ticket.generation != Generation::NONE && ticket.generation == self.session.generation();
        let has_bundle = bundle > Serial::default();
        let is_news = bundle != self.session.told() || self.session.wants_saving(self.clock.now());
        if !is_present || (has_bundle && is_news) || !self.breaker.is_at_rest(endpoint) {
            return false;
        }
        if has_bundle {
            self.session.renew(ticket.sent, self.clock.now());
        }
        true
    }
}
