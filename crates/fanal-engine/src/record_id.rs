//! The address of a record: it stays the same across versions as long as the record does.

use std::fmt;

/// The address of a record: the hash of its key or content, and which one it is among those of the
/// same hash, from 0, in the order of insertion. Written `00c3…9a-0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RecordId {
    hash: i64,
    occurrence: u64,
}

impl RecordId {
    /// Makes the address of the `occurrence`-th record (from 0) with this hash.
    pub(crate) fn new(hash: i64, occurrence: u64) -> Self {
        Self { hash, occurrence }
    }

    /// Reads what was written by `Display`; anything else is no address.
    pub fn parse(text: &str) -> Option<Self> {
        let (hash, occurrence) = text.split_once('-')?;
        let hexadecimal = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if hash.len() != 16 || !hash.bytes().all(hexadecimal) {
            return None;
        }
        let hash = u64::from_str_radix(hash, 16).ok()?.cast_signed();
        let id = Self { hash, occurrence: occurrence.parse().ok()? };
        // One record has one address: no leading zeros, no sign.
        (id.to_string() == text).then_some(id)
    }

    pub(crate) fn hash(self) -> i64 {
        self.hash
    }

    pub(crate) fn occurrence(self) -> u64 {
        self.occurrence
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.hash, self.occurrence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_and_only_in_its_own_spelling() {
        for id in [RecordId::new(-1, 0), RecordId::new(1, 12), RecordId::new(i64::MIN, u64::MAX)] {
            assert_eq!(RecordId::parse(&id.to_string()), Some(id));
        }
        for text in
            ["", "-", "1-0", "000000000000000A-0", "000000000000000a-00", "000000000000000a-+1"]
        {
            assert_eq!(RecordId::parse(text), None, "{text}");
        }
    }
}
