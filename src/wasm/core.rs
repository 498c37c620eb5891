//! One machine, as the shell holds it.
//!
//! The machine is borrowed only while the core itself runs, never while JavaScript does: an
//! exception of the caller's, or of a stack that is used up, can't leave it locked.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::event::{self, Context};
use super::options;
use super::write::{parse, to_js, to_json};
use crate::{
    AuthMachine, BundleFormat, Endpoint, Event, Generation, Origins, Permit, Recorder, Serial,
    Ticket, Timestamp, TracedInput,
};

/// The machine of one `Auth`.
#[wasm_bindgen]
pub struct Core {
    origins: Origins,
    format: BundleFormat,
    running: RefCell<Running>,
}

struct Running {
    machine: AuthMachine,
    recorder: Recorder,
    /// The last entry of the trace with its effects, as JSON, while the app listens for them.
    entry: Option<String>,
    is_heard: bool,
    permit: Option<Permit>,
}

impl Running {
    /// Returns the effects as JSON, since what is heard of them is written over them.
    fn handle(&mut self, event: Event, now: Timestamp) -> String {
        let input = TracedInput::Handle { event: Box::new(event.clone()) };
        self.recorder.record(&self.machine, input, now);
        let mut effects = self.machine.handle(event, now);
        let written = to_json(&effects);
        if self.is_heard {
            for effect in &mut effects {
                self.recorder.pseudonyms().redact_effect(effect);
            }
            self.entry = self.recorder.last().map(|entry| to_json(&(entry, effects)));
        }
        written
    }
}

#[wasm_bindgen]
impl Core {
    /// Takes the options that the shell has checked.
    ///
    /// # Errors
    ///
    /// `{ code, message }` where an option still turns out to be wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Core, JsValue> {
        let origins = options::origins(&options)?;
        let format = options::format(&options)?;
        let machine = AuthMachine::new(options::machine(&options));
        let recorder = Recorder::new(&machine);
        let is_heard = options::is_heard(&options);
        let running = Running { machine, recorder, entry: None, is_heard, permit: None };
        Ok(Self { origins, format, running: RefCell::new(running) })
    }

    /// Tells the machine of an event. Returns the effects, to be performed in their order.
    pub fn handle(&self, event: JsValue, now: f64) -> JsValue {
        let shown = self.running.borrow().machine.view().step;
        let context = Context { format: &self.format, shown, now };
        let event = event::read(&event, &context);
        let effects = event.map(|event| self.running.borrow_mut().handle(event, timestamp(now)));
        parse(effects.as_deref().unwrap_or("[]"))
    }

    /// What [`Core::handle`] was told last and what it returned, without secrets: `[{ now,
    /// input }, effects]`, or null while too much is going on to record it.
    pub fn entry(&self) -> JsValue {
        let entry = self.running.borrow().entry.clone();
        parse(entry.as_deref().unwrap_or("null"))
    }

    /// When [`Core::handle`] wants to hear of the time, in ms since 1970; NaN for never. Whoever
    /// watches wants to hear of the end of the token's life too.
    #[wasm_bindgen(js_name = nextTimeout)]
    #[expect(clippy::cast_precision_loss, reason = "instants are below 2^53")]
    pub fn next_timeout(&self, is_watched: bool) -> f64 {
        let machine = &self.running.borrow().machine;
        let due = if is_watched { machine.next_timeout() } else { machine.next_deadline() };
        due.map_or(f64::NAN, |due| due.0 as f64)
    }

    /// What pages may show.
    pub fn view(&self) -> JsValue {
        let view = self.running.borrow().machine.view();
        to_js(&view)
    }

    /// A request of ours, interactive or silent, was made. Returns the serial number of its send,
    /// which uses the present token; 0 where the machine has to be told.
    ///
    /// [`Core::sends`] says how many sends may follow without asking, with the numbers after that
    /// one, unless the core is told of an event or the device's clock goes back, and before
    /// [`Core::until`].
    pub fn begin(&self, now: f64) -> u32 {
        let Running { machine, recorder, permit, .. } = &mut *self.running.borrow_mut();
        let now = timestamp(now);
        recorder.record(machine, TracedInput::Begin, now);
        *permit = machine.begin(now);
        permit.map_or(0, |permit| permit.ticket.sent.0)
    }

    /// For how many sends the last [`Core::begin`] was.
    pub fn sends(&self) -> u32 {
        self.running.borrow().permit.map_or(0, |permit| permit.sends)
    }

    /// Until when the last [`Core::begin`] was good, in ms since 1970; infinite where nobody knows.
    #[expect(clippy::cast_precision_loss, reason = "instants are below 2^53")]
    pub fn until(&self) -> f64 {
        let until = self.running.borrow().permit.and_then(|permit| permit.until);
        until.map_or(f64::INFINITY, |until| until.0 as f64)
    }

    /// Until when answers that are 2xx and bring no bundle, or that of [`Core::last_bundle`] again, may be
    /// told together, by [`Core::catch_up`], in ms since 1970. NaN where each has to be told.
    #[wasm_bindgen(js_name = quietUntil)]
    #[expect(clippy::cast_precision_loss, reason = "what is above 2^53 is never reached")]
    pub fn quiet_until(&self) -> f64 {
        let until = self.running.borrow().permit.and_then(|permit| permit.quiet_until);
        until.map_or(f64::NAN, |until| until.0 as f64)
    }

    /// Such answers came. `sent` is the last send among them that brought the bundle, at `receipt`;
    /// 0 if none did. `now` is the last time that the device's clock has shown since.
    #[wasm_bindgen(js_name = catchUp)]
    pub fn catch_up(&self, sent: u32, receipt: f64, now: f64) {
        let Running { machine, recorder, .. } = &mut *self.running.borrow_mut();
        let (sent, receipt, now) = (Serial(sent), timestamp(receipt), timestamp(now));
        recorder.record(machine, TracedInput::CatchUp { sent, receipt }, now);
        machine.catch_up(sent, receipt, now);
    }

    /// A request sent by [`Core::begin`] was answered 2xx, with the bundle that the response to the
    /// send `bundle` brought, or none and 0. Returns whether that is all; if not, the machine has to
    /// be told.
    pub fn finish(&self, generation: u32, sent: u32, endpoint: u32, bundle: u32, now: f64) -> bool {
        let Running { machine, recorder, .. } = &mut *self.running.borrow_mut();
        let ticket = Ticket { generation: Generation(generation), sent: Serial(sent) };
        let (endpoint, bundle, now) = (Endpoint(endpoint), Serial(bundle), timestamp(now));
        recorder.record(machine, TracedInput::Finish { ticket, endpoint, bundle }, now);
        machine.finish(ticket, endpoint, bundle, now)
    }

    /// Whether anything waits for a button.
    #[wasm_bindgen(js_name = isBlocked)]
    pub fn is_blocked(&self) -> bool {
        self.running.borrow().machine.is_anyone_blocked()
    }

    /// The send whose response's bundle is the last word on all that is known; 0 where there is none.
    #[wasm_bindgen(js_name = lastBundle)]
    pub fn last_bundle(&self) -> u32 {
        self.running.borrow().machine.last_bundle().0
    }

    /// Where a request goes: `{ url, endpoint, writes }`, `endpoint` being null for a request that
    /// isn't ours.
    pub fn resolve(&self, method: String, url: String) -> JsValue {
        to_js(&self.origins.resolve(&method, &url))
    }

    /// What has happened, without secrets.
    pub fn trace(&self) -> JsValue {
        let trace = to_json(&self.running.borrow().recorder);
        parse(&trace)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn timestamp(now: f64) -> Timestamp {
    Timestamp(now as u64)
}
