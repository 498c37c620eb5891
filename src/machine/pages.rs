//! The open pages, and what weapp-auth has done to them.

use serde::Serialize;

use crate::machine::AuthMachine;
use crate::machine::ids::{CallerId, PageId};
use crate::machine::navigation::Voyage;
use crate::navigation::Navigation;
use crate::step::Step;

/// How many pages that weapp-auth has closed are remembered: more than can be open at once.
const REMEMBERED: usize = 20;

/// One open page.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Page {
    /// Which page, among those with the same url.
    pub id: PageId,
    /// `path?query` without a leading slash.
    pub url: String,
}

/// The open pages, as last told.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pages {
    /// Bottom to top.
    pub(super) stack: Vec<Page>,
    /// Closed by a navigation of ours, the oldest first: a page that weapp-auth closed isn't gone.
    closed_by_us: Vec<PageId>,
    /// Whether the user has been brought to the login page, or was there, for what is asked now.
    pub(super) is_brought: bool,
    /// The login page that weapp-auth has opened and not left yet.
    pub(super) opened: Option<Opened>,
    /// The path of the page that was on top before the login page, whoever opened it.
    below_login: Option<String>,
    /// Where a login page was opened from that was left during a submission.
    left_from: Option<String>,
    /// Whether the login page was among the open pages since.
    is_seen: bool,
    pub(super) voyage: Voyage,
    /// Whether an answer was taken on the login page.
    pub(super) is_back_due: bool,
}

/// A login page that weapp-auth has opened.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Opened {
    /// Where the user was, and goes back to.
    pub(super) from: Option<String>,
}

impl Pages {
    pub(crate) fn top(&self) -> Option<&Page> {
        self.stack.last()
    }

    pub(crate) fn top_path(&self) -> Option<&str> {
        self.top().map(|page| path(&page.url))
    }

    /// Whether weapp-auth opened the login page, or is about to.
    pub(crate) fn was_opened(&self) -> bool {
        self.opened.is_some() || self.voyage.is_to_login()
    }

    /// The path of the page from which the login page was opened.
    pub(crate) fn opened_from(&self) -> Option<String> {
        let opened = self.opened.as_ref().and_then(|opened| opened.from.as_deref());
        let from = opened.or_else(|| self.voyage.login_from()).map(|from| path(from).into());
        from.or_else(|| self.left_from.clone()).or_else(|| self.below_login.clone())
    }

    /// A navigation has failed: what it was to close is still open.
    pub(crate) fn closed_nothing(&mut self) {
        let Self { stack, closed_by_us, .. } = self;
        closed_by_us.retain(|closed| stack.iter().all(|open| open.id != *closed));
    }

    /// Remembers where the login page was opened from, for when the submission under way fails.
    pub(crate) fn leave_during_submission(&mut self) {
        self.left_from = self.opened_from();
    }

    pub(crate) fn forget_leaving(&mut self) {
        self.left_from = None;
    }

    pub(crate) fn forget_opening(&mut self) {
        self.opened = None;
        self.is_brought = false;
        self.is_seen = false;
        self.is_back_due = false;
    }

    /// The page that this navigation brings to the top by closing those above it.
    pub(super) fn uncovered_by(&self, call: &Navigation) -> Option<String> {
        let Navigation::NavigateBack { delta } = call else { return None };
        self.stack.iter().rev().nth(*delta).map(|page| page.url.clone())
    }

    /// Remembers which pages this navigation is about to close or, being tab pages, to hide.
    pub(super) fn will_close(&mut self, call: &Navigation) {
        let count = match call {
            Navigation::NavigateBack { delta } => *delta,
            Navigation::NavigateTo { .. } | Navigation::Nowhere => 0,
            Navigation::ReLaunch { .. } | Navigation::SwitchTab { .. } => self.stack.len(),
            Navigation::RedirectTo { .. } => 1,
        };
        let closed = self.stack.iter().rev().take(count).map(|page| page.id);
        self.remember_closed(closed.collect());
    }

    /// What has closed while another auth navigated was closed by weapp-auth too.
    fn closed_by_sibling(&mut self, stack: &[Page]) {
        let is_open = |page: &&Page| stack.iter().any(|open| open.id == page.id);
        let closed = self.stack.iter().filter(|page| !is_open(page)).map(|page| page.id);
        self.remember_closed(closed.collect());
    }

    fn remember_closed(&mut self, closed: Vec<PageId>) {
        self.closed_by_us.extend(closed);
        let forgotten = self.closed_by_us.len().saturating_sub(REMEMBERED);
        self.closed_by_us.drain(..forgotten);
    }

    /// A tab page that weapp-auth has hidden is open again: what the user does to it counts.
    fn reopened(&mut self, stack: &[Page]) {
        let Self { stack: before, closed_by_us, .. } = self;
        let is_in = |pages: &[Page], id: PageId| pages.iter().any(|page| page.id == id);
        closed_by_us.retain(|closed| is_in(before, *closed) || !is_in(stack, *closed));
    }

    /// Whether the user has closed a page. Before the pages are known, none is gone.
    fn is_gone(&self, page: PageId) -> bool {
        let is_open = self.stack.is_empty() || self.stack.iter().any(|open| open.id == page);
        !is_open && !self.closed_by_us.contains(&page)
    }
}

impl AuthMachine {
    pub(super) fn pages_changed(&mut self, stack: Vec<Page>) {
        let was_on_login_page = self.is_on_login_page();
        let before = self.pages.top_path().map(String::from);
        self.pages.reopened(&stack);
        if self.siblings.navigating {
            self.pages.closed_by_sibling(&stack);
        }
        self.pages.stack = stack;
        if self.is_on_login_page() && !was_on_login_page {
            self.pages.below_login = before;
        }
        let is_open = self.is_login_page_open();
        let was_there = self.pages.is_brought || self.pages.opened.is_some();
        let has_been_left = was_there && self.pages.is_seen && !is_open;
        self.pages.is_seen = was_there && is_open;
        if has_been_left {
            self.page_left();
        }
        self.reject_perished();
    }

    /// Notices that the user is on the login page already, or that nothing is asked there any more.
    pub(super) fn pursue_pages(&mut self) {
        let is_wanted = self.is_person_wanted();
        let is_there = self.pages.is_brought || self.is_on_login_page();
        self.pages.is_brought = is_wanted && is_there;
        self.pages.is_seen |= self.pages.is_brought && self.is_login_page_open();
    }

    /// Rejects held writes whose page the user has closed.
    fn reject_perished(&mut self) {
        for step in [Step::UserInfo, Step::PhoneNumber] {
            let mut gone = self.callers_blocked_by(step);
            gone.retain(|id| self.is_gone(*id));
            self.give_up(step, gone);
        }
    }

    /// A page was hidden. One that is still open has only been covered; one that weapp-auth hides,
    /// nobody has left.
    pub(super) fn page_hidden(&mut self, page: PageId) {
        if self.pages.is_gone(page) {
            self.page_left();
        }
    }

    /// The path of the page where a pressed button's question came up: the one from which the login
    /// page was opened, or, where it wasn't, the page with the button.
    pub(super) fn asked_from(&self) -> Option<String> {
        if self.pages.was_opened() || self.is_login_page_open() {
            self.pages.opened_from()
        } else {
            self.pages.top_path().map(Into::into)
        }
    }

    /// Whether the person has been brought to the question, is being brought there, or has left it
    /// while what was pressed is on its way to the server.
    pub(super) fn is_person_asked(&self) -> bool {
        self.pages.is_brought || self.pages.voyage.is_to_login() || self.submission.is_left()
    }

    /// Whether a caller is a write that was meant for a page which the user has closed.
    pub(super) fn is_gone(&self, id: CallerId) -> bool {
        let Some(caller) = self.callers.get(id) else { return false };
        let page = caller.request().and_then(|request| request.page);
        caller.is_perishable() && page.is_some_and(|page| self.pages.is_gone(page))
    }

    pub(super) fn is_login_path(&self, page: &str) -> bool {
        path(page) == path(&self.options.login_page)
    }

    pub(super) fn is_on_login_page(&self) -> bool {
        self.pages.top_path().is_some_and(|top| self.is_login_path(top))
    }

    pub(super) fn is_login_page_open(&self) -> bool {
        self.pages.stack.iter().any(|page| self.is_login_path(&page.url))
    }
}

fn path(page: &str) -> &str {
    let path = page.split_once('?').map_or(page, |(path, _)| path);
    path.trim_start_matches('/')
}
