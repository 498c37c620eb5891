//! Pseudonyms: what secrets are called in a trace.

use crate::bundle::{Bundle, Extra, Stored, Token, Told};
use crate::machine::AuthMachine;
use crate::machine::effect::Effect;
use crate::machine::event::Event;
use crate::machine::ids::Fingerprint;
use crate::machine::navigation::Voyage;
use crate::machine::pages::Page;
use crate::machine::press::Proof;
use crate::machine::request::Response;
use crate::machine::trace::Input;
use crate::navigation::Navigation;
use crate::text::{concat, decimal};
use crate::value::Value;

/// How many secrets are told apart. What comes again after so many others gets a new name.
const REMEMBERED: usize = 256;

/// The names of the secrets that a trace has met. The secrets themselves are not kept.
#[derive(Clone, Debug, Default)]
pub struct Pseudonyms {
    known: Vec<(Fingerprint, u64)>,
    count: u64,
}

impl Pseudonyms {
    /// Takes the secrets out of an effect, as in the trace.
    pub fn redact_effect(&mut self, effect: &mut Effect) {
        match effect {
            Effect::Save { stored } => self.stored(stored),
            Effect::SetToken { token, .. } => self.token(token),
            Effect::Navigate { call, .. } => self.navigation(call),
            Effect::AbortTask { .. }
            | Effect::AcquireTurn { .. }
            | Effect::BecomeReady
            | Effect::CallLogin { .. }
            | Effect::Deliver { .. }
            | Effect::Exchange { .. }
            | Effect::LookUp { .. }
            | Effect::ReadStorage { .. }
            | Effect::ReadUserInfo { .. }
            | Effect::Reject { .. }
            | Effect::ReleaseTurn { .. }
            | Effect::Resolve { .. }
            | Effect::Send { .. }
            | Effect::ShowView
            | Effect::Submit { .. }
            | Effect::Warn { .. } => {}
        }
    }

    pub(super) fn redact_input(&mut self, input: &mut Input) {
        match input {
            Input::Begin | Input::Finish { .. } | Input::CatchUp { .. } => {}
            Input::Handle { event } => self.event(event),
        }
    }

    pub(super) fn redact_machine(&mut self, machine: &mut AuthMachine) {
        let session = &mut machine.session;
        session.rename_token(|token| self.token(token));
        session.rename_user(|uid| self.uid(uid));
        self.extra(&mut session.extra);
        machine.shown.uid.iter_mut().for_each(|uid| self.uid(uid));
        self.extra(&mut machine.shown.extra);
        machine.pages.stack.iter_mut().for_each(|page| self.page(page));
        if let Some(from) = machine.pages.opened.as_mut().and_then(|opened| opened.from.as_mut()) {
            self.url(from);
        }
        match &mut machine.pages.voyage {
            Voyage::None => {}
            Voyage::Underway { call, uncovered, from, .. } => {
                self.navigation(call);
                uncovered.iter_mut().chain(from).for_each(|url| self.url(url));
            }
        }
        machine.callers.bundles_mut().for_each(|bundle| self.bundle(bundle));
        machine.submission.bundles_mut().for_each(|bundle| self.bundle(bundle));
        machine.presses.rename_proofs(|proof| self.proof(proof));
        machine.submission.rename_proof(|proof| self.proof(proof));
    }

    fn event(&mut self, event: &mut Event) {
        match event {
            Event::PagesChanged { stack } => stack.iter_mut().for_each(|page| self.page(page)),
            Event::Answered { press, .. } => self.proof(&mut press.proof),
            Event::ResponseArrived { response, .. }
            | Event::ExchangeAnswered { response, .. }
            | Event::SubmissionAnswered { response, .. } => self.response(response),
            Event::HeadersArrived { bundle, .. }
            | Event::SubmissionHeadersArrived { bundle, .. } => {
                if let Some(bundle) = bundle {
                    self.bundle(bundle);
                }
            }
            Event::StorageRead { stored, .. } => {
                if let Some(stored) = stored {
                    self.stored(stored);
                }
            }
            Event::Started { .. }
            | Event::TimerFired { .. }
            | Event::SiblingsChanged { .. }
            | Event::Disposed
            | Event::RequestMade { .. }
            | Event::RequestAdopted { .. }
            | Event::CredentialsAsked { .. }
            | Event::LoginAsked { .. }
            | Event::StepRequired { .. }
            | Event::LogoutAsked { .. }
            | Event::AvatarChosen { .. }
            | Event::GuideFollowed { .. }
            | Event::StepOffered { .. }
            | Event::PageLeft
            | Event::PageHidden { .. }
            | Event::Aborted { .. }
            | Event::RequestFailed { .. }
            | Event::TurnAcquired { .. }
            | Event::CodeReceived { .. }
            | Event::LoginFailed { .. }
            | Event::Navigated { .. }
            | Event::NavigationFailed { .. }
            | Event::LookedUp { .. }
            | Event::UserInfoRead { .. }
            | Event::SubmissionFailed { .. }
            | Event::SaveFailed => {}
        }
    }

    fn response(&mut self, response: &mut Response) {
        if let Some(bundle) = &mut response.bundle {
            self.bundle(bundle);
        }
    }

    fn bundle(&mut self, bundle: &mut Bundle) {
        if let Told::Given(token) = &bundle.token {
            let mut renamed = Some(token.clone());
            self.token(&mut renamed);
            bundle.token = renamed.into();
        }
        if let Told::Given(uid) = &mut bundle.uid {
            self.uid(uid);
        }
        self.extra(&mut bundle.extra);
    }

    fn stored(&mut self, stored: &mut Stored) {
        self.token(&mut stored.token);
        if let Some(uid) = &mut stored.uid {
            self.uid(uid);
        }
        self.extra(&mut stored.extra);
    }

    fn token(&mut self, token: &mut Option<Token>) {
        *token = token.as_ref().and_then(|token| Token::new(&self.name("token", token.secret())));
    }

    fn uid(&mut self, uid: &mut String) {
        *uid = self.name("uid", uid);
    }

    /// Whatever a business field says: an app may keep a birthday there.
    fn extra(&mut self, extra: &mut Extra) {
        let mut unseen: Vec<_> = extra.0.iter_mut().map(|(_, value)| value).collect();
        while let Some(value) = unseen.pop() {
            match value {
                Value::Bool(_) | Value::Null => {}
                Value::List(values) => unseen.extend(values),
                Value::Number(number) => {
                    *value = Value::Text(self.name("number", &decimal(number.bits())));
                }
                Value::Object(members) => {
                    unseen.extend(members.iter_mut().map(|(_, value)| value));
                }
                Value::Text(text) => *text = self.name("text", text),
            }
        }
    }

    fn page(&mut self, page: &mut Page) {
        self.url(&mut page.url);
    }

    fn navigation(&mut self, call: &mut Navigation) {
        match call {
            Navigation::NavigateTo { url }
            | Navigation::ReLaunch { url }
            | Navigation::RedirectTo { url }
            | Navigation::SwitchTab { url } => self.url(url),
            Navigation::NavigateBack { .. } | Navigation::Nowhere => {}
        }
    }

    /// A page's query may name an order or a person.
    fn url(&mut self, url: &mut String) {
        if let Some((path, query)) = url.split_once('?')
            && !query.is_empty()
        {
            let query = self.name("query", query);
            *url = concat([path, "?", &query]);
        }
    }

    fn proof(&mut self, proof: &mut Proof) {
        match proof {
            Proof::Nothing => {}
            Proof::Once(fingerprint) | Proof::UntilTaken(fingerprint) => {
                *fingerprint = Fingerprint::numbered(self.number(*fingerprint));
            }
        }
    }

    fn name(&mut self, kind: &str, secret: &str) -> String {
        let number = self.number(Fingerprint::of(secret));
        concat([kind, "#", &decimal(number)])
    }

    fn number(&mut self, fingerprint: Fingerprint) -> u64 {
        if let Some((_, number)) = self.known.iter().find(|(known, _)| *known == fingerprint) {
            return *number;
        }
        if self.known.len() == REMEMBERED {
            self.known.remove(0);
        }
        self.count += 1;
        self.known.push((fingerprint, self.count));
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::ids::Serial;

    fn redacted(mut effect: Effect) -> Effect {
        Pseudonyms::default().redact_effect(&mut effect);
        effect
    }

    #[test]
    fn equal_numbers_have_one_pseudonym_and_others_another() {
        let extra = [("born", 1990.0), ("joined", 2020.0), ("married", 1990.0)];
        let extra = extra.map(|(name, number)| (name.into(), number.into()));
        let stored = Stored { extra: Extra(extra.into()), ..Stored::default() };
        let Effect::Save { stored } = redacted(Effect::Save { stored }) else {
            panic!("it is still the same effect")
        };
        let shown: Vec<_> = stored.extra.0.iter().map(|(_, value)| value.text()).collect();
        assert_eq!(shown, [Some("number#1"), Some("number#2"), Some("number#1")]);
    }

    #[test]
    fn a_navigation_keeps_its_path_and_not_its_query() {
        let navigate = |url: &str| {
            let call = Navigation::ReLaunch { url: url.into() };
            Effect::Navigate { navigation: Serial(1), call }
        };
        assert_eq!(redacted(navigate("/pages/a/a?order=7")), navigate("/pages/a/a?query#1"));
        assert_eq!(redacted(navigate("/pages/a/a")), navigate("/pages/a/a"));
    }
}
