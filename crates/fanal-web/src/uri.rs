//! Addresses: parameters as they were written, several of one name kept.

use std::collections::HashMap;

use url::form_urlencoded;

/// The parameters of an address or a form, in order. Empty ones count as absent, as the Explore
/// API wants.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters {
    pairs: Vec<(String, String)>,
    /// Where each name stands first with a value, or first at all: a form may have thousands of
    /// fields, and each of them is asked for.
    places: HashMap<String, usize>,
}

impl Parameters {
    /// Reads `a=1&b=2`.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(encoded).into_owned().collect();
        let mut places = HashMap::<String, usize>::new();
        for (place, (name, value)) in pairs.iter().enumerate() {
            let known = places.entry(name.clone()).or_insert(place);
            if pairs[*known].1.is_empty() && !value.is_empty() {
                *known = place;
            }
        }
        Self { pairs, places }
    }

    /// The first value of that name that is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = &self.pairs[*self.places.get(name)?];
        Some(value.as_str()).filter(|v| !v.is_empty())
    }

    /// All values of that name that are not empty.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let of_name = self.pairs.iter().filter(|(n, v)| n == name && !v.is_empty());
        of_name.map(|(_, v)| v.clone()).collect()
    }

    /// Whether the name stands there, even empty: a box that is ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// Names and values as they were written.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (String, String)> {
        self.pairs.iter().cloned()
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(n, _)| n.as_str())
    }
}

/// Writes parameters for an address.
pub(crate) fn encode(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_counts_as_absent_and_its_name_as_there() {
        let fields = Parameters::parse(b"a=&a=1&a=2&b=");
        assert_eq!(fields.get("a"), Some("1"));
        assert_eq!(fields.all("a"), ["1", "2"]);
        assert_eq!(fields.get("b"), None);
        assert!(fields.has("b") && !fields.has("c"));
        assert_eq!(fields.names().collect::<Vec<_>>(), ["a", "a", "a", "b"]);
    }
}
