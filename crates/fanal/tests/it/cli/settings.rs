//! Settings, and stores that the program must not touch.

use fanal_testkit::run_sql;

use crate::kill::Place;

#[test]
fn an_unknown_setting_is_refused_with_the_nearest_name() {
    let mut place = Place::new();
    place.file("fanal.toml", "listn = \"0.0.0.0:80\"\n");
    let outcome = place.run(&["doctor"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.err.contains("`listn`") && outcome.err.contains("`listen`"), "{}", outcome.err);
    place.file("fanal.toml", "");
    place.set("FANAL_DATABSE_URL", "sqlite:///x.db");
    let outcome = place.run(&["doctor"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.err.contains("`database_url`"), "{}", outcome.err);
    assert!(!place.data().exists(), "nothing was begun");
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
