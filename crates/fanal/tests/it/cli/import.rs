//! `fanal import`, alone and beside a running server.

use std::process::{Command, Stdio};
use std::time::Duration;

use fanal_testkit::skipped;

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
fn a_terminal_shows_a_bar_and_a_pipe_does_not() {
    let place = Place::new();
    let file = place.file("arbres.csv", CSV);
    let path = file.to_str().expect("a plain path");
    let silent = place.must(&["import", path, "--dataset", "arbres"]);
    assert_eq!(silent.err, "", "no bar where there is no terminal");
    let import = place.command(&["import", path, "--dataset", "arbres"]);
    let program = import.get_program().to_str().expect("a plain path");
    let line = format!("{program} import {path} --dataset arbres");
    let mut terminal = Command::new("script");
    terminal.args(["-qefc", &line, "/dev/null"]).env("TERM", "xterm").stdin(Stdio::null());
    for (name, value) in import.get_envs() {
        match value {
            Some(value) => terminal.env(name, value),
            None => terminal.env_remove(name),
        };
    }
    let Ok(shown) = terminal.output() else {
        let name = "a_terminal_shows_a_bar_and_a_pipe_does_not";
        return skipped(name, "`script`, which makes terminals, is not there");
    };
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains(" %  ") && shown.contains("5 lignes"), "{shown}");
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

#[test]
fn what_changed_since_the_last_file_is_said() {
    let place = Place::new();
    let first = place.file("arbres.csv", "id;essence;hauteur\n1;Tilleul;12\n2;Orme;9\n");
    let second = place.file("suite.csv", "id;hauteur;quartier\n1;douze;Nord\n2;neuf;Sud\n");
    let import = |file: &std::path::Path| {
        place.must(&["import", file.to_str().expect("a plain path"), "--dataset", "arbres"])
    };
    assert_eq!(import(&first).err, "");
    let named = ["import", first.to_str().expect("a plain path"), "--dataset", "arbres"];
    let named = place.must(&[&named[..], &["--title", "Arbres remarquables"]].concat()).err;
    assert!(named.contains("garde son titre"), "{named}");
    let told = import(&second).err;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].contains("essence"), "{told}");
    assert!(lines[1].contains("hauteur") && lines[1].contains("change de type"), "{told}");
    assert!(lines[2].contains("quartier") && lines[2].contains("nouvelle"), "{told}");
    assert_eq!(import(&second).err, "");
}

const COUNTS: &str = r#"{"janvier": [{"rue": "Prado", "n": 1}], "fevrier": [{"rue": "Rome", "n": 2}],
    "mentions": [{"auteur": "Voirie"}]}"#;

#[test]
fn each_table_is_imported_into_a_dataset_of_its_own() {
    let place = Place::new();
    let file = place.file("comptages.json", COUNTS);
    let file = file.to_str().expect("a plain path");
    let all = ["import", file, "--dataset", "comptages", "--title", "Comptages", "--each-table"];
    let first = place.must(&[&all[..], &["--without", "mentions"]].concat());
    assert!(first.out.contains("comptages-janvier\u{a0}», version 1"), "{}", first.out);
    let definition = place.must(&["show", "comptages-fevrier", "--toml"]).out;
    for said in ["series = \"Comptages\"", "title = \"Comptages – fevrier\"", "table = \"fevrier\""]
    {
        assert!(definition.contains(said), "{said} in {definition}");
    }
    let second = place.run(&[&all[..], &["--leave-out", "n"]].concat());
    assert_eq!(second.code, Some(1), "a table without that column is not loaded");
    assert!(second.out.contains("comptages-janvier\u{a0}», version 2"), "{}", second.out);
    let none = place.run(&[&all[..], &["--leave-out", "absente"]].concat());
    assert_eq!(none.err.matches("absente").count(), 3, "each table tells it: {}", none.err);
    let spool = std::fs::read_dir(place.data().join("spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "the file went with the last load");
    let unknown = place.run(&[&all[..], &["--without", "avril"]].concat());
    assert_eq!(unknown.code, Some(1));
    place.is_sound();
}

#[test]
fn a_table_that_no_longer_fits_stops_an_import_that_nobody_watches() {
    let place = Place::new();
    let march = r#""mars": [{"rue": "Paix", "n": 3}], "lisez-moi""#;
    let alike = COUNTS.replace("\"mentions\"", march);
    let file = place.file("comptages.json", &alike);
    let import = |path: &std::path::Path, more: &[&str]| {
        let path = path.to_str().expect("a plain path");
        place.run(&[&["import", path, "--dataset", "comptages"], more].concat())
    };
    let first = import(&file, &["--union"]);
    assert!(first.out.contains("3 lignes"), "what only explains is no table: {first:?}");
    let changed = alike.replace(r#""rue": "Rome", "n": 2"#, r#""voie": "Rome", "total": 2"#);
    let changed = place.file("suite.json", changed);
    let refused = import(&changed, &[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("fevrier"), "{}", refused.err);
    let known = import(&changed, &["--without", "fevrier"]);
    assert!(known.out.contains("2 lignes"), "{known:?}");
    place.is_sound();
}

#[test]
fn tables_with_long_names_alike_become_a_dataset_each() {
    let place = Place::new();
    let folder = "Comptages routiers de la métropole, relevés horaires de l'année 2025";
    let tables: Vec<String> = (0..12)
        .map(|n| format!(r#""{folder} {}": [{{"rue": "Prado", "passages": {n}}}]"#, "€".repeat(n)))
        .collect();
    let file = place.file("comptages.json", format!("{{{}}}", tables.join(",")));
    let file = file.to_str().expect("a plain path");
    let import = ["import", file, "--dataset", "comptages", "--each-table"];
    let made = place.must(&import).out;
    assert!(made.contains("-horaires-de-l-annee-2025-12\u{a0}», version 1"), "{made}");
    // The next file finds each of them again.
    let again = place.must(&import).out;
    assert_eq!(again.matches("», version 2").count(), 12, "{again}");
}
