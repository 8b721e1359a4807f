//! Series: each table of a file in its own dataset, again and again.

use fanal_testkit::model::{LoadMode, Slug};
use fanal_testkit::service::{
    ColumnRecipe, JobEnd, Reasons, Recipe, SeriesLoad, SeriesRequest, ServiceError,
};
use fanal_testkit::{Catalogue, TestApp, on_both_catalogues, on_one_catalogue};

on_both_catalogues! {
    a_series_goes_into_datasets_of_its_own_only,
    a_column_that_nobody_saw_is_not_loaded_in_the_place_of_one_left_out,
}

on_one_catalogue! {
    a_column_left_out_of_one_table_is_missed_by_no_other,
    a_file_stays_when_one_of_its_tables_failed,
}

fn request(title: &str, tables: &[&str]) -> SeriesRequest {
    SeriesRequest {
        upload: String::new(),
        slug: Slug::parse("budget").expect("an address"),
        title: title.to_owned(),
        tables: tables.iter().map(|table| (*table).to_owned()).collect(),
        seen: Some(tables[0].to_owned()),
        mode: LoadMode::Replace,
        told: None,
        publish: false,
        public_because: Reasons::new(),
    }
}

fn without(title: &str) -> Recipe {
    let column = ColumnRecipe { title: title.to_owned(), leave_out: true, ..Default::default() };
    Recipe { columns: vec![column], ..Recipe::default() }
}

async fn begun(
    app: &TestApp,
    json: &str,
    recipe: Option<Recipe>,
    request: SeriesRequest,
) -> Result<Vec<SeriesLoad>, ServiceError> {
    let (platform, caller) = (app.platform(), app.operator().await);
    let bytes = futures::stream::iter([Ok(json.to_owned().into())]);
    let upload = platform.receive(&caller, "budget.json", None, bytes).await?.id;
    if let Some(recipe) = recipe {
        platform.decide(&caller, &upload, &recipe).await?;
    }
    platform.start_series(&caller, &SeriesRequest { upload, ..request }).await
}

/// Loads the tables and answers how each load ended.
async fn loaded(app: &TestApp, json: &str, recipe: Option<Recipe>, tables: &[&str]) -> Vec<JobEnd> {
    let loads = begun(app, json, recipe, request("Budget", tables)).await.expect("it is taken");
    let mut ends = app.work().await;
    ends.truncate(loads.len());
    ends
}

/// The dataset's version and the cells of its first row.
async fn held(app: &TestApp, slug: &str) -> (i64, String) {
    let version = app.stored(slug).await.current.expect("it is loaded");
    let operator = app.operator().await;
    app.platform().publish(&operator, slug, &Reasons::new(), None).await.expect("it has data");
    let csv = format!("/api/explore/v2.1/catalog/datasets/{slug}/exports/csv");
    let text = app.visitor().get(&csv).await.expect(200).text().to_owned();
    (version.number, text.lines().nth(1).unwrap_or_default().to_owned())
}

const BUDGET: &str = r#"{"A b": [{"poste": "voirie", "montant": 1}, {"poste": "eau", "montant": 2}],
    "A-b": [{"poste": "parcs", "montant": 3}, {"poste": "ports", "montant": 4}]}"#;

async fn a_series_goes_into_datasets_of_its_own_only(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    loaded(&app, BUDGET, None, &["A b", "A-b"]).await;
    assert_eq!(held(&app, "budget-a-b").await, (1, "voirie;1".to_owned()));
    assert_eq!(held(&app, "budget-a-b-2").await, (1, "parcs;3".to_owned()));
    let other = begun(&app, BUDGET, None, request("Budget annexe", &["A b"])).await;
    let Err(ServiceError::Conflict(problem)) = other else { panic!("it is refused: {other:?}") };
    assert_eq!(problem.code, "series-slug-taken");

    // The first one unticked, the second goes where it was.
    let next = BUDGET.replace("parcs", "plages");
    loaded(&app, &next, None, &["A-b", "A-b"]).await;
    assert_eq!(held(&app, "budget-a-b").await, (1, "voirie;1".to_owned()));
    assert_eq!(held(&app, "budget-a-b-2").await, (2, "plages;3".to_owned()));

    // Whoever is asked knows what is replaced.
    let told = |slugs: &[&str]| {
        let slugs = slugs.iter().map(|slug| Slug::parse(slug).expect("an address"));
        SeriesRequest { told: Some(slugs.collect()), ..request("Budget", &["A b", "A-b"]) }
    };
    let untold = begun(&app, BUDGET, None, told(&["budget-a-b"])).await;
    let Err(ServiceError::WouldReplace(datasets)) = untold else { panic!("{untold:?}") };
    assert_eq!(datasets.len(), 2);
    assert_eq!(app.work().await, [], "nothing waits");
    begun(&app, BUDGET, None, told(&["budget-a-b", "budget-a-b-2"])).await.expect("it is taken");
}

async fn a_column_that_nobody_saw_is_not_loaded_in_the_place_of_one_left_out(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let json = r#"{"a": [{"lieu": "Port", "accueil": "x1"}, {"lieu": "Gare", "accueil": "x2"}],
        "b": [{"lieu": "Parc", "accueil": "x3"}, {"lieu": "Quai", "accueil": "x4"}]}"#;
    let ends = loaded(&app, json, Some(without("accueil")), &["a", "b"]).await;
    assert_eq!(ends, [JobEnd::Done, JobEnd::Done]);
    let (before, after) = json.split_at(json.find("\"b\"").expect("it is there"));
    let renamed = format!("{before}{}", after.replace("accueil", "guichet"));
    let ends = loaded(&app, &renamed, Some(without("accueil")), &["a", "b"]).await;
    assert_eq!(ends[0], JobEnd::Done);
    let JobEnd::Failed(problem) = &ends[1] else { panic!("it is refused: {ends:?}") };
    assert_eq!(problem.code, "recipe-no-such-column");
    let in_lake = app.files_with(b"x3").into_iter().filter(|p| p.starts_with(app.lake_folder()));
    assert_eq!(in_lake.count(), 0);
}

async fn a_column_left_out_of_one_table_is_missed_by_no_other(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let json = r#"{"a": [{"lieu": "Port", "accueil": "x1"}, {"lieu": "Gare", "accueil": "x2"}],
        "b": [{"lieu": "Parc", "places": 3}, {"lieu": "Quai", "places": 4}]}"#;
    let ends = loaded(&app, json, Some(without("accueil")), &["a", "b"]).await;
    assert_eq!(ends, [JobEnd::Done, JobEnd::Done]);
    let operator = app.operator().await;
    for (slug, kept) in [("budget-a", true), ("budget-b", false)] {
        let shown = app.platform().show_definition(&operator, slug).await.expect("it is there");
        assert_eq!(shown.contains("title = \"accueil\""), kept, "{shown}");
        assert!(!shown.contains("if_present"), "{shown}");
    }
    // Nobody sees the next ones: the table that had the column misses it.
    let without_it = json.replace(", \"accueil\": \"x1\"", "").replace(", \"accueil\": \"x2\"", "");
    for (slug, done) in [("budget-b", true), ("budget-a", false)] {
        let next = app.dataset(slug).file("suite.json", without_it.as_bytes());
        let end = next.end(false).await.expect("it is taken");
        assert_eq!(end == JobEnd::Done, done, "{slug}: {end:?}");
    }
}

async fn a_file_stays_when_one_of_its_tables_failed(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    for (tables, first_fails) in [(["A b", "c"], false), (["c", "A b"], true)] {
        let json = BUDGET.replace("\"A-b\"", "\"c\"").replace("parcs\", \"montant", "parcs\", \"m");
        let json = json.replace("ports\", \"montant", "ports\", \"m");
        let request = SeriesRequest { seen: None, ..request("Budget", &tables) };
        let loads = begun(&app, &json, Some(without("montant")), request).await.expect("taken");
        let ends = app.work().await;
        let failed: Vec<bool> =
            ends[..loads.len()].iter().map(|end| *end != JobEnd::Done).collect();
        assert_eq!(failed, [first_fails, !first_fails], "{ends:?}");
        let seen = app.platform().seen_job(&app.operator().await, loads[0].job.id).await;
        let upload = seen.expect("it is there").upload.expect("the file can be read otherwise");
        // Read otherwise, and all loaded: it goes.
        let (platform, caller) = (app.platform(), app.operator().await);
        platform.decide(&caller, &upload, &Recipe::default()).await.expect("it is there");
        let all = SeriesRequest {
            upload: upload.clone(),
            seen: None,
            ..self::request("Budget", &tables)
        };
        platform.start_series(&caller, &all).await.expect("it is taken");
        app.work().await;
        assert!(platform.recipe(&caller, &upload).await.is_err(), "the file is gone");
    }
}
