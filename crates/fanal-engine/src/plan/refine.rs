//! `refine` and `exclude`: conditions from values of facets.

use datafusion::logical_expr::{Expr, lit};
use fanal_odsql::{Clause, Query, Refinement};

use super::compare::balanced;
use super::facet::Faceted;
use super::scope::Scope;

impl<'a> Scope<'a> {
    /// The records that are asked for: by `where`, by every refinement and by no exclusion.
    pub(crate) fn filter(&mut self, query: &Query) -> Option<Expr> {
        self.filter_beside(query, None)
    }

    /// The same without the refinements of one facet.
    pub(crate) fn filter_beside(&mut self, query: &Query, facet: Option<&str>) -> Option<Expr> {
        if let Some(problem) = Refinement::too_many(&query.refine, &query.exclude) {
            return self.within(problem.clause).wrong(problem.span, problem.kind);
        }
        let filter = query.filter.as_ref();
        let filter = filter.and_then(|tree| self.within(Clause::Where).condition(tree));
        let mut all: Vec<Expr> = filter.into_iter().collect();
        let refined = query.refine.iter().map(|one| one.facet.as_str());
        let mut names: Vec<&str> = Vec::new();
        for name in refined.filter(|name| Some(*name) != facet) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            all.extend(self.refined(query, name));
        }
        for one in &query.exclude {
            // What has no value stays.
            all.extend(self.excluded(query, one).map(Expr::is_not_true));
        }
        (!all.is_empty()).then(|| balanced(all, Expr::and))
    }

    /// All refinements of one facet: any of them when it is disjunctive, else every one.
    fn refined(&mut self, query: &Query, name: &str) -> Option<Expr> {
        let facet = self.within(Clause::Refine).faceted(query, name)?;
        let chosen = query.refine.iter().filter(|one| one.facet == name);
        let conditions: Vec<Expr> = chosen.map(|one| condition(&facet, one)).collect();
        Some(balanced(conditions, if facet.disjunctive { Expr::or } else { Expr::and }))
    }

    fn excluded(&mut self, query: &Query, one: &Refinement) -> Option<Expr> {
        let facet = self.within(Clause::Exclude).faceted(query, &one.facet)?;
        Some(condition(&facet, one))
    }
}

/// The records that have a value; none when no record can.
fn condition(facet: &Faceted<'_>, refinement: &Refinement) -> Expr {
    facet.choice(&refinement.value).map_or_else(|| lit(false), |choice| choice.condition)
}
