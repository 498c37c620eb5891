//! Response headers, under whatever casing and in whatever shape a platform hands them over.
//!
//! Field names are compared without regard to ASCII case (RFC 9110, section 5.1). What a name's
//! casing looks like to a mini-program depends on the platform, the HTTP version and the network
//! stack, and two casings of one name can stand side by side.
//!
//! Values are of any type `T`: they are carried, never looked at, so that nothing of a value is
//! lost or copied on its way through.

use std::collections::BTreeMap;

/// A response's header fields: each name as received, with its values in order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Header<T> {
    fields: Vec<(String, Vec<T>)>,
}

impl<T> Default for Header<T> {
    fn default() -> Self {
        Self { fields: Vec::new() }
    }
}

impl<T> Header<T> {
    /// Whether both name the same field.
    #[must_use]
    pub fn is_same_name(name: &str, other: &str) -> bool {
        name.eq_ignore_ascii_case(other)
    }

    /// All values of a field, under each of its casings, in the order received.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &T> {
        self.fields
            .iter()
            .filter(move |(other, _)| Self::is_same_name(name, other))
            .flat_map(|(_, values)| values)
    }

    /// The fields by lower-case name, each with all its values.
    #[must_use]
    pub fn normalized(self) -> BTreeMap<String, Vec<T>> {
        let mut normalized = BTreeMap::<String, Vec<T>>::new();
        for (mut name, values) in self.fields {
            name.make_ascii_lowercase();
            normalized.entry(name).or_default().extend(values);
        }
        normalized.retain(|_, values| !values.is_empty());
        normalized
    }
}

impl<T> Extend<(String, Vec<T>)> for Header<T> {
    fn extend<I: IntoIterator<Item = (String, Vec<T>)>>(&mut self, fields: I) {
        self.fields.extend(fields);
    }
}

impl<T> FromIterator<(String, Vec<T>)> for Header<T> {
    fn from_iter<I: IntoIterator<Item = (String, Vec<T>)>>(fields: I) -> Self {
        Self { fields: fields.into_iter().collect() }
    }
}
