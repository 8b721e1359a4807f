//! Licences in facets: the platform knows their codes, the API shows their names.

use fanal_model::{Facet, FacetValue};
use fanal_odsql::Refinement;
use fanal_views::{LICENCES, licence};

fn is_licence(name: &str) -> bool {
    name.strip_prefix("default.").unwrap_or(name) == "license"
}

/// A facet with the names of licences.
pub(super) fn named(facet: Facet) -> Facet {
    if !is_licence(&facet.name) {
        return facet;
    }
    let named = |value: FacetValue| match licence(&value.value) {
        Some(known) => {
            FacetValue { name: known.name.to_owned(), value: known.name.to_owned(), ..value }
        }
        None => value,
    };
    let values = facet.values.into_iter().map(named).collect();
    Facet { values, ..facet }
}

/// What was chosen, with the codes of licences.
pub(crate) fn coded(refinement: Refinement) -> Refinement {
    let known = LICENCES.iter().find(|known| known.name == refinement.value);
    match known.filter(|_| is_licence(&refinement.facet)) {
        Some(known) => Refinement { value: known.code.to_owned(), ..refinement },
        None => refinement,
    }
}
