//! Loads that are refused before anything is stored, and files that a load needs.

use std::os::unix::fs::PermissionsExt;

use fanal_testkit::model::{LoadMode, Slug};
use fanal_testkit::service::{
    ColumnRecipe, JobEnd, LoadRequest, LoadTarget, Reasons, Recipe, ServiceError,
};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues};
use futures::stream;

on_both_catalogues! {
    a_column_to_leave_out_that_is_not_there_refuses_the_load,
    a_namesake_of_a_column_left_out_refuses_the_load,
    a_table_that_nobody_left_out_refuses_the_load_of_a_union,
    added_records_of_another_type_refuse_the_load,
    a_file_has_one_load_at_a_time_and_is_not_swept_before_its_end,
    a_file_of_which_a_part_is_lost_refuses_the_load,
    a_definition_may_come_before_its_data_and_follows_a_former_address,
}

/// The code of the reason why a load failed.
fn code(end: JobEnd) -> String {
    match end {
        JobEnd::Failed(problem) => problem.code,
        end => panic!("the load is refused, and not {end:?}"),
    }
}

async fn a_column_to_leave_out_that_is_not_there_refuses_the_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let people = "id;agent \n1;Ana\n";
    let end = app.dataset("arbres").csv(people).without_column("Agent").end(true).await;
    assert_eq!(code(end.expect("it is taken")), "recipe-no-such-column");
    assert!(app.stored("arbres").await.current.is_none(), "nothing is published");
}

async fn a_namesake_of_a_column_left_out_refuses_the_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let people = "id;agent;agent\n1;Ana;Léo\n";
    let end = app.dataset("arbres").csv(people).without_column("agent").end(true).await;
    assert_eq!(code(end.expect("it is taken")), "recipe-same-title");
}

async fn a_table_that_nobody_left_out_refuses_the_load_of_a_union(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv("id\n1\n").published().await;
    let (operator, platform) = (app.operator().await, app.platform());
    let months = r#"{"janvier": [{"rue": "Prado", "n": 1}], "fevrier": [{"rue": "Rome", "n": 2}],
        "mars": [{"voie": "Paix", "total": 3}]}"#;
    for (left_out, expected) in [(None, "recipe-table-unlike"), (Some("mars"), "done")] {
        let bytes = stream::iter([Ok(months.into())]);
        let spooled = platform.receive(&operator, "m.json", None, bytes).await.expect("received");
        let recipe = Recipe {
            table: Some("janvier".to_owned()),
            union: true,
            tables_left_out: left_out.map(str::to_owned).into_iter().collect(),
            ..Recipe::default()
        };
        platform.decide(&operator, &spooled.id, &recipe).await.expect("it is kept");
        let request = request(&spooled.id, LoadMode::Replace);
        platform.start_load(&operator, &request).await.expect("it is taken");
        let found = match app.work().await.swap_remove(0) {
            JobEnd::Done => "done".to_owned(),
            end => code(end),
        };
        assert_eq!(found, expected);
    }
}

async fn added_records_of_another_type_refuse_the_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv("id;haut\n1;12\n").published().await;
    let operator = app.operator().await;
    let platform = app.platform();
    let dataset = platform.editable(&operator, "arbres").await.expect("it was made");
    let bytes = stream::iter([Ok("id;haut\n2;haut\n".into())]);
    let spooled = platform.receive(&operator, "b.csv", Some(&dataset), bytes).await;
    let spooled = spooled.expect("it is received");
    let column = ColumnRecipe {
        title: "haut".to_owned(),
        field_type: Some("text".to_owned()),
        ..ColumnRecipe::default()
    };
    let recipe = Recipe { columns: vec![column], ..Recipe::default() };
    platform.decide(&operator, &spooled.id, &recipe).await.expect("it is kept");
    let request = request(&spooled.id, LoadMode::Append);
    platform.start_load(&operator, &request).await.expect("it is taken");
    let end = app.work().await.swap_remove(0);
    assert_eq!(code(end), "recipe-type-kept");
    assert_eq!(app.stored("arbres").await.current.expect("it stays").number, 1);
}

fn request(upload: &str, mode: LoadMode) -> LoadRequest {
    let target = LoadTarget::Existing(Slug::parse("arbres").expect("an address"));
    LoadRequest {
        upload: upload.to_owned(),
        target,
        mode,
        publish: false,
        columns_seen: true,
        public_because: Reasons::new(),
    }
}

async fn a_file_has_one_load_at_a_time_and_is_not_swept_before_its_end(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv("id\n1\n").published().await;
    let (operator, platform) = (app.operator().await, app.platform());
    let bytes = stream::iter([Ok("id\n2\n".into())]);
    let spooled = platform.receive(&operator, "b.csv", None, bytes).await.expect("it is received");
    let request = request(&spooled.id, LoadMode::Replace);
    platform.start_load(&operator, &request).await.expect("it is taken");
    let again = platform.start_load(&operator, &request).await;
    let Err(ServiceError::Conflict(problem)) = again else { panic!("{again:?}") };
    assert_eq!(problem.code, "upload-loading");
    assert!(platform.discard(&operator, &spooled.id).await.is_err());
    app.clock().pass_days(3);
    assert_eq!(platform.sweep_spool().await.expect("the spool can be swept"), 0);
    assert_eq!(app.work().await, [JobEnd::Done, JobEnd::Done], "the load and its profile");
    assert_eq!(app.stored("arbres").await.current.expect("loaded").number, 2);
}

async fn a_file_of_which_a_part_is_lost_refuses_the_load(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv("id\n1\n").published().await;
    let (operator, platform) = (app.operator().await, app.platform());
    let bytes = stream::iter([Ok("id\n2\n3\n".into())]);
    let spooled = platform.receive(&operator, "b.csv", None, bytes).await.expect("it is received");
    let request = request(&spooled.id, LoadMode::Replace);
    platform.start_load(&operator, &request).await.expect("it is taken");
    let path = app.folder().join("données/spool").join(&spooled.id);
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("it lies in the spool");
    let mode = file.metadata().expect("it can be asked").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else reads it");
    file.set_len(5).expect("it can be cut");
    let end = app.work().await.swap_remove(0);
    assert_eq!(code(end), "upload-lost");
    assert_eq!(app.stored("arbres").await.current.expect("it stays").number, 1);
    let looked = platform.look(&operator, &spooled.id).await.expect("it is still known");
    assert_eq!(looked.understanding.expect_err("it is not whole").code, "upload-lost");
}

async fn a_definition_may_come_before_its_data_and_follows_a_former_address(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let text = |id: &str, title: &str| {
        format!("[dataset]\nid = \"{id}\"\ntitle = \"{title}\"\nstate = \"published\"\n")
    };
    let early = app.apply(&text("arbres", "Arbres")).await.expect("it fits");
    assert!(early.created);
    app.dataset("arbres").csv("id\n1\n").loaded().await;
    app.describe("arbres", |d| d.slug = Slug::parse("foret").expect("an address")).await;
    let applied = app.apply(&text("arbres", "La forêt")).await.expect("it fits");
    assert_eq!((applied.slug.as_str(), applied.created), ("foret", false));
    let keys: Vec<&str> = applied.changes.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, ["dataset.title"], "nothing is said of its fields");
    assert_eq!(app.stored("foret").await.fields.len(), 1);
}
