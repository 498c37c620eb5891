//! `expiresIn`: which values are a lifetime.

use crate::bundle::Told;
use crate::time::Millis;
use crate::value::Value;

/// One year of 365 days, in seconds: what is longer is a mistake, not a lifetime.
const LONGEST: u64 = 31_536_000;

/// Reads a lifetime in seconds: a number, or a string of decimal digits with an optional fraction.
/// Whatever isn't more than zero and at most a year is an unknown lifetime.
pub(super) fn read(value: Option<&Value>) -> Told<Millis> {
    let Some(value) = value else { return Told::Absent };
    let seconds = match value {
        Value::Number(number) => Some(whole_seconds(number.get())),
        Value::Text(text) => decimal_seconds(text.trim()),
        Value::Bool(_) | Value::List(_) | Value::Null | Value::Object(_) => None,
    };
    match seconds {
        Some(seconds @ 1..=LONGEST) => Told::Given(Millis::from_secs(seconds)),
        Some(_) | None => Told::Nothing,
    }
}

/// Rounds up, so that half a second is a lifetime too. What isn't more than zero gives 0, NaN too,
/// and what is too large a number that is too large.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn whole_seconds(seconds: f64) -> u64 {
    seconds.ceil() as u64
}

fn decimal_seconds(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let rounded_up = u64::from(fraction.bytes().any(|digit| digit != b'0'));
    whole.parse::<u64>().ok()?.checked_add(rounded_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_number(seconds: f64) -> Told<Millis> {
        read(Some(&seconds.into()))
    }

    fn of_text(seconds: &str) -> Told<Millis> {
        read(Some(&seconds.into()))
    }

    #[test]
    fn seconds_up_to_a_year_are_a_lifetime() {
        assert_eq!(of_number(7200.0), Told::Given(Millis(7_200_000)));
        assert_eq!(of_number(0.5), Told::Given(Millis(1000)));
        assert_eq!(of_number(31_536_000.0), Told::Given(Millis(31_536_000_000)));
    }

    #[test]
    fn a_decimal_string_counts() {
        assert_eq!(of_text("7200"), Told::Given(Millis(7_200_000)));
        assert_eq!(of_text(" 7200.0 "), Told::Given(Millis(7_200_000)));
        assert_eq!(of_text("0.5"), Told::Given(Millis(1000)));
    }

    #[test]
    fn anything_else_is_an_unknown_lifetime() {
        for seconds in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e12, 31_536_000.5] {
            assert_eq!(of_number(seconds), Told::Nothing, "{seconds}");
        }
        for seconds in [
            "",
            "0",
            "-1",
            "+1",
            "1e3",
            "NaN",
            "7200s",
            "7200.0s",
            ".",
            ".5",
            "99999999999999999999",
        ] {
            assert_eq!(of_text(seconds), Told::Nothing, "{seconds}");
        }
        assert_eq!(read(Some(&Value::Null)), Told::Nothing);
    }

    #[test]
    fn what_is_not_there_says_nothing() {
        assert_eq!(read(None), Told::Absent);
    }
}
