use std::io::Write;

use memchr::memchr_iter;

use super::super::encoding::Encoding;
use super::*;

/// Cuts a text into blocks of about that many bytes.
fn blocks(text: &str, block_bytes: usize) -> Vec<Block> {
    let unique = format!("fanal-split-{}-{:?}", std::process::id(), std::thread::current().id());
    let path = std::env::temp_dir().join(unique);
    let mut file = std::fs::File::create(&path).expect("the temporary folder can be written");
    file.write_all(text.as_bytes()).expect("the temporary folder has room");
    let source = ByteSource::open(&path, Encoding::UTF_8).expect("just written");
    let marks = Marks { separator: b';', quote: b'"', escape: false, cell_limit: 1 << 20 };
    let mut splitter = Splitter::new(source, marks, 1 << 20).with_blocks_of(block_bytes);
    let mut found = Vec::new();
    while let Some(block) = splitter.next_block().expect("no row is too long") {
        found.push(block);
    }
    drop(std::fs::remove_file(path));
    found
}

#[track_caller]
fn check(text: &str, expected: &[(u64, &str)]) {
    let found = blocks(text, 1);
    let found: Vec<(u64, &str)> = found
        .iter()
        .map(|b| (b.first_line, std::str::from_utf8(&b.bytes).unwrap_or("?")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn blocks_hold_whole_records_and_know_their_line() {
    check("a;b\n1;2\n", &[(1, "a;b\n"), (2, "1;2\n")]);
    check("\"a\nb\";c\nd", &[(1, "\"a\nb\";c\n"), (3, "d")]);
    check("5\" tube\n\"x\"\"\ny\"\n", &[(1, "5\" tube\n"), (2, "\"x\"\"\ny\"\n")]);
    check("\"fin\"", &[(1, "\"fin\"")]);
}

#[test]
fn a_quote_that_is_never_closed_holds_nothing_together() {
    check(
        "a;b\n1;\"x\n2;\"y\"\n3;z\n",
        &[(1, "a;b\n"), (2, "1;\"x\n"), (3, "2;\"y\"\n"), (4, "3;z\n")],
    );
    check("1;\"x\n2;y\n", &[(1, "1;\"x\n"), (2, "2;y\n")]);
}

#[test]
fn all_bytes_are_given_once_whatever_the_size_of_blocks() {
    let text = "a;\"b\n\"\"c\"\"\";d\n\n\"open;x\n1;2\ne\";f\n\"\";\"\"\n".repeat(50);
    for size in [1, 7, 64, 1 << 20] {
        let found = blocks(&text, size);
        let joined: Vec<u8> = found.iter().flat_map(|b| b.bytes.clone()).collect();
        assert_eq!(String::from_utf8_lossy(&joined), text);
        let mut line = 1;
        for block in &found {
            assert_eq!(block.first_line, line, "{block:?}");
            line += memchr_iter(b'\n', &block.bytes).count() as u64;
        }
    }
}
