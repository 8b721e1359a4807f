//! Queries that ask for more than they seem to are refused, and long ones are answered well.

use fanal_model::Access;
use fanal_odsql::QueryText;

use super::sample::{Sample, answer};
use crate::{QueryError, QueryOptions};

#[test]
fn a_short_query_never_makes_a_plan_beyond_measure() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    // Plans are made on threads with such a stack.
    let thread = std::thread::Builder::new().stack_size(16 << 20);
    let asked = thread.spawn(move || runtime.block_on(ask_nested())).expect("a thread");
    asked.join().expect("every query is answered or refused");
}

async fn ask_nested() {
    let table = "n:int | nom:text | geo:geo_point_2d | d:date | vu:datetime\n\
                 1 | a | 2.3 48.8 | 2024-01-01 | 2024-01-01T00:00\n2 | b | 2.4 48.9 | |";
    let sample = Sample::new(table).await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    // Each holds, or could be taken to hold, what it is given several times.
    for (open, inner, close) in [
        ("ifnull(", "n", ",0)"),
        ("coalesce(null,", "n", ",0)"),
        ("if(", "n", " = 1,1,0)"),
        ("if(", "n", " in (1,2,3),1,0)"),
        ("if(", "n", " in (1,2.5,null),1,0)"),
        ("if(", "n", " in [1..3],1,0)"),
        ("if(", "n = 1", ",true,false)"),
        ("if(", "n = 1", ",n = 2,n = 1)"),
        ("if(", "nom", " is null,'a','b')"),
        ("if(", "nom", " = 'a','b','a')"),
        ("if(in_bbox(", "geo", ",48,2,49,3),geo,null)"),
        ("-(1 / (1 + ", "n", "))"),
        ("if(year(", "d", ") = 2024,d,null)"),
        ("if(year(", "vu", ") in (2023,2024),vu,null)"),
        ("if(year(", "vu", ") != 2024,null,vu)"),
    ] {
        for levels in [5, 12, 45] {
            let nested = format!("{}{inner}{}", open.repeat(levels), close.repeat(levels));
            // Conditions go through the optimiser.
            let filters = vec![format!("{nested} is null or n > 0")];
            let text = QueryText { filters, ..QueryText::default() };
            let told = answer(&handle, &text, &QueryOptions::default()).await;
            let refused = told.starts_with("ODSQLSyntaxError: ODSQL syntax exception: clause");
            assert!(told.lines().count() == 3 || refused && levels > 5, "{nested}: {told}");
            let select = vec![format!("{nested} as x")];
            let text = QueryText { select, ..QueryText::default() };
            let told = answer(&handle, &text, &QueryOptions::default()).await;
            let refused = told.starts_with("ODSQLSyntaxError: ODSQL syntax exception: clause");
            assert!(told.starts_with("x\n") || refused && levels > 5, "{nested}: {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_stand_for_is_counted_each_time() {
    let sample = Sample::new("n:int\n1\n2").await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let sum = format!("n{} as x", " + 1".repeat(80));
    let order_by = vec![["x"; 1000].join(",")];
    let text = QueryText { select: vec![sum], order_by, ..QueryText::default() };
    let told = answer(&handle, &text, &QueryOptions::default()).await;
    assert!(told.starts_with("ODSQLSyntaxError: ODSQL syntax exception: clause beyond"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_looked_up_and_finds_what_comparisons_find() {
    let sample = Sample::new("n:int | x:double\n1 | 0\n2 | 1.5\n3 | 3\n4 |").await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let list: Vec<String> = (10..10_010).map(|n| n.to_string()).collect();
    let list = list.join(",");
    for (filter, expected) in [
        (format!("n in (3, {list})"), "n\n3"),
        (format!("n not in (3, {list})"), "n\n1\n2\n4"),
        (format!("n in (3.0, 1, {list})"), "n\n1\n3"),
        // Zero has two forms.
        (format!("-x in (0, 5, {list})"), "n\n1"),
        (format!("x in (3, 1.5, {list})"), "n\n2\n3"),
        (format!("x in (3, null, {list})"), "n\n3"),
        (format!("if(x in (3, 0), 1, 2) in (1, {list})"), "n\n1\n3"),
    ] {
        let select = vec!["n".to_owned()];
        let text = QueryText { select, filters: vec![filter], ..QueryText::default() };
        assert_eq!(answer(&handle, &text, &QueryOptions::default()).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_of_the_query_is_not_repeated_in_every_record() {
    let sample = Sample::new("n:int | nom:text | vu:datetime\n1 | a | 2024-01-01").await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let long = "x".repeat(5_000);
    let select = |text: String| QueryText { select: vec![text], ..QueryText::default() };
    let many = format!("'{}' as", "x".repeat(500));
    for text in [
        select(format!("'{long}' as t")),
        select((0..9).map(|n| format!("{many} t{n}")).collect::<Vec<_>>().join(",")),
        select(format!("if(n = 1, '{long}', nom) as t")),
        select(format!("ifnull(nom, '{long}') as t")),
        select(format!("upper('{long}') as t")),
        select(format!("json_format(nom, '{long}') as t")),
        select(
            (0..25)
                .map(|n| format!("date_format(vu, '{}') as t{n}", "-".repeat(200)))
                .collect::<Vec<_>>()
                .join(","),
        ),
        QueryText { group_by: vec![format!("ifnull(nom, '{long}')")], ..QueryText::default() },
    ] {
        let told = answer(&handle, &text, &QueryOptions::default()).await;
        let refused = "ODSQLSyntaxError: ODSQL syntax exception: clause beyond the limit of 4000.";
        assert!(told.starts_with(refused), "{told}");
    }
    // What is only compared with may be long.
    let filters = vec![format!("nom != '{long}' and not search(nom, '{long}')")];
    let text = QueryText { select: vec!["n".into()], filters, ..QueryText::default() };
    assert_eq!(answer(&handle, &text, &QueryOptions::default()).await, "n\n1");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_computed_and_searched_for_each_record_is_counted() {
    let columns: Vec<String> = (0..50).map(|n| format!("t{n}:text")).collect();
    let table = format!("n:int | {}\n1{}", columns.join(" | "), " | a b".repeat(50));
    let sample = Sample::new(&table).await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let numbered = |count: usize, one: &dyn Fn(usize) -> String, sign: &str| -> String {
        (0..count).map(one).collect::<Vec<_>>().join(sign)
    };
    let word = |n: usize| format!("w{n}x");
    for (text, limit) in [
        (
            QueryText {
                select: vec![numbered(201, &|n| format!("n + {n} as a{n}"), ",")],
                ..QueryText::default()
            },
            200,
        ),
        (
            QueryText {
                order_by: vec![numbered(201, &|n| format!("n + {n}"), ",")],
                ..QueryText::default()
            },
            200,
        ),
        (
            QueryText {
                group_by: vec![numbered(201, &|n| format!("n + {n} as a{n}"), ",")],
                ..QueryText::default()
            },
            200,
        ),
        (filter(numbered(201, &|n| format!("'{}'", word(n)), " or ")), 10_000),
        (filter(format!("search(t0, '{}')", numbered(1_002, &word, " "))), 10_000),
        (filter(format!("t0 like '{}'", numbered(10_001, &word, " "))), 10_000),
        (filter(numbered(401, &|n| format!("startswith(*, '{n}')"), " or ")), 20_000),
    ] {
        let told = answer(&handle, &text, &QueryOptions::default()).await;
        let refused = format!(
            "ODSQLSyntaxError: ODSQL syntax exception: clause beyond the limit of {limit}."
        );
        assert!(told.starts_with(&refused), "{told}");
    }
    // The same word is one, and a word in many texts is answered.
    for filters in [format!("t0 like '{}'", "b ".repeat(20_000)), "search('a b')".to_owned()] {
        let select = vec!["n".to_owned()];
        let text = QueryText { select, ..filter(filters) };
        assert_eq!(answer(&handle, &text, &QueryOptions::default()).await, "n\n1");
    }
}

fn filter(text: String) -> QueryText {
    QueryText { filters: vec![text], ..QueryText::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_of_a_query_are_few_and_stand_where_they_are_written() {
    let sample = Sample::new("nom:text | geo:geo_point_2d\na | 2.3 48.8").await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let unknown: Vec<String> = (0..2_000).map(|n| format!("a{n}")).collect();
    let all = unknown.join(",");
    let text = QueryText {
        select: vec![all.clone()],
        filters: vec![unknown.join(" and ")],
        order_by: vec![all],
        ..QueryText::default()
    };
    let QueryError::Invalid(problems) = refused(&handle, &text).await else {
        panic!("the sender's to mend")
    };
    assert_eq!(problems.len(), 30);
    // What an alias stands for is written elsewhere.
    let aliased = QueryText {
        select: vec!["upper(nom) as x, geo as g".into()],
        order_by: vec!["x, g".into()],
        ..QueryText::default()
    };
    let QueryError::Invalid(problems) = refused(&handle, &aliased).await else {
        panic!("the sender's to mend")
    };
    let places: Vec<(usize, usize)> = problems.iter().map(|p| (p.span.start, p.span.end)).collect();
    assert_eq!(places, [(3, 4)]);
    // That of an alias within an alias too.
    let twice = QueryText {
        group_by: vec!["nom".into()],
        select: vec!["count(*) as n, unknown as d, d as e".into()],
        order_by: vec!["e".into()],
        ..QueryText::default()
    };
    let QueryError::Invalid(problems) = refused(&handle, &twice).await else {
        panic!("the sender's to mend")
    };
    let ordered = problems.iter().filter(|p| p.clause == fanal_odsql::Clause::OrderBy);
    assert!(
        ordered.clone().count() > 0 && ordered.clone().all(|p| p.span.end <= 1),
        "{problems:?}"
    );
}

async fn refused(handle: &crate::Handle, text: &QueryText) -> QueryError {
    let parsed = text.parse();
    assert_eq!(parsed.problems, []);
    let asked = handle.query(&parsed.query, &QueryOptions::default()).await;
    asked.expect_err("it is refused")
}
