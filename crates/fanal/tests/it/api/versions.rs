//! `version=` and `as_of=`, versions that are gone, and former addresses.

use fanal_testkit::model::{JobKind, Role, Visibility};
use fanal_testkit::service::Reasons;
use fanal_testkit::{Browser, Catalogue, TestApp, on_both_catalogues};
use serde_json::json;

use crate::arbres::{API, CSV, LATER};

on_both_catalogues! {
    old_versions_are_read_by_number_and_by_date,
    a_version_that_expired_is_gone_with_its_files,
    former_addresses_keep_answering,
    versions_made_before_a_dataset_was_public_are_missing_for_everybody_else,
}

/// The ids of a version's records, in order.
async fn ids(visitor: &Browser, query: &str) -> Vec<i64> {
    let answer = visitor.get(&format!("{API}/records?select=id&{query}")).await.expect(200).json();
    let results = answer["results"].as_array().expect("a list").clone();
    results.iter().filter_map(|r| r["id"].as_i64()).collect()
}

async fn old_versions_are_read_by_number_and_by_date(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let first = app.platform().now();
    app.clock().pass_days(2);
    let between = app.platform().now();
    app.clock().pass_days(2);
    app.dataset("arbres").csv(LATER).loaded().await;
    let (old, new) = ([1, 2, 3, 4, 5], [1, 2, 3, 4, 6]);
    let day = |instant: fanal_testkit::model::Instant| instant.to_rfc3339()[..10].to_owned();
    let zulu = |instant: fanal_testkit::model::Instant| instant.to_rfc3339().replace("+00:00", "Z");
    assert_eq!(ids(&visitor, "").await, new);
    for (query, expected) in [
        ("version=1".to_owned(), old),
        ("version=2".to_owned(), new),
        (format!("as_of={}", day(first)), old),
        (format!("as_of={}", day(between)), old),
        (format!("as_of={}", zulu(first)), old),
        (format!("as_of={}", day(app.platform().now())), new),
        (format!("as_of={}", zulu(app.platform().now())), new),
    ] {
        assert_eq!(ids(&visitor, &query).await, expected, "{query}");
        let csv = visitor.get(&format!("{API}/exports/json?select=id&{query}")).await.expect(200);
        let rows = csv.json();
        assert_eq!(rows.as_array().map(Vec::len), Some(5), "{query}");
        assert_eq!(rows[4], json!({"id": expected[4]}), "{query}");
    }
    for (query, status) in [
        ("version=3", 404),
        ("version=0", 404),
        ("version=x", 400),
        ("as_of=hier", 400),
        ("as_of=2001-01-01", 404),
    ] {
        visitor.get(&format!("{API}/records?{query}")).await.expect(status);
        visitor.get(&format!("{API}/exports/csv?{query}")).await.expect(status);
    }
    visitor.get("/explore/dataset/arbres/?version=1").await.expect(200);
    visitor.get("/explore/dataset/arbres/?version=3").await.expect(404);
}

async fn a_version_that_expired_is_gone_with_its_files(catalogue: Catalogue) {
    let app = TestApp::with(&catalogue, |settings| settings.kept_versions = 2).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    let before: Vec<String> = data_files(&app);
    app.dataset("arbres").csv(LATER).loaded().await;
    app.keep_house("arbres", JobKind::Vacuum).await;
    assert_eq!(ids(&visitor, "version=1").await, [1, 2, 3, 4, 5], "two versions are kept");
    // The third load itself puts a vacuum in the queue.
    app.dataset("arbres").csv(CSV).loaded().await;
    let gone = visitor.get(&format!("{API}/records?version=1")).await.expect(410).json();
    assert_eq!(gone["error_code"], "VersionGone");
    let message = gone["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("This version was removed on 2"), "{message}");
    visitor.get(&format!("{API}/exports/csv?version=1")).await.expect(410);
    visitor.get("/explore/dataset/arbres/?version=1").await.expect(410);
    visitor.get("/explore/dataset/arbres/").await.expect(200);
    assert_eq!(ids(&visitor, "version=2").await, [1, 2, 3, 4, 6]);
    assert_eq!(ids(&visitor, "").await, [1, 2, 3, 4, 5]);
    let after = data_files(&app);
    for file in &before {
        assert!(!after.contains(file), "`{file}` belongs to a version that is gone");
    }
    let told = app.lake_files();
    let entry = |version: u8| format!("_delta_log/{version:020}.json");
    let holds = |version| told.iter().any(|file| file.ends_with(&entry(version)));
    assert_eq!((holds(0), holds(1), holds(2)), (false, true, true), "{told:?}");
}

/// Everything in the lake but the Delta log.
fn data_files(app: &TestApp) -> Vec<String> {
    let log = |file: &String| !file.contains("_delta_log");
    app.lake_files().into_iter().filter(log).collect()
}

async fn former_addresses_keep_answering(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let visitor = app.visitor();
    app.dataset("arbres").csv(CSV).published().await;
    app.describe("arbres", |dataset| {
        dataset.slug = fanal_testkit::model::Slug::parse("arbres-publics").expect("an address");
    })
    .await;
    let former = visitor.get(&format!("{API}/records?limit=1")).await.expect(200).json();
    assert_eq!(former["total_count"], 5);
    let dataset = visitor.get(API).await.expect(200).json();
    assert_eq!(dataset["dataset_id"], "arbres-publics");
    for (former, present) in [
        ("/explore/dataset/arbres/", "/explore/dataset/arbres-publics/"),
        ("/explore/dataset/arbres", "/explore/dataset/arbres-publics/"),
    ] {
        let answer = visitor.get(former).await;
        assert!(matches!(answer.status, 301 | 308), "{} answers {}", former, answer.status);
        assert_eq!(answer.location(), Some(present));
    }
    visitor.get("/explore/dataset/arbres-publics/").await.expect(200);
}

/// How a dataset whose first version was made while it was hidden becomes public with its second.
#[derive(Debug, Clone, Copy)]
enum Opened {
    Published,
    Imported,
    Applied,
    Described,
}

async fn open(app: &TestApp, slug: &str, how: Opened) {
    let (platform, operator) = (app.platform(), app.operator().await);
    let second = app.dataset(slug).csv(LATER);
    match how {
        Opened::Imported => second.published().await,
        Opened::Published => {
            second.loaded().await;
            platform
                .publish(&operator, slug, &Reasons::new(), None)
                .await
                .expect("it has a title and data");
        }
        Opened::Applied => {
            second.loaded().await;
            let text =
                format!("[dataset]\nid = \"{slug}\"\ntitle = \"Arbres\"\nstate = \"published\"\n");
            app.apply(&text).await.expect("a definition");
        }
        Opened::Described => {
            second.published_as(Visibility::Secret).await;
            app.describe(slug, |it| it.visibility = Visibility::Open).await;
        }
    }
}

async fn versions_made_before_a_dataset_was_public_are_missing_for_everybody_else(
    catalogue: Catalogue,
) {
    let app = TestApp::on(&catalogue).await;
    for how in [Opened::Published, Opened::Imported, Opened::Applied, Opened::Described] {
        let slug = format!("arbres-{how:?}").to_lowercase();
        app.dataset(&slug).csv(CSV).loaded().await;
        let hidden = app.platform().now().to_rfc3339().replace("+00:00", "Z");
        app.clock().pass_days(1);
        open(&app, &slug, how).await;
        begins_at(&app, &slug, 2).await;
        let records = format!("/api/explore/v2.1/catalog/datasets/{slug}/records");
        app.visitor().get(&format!("{records}?as_of={hidden}")).await.expect(404);
        // What is loaded from now on is public at once, and what was public stays so.
        app.dataset(&slug).csv(CSV).loaded().await;
        begins_at(&app, &slug, 2).await;
        // Taken back and published anew, it begins anew.
        let operator = app.operator().await;
        app.platform().unpublish(&operator, &slug).await.expect("it is there");
        app.dataset(&slug).csv(LATER).loaded().await;
        app.platform().publish(&operator, &slug, &Reasons::new(), None).await.expect("it has data");
        begins_at(&app, &slug, 4).await;
    }
}

/// Checks that everybody may read the versions from this one on, and those who edit all of them.
async fn begins_at(app: &TestApp, slug: &str, first: i64) {
    let (visitor, editor) = (app.visitor(), app.person(Role::Editor).await);
    let last = app.stored(slug).await.current.expect("it was loaded").number;
    let (api, page) =
        (format!("/api/explore/v2.1/catalog/datasets/{slug}"), format!("/explore/dataset/{slug}/"));
    let list = visitor.get(&page).await.expect(200);
    for number in 1..=last {
        let status = if number < first { 404 } else { 200 };
        for address in [
            format!("{api}/records?version={number}"),
            format!("{api}/exports/csv?version={number}"),
            format!("{page}?version={number}"),
        ] {
            assert_eq!(visitor.get(&address).await.status, status, "{address} of {last}");
            assert_eq!(editor.get(&address).await.status, 200, "{address} of {last}");
        }
        let listed = list.text().contains(&format!("Version {number}<"));
        assert_eq!(listed, number >= first, "{slug}: version {number} of {last} in the list");
    }
}
