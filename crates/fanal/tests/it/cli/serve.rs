//! Several servers of one portal.

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use crate::kill::{Browser, Place};

programs_on_both_catalogues! {
    a_welcome_link_works_on_every_server_and_once,
}

fn a_welcome_link_works_on_every_server_and_once(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let servers = [place.serve_without_worker(), place.serve_without_worker()];
    let links = servers.each_ref().map(|it| it.welcome.clone().expect("nobody has an account"));
    for server in &servers {
        for link in &links {
            assert_eq!(server.get(link).status, 200, "{link}");
        }
        assert_eq!(server.get(&format!("{}x", links[0])).status, 404);
    }
    Browser::sign_in(&servers[1]);
    for server in &servers {
        for link in &links {
            assert_eq!(server.get(link).status, 404, "{link} has made its account");
        }
    }
}
