//! What a response means for its request.

use crate::error::{Platform, Server};
use crate::machine::AuthMachine;
use crate::machine::caller::{Caller, Headers, Phase};
use crate::machine::effect::{Effect, Failure};
use crate::machine::ids::{CallerId, Cause, Generation, Random, Serial, Ticket};
use crate::machine::request::{Mode, Response};
use crate::machine::steps::Steps;
use crate::step::Step;

/// How often a request is sent again because its token was out of date when it was answered.
const STALE_REPLAYS: u8 = 3;

impl AuthMachine {
    pub(super) fn response_arrived(
        &mut self,
        id: CallerId,
        sent: Serial,
        mut response: Response,
        random: Random,
    ) {
        let Some((ticket, headers)) = self.awaited(id, sent) else { return };
        if let Some(headers) = headers {
            response.add(headers);
        } else if response.awaits_headers && response.status == 401 {
            return self.await_headers(id, ticket, response);
        } else if response.awaits_headers {
            self.await_late_headers(id, sent);
        }
        self.judge(id, ticket, response, random);
    }

    pub(super) fn request_failed(&mut self, id: CallerId, sent: Serial, cause: Cause) {
        if self.awaited(id, sent).is_some() {
            let failure = self.failure(Platform::Network, Some(cause));
            self.reject(vec![id], &failure);
        }
    }

    /// The ticket of a send that is still to be answered, and what its header fields asked for.
    fn awaited(&self, id: CallerId, sent: Serial) -> Option<(Ticket, Option<Headers>)> {
        match &self.callers.get(id)?.phase {
            Phase::Sent { ticket, headers } if ticket.sent == sent => {
                Some((*ticket, headers.clone()))
            }
            Phase::AwaitingAnswer { .. }
            | Phase::AwaitingHeaders { .. }
            | Phase::AwaitingLogin
            | Phase::AwaitingStart
            | Phase::Sent { .. } => None,
        }
    }

    pub(super) fn judge(
        &mut self,
        id: CallerId,
        ticket: Ticket,
        response: Response,
        random: Random,
    ) {
        let Some(request) = self.callers.get(id).and_then(|caller| caller.request().copied())
        else {
            return;
        };
        if request.mode == Mode::None {
            return self.deliver(id);
        }
        if response.ends_session && !self.session.order.was_logged_in_since(ticket.sent) {
            return self.session_ended(id, ticket);
        }
        // Before the response's own bundle is applied: what it renews is not what it refuses.
        let generation = self.session.generation();
        let wanted = response.wanted();
        let asked = self.session.still_asked(ticket, Steps::of(&response.steps));
        let is_stale = match wanted {
            Some(Step::Login) => self.session.is_stale(ticket, Step::Login),
            Some(Step::PhoneNumber | Step::UserInfo) | None => asked.first().is_none(),
        };
        let is_success = response.is_success();
        self.hear(ticket.sent, response.bundle);

        let Some(wanted) = wanted else {
            if is_success && ticket.generation == generation && generation != Generation::NONE {
                self.breaker.token_was_taken(Some(request.endpoint));
            }
            return self.deliver(id);
        };
        let was_renewed = wanted == Step::Login && generation != self.session.generation();
        if self.reject_beyond_help(id, ticket) {
            return;
        }
        if self.login.is_active() {
            self.note_renewal(id, wanted);
            self.wait_for_login(id);
        } else if is_stale || was_renewed {
            self.replay_stale(id, wanted);
        } else if wanted == Step::Login {
            self.token_refused(id, ticket, random);
        } else {
            self.challenged(id, asked);
        }
    }

    fn deliver(&mut self, caller: CallerId) {
        self.callers.remove(caller);
        self.emit(Effect::Deliver { caller });
    }

    /// Rejects a request whose 401 can't be helped any more. Returns whether it did.
    fn reject_beyond_help(&mut self, id: CallerId, ticket: Ticket) -> bool {
        let Some(caller) = self.callers.get(id) else { return true };
        if let Some(failure) = self.session.order.logout_since(ticket.sent).cloned() {
            self.reject(vec![id], &failure);
        } else if self.environment.single_page {
            self.reject_one(id, Platform::Unavailable { step: None });
        } else if let Some(failure) = self.other_users(caller).cloned() {
            self.reject(vec![id], &failure);
        } else {
            return false;
        }
        true
    }

    /// Why a caller can't be sent again, if it is what another user wrote.
    fn other_users(&self, caller: &Caller) -> Option<&Failure> {
        self.session.order.other_user_since(caller.made).filter(|_| caller.writes())
    }

    /// A challenge that arrives while a login runs is not acted on: the login may settle it.
    fn wait_for_login(&mut self, id: CallerId) {
        let waited_before =
            self.callers.get(id).is_some_and(|caller| caller.history.login.is_some());
        if !waited_before || self.may_replay_stale(id, Step::Login) {
            self.callers.set_phase(id, Phase::AwaitingLogin);
        }
    }

    /// A login that runs, or has just been, is as fresh as one that the unionid is wanted for.
    fn note_renewal(&mut self, id: CallerId, wanted: Step) {
        if self.options.is_silent(wanted) {
            self.callers.change_history(id, |history| history.renewed_for_unionid = true);
        }
    }

    fn replay_stale(&mut self, id: CallerId, wanted: Step) {
        self.note_renewal(id, wanted);
        if !self.may_replay_stale(id, wanted) {
            return;
        }
        if self.live().is_some() {
            self.proceed(id);
        } else {
            self.need_login(id);
        }
    }

    /// Counts a stale replay, or rejects a request that has had them all.
    pub(super) fn may_replay_stale(&mut self, id: CallerId, wanted: Step) -> bool {
        let replays = self.callers.get(id).map_or(0, |caller| caller.history.stale_replays);
        let may = replays < STALE_REPLAYS;
        if may {
            self.callers.change_history(id, |history| history.stale_replays += 1);
        } else {
            self.reject_one(id, Server::ChallengeLoop { step: wanted });
        }
        may
    }

    /// A bare 401 for the present token. A request that has waited for the login which gave that
    /// token is in a loop. With a token that was rotated since it isn't, but each further login that
    /// it waits for counts as a stale replay, so that there is an end.
    fn token_refused(&mut self, id: CallerId, ticket: Ticket, random: Random) {
        let Some(caller) = self.callers.get(id) else { return };
        let waited_for = caller.history.login;
        let is_logins_own = ticket.generation == self.session.order.last_login_generation();
        if waited_for == Some(self.session.order.last_login()) && is_logins_own {
            return self.login_looped(id, random);
        }
        if let Some(failure) = self.login_refusal() {
            return self.reject(vec![id], &failure);
        }
        self.session.miss(Step::Login);
        if waited_for.is_none() || self.may_replay_stale(id, Step::Login) {
            self.need_login(id);
        }
    }
}
