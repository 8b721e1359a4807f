//! The program dies while it joins a file.

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use super::PDF;
use crate::arbres::{API, CSV};
use crate::kill::{Place, ended, text};

programs_on_both_catalogues! {
    a_program_that_dies_while_it_joins_a_file_leaves_none_or_all_of_it,
}

fn a_program_that_dies_while_it_joins_a_file_leaves_none_or_all_of_it(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    place.import(&place.file("arbres.csv", CSV), "arbres");
    let file = place.file("notice.pdf", PDF);
    let attach = ["attach", text(&file), "--dataset", "arbres"];
    let server = place.serve_without_worker();
    let told = || {
        let answer = server.get(&format!("{API}/attachments"));
        let list: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        list["attachments"].as_array().expect("a list").len()
    };
    for (step, expected) in [("attach.file-stored", 0), ("attach.after-catalogue", 1)] {
        let mut command = place.command(&attach);
        let dead = ended(command.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{step}: {dead:?}");
        assert_eq!(told(), expected, "{step}");
    }
    assert_eq!(server.get(&format!("{API}/attachments/notice_pdf")).body, PDF);
    place.must(&attach);
    assert_eq!(told(), 2, "it can be joined again");
    drop(server);
    place.is_sound();
}
