//! To the login page and back: one navigation at a time.

use serde::Serialize;

use crate::error::Platform;
use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::ids::Serial;
use crate::machine::pages::Opened;
use crate::machine::view::Notice;
use crate::navigation::{Navigation, NavigationQuery, Target, choose_navigation, fallback};
use crate::time::{Millis, Timestamp};

const NAVIGATION_TIMEOUT: Millis = Millis::from_secs(5);

/// The navigation that is under way, if there is one.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Voyage {
    #[default]
    None,
    Underway {
        navigation: Serial,
        deadline: Timestamp,
        target: Target,
        call: Navigation,
        /// The page that going back brings to the top.
        uncovered: Option<String>,
        /// Where the user was.
        from: Option<String>,
        /// Whether this is the second try.
        is_fallback: bool,
        /// Whether a page was said to be left meanwhile: the one that the user was on, or the login
        /// page that has closed itself.
        was_left: bool,
    },
}

impl Voyage {
    pub(crate) fn is_to_login(&self) -> bool {
        matches!(self, Self::Underway { target: Target::Login, .. })
    }

    /// Where the user was before going to the login page.
    pub(crate) fn login_from(&self) -> Option<&str> {
        match self {
            Self::Underway { target: Target::Login, from, .. } => from.as_deref(),
            Self::Underway { target: Target::Back, .. } | Self::None => None,
        }
    }

    pub(crate) fn is_underway(&self) -> bool {
        *self != Self::None
    }

    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        match self {
            Self::None => None,
            Self::Underway { deadline, .. } => Some(*deadline),
        }
    }

    /// Whether this is the number of the navigation that is under way.
    pub(crate) fn is(&self, number: Serial) -> bool {
        matches!(self, Self::Underway { navigation, .. } if *navigation == number)
    }

    pub(crate) fn leave(&mut self) {
        match self {
            Self::Underway { was_left, .. } => *was_left = true,
            Self::None => {}
        }
    }

    /// Ends the voyage if this is its number.
    fn arrive(&mut self, answered: Serial) -> Self {
        if self.is(answered) { core::mem::take(self) } else { Self::None }
    }
}

impl AuthMachine {
    pub(super) fn is_navigating(&self) -> bool {
        self.pages.voyage.is_underway()
    }

    /// Where the user should be taken now, if anywhere.
    pub(super) fn wanted_target(&self) -> Option<Target> {
        if self.is_navigating() {
            None
        } else if self.is_person_wanted() {
            // What is on its way to the server may be all that is wanted.
            let may_go = !self.pages.is_brought && !self.submission.is_active();
            may_go.then_some(Target::Login)
        } else {
            self.may_go_back().then_some(Target::Back)
        }
    }

    /// Back from a page that weapp-auth opened, when all it was opened for is done.
    fn may_go_back(&self) -> bool {
        self.pages.is_back_due
            && self.pages.opened.is_some()
            && !self.is_anyone_blocked()
            && !self.siblings.blocked
            && !self.is_busy()
    }

    pub(super) fn pursue_navigation(&mut self) {
        if let Some(target) = self.wanted_target() {
            let from = match (target, &self.pages.opened) {
                (Target::Back, Some(opened)) => opened.from.clone(),
                (Target::Back | Target::Login, _) => self.pages.top().map(|page| page.url.clone()),
            };
            let call = self.choose(target, from.as_deref());
            self.navigate(target, call, from, false);
        }
    }

    fn choose(&self, target: Target, from: Option<&str>) -> Navigation {
        let stack: Vec<_> = self.pages.stack.iter().map(|page| page.url.clone()).collect();
        choose_navigation(&NavigationQuery {
            target,
            access: self.options.access,
            login_page: &self.options.login_page,
            tab_bar_pages: &self.options.tab_bar_pages,
            stack: &stack,
            from,
        })
    }

    fn navigate(
        &mut self,
        target: Target,
        call: Navigation,
        from: Option<String>,
        is_fallback: bool,
    ) {
        if call == Navigation::Nowhere {
            return self.arrived(target, from);
        }
        self.pages.will_close(&call);
        let navigation = self.draw();
        let deadline = self.now() + NAVIGATION_TIMEOUT;
        let uncovered = self.pages.uncovered_by(&call);
        let underway = call.clone();
        self.pages.voyage = Voyage::Underway {
            navigation,
            deadline,
            target,
            call: underway,
            uncovered,
            from,
            is_fallback,
            was_left: false,
        };
        self.emit(Effect::Navigate { navigation, call });
    }

    pub(super) fn navigated(&mut self, answered: Serial) {
        if let Voyage::Underway { target, from, was_left, .. } = self.pages.voyage.arrive(answered)
        {
            self.arrived(target, from);
            let is_open = self.pages.stack.is_empty() || self.is_login_page_open();
            if was_left && target == Target::Login && !is_open {
                self.page_left();
            }
        }
    }

    fn arrived(&mut self, target: Target, from: Option<String>) {
        match target {
            Target::Back => {
                self.pages.forget_opening();
                self.prompt.hide();
                self.notice = None;
            }
            Target::Login => {
                self.pages.opened = Some(Opened { from });
                self.pages.is_brought = true;
            }
        }
    }

    pub(super) fn navigation_failed(&mut self, answered: Serial, err_msg: &str) {
        let Voyage::Underway { target, call, uncovered, from, is_fallback, .. } =
            self.pages.voyage.arrive(answered)
        else {
            return;
        };
        self.pages.closed_nothing();
        match fallback(&call, uncovered.as_deref(), err_msg) {
            Some(call) if !is_fallback => self.navigate(target, call, from, true),
            Some(_) | None => self.voyage_failed(target),
        }
    }

    pub(super) fn navigation_overdue(&mut self) {
        match core::mem::take(&mut self.pages.voyage) {
            Voyage::Underway { target, .. } => self.voyage_failed(target),
            Voyage::None => {}
        }
    }

    /// Nothing brings the user there: those who wait for it fail, if there are any left.
    pub(super) fn voyage_failed(&mut self, target: Target) {
        self.pages.forget_opening();
        if target == Target::Back {
            return;
        }
        self.prompt.hide();
        if self.callers.is_anyone_blocked() {
            let failure = self.failure(Platform::NavigationFailed, None);
            self.notice = Some(Notice::Failed(failure.error.clone()));
            self.reject(self.callers.awaiting_answer(), &failure);
        }
    }
}
