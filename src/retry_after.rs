//! `Retry-After`: how long a server wants to be left alone (RFC 9110, section 10.2.3).

/// 2^53 - 1: the largest whole number that JavaScript holds exactly.
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

const MS_PER_YEAR: f64 = 365.2425 * 86_400_000.0;

/// The wait that a `Retry-After` value asks for, in whole ms; `None` when it can't be read.
///
/// The value is a number of seconds or an HTTP-date, which is taken against `now` (ms since 1970,
/// UTC). A date in the past is no wait. A wait beyond 2^53 - 1 ms is that long. Where several
/// fields have been joined by commas, the first one counts.
#[must_use]
pub fn parse_retry_after(value: &str, now: f64) -> Option<f64> {
    let value = value.as_bytes().trim_ascii();
    let first = value.split(|byte| *byte == b',').next().unwrap_or_default();
    let wait = match number(first.trim_ascii_end()) {
        Some(seconds) => seconds * 1000.0,
        None => instant(value, now)? - now,
    };
    (!wait.is_nan()).then(|| wait.clamp(0.0, MAX_SAFE_INTEGER).ceil())
}

/// An HTTP-date in ms since 1970, UTC (RFC 9110, section 5.6.7, in all its three forms).
///
/// The forms differ in the order and the separators of the same few words. The name of the weekday
/// says nothing that the date does not, so it is passed over, as is what stands behind a date.
fn instant(date: &[u8], now: f64) -> Option<f64> {
    let mut words = date.split(|byte| b" ,-:".contains(byte)).filter(|word| !word.is_empty());
    let weekday = words.next()?;
    let ([
        Some(day),
        Some(month),
        Some(year),
        Some(hour),
        Some(minute),
        Some(second),
        Some(b"GMT"),
    ]
    | [Some(month), Some(day), Some(hour), Some(minute), Some(second), Some(year), _]) =
        [(); 7].map(|()| words.next())
    else {
        return None;
    };
    let has_weekday = weekday.len() >= 3 && weekday.iter().all(u8::is_ascii_alphabetic);
    if !has_weekday {
        return None;
    }

    let month = MONTHS.chunks(3).zip(1..).find(|(name, _)| *name == month)?.1;
    let year = match year.len() {
        2 => recent_year(number(year)?, now),
        4 => number(year)?,
        _ => return None,
    };
    let first_day = days_before(year, month);
    let day =
        number(day).filter(|day| (1.0..=days_before(year, month + 1) - first_day).contains(day))?;
    let hour = number(hour).filter(|&hour| hour < 24.0)?;
    let minute = number(minute).filter(|&minute| minute < 60.0)?;
    // A leap second is written as :60.
    let second = number(second).filter(|&second| second < 61.0)?;

    let days = first_day - days_before(1970.0, 1) + day - 1.0;
    Some((((days * 24.0 + hour) * 60.0 + minute) * 60.0 + second) * 1000.0)
}

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Days from a fixed one to the first of a month of the Gregorian calendar; 13 is January after.
///
/// A year begins with March here, so that its leap day is its last; from then on five months have
/// 153 days.
fn days_before(year: f64, month: u8) -> f64 {
    let (year, months) = if month < 3 { (year - 1.0, month + 9) } else { (year, month - 3) };
    let leap_days = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    year * 365.0 + leap_days + ((f64::from(months) * 153.0 + 2.0) / 5.0).floor()
}

/// The last year with these two digits that is not more than 50 years ahead.
fn recent_year(digits: f64, now: f64) -> f64 {
    let latest = (1970.0 + now / MS_PER_YEAR).floor() + 50.0;
    ((latest - digits) / 100.0).floor() * 100.0 + digits
}

fn number(digits: &[u8]) -> Option<f64> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    is_number
        .then(|| digits.iter().fold(0.0, |number, digit| number * 10.0 + f64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    /// 1994-11-06T08:49:37Z, the instant of RFC 9110's examples.
    const RFC_INSTANT: f64 = 784_111_777_000.0;

    #[test]
    fn seconds_are_a_wait_in_ms() {
        assert_eq!(parse_retry_after("120", 0.0), Some(120_000.0));
        assert_eq!(parse_retry_after("0", 0.0), Some(0.0));
        assert_eq!(parse_retry_after(" 007\t", f64::NAN), Some(7000.0));
    }

    #[test]
    fn all_three_forms_of_a_date_name_the_same_instant() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse_retry_after(date, RFC_INSTANT - 5000.0), Some(5000.0), "{date}");
            assert_eq!(parse_retry_after(date, RFC_INSTANT + 5000.0), Some(0.0), "{date}");
        }
    }

    #[test]
    fn a_wait_is_rounded_up_to_whole_ms() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(parse_retry_after(date, RFC_INSTANT - 0.25), Some(1.0));
    }

    #[test]
    fn a_wait_that_javascript_cannot_hold_is_the_longest_it_can() {
        assert_eq!(parse_retry_after(&"9".repeat(400), 0.0), Some(MAX_SAFE_INTEGER));
        assert_eq!(parse_retry_after("9007199254741", 0.0), Some(MAX_SAFE_INTEGER));
    }

    #[test]
    fn what_is_neither_seconds_nor_a_date_is_no_answer() {
        for value in [
            "",
            " ",
            "-1",
            "+1",
            "1.5",
            "1e3",
            "0x10",
            "１２０",
            "soon",
            ", 120",
            "06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:00 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Sun, 29 Feb 1900 08:49:37 GMT",
            "Sun, 06 Nom 1994 08:49:37 GMT",
            "Sun, 06 Nov 994 08:49:37 GMT",
            "Su1, 06 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(parse_retry_after(value, 0.0), None, "{value:?}");
        }
    }

    #[test]
    fn the_first_of_several_joined_fields_counts() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(parse_retry_after("120, 60", 0.0), Some(120_000.0));
        let asctime = "Sun Nov  6 08:49:37 1994";
        for joined in [
            format!("{date}, 60"),
            format!("{date},{date}"),
            format!("{asctime}, 60"),
            format!("60, {date}"),
        ] {
            let wait = parse_retry_after(&joined, RFC_INSTANT - 60_000.0);
            assert_eq!(wait, Some(60_000.0), "{joined}");
        }
    }

    #[test]
    fn a_date_says_nothing_when_now_is_unknown() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(parse_retry_after(date, f64::NAN), None);
    }

    #[test]
    fn a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        let in_year = |year: f64| (year - 1970.0 + 0.5) * MS_PER_YEAR;
        for (now, digits, year) in [
            (2026.0, 94.0, 1994.0),
            (2026.0, 26.0, 2026.0),
            (2026.0, 76.0, 2076.0),
            (2026.0, 77.0, 1977.0),
            (2099.0, 5.0, 2105.0),
        ] {
            assert_eq!(recent_year(digits, in_year(now)).total_cmp(&year), Ordering::Equal);
        }
    }

    #[test]
    fn leap_days_are_days_of_leap_years_only() {
        let ms = |date: &str| instant(date.as_bytes(), 0.0);
        assert_eq!(ms("Thu, 29 Feb 2024 00:00:00 GMT"), Some(1_709_164_800_000.0));
        assert_eq!(ms("Tue, 29 Feb 2000 23:59:60 GMT"), Some(951_868_800_000.0));
        assert_eq!(ms("Sat, 29 Feb 2025 00:00:00 GMT"), None);
    }
}
