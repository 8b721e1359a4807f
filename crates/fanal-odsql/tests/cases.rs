//! The cases of `cases/*.md`, which the manual shows: prose, a clause (`odsql`, then its name; a
//! condition when none is said), then its tree, its canonical text or its problems.

use std::path::Path;

use fanal_odsql::{Parsed, QueryText};

/// The fenced blocks of a page: language and text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(language) if !inside => {
                out.push((language.to_owned(), String::new()));
                inside = true;
            }
            Some(_) => inside = false,
            None if inside => {
                let (_, text) = out.last_mut().expect("a block is open");
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(line);
            }
            None => {}
        }
    }
    out
}

/// A query of one clause.
fn query(language: &str, text: &str) -> QueryText {
    let one = vec![text.to_owned()];
    let none = QueryText::default();
    match language {
        "odsql" | "odsql where" => QueryText { filters: one, ..none },
        "odsql select" => QueryText { select: one, ..none },
        "odsql group_by" => QueryText { group_by: one, ..none },
        "odsql having" => QueryText { having: one, ..none },
        "odsql order_by" => QueryText { order_by: one, ..none },
        other => panic!("no clause `{other}`"),
    }
}

/// The canonical text of a query of one clause.
fn canonical(parsed: &Parsed) -> String {
    let text = parsed.query.to_text();
    let clauses = [text.select, text.filters, text.group_by, text.having, text.order_by];
    clauses.concat().join(", ")
}

#[test]
fn every_case_gives_its_tree_its_text_or_its_problems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut count = 0;
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let page = std::fs::read_to_string(&path).expect("a page");
        let blocks = blocks(&page);
        assert!(blocks.len().is_multiple_of(2), "{}: a block stands alone", path.display());
        for pair in blocks.chunks(2) {
            let [(language, text), (kind, expected)] = pair else { panic!("pairs of two") };
            let parsed = query(language, text).parse();
            let outlines = || parsed.query.filter.iter().map(|f| f.outline());
            let found: Vec<String> = match kind.as_str() {
                "tree" => outlines().collect(),
                "text" => vec![canonical(&parsed)],
                "problems" => parsed.problems.iter().map(ToString::to_string).collect(),
                other => panic!("no result `{other}`"),
            };
            let found = found.join("\n");
            if parsed.problems.is_empty() == (kind == "problems") || found != *expected {
                let problems = &parsed.problems;
                faults.push(format!("{}: {text}\n{found}\n{problems:?}", path.display()));
            }
            count += 1;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(count > 50, "only {count} cases were found");
}
