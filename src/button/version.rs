//! Versions of the base library, compared number by number.

/// A version such as `2.33.1`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Version(pub(super) u32, pub(super) u32, pub(super) u32);

impl Version {
    /// What an unknown version counts as: new enough for the ways of asking that WeChat has left
    /// open, and not so new that a button might be dead, as the coupled one is before 2.33.1.
    pub(super) const ASSUMED: Self = Self(2, 32, 3);

    /// Reads one to three numbers; further ones don't matter. `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.').map(number);
        let major = numbers.next()??;
        let minor = numbers.next().unwrap_or(Some(0))?;
        let patch = numbers.next().unwrap_or(Some(0))?;
        Some(Self(major, minor, patch))
    }
}

fn number(digits: &str) -> Option<u32> {
    // `parse` alone would take a sign.
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number_and_not_by_letter() {
        let ascending = ["1.9.99", "2.9.0", "2.10.4", "2.21.2", "2.32.3", "2.33.1", "3.0.0", "10"];
        let versions: Vec<_> = ascending.iter().map(|text| Version::parse(text)).collect();
        assert!(versions.iter().all(Option::is_some));
        assert!(versions.is_sorted());
    }

    #[test]
    fn missing_numbers_are_zero_and_a_fourth_does_not_matter() {
        assert_eq!(Version::parse("3"), Some(Version(3, 0, 0)));
        assert_eq!(Version::parse("2.10"), Some(Version(2, 10, 0)));
        assert_eq!(Version::parse("2.10.4.7"), Some(Version(2, 10, 4)));
        assert_eq!(Version::parse(" 2.10.4\n"), Some(Version(2, 10, 4)));
    }

    #[test]
    fn what_is_no_version_is_unknown() {
        let garbage = ["", " ", ".", "latest", "v2.10.4", "2.x.1", "2..1", "2.1.", "-1.0.0"];
        for text in garbage.into_iter().chain(["+2.1.0", "2.10.4-beta", "99999999999.0.0", "２.1"])
        {
            assert_eq!(Version::parse(text), None, "{text:?}");
        }
    }
}
