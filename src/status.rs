//! What an HTTP response means for the one who asked.

use serde::{Serialize, Serializer};

use crate::{Step, challenged_steps, parse_retry_after};

/// What a status says, in the words that an app acts on (RFC 9110, section 15).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Outcome {
    /// 2xx.
    Success,
    /// 3xx.
    Redirect,
    /// 400: the request is wrong, and stays wrong however often it is sent.
    BadRequest,
    /// 401: authenticate and try again.
    Unauthorized,
    /// 403: known, but not allowed; logging in again changes nothing.
    Forbidden,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 429 (RFC 6585, section 4).
    TooManyRequests,
    /// Any other 4xx.
    ClientError,
    /// 5xx, except 503.
    ServerError,
    /// 503: not ready, for now.
    Unavailable,
    /// 1xx, which is no final answer, and everything that is no status.
    Unknown,
}

impl Outcome {
    /// The outcome of a status as JavaScript holds it: any number, NaN where there was none.
    #[must_use]
    pub fn of_status(status: f64) -> Self {
        if status.fract() != 0.0 {
            return Self::Unknown;
        }
        match status {
            200.0..300.0 => Self::Success,
            300.0..400.0 => Self::Redirect,
            400.0 => Self::BadRequest,
            401.0 => Self::Unauthorized,
            403.0 => Self::Forbidden,
            404.0 => Self::NotFound,
            405.0 => Self::MethodNotAllowed,
            429.0 => Self::TooManyRequests,
            400.0..500.0 => Self::ClientError,
            503.0 => Self::Unavailable,
            500.0..600.0 => Self::ServerError,
            _ => Self::Unknown,
        }
    }

    /// The outcome's name on the JavaScript side.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Redirect => "redirect",
            Self::BadRequest => "badRequest",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "notFound",
            Self::MethodNotAllowed => "methodNotAllowed",
            Self::TooManyRequests => "tooManyRequests",
            Self::ClientError => "clientError",
            Self::ServerError => "serverError",
            Self::Unavailable => "unavailable",
            Self::Unknown => "unknown",
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a response says about the login.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// What the status means.
    pub outcome: Outcome,
    /// What the server wants first, in its order: empty unless the status is 401, [`Step::Login`]
    /// alone where it names no scheme of ours.
    pub steps: Vec<Step>,
    /// How long the server wants to be left alone, in ms.
    pub retry_after: Option<f64>,
}

impl Inspection {
    /// Reads a response: its status, and the field lines of its `WWW-Authenticate` and
    /// `Retry-After` headers, each in order. `now` is in ms since 1970, UTC.
    #[must_use]
    pub fn of<'a>(
        status: f64,
        www_authenticate: impl IntoIterator<Item = &'a str>,
        retry_after: impl IntoIterator<Item = &'a str>,
        now: f64,
    ) -> Self {
        let outcome = Outcome::of_status(status);
        let steps = match outcome {
            Outcome::Unauthorized => {
                let mut steps = challenged_steps(www_authenticate);
                if steps.is_empty() {
                    steps.push(Step::Login);
                }
                steps
            }
            Outcome::Success
            | Outcome::Redirect
            | Outcome::BadRequest
            | Outcome::Forbidden
            | Outcome::NotFound
            | Outcome::MethodNotAllowed
            | Outcome::TooManyRequests
            | Outcome::ClientError
            | Outcome::ServerError
            | Outcome::Unavailable
            | Outcome::Unknown => Vec::new(),
        };
        let retry_after = retry_after.into_iter().find_map(|value| parse_retry_after(value, now));
        Self { outcome, steps, retry_after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_the_outcome_of_its_class_or_its_own() {
        for status in 100..600 {
            let expected = match status {
                200..=299 => Outcome::Success,
                300..=399 => Outcome::Redirect,
                400 => Outcome::BadRequest,
                401 => Outcome::Unauthorized,
                403 => Outcome::Forbidden,
                404 => Outcome::NotFound,
                405 => Outcome::MethodNotAllowed,
                429 => Outcome::TooManyRequests,
                503 => Outcome::Unavailable,
                402..=499 => Outcome::ClientError,
                500..=599 => Outcome::ServerError,
                _ => Outcome::Unknown,
            };
            assert_eq!(Outcome::of_status(f64::from(status)), expected, "{status}");
        }
    }

    #[test]
    fn what_is_no_status_is_unknown() {
        for status in
            [0.0, -401.0, 99.0, 600.0, 4011.0, 401.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]
        {
            assert_eq!(Outcome::of_status(status), Outcome::Unknown, "{status}");
        }
    }

    #[test]
    fn an_outcome_is_written_by_its_name() {
        for (status, name) in [
            (204.0, "success"),
            (304.0, "redirect"),
            (400.0, "badRequest"),
            (401.0, "unauthorized"),
            (403.0, "forbidden"),
            (404.0, "notFound"),
            (405.0, "methodNotAllowed"),
            (418.0, "clientError"),
            (429.0, "tooManyRequests"),
            (500.0, "serverError"),
            (503.0, "unavailable"),
            (0.0, "unknown"),
        ] {
            let outcome = Outcome::of_status(status);
            assert_eq!(serde_json::to_value(outcome).expect("it can be written"), name);
        }
    }

    fn steps(status: f64, www_authenticate: &[&str]) -> Vec<Step> {
        Inspection::of(status, www_authenticate.iter().copied(), [], 0.0).steps
    }

    #[test]
    fn a_bare_401_or_one_with_foreign_schemes_asks_for_a_login() {
        assert_eq!(steps(401.0, &[]), [Step::Login]);
        assert_eq!(steps(401.0, &["", "Bearer realm=\"api\", Basic"]), [Step::Login]);
    }

    #[test]
    fn a_401_asks_for_our_steps_in_the_servers_order_without_repeats() {
        let fields = ["getPhoneNumber, Bearer", "GETUSERINFO, getPhoneNumber"];
        assert_eq!(steps(401.0, &fields), [Step::PhoneNumber, Step::UserInfo]);
    }

    #[test]
    fn no_other_status_asks_for_anything() {
        for status in [200.0, 400.0, 403.0, 407.0, 500.0, f64::NAN] {
            assert_eq!(steps(status, &["getPhoneNumber"]), [], "{status}");
        }
    }

    #[test]
    fn the_first_readable_retry_after_counts_whatever_the_status() {
        for status in [200.0, 401.0, 429.0, 503.0] {
            let inspection = Inspection::of(status, [], ["soon", "2", "3"], 0.0);
            assert_eq!(inspection.retry_after, Some(2000.0), "{status}");
        }
        assert_eq!(Inspection::of(503.0, [], [], 0.0).retry_after, None);
    }
}
