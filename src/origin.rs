//! Whose url it is: which requests get the token, and which pass straight through.
//!
//! A request is ours when scheme, host and port are those of a base and its path lies under the
//! base's. Terms are those of RFC 3986; where urls are known to be read differently by different
//! parsers (a backslash, user info, control characters) the answer is always "not ours", since a
//! token sent to the wrong server can't be taken back.

use serde::Serialize;

use crate::error::Misuse;
use crate::hash::fnv32;
use crate::text::concat;

/// A method and a path of the server, without query: what the breaker tells endpoints apart by.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(transparent)]
pub struct Endpoint(pub u32);

/// Where a request goes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Destination {
    /// The absolute url: the caller's own, or a relative one appended to the first base.
    pub url: String,
    /// The endpoint, or `None` for a request that isn't ours.
    pub endpoint: Option<Endpoint>,
    /// Whether the request changes something: any method but GET, HEAD and OPTIONS.
    pub writes: bool,
}

/// The bases of an app's server.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Origins {
    /// As given, without the slash at the end. Relative urls are appended to it.
    first: String,
    bases: Vec<Location>,
}

impl Origins {
    /// Takes the bases; the first is where relative urls go.
    ///
    /// # Errors
    ///
    /// [`Misuse::BadOptions`] when there is none, or one isn't an absolute `http` or `https` url, or
    /// has user info, a query or a fragment.
    pub fn new<S: AsRef<str>>(bases: &[S]) -> Result<Self, Misuse> {
        let bad = Misuse::BadOptions {
            option: "baseUrl",
            expected: "an absolute http(s) url, or several",
            given: "something else".into(),
        };
        let read = |base: &S| {
            let base = base.as_ref();
            Location::read(base).filter(|_| !base.contains(['?', '#'])).ok_or(bad.clone())
        };
        let locations = bases.iter().map(read).collect::<Result<_, _>>()?;
        let first = bases.first().ok_or(bad.clone())?.as_ref();
        Ok(Self { first: first.trim_end_matches('/').into(), bases: locations })
    }

    /// Decides where a request with this method and url goes.
    #[must_use]
    pub fn resolve(&self, method: &str, url: &str) -> Destination {
        let url = if is_absolute(url) {
            url.into()
        } else {
            concat([&self.first, "/", url.trim_start_matches('/')])
        };
        let endpoint = Location::read(&url)
            .filter(|location| self.bases.iter().any(|base| location.is_under(base)))
            .map(|location| location.endpoint(method));
        let reads = ["GET", "HEAD", "OPTIONS"];
        let writes = !reads.iter().any(|read| method.eq_ignore_ascii_case(read));
        Destination { url, endpoint, writes }
    }
}

/// Whether a url names its own server: it has a scheme, or begins with `//`.
fn is_absolute(url: &str) -> bool {
    let end = url.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'));
    let has_scheme = end.is_some_and(|end| {
        url[end..].starts_with(':') && url.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    has_scheme || url.starts_with("//") || url.starts_with('\\')
}

/// An absolute `http` or `https` url, taken apart and normalised.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Location {
    is_secure: bool,
    host: String,
    port: u16,
    /// Without dot segments; empty segments stay.
    segments: Vec<String>,
}

impl Location {
    fn read(url: &str) -> Option<Self> {
        if url.contains(|c: char| c == '\\' || c.is_control()) {
            return None;
        }
        let (scheme, rest) = url.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (host, port) = read_authority(authority)?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Some(Self {
            is_secure,
            host: host.to_ascii_lowercase(),
            port: port.unwrap_or(if is_secure { 443 } else { 80 }),
            segments: without_dot_segments(path),
        })
    }

    fn is_under(&self, base: &Self) -> bool {
        // "/v1/" and "/v1" are one base.
        let path = match base.segments.split_last() {
            Some((last, above)) if last.is_empty() => above,
            Some(_) | None => &base.segments,
        };
        self.is_secure == base.is_secure
            && self.host == base.host
            && self.port == base.port
            && self.segments.starts_with(path)
    }

    fn endpoint(&self, method: &str) -> Endpoint {
        let path =
            self.segments.iter().flat_map(|segment| [b'/'].into_iter().chain(segment.bytes()));
        let method = method.bytes().map(|byte| byte.to_ascii_uppercase());
        Endpoint(fnv32(method.chain([b' ']).chain(self.host.bytes()).chain(path)))
    }
}

/// Host and port. `None` for user info, an empty host, or a port that is none.
fn read_authority(authority: &str) -> Option<(&str, Option<u16>)> {
    if authority.contains('@') {
        return None;
    }
    let host_end = authority.find(']').unwrap_or(0);
    let (host, port) = match authority[host_end..].find(':') {
        Some(colon) => {
            let (host, port) = authority.split_at(host_end + colon);
            let port = &port[1..];
            let is_number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
            (host, Some(port.parse().ok().filter(|_| is_number)?))
        }
        None => (authority, None),
    };
    (!host.is_empty()).then_some((host, port))
}

/// RFC 3986, section 5.2.4, on segments. `%2e` is a dot: servers decode it.
fn without_dot_segments(path: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment.to_ascii_lowercase().as_str() {
            "." | "%2e" => {}
            ".." | ".%2e" | "%2e." | "%2e%2e" => {
                kept.pop();
            }
            _ => {
                kept.push(segment.into());
                continue;
            }
        }
        if is_last {
            kept.push(String::new());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours(bases: &[&str], url: &str) -> bool {
        let origins = Origins::new(bases).expect("good bases");
        origins.resolve("GET", url).endpoint.is_some()
    }

    /// One test a row: the bases, the url, and whether it is ours.
    macro_rules! whose {
        ($($name:ident: [$($base:literal),+] $url:literal => $ours:literal;)+) => {$(
            #[test]
            fn $name() {
                assert_eq!(is_ours(&[$($base),+], $url), $ours, "{}", $url);
            }
        )+};
    }

    whose! {
        a_path_under_the_base_is_ours: ["https://api.example.com/v1"] "https://api.example.com/v1/me" => true;
        the_base_itself_is_ours: ["https://api.example.com/v1/"] "https://api.example.com/v1" => true;
        a_query_right_after_the_host_is_ours: ["https://api.example.com"] "https://api.example.com?a=/.." => true;
        scheme_and_host_have_no_case: ["https://api.example.com"] "HTTPS://API.example.COM/x" => true;
        the_default_port_may_be_written: ["https://api.example.com"] "https://api.example.com:443/x" => true;
        any_base_will_do: ["https://a.example", "https://b.example"] "https://b.example/x" => true;
        a_relative_url_is_ours: ["https://api.example.com/v1"] "me" => true;
        a_colon_in_a_relative_path_is_no_scheme: ["https://api.example.com"] "/me:1" => true;
        dot_segments_that_stay_inside_are_ours: ["https://api.example.com/v1"] "https://api.example.com/v1/a/../b" => true;
        an_ipv6_host_is_compared_whole: ["http://[::1]:8080"] "http://[::1]:8080/x" => true;

        another_host_is_not: ["https://api.example.com"] "https://evil.example/x" => false;
        a_longer_host_is_not: ["https://api.example.com"] "https://api.example.com.evil.example/x" => false;
        user_info_is_not: ["https://api.example.com"] "https://api.example.com@evil.example/x" => false;
        user_info_before_our_host_is_not: ["https://api.example.com"] "https://a@api.example.com/x" => false;
        a_url_without_scheme_is_not: ["https://api.example.com"] "//evil.example/x" => false;
        not_even_with_our_host: ["https://api.example.com"] "//api.example.com/x" => false;
        a_backslash_is_not: ["https://api.example.com"] "https://api.example.com\\@evil.example" => false;
        leading_backslashes_are_not: ["https://api.example.com"] "\\\\evil.example" => false;
        a_backslash_in_a_path_is_not: ["https://api.example.com/v1"] "https://api.example.com/v1/a\\..\\b" => false;
        a_control_character_is_not: ["https://api.example.com"] "https://api.example.com\t/x" => false;
        a_control_character_in_a_path_is_not: ["https://api.example.com"] "https://api.example.com/x\n" => false;
        another_port_is_not: ["https://api.example.com"] "https://api.example.com:8443/x" => false;
        an_empty_port_is_not: ["https://api.example.com"] "https://api.example.com:/x" => false;
        a_signed_port_is_not: ["https://api.example.com"] "https://api.example.com:+443/x" => false;
        another_scheme_is_not: ["https://api.example.com"] "http://api.example.com/x" => false;
        a_longer_segment_is_not: ["https://api.example.com/v1"] "https://api.example.com/v10/x" => false;
        dot_segments_that_leave_are_not: ["https://api.example.com/v1"] "https://api.example.com/v1/../admin" => false;
        encoded_dots_are_dots: ["https://api.example.com/v1"] "https://api.example.com/v1/%2E%2e/admin" => false;
        a_relative_url_that_leaves_is_not: ["https://api.example.com/v1"] "../admin" => false;
        another_kind_of_url_is_not: ["https://api.example.com"] "data:text/plain,x" => false;
        no_host_is_not: ["https://api.example.com"] "https:///x" => false;
        an_ipv6_host_with_another_port_is_not: ["http://[::1]:8080"] "http://[::1]:80/x" => false;
    }

    #[test]
    fn a_relative_url_is_appended_with_one_slash() {
        for (base, url) in [
            ("https://api.example.com/v1", "me?x=//y"),
            ("https://api.example.com/v1/", "/me?x=//y"),
        ] {
            let destination = Origins::new(&[base]).expect("a good base").resolve("GET", url);
            assert_eq!(destination.url, "https://api.example.com/v1/me?x=//y");
        }
    }

    #[test]
    fn an_absolute_url_stays_as_it_was_given() {
        let origins = Origins::new(&["https://api.example.com"]).expect("a good base");
        let url = "HTTPS://API.example.com:443/a/../b?c";
        assert_eq!(origins.resolve("GET", url).url, url);
    }

    #[test]
    fn whatever_is_no_reading_method_writes() {
        let origins = Origins::new(&["https://api.example.com"]).expect("a good base");
        for method in ["GET", "get", "HEAD", "OPTIONS"] {
            assert!(!origins.resolve(method, "a").writes, "{method}");
        }
        for method in ["POST", "PUT", "DELETE", "PATCH", ""] {
            assert!(origins.resolve(method, "a").writes, "{method}");
        }
    }

    #[test]
    fn an_endpoint_is_a_method_and_a_path() {
        let origins = Origins::new(&["https://api.example.com"]).expect("a good base");
        let endpoint = |method, url| origins.resolve(method, url).endpoint;
        assert_eq!(endpoint("get", "a?x=1"), endpoint("GET", "/a#y"));
        assert_ne!(endpoint("GET", "a"), endpoint("POST", "a"));
        assert_ne!(endpoint("GET", "a"), endpoint("GET", "b"));
    }

    #[test]
    fn a_base_must_be_absolute_and_plain() {
        for base in [
            "",
            "api.example.com",
            "//a.example",
            "ftp://a.example",
            "https://u@a.example",
            "https://a.example?x",
            "https://a.example#x",
            "https://",
        ] {
            assert!(Origins::new(&[base]).is_err(), "{base}");
        }
        assert!(Origins::new::<&str>(&[]).is_err());
    }
}
