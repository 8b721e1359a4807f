//! Who depends on whom, from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use cargo_metadata::{DependencyKind, Metadata, PackageId};

/// One crate of the workspace and what it needs.
#[derive(Debug, Default, Clone)]
pub(crate) struct Dependencies {
    /// Named in its manifest for the program or its build.
    pub(crate) named: BTreeSet<String>,
    /// Named in its manifest for tests only.
    pub(crate) named_for_tests: BTreeSet<String>,
    /// Reached through what is named for the program or its build, at any depth.
    pub(crate) reached: BTreeSet<String>,
}

/// The crates of the workspace, by name.
pub(crate) struct Graph {
    crates: BTreeMap<String, Dependencies>,
}

impl Graph {
    /// Reads the graph; fails when the metadata came without its resolution.
    pub(crate) fn from_metadata(metadata: &Metadata) -> anyhow::Result<Self> {
        let resolve = metadata.resolve.as_ref().context("`cargo metadata` resolved nothing")?;
        let mut edges: BTreeMap<&PackageId, Vec<&PackageId>> = BTreeMap::new();
        for node in &resolve.nodes {
            let needed = node.deps.iter().filter(|dependency| {
                dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
            });
            edges.insert(&node.id, needed.map(|dependency| &dependency.pkg).collect());
        }
        let names: BTreeMap<&PackageId, &str> =
            metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();

        let mut crates = BTreeMap::new();
        for package in metadata.workspace_packages() {
            let mut dependencies = Dependencies::default();
            for dependency in &package.dependencies {
                let named = match dependency.kind {
                    DependencyKind::Development => &mut dependencies.named_for_tests,
                    _ => &mut dependencies.named,
                };
                named.insert(dependency.name.clone());
            }
            dependencies.reached = reached(&package.id, &edges)
                .into_iter()
                .filter_map(|id| names.get(id).map(|&name| name.to_owned()))
                .collect();
            crates.insert(package.name.to_string(), dependencies);
        }
        Ok(Self { crates })
    }

    /// The workspace's crates, by name.
    pub(crate) fn crates(&self) -> impl Iterator<Item = (&str, &Dependencies)> {
        self.crates.iter().map(|(name, dependencies)| (name.as_str(), dependencies))
    }

    /// Whether the workspace has this crate.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.crates.contains_key(name)
    }

    /// A graph in which each crate names these others and reaches nothing else.
    #[cfg(test)]
    pub(crate) fn planted(crates: &[(&str, &[&str])]) -> Self {
        let own = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<BTreeSet<_>>();
        let crates = crates.iter().map(|&(name, named)| {
            let dependencies =
                Dependencies { named: own(named), reached: own(named), ..Default::default() };
            (name.to_owned(), dependencies)
        });
        Self { crates: crates.collect() }
    }

    /// The same graph, with one more dependency reached from `name` through others.
    #[cfg(test)]
    pub(crate) fn reaching(mut self, name: &str, dependency: &str) -> Self {
        self.crates.entry(name.to_owned()).or_default().reached.insert(dependency.to_owned());
        self
    }

    /// The same graph, with one more dependency named in `name` for tests.
    #[cfg(test)]
    pub(crate) fn testing_with(mut self, name: &str, dependency: &str) -> Self {
        let dependencies = self.crates.entry(name.to_owned()).or_default();
        dependencies.named_for_tests.insert(dependency.to_owned());
        self
    }
}

/// Every package reached from `start`, itself left out.
fn reached<'a>(
    start: &'a PackageId,
    edges: &BTreeMap<&'a PackageId, Vec<&'a PackageId>>,
) -> BTreeSet<&'a PackageId> {
    let mut found = BTreeSet::new();
    let mut to_visit = vec![start];
    while let Some(id) = to_visit.pop() {
        for &next in edges.get(id).into_iter().flatten() {
            if found.insert(next) {
                to_visit.push(next);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn the_graph_of_this_workspace_is_read_with_what_lies_behind() {
        let metadata = cargo_metadata::MetadataCommand::new()
            .other_options(["--offline".to_owned()])
            .exec()
            .expect("the workspace that this test was built from has a manifest");
        let graph = Graph::from_metadata(&metadata).expect("cargo resolves by default");
        let engine = graph.crates().find(|(name, _)| *name == "fanal-engine");
        let (_, engine) = engine.expect("the engine is a crate of this workspace");
        assert!(engine.named.contains("datafusion"));
        assert!(engine.reached.contains("arrow-array"), "two steps away");
        assert!(!engine.named.contains("arrow-array"));
        assert!(!graph.has("datafusion"), "only crates of ours are in it");
    }
}
