//! Rebuilds the crate when the built styles and scripts changed: a release embeds them.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the files when it runs, so nothing need be rebuilt for them.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::rerun-if-changed=../../web/dist");
    }
}
