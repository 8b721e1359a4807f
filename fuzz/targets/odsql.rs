//! Any texts are clauses: no panic, problems lie within them, and what is printed reads back as
//! the same query.

#![no_main]

use fanal_odsql::{Clause, QueryText};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|clauses: (&str, &str, &str, &str)| {
    let (select, filter, group_by, order_by) = clauses;
    let list = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let text = QueryText {
        select: list(select),
        filters: list(filter),
        group_by: list(group_by),
        order_by: list(order_by),
        ..QueryText::default()
    };
    let parsed = text.parse();
    for problem in &parsed.problems {
        let characters = match problem.clause {
            Clause::Select => select.chars().count(),
            Clause::Where => filter.chars().count(),
            Clause::GroupBy => group_by.chars().count(),
            Clause::OrderBy => order_by.chars().count(),
        };
        assert!(problem.span.end <= characters, "{problem:?} lies outside its clause");
    }
    if parsed.problems.is_empty() {
        let printed = parsed.query.to_text();
        let again = printed.parse();
        assert!(again.problems.is_empty(), "{printed:?}: {:?}", again.problems);
        assert_eq!(again.query.to_text(), printed);
    }
});
