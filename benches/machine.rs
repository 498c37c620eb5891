//! What a decision costs: time per event and per request, memory per waiting request, and whether
//! both stay the same however many wait.
//!
//! `cargo bench --bench machine`. Memory is what the operating system counts (`/proc/self/statm`),
//! so it is only printed on Linux and for numbers that are large against a page.

#![expect(clippy::disallowed_methods, reason = "a bench has to look at the clock")]

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use weapp_auth::{
    AuthMachine, Bundle, CallerId, Effect, Endpoint, Environment, Event, Mode, Options, Random,
    Request, Response, Serial, Stored, Timestamp, Token,
};

const NOW: Timestamp = Timestamp(1_767_225_600_000);
const REQUEST: Request = Request {
    mode: Mode::Interactive,
    writes: false,
    replay_always: false,
    page: None,
    endpoint: Endpoint(1),
};

fn main() {
    println!("one request after another, with a known token");
    per_request("  through events", 1_000_000, long_way);
    per_request("  by the short way", 10_000_000, short_way);

    println!("many requests that wait for one login");
    println!("{:>10} {:>12} {:>12} {:>14}", "waiting", "ns/event", "ns/request", "bytes/request");
    let mut first = None;
    let mut last = 0.0;
    for waiting in [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] {
        // As many rounds as it takes to be measured at all.
        let rounds = (200_000 / waiting).max(1);
        let (nanos, bytes) = waiting_for_a_login(waiting, rounds);
        let requests = f64::from(waiting) * f64::from(rounds);
        let per_request = nanos / requests;
        let bytes = bytes.map_or("-".into(), |bytes| bytes.to_string());
        // Each request is two events, made and answered; those of the login are few.
        println!("{waiting:>10} {:>12.0} {per_request:>12.0} {bytes:>14}", per_request / 2.0);
        if waiting >= 1000 {
            first.get_or_insert(per_request);
            last = per_request;
        }
    }
    let ratio = last / first.unwrap_or(last);
    println!("a million costs {ratio:.2} times as much per request as a thousand");
}

fn per_request(name: &str, count: u32, run: fn(&mut AuthMachine, u32)) {
    let mut machine = started(Token::new("T0").as_ref());
    let begun = Instant::now();
    for number in 0..count {
        run(&mut machine, number);
    }
    let nanos = nanos_since(begun) / f64::from(count);
    println!("{name}: {nanos:.0} ns/request");
}

fn long_way(machine: &mut AuthMachine, number: u32) {
    let caller = CallerId(number);
    let effects = machine.handle(Event::RequestMade { caller, request: REQUEST }, NOW);
    black_box(answer_all(machine, &effects));
}

fn short_way(machine: &mut AuthMachine, _: u32) {
    let ticket = machine.begin(NOW).expect("there is a token").ticket;
    assert!(machine.finish(black_box(ticket), REQUEST.endpoint, false, NOW));
}

/// Time in nanoseconds for all rounds, and bytes per request while they wait.
fn waiting_for_a_login(waiting: u32, rounds: u32) -> (f64, Option<usize>) {
    let mut bytes = None;
    let begun = Instant::now();
    for _ in 0..rounds {
        let before = resident_bytes();
        let mut machine = started(None);
        let mut turn = Serial::default();
        for number in 0..waiting {
            let request = Event::RequestMade { caller: CallerId(number), request: REQUEST };
            for effect in machine.handle(request, NOW) {
                if let Effect::AcquireTurn { turn: asked } = effect {
                    turn = asked;
                }
            }
        }
        if waiting >= 100_000 {
            bytes = resident_bytes()
                .zip(before)
                .map(|(after, before)| after.saturating_sub(before) / waiting as usize);
        }
        let served = log_in(&mut machine, turn);
        assert_eq!(answer_all(&mut machine, &served), waiting);
    }
    (nanos_since(begun), bytes)
}

fn log_in(machine: &mut AuthMachine, turn: Serial) -> Vec<Effect> {
    let mut login = Serial::default();
    for effect in machine.handle(Event::TurnAcquired { turn }, NOW) {
        if let Effect::CallLogin { login: called } = effect {
            login = called;
        }
    }
    let _ = machine.handle(Event::CodeReceived { login }, NOW);
    let bundle = Some(Bundle { token: Token::new("T1").into(), ..Bundle::default() });
    let response = Response { status: 200, bundle, ..Response::default() };
    machine.handle(Event::ExchangeAnswered { login, response, random: Random(0) }, NOW)
}

/// Answers every send among the effects. Returns how many there were.
fn answer_all(machine: &mut AuthMachine, effects: &[Effect]) -> u32 {
    let mut answered = 0;
    for effect in effects {
        if let Effect::Send { caller, ticket } = effect {
            let response = Response { status: 200, ..Response::default() };
            let (caller, sent, random) = (*caller, ticket.sent, Random(0));
            let answer = Event::ResponseArrived { caller, sent, response, random };
            black_box(machine.handle(answer, NOW));
            answered += 1;
        }
    }
    answered
}

fn started(token: Option<&Token>) -> AuthMachine {
    let mut machine = AuthMachine::new(Options::default());
    let environment = Environment::default();
    for effect in machine.handle(Event::Started { environment }, NOW) {
        if let Effect::ReadStorage { read } = effect {
            let mut stored = Stored::default();
            stored.token = token.cloned();
            let _ = machine.handle(Event::StorageRead { read, stored: Some(stored) }, NOW);
        }
    }
    machine
}

fn nanos_since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1e9
}

fn resident_bytes() -> Option<usize> {
    const PAGE: usize = 4096;
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    statm.split_whitespace().nth(1)?.parse::<usize>().ok().map(|pages| pages * PAGE)
}
