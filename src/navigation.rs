//! Which `wx` navigation opens the login page, which one comes back, and what to try instead.
//!
//! What each navigation may open is stated in WeChat's API reference (`wx.switchTab`,
//! `wx.reLaunch`, `wx.redirectTo`, `wx.navigateTo`, `wx.navigateBack`, under
//! <https://developers.weixin.qq.com/miniprogram/dev/api/route/>). Nothing there tells at run time
//! whether a page is in the tab bar, so the app lists its tab pages.
//!
//! A page is written as `getCurrentPages` and a query make it, `path?query`, with or without the
//! leading slash. Urls that come out have the slash, and never hold more than the app's own page
//! and its query: neither a token nor where the user came from.

use serde::Serialize;

use crate::text::concat;

pub use self::refusal::fallback;

mod refusal;

/// The most pages that can be open at once (API reference of `wx.navigateTo`: "页面栈最多十层").
const FULL_STACK: usize = 10;

/// Whether the app's pages can be seen without a login.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Access {
    /// No page can: opening the login page closes all others.
    EveryPage,
    /// Pages ask for a login when they need one, and are still there afterwards.
    #[default]
    OnDemand,
}

/// Where a navigation leads.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Target {
    /// To where the user came from before the login page.
    Back,
    /// To the login page.
    Login,
}

/// What there is to know before a navigation.
#[derive(Clone, Copy, Debug)]
pub struct NavigationQuery<'a> {
    /// Where to.
    pub target: Target,
    /// Whether the app's pages can be seen without a login.
    pub access: Access,
    /// The login page, which may carry a query.
    pub login_page: &'a str,
    /// The paths of `tabBar.list` in `app.json`.
    pub tab_bar_pages: &'a [String],
    /// The open pages, bottom to top. Empty before the first page is there.
    pub stack: &'a [String],
    /// The page that was left for the login page. `None` means the one below it on the stack.
    pub from: Option<&'a str>,
}

/// One call of a `wx` navigation, or none.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(tag = "api", rename_all = "camelCase")]
pub enum Navigation {
    /// Go back. The pages above the one that is gone back to are closed.
    NavigateBack {
        /// How many pages to close, 1 or more.
        delta: usize,
    },
    /// Open a page on top. Not a tab page, and not when ten pages are open.
    NavigateTo {
        /// The page, with a leading slash.
        url: String,
    },
    /// There is nothing to do: already there, or nowhere to go.
    #[serde(rename = "none")]
    Nowhere,
    /// Close all pages and open one, of any kind.
    ReLaunch {
        /// The page, with a leading slash.
        url: String,
    },
    /// Open a page in the place of the top one. Not a tab page.
    RedirectTo {
        /// The page, with a leading slash.
        url: String,
    },
    /// Show a tab page and close all that are not tab pages.
    SwitchTab {
        /// The page, with a leading slash and without a query, which `wx.switchTab` forbids.
        url: String,
    },
}

/// Chooses the navigation to the login page, or back from it.
#[must_use]
pub fn choose_navigation(query: &NavigationQuery<'_>) -> Navigation {
    match query.target {
        Target::Back => go_back(query),
        Target::Login => go_to_login(query),
    }
}

fn go_to_login(query: &NavigationQuery<'_>) -> Navigation {
    let url = with_slash(query.login_page);
    let Some((top, below)) = query.stack.split_last() else {
        return Navigation::ReLaunch { url };
    };
    if path(top) == path(query.login_page) {
        return Navigation::Nowhere;
    }
    match query.access {
        Access::EveryPage => Navigation::ReLaunch { url },
        Access::OnDemand if is_tab_page(query, &url) => {
            Navigation::SwitchTab { url: with_slash(path(&url)) }
        }
        // A page that the login page led to, such as the terms of use: two login pages on one
        // stack would leave the user on the older one afterwards.
        Access::OnDemand => match below.iter().rposition(|page| path(page) == path(&url)) {
            Some(at) => Navigation::NavigateBack { delta: below.len() - at },
            None if query.stack.len() >= FULL_STACK => Navigation::RedirectTo { url },
            None => Navigation::NavigateTo { url },
        },
    }
}

fn go_back(query: &NavigationQuery<'_>) -> Navigation {
    let named = query.from.filter(|from| !path(from).is_empty());
    let Some(from) = named.or_else(|| below_login(query)) else {
        return Navigation::Nowhere;
    };
    if let Some(at) = position(query.stack, from) {
        return match query.stack.len() - 1 - at {
            0 => Navigation::Nowhere,
            delta => Navigation::NavigateBack { delta },
        };
    }
    if is_tab_page(query, from) && page_query(from).is_none() {
        return Navigation::SwitchTab { url: with_slash(path(from)) };
    }
    Navigation::ReLaunch { url: with_slash(from) }
}

/// The nearest page below the login page that isn't a login page too.
fn below_login<'a>(query: &NavigationQuery<'a>) -> Option<&'a str> {
    let is_login = |page: &&String| path(page) == path(query.login_page);
    let mut upside_down = query.stack.iter().rev().skip_while(|page| !is_login(page));
    upside_down.find(|page| !is_login(page)).map(String::as_str)
}

/// Where on the stack a page is: one path can be open several times with other queries. A page
/// named without a query is also found by its path alone, as `getCurrentPages` gives it.
fn position(stack: &[String], page: &str) -> Option<usize> {
    let exactly = |open: &String| path(open) == path(page) && page_query(open) == page_query(page);
    let by_path = |open: &String| path(open) == path(page) && page_query(page).is_none();
    stack.iter().rposition(exactly).or_else(|| stack.iter().rposition(by_path))
}

fn is_tab_page(query: &NavigationQuery<'_>, page: &str) -> bool {
    query.tab_bar_pages.iter().any(|tab| path(tab) == path(page))
}

fn path(page: &str) -> &str {
    let path = page.split_once('?').map_or(page, |(path, _)| path);
    path.trim_start_matches('/')
}

fn page_query(page: &str) -> Option<&str> {
    let (_, query) = page.split_once('?')?;
    (!query.is_empty()).then_some(query)
}

fn with_slash(page: &str) -> String {
    concat(["/", page.trim_start_matches('/')])
}

#[cfg(test)]
mod tests;
