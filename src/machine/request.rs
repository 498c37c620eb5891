//! What the machine knows of a request and of a response. Neither url nor body is part of it.

use serde::Serialize;

use crate::bundle::Bundle;
use crate::machine::caller::Headers;
use crate::machine::ids::PageId;
use crate::origin::Endpoint;
use crate::step::Step;
use crate::time::Millis;

/// What may happen on behalf of a request.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Mode {
    /// Everything: a login, the login page, a button.
    #[default]
    Interactive,
    /// Nothing. For requests that aren't ours, too: no token, and a 401 is the caller's own.
    None,
    /// Sent at once, with the token if there is one; then as [`Mode::Silent`].
    Optional,
    /// A login; a step that needs a button rejects.
    Silent,
}

/// One request, upload or download, as far as it matters here.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// What may happen on its behalf.
    pub mode: Mode,
    /// Whether it changes something: neither GET, HEAD, OPTIONS nor a download.
    pub writes: bool,
    /// Whether a write is sent however late and from whatever page.
    pub replay_always: bool,
    /// The page that asked, if a page did.
    pub page: Option<PageId>,
    /// Its method and path.
    pub endpoint: Endpoint,
}

/// A response, read by the rules of RFC 9110 and by what the app says about its server.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// What the server still wants, in its order; what the app's `isUnauthorized` names comes
    /// first. Empty unless the response is a 401 or the app says it is as good as one; a 401
    /// without any wants a login.
    pub steps: Vec<Step>,
    /// How long the server wants to be left alone.
    pub retry_after: Option<Millis>,
    /// Whether the app's `endsSession` says that this response ends the session.
    pub ends_session: bool,
    /// The token-status bundle, if there is one.
    pub bundle: Option<Bundle>,
    /// Whether the header fields are still to come, as they do apart for uploads and downloads.
    pub awaits_headers: bool,
}

impl Response {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status) && self.steps.is_empty()
    }

    /// Adds what came apart.
    pub(crate) fn add(&mut self, headers: Headers) {
        if self.status == 401 {
            self.steps = name_steps(core::mem::take(&mut self.steps), headers.steps);
        }
        self.bundle = self.bundle.take().or(headers.bundle);
    }

    /// What the server wants first.
    pub(crate) fn wanted(&self) -> Option<Step> {
        let is_bare = self.status == 401 && self.steps.is_empty();
        self.steps.first().copied().or(is_bare.then_some(Step::Login))
    }
}

/// What a response asks for, from what the app's `isUnauthorized` names and what its header does.
/// What the app names goes first; a header that asks for nothing of ours adds nothing to it.
#[must_use]
pub fn name_steps(named: Vec<Step>, header: Vec<Step>) -> Vec<Step> {
    if named.is_empty() {
        return header;
    }
    let mut steps = named;
    for step in header {
        if step != Step::Login && !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_app_names_goes_before_the_header() {
        let both = name_steps(vec![Step::PhoneNumber], vec![Step::UserInfo, Step::PhoneNumber]);
        assert_eq!(both, [Step::PhoneNumber, Step::UserInfo]);
        assert_eq!(name_steps(vec![Step::PhoneNumber], vec![Step::Login]), [Step::PhoneNumber]);
        assert_eq!(name_steps(vec![], vec![Step::UserInfo]), [Step::UserInfo]);
    }
}
