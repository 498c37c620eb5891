//! What is known of the user's session, and in which order it became known.

mod order;

use serde::Serialize;

use crate::bundle::{Bundle, Extra, Lifetime, Stored, Token, Told};
use crate::machine::effect::Failure;
use crate::machine::ids::{Generation, Serial, Ticket};
use crate::machine::steps::Steps;
use crate::step::Step;
use crate::time::{Millis, Timestamp};

use order::Order;

/// The token-status bundle as all accepted bundles together tell it.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    token: Option<Token>,
    /// Counts the tokens; that of `token` while there is one.
    generation: Generation,
    /// Whether the server has said that `token` is dead.
    is_refused: bool,
    lifetime: Lifetime,
    pub(crate) has_user_info: Option<bool>,
    pub(crate) has_phone_number: Option<bool>,
    pub(crate) uid: Option<String>,
    pub(crate) extra: Extra,
    /// Signed out on purpose, without a token: no login by itself, until somebody asks for one by name, or a bundle
    /// with a token answers a request that was sent since.
    pub(crate) is_held: bool,
    /// The last user that was known, also after the token has died.
    last_uid: Option<String>,
    /// The send whose response's bundle is the last word on all that is known; 0 where a login, an
    /// answer or a challenge was. Who brings that bundle again says nothing new.
    told: Serial,
    /// The instant of receipt that storage knows.
    saved_receipt: Timestamp,
    pub(super) order: Order,
}

/// What an accepted bundle changed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Change {
    pub(crate) token: bool,
    pub(crate) user: bool,
    /// The steps that are done now and weren't before.
    pub(crate) brings: Steps,
    /// Whether anything a page or storage could know is different.
    pub(crate) anything: bool,
}

impl Session {
    // What happened.

    /// A login gave this bundle, which has a token.
    pub(crate) fn log_in(&mut self, bundle: Bundle, serial: Serial, now: Timestamp) -> Change {
        self.order.login = serial;
        self.is_refused = false;
        let change = self.take(bundle, serial, now);
        self.order.login_generation = self.generation();
        change
    }

    /// A response to the send of this ticket brought a bundle. `None` when it is too old to count:
    /// a login or logout has happened since, or a later send has brought one.
    pub(crate) fn hear(
        &mut self,
        bundle: Bundle,
        sent: Serial,
        serial: Serial,
        now: Timestamp,
    ) -> Option<Change> {
        self.order.hears(sent).then(|| {
            self.order.bundle = sent;
            let change = self.take(bundle, serial, now);
            self.told = sent;
            change
        })
    }

    /// The same bundle as the last one came again.
    pub(crate) fn renew(&mut self, sent: Serial, now: Timestamp) {
        if self.order.hears(sent) {
            self.order.bundle = sent;
            self.lifetime.received = now;
        }
    }

    /// The server's answer to a submission says that the step is done.
    pub(crate) fn finish(&mut self, step: Step, serial: Serial) {
        self.told = Serial::default();
        self.order.stamp(step, serial);
        match step {
            Step::Login => self.is_refused = false,
            Step::PhoneNumber => self.has_phone_number = Some(true),
            Step::UserInfo => self.has_user_info = Some(true),
        }
    }

    /// The server asks for a step, so what was known of it is out of date.
    pub(crate) fn miss(&mut self, step: Step) {
        self.told = Serial::default();
        match step {
            Step::Login => self.is_refused = true,
            Step::PhoneNumber => self.has_phone_number = Some(false),
            Step::UserInfo => self.has_user_info = Some(false),
        }
    }

    pub(crate) fn log_out(&mut self, hold: bool, failure: Failure) {
        let order = Order { logout: Some(failure), ..core::mem::take(&mut self.order) };
        let generation = self.generation;
        *self = Self { generation, order, is_held: hold, ..Self::default() };
    }

    /// Takes what storage held. An instant of receipt in the future can't be reckoned from.
    pub(crate) fn restore(&mut self, stored: Stored, device: Timestamp, now: Timestamp) {
        let length = stored.expires_in.filter(|_| stored.received_at <= device);
        self.lifetime = Lifetime { received: now - device.since(stored.received_at), length };
        self.saved_receipt = self.lifetime.received;
        self.has_user_info = stored.has_user_info;
        self.has_phone_number = stored.has_phone_number;
        self.last_uid.clone_from(&stored.uid);
        self.uid = stored.uid;
        self.extra = stored.extra;
        self.is_held = stored.held;
        if stored.token.is_some() && !stored.held {
            self.token = stored.token;
            self.generation.0 += 1;
        }
    }

    /// Puts a pseudonym in the place of the token.
    pub(crate) fn rename_token(&mut self, rename: impl FnOnce(&mut Option<Token>)) {
        rename(&mut self.token);
    }

    /// Puts pseudonyms in the place of the user.
    pub(crate) fn rename_user(&mut self, mut rename: impl FnMut(&mut String)) {
        self.uid.iter_mut().chain(&mut self.last_uid).for_each(&mut rename);
    }

    // What is known.

    /// What goes into storage. `received_at` is the device's time of the last receipt.
    pub(crate) fn save(&mut self, received_at: Timestamp) -> Stored {
        self.saved_receipt = self.lifetime.received;
        Stored {
            token: self.token.clone(),
            received_at,
            expires_in: self.lifetime.length,
            has_user_info: self.has_user_info,
            has_phone_number: self.has_phone_number,
            uid: self.uid.clone(),
            extra: self.extra.clone(),
            held: self.is_held,
            ..Stored::default()
        }
    }

    pub(crate) fn received(&self) -> Timestamp {
        self.lifetime.received
    }

    /// Whether storage's instant of receipt is so old that a restart would shorten the token's life
    /// by more than a tenth. Writing at every response would cost more than a login.
    pub(crate) fn wants_saving(&self, now: Timestamp) -> bool {
        now > self.saved_until()
    }

    /// Until when it isn't.
    pub(crate) fn saved_until(&self) -> Timestamp {
        let tolerated = self.lifetime.length.map(|length| Millis(length.0 / 10));
        tolerated.map_or(Timestamp(u64::MAX), |tolerated| self.saved_receipt + tolerated)
    }

    /// The send whose bundle, come again, would change nothing but the receipt while storage needn't
    /// hear of that; 0 where there is none.
    pub(crate) fn told(&self) -> Serial {
        self.told
    }

    pub(crate) fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// The generation of the present token, dead or alive.
    pub(crate) fn generation(&self) -> Generation {
        if self.token.is_some() { self.generation } else { Generation::NONE }
    }

    /// The generation of a token that can be sent.
    pub(crate) fn live(&self, now: Timestamp, leeway: Millis) -> Option<Generation> {
        let is_live =
            self.token.is_some() && !self.is_refused && !self.lifetime.is_over(now, leeway);
        is_live.then_some(self.generation)
    }

    /// From when on the token can't be sent any more; `None` while nobody knows.
    pub(crate) fn live_until(&self, leeway: Millis) -> Option<Timestamp> {
        self.lifetime.end(leeway)
    }

    /// Whether the step is done, as far as the server has said.
    pub(crate) fn has(&self, step: Step) -> bool {
        match step {
            Step::Login => self.token.is_some(),
            Step::PhoneNumber => self.has_phone_number == Some(true),
            Step::UserInfo => self.has_user_info == Some(true),
        }
    }

    /// Whether a send's challenge is about what has changed since. A token that was only rotated
    /// says nothing about a step.
    pub(crate) fn is_stale(&self, ticket: Ticket, step: Step) -> bool {
        self.order.was_logged_in_since(ticket.sent)
            || match step {
                Step::Login => ticket.generation != self.generation(),
                Step::PhoneNumber => ticket.sent < self.order.phone_number,
                Step::UserInfo => ticket.sent < self.order.user_info,
            }
    }

    /// What a send's challenge still asks for: the steps that weren't done since.
    pub(crate) fn still_asked(&self, ticket: Ticket, steps: Steps) -> Steps {
        let asked = steps.iter().filter(|step| !self.is_stale(ticket, *step));
        asked.fold(Steps::default(), Steps::with)
    }

    fn take(&mut self, bundle: Bundle, serial: Serial, now: Timestamp) -> Change {
        let before = (self.known(), self.generation());
        if bundle.token == Told::Nothing {
            let order = core::mem::take(&mut self.order);
            let (generation, last_uid) = (self.generation, self.last_uid.take());
            *self = Self { generation, order, last_uid, is_held: self.is_held, ..Self::default() };
            let anything = before.0 != self.known();
            return Change { token: anything, anything, ..Change::default() };
        }
        let user = self.is_another_user(&bundle.uid);
        if user {
            self.has_user_info = None;
            self.has_phone_number = None;
            self.extra = Extra::default();
        }
        let had = self.done();
        self.told = Serial::default();
        self.take_token(bundle.token, bundle.expires_in, now);
        self.has_user_info = bundle.has_user_info.or(self.has_user_info);
        self.has_phone_number = bundle.has_phone_number.or(self.has_phone_number);
        bundle.uid.update(&mut self.uid);
        self.last_uid = self.uid.clone().or(self.last_uid.take());
        self.extra.update(bundle.extra);
        let brings = had.iter().fold(self.done(), Steps::without);
        for step in brings.iter() {
            self.order.stamp(step, serial);
        }
        let token = before.1 != self.generation();
        let anything = token || before.0 != self.known();
        Change { token, user, brings, anything }
    }

    fn take_token(&mut self, token: Told<Token>, expires_in: Told<Millis>, now: Timestamp) {
        if let Told::Given(token) = token
            && self.token.as_ref() != Some(&token)
        {
            self.token = Some(token);
            self.generation.0 += 1;
            self.is_refused = false;
            self.is_held = false;
            self.lifetime.length = None;
        }
        self.lifetime.received = now;
        expires_in.update(&mut self.lifetime.length);
    }

    /// The steps that are done by a button, and are done.
    fn done(&self) -> Steps {
        [Step::UserInfo, Step::PhoneNumber]
            .into_iter()
            .filter(|step| self.has(*step))
            .fold(Steps::default(), Steps::with)
    }

    /// Unknown on either side is no change.
    fn is_another_user(&self, uid: &Told<String>) -> bool {
        match (uid, &self.last_uid) {
            (Told::Given(uid), Some(known)) => uid != known,
            (Told::Given(_) | Told::Nothing | Told::Absent, _) => false,
        }
    }

    fn known(&self) -> impl PartialEq + use<> {
        let flags = (self.has_user_info, self.has_phone_number, self.is_held, self.is_refused);
        (self.token.clone(), flags, self.uid.clone(), self.extra.clone(), self.lifetime.length)
    }
}
