use crate::{DEPTH_LIMIT, ProblemKind, QueryText, error_code, message};

#[track_caller]
fn check(filter: &str, outline: &str) {
    let parsed = QueryText { filters: vec![filter.into()], ..QueryText::default() }.parse();
    assert_eq!(parsed.problems, []);
    assert_eq!(parsed.query.filter.expect("a filter").outline(), outline);
}

#[track_caller]
fn refused(filter: &str, code: &str, expected: &str) {
    let parsed = QueryText { filters: vec![filter.into()], ..QueryText::default() }.parse();
    assert_eq!(error_code(&parsed.problems), code);
    assert_eq!(message(&parsed.problems), expected);
}

#[test]
fn operators_bind_as_the_contract_says() {
    check(
        "a=1 or b=2 and not c=3",
        "(or (= (field a) 1) (and (= (field b) 2) (not (= (field c) 3))))",
    );
    check("a + 2 * -b > 3", "(> (+ (field a) (* 2 (negative (field b)))) 3)");
    check("(a or b) and c", "(and (or (field a) (field b)) (field c))");
    check("a and (b and c)", "(and (field a) (field b) (field c))");
    check("a - 1 - 2 = 0", "(= (- (- (field a) 1) 2) 0)");
}

#[test]
fn a_text_alone_is_a_search() {
    check("'mots clés'", r#"(text "mots clés")"#);
    check(r#"not "a" or b = "c""#, r#"(or (not (text "a")) (= (field b) "c"))"#);
}

#[test]
fn ranges_and_lists_keep_their_bounds() {
    check("tours in ]100..205[", "(in-range (field tours) ]100 .. 205[)");
    check("d IN [date'2024' TO *]", r#"(in-range (field d) [date"2024" .. *])"#);
    check("a not in (1, -2.5)", "(not-in-list (field a) 1 -2.5)");
    check("'ancien' in etiquettes", r#"(in-field "ancien" etiquettes)"#);
}

#[test]
fn reserved_words_name_fields_where_nothing_else_fits() {
    check("top = 'a'", r#"(= (field `top`) "a")"#);
    check(
        "year = 2024 and year(d) = 2024",
        "(and (= (field `year`) 2024) (= (year (field d)) 2024))",
    );
    check("`and` = 1", "(= (field `and`) 1)");
    check("`2024` > 5", "(> (field `2024`) 5)");
}

#[test]
fn distances_keep_their_unit() {
    check(
        "within_distance(geo, geom'POINT(2 48)', 10 km)",
        r#"(within_distance (field geo) geom"POINT(2 48)" 10km)"#,
    );
}

#[test]
fn a_clause_that_does_not_parse_says_where() {
    let syntax = "ODSQLSyntaxError";
    refused(
        r#"contains(nom, "a")"#,
        syntax,
        "ODSQL syntax exception: unexpected ( at position 8 in contains(nom, \"a\"). \
         Clause(s) containing the error(s): where.",
    );
    refused(
        "nom = 'L''arbre'",
        syntax,
        "ODSQL syntax exception: unexpected 'arbre' at position 9 in nom = 'L''arbre'. \
         Clause(s) containing the error(s): where.",
    );
    refused(
        "é =",
        syntax,
        "ODSQL syntax exception: unexpected end of line at position 3 in é =. \
         Clause(s) containing the error(s): where.",
    );
    refused(
        "a = 1 = 2",
        syntax,
        "ODSQL syntax exception: unexpected = at position 6 in a = 1 = 2. \
         Clause(s) containing the error(s): where.",
    );
    refused(
        "d > date'-01'",
        "ODSQLError",
        "ODSQL query is malformed: Invalid date to parse '-01'. \
         Clause(s) containing the error(s): where.",
    );
}

#[track_caller]
fn problems(filter: &str, expected: &[&str]) {
    let parsed = QueryText { filters: vec![filter.into()], ..QueryText::default() }.parse();
    let told: Vec<String> = parsed.problems.iter().map(|p| p.problem().to_string()).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_problem_says_what_should_have_stood_there_and_what_was_meant() {
    problems(
        "nom lik 'a'",
        &["query-unexpected-near clause=`where` found=`lik` position=5 nearest=`like`"],
    );
    problems("a =", &["query-unfinished clause=`where` expected=`value`"]);
    problems("(a = 1", &["query-unfinished clause=`where` expected=`)`"]);
    problems(
        "serch(nom, 'a')",
        &["query-unknown-function-near clause=`where` name=`serch` nearest=`search`"],
    );
    problems(
        "contains(nom, 'a')",
        &["query-unknown-function-near clause=`where` name=`contains` nearest=`search`"],
    );
    problems("a = 'b and c = 2", &["query-unclosed-quote clause=`where` quote=`'` position=5"]);
    problems(
        &format!("a = {}", "9".repeat(400)),
        &[&format!("query-invalid-number clause=`where` text=`{}…`", "9".repeat(60))],
    );
}

#[test]
fn all_problems_of_a_clause_are_told() {
    problems(
        "(a = ) and b = 1 or c is 3",
        &[
            "query-unexpected clause=`where` found=`)` position=6 expected=`value`",
            "query-unexpected clause=`where` found=`3` position=26 expected=`test`",
        ],
    );
    problems(
        "(a = 1 and b ! 2) and (c = 1 or d = ) and d > date'x'",
        &[
            "query-unexpected clause=`where` found=`!` position=14 expected=`)`",
            "query-unexpected clause=`where` found=`)` position=37 expected=`value`",
            "query-invalid-date clause=`where` text=`x`",
        ],
    );
    // One parenthesis that is missing is told once.
    problems(
        "(a = 1 b = 2 and c = 3",
        &["query-unexpected clause=`where` found=`b` position=8 expected=`)`"],
    );
    let text = QueryText { select: vec!["sum(a b, c), d, e f".into()], ..QueryText::default() };
    let parsed = text.parse();
    let places: Vec<usize> = parsed.problems.iter().map(|p| p.span.start).collect();
    assert_eq!(places, [6, 18]);
    assert_eq!(parsed.query.select, []);
}

#[test]
fn problems_of_one_clause_are_not_told_without_end() {
    let text = QueryText { select: vec!["=,".repeat(1000)], ..QueryText::default() };
    assert_eq!(text.parse().problems.len(), 10);
}

#[test]
fn nor_those_of_a_clause_in_several_texts_and_long_texts_are_cut() {
    let text = QueryText {
        select: vec![vec!["date'x'"; 1000].join(",")],
        filters: vec!["=".into(); 1000],
        ..QueryText::default()
    };
    let problems = text.parse().problems;
    assert_eq!(problems.len(), 20);
    // What keeps a clause from being read is told before what does not.
    let malformed = format!("{},)", vec!["date'x'"; 20].join(","));
    let text = QueryText { select: vec![malformed], ..QueryText::default() };
    assert_eq!(crate::error_code(&text.parse().problems), "ODSQLSyntaxError");
    let long = format!("d > date'{}'", "9".repeat(5_000));
    let text = QueryText { filters: vec![long], ..QueryText::default() };
    assert!(message(&text.parse().problems).len() < 1_200);
}

#[test]
fn two_trees_of_different_names_have_different_outlines() {
    let outline = |text: &str| {
        let parsed = QueryText { filters: vec![text.into()], ..QueryText::default() }.parse();
        parsed.query.filter.expect("a filter").outline()
    };
    assert_ne!(outline("count(`a) (field b`) = 1"), outline("count(a, b) = 1"));
    assert_ne!(outline("`1` = 1"), outline("1 = 1"));
}

#[test]
fn what_other_languages_write_is_understood() {
    check("a <> 1", "(!= (field a) 1)");
    check("a between 1 and 5 and b", "(and (in-range (field a) [1 .. 5]) (field b))");
    check("a not between 1 and 5", "(not-in-range (field a) [1 .. 5])");
    check("d > now(mondays=+1)", "(> (field d) (now (= (field mondays) 1)))");
    check(
        "if(a > 1 and b, 'x', coalesce(c, d)) = 'x'",
        r#"(= (if (and (> (field a) 1) (field b)) "x" (coalesce (field c) (field d))) "x")"#,
    );
}

#[test]
fn ranges_of_the_version_before_are_read_as_today_s() {
    let canonical = |text: &str| {
        let query = QueryText { group_by: vec![text.into()], ..QueryText::default() };
        let parsed = query.parse();
        assert_eq!(parsed.problems, []);
        parsed.query.group_by[0].expr.to_string()
    };
    assert_eq!(canonical("range(f, [10,50,100])"), "range(f, 10, 50, 100)");
    assert_eq!(canonical("range(f, ]10,50[)"), "range(f, *, 10, 50, *)");
    assert_eq!(canonical("RANGE(f, *, 10.5, *)"), "range(f, *, 10.5, *)");
    assert_eq!(canonical("range(d, 1 day)"), "range(d, 1day)");
}

#[test]
fn groups_are_chosen_by_having() {
    let text = QueryText {
        select: vec!["essence, count(*) as n".into()],
        group_by: vec!["essence".into()],
        having: vec!["count(*) > 2".into(), "n < 10".into()],
        ..QueryText::default()
    };
    let parsed = text.parse();
    assert_eq!(parsed.problems, []);
    assert!(parsed.query.is_aggregated());
    assert_eq!(parsed.query.to_text().having, ["count(*) > 2 and n < 10"]);
}

#[test]
fn a_query_knows_whether_its_answer_changes_by_itself() {
    let of = |filter: &str| QueryText { filters: vec![filter.into()], ..QueryText::default() };
    assert!(of("a = 1 or b in [now(days=-1) .. *]").parse().query.changes_with_time());
    assert!(!of("a = 1").parse().query.changes_with_time());
}

#[test]
fn problems_of_all_clauses_are_told_together() {
    let text = QueryText {
        select: vec!["a b".into()],
        filters: vec!["c >".into(), "d".into()],
        order_by: vec!["e desc,".into()],
        ..QueryText::default()
    };
    let told = message(&text.parse().problems);
    assert!(
        told.ends_with("Clause(s) containing the error(s): select, where, order_by."),
        "{told}"
    );
}

#[test]
fn nesting_is_refused_before_the_stack_is_gone() {
    for (open, close) in [("(", ")"), ("not ", ""), ("-", ""), ("lower(", ")"), ("1+(", ")")] {
        let text = format!("{}a{}", open.repeat(10_000), close.repeat(10_000));
        let parsed = QueryText { filters: vec![text], ..QueryText::default() }.parse();
        let kinds: Vec<_> = parsed.problems.into_iter().map(|p| p.kind).collect();
        assert_eq!(kinds, [ProblemKind::TooComplex { limit: DEPTH_LIMIT }], "{open}");
    }
    let chain = format!("a = {}", vec!["1"; 10_000].join("+"));
    let parsed = QueryText { filters: vec![chain], ..QueryText::default() }.parse();
    assert_eq!(parsed.problems.len(), 1);
}

#[test]
fn a_long_alternative_is_no_nesting() {
    let text = (0..5_000).map(|i| format!("a={i}")).collect::<Vec<_>>().join(" or ");
    let parsed = QueryText { filters: vec![text], ..QueryText::default() }.parse();
    assert_eq!(parsed.problems, []);
}

#[test]
fn several_filters_must_all_hold() {
    let text = QueryText {
        filters: vec!["a or b".into(), String::new(), "c and d".into()],
        ..QueryText::default()
    };
    let filter = text.parse().query.filter.expect("a filter");
    assert_eq!(filter.outline(), "(and (or (field a) (field b)) (field c) (field d))");
}

#[test]
fn keys_are_aliases_names_or_the_text_as_typed() {
    let text = QueryText {
        select: vec!["`2024`, hauteur*2 , sum( tours ), nom as `Nom de l'arbre`".into()],
        order_by: vec!["-tours, nom desc".into()],
        ..QueryText::default()
    };
    let parsed = text.parse();
    assert_eq!(parsed.problems, []);
    let keys: Vec<String> = parsed
        .query
        .select
        .into_iter()
        .map(|item| match item.selection {
            crate::Selection::Expression { key, .. } => key,
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(keys, ["2024", "hauteur*2", "sum( tours )", "Nom de l'arbre"]);
    assert!(parsed.query.order_by.iter().all(|o| o.descending));
}

#[test]
fn a_problem_for_people_counts_places_from_one() {
    let parsed = QueryText { filters: vec!["a = )".into()], ..QueryText::default() }.parse();
    let problem = parsed.problems[0].problem();
    assert_eq!(
        problem.to_string(),
        "query-unexpected clause=`where` found=`)` position=5 expected=`value`"
    );
}
