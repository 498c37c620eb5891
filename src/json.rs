//! A small JSON reader (RFC 8259) for the few texts that arrive unparsed: a bundle in a header, and
//! the body of an upload.
//!
//! Linear in the text and not recursive, so no body can exhaust the stack; numbers of up to 15
//! digits are exact, longer ones may differ from `JSON.parse` in the last place.

use crate::value::Value;

/// Deeper nesting is taken for an attack, not for a bundle.
const DEEPEST: usize = 128;

/// Reads a text that is one JSON object. `None` for any other text.
pub(crate) fn read_object(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text.trim_start_matches(is_space) };
    if !reader.rest.starts_with('{') {
        return None;
    }
    let value = reader.value()?;
    reader.skip_space();
    reader.rest.is_empty().then_some(value)
}

/// A whole number below 2^53 as JavaScript's `String()` writes it; `None` for any other number.
pub(crate) fn whole_number_text(number: f64) -> Option<String> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range and the fraction are checked")]
    (number.abs() <= LARGEST && number.fract() == 0.0).then(|| (number as i64).to_string())
}

/// A list or an object whose end hasn't come yet.
enum Open {
    List(Vec<Value>),
    Object(Vec<(String, Value)>, String),
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Value> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            self.skip_space();
            let mut value = if self.take('{') {
                self.skip_space();
                if self.take('}') {
                    Value::Object(Vec::new())
                } else {
                    open.push(Open::Object(Vec::new(), self.name()?));
                    if open.len() > DEEPEST {
                        return None;
                    }
                    continue;
                }
            } else if self.take('[') {
                self.skip_space();
                if self.take(']') {
                    Value::List(Vec::new())
                } else {
                    open.push(Open::List(Vec::new()));
                    if open.len() > DEEPEST {
                        return None;
                    }
                    continue;
                }
            } else {
                self.scalar()?
            };
            // Close every list and object that ends here.
            loop {
                let Some(innermost) = open.pop() else { return Some(value) };
                self.skip_space();
                match innermost {
                    Open::List(mut values) => {
                        values.push(value);
                        if self.take(',') {
                            open.push(Open::List(values));
                            break;
                        }
                        self.expect(']')?;
                        value = Value::List(values);
                    }
                    Open::Object(mut members, name) => {
                        members.push((name, value));
                        if self.take(',') {
                            self.skip_space();
                            open.push(Open::Object(members, self.name()?));
                            break;
                        }
                        self.expect('}')?;
                        value = Value::Object(members);
                    }
                }
            }
        }
    }

    fn name(&mut self) -> Option<String> {
        let name = self.string()?;
        self.skip_space();
        self.expect(':')?;
        Some(name)
    }

    fn scalar(&mut self) -> Option<Value> {
        for (word, value) in
            [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
        {
            if let Some(rest) = self.rest.strip_prefix(word) {
                self.rest = rest;
                return Some(value);
            }
        }
        if self.rest.starts_with('"') {
            return self.string().map(Value::Text);
        }
        self.number().map(Into::into)
    }

    fn string(&mut self) -> Option<String> {
        self.expect('"')?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(|c| matches!(c, '"' | '\\') || c < ' ')?;
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end..];
            if self.take('"') {
                return Some(text);
            }
            self.expect('\\')?;
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.next()?;
        Some(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.code_point(),
            _ => return None,
        })
    }

    fn code_point(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        self.expect('\\')?;
        self.expect('u')?;
        let second = self.four_digits()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |code, _| Some(code * 16 + self.next()?.to_digit(16)?))
    }

    fn number(&mut self) -> Option<f64> {
        let negative = self.take('-');
        let mut mantissa = 0.0;
        let mut exponent = 0;
        let whole = self.digits();
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let fraction = if self.take('.') { self.some_digits()? } else { "" };
        for digit in whole.bytes().chain(fraction.bytes()) {
            mantissa = mantissa * 10.0 + f64::from(digit - b'0');
        }
        exponent -= i32::try_from(fraction.len()).ok()?;
        if self.take('e') || self.take('E') {
            let down = !self.take('+') && self.take('-');
            let digits = self.some_digits()?;
            let power = digits.bytes().fold(0_i32, |power, digit| {
                power.saturating_mul(10).saturating_add(i32::from(digit - b'0'))
            });
            exponent = exponent.saturating_add(if down { -power } else { power });
        }
        let size = scale(mantissa, exponent);
        Some(if negative { -size } else { size })
    }

    fn some_digits(&mut self) -> Option<&str> {
        let digits = self.digits();
        (!digits.is_empty()).then_some(digits)
    }
}

impl<'a> Reader<'a> {
    fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches(is_space);
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        self.take(wanted).then_some(())
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// `mantissa` × 10^`exponent`. Ten to the 22nd is the last power of ten that an `f64` holds exactly,
/// so one multiplication or division rounds once.
fn scale(mantissa: f64, exponent: i32) -> f64 {
    let power = |exponent: u32| (0..exponent).fold(1.0, |power, _| power * 10.0);
    let size = exponent.unsigned_abs().min(400);
    if mantissa == 0.0 {
        0.0
    } else if exponent >= 0 {
        mantissa * power(size)
    } else if size > 300 {
        mantissa / power(300) / power(size - 300)
    } else {
        mantissa / power(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(text: &str) -> Option<Value> {
        read_object(&format!("{{\"v\":{text}}}"))?.member("v").cloned()
    }

    #[test]
    fn every_kind_of_value_is_read() {
        assert_eq!(member("true"), Some(true.into()));
        assert_eq!(member(" false "), Some(false.into()));
        assert_eq!(member("null"), Some(Value::Null));
        assert_eq!(member("[]"), Some(Value::List(vec![])));
        assert_eq!(member("{}"), Some(Value::Object(vec![])));
        assert_eq!(
            member(r#"[1, "a", {"b": [2]}]"#),
            Some(Value::List(vec![
                1.0.into(),
                "a".into(),
                Value::Object(vec![("b".into(), Value::List(vec![2.0.into()]))]),
            ]))
        );
    }

    #[test]
    fn numbers_are_read_as_javascript_reads_them() {
        for (text, number) in [
            ("0", 0.0),
            ("-0.5", -0.5),
            ("7200", 7200.0),
            ("0.1", 0.1),
            ("1e3", 1000.0),
            ("12.5E-1", 1.25),
            ("123456789012345", 123_456_789_012_345.0),
            ("1e400", f64::INFINITY),
            ("1e-400", 0.0),
        ] {
            assert_eq!(member(text), Some(number.into()), "{text}");
        }
    }

    #[test]
    fn strings_are_read_with_their_escapes() {
        assert_eq!(member(r#""a\"\\\/\b\f\n\r\tz""#), Some("a\"\\/\u{8}\u{c}\n\r\tz".into()));
        assert_eq!(member(r#""\u4e2d\ud83d\ude00""#), Some("中😀".into()));
    }

    #[test]
    fn what_is_not_json_is_not_read() {
        for text in [
            "",
            "tru",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "--1",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "\"\\ud83dx\"",
            "[1,]",
            "[1",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "1 2",
            "\"\n\"",
            "]",
        ] {
            assert_eq!(member(text), None, "{text}");
        }
        for text in ["", "1", "[]", "null", "{} x", "{"] {
            assert_eq!(read_object(text), None, "{text}");
        }
    }

    #[test]
    fn endless_nesting_is_refused_and_not_followed() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(member(&deep(DEEPEST)).is_some());
        assert_eq!(member(&deep(DEEPEST + 1)), None);
        assert_eq!(member(&"[".repeat(1_000_000)), None);
    }

    #[test]
    fn a_whole_number_is_written_without_a_point() {
        assert_eq!(whole_number_text(7.0).as_deref(), Some("7"));
        assert_eq!(whole_number_text(-12.0).as_deref(), Some("-12"));
        for number in [7.5, f64::NAN, f64::INFINITY, 1e16] {
            assert_eq!(whole_number_text(number), None, "{number}");
        }
    }
}
