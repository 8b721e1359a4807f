//! Loads into what everybody reads.

use fanal_testkit::model::AuditAct;
use fanal_testkit::service::JobEnd;
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

use super::{BORN, ELECTED, PAGE, REASON};

on_both_catalogues! {
    a_load_that_publishes_stops_before_anything_is_stored,
    a_version_that_brings_persons_to_a_public_dataset_stops,
    a_column_that_comes_to_designate_persons_is_asked_about,
    leaving_a_column_of_persons_out_withdraws_the_versions_that_hold_it,
    a_column_left_out_is_known_by_its_name,
    a_column_that_is_said_to_designate_persons_leaves_earlier_versions_too,
    a_load_that_withdraws_versions_has_the_dataset_cleaned_once,
}

#[track_caller]
fn stopped(end: JobEnd, columns: &str) {
    let JobEnd::Failed(problem) = end else { panic!("it stops, and not {end:?}") };
    let expected = format!("columns=`{columns}`");
    assert_eq!(problem.code, "persons-undecided-load");
    assert!(problem.to_string().ends_with(&expected), "{problem}");
}

async fn a_load_that_publishes_stops_before_anything_is_stored(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let end = app.dataset("elus").csv(ELECTED).end(true).await.expect("it is taken");
    stopped(end, "Nom de l'élu, Prénom de l'élu");
    assert!(app.stored("elus").await.current.is_none());
    let in_lake = |path: &std::path::PathBuf| path.starts_with(app.lake_folder());
    let found = app.files_with(b"KERVELLA");
    assert!(!found.iter().any(in_lake), "{found:?}");
    app.visitor().get(PAGE).await.expect(404);
    let unknown = app.dataset("elus").csv(ELECTED).because("Maire", REASON).end(true).await;
    let JobEnd::Failed(problem) = unknown.expect("it is taken") else { panic!("it is refused") };
    assert_eq!(problem.code, "public-because-no-column");
    let said = app.dataset("elus").csv(ELECTED).because("Nom de l'élu", REASON);
    let said = said.because("prenom_de_l_elu", REASON);
    said.published().await;
    app.visitor().get(PAGE).await.expect(200);
    assert!(app.audit().await.iter().any(|entry| entry.act == AuditAct::PersonsAllowed));
    app.dataset("autres")
        .csv(ELECTED)
        .without_column("Nom de l'élu")
        .end(true)
        .await
        .map_or_else(|error| panic!("{error}"), |end| stopped(end, "Prénom de l'élu"));
}

async fn a_version_that_brings_persons_to_a_public_dataset_stops(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let named = |csv: &str| {
        let load = app.dataset("elus").csv(csv);
        load.because("Nom de l'élu", REASON).because("Prénom de l'élu", REASON)
    };
    named(ELECTED).published().await;
    let end = app.dataset("elus").csv(BORN).end(false).await.expect("it is taken");
    stopped(end, "Date de naissance");
    let version = app.stored("elus").await.current.expect("it stays");
    assert_eq!((version.number, version.fields.len()), (1, 4));
    let page = app.visitor().get(PAGE).await.expect(200);
    assert!(!page.text().contains("naissance"), "nobody learns of it");
    app.dataset("elus").csv(BORN).without_column("Date de naissance").loaded().await;
    assert_eq!(app.stored("elus").await.current.map(|v| v.number), Some(2));
    app.visitor().get(&format!("{PAGE}?version=1")).await.expect(200);
    let operator = app.operator().await;
    app.platform().unpublish(&operator, "elus").await.expect("it is there");
    app.apply("[dataset]\nid = \"elus\"\ntitle = \"Élus\"\n[source.recipe]\n").await.expect("fits");
    app.dataset("elus").csv(BORN).loaded().await;
    let version = app.stored("elus").await.current.expect("a draft takes everything");
    assert_eq!((version.number, version.fields.len()), (3, 5));
}

async fn a_column_that_comes_to_designate_persons_is_asked_about(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let lines =
        |number: &str| format!("Lieu;Téléphone\nA;{number}11\nB;{number}12\nC;{number}13\n");
    app.dataset("elus").csv(&lines("04915511")).published().await;
    let mobiles = lines("06915511");
    let replaced = app.dataset("elus").csv(&mobiles).end(false).await.expect("it is taken");
    stopped(replaced, "Téléphone");
    let added = app.dataset("elus").csv(&mobiles).appended().end(false).await;
    stopped(added.expect("it is taken"), "Téléphone");
    let said = app.dataset("elus").csv(&mobiles).because("Téléphone", "Lignes du service");
    said.appended().loaded().await;
    app.dataset("elus").csv(&lines("04915511")).loaded().await;
    app.dataset("elus").csv(&mobiles).loaded().await;
    assert_eq!(app.stored("elus").await.current.map(|v| v.number), Some(4), "it was asked once");
}

async fn leaving_a_column_of_persons_out_withdraws_the_versions_that_hold_it(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("elus").csv(BORN).loaded().await;
    app.dataset("elus").csv(ELECTED).loaded().await;
    app.dataset("elus").csv(ELECTED).without_column("Nom de l'élu").loaded().await;
    let log: Vec<AuditAct> = app.audit().await.into_iter().map(|entry| entry.act).collect();
    let expired = log.iter().filter(|act| **act == AuditAct::VersionExpired).count();
    assert_eq!(expired, 2, "{log:?}");
    assert_eq!(app.files_with(b"KERVELLA"), [] as [std::path::PathBuf; 0]);
    assert!(!app.files_with(b"Anne-Marie").is_empty(), "what is kept is kept");
}

/// The numbers of the versions that can be read.
async fn available(app: &TestApp, slug: &str) -> Vec<i64> {
    let log = app.audit().await;
    let gone = log.iter().filter(|entry| entry.act == AuditAct::VersionExpired).count() as i64;
    let last = app.stored(slug).await.current.expect("it is loaded").number;
    (1 + gone..=last).collect()
}

async fn a_column_left_out_is_known_by_its_name(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let decided = |what: &str| {
        format!(
            "[dataset]\nid = \"elus\"\ntitle = \"Élus\"\n[source.recipe]\n\
             [[source.recipe.columns]]\ntitle = \"Nom de l'élu\"\nname = \"elu\"\n{what}\n"
        )
    };
    // The first version has it under the name made of its title, the second under one of its own.
    app.dataset("elus").csv(ELECTED).loaded().await;
    app.apply(&decided("label = \"Élu·e\"")).await.expect("it fits");
    app.dataset("elus").csv(ELECTED).loaded().await;
    app.apply(&decided("leave_out = true")).await.expect("it fits");
    app.dataset("elus").csv(ELECTED).loaded().await;
    assert_eq!(available(&app, "elus").await, [3]);
    assert_eq!(app.files_with(b"KERVELLA"), [] as [std::path::PathBuf; 0]);
    assert!(!app.files_with(b"Anne-Marie").is_empty(), "what is kept is kept");
}

async fn a_column_that_is_said_to_designate_persons_leaves_earlier_versions_too(
    catalogue: Catalogue,
) {
    let app = TestApp::on(&catalogue).await;
    let contacts = "Lieu;Contact\nA;voirie7\nB;parcs12\n";
    app.dataset("lieux").csv(contacts).loaded().await;
    app.describe("lieux", |description| {
        description.fields[1].annotations.meaning = Some("nom_complet".to_owned());
    })
    .await;
    app.dataset("lieux").csv(contacts).without_column("Contact").loaded().await;
    assert_eq!(available(&app, "lieux").await, [2]);
    assert_eq!(app.files_with(b"parcs12"), [] as [std::path::PathBuf; 0]);
}

async fn a_load_that_withdraws_versions_has_the_dataset_cleaned_once(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.kept_versions = 1).await;
    app.dataset("elus").csv(BORN).loaded().await;
    let log = app.audit().await.len();
    app.dataset("elus").csv(BORN).without_column("Nom de l'élu").loaded().await;
    let acts = app.acts_since(log).await;
    let jobs = acts.iter().filter(|act| **act == AuditAct::JobEnqueued).count();
    assert_eq!(jobs, 3, "the load, one cleaning and the profile: {acts:?}");
}
