//! What holds of the challenge parser for every value: it agrees with the `http-auth` crate on all
//! that crate accepts, it reads back what is printed, and it never fails.
#![cfg(not(target_arch = "wasm32"))]

use http_auth::ChallengeParser;
use proptest::prelude::*;
use weapp_auth::{Challenge, Step, challenged_steps, parse_challenges};

/// A challenge that owns its parts, as a strategy makes it.
#[derive(Clone, Debug)]
struct Sample {
    scheme: String,
    rest: Rest,
}

#[derive(Clone, Debug)]
enum Rest {
    Token68(String),
    /// Each name and value, and whether the value is printed between quotes.
    Params(Vec<(String, String, bool)>),
}

fn token() -> impl Strategy<Value = String> {
    "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,8}"
}

fn scheme() -> impl Strategy<Value = String> {
    prop_oneof![4 => token(), 1 => Just("getUserInfo".into()), 1 => Just("GETPHONENUMBER".into())]
}

fn param() -> impl Strategy<Value = (String, String, bool)> {
    prop_oneof![
        (token(), token(), Just(false)),
        (token(), "[ -~\t\u{80}-\u{10ffff}]{0,12}", Just(true)),
    ]
}

fn sample() -> impl Strategy<Value = Sample> {
    let rest = prop_oneof![
        "[0-9A-Za-z._~+/-]{1,12}={0,3}".prop_map(Rest::Token68),
        prop::collection::vec(param(), 0..4).prop_map(Rest::Params),
    ];
    (scheme(), rest).prop_map(|(scheme, rest)| Sample { scheme, rest })
}

impl Sample {
    /// Prints the challenge as the grammar allows, with `space` wherever white space may stand.
    fn print(&self, space: &str) -> String {
        match &self.rest {
            Rest::Token68(token68) => format!("{} {token68}", self.scheme),
            Rest::Params(params) if params.is_empty() => self.scheme.clone(),
            Rest::Params(params) => {
                let params: Vec<_> = params
                    .iter()
                    .map(|(name, value, quoted)| {
                        let value = if *quoted { quote(value) } else { value.clone() };
                        format!("{name}{space}={space}{value}")
                    })
                    .collect();
                format!("{} {}", self.scheme, params.join(&format!("{space},{space}")))
            }
        }
    }

    fn expect(&self, challenge: &Challenge<'_>) {
        assert_eq!(challenge.scheme, self.scheme);
        match &self.rest {
            Rest::Token68(token68) => {
                assert_eq!(challenge.token68, Some(token68.as_str()));
                assert!(challenge.params.is_empty());
            }
            Rest::Params(params) => {
                let expected =
                    params.iter().map(|(name, value, _)| (name.as_str(), value.as_str()));
                let read = challenge.params.iter().map(|(name, value)| (*name, value.as_ref()));
                assert!(expected.eq(read), "{params:?} was read as {:?}", challenge.params);
                assert_eq!(challenge.token68, None);
            }
        }
    }
}

fn quote(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Text in which the characters that mean something are frequent.
fn near_miss() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("getUserInfo".to_owned()),
        Just("Basic".to_owned()),
        "[ \t,=\"\\\\@/a-c手]{1,4}",
        "[a-c]{1,3}=\"?[a-c ,]{0,3}\"?",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn agrees_with_http_auth(field: &str) -> bool {
    let Ok(theirs) = ChallengeParser::new(field).collect::<Result<Vec<_>, _>>() else {
        return false;
    };
    let ours = parse_challenges([field]);
    assert_eq!(ours.len(), theirs.len(), "{field:?}");
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours.scheme, theirs.scheme, "{field:?}");
        assert_eq!(ours.token68, None, "{field:?}");
        let theirs = theirs.params.iter().map(|(name, value)| (*name, value.to_unescaped()));
        assert!(ours.params.iter().map(|(n, v)| (*n, v.to_string())).eq(theirs), "{field:?}");
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn printed_challenges_are_read_back(
        samples in prop::collection::vec(sample(), 1..5),
        space in "[ \t]{0,2}",
        separator in "[ \t]{0,2},[ \t,]{0,3}",
    ) {
        let printed: Vec<_> = samples.iter().map(|sample| sample.print(&space)).collect();
        let field = printed.join(&separator);
        let challenges = parse_challenges([field.as_str()]);
        prop_assert_eq!(challenges.len(), samples.len(), "{}", field);
        for (sample, challenge) in samples.iter().zip(&challenges) {
            sample.expect(challenge);
        }
    }

    #[test]
    fn what_http_auth_accepts_is_read_as_it_reads_it(
        samples in prop::collection::vec(sample(), 1..4),
        space in " {0,1}",
    ) {
        let printed: Vec<_> = samples.iter().map(|sample| sample.print(&space)).collect();
        let plain = samples.iter().all(|sample| match &sample.rest {
            Rest::Token68(_) => false,
            Rest::Params(params) => params.iter().all(|(_, value, _)| value.is_ascii()),
        });
        // So that the property can't hold by http-auth's refusing everything.
        prop_assert_eq!(agrees_with_http_auth(&printed.join(", ")), plain);
    }

    #[test]
    fn near_misses_that_http_auth_accepts_are_read_as_it_reads_them(field in near_miss()) {
        agrees_with_http_auth(&field);
    }

    #[test]
    fn steps_are_those_of_the_challenges(
        fields in prop::collection::vec(prop_oneof![near_miss(), any::<String>()], 0..4),
    ) {
        let fields = || fields.iter().map(String::as_str);
        let mut steps = Vec::new();
        for challenge in parse_challenges(fields()) {
            steps.extend(Step::of_scheme(challenge.scheme).filter(|step| !steps.contains(step)));
        }
        prop_assert_eq!(challenged_steps(fields()), steps);
    }

    #[test]
    fn garbage_behind_a_challenge_does_not_hide_it(garbage in near_miss()) {
        for separator in [" , ", ","] {
            let field = format!("getPhoneNumber{separator}{garbage}");
            prop_assert_eq!(challenged_steps([field.as_str()])[0], Step::PhoneNumber);
        }
    }

    #[test]
    fn a_challenge_behind_garbage_without_quotes_is_found(garbage in "[^\"]{0,40}") {
        let field = format!("{garbage}, getPhoneNumber");
        prop_assert!(challenged_steps([field.as_str()]).contains(&Step::PhoneNumber));
    }
}
