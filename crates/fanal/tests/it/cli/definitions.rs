//! `fanal show` and `fanal apply`.

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
