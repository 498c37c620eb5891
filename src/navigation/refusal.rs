//! What to do when WeChat refuses a navigation.

use super::{Navigation, path, with_slash};
use crate::text::says;

/// What to try instead of a navigation that failed with this `errMsg`, or `None` when nothing else
/// would do better. `uncovered` is the page that going back was to bring to the top.
///
/// The texts are those that developers report in WeChat's community; the documentation lists none.
/// A navigation that timed out has no alternative: its page may still open, and a second one on
/// its way would be too many. Nor has a page that is not found.
#[must_use]
pub fn fallback(failed: &Navigation, uncovered: Option<&str>, err_msg: &str) -> Option<Navigation> {
    match (failed, Refusal::of(err_msg)?) {
        (Navigation::NavigateTo { url }, Refusal::StackFull) => {
            Some(Navigation::RedirectTo { url: url.clone() })
        }
        (Navigation::NavigateTo { url } | Navigation::RedirectTo { url }, Refusal::TabPage) => {
            Some(Navigation::SwitchTab { url: with_slash(path(url)) })
        }
        // The list of tab pages is wrong. `reLaunch` closes little more than `switchTab` would
        // have, and opens pages of any kind from a stack of any height.
        (Navigation::SwitchTab { url }, Refusal::NotTabPage) => {
            Some(Navigation::ReLaunch { url: url.clone() })
        }
        (Navigation::NavigateBack { .. }, Refusal::FirstPage) => {
            uncovered.map(|page| Navigation::ReLaunch { url: with_slash(page) })
        }
        (
            Navigation::NavigateBack { .. }
            | Navigation::NavigateTo { .. }
            | Navigation::Nowhere
            | Navigation::ReLaunch { .. }
            | Navigation::RedirectTo { .. }
            | Navigation::SwitchTab { .. },
            Refusal::FirstPage | Refusal::NotTabPage | Refusal::StackFull | Refusal::TabPage,
        ) => None,
    }
}

/// Why WeChat refused a navigation, where another one can help.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Refusal {
    FirstPage,
    NotTabPage,
    StackFull,
    TabPage,
}

impl Refusal {
    fn of(err_msg: &str) -> Option<Self> {
        let text = err_msg.to_ascii_lowercase();
        if says(&text, "no-tabbar page") || says(&text, "non-tabbar page") {
            Some(Self::NotTabPage)
        } else if says(&text, "tabbar page") {
            Some(Self::TabPage)
        } else if says(&text, "limit exceed") {
            Some(Self::StackFull)
        } else if says(&text, "at first page") {
            Some(Self::FirstPage)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{navigations, told},
        *,
    };

    /// What each of [`navigations`] falls back to, in their order.
    fn fallbacks(err_msg: &str) -> Vec<Option<String>> {
        let fallback = |failed| fallback(failed, Some("pages/a/index?x=1"), err_msg);
        navigations().iter().map(|failed| fallback(failed).as_ref().map(told)).collect()
    }

    #[test]
    fn a_full_stack_gives_up_the_page_on_top() {
        let redirect = Some("redirectTo /pages/a/index?x=1".to_owned());
        for err_msg in [
            "navigateTo:fail webview count limit exceed",
            "navigateTo:fail:webview count limit exceed",
            "navigateTo:fail page limit exceeded: 10",
        ] {
            let expected = [None, redirect.clone(), None, None, None, None];
            assert_eq!(fallbacks(err_msg), expected, "{err_msg}");
        }
    }

    #[test]
    fn a_tab_page_is_switched_to_without_its_query() {
        let switch = Some("switchTab /pages/a/index".to_owned());
        for err_msg in [
            "navigateTo:fail can not navigateTo a tabbar page",
            "navigateTo:fail:can not navigate to a tabbar page",
            "redirectTo:fail can not redirectTo a tabbar page",
            "redirectTo:fail can not redirectTo a TabBar page",
        ] {
            let expected = [None, switch.clone(), None, None, switch.clone(), None];
            assert_eq!(fallbacks(err_msg), expected, "{err_msg}");
        }
    }

    #[test]
    fn a_page_that_is_no_tab_page_is_opened_alone() {
        let alone = Some("reLaunch /pages/a/index?x=1".to_owned());
        for err_msg in [
            "switchTab:fail can not switch to no-tabBar page",
            "switchTab:fail:can not switch to non-TabBar page",
        ] {
            let expected = [None, None, None, None, None, alone.clone()];
            assert_eq!(fallbacks(err_msg), expected, "{err_msg}");
        }
    }

    #[test]
    fn a_way_back_that_is_gone_is_opened_again() {
        let alone = Some("reLaunch /pages/a/index?x=1".to_owned());
        let err_msg = "navigateBack:fail cannot navigate back at first page.";
        assert_eq!(fallbacks(err_msg), [alone, None, None, None, None, None]);
    }

    #[test]
    fn what_might_still_happen_or_never_can_has_no_fallback() {
        for err_msg in [
            "reLaunch:fail timeout",
            "navigateTo:fail timeout",
            "navigateTo:fail page \"pages/a/index\" is not found",
            "navigateTo:fail routeDone with a webviewId 7 is not found",
            "navigateTo:fail",
            "",
        ] {
            assert_eq!(fallbacks(err_msg), vec![None; 6], "{err_msg}");
        }
    }
}
