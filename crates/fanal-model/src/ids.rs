//! Identifiers: one type a thing, so that a dataset's number is never taken for a version's.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// An attachment (*fichier joint*) of a dataset.
    AttachmentId,
    /// A dataset (*jeu de données*).
    DatasetId,
    /// A job: one long act, done by a worker.
    JobId,
    /// An organisation (*producteur*).
    OrganisationId,
    /// A portal.
    PortalId,
    /// A source of a dataset's records.
    SourceId,
    /// A person with an account.
    UserId,
    /// A version of a dataset.
    VersionId,
}

/// One load of a source into a dataset. It is made before the first byte is written and names the
/// load in the catalogue, in the Delta log (`txn`) and in the lake's folders, so that a load that
/// died can be adopted or rolled back. Lower-case hexadecimal digits and `-` only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LoadId(String);

impl LoadId {
    /// Takes the text of a UUID; nothing else makes a load's name.
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 36
            && text.bytes().all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        shaped.then(|| Self(text.to_owned()))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LoadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
