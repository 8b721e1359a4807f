//! Any text as the clauses of a query: its first lines are `select`, `group_by` and `order_by`, each
//! of the others is a condition.

#![no_main]

use fanal_odsql::QueryText;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n').map(str::to_owned);
    let mut next = || lines.next().into_iter().collect::<Vec<String>>();
    let (select, group_by, order_by) = (next(), next(), next());
    let query =
        QueryText { select, group_by, order_by, filters: lines.collect(), ..QueryText::default() };
    let parsed = query.parse();
    let longest = text.chars().count();
    for problem in &parsed.problems {
        let span = problem.span;
        assert!(
            span.start <= span.end && span.end <= longest,
            "a problem lies outside: {problem:?}"
        );
    }
    if parsed.problems.is_empty() {
        let canonical = parsed.query.to_text();
        let again = canonical.parse();
        assert_eq!(again.problems, [], "{canonical:?}");
        assert_eq!(again.query.to_text(), canonical);
    }
});
