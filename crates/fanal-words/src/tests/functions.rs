//! Every function of the query language is documented, in both languages, and nothing else is.

use std::collections::BTreeSet;
use std::path::Path;

use fanal_model::Language;

use crate::bundle;

/// The names of all functions, from the sources of `fanal-odsql`: its wall keeps it out of here.
fn functions() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fanal-odsql/src/function.rs");
    let source = std::fs::read_to_string(path).expect("the functions of the language");
    let table = source.split("functions! {").nth(1).expect("the table of functions");
    let table = table.split("\n}").next().expect("its end");
    let names = table.split(" = \"").skip(1).filter_map(|rest| rest.split('"').next());
    names.map(|name| format!("function-{}", name.replace('_', "-"))).collect()
}

#[test]
fn every_function_of_queries_is_documented_and_nothing_else() {
    let functions = functions();
    assert!(functions.len() > 30, "{functions:?}");
    for language in Language::ALL {
        let sources = bundle::sources(language);
        let documented: BTreeSet<String> = sources
            .iter()
            .flat_map(|source| source.lines())
            .filter_map(|line| line.split_once(" = "))
            .filter(|(id, _)| id.starts_with("function-"))
            .map(|(id, _)| id.to_owned())
            .collect();
        assert_eq!(documented, functions, "{language:?}");
    }
}

#[test]
fn what_functions_want_is_said_in_words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fanal-odsql/src/problem/wanted.rs");
    let source = std::fs::read_to_string(path).expect("what functions want");
    let table = source.split("\nwanted! {").nth(1).expect("the table").split("\n}").next();
    let rows = table.expect("its end").lines().filter_map(|line| line.split_once(" = \""));
    let wanted = rows.filter_map(|(_, rest)| rest.split('"').next());
    let listed = source.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
    let names: BTreeSet<&str> = wanted.chain(listed).filter(|name| !name.contains(' ')).collect();
    assert!(names.len() > 30, "{names:?}");
    for language in Language::ALL {
        let sources = bundle::sources(language).concat();
        let of = |id: &str| {
            let start = sources.split(&format!("\n{id} =")).nth(1).expect("the sentence");
            start.split("\n}").next().unwrap_or(start)
        };
        let said = ["problem-wanted", "problem-belongs", "problem-feature"].map(of).concat();
        for name in &names {
            assert!(said.contains(&format!("[{name}] ")), "no words for `{name}`");
        }
    }
}
