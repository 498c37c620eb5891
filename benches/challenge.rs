//! How fast challenges are read: against the `http-auth` crate on values that both read, and per
//! byte as a value grows, which must stay level.
//!
//! `cargo bench --bench challenge`

#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use http_auth::ChallengeParser;
use weapp_auth::{challenged_steps, parse_challenges};

const VALUES: [(&str, &str); 5] = [
    ("one of our schemes", "getPhoneNumber"),
    ("one of ours beside Bearer", r#"Bearer realm="api", getUserInfo"#),
    (
        "Bearer with an error",
        r#"Bearer realm="example", error="invalid_token", error_description="The token expired""#,
    ),
    (
        "Digest, as in RFC 7616",
        r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#,
    ),
    ("escapes", r#"Newauth realm="apps", type=1, title="Login to \"apps\" or \"services\"""#),
];

fn main() {
    println!("reading challenges: ns a value, best of 15 rounds taken in turn");
    println!(
        "{:28} {:>10} {:>10} {:>10} {:>10}",
        "", "weapp-auth", "http-auth", "ratio", "steps only"
    );
    for (name, value) in VALUES {
        let (mut ours, mut theirs, mut steps) = (Duration::MAX, Duration::MAX, Duration::MAX);
        for _ in 0..15 {
            ours = ours.min(time(|| parse_challenges([black_box(value)])));
            theirs = theirs.min(time(|| {
                ChallengeParser::new(black_box(value)).collect::<Result<Vec<_>, _>>().unwrap()
            }));
            steps = steps.min(time(|| challenged_steps([black_box(value)])));
        }
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("{name:28} {:>10} {:>10} {ratio:>9.2}x {:>10}", ns(ours), ns(theirs), ns(steps));
    }

    println!("\nreading one long value: ns a byte, against that of the first line");
    for unit in ["a=b,", "a=\"\\\"\",", "A a=b, ", ",", "\"", "@,"] {
        let per_byte = [1 << 10, 1 << 15, 1 << 20].map(|length: usize| {
            let value = unit.repeat(length / unit.len());
            let rounds = (1 << 22) / length;
            let start = Instant::now();
            for _ in 0..rounds {
                black_box(parse_challenges([black_box(value.as_str())]));
            }
            start.elapsed().as_secs_f64() * 1e9 / f64::from(1 << 22)
        });
        let [small, middle, large] = per_byte;
        println!(
            "{unit:28?} 1 KiB {small:>6.2}   32 KiB {middle:>6.2} ({:.2}x)   1 MiB {large:>6.2} ({:.2}x)",
            middle / small,
            large / small
        );
    }
}

const CALLS: u32 = 20_000;

fn time<T>(mut call: impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        black_box(call());
    }
    start.elapsed() / CALLS
}

fn ns(duration: Duration) -> String {
    format!("{:.0}", duration.as_secs_f64() * 1e9)
}
