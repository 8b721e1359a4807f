//! What was chosen of a page's filters: `?refine.essence=Tilleul&exclude.quartier=Nord`, as old
//! links to Opendatasoft's pages write it too.

use fanal_odsql::Refinement;
use fanal_views::Chosen;

use crate::uri::Parameters;

/// What was chosen, in the order of choosing.
pub(super) fn chosen(params: &Parameters) -> Vec<Chosen> {
    params.pairs().filter_map(|(name, value)| Chosen::parse(&name, &value)).collect()
}

/// What is kept, or what is left out, for queries.
pub(super) fn refinements(chosen: &[Chosen], excluded: bool) -> Vec<Refinement> {
    let those = chosen.iter().filter(|one| one.excluded == excluded);
    those.map(|one| Refinement { facet: one.name.clone(), value: one.value.clone() }).collect()
}
