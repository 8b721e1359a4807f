//! Any text as the clauses of a query: its first lines are `select`, `group_by`, `order_by` and
//! `having`, each of the others is a condition, a refinement and a facet.

#![no_main]

use fanal_odsql::{Clause, OdsqlProblem, QueryText};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n').map(str::to_owned);
    let mut next = || lines.next().into_iter().collect::<Vec<String>>();
    let (select, group_by, order_by, having) = (next(), next(), next(), next());
    let filters: Vec<String> = lines.collect();
    let (refine, exclude, facets) = (filters.clone(), filters.clone(), filters.clone());
    let clauses = QueryText { refine, exclude, facets, ..QueryText::default() };
    let query = QueryText { select, group_by, order_by, having, filters, ..clauses };
    let parsed = query.parse();
    for (clause, texts) in [
        (Clause::Select, &query.select),
        (Clause::GroupBy, &query.group_by),
        (Clause::OrderBy, &query.order_by),
        (Clause::Having, &query.having),
        (Clause::Where, &query.filters),
        (Clause::Refine, &query.refine),
        (Clause::Exclude, &query.exclude),
        (Clause::Facet, &query.facets),
    ] {
        let problems: Vec<OdsqlProblem> =
            parsed.problems.iter().filter(|p| p.clause == clause).cloned().collect();
        check(&problems, &texts.iter().map(|text| text.trim()).collect::<Vec<_>>());
    }
    if parsed.problems.is_empty() {
        let canonical = parsed.query.to_text();
        let again = canonical.parse();
        assert_eq!(again.problems, [], "{canonical:?}");
        assert_eq!(again.query.to_text(), canonical);
    }
});

/// Problems of a clause lie inside the longest of its texts.
fn check(problems: &[OdsqlProblem], texts: &[&str]) {
    let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    for problem in problems {
        let span = problem.span;
        let inside = span.start <= span.end && span.end <= longest;
        assert!(inside, "a problem lies outside: {problem:?}");
    }
}
