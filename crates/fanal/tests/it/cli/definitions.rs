//! `fanal show` and `fanal apply`.

use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};

use crate::arbres::CSV;
use crate::kill::Place;

fn show(place: &Place) -> String {
    place.must(&["show", "arbres", "--toml"]).out
}

#[test]
fn a_definition_goes_from_one_portal_to_another() {
    let place = Place::new();
    let csv = place.file("arbres.csv", CSV);
    place.must(&[
        "import",
        csv.to_str().expect("a plain path"),
        "--dataset",
        "arbres",
        "--title",
        "Arbres",
        "--leave-out",
        "remarquable",
        "--publish",
    ]);
    let printed = show(&place);
    let apply = |place: &Place, text: &str, more: &[&str]| {
        let file = place.file("arbres.toml", text);
        let arguments = [&["apply", file.to_str().expect("a plain path")], more].concat();
        place.must(&arguments).out
    };
    let same = apply(&place, &printed, &[]);
    assert_eq!(
        same,
        "«\u{a0}arbres\u{a0}» est déjà comme la définition le demande\u{a0}: rien n’a changé.\n"
    );

    let changed = printed.replace("title = \"Arbres\"", "title = \"Les arbres\"").replace(
        "label = \"essence\"\ntype = \"text\"\n",
        "label = \"Essence\"\ntype = \"text\"\nfacet = true\n",
    );
    assert_ne!(changed, printed);
    let expected = "dataset.title: \"Arbres\" → \"Les arbres\"\n\
                    field.essence.facet: – → true\n\
                    field.essence.label: \"essence\" → \"Essence\"\n";
    let mut told = apply(&place, &changed, &["--dry-run"]);
    let last = told.split_off(told[..told.len() - 1].rfind('\n').expect("several lines") + 1);
    let mut lines: Vec<&str> = told.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, expected.lines().collect::<Vec<_>>());
    assert!(last.contains("c’est un essai"), "{last}");
    assert_eq!(show(&place), printed, "a trial changes nothing");
    apply(&place, &changed, &[]);
    assert_eq!(show(&place), changed, "what was applied is what is shown");

    let other = Place::new();
    let created = apply(&other, &changed, &[]);
    assert!(created.ends_with("«\u{a0}arbres\u{a0}» est créé.\n"), "{created}");
    assert_eq!(show(&other), changed);
    let csv = other.file("arbres.csv", CSV);
    other.import(&csv, "arbres");
    assert_eq!(show(&other), changed, "a load keeps what was declared, the column left out too");
    other.is_sound();
}

#[test]
fn a_definition_that_is_silent_about_a_table_leaves_it() {
    let place = Place::new();
    let csv = place.file("arbres.csv", CSV);
    let csv = csv.to_str().expect("a plain path");
    place.must(&["import", csv, "--dataset", "arbres", "--leave-out", "remarquable", "--publish"]);
    let whole = show(&place);
    let apply = |text: &str| {
        let file = place.file("arbres.toml", text);
        place.must(&["apply", file.to_str().expect("a plain path")]).out
    };
    let short = "[dataset]\nid = \"arbres\"\ntitle = \"Tous les arbres\"\n";
    apply(short);
    assert_eq!(
        show(&place),
        whole.replace("title = \"arbres\"", "title = \"Tous les arbres\""),
        "fields, recipe, visibility and state are as they were"
    );
    assert!(whole.contains("leave_out"), "{whole}");
    apply(&format!("{short}\n[source.recipe]\n"));
    let reset = show(&place);
    assert!(!reset.contains("recipe"), "{reset}");
    assert!(reset.contains("[[field]]"), "{reset}");
}

on_both_catalogues! { what_a_definition_does_not_say_stays_and_what_it_says_to_be_empty_goes }

async fn what_a_definition_does_not_say_stays_and_what_it_says_to_be_empty_goes(
    catalogue: Catalogue,
) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).loaded().await;
    app.describe("arbres", |said| {
        said.metadata.description = "Les arbres de la ville.".to_owned();
        said.metadata.licence = Some("lov2".to_owned());
        said.metadata.keywords = vec!["arbre".to_owned()];
        said.metadata.fictitious = true;
        said.metadata.series = Some("Nature".to_owned());
        said.organisation = "Espaces verts".to_owned();
        let hauteur = said.fields.iter_mut().find(|field| field.name.as_str() == "hauteur");
        hauteur.expect("it was loaded").annotations.unit = Some("m".to_owned());
    })
    .await;
    let platform = app.platform();
    let operator = app.operator().await;
    let show = async || platform.show_definition(&operator, "arbres").await.expect("it is there");
    let whole = show().await;
    let short = "[dataset]\nid = \"arbres\"\ntitle = \"Tous les arbres\"\n";
    let title = |text: &str| text.replace("title = \"arbres\"", "title = \"Tous les arbres\"");
    let applied = app.apply(short).await.expect("it fits");
    let keys: Vec<&str> = applied.changes.iter().map(|change| change.key.as_str()).collect();
    assert_eq!(keys, ["dataset.title"]);
    assert_eq!(show().await, title(&whole));

    let without_unit = title(&whole).replace("unit = \"m\"\n", "");
    assert_ne!(without_unit, title(&whole));
    let applied = app.apply(&without_unit).await.expect("it fits");
    assert_eq!(applied.changes, [], "a field keeps what is not said of it");

    let emptied = format!(
        "{short}description = \"\"\norganisation = \"\"\nlicence = \"\"\nkeywords = []\n\
         fictitious = false\nseries = \"\"\n"
    );
    app.apply(&emptied).await.expect("it fits");
    let left = show().await;
    for key in ["description", "organisation", "licence", "keywords", "fictitious", "series"] {
        assert!(whole.contains(&format!("{key} =")), "{key}: {whole}");
        assert!(!left.contains(&format!("{key} =")), "{key}: {left}");
    }
    assert!(left.contains("unit = \"m\""), "{left}");
}

#[test]
fn a_definition_that_does_not_fit_is_refused_whole() {
    let place = Place::new();
    let csv = place.file("arbres.csv", CSV);
    place.import(&csv, "arbres");
    let printed = show(&place);
    for (found, put, said) in [
        ("visibility = \"open\"", "visibility = \"ouvert\"", "open, restricted, metadata-only"),
        (
            "visibility =",
            "visibilite =",
            "ligne 4, colonne 1\u{a0}: «\u{a0}visibilite = \"open\"\u{a0}»",
        ),
        ("name = \"essence\"", "name = \"espece\"", "essence"),
        ("type = \"double\"", "type = \"text\"", ""),
    ] {
        let wrong = printed.replace(found, put);
        assert_ne!(wrong, printed, "{found}");
        let file = place.file("arbres.toml", &wrong);
        let outcome = place.run(&["apply", file.to_str().expect("a plain path")]);
        assert_eq!(outcome.code, Some(1), "{put}: {outcome:?}");
        assert!(!outcome.err.is_empty(), "{put}");
        if !put.starts_with("name") {
            assert!(outcome.err.contains(said), "{put}: {}", outcome.err);
        }
        assert_eq!(show(&place), printed, "{put}");
    }
}
