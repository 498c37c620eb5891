//! `WWW-Authenticate`: what a server asks for, read as RFC 9110, sections 11.2 to 11.6.1, has it.
//!
//! A field's value is a comma-separated list in which each element opens a challenge or adds a
//! parameter to the one before; only the characters after its first token tell which. The value is
//! read once, from left to right, without recursion, and what it holds is borrowed from it.
//!
//! Deviations, all on values that the grammar does not allow:
//!
//! - A piece counts when it ends where a piece may end: at white space, a comma, the end, or its
//!   own closing quote. The rest of its element is passed over, so a malformed tail never hides
//!   what stands before it, and reading goes on behind the next comma that no quotes enclose.
//! - A value whose quotes are never closed reaches to the end of its field. A scheme's name in it
//!   is not taken for a challenge, since the server may have meant it as text.
//! - A parameter that stands before any scheme, behind a token68 or behind an element that can't
//!   be read belongs to nobody and is left out.
//! - CR and LF outside quotes end an element: a network stack may hand several field lines over as
//!   one text, and a line that is folded (RFC 9112, section 5.2) is so behind a comma.

use std::borrow::Cow;

use serde::Serialize;

use crate::Step;

/// One challenge: a scheme and either a token68, or parameters, or neither.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Challenge<'a> {
    /// The authentication scheme as it was written; schemes are compared without regard to case.
    pub scheme: &'a str,
    /// The token68 with its padding, where the scheme has one instead of parameters.
    pub token68: Option<&'a str>,
    /// Names as written, with their values unquoted, in order and with repeats.
    pub params: Vec<(&'a str, Cow<'a, str>)>,
}

/// Reads the challenges of a `WWW-Authenticate` header, given its field lines in order.
///
/// Several field lines mean what one line would, joined by commas (RFC 9110, section 5.3), except
/// that a quoted-string ends with its line. Never fails: see the deviations above.
///
/// ```
/// let challenges = weapp_auth::parse_challenges([r#"Bearer realm="api", getPhoneNumber"#]);
/// assert_eq!(challenges[0].params[0], ("realm", "api".into()));
/// assert_eq!(challenges[1].scheme, "getPhoneNumber");
/// ```
#[must_use]
pub fn parse_challenges<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<Challenge<'a>> {
    let mut challenges: Vec<Challenge<'a>> = Vec::new();
    let mut open = false;
    for field in fields {
        for part in Parts::of(field) {
            match part {
                Part::Scheme(scheme) => {
                    challenges.push(Challenge { scheme, token68: None, params: Vec::new() });
                    open = true;
                }
                Part::Token68(token68) => {
                    if let Some(challenge) = challenges.last_mut() {
                        challenge.token68 = Some(token68);
                    }
                    open = false;
                }
                Part::Param(name, value) => {
                    if let Some(challenge) = challenges.last_mut()
                        && let Some(value) = value
                        && open
                    {
                        challenge.params.push((name, value.unescaped()));
                    }
                }
                Part::Unreadable => open = false,
            }
        }
    }
    challenges
}

/// The steps that the field lines of a `WWW-Authenticate` header ask for: ours, in the server's
/// order and without repeats; empty where every scheme is foreign.
#[must_use]
pub fn challenged_steps<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<Step> {
    let mut steps = Vec::new();
    for field in fields {
        for part in Parts::of(field) {
            if let Part::Scheme(scheme) = part
                && let Some(step) = Step::of_scheme(scheme)
                && !steps.contains(&step)
            {
                steps.push(step);
            }
        }
    }
    steps
}

/// What the elements of a field are made of.
enum Part<'a> {
    Scheme(&'a str),
    /// Directly behind its scheme.
    Token68(&'a str),
    /// Without a value when it can't be read; the parameters behind it can.
    Param(&'a str, Option<Value<'a>>),
    /// An element that is neither.
    Unreadable,
}

/// A parameter's value, still as it was written between its quotes.
struct Value<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Value<'a> {
    fn unescaped(self) -> Cow<'a, str> {
        if !self.escaped {
            return Cow::Borrowed(self.raw);
        }
        let mut text = String::with_capacity(self.raw.len());
        let (mut from, mut at) = (0, 0);
        while let Some(byte) = self.raw.as_bytes().get(at) {
            if *byte == b'\\' {
                text.push_str(self.raw.get(from..at).unwrap_or_default());
                from = at + 1;
                at += 1;
            }
            at += 1;
        }
        text.push_str(self.raw.get(from..).unwrap_or_default());
        Cow::Owned(text)
    }
}

/// Reads one field, part by part.
struct Parts<'a> {
    field: &'a str,
    at: usize,
    behind_scheme: bool,
    /// Whether a quote among what can't be read has turned out not to be closed. Those behind it
    /// aren't tried, or each would be read up to the end.
    has_stray_quote: bool,
}

impl<'a> Parts<'a> {
    fn of(field: &'a str) -> Self {
        Self { field, at: 0, behind_scheme: false, has_stray_quote: false }
    }

    fn peek(&self) -> Option<u8> {
        self.field.as_bytes().get(self.at).copied()
    }

    /// Steps over all characters of a class and returns them. Every class is ASCII, so that a
    /// part never begins or ends within a character.
    fn take(&mut self, class: u8) -> &'a str {
        let start = self.at;
        let rest = self.field.as_bytes().get(start..).unwrap_or_default();
        self.at += rest.iter().take_while(|&&byte| is(byte, class)).count();
        self.since(start)
    }

    fn since(&self, start: usize) -> &'a str {
        self.field.get(start..self.at).unwrap_or_default()
    }

    fn at_element_end(&self) -> bool {
        self.peek().is_none_or(|byte| is(byte, COMMA))
    }

    fn at_piece_end(&self) -> bool {
        self.peek().is_none_or(|byte| is(byte, COMMA | SPACE))
    }

    /// A token68, or nothing and no step taken. `a=` is one, where `a=b` and `a= b` are parameters.
    fn token68(&mut self) -> Option<&'a str> {
        let start = self.at;
        if !self.take(TOKEN68).is_empty() {
            let padding = self.take(PADDING).len();
            let token68 = self.since(start);
            let spaced = !self.take(SPACE).is_empty();
            if self.at_element_end() || spaced && padding != 1 && self.peek() != Some(b'=') {
                return Some(token68);
            }
        }
        self.at = start;
        None
    }

    fn value(&mut self) -> Option<Value<'a>> {
        if self.peek() == Some(b'"') {
            return self.quoted_string();
        }
        let raw = self.take(TOKEN);
        (!raw.is_empty() && self.at_piece_end()).then_some(Value { raw, escaped: false })
    }

    /// Steps over a quoted-string; `None` when it is never closed, with the whole field behind.
    fn quoted_string(&mut self) -> Option<Value<'a>> {
        let start = self.at + 1;
        let mut escaped = false;
        self.at = start;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'\\' {
                escaped = true;
                self.at += 1;
            } else if byte == b'"' {
                let raw = self.field.get(start..self.at - 1).unwrap_or_default();
                return Some(Value { raw, escaped });
            }
        }
        None
    }

    /// Steps to the next comma that no quotes enclose.
    fn skip_element(&mut self) {
        while !self.at_element_end() {
            let start = self.at;
            let may_open = self.peek() == Some(b'"') && !self.has_stray_quote;
            if may_open && self.quoted_string().is_some() {
                continue;
            }
            self.has_stray_quote |= may_open;
            self.at = start + 1;
        }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let mut may_be_scheme = true;
        if core::mem::take(&mut self.behind_scheme) {
            if let Some(token68) = self.token68() {
                self.skip_element();
                return Some(Part::Token68(token68));
            }
            may_be_scheme = self.at_element_end();
        }
        self.take(SPACE | COMMA);
        self.peek()?;

        let name = self.take(TOKEN);
        let spaced = !self.take(SPACE).is_empty();
        if self.peek() == Some(b'=') && !name.is_empty() {
            self.at += 1;
            self.take(SPACE);
            let value = self.value();
            self.skip_element();
            return Some(Part::Param(name, value));
        }
        if may_be_scheme && !name.is_empty() && (spaced || self.at_element_end()) {
            self.behind_scheme = spaced;
            return Some(Part::Scheme(name));
        }
        self.skip_element();
        Some(Part::Unreadable)
    }
}

const TOKEN: u8 = 1;
const TOKEN68: u8 = 2;
const SPACE: u8 = 4;
const COMMA: u8 = 8;
const PADDING: u8 = 16;

fn is(byte: u8, class: u8) -> bool {
    CLASSES[byte as usize] & class != 0
}

/// The classes of each byte (RFC 9110, sections 5.6.2, 5.6.3 and 11.2).
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte: u8 = 0;
    while byte.is_ascii() {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'+' => {
                TOKEN | TOKEN68
            }
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'^' | b'`' | b'|' => TOKEN,
            b'/' => TOKEN68,
            b' ' | b'\t' => SPACE,
            b',' | b'\r' | b'\n' => COMMA,
            b'=' => PADDING,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests;
