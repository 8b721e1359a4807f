//! What an actor may see of one dataset.

use std::collections::BTreeSet;

use crate::FieldName;

/// What an actor may see of one dataset. The service makes it from the actor; the engine builds
/// every plan from it. Row filters, masked columns and minimum group sizes join it with the rights
/// that need them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    hidden: BTreeSet<FieldName>,
    unrestricted: bool,
}

impl Access {
    /// Everything. Only ingest, compaction, profiles and erasure may call this (`xtask tidy`
    /// checks).
    pub fn unrestricted() -> Self {
        Self { hidden: BTreeSet::new(), unrestricted: true }
    }

    /// Every record, without these fields.
    pub fn hiding(hidden: impl IntoIterator<Item = FieldName>) -> Self {
        Self { hidden: hidden.into_iter().collect(), unrestricted: false }
    }

    /// Whether it is [`Access::unrestricted`]: one that hides nothing is still somebody's.
    pub fn is_unrestricted(&self) -> bool {
        self.unrestricted
    }

    /// Whether the field exists for this actor.
    pub fn shows(&self, field: &FieldName) -> bool {
        !self.hidden.contains(field)
    }

    /// The fields that do not exist for this actor, in order: part of a cache's key.
    pub fn hidden(&self) -> impl Iterator<Item = &FieldName> {
        self.hidden.iter()
    }
}
