//! Organisations: who produces data.

use crate::{OrganisationId, Slug};

/// Who produces data (*producteur*): a commune, a department, a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Number in the catalogue.
    pub id: OrganisationId,
    /// Address.
    pub slug: Slug,
    /// Name as people write it.
    pub name: String,
}
