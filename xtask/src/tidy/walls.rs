//! The walls between crates: who may depend on whom, who may never reach what, and who alone may
//! name what. The tables say what ARCHITECTURE.md explains.

use regex::Regex;

use super::graph::Dependencies;
use super::tree::{is_comment, is_test_file};
use super::{Fault, Graph, Tree};

#[cfg(test)]
mod tests;

/// The crates of ours that each crate may depend on, the words of `fanal-model` apart, which
/// everybody speaks.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("fanal-model", &[]),
    ("fanal-words", &[]),
    ("fanal-meaning", &[]),
    ("fanal-odsql", &[]),
    ("fanal-schema", &["meaning"]),
    ("fanal-privacy", &["meaning"]),
    ("fanal-tiles", &[]),
    ("fanal-views", &["words"]),
    ("fanal-formats", &["meaning"]),
    ("fanal-lake", &[]),
    ("fanal-engine", &["odsql", "tiles", "lake"]),
    ("fanal-cluster", &["engine"]),
    (
        "fanal-ingest",
        &["words", "meaning", "odsql", "schema", "privacy", "formats", "engine", "lake"],
    ),
    ("fanal-search", &[]),
    ("fanal-store", &[]),
    ("fanal-dcat", &[]),
    ("fanal-harvest", &["formats", "dcat"]),
    (
        "fanal-service",
        &[
            "words", "meaning", "odsql", "schema", "privacy", "tiles", "formats", "lake", "engine",
            "cluster", "ingest", "search", "store", "dcat", "harvest",
        ],
    ),
    ("fanal-web", &["service", "views", "words", "odsql"]),
    ("fanal", &["web", "service", "words"]),
    ("xtask", &[]),
];

/// Needed in tests only; may depend on everything.
const FOR_TESTS: &str = "fanal-testkit";

/// Crates that test in a second because nothing heavy is behind them.
const LIGHT: &[&str] = &[
    "fanal-model",
    "fanal-words",
    "fanal-meaning",
    "fanal-odsql",
    "fanal-schema",
    "fanal-privacy",
    "fanal-tiles",
    "fanal-views",
];

/// What light crates never reach, at any depth; a name with `-` behind it counts too.
const HEAVY: &[&str] = &["datafusion", "arrow", "tokio", "axum"];

/// A dependency that few crates may name.
struct Reserved {
    /// Names in manifests.
    packages: &'static [&'static str],
    /// How the code names it.
    code: &'static str,
    /// Who may.
    owners: &'static [&'static str],
}

const RESERVED: &[Reserved] = &[
    Reserved {
        packages: &["datafusion"],
        code: r"\bdatafusion(_[a-z_]+)?::",
        owners: &["fanal-engine", "fanal-cluster"],
    },
    Reserved {
        packages: &["deltalake", "deltalake-core", "delta_kernel", "buoyant_kernel"],
        code: r"\b(deltalake(_core)?|delta_kernel|buoyant_kernel)::",
        owners: &["fanal-lake"],
    },
    Reserved {
        packages: &["sea-orm", "sea-orm-migration", "sea-query", "sqlx"],
        code: r"\b(sea_orm(_migration)?|sea_query|sqlx)::",
        owners: &["fanal-store", FOR_TESTS],
    },
    // A GeoPackage is a SQLite database: its reader names SQL, and nothing of the catalogue.
    Reserved { packages: &["rusqlite"], code: r"\brusqlite::", owners: &["fanal-formats"] },
    Reserved {
        packages: &["axum", "axum-core", "axum-extra"],
        code: r"\baxum(_core|_extra)?::",
        owners: &["fanal-web", FOR_TESTS],
    },
];

/// Finds every breach, in manifests and in code.
pub(crate) fn check(graph: &Graph, tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, dependencies) in graph.crates() {
        let manifest = manifest_of(name);
        let mut breach = |what: String, remedy: &str| {
            faults.push(Fault::in_file(&manifest, what, remedy));
        };
        ours(name, dependencies, graph, &mut breach);
        weight(name, dependencies, &mut breach);
        reserved(name, dependencies, &mut breach);
    }
    faults.extend(names_in_code(tree));
    faults
}

/// Dependencies between our own crates.
fn ours(
    name: &str,
    dependencies: &Dependencies,
    graph: &Graph,
    breach: &mut impl FnMut(String, &str),
) {
    if name == FOR_TESTS {
        return;
    }
    let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(of, _)| *of == name) else {
        breach(
            format!("the crate `{name}` has no place among the walls"),
            "add it to `MAY_DEPEND_ON` in xtask and to the table of ARCHITECTURE.md",
        );
        return;
    };
    let may = |other: &str| {
        let short = other.strip_prefix("fanal-").unwrap_or(other);
        short == "model" && name != "xtask" || allowed.contains(&short)
    };
    for other in dependencies.named.iter().filter(|other| graph.has(other)) {
        if !may(other) {
            breach(
                format!("`{name}` may not depend on `{other}`"),
                "arrows go one way: move the code to the crate that may, or pass the value in",
            );
        }
    }
    for other in dependencies.named_for_tests.iter().filter(|other| graph.has(other)) {
        if !may(other) && other != FOR_TESTS && other != name {
            breach(
                format!("the tests of `{name}` may not depend on `{other}`"),
                "test it from the crate above, or in the integration tests of `fanal`",
            );
        }
    }
}

/// What light crates never reach.
fn weight(name: &str, dependencies: &Dependencies, breach: &mut impl FnMut(String, &str)) {
    if LIGHT.contains(&name) {
        let heavy = |reached: &&String| {
            HEAVY.iter().any(|h| {
                reached.strip_prefix(h).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        };
        if let Some(reached) = dependencies.reached.iter().find(heavy) {
            breach(
                format!("the light crate `{name}` reaches `{reached}`"),
                "`cargo tree -p CRATE -i PACKAGE` shows the way; cut it, or move the code up",
            );
        }
    }
    if name == "fanal-model" && dependencies.reached.contains("serde") {
        breach(
            "`fanal-model` reaches `serde`".to_owned(),
            "wire formats stand where the wire is, never in the model",
        );
    }
}

/// Packages that only their owners name.
fn reserved(name: &str, dependencies: &Dependencies, breach: &mut impl FnMut(String, &str)) {
    for Reserved { packages, owners, .. } in RESERVED {
        if owners.contains(&name) {
            continue;
        }
        let named = dependencies.named.iter().chain(&dependencies.named_for_tests);
        for package in named.filter(|package| packages.contains(&package.as_str())) {
            breach(
                format!("`{name}` names `{package}`, which only {} may", list(owners)),
                "ask that crate for what you need, in its own types",
            );
        }
    }
}

/// A crate behind a wall can still be named through somebody's re-export: read the code too.
fn names_in_code(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for Reserved { code, owners, .. } in RESERVED {
        let pattern = Regex::new(code).expect("the patterns of this file are valid");
        for (path, text) in tree.rust_files() {
            let Some(name) = crate_of(path) else { continue };
            if owners.contains(&name) || name == "xtask" || is_test_file(path) && name == "fanal" {
                continue;
            }
            for (index, line) in text.lines().enumerate() {
                if let Some(found) = pattern.find(line).filter(|_| !is_comment(line)) {
                    let what = format!(
                        "`{}` is named outside {}",
                        found.as_str().trim_end_matches(':'),
                        list(owners)
                    );
                    let remedy = "ask that crate for what you need, in its own types";
                    faults.push(Fault::in_file(path, what, remedy).on_line(index + 1));
                }
            }
        }
    }
    faults
}

fn manifest_of(name: &str) -> String {
    match name {
        "xtask" => "xtask/Cargo.toml".to_owned(),
        _ => format!("crates/{name}/Cargo.toml"),
    }
}

fn crate_of(path: &str) -> Option<&str> {
    match path.strip_prefix("crates/") {
        Some(rest) => rest.split('/').next(),
        None => path.starts_with("xtask/").then_some("xtask"),
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}
