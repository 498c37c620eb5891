use serde_json::json;

use super::*;

const LOGIN: &str = "pages/login/index";

fn pages(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn goods(count: usize) -> Vec<String> {
    (1..=count).map(|id| format!("pages/goods/detail?id={id}")).collect()
}

/// A navigation in the words of its call.
pub(super) fn told(navigation: &Navigation) -> String {
    match navigation {
        Navigation::NavigateBack { delta } => format!("navigateBack {delta}"),
        Navigation::NavigateTo { url } => format!("navigateTo {url}"),
        Navigation::Nowhere => "none".to_owned(),
        Navigation::ReLaunch { url } => format!("reLaunch {url}"),
        Navigation::RedirectTo { url } => format!("redirectTo {url}"),
        Navigation::SwitchTab { url } => format!("switchTab {url}"),
    }
}

fn to_login(access: Access, login_page: &str, tabs: &[&str], stack: &[String]) -> String {
    let tab_bar_pages = &pages(tabs);
    let target = Target::Login;
    let query = NavigationQuery { target, access, login_page, tab_bar_pages, stack, from: None };
    told(&choose_navigation(&query))
}

fn back(stack: &[&str], from: Option<&str>) -> String {
    let stack = &pages(stack);
    let tab_bar_pages = &pages(&["pages/home/index", "/pages/mine/index"]);
    let (target, login_page) = (Target::Back, LOGIN);
    [Access::OnDemand, Access::EveryPage]
        .map(|access| {
            let query = NavigationQuery { target, access, login_page, tab_bar_pages, stack, from };
            told(&choose_navigation(&query))
        })
        .into_iter()
        .reduce(|on_demand, every_page| {
            assert_eq!(on_demand, every_page, "the way back doesn't depend on the access");
            on_demand
        })
        .unwrap_or_default()
}

#[test]
fn the_login_page_is_opened_as_the_access_and_the_stack_want_it() {
    let home = pages(&["pages/home/index"]);
    let deep = pages(&["pages/home/index", "pages/goods/detail?id=7"]);
    let rows = [
        (Access::OnDemand, &home, "navigateTo /pages/login/index"),
        (Access::OnDemand, &deep, "navigateTo /pages/login/index"),
        (Access::OnDemand, &goods(9), "navigateTo /pages/login/index"),
        (Access::OnDemand, &goods(10), "redirectTo /pages/login/index"),
        (Access::OnDemand, &goods(11), "redirectTo /pages/login/index"),
        (Access::OnDemand, &goods(0), "reLaunch /pages/login/index"),
        (Access::EveryPage, &home, "reLaunch /pages/login/index"),
        (Access::EveryPage, &deep, "reLaunch /pages/login/index"),
        (Access::EveryPage, &goods(10), "reLaunch /pages/login/index"),
        (Access::EveryPage, &goods(0), "reLaunch /pages/login/index"),
    ];
    for (access, stack, navigation) in rows {
        assert_eq!(to_login(access, LOGIN, &[], stack), navigation, "{access:?} {stack:?}");
        let slashed = format!("/{LOGIN}");
        assert_eq!(to_login(access, &slashed, &[], stack), navigation, "{access:?} {stack:?}");
    }
}

#[test]
fn nothing_is_opened_on_the_login_page_itself() {
    for access in [Access::EveryPage, Access::OnDemand] {
        for login_page in [LOGIN, "/pages/login/index", "/pages/login/index?mode=sms"] {
            for top in [LOGIN, "/pages/login/index", "pages/login/index?invite=5"] {
                for tabs in [&[][..], &[LOGIN]] {
                    let stack = pages(&["pages/home/index", top]);
                    assert_eq!(to_login(access, login_page, tabs, &stack), "none");
                }
            }
        }
    }
}

#[test]
fn a_page_whose_path_only_begins_like_the_login_page_is_another_page() {
    for top in ["pages/login/index2", "pages/login/inde", "sub/pages/login/index"] {
        let to = to_login(Access::OnDemand, LOGIN, &[], &pages(&[top]));
        assert_eq!(to, "navigateTo /pages/login/index", "{top}");
    }
}

#[test]
fn the_login_page_keeps_its_own_query_but_not_in_the_tab_bar() {
    let stack = pages(&["pages/home/index"]);
    let login_page = "pages/login/index?mode=sms";
    let to = |access, tabs: &[&str]| to_login(access, login_page, tabs, &stack);
    assert_eq!(to(Access::OnDemand, &[]), "navigateTo /pages/login/index?mode=sms");
    assert_eq!(to(Access::EveryPage, &[]), "reLaunch /pages/login/index?mode=sms");
    assert_eq!(to(Access::OnDemand, &[LOGIN]), "switchTab /pages/login/index");
}

#[test]
fn a_login_page_in_the_tab_bar_is_switched_to() {
    for tab in [LOGIN, "/pages/login/index"] {
        for stack in [&goods(1), &goods(10), &pages(&[LOGIN, "pages/terms/index"])] {
            let to = to_login(Access::OnDemand, LOGIN, &["pages/home/index", tab], stack);
            assert_eq!(to, "switchTab /pages/login/index");
            // `reLaunch` opens a page of any kind, and leaves nothing of the old session open.
            let to = to_login(Access::EveryPage, LOGIN, &["pages/home/index", tab], stack);
            assert_eq!(to, "reLaunch /pages/login/index");
        }
    }
    let nothing_open = to_login(Access::OnDemand, LOGIN, &[LOGIN], &[]);
    assert_eq!(nothing_open, "reLaunch /pages/login/index");
}

#[test]
fn a_login_page_further_down_is_gone_back_to() {
    let terms = pages(&["pages/home/index", LOGIN, "pages/terms/index"]);
    assert_eq!(to_login(Access::OnDemand, LOGIN, &[], &terms), "navigateBack 1");
    assert_eq!(to_login(Access::EveryPage, LOGIN, &[], &terms), "reLaunch /pages/login/index");
    let two = pages(&[LOGIN, "pages/a", "pages/login/index?b=1", "pages/c", "pages/d"]);
    assert_eq!(to_login(Access::OnDemand, LOGIN, &[], &two), "navigateBack 2");
    let mut full = goods(9);
    full.insert(0, LOGIN.to_owned());
    assert_eq!(to_login(Access::OnDemand, LOGIN, &[], &full), "navigateBack 9");
}

#[test]
fn the_way_back_goes_to_the_page_that_was_left() {
    let rows: [(&[&str], Option<&str>, &str); 23] = [
        // By default to the page below the login page.
        (&["pages/a", LOGIN], None, "navigateBack 1"),
        (&["pages/a?x=1", "pages/b?y=2", LOGIN], None, "navigateBack 1"),
        (&["pages/a", LOGIN, "pages/terms"], None, "navigateBack 2"),
        (&["pages/a", LOGIN, "pages/login/index?again=1"], None, "navigateBack 2"),
        (&["pages/a", LOGIN], Some(""), "navigateBack 1"),
        (&["pages/a", LOGIN], Some("/"), "navigateBack 1"),
        // There is none.
        (&[LOGIN], None, "none"),
        (&[], None, "none"),
        (&["pages/a", "pages/b"], None, "none"),
        // It is still open.
        (&["pages/a", "pages/b", LOGIN], Some("pages/a"), "navigateBack 2"),
        (&["pages/a?x=1", LOGIN], Some("/pages/a?x=1"), "navigateBack 1"),
        (&["pages/a?x=1", LOGIN], Some("pages/a"), "navigateBack 1"),
        (&["pages/home/index", LOGIN], Some("pages/home/index"), "navigateBack 1"),
        (&["pages/a?x=1", "pages/a?x=2", "pages/b", LOGIN], Some("pages/a?x=1"), "navigateBack 3"),
        (&["pages/a", "pages/a?x=2", "pages/b", LOGIN], Some("pages/a"), "navigateBack 3"),
        (&["pages/a", "pages/a", LOGIN], Some("pages/a"), "navigateBack 1"),
        (&["pages/a?x=1", "pages/a?x=2", LOGIN], Some("pages/a"), "navigateBack 1"),
        // It is on top already.
        (&["pages/a", LOGIN], Some(LOGIN), "none"),
        // It is gone.
        (&[LOGIN], Some("pages/home/index"), "switchTab /pages/home/index"),
        (&[LOGIN], Some("/pages/mine/index?"), "switchTab /pages/mine/index"),
        (&[LOGIN], Some("pages/home/index?tab=2"), "reLaunch /pages/home/index?tab=2"),
        (&[LOGIN], Some("pages/a?x=%2F%3F"), "reLaunch /pages/a?x=%2F%3F"),
        (&["pages/a?x=1", LOGIN], Some("pages/a?x=2"), "reLaunch /pages/a?x=2"),
    ];
    for (stack, from, navigation) in rows {
        assert_eq!(back(stack, from), navigation, "{stack:?} from {from:?}");
    }
    assert_eq!(back(&[], Some("pages/a")), "reLaunch /pages/a");
}

#[test]
fn no_url_says_where_the_user_came_from() {
    let from = Some("pages/order/index?secret=1");
    let stack = &pages(&["pages/home/index"]);
    for access in [Access::EveryPage, Access::OnDemand] {
        for tab_bar_pages in [&[][..], &pages(&[LOGIN])] {
            let (target, login_page) = (Target::Login, LOGIN);
            let query = NavigationQuery { target, access, login_page, tab_bar_pages, stack, from };
            let navigation = choose_navigation(&query);
            assert!(!format!("{navigation:?}").contains("secret"), "{navigation:?}");
        }
    }
}

/// One navigation of each kind.
pub(super) fn navigations() -> Vec<Navigation> {
    let url = || "/pages/a/index?x=1".to_owned();
    vec![
        Navigation::NavigateBack { delta: 2 },
        Navigation::NavigateTo { url: url() },
        Navigation::Nowhere,
        Navigation::ReLaunch { url: url() },
        Navigation::RedirectTo { url: url() },
        Navigation::SwitchTab { url: url() },
    ]
}

#[test]
fn javascript_sees_the_call_and_its_arguments_only() {
    let expected = [
        json!({ "api": "navigateBack", "delta": 2 }),
        json!({ "api": "navigateTo", "url": "/pages/a/index?x=1" }),
        json!({ "api": "none" }),
        json!({ "api": "reLaunch", "url": "/pages/a/index?x=1" }),
        json!({ "api": "redirectTo", "url": "/pages/a/index?x=1" }),
        json!({ "api": "switchTab", "url": "/pages/a/index?x=1" }),
    ];
    for (navigation, wire) in navigations().iter().zip(expected) {
        assert_eq!(serde_json::to_value(navigation).expect("plain data"), wire);
    }
}

/// Every stack of up to three of these pages, and the same on top of eight more.
fn stacks() -> Vec<Vec<String>> {
    let names = ["pages/home/index", "pages/mine/index?x=1", LOGIN, "pages/a", "pages/a?x=1"];
    let mut layer = vec![vec![], goods(8)];
    let mut stacks = layer.clone();
    for _ in 0..3 {
        let topped =
            |stack: &Vec<String>| names.map(|top| [&stack[..], &[top.to_owned()]].concat());
        layer = layer.iter().flat_map(topped).collect();
        stacks.extend_from_slice(&layer);
    }
    stacks
}

#[test]
fn whatever_is_chosen_is_allowed_there_and_leads_where_it_should() {
    let stacks = stacks();
    assert_eq!(stacks.len(), 2 * (1 + 5 + 25 + 125));
    let froms = [None, Some("pages/home/index"), Some("/pages/a?x=1"), Some("pages/b?y=2")];
    for tabs in [&[][..], &pages(&["pages/home/index", "/pages/mine/index"]), &pages(&[LOGIN])] {
        for (stack, from) in stacks.iter().flat_map(|stack| froms.map(|from| (stack, from))) {
            for access in [Access::EveryPage, Access::OnDemand] {
                for target in [Target::Back, Target::Login] {
                    let query = NavigationQuery {
                        target,
                        access,
                        login_page: LOGIN,
                        tab_bar_pages: tabs,
                        stack,
                        from,
                    };
                    check(&query, &choose_navigation(&query));
                }
            }
        }
    }
}

fn check(query: &NavigationQuery<'_>, navigation: &Navigation) {
    let case = || format!("{query:?} {navigation:?}");
    let is_tab = |url| query.tab_bar_pages.iter().any(|tab| path(tab) == path(url));
    let url = match navigation {
        Navigation::NavigateBack { delta } => {
            assert!((1..query.stack.len()).contains(delta), "{}", case());
            &query.stack[query.stack.len() - 1 - delta]
        }
        Navigation::NavigateTo { url } => {
            assert!(!is_tab(url) && query.stack.len() < 10, "{}", case());
            url
        }
        Navigation::Nowhere => return,
        Navigation::ReLaunch { url } => url,
        Navigation::RedirectTo { url } => {
            assert!(!is_tab(url) && query.stack.len() >= 10, "{}", case());
            url
        }
        Navigation::SwitchTab { url } => {
            assert!(is_tab(url) && !url.contains('?'), "{}", case());
            url
        }
    };
    let is_argument = !matches!(navigation, Navigation::NavigateBack { .. });
    let is_rooted = url.starts_with('/') && !url.starts_with("//");
    assert!(is_rooted || !is_argument, "{}", case());
    let goal = match query.target {
        Target::Back => query.from,
        Target::Login => Some(query.login_page),
    };
    assert!(goal.is_none_or(|goal| path(goal) == path(url)), "{}", case());
}
