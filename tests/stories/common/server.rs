//! The server: which tokens it knows, what it wants, how long it takes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use weapp_auth::{Bundle, Millis, Response, Step, Token, Told};

use super::{ok, unauthorized, with_bundle};

/// An answer on its way; without a response, a network failure.
#[derive(Clone, Debug)]
pub struct Reply {
    pub delay: u64,
    pub response: Option<Response>,
}

pub fn after(delay: u64, response: Response) -> Reply {
    Reply { delay, response: Some(response) }
}

pub fn network_failure(delay: u64) -> Reply {
    Reply { delay, response: None }
}

#[derive(Debug)]
pub struct Server {
    /// The tokens it accepts.
    pub known: BTreeSet<String>,
    /// What a path wants beside a token, in this order.
    pub wants: BTreeMap<&'static str, Vec<Step>>,
    /// The steps that were done.
    pub has: BTreeSet<Step>,
    /// Paths that anybody may see.
    pub public: BTreeSet<&'static str>,
    /// Answers that come before any of these rules, one each.
    pub scripted: BTreeMap<&'static str, VecDeque<Reply>>,
    pub exchanges: VecDeque<Reply>,
    pub submissions: VecDeque<Reply>,
    pub delays: BTreeMap<&'static str, VecDeque<u64>>,
    /// When the header fields of an upload come, if ever.
    pub headers_at: Option<u64>,
    pub exchange_delay: u64,
    pub uid: Option<&'static str>,
    tokens: u32,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            known: BTreeSet::new(),
            wants: BTreeMap::new(),
            has: BTreeSet::new(),
            public: BTreeSet::new(),
            scripted: BTreeMap::new(),
            exchanges: VecDeque::new(),
            submissions: VecDeque::new(),
            delays: BTreeMap::new(),
            headers_at: None,
            exchange_delay: 20,
            uid: None,
            tokens: 0,
        }
    }
}

impl Server {
    pub fn script(&mut self, path: &'static str, replies: impl IntoIterator<Item = Reply>) {
        self.scripted.entry(path).or_default().extend(replies);
    }

    pub fn want(&mut self, path: &'static str, steps: &[Step]) {
        self.wants.insert(path, steps.to_vec());
    }

    pub fn answer(&mut self, path: &'static str, token: Option<&str>) -> Reply {
        if let Some(reply) = self.scripted.get_mut(path).and_then(VecDeque::pop_front) {
            return reply;
        }
        let delay = self.delays.get_mut(path).and_then(VecDeque::pop_front).unwrap_or(10);
        let is_known = token.is_some_and(|token| self.known.contains(token));
        if self.public.contains(path) {
            return after(delay, ok());
        }
        if !is_known {
            return after(delay, unauthorized(&[Step::Login]));
        }
        let wanted = self.wants.get(path).cloned().unwrap_or_default();
        let missing: Vec<_> = wanted.into_iter().filter(|step| !self.has.contains(step)).collect();
        let response = if missing.is_empty() { ok() } else { unauthorized(&missing) };
        after(delay, response)
    }

    pub fn exchange(&mut self) -> Reply {
        if let Some(reply) = self.exchanges.pop_front() {
            return reply;
        }
        let token = self.new_token();
        let mut bundle = bundle(&token);
        bundle.uid = self.uid.map_or(Told::Absent, |uid| Told::Given(uid.into()));
        after(self.exchange_delay, with_bundle(ok(), bundle))
    }

    pub fn submission(&mut self, step: Step, token: Option<&str>) -> (u64, Option<Response>) {
        if let Some(reply) = self.submissions.pop_front() {
            let is_taken = reply.response.as_ref().is_some_and(|response| response.status < 300);
            if is_taken {
                self.has.insert(step);
            }
            return (reply.delay, reply.response);
        }
        if !token.is_some_and(|token| self.known.contains(token)) {
            return (10, Some(unauthorized(&[Step::Login])));
        }
        self.has.insert(step);
        (10, Some(ok()))
    }

    /// Makes a token that the server knows: T1, T2, …
    pub fn new_token(&mut self) -> String {
        self.tokens += 1;
        let token = format!("T{}", self.tokens);
        self.known.insert(token.clone());
        token
    }

    pub fn forget(&mut self, token: &str) {
        self.known.remove(token);
    }
}

pub fn bundle(token: &str) -> Bundle {
    Bundle { token: Token::new(token).map_or(Told::Nothing, Told::Given), ..Bundle::default() }
}

pub fn status(status: u16) -> Response {
    Response { status, ..Response::default() }
}

pub fn retry_after(response: Response, ms: u64) -> Response {
    Response { retry_after: Some(Millis(ms)), ..response }
}
