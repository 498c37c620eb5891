//! What holds whatever happens, checked after every event.

use super::{FIRST_CALL, Model};
use crate::Step;
use crate::button::{Privacy, Setting};
use crate::machine::caller::{Caller, Phase};
use crate::machine::life::Life;
use crate::machine::{CallerId, Effect, Event};
use crate::time::Timestamp;

impl Model {
    pub(in crate::machine::tests) fn tell(&mut self, event: Event) {
        self.record(&event);
        let is_running = |deadline: Option<Timestamp>| {
            deadline.is_some_and(|due| self.machine.clock.on_device(due).0 > self.now)
        };
        let was_logging_in = is_running(self.machine.login.deadline()) && !concludes_login(&event);
        let was_navigating =
            is_running(self.machine.pages.voyage.deadline()) && !concludes_navigation(&event);
        let effects = self.machine.handle(event, Timestamp(self.now));
        if let Some(tape) = &mut self.tape {
            tape.effects.push(effects.clone());
        }
        let mut logins = usize::from(was_logging_in && self.machine.login.deadline().is_some());
        let mut navigations = usize::from(was_navigating && self.machine.is_navigating());
        for effect in effects {
            logins += usize::from(matches!(effect, Effect::CallLogin { .. }));
            navigations += usize::from(matches!(effect, Effect::Navigate { .. }));
            self.perform(effect);
        }
        assert!(logins <= 1, "two logins in flight");
        assert!(navigations <= 1, "two navigations under way");
        self.check();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send { caller, ticket } => {
                let owned = self.machine.callers.get(caller).and_then(Caller::sent);
                assert_eq!(owned, Some(ticket), "a send with a dead id");
                self.out.insert(caller, ticket);
                if self.is_upload(caller) {
                    self.headers_out.insert(caller, ticket);
                }
                self.count_send(caller);
            }
            Effect::Deliver { caller } => self.settle(caller),
            Effect::Reject { callers, .. } => {
                for caller in callers {
                    if caller.0 < FIRST_CALL {
                        self.settle(caller);
                    } else {
                        self.settle_call(caller);
                    }
                }
            }
            Effect::Resolve { caller, generation } => {
                let wanted = self.settle_call(caller);
                let is_done = wanted.is_none_or(|step| self.machine.session.has(step));
                assert!(is_done, "{caller:?} is resolved without {wanted:?}");
                let is_dead = generation != self.machine.session.generation();
                assert!(wanted.is_none() || !is_dead, "{caller:?} gets a dead token");
            }
            Effect::AbortTask { caller } => {
                self.out.remove(&caller);
                self.headers_out.remove(&caller);
            }
            Effect::AcquireTurn { turn } => self.turn = Some(turn),
            Effect::ReleaseTurn { .. } => self.turn = None,
            Effect::CallLogin { login } => {
                assert!(self.machine.turn.is_held(), "a login without a turn");
                assert!(!self.machine.submission.is_active(), "a login voids a submission");
                assert!(self.machine.login.is(login), "a login with a dead id");
                self.code = Some(login);
            }
            Effect::Exchange { login } => {
                assert!(self.machine.login.is(login), "an exchange with a dead id");
                self.exchange = Some(login);
            }
            Effect::Navigate { navigation, .. } => {
                assert!(self.machine.turn.is_held(), "a navigation without a turn");
                assert!(self.machine.pages.voyage.is(navigation), "a navigation with a dead id");
                self.navigation = Some(navigation);
            }
            // Answered at once: what is known of buttons is a story of its own.
            Effect::LookUp { lookup, .. } => {
                assert_eq!(self.machine.prompt.lookup(), Some(lookup), "a look-up with a dead id");
                let (setting, privacy) = (Setting::Unknown, Privacy::Unknown);
                self.tell(Event::LookedUp { lookup, setting, privacy });
            }
            Effect::ReadUserInfo { reading } => {
                self.tell(Event::UserInfoRead { reading, granted: true });
            }
            Effect::Submit { submission, generation, .. } => {
                // Live when it was pressed; it may have been refused since.
                let present = self.machine.session.generation();
                assert_eq!(generation, present, "a submission with another token");
                assert!(self.machine.session.has(Step::Login), "a submission without a token");
                self.submission = Some(submission);
                self.submission_headers = self.scope.uploads.then_some(submission);
            }
            Effect::ReadStorage { read } => {
                let stored = self.stored.clone();
                self.tell(Event::StorageRead { read, stored });
            }
            Effect::Save { stored } => self.stored = Some(stored),
            Effect::BecomeReady
            | Effect::SetToken { .. }
            | Effect::ShowView
            | Effect::Warn { .. } => {}
        }
    }

    fn settle(&mut self, caller: CallerId) {
        assert!(self.made.contains(&caller), "{caller:?} was never made");
        assert!(self.settled.insert(caller), "{caller:?} is settled twice");
        self.out.remove(&caller);
        self.sends.remove(&caller);
    }

    /// Returns what the call wanted done.
    fn settle_call(&mut self, caller: CallerId) -> Option<Step> {
        let wanted = self.calls.remove(&caller);
        wanted.unwrap_or_else(|| panic!("{caller:?} was never called, or is settled twice"))
    }

    /// Two sends for each step, stale replays apart.
    fn count_send(&mut self, id: CallerId) {
        let sends = self.sends.entry(id).or_default();
        *sends += 1;
        let caller = self.machine.callers.get(id).expect("it was just sent");
        let history = caller.history;
        let answered = history.answered.iter().count();
        let renewed = u8::from(history.renewed_for_unionid);
        let logged_in = u8::from(history.login.is_some());
        let bound = usize::from(1 + logged_in + renewed + history.stale_replays) + answered;
        assert!(usize::from(*sends) <= bound, "{sends} sends, {history:?}");
    }

    /// What holds after every event.
    fn check(&self) {
        for id in &self.made {
            let is_owned = self.machine.callers.get(*id).is_some();
            let is_settled = self.settled.contains(id);
            assert!(is_owned != is_settled, "{id:?}: owned {is_owned}, settled {is_settled}");
        }
        for id in self.calls.keys() {
            let is_owned = self.machine.callers.get(*id).is_some();
            let is_submitted = self.machine.submission.press() == Some(*id);
            assert!(is_owned || is_submitted, "{id:?} is forgotten");
        }
        let due = self.machine.next_timeout();
        assert!(due.is_none_or(|due| due.0 > self.now), "a timer in the past");
        for id in self.machine.callers.ids() {
            let caller = self.machine.callers.get(id).expect("listed");
            let is_in_good_hands = match caller.phase {
                Phase::AwaitingLogin => self.machine.login.is_active(),
                Phase::AwaitingAnswer { .. } => {
                    let step = caller.steps().first();
                    let is_silent = step.is_some_and(|step| self.machine.options.is_silent(step));
                    // What needs no button comes after the login.
                    self.is_page_coming_or_there() || is_silent && self.machine.login.is_active()
                }
                Phase::AwaitingHeaders { .. } | Phase::AwaitingStart => {
                    self.machine.next_timeout().is_some()
                }
                Phase::Sent { ticket, .. } => self.out.get(&id) == Some(&ticket),
            };
            assert!(is_in_good_hands, "{id:?} hangs: {:?}", self.machine);
        }
        self.check_what_is_shown();
        let turn = &self.machine.turn;
        assert!(!turn.is_held() || self.machine.wants_turn(), "a turn is kept for nothing");
    }

    /// What is asked for goes before what is offered, and what is offered is shown while the session
    /// lacks it. Whatever is shown has a button, or will have.
    fn check_what_is_shown(&self) {
        let machine = &self.machine;
        let view = machine.view();
        let is_asked_for = |step: &Step| machine.callers.is_wanted(*step);
        let offered = self.offered.filter(|step| !machine.session.has(*step));
        match view.step {
            Some(step) => {
                let will_have_button = machine.prompt.deadline().is_some();
                assert!(view.button.is_some() || will_have_button, "{step:?} without a button");
                let is_blocked = machine.is_person_wanted();
                assert!(!is_blocked || is_asked_for(&step), "{step:?} goes before what is asked");
            }
            None => assert_eq!(offered.filter(|_| machine.life == Life::Ready), None, "not shown"),
        }
    }

    /// Whether those who wait for the person wait for something that will come.
    fn is_page_coming_or_there(&self) -> bool {
        let machine = &self.machine;
        machine.pages.is_brought
            || machine.is_navigating()
            || machine.submission.is_active()
            || machine.turn.deadline().is_some()
    }
}

fn concludes_login(event: &Event) -> bool {
    matches!(event, Event::ExchangeAnswered { .. } | Event::LoginFailed { .. })
}

fn concludes_navigation(event: &Event) -> bool {
    matches!(event, Event::Navigated { .. } | Event::NavigationFailed { .. })
}
