//! `fanal import`, alone and beside a running server.

use std::time::Duration;

use crate::arbres::{API, CSV, LATER};
use crate::kill::{Place, wait_until};

#[test]
fn an_import_beside_a_running_server_shows_at_once() {
    let place = Place::new();
    let first = place.file("arbres.csv", CSV);
    let outcome = place.import(&first, "arbres");
    assert_eq!(outcome.out, "«\u{a0}arbres\u{a0}», version 1\u{a0}: 5 lignes au total.\n");
    let server = place.serve_without_worker();
    let total = |where_: &str| {
        let answer = server.get(&format!("{API}/records?limit=0&where={where_}"));
        serde_json::from_slice::<serde_json::Value>(&answer.body).ok()?["total_count"].as_u64()
    };
    assert_eq!(total("id=5"), Some(1));
    let second = place.file("plus-tard.csv", LATER);
    place.import(&second, "arbres");
    wait_until("the server shows what was imported", Duration::from_secs(2), || {
        total("id=6") == Some(1)
    });
    assert_eq!(total("id=5"), Some(0));
    let definition = place.must(&["show", "arbres", "--toml"]).out;
    let renamed = definition.replace("title = \"arbres\"", "title = \"Les arbres\"");
    let file = place.file("arbres.toml", renamed);
    place.must(&["apply", file.to_str().expect("a plain path")]);
    wait_until("the server shows the new title", Duration::from_secs(2), || {
        server.get("/explore/dataset/arbres/").text().contains("Les arbres")
    });
    place.is_sound();
}

#[test]
fn what_an_import_can_t_do_is_said_and_ends_with_a_code() {
    let place = Place::new();
    let file = place.file("arbres.csv", CSV);
    let file = file.to_str().expect("a plain path");
    for (arguments, said) in [
        (&["import", file, "--dataset", "Pas Une Adresse"][..], "Pas Une Adresse"),
        (&["import", "nulle-part.csv", "--dataset", "arbres"], "nulle-part.csv"),
        (&["show", "rien", "--toml"], "n’existe pas"),
    ] {
        let outcome = place.run(arguments);
        assert_eq!(outcome.code, Some(1), "{arguments:?}: {outcome:?}");
        assert!(outcome.err.contains(said), "{arguments:?}: {}", outcome.err);
        assert_eq!(outcome.err.trim_end().lines().count(), 1, "one sentence: {}", outcome.err);
    }
}
