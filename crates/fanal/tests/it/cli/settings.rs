//! Settings, and stores that the program must not touch.

use std::io::{Read, Write};
use std::net::TcpListener;

use fanal_testkit::run_sql;

use crate::kill::Place;

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_name() {
    let mut place = Place::new();
    place.file("fanal.toml", "# Notre portail\nlistn = \"0.0.0.0:80\"\n");
    let refused = |place: &Place| {
        let outcome = place.run(&["doctor"]);
        assert_eq!(outcome.code, Some(1), "{outcome:?}");
        outcome.err
    };
    assert_eq!(
        refused(&place),
        "Dans «\u{a0}fanal.toml\u{a0}», ligne 2, «\u{a0}listn\u{a0}» n’est pas un réglage. Le nom \
         le plus proche est «\u{a0}listen\u{a0}»\u{a0}: corrigez cette ligne, ou retirez-la.\n"
    );
    place.file("fanal.toml", "");
    place.set("FANAL_DATABSE_URL", "sqlite:///x.db");
    assert_eq!(
        refused(&place),
        "La variable «\u{a0}FANAL_DATABSE_URL\u{a0}» n’est pas un réglage. Le nom le plus proche \
         est «\u{a0}FANAL_DATABASE_URL\u{a0}»\u{a0}: corrigez son nom, ou retirez-la.\n"
    );
    assert!(!place.data().exists(), "nothing was begun");
}

#[test]
fn settings_are_explained_in_the_language_of_the_reader() {
    let mut place = Place::new();
    place.file("fanal.toml", "demo = 1\nlisten = oui\n");
    let french = place.run(&["doctor"]);
    let expected = "ligne 2, colonne 10\u{a0}: «\u{a0}listen = oui\u{a0}»";
    assert!(french.err.contains(expected), "{}", french.err);
    place.set("LANG", "en_GB.UTF-8");
    let english = place.run(&["doctor"]);
    let expected = "line 2, column 10: “listen = oui”";
    assert!(english.err.contains(expected), "{}", english.err);
    assert!(!place.data().exists(), "nothing was begun");
}

/// The address of a server that forbids everything, as long as the test runs.
fn forbidding() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let _ = stream.read(&mut [0; 1 << 16]);
            let answer =
                b"HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(answer).expect("the program reads");
        }
    });
    format!("http://{address}")
}

#[test]
fn a_store_that_can_t_be_opened_is_explained() {
    let mut place = Place::new();
    place.set("FANAL_STORE_URL", "s3://seau/lac");
    let address = forbidding();
    place.set("AWS_ENDPOINT_URL", &address);
    let plain = place.run(&["doctor"]);
    assert_eq!(plain.code, Some(1), "{plain:?}");
    assert!(plain.err.contains(&address) && plain.err.contains("AWS_ALLOW_HTTP"), "{plain:?}");
    place.set("AWS_ALLOW_HTTP", "true");
    place.set("AWS_ACCESS_KEY_ID", "a");
    place.set("AWS_SECRET_ACCESS_KEY", "b");
    let forbidden = place.run(&["doctor"]);
    assert_eq!(forbidden.code, Some(1), "{forbidden:?}");
    let said = forbidden.out.lines().last().expect("the store comes last");
    assert!(said.starts_with("✗ Stockage") && said.contains("refuse d’écrire"), "{said}");
}

#[test]
fn a_store_newer_than_the_program_is_refused_and_left_alone() {
    let place = Place::new();
    place.must(&["doctor"]);
    let catalogue = place.data().join("catalogue.db");
    let url = format!("sqlite://{}", catalogue.display());
    run_sql(&url, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)");
    let before = std::fs::read(&catalogue).expect("the catalogue can be read");
    for command in ["doctor", "serve", "work"] {
        let outcome = place.run(&[command]);
        assert_eq!(outcome.code, Some(1), "{command}: {outcome:?}");
        assert!(outcome.err.contains("m9999_later"), "{command}: {}", outcome.err);
    }
    assert_eq!(std::fs::read(&catalogue).expect("it is there"), before);
}
