//! What a decision costs: time per event and per request, memory per waiting request, and whether
//! both stay the same however many wait.
//!
//! `cargo bench --bench machine`. Memory is what the operating system counts (`/proc/self/statm`, so
//! only on Linux) for as many machines as it takes to be measured, in a process of their own; a
//! machine itself is part of it.

#![expect(clippy::disallowed_methods, reason = "a bench has to look at the clock")]

use std::env;
use std::fs;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use weapp_auth::{
    AuthMachine, Bundle, CallerId, Effect, Endpoint, Environment, Event, Millis, Mode, Options,
    Page, PageId, Random, Request, Response, Serial, Step, Stored, Timestamp, Token,
};

const NOW: Timestamp = Timestamp(1_767_225_600_000);
const REQUEST: Request = Request {
    mode: Mode::Interactive,
    writes: false,
    replay_always: false,
    page: None,
    endpoint: Endpoint(1),
};

/// The word before the number of requests whose memory this process is to measure.
const MEMORY: &str = "memory";
/// How many requests it takes to measure memory by pages.
const MEASURABLE: u32 = 200_000;

fn main() {
    let mut words = env::args().skip_while(|word| word != MEMORY).skip(1);
    if let Some(waiting) = words.next() {
        return println!("{}", bytes_of(waiting.parse().expect("a number")).unwrap_or_default());
    }
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
        let nanos = waiting_for_a_login(waiting, rounds);
        let requests = f64::from(waiting) * f64::from(rounds);
        let per_request = nanos / requests;
        let bytes = bytes_apart(waiting);
        // Each request is two events, made and answered; those of the login are few.
        println!("{waiting:>10} {:>12.0} {per_request:>12.0} {bytes:>14}", per_request / 2.0);
        if waiting >= 1000 {
            first.get_or_insert(per_request);
            last = per_request;
        }
    }
    let ratio = last / first.unwrap_or(last);
    println!("a million costs {ratio:.2} times as much per request as a thousand");

    println!("many requests that wait for one button, each until its own time is up");
    println!("{:>10} {:>12}", "waiting", "ns/request");
    let costs = [1000, 10_000, 100_000, 1_000_000].map(|waiting| {
        let per_request = waiting_in_vain(waiting) / f64::from(waiting);
        println!("{waiting:>10} {per_request:>12.0}");
        per_request
    });
    let ratio = costs[costs.len() - 1] / costs[0];
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
    assert!(machine.finish(black_box(ticket), REQUEST.endpoint, Serial(0), NOW));
}

/// Time in nanoseconds for all rounds.
fn waiting_for_a_login(waiting: u32, rounds: u32) -> f64 {
    let begun = Instant::now();
    for _ in 0..rounds {
        let (mut machine, turn) = with_waiting(waiting);
        let served = log_in(&mut machine, turn);
        assert_eq!(answer_all(&mut machine, &served), waiting);
    }
    nanos_since(begun)
}

/// Time in nanoseconds, from the first request to the last rejection.
fn waiting_in_vain(waiting: u32) -> f64 {
    let begun = Instant::now();
    let answer_timeout = Some(Millis(u64::from(waiting)));
    let login_page = "pages/login".to_owned();
    let options = Options { answer_timeout, login_page, ..Options::default() };
    let mut machine = started_with(options, Token::new("T0").as_ref());
    let mut rejected = 0;
    for (number, after) in (0..waiting).zip(0..) {
        let caller = CallerId(number);
        let made = Event::RequestMade { caller, request: REQUEST };
        rejected += until_rejected(&mut machine, made, NOW + Millis(after));
    }
    while let Some(due) = machine.next_deadline() {
        let fired = Event::TimerFired { random: Random(0) };
        rejected += until_rejected(&mut machine, fired, due);
    }
    assert_eq!(rejected, waiting as usize);
    nanos_since(begun)
}

/// Performs what comes of an event, for a server that wants the phone number. Returns how many
/// requests were rejected.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other effects need no answer here")]
fn until_rejected(machine: &mut AuthMachine, event: Event, now: Timestamp) -> usize {
    let mut rejected = 0;
    for effect in machine.handle(event, now) {
        let answer = match effect {
            Effect::Send { caller, ticket } => {
                let steps = vec![Step::PhoneNumber];
                let response = Response { status: 401, steps, ..Response::default() };
                Event::ResponseArrived { caller, sent: ticket.sent, response, random: Random(0) }
            }
            Effect::AcquireTurn { turn } => Event::TurnAcquired { turn },
            Effect::Navigate { navigation, .. } => {
                let login = Page { id: PageId(1), url: "pages/login".into() };
                let opened = Event::PagesChanged { stack: vec![login] };
                rejected += until_rejected(machine, opened, now);
                Event::Navigated { navigation }
            }
            Effect::Reject { callers, .. } => {
                rejected += callers.len();
                continue;
            }
            _ => continue,
        };
        rejected += until_rejected(machine, answer, now);
    }
    rejected
}

/// A machine with so many requests that wait for a login, and the turn that the login waits for.
fn with_waiting(waiting: u32) -> (AuthMachine, Serial) {
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
    (machine, turn)
}

/// Bytes for each waiting request, measured in a process that has never had more; "-" where the
/// system doesn't tell.
fn bytes_apart(waiting: u32) -> String {
    let program = env::current_exe().expect("a bench has a path");
    let output = Command::new(program).args([MEMORY, &waiting.to_string()]).output();
    let bytes = String::from_utf8(output.expect("it runs").stdout).expect("digits");
    let bytes = bytes.trim();
    if bytes == "0" { "-".into() } else { bytes.into() }
}

fn bytes_of(waiting: u32) -> Option<usize> {
    let machines = (MEASURABLE / waiting).max(1);
    let before = resident_bytes()?;
    let all: Vec<_> = (0..machines).map(|_| with_waiting(waiting)).collect();
    let after = resident_bytes()?;
    black_box(all);
    Some(after.saturating_sub(before) / (waiting as usize * machines as usize))
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
    started_with(Options::default(), token)
}

fn started_with(options: Options, token: Option<&Token>) -> AuthMachine {
    let mut machine = AuthMachine::new(options);
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
