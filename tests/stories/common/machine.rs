//! A machine without a world: told by hand, all in one instant.

use super::{get, request_of};
use weapp_auth::{
    AuthMachine, CallerId, Effect, Environment, Event, Options, Random, Response, Serial, Stored,
    Ticket, Timestamp, Token,
};

pub const NOW: Timestamp = Timestamp(super::START);

pub fn started(token: Option<&str>) -> AuthMachine {
    let mut machine = AuthMachine::new(Options::default());
    let environment = Environment::default();
    let effects = machine.handle(Event::Started { environment }, NOW);
    let read = effects
        .iter()
        .find_map(
            |effect| {
                if let Effect::ReadStorage { read } = effect { Some(*read) } else { None }
            },
        )
        .expect("storage is read first");
    let mut stored = Stored::default();
    stored.token = token.and_then(Token::new);
    stored.received_at = NOW;
    let _ = machine.handle(Event::StorageRead { read, stored: Some(stored) }, NOW);
    machine
}

pub fn make(machine: &mut AuthMachine, caller: u32) -> Vec<Effect> {
    let request = request_of(get("/a"));
    machine.handle(Event::RequestMade { caller: CallerId(caller), request }, NOW)
}

pub fn sent(effects: &[Effect]) -> Ticket {
    effects
        .iter()
        .find_map(
            |effect| {
                if let Effect::Send { ticket, .. } = effect { Some(*ticket) } else { None }
            },
        )
        .expect("it is sent")
}

pub fn respond(machine: &mut AuthMachine, caller: u32, sent: Serial, response: Response) {
    let (caller, random) = (CallerId(caller), Random(0));
    let _ = machine.handle(Event::ResponseArrived { caller, sent, response, random }, NOW);
}

/// Lets a login by the app's wish get as far as this answer of the server.
pub fn log_in(machine: &mut AuthMachine, response: Response) {
    let mut turn = Serial(0);
    for effect in machine.handle(Event::LoginAsked { caller: CallerId(9999) }, NOW) {
        if let Effect::AcquireTurn { turn: asked } = effect {
            turn = asked;
        }
    }
    let mut login = Serial(0);
    for effect in machine.handle(Event::TurnAcquired { turn }, NOW) {
        if let Effect::CallLogin { login: called } = effect {
            login = called;
        }
    }
    let _ = machine.handle(Event::CodeReceived { login }, NOW);
    let _ = machine.handle(Event::ExchangeAnswered { login, response, random: Random(0) }, NOW);
}
