//! What was asked for last is what stands in the end, whoever died in between.

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use super::browser::Browser;
use super::failpoints::{PICKED_UP, reader_until};
use super::loads::{csv, rows};
use super::place::{Place, ended, text, wait_until};

programs_on_both_catalogues! {
    a_file_loaded_at_once_after_a_killed_load_is_what_stands_in_the_end,
}

fn a_file_loaded_at_once_after_a_killed_load_is_what_stands_in_the_end(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let reader = place.serve_without_worker();
    let killed = place.file("killed.csv", csv(&rows(1, 20, "tuée")));
    let last = place.file("last.csv", csv(&rows(1, 30, "dernière")));
    let steps = ["load.batch", "load.before-commit", "lake.after-commit", "load.after-catalogue"];
    let mut started = Vec::new();
    for step in steps {
        let dataset = step.replace('.', "-");
        place.import(&place.file("first.csv", csv(&rows(1, 10, "première"))), &dataset);
        let mut dying = place.command(&["import", text(&killed), "--dataset", &dataset]);
        let dead = ended(dying.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{dead:?}");
        // Nobody else is there: this import does the dead one's job, then its own.
        let next = place.command(&["import", text(&last), "--dataset", &dataset]);
        started.push((dataset, { next }.spawn().expect("it starts")));
    }
    for (dataset, import) in started {
        let outcome = ended(import);
        assert_eq!(outcome.code, Some(0), "{dataset}: {outcome:?}");
        assert_eq!(reader_until(&reader, &dataset, 3).rows().len(), 30, "{dataset}");
    }
    // Nothing is left for a worker to bring the older file back with.
    let worker = place.work();
    let mut browser = Browser::sign_in(&reader);
    wait_until("all jobs are over", PICKED_UP, || browser.jobs_under_way() == 0);
    worker.stop();
    for step in steps {
        let answer = reader.export(&step.replace('.', "-"));
        assert_eq!((answer.version(), answer.rows().len()), (3, 30), "{step}");
    }
    place.is_sound();
}
