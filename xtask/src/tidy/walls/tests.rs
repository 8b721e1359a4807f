use super::check;
use crate::tidy::{Graph, Tree};

#[track_caller]
fn check_graph(graph: Graph, expected: &[&str]) {
    let faults = check(&graph, &Tree::planted(&[]));
    assert_faults(&faults, expected);
}

#[track_caller]
fn check_code(path: &str, line: &str, expected: &[&str]) {
    let graph = Graph::planted(&[]);
    let faults = check(&graph, &Tree::planted(&[(path, line)]));
    assert_faults(&faults, expected);
}

#[track_caller]
fn assert_faults(faults: &[crate::tidy::Fault], expected: &[&str]) {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), expected.len(), "{texts:#?}");
    for (text, expected) in texts.iter().zip(expected) {
        assert!(text.contains(expected), "`{expected}` is not in `{text}`");
    }
}

#[test]
fn arrows_that_the_table_allows_pass() {
    check_graph(
        Graph::planted(&[
            ("fanal-model", &["thiserror"]),
            ("fanal-lake", &["fanal-model", "deltalake-core", "tokio"]),
            ("fanal-engine", &["fanal-model", "fanal-lake", "datafusion"]),
            ("fanal-testkit", &["fanal-model", "fanal-engine", "axum"]),
        ])
        .testing_with("fanal-engine", "fanal-testkit"),
        &[],
    );
}

#[test]
fn an_arrow_against_the_table_is_a_fault() {
    check_graph(
        Graph::planted(&[("fanal-lake", &["fanal-engine"]), ("fanal-engine", &[])]),
        &["crates/fanal-lake/Cargo.toml: `fanal-lake` may not depend on `fanal-engine`"],
    );
}

#[test]
fn tests_keep_to_the_table_too() {
    check_graph(
        Graph::planted(&[("fanal-views", &[]), ("fanal-service", &[])])
            .testing_with("fanal-views", "fanal-service"),
        &["the tests of `fanal-views` may not depend on `fanal-service`"],
    );
}

#[test]
fn the_testkit_is_for_tests_only() {
    check_graph(
        Graph::planted(&[("fanal-web", &["fanal-testkit"]), ("fanal-testkit", &[])]),
        &["`fanal-web` may not depend on `fanal-testkit`"],
    );
}

#[test]
fn a_crate_unknown_to_the_table_is_a_fault() {
    check_graph(
        Graph::planted(&[("fanal-toys", &[])]),
        &["`fanal-toys` has no place among the walls"],
    );
}

#[test]
fn a_light_crate_reaches_nothing_heavy_at_any_depth() {
    check_graph(
        Graph::planted(&[("fanal-words", &[])]).reaching("fanal-words", "arrow-array"),
        &["the light crate `fanal-words` reaches `arrow-array`"],
    );
    check_graph(Graph::planted(&[("fanal-words", &[])]).reaching("fanal-words", "arrows"), &[]);
    check_graph(Graph::planted(&[("fanal-store", &[])]).reaching("fanal-store", "tokio"), &[]);
}

#[test]
fn the_model_knows_no_wire_format() {
    check_graph(
        Graph::planted(&[("fanal-model", &[])]).reaching("fanal-model", "serde"),
        &["`fanal-model` reaches `serde`"],
    );
}

#[test]
fn only_its_owner_names_a_reserved_package() {
    check_graph(
        Graph::planted(&[
            ("fanal-service", &["sqlx"]),
            ("fanal-ingest", &["deltalake-core"]),
            ("fanal-web", &["axum"]),
        ])
        .testing_with("fanal-lake", "datafusion"),
        &[
            "`fanal-ingest` names `deltalake-core`, which only `fanal-lake` may",
            "`fanal-lake` names `datafusion`, which only `fanal-engine` and `fanal-cluster` may",
            "`fanal-service` names `sqlx`",
        ],
    );
}

#[test]
fn code_that_goes_through_a_re_export_is_found() {
    check_code(
        "crates/fanal-service/src/query.rs",
        "use fanal_engine::datafusion::prelude::col;",
        &["crates/fanal-service/src/query.rs:1: `datafusion` is named outside"],
    );
    check_code("crates/fanal-engine/src/plan.rs", "use datafusion::prelude::col;", &[]);
    check_code("crates/fanal-web/src/routes.rs", "// not `datafusion::x`", &[]);
}
