//! Deadlines: nothing the machine waits for is without one, but the person and the caller's own
//! request.

use crate::machine::AuthMachine;
use crate::machine::caller::Phase;
use crate::machine::event::Event;
use crate::machine::ids::{CallerId, Random};
use crate::time::Timestamp;

impl AuthMachine {
    /// When [`crate::Event::TimerFired`] is due, by the device's clock: to give up on something, or
    /// because the token can't be sent any more, which pages show. `None` while nothing is waited
    /// for.
    ///
    /// It is never in the past after an event that tells the time was handled.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Timestamp> {
        let token_ends = self.live().and(self.session.live_until(self.options.leeway));
        let token_ends = token_ends.map(|end| self.clock.on_device(end));
        self.next_deadline().into_iter().chain(token_ends).min()
    }

    /// The same for one whom nobody watches: without the end of the token's life.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        self.first_deadline().map(|deadline| self.clock.on_device(deadline))
    }

    fn first_deadline(&self) -> Option<Timestamp> {
        let deadlines = [
            self.life.deadline(),
            self.turn.deadline(),
            self.login.deadline(),
            self.submission.deadline(),
            self.pages.voyage.deadline(),
            self.prompt.deadline(),
            self.callers.first_deadline(),
        ];
        deadlines.into_iter().flatten().min()
    }

    pub(super) fn tell_time(&mut self, event: &Event, now: Timestamp) {
        let is_timer = matches!(event, Event::TimerFired { .. });
        match self.first_deadline().filter(|_| is_timer) {
            Some(due) => self.clock.tell_by_timer(now, due),
            None => self.clock.tell(now),
        }
    }

    /// Gives up on everything whose deadline has come.
    pub(super) fn meet_deadlines(&mut self, random: Random) {
        if self.is_over(self.life.deadline()) {
            self.become_ready();
        }
        if self.is_over(self.turn.deadline()) {
            self.turn_overdue(random);
        }
        if self.is_over(self.login.deadline()) {
            self.login_overdue(random);
        }
        if self.is_over(self.submission.deadline()) {
            self.submission_overdue();
        }
        if self.is_over(self.pages.voyage.deadline()) {
            self.navigation_overdue();
        }
        if self.is_over(self.prompt.deadline()) {
            self.lookup_overdue();
        }
        let next = |machine: &Self| machine.callers.overdue(machine.now()).next();
        while let Some(caller) = next(self) {
            self.caller_overdue(caller, random);
        }
    }

    fn caller_overdue(&mut self, id: CallerId, random: Random) {
        match self.callers.get(id).map(|caller| &caller.phase) {
            Some(Phase::AwaitingHeaders { .. }) => self.headers_overdue(id, random),
            Some(Phase::AwaitingAnswer { .. }) => self.answer_overdue(id),
            Some(Phase::AwaitingLogin | Phase::AwaitingStart | Phase::Sent { .. }) | None => {}
        }
    }

    pub(super) fn is_over(&self, deadline: Option<Timestamp>) -> bool {
        deadline.is_some_and(|deadline| deadline <= self.now())
    }
}
