//! What the page says to whoever drops such a file.

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use crate::kill::{Browser, Place, csv};

use super::command_line::good;
use super::files::all;

programs_on_both_catalogues! { a_file_that_cannot_be_read_is_explained_on_the_page }

fn a_file_that_cannot_be_read_is_explained_on_the_page(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    place.import(&place.file("bon.csv", csv(&good())), "arbres");
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    for bad in all() {
        let uploaded = browser.upload(Some("arbres"), bad.name, &bad.bytes);
        let page = uploaded.page.text();
        assert!(matches!(uploaded.page.status, 200 | 422), "{}", bad.name);
        assert!(page.contains(bad.french), "{}: “{}” is on the page", bad.name, bad.french);
        assert!(!page.contains("value=\"load\""), "{}: nothing can be loaded", bad.name);
    }
    assert!(server.export("arbres").rows() == good());
}
