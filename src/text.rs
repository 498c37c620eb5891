//! What is done with texts in more than one room. The standard library's ways are faster for long
//! texts, and a thousand bytes of WebAssembly each; these are all short.

/// Whether a phrase, which isn't empty, occurs in a text.
pub(crate) fn says(text: &str, phrase: &str) -> bool {
    text.as_bytes().windows(phrase.len()).any(|part| part == phrase.as_bytes())
}

/// These texts one after the other.
pub(crate) fn concat<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().collect()
}

/// A number in decimal digits.
pub(crate) fn decimal(number: u64) -> String {
    let mut place = 1;
    while number / place >= 10 {
        place *= 10;
    }
    let mut text = String::new();
    while place > 0 {
        text.push(char::from(b'0' + (number / place % 10) as u8));
        place /= 10;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_the_standard_library_does() {
        for number in [0, 7, 10, 99, 100, 1_767_225_600_000, u64::MAX / 10, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }

    #[test]
    fn a_text_says_what_occurs_in_it() {
        for phrase in ["a", "cd", "abcd", "d"] {
            assert!(says("abcd", phrase), "{phrase}");
        }
        for phrase in ["ac", "abcde", "A"] {
            assert!(!says("abcd", phrase), "{phrase}");
        }
        assert!(!says("", "a"));
    }
}
