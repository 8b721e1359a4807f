//! The profile of each version: made after the load, shown on the page, gone with the version.

use fanal_testkit::model::{Distinct, JobKind, Value};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

on_both_catalogues! {
    each_version_gets_the_profile_of_all_its_records,
    a_profile_expires_with_its_version,
    a_page_without_profile_says_so,
}

const CSV: &str = "id;essence;hauteur\n1;Olivier;4,5\n2;Olivier;6,0\n3;Platane;12,0\n4;;\n";
const MORE: &str = "id;essence;hauteur\n5;Olivier;8,0\n";
const PAGE: &str = "/explore/dataset/arbres/";

fn profiles_in(app: &TestApp) -> Vec<String> {
    app.lake_files().into_iter().filter(|file| file.ends_with("profile.json")).collect()
}

async fn each_version_gets_the_profile_of_all_its_records(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let page = visitor.get(PAGE).await.expect(200).text().to_owned();
    assert!(page.contains("Chiffres calculés sur les 4 lignes de la version 1."), "{page}");
    assert!(
        page.contains("Valeurs les plus fréquentes de la colonne «\u{a0}essence\u{a0}»"),
        "{page}"
    );
    assert!(page.contains("4,5 à 12"), "{page}");
    app.dataset("arbres").csv(MORE).appended().loaded().await;
    let page = visitor.get(PAGE).await.expect(200).text().to_owned();
    assert!(page.contains("Chiffres calculés sur les 5 lignes de la version 2."), "{page}");
    assert!(page.contains("<small>75\u{a0}%</small>"), "{page}");
    let old = visitor.get(&format!("{PAGE}?version=1")).await.expect(200).text().to_owned();
    assert!(old.contains("Chiffres calculés sur les 4 lignes de la version 1."), "{old}");
    let profiles = app.profiles("arbres").await;
    let [id, species, height] = profiles.as_slice() else { panic!("{profiles:?}") };
    assert_eq!((id.records, id.empty, id.distinct), (5, 0, Distinct::Exactly(5)));
    assert_eq!((species.empty, species.top[0].count), (1, 3));
    let spread = height.spread.as_ref().expect("there are numbers");
    assert_eq!((&spread.min, &spread.max), (&Value::Double(4.5), &Value::Double(12.0)));
    assert_eq!(spread.mean, Value::Double(30.5 / 4.0));
}

async fn a_profile_expires_with_its_version(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.kept_versions = 1).await;
    app.dataset("arbres").csv(CSV).published().await;
    let first = profiles_in(&app);
    assert_eq!(first.len(), 1);
    // The second load puts a vacuum in the queue, then its profile.
    app.dataset("arbres").csv(MORE).loaded().await;
    let second = profiles_in(&app);
    assert_eq!(second.len(), 1, "{second:?}");
    assert_ne!(first, second);
    app.visitor().get(&format!("{PAGE}?version=1")).await.expect(410);
    app.keep_house("arbres", JobKind::Vacuum).await;
    assert_eq!(profiles_in(&app), second, "what is kept keeps its profile");
}

async fn a_page_without_profile_says_so(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let file = profiles_in(&app).remove(0);
    std::fs::remove_file(app.lake_folder().join(file)).expect("it is there");
    let page = app.visitor().get(PAGE).await.expect(200).text().to_owned();
    assert!(page.contains("Pas encore de chiffres par colonne"), "{page}");
    assert!(!page.contains("Chiffres calculés"), "{page}");
    app.keep_house("arbres", JobKind::Profile).await;
    let page = app.visitor().get(PAGE).await.expect(200).text().to_owned();
    assert!(page.contains("Chiffres calculés sur les 4 lignes de la version 1."), "{page}");
}
