//! The pages of `cases/`: a table, then queries and what they answer. Each answer is computed in
//! four ways, which must agree: from columns kept and from Parquet, as a page and as a stream.
//! With `UPDATE=1` the pages are rewritten.

use std::path::{Path, PathBuf};

use fanal_model::{Access, FieldName, Instant, Language};
use fanal_odsql::QueryText;

use super::facets;
use super::sample::{Sample, answer};
use crate::QueryOptions;

/// What a block of a page asks.
#[derive(Debug, Default)]
struct Asked {
    text: QueryText,
    options: QueryOptions,
    hidden: Vec<FieldName>,
}

fn asked(block: &str) -> Asked {
    let mut asked = Asked::default();
    for line in block.lines() {
        let (name, value) = line.split_once('=').expect("name=value");
        let value_text = value.to_owned();
        match name {
            "select" => asked.text.select.push(value_text),
            "where" => asked.text.filters.push(value_text),
            "refine" => asked.text.refine.push(value_text),
            "exclude" => asked.text.exclude.push(value_text),
            "facet" => asked.text.facets.push(value_text),
            "group_by" => asked.text.group_by.push(value_text),
            "having" => asked.text.having.push(value_text),
            "order_by" => asked.text.order_by.push(value_text),
            "limit" => asked.text.limit = Some(value.parse().expect("a limit")),
            "offset" => asked.text.offset = value.parse().expect("an offset"),
            "lang" => asked.options.language = Language::from_code(value).expect("a language"),
            "now" => asked.options.now = instant(value),
            "timezone" => asked.options.timezone = value.parse().expect("a zone"),
            "hidden" => asked.hidden.push(FieldName::parse(value).expect("a name")),
            other => panic!("no parameter `{other}`"),
        }
    }
    asked
}

fn instant(text: &str) -> Instant {
    let read = chrono::DateTime::parse_from_rfc3339(text).expect("an instant");
    Instant(read.timestamp_micros())
}

/// The answer, in every way.
async fn answered(sample: &Sample, asked: &Asked) -> String {
    let mut answers: Vec<String> = Vec::new();
    for cache_bytes in [0, 32 << 20] {
        let access = Access::hiding(asked.hidden.clone());
        let handle = sample.handle(cache_bytes, access).await;
        let mut ways = vec![asked.text.clone()];
        // No limit is a stream; a limit beyond the table is a page of the same records.
        match asked.text.limit {
            None => ways.push(QueryText { limit: Some(1000), ..asked.text.clone() }),
            Some(_) => ways.push(asked.text.clone()),
        }
        for text in ways {
            answers.push(answer(&handle, &text, &asked.options).await);
        }
        let query = asked.text.parse().query;
        if let Ok(count) = handle.count(&query, &asked.options).await
            && !query.is_aggregated()
            && query.limit.is_none()
            && query.offset == 0
            && !answers[0].contains("ODSQL")
        {
            let records = answers[0].split('\n').count() - 1;
            assert_eq!(usize::try_from(count).ok(), Some(records), "count of {:?}", asked.text);
        }
    }
    let first = answers.remove(0);
    for other in answers {
        assert_eq!(first, other, "two ways disagree on {:?}", asked.text);
    }
    first
}

/// The facets, from columns kept and from Parquet.
async fn counted(sample: &Sample, asked: &Asked) -> String {
    let mut answers: Vec<String> = Vec::new();
    for cache_bytes in [0, 32 << 20] {
        let handle = sample.handle(cache_bytes, Access::hiding(asked.hidden.clone())).await;
        answers.push(facets::shown(&handle, &asked.text, &asked.options).await);
    }
    assert_eq!(answers[0], answers[1], "two ways disagree on {:?}", asked.text);
    answers.remove(0)
}

async fn check(path: &Path) {
    let page = std::fs::read_to_string(path).expect("a page");
    let mut out = String::new();
    let mut sample: Option<Sample> = None;
    let mut answer = String::new();
    let mut rest = page.as_str();
    while let Some((prose, block)) = rest.split_once("\n```") {
        let (kind, block) = block.split_once('\n').expect("a kind of block");
        // An empty block closes at once.
        let (body, after) = match block.strip_prefix("```") {
            Some(after) => ("", after),
            None => block.split_once("\n```").expect("a block is closed"),
        };
        let text = match kind {
            "table" => {
                sample = Some(Sample::new(body).await);
                body.to_owned()
            }
            "query" => {
                answer = answered(sample.as_ref().expect("a table first"), &asked(body)).await;
                body.to_owned()
            }
            "facets" => {
                answer = counted(sample.as_ref().expect("a table first"), &asked(body)).await;
                body.to_owned()
            }
            "result" => std::mem::take(&mut answer),
            other => panic!("no block `{other}`"),
        };
        out.push_str(&format!("{prose}\n```{kind}\n{text}\n```"));
        rest = after;
    }
    out.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, out).expect("the page is rewritten");
    } else {
        assert_eq!(out, page, "{}", path.display());
    }
}

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name)
}

/// A test for each page.
macro_rules! answered_as_written {
    ($($name:ident),+ $(,)?) => {
        const PAGES: &[&str] = &[$(concat!(stringify!($name), ".md")),+];

        mod answered_as_written {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::check(&super::page(concat!(stringify!($name), ".md"))).await;
            })+
        }
    };
}

answered_as_written! {
    compare,
    dates,
    facets,
    functions,
    groups,
    null,
    order,
    places,
    search,
}

#[test]
fn every_page_of_cases_has_its_test() {
    let pages = std::fs::read_dir(page("")).expect("the folder of cases");
    let name = |entry: std::fs::DirEntry| entry.file_name().into_string().expect("a name");
    let mut pages: Vec<String> = pages.map(|entry| name(entry.expect("an entry"))).collect();
    pages.sort();
    assert_eq!(pages, PAGES);
}
