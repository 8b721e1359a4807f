//! Tells builds of the program from each other by a fingerprint of what they are built from: the
//! sources and the dependencies' exact versions. It is the same on whatever machine a release is
//! built or runs.

#[path = "build/fingerprint.rs"]
mod fingerprint;

use std::io::Result;
use std::path::Path;

fn main() -> Result<()> {
    let root = Path::new("../..");
    let mut sources = vec![root.join("Cargo.lock"), root.join("Cargo.toml")];
    fingerprint::collect(&root.join("crates"), &mut sources)?;
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        // Embedded in a release only.
        fingerprint::collect(&root.join("web/dist"), &mut sources)?;
    }
    for source in &sources {
        println!("cargo::rerun-if-changed={}", source.display());
    }
    println!("cargo::rustc-env=FANAL_BUILD={:016x}", fingerprint::of(root, sources)?);
    Ok(())
}
