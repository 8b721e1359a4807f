//! What a server writes to its log.

use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use crate::kill::{Browser, Place, csv, rows, wait_until};

programs_on_both_catalogues! {
    a_log_of_all_that_the_program_says_holds_no_secret_and_no_cell,
    a_log_of_what_libraries_say_holds_no_secret,
}

/// Stands in the settings, where the catalogue is on PostgreSQL.
const DATABASE_PASSWORD: &str = "base-kx7q2";
/// Is sent as a password, and is none.
const WRONG_PASSWORD: &str = "faux-kx7q2";
/// Stands in rows that are read, in one that can't be, and in a query.
const CELL: &str = "cellule-kx7q2";

fn a_log_of_all_that_the_program_says_holds_no_secret_and_no_cell(catalogue: Catalogue) {
    check(&catalogue, "warn,fanal=trace", &[CELL]);
}

/// They quote cells, where somebody asks them to say so much.
fn a_log_of_what_libraries_say_holds_no_secret(catalogue: Catalogue) {
    check(&catalogue, "debug", &[]);
}

/// The address with a password, when it has none: the tests' server asks for none.
fn with_password(url: &str) -> String {
    let (login, server) = url.split_once('@').expect("a user is named");
    if login.matches(':').count() > 1 {
        return url.to_owned();
    }
    format!("{login}:{DATABASE_PASSWORD}@{server}")
}

#[track_caller]
fn check(catalogue: &Catalogue, level: &str, absent: &[&str]) {
    let mut place = Place::new();
    if let Catalogue::Postgres(url) = catalogue {
        place.set("FANAL_DATABASE_URL", &with_password(url));
    }
    place.import(&place.file("a.csv", csv(&rows(1, 9, "avant"))), "arbres");
    place.set("FANAL_LOG", level);
    let path = place.path("journal");
    place.keep_log(path.clone());
    let server = place.serve();
    let mut browser = Browser::sign_in(&server);
    let mut again = Browser::stranger(&server);
    assert_eq!(again.try_sign_in(WRONG_PASSWORD), 422);
    assert_eq!(again.try_sign_in(Browser::PASSWORD), 303);
    let broken = format!("{}{CELL};{CELL};{CELL};{CELL};{CELL}\n", csv(&rows(1, 9, CELL)));
    let uploaded = browser.upload(Some("arbres"), "b.csv", broken.as_bytes());
    let job = browser.load(&uploaded, "replace");
    wait_until("the load is over", Duration::from_secs(60), || browser.job(&job).0 == "done");
    let records = "/api/explore/v2.1/catalog/datasets/arbres/records";
    let found = browser.get(&format!("{records}?where=nom%3D%22{CELL}%201%22"));
    assert!(found.text().contains(CELL), "{}", found.text());
    let welcome = server.welcome.as_deref().and_then(|link| link.rsplit('/').next());
    let secrets = [DATABASE_PASSWORD, WRONG_PASSWORD, Browser::PASSWORD];
    let of_browser =
        browser.cookies().chain(again.cookies()).chain(welcome).filter(|secret| secret.len() > 8);
    let of_browser: Vec<String> = of_browser.map(str::to_owned).collect();
    assert!(of_browser.len() > 1, "a session and a link at least");
    server.stop();
    let log = std::fs::read_to_string(&path).expect("the server wrote its log");
    assert!(log.contains(" INFO "), "something is logged: {log}");
    let of_browser = of_browser.iter().map(String::as_str);
    for secret in secrets.into_iter().chain(absent.iter().copied()).chain(of_browser) {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "`{secret}`");
    }
}
