//! The shell: performs effects on the fake server and the fake `wx`.

use weapp_auth::{CallerId, Cause, Effect, Event, Navigation, Privacy, Serial, Setting, Ticket};

use super::server::Reply;
use super::{Outcome, World, WxLogin};

impl World {
    pub(super) fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { caller, ticket } => self.send(caller, ticket),
            Effect::Deliver { caller } => {
                let status = self.statuses[&caller];
                self.settle(caller, Outcome::Delivered(status));
            }
            Effect::Reject { callers, failure } => {
                for caller in callers {
                    self.settle(caller, Outcome::Rejected(failure.clone()));
                }
            }
            Effect::Resolve { caller, .. } => self.settle(caller, Outcome::Resolved),
            Effect::AbortTask { caller } => {
                self.tasks.retain(|_, event| !answers_request(event, caller));
                self.log.push("abort".into());
            }
            Effect::BecomeReady => self.log.push("ready".into()),
            Effect::ShowView => {}
            Effect::Warn { warning } => self.log.push(format!("warn {warning:?}")),
            Effect::AcquireTurn { turn } => {
                self.log.push("acquire".into());
                if self.grants_turns {
                    self.tell_later(0, Event::TurnAcquired { turn });
                }
            }
            Effect::ReleaseTurn { .. } => self.log.push("release".into()),
            Effect::CallLogin { login } => self.call_login(login),
            Effect::Exchange { login } => self.exchange(login),
            Effect::Navigate { navigation, call } => self.navigate(navigation, &call),
            Effect::LookUp { lookup, .. } => {
                if self.look_ups_are_answered {
                    let (setting, privacy) = (Setting::NeverAsked, Privacy::Agreed);
                    self.tell_later(1, Event::LookedUp { lookup, setting, privacy });
                }
            }
            Effect::ReadUserInfo { reading } => {
                self.log.push("getUserInfo".into());
                let granted = self.silent_user_info;
                self.tell_later(1, Event::UserInfoRead { reading, granted });
            }
            Effect::Submit { submission, step, avatar, generation, .. } => {
                let with = if avatar.is_some() { " with avatar" } else { "" };
                self.log.push(format!("submit {}{with}", step.name()));
                let token = self.tokens.get(&generation).map(String::as_str);
                let (delay, response) = self.server.submission(step, token);
                if let Some(response) = response {
                    let event = Event::SubmissionAnswered { submission, response };
                    self.tell_later(delay, event);
                } else {
                    let event = Event::SubmissionFailed { submission, cause: Cause(7) };
                    self.tell_later(delay, event);
                }
            }
            Effect::ReadStorage { read } => {
                if self.storage_answers {
                    let stored = self.stored.clone();
                    self.tell(Event::StorageRead { read, stored });
                }
            }
            Effect::Save { stored } => self.stored = Some(stored),
            Effect::SetToken { generation, token } => {
                self.tokens.clear();
                self.tokens.extend(token.map(|token| (generation, token.secret().into())));
            }
        }
    }

    fn send(&mut self, caller: CallerId, ticket: Ticket) {
        let ask = self.asks[&caller];
        let token = self.tokens.get(&ticket.generation).cloned();
        let shown = token.as_deref().unwrap_or("-");
        self.log.push(format!("send {} {shown}", ask.path));
        let Reply { delay, response } = self.server.answer(ask.path, token.as_deref());
        let (sent, random) = (ticket.sent, self.random);
        let Some(mut response) = response else {
            let event = Event::RequestFailed { caller, sent, cause: Cause(caller.0) };
            return self.tell_later(delay, event);
        };
        if ask.upload {
            response.awaits_headers = true;
            let steps = std::mem::take(&mut response.steps);
            if let Some(at) = self.server.headers_at {
                let event = Event::HeadersArrived { caller, sent, steps, bundle: None, random };
                self.tell_later(at, event);
            }
        }
        self.tell_later(delay, Event::ResponseArrived { caller, sent, response, random });
    }

    fn call_login(&mut self, login: Serial) {
        self.log.push("login".into());
        match self.wx_login {
            WxLogin::Works => self.tell_later(self.login_delay, Event::CodeReceived { login }),
            WxLogin::Fails => {
                let (cause, random) = (Cause(1), self.random);
                self.tell_later(self.login_delay, Event::LoginFailed { login, cause, random });
            }
            WxLogin::NeverCallsBack => {}
        }
    }

    fn exchange(&mut self, login: Serial) {
        self.log.push("exchange".into());
        let Reply { delay, response } = self.server.exchange();
        let random = self.random;
        let answer = match response {
            Some(response) => Event::ExchangeAnswered { login, response, random },
            None => Event::LoginFailed { login, cause: Cause(2), random },
        };
        self.tell_later(delay, answer);
    }

    fn navigate(&mut self, navigation: Serial, call: &Navigation) {
        self.log.push(format!("navigate {call:?}"));
        if self.navigation_hangs {
            return;
        }
        if let Some(err_msg) = self.navigation_errors.pop_front() {
            let err_msg = err_msg.into();
            return self.tell_later(5, Event::NavigationFailed { navigation, err_msg });
        }
        self.change_pages(call);
        if self.login_page_closes_itself {
            self.stack.pop();
            self.tell_later(2, Event::PageLeft);
        }
        let stack = self.stack.clone();
        self.tell_later(5, Event::PagesChanged { stack });
        self.tell_later(5, Event::Navigated { navigation });
    }

    fn settle(&mut self, caller: CallerId, outcome: Outcome) {
        let before = self.outcomes.insert(caller, outcome);
        assert_eq!(before, None, "{caller:?} was settled twice");
    }
}

fn answers_request(event: &Event, of: CallerId) -> bool {
    if let Event::ResponseArrived { caller, .. }
    | Event::HeadersArrived { caller, .. }
    | Event::RequestFailed { caller, .. } = event
    {
        *caller == of
    } else {
        false
    }
}
