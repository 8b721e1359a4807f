//! Every sentence that a page names exists, and every sentence is named by something.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fanal_model::Language;
use fanal_words::Words;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the crate's own folder is there") {
        let path = entry.expect("the crate's own folder can be read").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn text(folder: &str) -> String {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.retain(|path| !path.components().any(|c| c.as_os_str() == "snapshots"));
    let read = |path: &PathBuf| fs::read_to_string(path).expect("sources are text");
    found.iter().map(read).collect::<Vec<_>>().join("\n")
}

/// What stands in quotes after each `say…(`.
fn named(text: &str) -> BTreeSet<&str> {
    let calls =
        ["say(\"", "say_text(\"", "say_count(\"", "say_with(\"", "say_with(\n            \""];
    let after = calls.into_iter().flat_map(|call| text.split(call).skip(1));
    after.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_sentence_that_a_page_names_exists() {
    let text = format!("{}\n{}", text("templates"), text("src"));
    let named = named(&text);
    assert!(named.len() > 200, "only {} found", named.len());
    for language in Language::ALL {
        let words = Words::of(language);
        let missing: Vec<_> = named.iter().filter(|id| !words.knows(id)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn every_sentence_of_the_pages_is_used() {
    let text = format!("{}\n{}", text("templates"), text("src"));
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fanal-words/locales/fr");
    for file in ["admin.ftl", "portal.ftl"] {
        let source = fs::read_to_string(locales.join(file)).expect("the sentences are there");
        let ids = source.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
        for id in ids.filter_map(|line| line.split(' ').next()) {
            // Titles and sentences of errors are named by their common start.
            let start = id.trim_end_matches("-title").trim_end_matches("-sentence");
            let used = [id, start].iter().any(|name| text.contains(&format!("\"{name}\"")));
            assert!(used, "`{id}` in {file} is used by nothing");
        }
    }
}
