//! Looks that end badly beside a running server.

use std::process::Command;
use std::time::Duration;

use crate::kill::{Browser, Place, Server, csv, is_gone, rows, text, wait_until};

const SOON: Duration = Duration::from_secs(20);
const BROKEN_OFF: &str = "La lecture de ce fichier s\u{2019}est interrompue";

/// Whether a page shows a file as understood.
fn is_understood(page: &str) -> bool {
    page.contains("value=\"load\"") && !page.contains(BROKEN_OFF)
}

#[test]
fn a_look_that_dies_is_told_and_the_portal_goes_on() {
    let mut place = Place::new();
    place.import(&place.file("a.csv", csv(&rows(1, 10, "ligne"))), "arbres");
    place.set("FANAL_FAILPOINT", "look.asked");
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    for _ in 0..3 {
        let uploaded = browser.upload(Some("arbres"), "b.csv", csv(&rows(1, 9, "b")).as_bytes());
        let page = uploaded.page.text();
        assert!(uploaded.page.status == 200 && page.contains(BROKEN_OFF), "{page}");
        assert!(!page.contains("value=\"load\""), "nothing can be loaded");
        assert_eq!(server.export("arbres").rows().len(), 10);
    }
}

#[test]
fn a_look_that_takes_too_much_memory_is_told_and_the_portal_goes_on() {
    let mut place = Place::new();
    place.set("FANAL_WORKER_MEMORY_MB", "64");
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    // A row that is shorter than what a row may have, and longer than this memory.
    let long = format!("a;b\n1;\"{}\"\n", "x".repeat(60 << 20));
    let page = browser.upload(None, "longue.csv", long.as_bytes()).page.text();
    assert!(page.contains(BROKEN_OFF), "{page}");
    let page = browser.upload(None, "b.csv", csv(&rows(1, 9, "b")).as_bytes()).page.text();
    assert!(is_understood(&page), "{page}");
}

/// Has a file read that never ends: the child waits for its first byte.
fn begin_endless(place: &Place, browser: &mut Browser) -> std::io::BufReader<std::net::TcpStream> {
    let uploaded = browser.upload(None, "sans-fin.csv", b"a;b\n1;2\n");
    assert!(is_understood(&uploaded.page.text()));
    let address = uploaded.address.expect("the file was received");
    let id = address.rsplit('/').next().expect("an address ends with a number");
    let spooled = place.data().join("spool").join(id);
    std::fs::remove_file(&spooled).expect("the file lies in the spool");
    let made = Command::new("mkfifo").arg(text(&spooled)).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    browser.begin(&address)
}

/// Waits until a server has that many children.
fn wait_for_children(server: &Server, count: usize) -> Vec<u32> {
    wait_until(&format!("the server has {count} children"), SOON, || {
        server.children().len() == count
    });
    server.children()
}

#[test]
fn readers_end_when_nobody_waits_for_them_and_their_places_are_free() {
    let place = Place::new();
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    let one = begin_endless(&place, &mut browser);
    let [first] = wait_for_children(&server, 1)[..] else { panic!("one child") };
    let other = begin_endless(&place, &mut browser);
    let both = wait_for_children(&server, 2);
    drop((one, other));
    wait_until("the readers are gone", SOON, || both.iter().all(|child| is_gone(*child)));
    assert!(is_gone(first));
    let page = browser.upload(None, "b.csv", csv(&rows(1, 9, "b")).as_bytes()).page.text();
    assert!(is_understood(&page), "{page}");
}

#[test]
fn readers_do_not_outlive_their_server() {
    let place = Place::new();
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    let _waiting = begin_endless(&place, &mut browser);
    let children = wait_for_children(&server, 1);
    server.kill();
    wait_until("the reader is gone", SOON, || is_gone(children[0]));
}
