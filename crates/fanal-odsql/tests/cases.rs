//! The cases of `cases/*.md`: prose, a condition, its tree or its problems.

use std::path::Path;

use fanal_odsql::QueryText;

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

#[test]
fn every_case_gives_its_tree_or_its_problems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        let page = std::fs::read_to_string(&path).expect("a page");
        let blocks = blocks(&page);
        assert!(blocks.len().is_multiple_of(2), "{}: a block stands alone", path.display());
        for pair in blocks.chunks(2) {
            let [(odsql, query), (kind, expected)] = pair else { panic!("pairs of two") };
            assert_eq!(odsql, "odsql", "{}", path.display());
            let parsed = QueryText { filters: vec![query.clone()], ..QueryText::default() }.parse();
            let found: Vec<String> = match kind.as_str() {
                "tree" => parsed.query.filter.iter().map(|f| f.outline()).collect(),
                _ => parsed.problems.iter().map(ToString::to_string).collect(),
            };
            assert_eq!(parsed.problems.is_empty(), kind == "tree", "{query}");
            assert_eq!(found.join("\n"), *expected, "{}: {query}", path.display());
            count += 1;
        }
    }
    assert!(count > 0, "no case was found");
}
