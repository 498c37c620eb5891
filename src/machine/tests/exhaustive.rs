//! Every sequence of events up to a depth, each state once.

use std::collections::HashMap;
use std::env;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::canon::canonical;
use super::model::{Answer, Model, Move, Scope};
use crate::machine::{Mode, Options, UserInfoPurpose};

/// How many events after each start, unless `EXPLORE` says otherwise: what two cores do in a minute
/// or so. The starts themselves are up to eight events long.
const DEPTH: u8 = 8;
const SHARDS: usize = 64;

/// The states that were seen, with how far they have been explored from there.
struct Search {
    seen: Vec<Mutex<HashMap<u128, u8>>>,
    transitions: AtomicU64,
}

impl Search {
    fn new() -> Self {
        let seen = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self { seen, transitions: AtomicU64::new(0) }
    }

    /// Whether a state is still to be explored to this depth.
    fn claims(&self, model: &Model, depth: u8) -> bool {
        let state = canonical(model, model.now);
        let shard = usize::try_from(state % SHARDS as u128).expect("less than SHARDS");
        let mut seen = self.seen[shard].lock().expect("nobody panics while holding it");
        let explored = seen.entry(state).or_insert(0);
        let is_new = *explored < depth + 1;
        *explored = (*explored).max(depth + 1);
        is_new
    }

    fn explore(&self, model: &Model, depth: u8, path: &mut Vec<Move>) {
        if !self.claims(model, depth) || depth == 0 {
            return;
        }
        for next in model.moves() {
            path.push(next);
            let after = play(model, next, path);
            self.transitions.fetch_add(1, Ordering::Relaxed);
            self.explore(&after, depth - 1, path);
            path.pop();
        }
    }

    fn states(&self) -> usize {
        self.seen.iter().map(|shard| shard.lock().expect("nobody panicked").len()).sum()
    }
}

/// Plays one move; should it break a rule, says by which way it came to that.
fn play(model: &Model, next: Move, path: &[Move]) -> Model {
    struct Way<'a>(&'a [Move]);
    impl Drop for Way<'_> {
        fn drop(&mut self) {
            if thread::panicking() {
                eprintln!("after {:?}", self.0);
            }
        }
    }
    let _way = Way(path);
    let mut after = model.clone();
    after.play(next);
    after
}

fn starts() -> Vec<Model> {
    let interactive = [Mode::Interactive; 3];
    let mixed = [Mode::Interactive, Mode::Optional, Mode::Silent];
    let unionid = Options { user_info: UserInfoPurpose::Unionid, ..Options::default() };
    let within = |scope| Model::within(scope, true, interactive, Options::default());
    vec![
        Model::new(false, interactive, Options::default()),
        Model::new(true, interactive, Options::default()),
        Model::new(true, mixed, Options::default()),
        Model::new(true, interactive, unionid),
        within(Scope { calls: true, ..Scope::default() }),
        within(Scope { lifetimes: true, ..Scope::default() }),
        within(Scope { uploads: true, ..Scope::default() }),
        within(Scope { single_page: true, ..Scope::default() }),
        on_the_login_page(),
        on_the_login_page().widened(Scope { components: true, ..Scope::default() }),
        after_a_press(),
    ]
}

/// Two requests wait for two steps.
fn on_the_login_page() -> Model {
    let mut asked = Model::new(true, [Mode::Interactive; 3], Options::default());
    for next in [
        Move::Ask(0),
        Move::Ask(1),
        Move::Answer(0, Answer::Both),
        Move::Answer(1, Answer::Phone),
        Move::Turn,
        Move::Arrive,
    ] {
        asked.play(next);
    }
    asked
}

fn after_a_press() -> Model {
    let mut pressed = on_the_login_page();
    pressed.play(Move::Yes);
    pressed.play(Move::Turn);
    pressed
}

#[test]
fn the_rules_hold_after_every_sequence_of_events() {
    let search = Search::new();
    // Two moves deep, so that the threads have enough to share out.
    let mut work = Vec::new();
    let depth = env::var("EXPLORE").ok().and_then(|depth| depth.parse().ok()).unwrap_or(DEPTH);
    for start in starts() {
        for first in start.moves() {
            let after_first = play(&start, first, &[first]);
            for second in after_first.moves() {
                let path = vec![first, second];
                work.push((play(&after_first, second, &path), path));
            }
        }
    }
    let work = Mutex::new(work);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = work.lock().expect("nobody panics while holding it").pop();
                    let Some((model, mut path)) = next else { break };
                    search.explore(&model, depth - 2, &mut path);
                }
            });
        }
    });
    let transitions = search.transitions.load(Ordering::Relaxed);
    let states = search.states();
    // Past the capture of `println!`: these numbers belong in every log.
    let told = writeln!(
        io::stderr(),
        "explored {states} states and {transitions} transitions, {depth} events deep"
    );
    told.expect("standard error can be written to");
    assert!(states > 10_000, "only {states} states: the exploration is stuck");
}
