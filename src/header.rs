//! Response headers, under whatever casing and in whatever shape a platform hands them over.
//!
//! Field names are compared without regard to ASCII case (RFC 9110, section 5.1). What a name's
//! casing looks like to a mini-program depends on the platform, the HTTP version and the network
//! stack, and two casings of one name can stand side by side.
//!
//! Values are of any type `T`: they are carried, never looked at, so that nothing of a value is
//! lost or copied on its way through.

use std::{collections::BinaryHeap, mem};

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
    /// Adds a field with its values, under the name as received.
    pub fn push(&mut self, name: String, values: Vec<T>) {
        self.fields.push((name, values));
    }

    /// All values of a field, under each of its casings, in the order received.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<T>
    where
        T: Clone,
    {
        let mut found = Vec::new();
        for (other, values) in &self.fields {
            if other.eq_ignore_ascii_case(name) {
                found.extend_from_slice(values);
            }
        }
        found
    }

    /// The fields by lower-case name, sorted, each with all its values in the order received.
    #[must_use]
    pub fn normalized(mut self) -> Vec<(String, Vec<T>)> {
        // A heap: of the standard library's sorts it is by far the smallest in WebAssembly.
        let names = self.fields.iter().enumerate();
        let order: BinaryHeap<_> =
            names.map(|(index, (name, _))| (name.to_ascii_lowercase(), index)).collect();

        let mut normalized: Vec<(String, Vec<T>)> = Vec::new();
        for (name, index) in order.into_sorted_vec() {
            let values = self.fields.get_mut(index).map(|field| mem::take(&mut field.1));
            let values = values.unwrap_or_default();
            match normalized.last_mut() {
                Some((last, all)) if *last == name => all.extend(values),
                _ if values.is_empty() => {}
                _ => normalized.push((name, values)),
            }
        }
        normalized
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(fields: &[(&str, &[&'static str])]) -> Header<&'static str> {
        let mut header = Header::default();
        for (name, values) in fields {
            header.push((*name).into(), values.to_vec());
        }
        header
    }

    #[test]
    fn a_field_is_found_under_each_of_its_casings() {
        let header =
            header(&[("Www-Authenticate", &["a"]), ("x", &["b"]), ("WWW-AUTHENTICATE", &["c"])]);
        assert_eq!(header.values("www-authenticate"), ["a", "c"]);
        assert_eq!(header.values("authenticate"), [""; 0]);
    }

    #[test]
    fn fields_are_sorted_by_their_lower_case_names_and_empty_ones_left_out() {
        let header = header(&[("B", &["1"]), ("a", &["2", "3"]), ("b", &["4"]), ("c", &[])]);
        let expected = vec![("a".to_owned(), vec!["2", "3"]), ("b".to_owned(), vec!["1", "4"])];
        assert_eq!(header.normalized(), expected);
    }
}
