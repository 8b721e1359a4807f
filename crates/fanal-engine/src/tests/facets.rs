//! Facets: each value keeps as many records as it says.

use fanal_model::{Access, Facet, FacetState, FacetValue};
use fanal_odsql::{Clause, Query, QueryText, Refinement};
use proptest::test_runner::TestRunner;
use proptest::{prelude::*, sample::select};

use super::sample::Sample;
use crate::{Handle, QueryError, QueryOptions};

/// The facets as text: a line a value, deeper levels further in; what is chosen is marked. A query
/// that is refused gives its message.
pub(super) async fn shown(handle: &Handle, text: &QueryText, options: &QueryOptions) -> String {
    let parsed = text.parse();
    assert_eq!(parsed.problems, [], "{text:?}");
    let facets = match handle.facets(&parsed.query, options).await {
        Ok(facets) => facets,
        Err(error) => return format!("{}: {}", error.error_code(), error.message()),
    };
    let mut lines = Vec::new();
    for facet in &facets {
        lines.push(format!("{}{}", facet.name, if facet.cut { ", cut" } else { "" }));
        write(&facet.values, 1, &mut lines);
    }
    lines.join("\n")
}

fn write(values: &[FacetValue], level: usize, lines: &mut Vec<String>) {
    for value in values {
        let state = match value.state {
            FacetState::Displayed => String::new(),
            state => format!(", {}", state.name()),
        };
        let path = match value.name == value.value {
            true => String::new(),
            false => format!(" ({})", value.value),
        };
        lines.push(format!("{}{}{path}: {}{state}", "  ".repeat(level), value.name, value.count));
        write(&value.children, level + 1, lines);
    }
}

/// Checks that each value of each facet keeps as many records as it says.
async fn check_all(handle: &Handle, text: &QueryText, options: &QueryOptions) {
    let query = text.parse().query;
    for facet in handle.facets(&query, options).await.expect("facets") {
        let disjunctive = is_disjunctive(handle, &query, &facet.name);
        check(handle, &query, options, &facet, disjunctive).await;
    }
}

fn is_disjunctive(handle: &Handle, query: &Query, name: &str) -> bool {
    let asked = query.facets.iter().find(|facet| facet.name == name);
    let field = handle.fields().iter().find(|field| field.name.as_str() == name);
    asked
        .and_then(|facet| facet.disjunctive)
        .unwrap_or_else(|| field.expect("a field").annotations.disjunctive)
}

/// Each value of a facet keeps as many records as it says, beside what is chosen already; of a
/// disjunctive facet in the place of what is chosen of it.
async fn check(
    handle: &Handle,
    query: &Query,
    options: &QueryOptions,
    facet: &Facet,
    disjunctive: bool,
) {
    let mut left: Vec<&FacetValue> = facet.values.iter().collect();
    while let Some(value) = left.pop() {
        left.extend(&value.children);
        let mut refined = query.clone();
        if disjunctive {
            refined.refine.retain(|one| one.facet != facet.name);
        }
        // As it is listed, so it is asked for.
        let text = format!("{}:{}", facet.name, value.value);
        refined.refine.push(Refinement::parse(Clause::Refine, &text).expect("a refinement"));
        let count = handle.count(&refined, options).await.expect("a count");
        assert_eq!(count, value.count, "{}:{} of {query:?}", facet.name, value.value);
    }
}

/// A table of some rows with a column of every kind that facets have, and what is asked of it.
fn table() -> impl Strategy<Value = (String, QueryText)> {
    let one = |values: &'static [&'static str]| select(values);
    let row = (
        one(&[
            "",
            "Chêne",
            "chêne",
            "Chêne␣",
            "␣",
            "␣Tilleul",
            "Tilleul",
            "Érable",
            "\"\"",
            "l'If",
        ]),
        one(&["", "Nord", "Nord/Gare", "Nord/Gare/Quai", "Nord-Est/Port", "Sud/Lac", "/x", "a//b"]),
        one(&["", "\"\"", "bois", "bois,bois", "métal,bois", "pierre,métal", "␣bois"]),
        one(&["", "Nature/Arbre", "Nature/Arbre,Nature/Fleur", "Nature/Arbre,Ville/Rue", "Ville"]),
        one(&["", "0", "-0", "1.5", "-2.25", "1e300"]),
        one(&["", "0", "-7", "12", "9007199254740993"]),
        one(&["", "true", "false"]),
        one(&["", "2023-12-31", "2024-01-01", "2024-02-29", "0999-05-01"]),
        one(&["", "2023-12-31T23:30:00Z", "2024-03-31T00:30:00Z", "2024-10-27T00:30:00Z"]),
    );
    let row = row.prop_map(|(a, b, c, d, e, f, g, h, i)| [a, b, c, d, e, f, g, h, i].join(" | "));
    let refinements = select(vec![
        "essence:Chêne",
        "essence:Tilleul",
        "essence:Chêne ",
        "quartier:Nord",
        "quartier:Nord/Gare",
        "quartier:a/",
        "bancs:bois",
        "bancs:métal",
        "themes:Nature",
        "themes:Nature/Arbre",
        "hauteur:0",
        "hauteur:-0.0",
        "tours:12",
        "garde:true",
        "garde: true ",
        "tours: 12 ",
        "pose:2024",
        "pose:2024/1",
        "pose:2024/02/29",
        "vu:2024",
        "vu:2024/3",
        "vu:2023/12/31",
        "essence:Rien",
        "pose:hier",
    ]);
    let chosen = || prop::collection::vec(refinements.clone().prop_map(str::to_owned), 0..3);
    let filter = select(vec!["", "tours is null", "hauteur < 1"]);
    let text = (chosen(), chosen(), filter).prop_map(|(refine, exclude, filter)| QueryText {
        refine,
        exclude,
        filters: vec![filter.to_owned()],
        ..QueryText::default()
    });
    (prop::collection::vec(row, 0..40), text).prop_map(|(rows, text)| {
        let head = "essence:text facet disjunctive | quartier:text facet / | bancs:text[] facet | \
                    themes:text[] facet / disjunctive | hauteur:double facet | tours:int facet | \
                    garde:boolean facet | pose:date facet | vu:datetime facet disjunctive";
        ([head.to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n"), text)
    })
}

#[test]
fn each_value_keeps_as_many_records_as_it_says_whatever_is_chosen() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let settings = ProptestConfig {
        cases: 16,
        max_shrink_iters: 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let paris = QueryOptions { timezone: chrono_tz::Tz::Europe__Paris, ..QueryOptions::default() };
    let run = TestRunner::new(settings).run(&table(), |(table, text)| {
        runtime.block_on(async {
            let sample = Sample::new(&table).await;
            let handle = sample.handle(32 << 20, Access::unrestricted()).await;
            check_all(&handle, &text, &paris).await;
        });
        Ok(())
    });
    run.expect("each value keeps as many");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_facet_that_is_cut_says_so_and_keeps_what_is_chosen_exact() {
    let rows = (0..500).map(|n| format!("v{:03}", n % 250));
    let table: Vec<String> =
        ["code:text facet disjunctive".to_owned()].into_iter().chain(rows).collect();
    let sample = Sample::with_row_groups(&table.join("\n"), 100).await;
    let handle = sample.handle(32 << 20, Access::unrestricted()).await;
    let facets = async |text: QueryText| -> Facet {
        let query = text.parse().query;
        let found = handle.facets(&query, &QueryOptions::default()).await;
        found.expect("facets").remove(0)
    };
    let first = facets(QueryText::default()).await;
    assert_eq!((first.values.len(), first.cut), (100, true));
    let more = vec!["facet(name=code, limit=250, sort=\"-alphanum\")".to_owned()];
    let all = facets(QueryText { facets: more, ..QueryText::default() }).await;
    assert_eq!((all.values.len(), all.cut), (250, false));
    assert_eq!(all.values[0].value, "v249");
    let refine = vec!["code:v200".to_owned(), "code:nothing".to_owned()];
    let chosen = facets(QueryText { refine, ..QueryText::default() }).await;
    let chosen: Vec<(&str, u64)> = chosen
        .values
        .iter()
        .filter(|value| value.state == FacetState::Refined)
        .map(|value| (value.value.as_str(), value.count))
        .collect();
    assert_eq!(chosen, [("v200", 2), ("nothing", 0)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_can_be_no_facet_is_passed_over_until_it_is_asked_for() {
    let sample = Sample::new("lieu:geo_point_2d facet | nom:text facet\n2 48 | Mairie").await;
    let handle = sample.handle(0, Access::unrestricted()).await;
    let options = QueryOptions::default();
    assert_eq!(shown(&handle, &QueryText::default(), &options).await, "nom\n  Mairie: 1");
    let place = QueryText { facets: vec!["lieu".into()], ..QueryText::default() };
    assert!(shown(&handle, &place, &options).await.contains("lieu can't be grouped by"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_facets_of_a_query_share_one_time_limit() {
    let names: Vec<String> = (0..60).map(|n| format!("c{n}:text facet")).collect();
    let sample = Sample::new(&format!("{}\n{}", names.join(" | "), "a | ".repeat(60))).await;
    let counted = async |time_limit_ms: u64| {
        let settings = crate::EngineSettings {
            memory_bytes: 64 << 20,
            cache_bytes: 0,
            threads: 2,
            time_limit_ms,
            spill_folder: None,
        };
        let engine = crate::Engine::new(sample.lake.clone(), settings).expect("an engine");
        let handle = engine.open(&sample.pinned, Access::unrestricted()).await.expect("a handle");
        let begun = std::time::Instant::now();
        let facets = handle.facets(&Query::default(), &QueryOptions::default()).await;
        (facets, begun.elapsed())
    };
    counted(60_000).await.0.expect("facets");
    let (facets, all) = counted(60_000).await;
    assert_eq!(facets.expect("facets").len(), 60);
    // Each of them alone takes less than that.
    let limit = u64::try_from(all.as_millis() / 15).expect("not long");
    let (facets, _) = counted(limit).await;
    assert!(matches!(facets, Err(QueryError::TimeLimit { limit_ms }) if limit_ms == limit));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_refinements_are_refused_everywhere() {
    let sample = Sample::new("nom:text facet\na").await;
    let handle = sample.handle(0, Access::unrestricted()).await;
    let options = QueryOptions::default();
    let refined = |n| QueryText { refine: vec!["nom:a".into(); n], ..QueryText::default() };
    assert_eq!(shown(&handle, &refined(50), &options).await, "nom\n  a: 1, refined");
    let query = refined(51).parse().query;
    let told = |error: QueryError| error.message();
    let too_many = "ODSQL syntax exception: clause beyond the limit of 50. \
                    Clause(s) containing the error(s): refine.";
    assert_eq!(handle.facets(&query, &options).await.map_err(told), Err(too_many.into()));
    assert_eq!(handle.count(&query, &options).await.map_err(told), Err(too_many.into()));
    let records = handle.query(&query, &options).await.map(|_| ()).map_err(told);
    assert_eq!(records, Err(too_many.into()));
    let (select, group_by) = (vec!["count(*) as n".to_owned()], vec!["nom".to_owned()]);
    let groups = QueryText { select, group_by, ..refined(51) }.parse().query;
    let groups = handle.query(&groups, &options).await.map(|_| ()).map_err(told);
    assert_eq!(groups, Err(too_many.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_beyond_all_clocks_is_none() {
    let sample = Sample::new("vu:datetime facet\n2024-01-01").await;
    let handle = sample.handle(0, Access::unrestricted()).await;
    let paris = QueryOptions { timezone: chrono_tz::Tz::Europe__Paris, ..QueryOptions::default() };
    for year in ["-262143", "262142", "0", "9999"] {
        let refine = vec![format!("vu:{year}")];
        let query = QueryText { refine, ..QueryText::default() }.parse().query;
        assert_eq!(handle.count(&query, &paris).await.expect("a count"), 0, "{year}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_field_is_no_facet_and_can_t_be_refined_by() {
    let sample = Sample::new("nom:text facet | secret:text facet\na | x\nb | y").await;
    let hidden = fanal_model::FieldName::parse("secret").expect("a name");
    let handle = sample.handle(0, Access::hiding([hidden])).await;
    let options = QueryOptions::default();
    let found = handle.facets(&Query::default(), &options).await.expect("facets");
    assert_eq!(found.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["nom"]);
    for (name, hidden) in [("secret", "secret:x"), ("rien", "rien:x")] {
        for text in [
            QueryText { refine: vec![hidden.into()], ..QueryText::default() },
            QueryText { exclude: vec![hidden.into()], ..QueryText::default() },
            QueryText { facets: vec![name.into()], ..QueryText::default() },
        ] {
            let query = text.parse().query;
            let refused = handle.facets(&query, &options).await;
            let Err(QueryError::Invalid(problems)) = refused else {
                panic!("{text:?} is answered")
            };
            let message = fanal_odsql::message(&problems);
            assert!(message.contains(&format!("Unknown field: {name}.")), "{message}");
        }
    }
}
