//! The checks, one a module; each takes what it reads and answers with faults, so that a test can
//! plant one.

mod architecture;
mod attributes;
mod door;
mod environment;
mod fault;
mod graph;
mod length;
mod machine_paths;
mod snapshots;
mod tree;
mod walls;

pub(crate) use fault::Fault;
pub(crate) use graph::Graph;
pub(crate) use tree::Tree;

/// Runs every check; faults come sorted by file and line.
pub(crate) fn faults(tree: &Tree, graph: &Graph) -> Vec<Fault> {
    let mut faults = walls::check(graph, tree);
    faults.extend(length::check(tree));
    faults.extend(door::check(tree));
    faults.extend(environment::check(tree));
    faults.extend(snapshots::check(tree));
    faults.extend(architecture::check(tree, graph));
    faults.extend(machine_paths::check(tree));
    faults.extend(attributes::check(tree));
    faults.sort();
    faults
}
