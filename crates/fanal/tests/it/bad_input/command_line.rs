//! What the command line says.

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use crate::kill::{HEADER, Outcome, Place, csv};

use super::files::all;

programs_on_both_catalogues! {
    a_file_that_cannot_be_read_is_refused_in_one_sentence_and_the_version_before_stays,
    a_header_alone_is_a_dataset_of_no_rows_with_its_columns,
    a_wrong_ending_does_not_matter,
    what_was_said_wrongly_is_named,
}

/// What a dataset holds before.
pub(super) fn good() -> Vec<String> {
    vec!["1;été;2024-01-01".to_owned(), "2;hiver;2024-02-01".to_owned()]
}

/// It failed, and said one sentence with this in it.
#[track_caller]
pub(super) fn says(outcome: &Outcome, name: &str, part: &str) {
    assert_eq!(outcome.code, Some(1), "{name}: {outcome:?}");
    // A way to keep a picture or a letter may follow.
    let said = outcome.err.lines().filter(|line| !line.contains("fanal attach"));
    let said: Vec<&str> = said.collect();
    assert_eq!(said.len(), 1, "{name}: one sentence, not {said:?}");
    assert!(said[0].contains(part), "{name}: “{part}” is in “{}”", said[0]);
    assert!(said[0].ends_with('.') || said[0].contains(": "), "{name}: a whole sentence");
    assert_eq!(outcome.out, "", "{name}");
}

fn in_english(place: &Place, arguments: &[&str]) -> Outcome {
    let mut command = place.command(arguments);
    command.env("LANG", "en_GB.UTF-8");
    crate::kill::ended(command.spawn().expect("the program can be started"))
}

fn a_file_that_cannot_be_read_is_refused_in_one_sentence_and_the_version_before_stays(
    catalogue: Catalogue,
) {
    let place = Place::on(&catalogue);
    let file = place.file("bon.csv", csv(&good()));
    place.import(&file, "arbres");
    for bad in all() {
        let path = place.file(bad.name, &bad.bytes);
        let path = path.to_str().expect("plain text");
        let arguments = ["import", path, "--dataset", "arbres"];
        says(&place.run(&arguments), bad.name, bad.french);
        says(&in_english(&place, &arguments), bad.name, bad.english);
        says(&place.run(&["inspect", path]), bad.name, bad.french);
    }
    let server = place.serve_without_worker();
    let answer = server.export("arbres");
    assert_eq!(answer.version(), 1);
    assert!(answer.rows() == good());
    // It can be loaded as before.
    place.import(&file, "arbres");
    place.is_sound();
}

fn a_header_alone_is_a_dataset_of_no_rows_with_its_columns(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    place.import(&place.file("entete.csv", format!("{HEADER}\n")), "arbres");
    let server = place.serve_without_worker();
    let answer = server.export("arbres");
    assert_eq!(answer.rows(), Vec::<String>::new());
    assert_eq!(answer.text().trim_start_matches('\u{feff}').trim_end(), HEADER);
}

fn a_wrong_ending_does_not_matter(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    place.import(&place.file("texte.xlsx", csv(&good())), "arbres");
    assert!(place.serve_without_worker().export("arbres").rows() == good());
}

fn what_was_said_wrongly_is_named(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let file = place.file("bon.csv", csv(&good()));
    place.import(&file, "arbres");
    let file = file.to_str().expect("plain text");
    let broken = place.file("fausse.toml", "dataset = \"arbres\n");
    let broken = broken.to_str().expect("plain text");
    let outcome = place.run(&["apply", broken]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.err.contains("ne peut pas être lue, ligne 1"), "{outcome:?}");
    let cases: [(&[&str], &str, &str); 8] = [
        (&["import", "absent.csv", "--dataset", "arbres"], "absent.csv", "absent.csv"),
        (&["import", ".", "--dataset", "arbres"], "ne peut pas être lu", "can"),
        (&["import", file, "--dataset", "Les Arbres"], "Les Arbres", "Les Arbres"),
        (&["import", file, "--dataset", "arbres", "--encoding", "klingon"], "klingon", "klingon"),
        (&["import", file, "--dataset", "arbres", "--header", "99"], "99", "99"),
        (
            &["import", file, "--dataset", "arbres", "--mode", "update", "--key", "absente"],
            "absente",
            "absente",
        ),
        (&["apply", "absent.toml"], "absent.toml", "absent.toml"),
        (&["show", "absent"], "", ""),
    ];
    for (arguments, french, english) in cases {
        let name = arguments.join(" ");
        says(&place.run(arguments), &name, french);
        says(&in_english(&place, arguments), &name, english);
    }
    assert!(place.serve_without_worker().export("arbres").rows() == good());
}
