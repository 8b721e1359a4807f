//! `fanal attach`, and what `fanal import` says of a file that is no table.

use super::PDF;
use crate::arbres::CSV;
use crate::kill::{Place, text};

#[test]
fn an_import_of_a_pdf_names_the_command_that_attaches_it() {
    let place = Place::new();
    place.import(&place.file("arbres.csv", CSV), "arbres");
    let definition = place.must(&["show", "arbres", "--toml"]).out;
    let file = place.file("ma notice.pdf", PDF);
    let refused = place.run(&["import", text(&file), "--dataset", "arbres"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("Ce fichier est un PDF"), "{}", refused.err);
    let command = format!("fanal attach '{}' --dataset arbres", text(&file));
    assert!(refused.err.contains(&command), "{}", refused.err);
    for (name, bytes) in [("faux.csv", &b"\n\n"[..]), ("brut.bin", b"\x01\x02\x03\0\0")] {
        let file = place.file(name, bytes);
        let faulty = place.run(&["import", text(&file), "--dataset", "arbres"]);
        assert_eq!(faulty.code, Some(1), "{faulty:?}");
        assert!(!faulty.err.contains("fanal attach"), "{name} is no document: {}", faulty.err);
    }
    let done = place.must(&["attach", text(&file), "--dataset", "arbres"]);
    assert_eq!(done.out, "«\u{a0}ma notice.pdf\u{a0}» est joint à «\u{a0}arbres\u{a0}».\n");
    let titled = ["attach", text(&file), "--dataset", "arbres", "--title", "Mode d'emploi"];
    assert!(place.must(&titled).out.contains("Mode d'emploi"));
    assert_eq!(place.must(&["show", "arbres", "--toml"]).out, definition, "the text is the same");
    let spool = std::fs::read_dir(place.data().join("spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0, "nothing waits in the spool");
    place.is_sound();
}

#[test]
fn what_can_t_be_attached_is_said_and_leaves_nothing() {
    let mut place = Place::new();
    place.import(&place.file("arbres.csv", CSV), "arbres");
    let file = place.file("notice.pdf", PDF);
    let file = text(&file);
    place.set("FANAL_UPLOAD_LIMIT_MB", "1");
    let large = place.file("grand.pdf", vec![b'x'; 2 << 20]);
    for (arguments, said) in [
        (&["attach", file, "--dataset", "rien"][..], "n’existe pas"),
        (&["attach", "nulle-part.pdf", "--dataset", "arbres"], "nulle-part.pdf"),
        (&["attach", file, "--dataset", "arbres", "--title", " "], "n’a pas de titre"),
        (
            &["attach", text(&large), "--dataset", "arbres"],
            "Ce fichier dépasse la taille permise, 1",
        ),
    ] {
        let outcome = place.run(arguments);
        assert_eq!(outcome.code, Some(1), "{arguments:?}: {outcome:?}");
        assert!(outcome.err.contains(said), "{arguments:?}: {}", outcome.err);
        assert_eq!(outcome.err.trim_end().lines().count(), 1, "one sentence: {}", outcome.err);
    }
    let spool = std::fs::read_dir(place.data().join("spool")).expect("there is a spool");
    assert_eq!(spool.count(), 0);
}
