//! The login: one at a time, whoever asks.

use serde::Serialize;

use crate::bundle::{Bundle, Told};
use crate::error::{Error, Platform, Server};
use crate::machine::AuthMachine;
use crate::machine::caller::Errand;
use crate::machine::effect::{Effect, Failure};
use crate::machine::ids::{CallerId, Cause, Random, Serial};
use crate::machine::request::Response;
use crate::machine::view::Notice;
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::{Millis, Timestamp};

/// How far the login has got, if there is one.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Login {
    stage: Stage,
    /// The login whose token was refused to those who had waited for it, and how they failed.
    looped: Option<(Serial, Failure)>,
}

#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Stage {
    /// `wx.login` was called.
    AwaitingCode { login: Serial, deadline: Timestamp },
    /// Wanted, and put off until it is this auth's turn and no submission is under way: `wx.login`
    /// may void the `session_key` that a submission or another auth's exchange depends on.
    Due,
    /// The code is on its way to the server.
    Exchanging { login: Serial, deadline: Timestamp },
    #[default]
    Idle,
}

/// What may be done to the breaker about a login that failed.
#[derive(Clone, Copy, Debug)]
enum Blame {
    /// It may have been chance.
    Chance,
    /// The server is overloaded or out of order.
    Server(Option<Millis>),
}

impl Login {
    pub(crate) fn want(&mut self) {
        if self.stage == Stage::Idle {
            self.stage = Stage::Due;
        }
    }

    /// Whether a login runs or is about to.
    pub(crate) fn is_active(&self) -> bool {
        self.stage != Stage::Idle
    }

    pub(crate) fn is_put_off(&self) -> bool {
        self.stage == Stage::Due
    }

    #[cfg(test)]
    pub(crate) fn has_code(&self) -> bool {
        matches!(self.stage, Stage::Exchanging { .. })
    }

    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match &self.stage {
            Stage::AwaitingCode { deadline, .. } | Stage::Exchanging { deadline, .. } => {
                Some(*deadline)
            }
            Stage::Due | Stage::Idle => None,
        }
    }

    /// Whether this is the number of the login that runs.
    pub(crate) fn is(&self, login: Serial) -> bool {
        match &self.stage {
            Stage::AwaitingCode { login: running, .. }
            | Stage::Exchanging { login: running, .. } => *running == login,
            Stage::Due | Stage::Idle => false,
        }
    }
}

impl AuthMachine {
    /// Why no login may begin now, if so. One that is under way can always be joined.
    pub(super) fn login_refusal(&self) -> Option<Failure> {
        let refusal = self.breaker.refusal(self.now()).cloned();
        refusal.filter(|_| !self.login.is_active())
    }

    pub(super) fn pursue_login(&mut self) {
        if self.login.is_put_off() && !self.submission.is_active() {
            let login = self.draw();
            let deadline = self.now() + self.options.login_timeout;
            self.login.stage = Stage::AwaitingCode { login, deadline };
            self.emit(Effect::CallLogin { login });
        }
    }

    pub(super) fn code_received(&mut self, login: Serial) {
        match self.login.stage {
            Stage::AwaitingCode { login: running, deadline } if running == login => {
                self.login.stage = Stage::Exchanging { login, deadline };
                self.emit(Effect::Exchange { login });
            }
            Stage::AwaitingCode { .. } | Stage::Due | Stage::Exchanging { .. } | Stage::Idle => {}
        }
    }

    pub(super) fn login_failed(&mut self, login: Serial, cause: Cause, random: Random) {
        if self.login.is(login) {
            self.fail_login(Platform::LoginFailed, Some(cause), Blame::Chance, random);
        }
    }

    /// The login's deadline has come, or that of its turn.
    pub(super) fn login_overdue(&mut self, random: Random) {
        self.fail_login(Platform::LoginTimedOut, None, Blame::Chance, random);
    }

    pub(super) fn exchange_answered(&mut self, login: Serial, response: Response, random: Random) {
        match self.login.stage {
            Stage::Exchanging { login: running, .. } if running == login => {}
            Stage::AwaitingCode { .. } | Stage::Due | Stage::Exchanging { .. } | Stage::Idle => {
                return;
            }
        }
        let (status, retry_after) = (response.status, response.retry_after);
        let is_out_of_order = status == 429 || (500..600).contains(&status);
        let blame = if is_out_of_order || retry_after.is_some() {
            Blame::Server(retry_after)
        } else {
            Blame::Chance
        };
        let is_success = response.is_success();
        let bundle = response.bundle.filter(|bundle| matches!(bundle.token, Told::Given(_)));
        match (is_success, bundle) {
            (true, Some(bundle)) => self.logged_in(bundle),
            (true, None) => self.fail_login(Server::LoginMalformed, None, blame, random),
            (false, _) => self.fail_login(Server::LoginRejected { status }, None, blame, random),
        }
    }

    fn logged_in(&mut self, bundle: Bundle) {
        self.login.stage = Stage::Idle;
        self.breaker.login_succeeded();
        if matches!(self.notice, Some(Notice::Failed(_))) {
            self.notice = None;
        }
        self.warn_of_secrets(&bundle);
        let serial = self.draw();
        let mut change = self.session.log_in(bundle, serial, self.now());
        change.anything = true;
        self.bundle_taken(change);
        self.serve_those_awaiting_login(serial);
    }

    /// Everybody who waited for a login goes on, with what it gave.
    fn serve_those_awaiting_login(&mut self, login: Serial) {
        for id in self.callers.awaiting_login() {
            self.callers.change_history(id, |history| history.login = Some(login));
            self.serve_after_login(id);
        }
    }

    /// A token has come by another way before the login began: everybody goes on with that one.
    pub(super) fn cancel_login(&mut self) {
        self.login.stage = Stage::Idle;
        for id in self.callers.awaiting_login() {
            if self.may_replay_stale(id, Step::Login) {
                self.serve_after_login(id);
            }
        }
    }

    fn serve_after_login(&mut self, id: CallerId) {
        match self.callers.get(id).map(|caller| caller.errand) {
            Some(Errand::Login) => self.resolve(id),
            Some(Errand::Credentials | Errand::Request(_) | Errand::Require(_)) => self.proceed(id),
            None => {}
        }
    }

    fn fail_login(
        &mut self,
        error: impl Into<Error>,
        cause: Option<Cause>,
        blame: Blame,
        random: Random,
    ) {
        self.login.stage = Stage::Idle;
        let failure = self.failure(error, cause);
        match blame {
            Blame::Chance => self.breaker.login_failed(&failure, self.clock.now(), random),
            Blame::Server(retry_after) => {
                let now = self.clock.now();
                self.breaker.server_pushed_back(&failure, now, random, retry_after);
            }
        }
        self.notice = Some(Notice::Failed(failure.error.clone()));
        self.reject(self.callers.awaiting_login(), &failure);
    }

    /// A request that had waited for the last login was refused that login's own token. The first
    /// one opens the breaker; the others of that login fail with it.
    pub(super) fn login_looped(&mut self, id: CallerId, random: Random) {
        let login = self.session.order.last_login();
        let failure = match &self.login.looped {
            Some((looped, failure)) if *looped == login => failure.clone(),
            Some(_) | None => {
                let failure = self.failure(Server::LoginLoop, None);
                let endpoint = self.endpoint_of(id);
                self.breaker.login_looped(&failure, self.clock.now(), random, endpoint);
                self.login.looped = Some((login, failure.clone()));
                failure
            }
        };
        let mut callers = self.callers.awaiting_login();
        callers.push(id);
        self.reject(callers, &failure);
    }

    fn endpoint_of(&self, id: CallerId) -> Endpoint {
        let request = self.callers.get(id).and_then(|caller| caller.request());
        request.map(|request| request.endpoint).unwrap_or_default()
    }
}
