//! What was chosen of a page's filters: `?refine.essence=Tilleul&exclude.quartier=Nord`, as old
//! links to Opendatasoft's pages write it too.

use std::collections::HashSet;

use fanal_model::Problem;
use fanal_odsql::{REFINEMENT_LIMIT, Refinement};
use fanal_service::ServiceError;
use fanal_views::Chosen;

use crate::uri::Parameters;

/// Most bytes of what is chosen: each link of a page repeats all of it.
const LENGTH_LIMIT_BYTES: usize = 8_000;

/// What was chosen, in the order of choosing, each once. Too much of it is refused.
pub(super) fn chosen(params: &Parameters) -> Result<Vec<Chosen>, ServiceError> {
    let mut known = HashSet::new();
    let chosen = params.pairs().filter_map(|(name, value)| Chosen::parse(&name, &value));
    let chosen: Vec<Chosen> = chosen.filter(|one| known.insert(one.clone())).collect();
    let length: usize = chosen.iter().map(|one| one.name.len() + one.value.len()).sum();
    match chosen.len() > REFINEMENT_LIMIT || length > LENGTH_LIMIT_BYTES {
        true => {
            let problem = Problem::new("filters-too-many").number("limit", REFINEMENT_LIMIT);
            Err(ServiceError::Refused(problem))
        }
        false => Ok(chosen),
    }
}

/// What is kept, or what is left out, for queries.
pub(super) fn refinements(chosen: &[Chosen], excluded: bool) -> Vec<Refinement> {
    let those = chosen.iter().filter(|one| one.excluded == excluded);
    those.map(|one| Refinement { facet: one.name.clone(), value: one.value.clone() }).collect()
}
