//! `Retry-After` against the `httpdate` crate, for every instant that a date can name.
#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, UNIX_EPOCH};

use proptest::prelude::*;
use weapp_auth::parse_retry_after;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_printed_date_is_the_instant_it_was_printed_from(
        // 1970-01-01 to 9999-12-31
        seconds in 0..253_402_300_800_u64,
        wait in 0..1_000_000_u32,
    ) {
        let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let now = seconds as f64 * 1000.0 - f64::from(wait);
        prop_assert_eq!(parse_retry_after(&date, now), Some(f64::from(wait)));
    }

    #[test]
    fn a_date_that_httpdate_reads_is_read_alike(
        weekday in "Mon|Sun", day in 0..40_u32, month in "Jan|Feb|Dec|Foo", year in 1970..2400_u32,
        time in "[0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
    ) {
        let date = format!("{weekday}, {day:02} {month} {year} {time} GMT");
        if let Ok(instant) = httpdate::parse_http_date(&date) {
            let wait = instant.duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0;
            prop_assert_eq!(parse_retry_after(&date, 0.0), Some(wait));
        }
    }

    #[test]
    fn no_value_is_a_negative_wait(value in "[0-9A-Za-z ,:-]{0,30}", now in any::<f64>()) {
        if let Some(wait) = parse_retry_after(&value, now) {
            prop_assert!(wait >= 0.0);
        }
    }
}
