//! The open pages: what the person, and the machine, do to them.

use weapp_auth::{Event, Navigation, Page, PageId};

use super::World;

impl World {
    pub fn top(&self) -> &str {
        &self.stack.last().expect("there is always a page").url
    }

    pub fn tell_pages(&mut self) {
        let stack = self.stack.clone();
        self.tell(Event::PagesChanged { stack });
    }

    /// Goes to another page.
    pub fn open(&mut self, url: &str) -> u32 {
        let page = self.page(url);
        let id = page.id.0;
        self.stack.push(page);
        self.tell_pages();
        id
    }

    /// Goes to another tab page. The component on the page that is hidden notices.
    pub fn switch_tab(&mut self, url: &str) {
        let hidden = self.stack.last().expect("there is always a page").id;
        self.stack = vec![self.tab(url)];
        self.tell_pages();
        self.tell(Event::PageHidden { page: hidden });
    }

    /// Goes back one page. The component on the login page notices.
    pub fn go_back(&mut self) {
        let left = self.stack.pop();
        self.tell_pages();
        if left.is_some_and(|page| page.url == self.options.login_page) {
            self.tell(Event::PageLeft);
        }
    }

    pub(super) fn change_pages(&mut self, call: &Navigation) {
        match call {
            Navigation::NavigateBack { delta } => {
                self.stack.truncate(self.stack.len() - delta);
            }
            Navigation::NavigateTo { url } => {
                let page = self.page(url);
                self.stack.push(page);
            }
            Navigation::Nowhere => panic!("not to be performed"),
            Navigation::ReLaunch { url } => self.stack = vec![self.page(url)],
            Navigation::SwitchTab { url } => self.stack = vec![self.tab(url)],
            Navigation::RedirectTo { url } => {
                let page = self.page(url);
                self.stack.pop();
                self.stack.push(page);
            }
        }
    }

    fn tab(&mut self, url: &str) -> Page {
        let url = url.trim_start_matches('/');
        let known = self.tabs.get(url).cloned();
        let tab = known.unwrap_or_else(|| self.page(url));
        self.tabs.insert(url.into(), tab.clone());
        tab
    }

    pub(super) fn page(&mut self, url: &str) -> Page {
        self.pages_opened += 1;
        Page { id: PageId(self.pages_opened), url: url.trim_start_matches('/').into() }
    }
}
