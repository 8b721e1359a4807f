//! Pages: stable, complete, and addressed.

use fanal_model::{Access, FieldName};
use fanal_odsql::{Clause, Query, QueryText};

use super::sample::{Sample, answer, lines};
use crate::{QueryError, QueryOptions, RecordId};

/// Thirty records, ten of each letter.
fn thirty() -> String {
    let rows = (0..30).map(|i| format!("{i} | {}", ["a", "b", "c"][i % 3]));
    ["n:int | lettre:text".to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

fn query(text: &QueryText) -> Query {
    let parsed = text.parse();
    assert_eq!(parsed.problems, []);
    parsed.query
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_one_after_the_other_give_every_record_once_in_order() {
    let sample = Sample::new(&thirty()).await;
    for (order, filter) in [("", ""), ("lettre", ""), ("-lettre", "n > 2"), ("", "lettre != 'b'")] {
        for cache_bytes in [0, 32 << 20] {
            let handle = sample.handle(cache_bytes, Access::unrestricted()).await;
            let all = QueryText {
                order_by: vec![order.into()],
                filters: vec![filter.into()],
                ..QueryText::default()
            };
            let options = QueryOptions::default();
            let whole = answer(&handle, &all, &options).await;
            let mut pages: Vec<String> = vec!["n | lettre".to_owned()];
            for offset in (0..40).step_by(7) {
                let page = QueryText { limit: Some(7), offset, ..all.clone() };
                let page = answer(&handle, &page, &options).await;
                pages.extend(page.lines().skip(1).map(str::to_owned));
            }
            assert_eq!(pages.join("\n"), whole, "order {order}, filter {filter}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_keep_their_address_and_equal_ones_are_told_apart() {
    let sample = Sample::new("nom:text\nbanc\nbanc\nabri\nbanc\nabri\nfeu\nbanc").await;
    for cache_bytes in [0, 32 << 20] {
        let handle = sample.handle(cache_bytes, Access::unrestricted()).await;
        let options = QueryOptions::default();
        let sorted = query(&QueryText { order_by: vec!["-nom".into()], ..QueryText::default() });
        let ids = handle.record_ids(&sorted, &options).await.expect("addresses");
        let mut distinct: Vec<String> = ids.iter().map(ToString::to_string).collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), 7);
        let names = ["feu", "banc", "banc", "banc", "banc", "abri", "abri"];
        for (id, name) in ids.iter().zip(names) {
            let record = handle.record(id).await.expect("an answer").expect("a record");
            assert_eq!(lines(record.batches).await.expect("lines"), [name]);
        }
        // The first in the order of insertion is number 0.
        assert!(ids[1].to_string().ends_with("-0") && ids[4].to_string().ends_with("-3"));
        let beyond = RecordId::parse(&ids[4].to_string().replace("-3", "-4")).expect("an address");
        assert!(handle.record(&beyond).await.expect("an answer").is_none());
    }
}

fn conditions(filter: String) -> QueryText {
    QueryText { filters: vec![filter], ..QueryText::default() }
}

fn groups(key: String, having: &str) -> QueryText {
    let (group_by, having) = (vec![key], vec![having.to_owned()]);
    QueryText { group_by, having, ..QueryText::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_field_answers_like_a_missing_one_in_every_clause() {
    let sample = Sample::new("nom:text | secret:int\na | 1\nb | 2").await;
    let hidden = [FieldName::parse("secret").expect("a name")];
    let handle = sample.handle(32 << 20, Access::hiding(hidden)).await;
    let options = QueryOptions::default();
    assert_eq!(answer(&handle, &QueryText::default(), &options).await, "nom\na\nb");
    for name in ["secret", "absent", "_hash", "_row", "_file", "_at"] {
        for (clause, text) in [
            ("select", QueryText { select: vec![name.into()], ..QueryText::default() }),
            (
                "select",
                QueryText { select: vec![format!("include({name})")], ..QueryText::default() },
            ),
            ("where", QueryText { filters: vec![format!("{name} = 1")], ..QueryText::default() }),
            ("where", QueryText { filters: vec![format!("1 in {name}")], ..QueryText::default() }),
            ("order_by", QueryText { order_by: vec![name.into()], ..QueryText::default() }),
            ("select", QueryText { select: vec![format!("sum({name})")], ..QueryText::default() }),
            ("select", QueryText { select: vec![format!("bbox({name})")], ..QueryText::default() }),
            (
                "select",
                QueryText { select: vec![format!("if({name} > 1, 1, 2)")], ..QueryText::default() },
            ),
            ("where", conditions(format!("search({name}, 'a')"))),
            ("where", conditions(format!("startswith({name}, 'a')"))),
            ("where", conditions(format!("within_distance({name}, geom'POINT(1 2)', 1km)"))),
            ("where", conditions(format!("{name} is null"))),
            ("group_by", groups(name.into(), "count(*) > 0")),
            ("group_by", groups(format!("range({name}, 5)"), "count(*) > 0")),
            ("group_by", groups(format!("geo_cluster({name}, 5)"), "count(*) > 0")),
            ("having", groups("nom".into(), &format!("max({name}) > 0"))),
            ("having", groups("nom".into(), &format!("{name} > 0"))),
        ] {
            let expected = format!(
                "ODSQLError: ODSQL query is malformed: Unknown field: {name}. \
                 Clause(s) containing the error(s): {clause}."
            );
            assert_eq!(answer(&handle, &text, &options).await, expected);
        }
    }
    // Nor is it searched.
    let searched = QueryText { filters: vec!["'1'".into()], ..QueryText::default() };
    assert_eq!(answer(&handle, &searched, &options).await, "nom");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_filter_the_count_needs_no_file() {
    let sample = Sample::new(&thirty()).await;
    let handle = sample.handle(0, Access::unrestricted()).await;
    let snapshot = sample.lake.table(super::sample::DATASET);
    let snapshot = snapshot.snapshot(sample.pinned.delta_version).await.expect("a snapshot");
    for file in &snapshot.files {
        use object_store::ObjectStoreExt as _;
        sample.lake.object_store().delete(&file.path).await.expect("deleted");
    }
    let options = QueryOptions::default();
    assert_eq!(handle.count(&Query::default(), &options).await.expect("a count"), 30);
    let filtered = query(&QueryText { filters: vec!["n > 1".into()], ..QueryText::default() });
    let error = handle.count(&filtered, &options).await.expect_err("no file is left");
    assert!(matches!(error, QueryError::Internal(_)));
    assert_eq!(error.message(), "The query could not be answered.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_does_not_exist_can_not_be_opened() {
    let sample = Sample::new("n:int\n1").await;
    let pinned = crate::Pinned { delta_version: 99, ..sample.pinned.clone() };
    let opened = sample.engine(0).open(&pinned, Access::unrestricted()).await;
    assert!(matches!(opened, Err(QueryError::Storage(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_ends_at_the_time_limit() {
    let sample = Sample::new(&thirty()).await;
    let settings = crate::EngineSettings {
        memory_bytes: 1 << 20,
        cache_bytes: 0,
        threads: 2,
        time_limit_ms: 0,
        spill_folder: None,
    };
    let engine = crate::Engine::new(sample.lake.clone(), settings).expect("an engine");
    let handle = engine.open(&sample.pinned, Access::unrestricted()).await.expect("a handle");
    let sorted = QueryText { order_by: vec!["n".into()], ..QueryText::default() };
    let told = answer(&handle, &sorted, &QueryOptions::default()).await;
    assert_eq!(told, "QueryTooExpensive: The query took more than 0 ms.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_deepest_query_that_is_read_is_answered() {
    let sample = Sample::new(&thirty()).await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    // As deep as the reader of queries lets pass, in each way of nesting.
    for (open, close) in [("not (", ")"), ("1 < 2 and (1 > 2 or (", "))")] {
        let deepest = (1..100)
            .map(|depth| format!("{}n = 1{}", open.repeat(depth), close.repeat(depth)))
            .map(|filter| QueryText { filters: vec![filter], ..QueryText::default() })
            .take_while(|text| text.parse().problems.is_empty())
            .last()
            .expect("one is read");
        let told = answer(&handle, &deepest, &QueryOptions::default()).await;
        assert!(told.starts_with("n | lettre"), "{told}");
    }
    let sum = format!("n = 0{}", " + 1".repeat(90));
    let deep = QueryText { filters: vec![sum], limit: Some(1), ..QueryText::default() };
    assert_eq!(answer(&handle, &deep, &QueryOptions::default()).await, "n | lettre");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_an_answer_are_counted_as_far_as_asked() {
    let sample = Sample::new(&thirty()).await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let records = QueryText { filters: vec!["n > 2".into()], ..QueryText::default() };
    let groups = |by: &str| QueryText {
        select: vec!["count(*) as combien".into()],
        group_by: vec![by.into()],
        order_by: vec!["-combien".into()],
        ..QueryText::default()
    };
    let after = |offset, text: QueryText| QueryText { offset, ..text };
    for (text, most, expected) in [
        (records.clone(), 100, 27),
        (records.clone(), 5, 5),
        (after(20, records), 100, 7),
        (groups("n"), 100, 30),
        (groups("n"), 11, 11),
        (after(25, groups("n")), 11, 5),
        (groups("lettre"), 11, 3),
        (QueryText { limit: Some(2), ..groups("lettre") }, 11, 2),
        (QueryText { select: vec!["count(*)".into()], ..QueryText::default() }, 11, 1),
    ] {
        let rows = handle.rows(&query(&text), &QueryOptions::default(), most).await;
        assert_eq!(rows.expect("an answer"), expected, "{text:?}, as far as {most}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_example_of_an_answered_function_is_answered() {
    let sample = Sample::new(
        "nom:text | surnom:text | essence:text | proprietes:text | adresse_rue:text | \
         hauteur:double | montant:double | tours:int | plante_le:date | releve:datetime | \
         geo:geo_point_2d\na",
    )
    .await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    for function in fanal_odsql::Function::ALL.iter().filter(|f| f.is_answered()) {
        for (clause, example) in function.examples() {
            let one = vec![(*example).to_owned()];
            let text = match clause {
                Clause::Select => QueryText { select: one, ..QueryText::default() },
                Clause::GroupBy => QueryText { group_by: one, ..QueryText::default() },
                Clause::OrderBy => QueryText { order_by: one, ..QueryText::default() },
                _ => QueryText { filters: one, ..QueryText::default() },
            };
            let asked = handle.query(&query(&text), &QueryOptions::default()).await;
            let told = match asked {
                Ok(answer) => lines(answer.batches).await,
                Err(error) => Err(error),
            };
            if let Err(error) = told {
                panic!("{example}: {}", error.message());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn years_whose_first_hour_clocks_pass_over_are_found() {
    let sample =
        Sample::new("n:int | vu:datetime\n1 | 1985-06-01T12:00Z\n2 | 1986-06-01T12:00Z").await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let text = QueryText {
        select: vec!["n".to_owned()],
        filters: vec!["year(vu) = 1986".to_owned()],
        ..QueryText::default()
    };
    let options =
        QueryOptions { timezone: chrono_tz::Tz::Asia__Kathmandu, ..QueryOptions::default() };
    assert_eq!(answer(&handle, &text, &options).await, "n\n2");
}
