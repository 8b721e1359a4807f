use proptest::prelude::*;

use crate::{
    BinaryOperator, Clause, Expr, ExprKind, Function, Literal, OdsqlProblem, QueryText, Range,
    Refinement, Selection, Span, Test,
};

fn at(kind: ExprKind) -> Expr {
    Expr { span: Span::default(), kind }
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_][a-z0-9_]{0,6}",
        "(and|in|date|year|not|top|m|between|if|having)",
        "[`\\\\é 0-9\"]{1,4}"
    ]
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        (i64::MIN + 1..=i64::MAX).prop_map(Literal::Int),
        any::<f64>().prop_filter("finite", |v| v.is_finite()).prop_map(Literal::Double),
        any::<String>().prop_map(Literal::Text),
        Just(Literal::Date("2024-05".into())),
        any::<String>().prop_map(Literal::Geometry),
        (0u32..1000, "(km|day|M)").prop_map(|(n, unit)| Literal::Quantity(n.into(), unit)),
    ]
}

fn value() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        literal().prop_map(|l| at(ExprKind::Literal(l))),
        name().prop_map(|n| at(ExprKind::Field(n))),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let operator = prop_oneof![
            Just(BinaryOperator::Add),
            Just(BinaryOperator::Subtract),
            Just(BinaryOperator::Multiply),
            Just(BinaryOperator::Divide)
        ];
        let function = prop::sample::select(
            Function::ALL
                .iter()
                .copied()
                .filter(|f| !f.is_condition() && f.family() != crate::Family::Selection)
                .collect::<Vec<_>>(),
        );
        prop_oneof![
            (operator, inner.clone(), inner.clone()).prop_map(|(o, a, b)| at(ExprKind::Binary(
                o,
                Box::new(a),
                Box::new(b)
            ))),
            inner.clone().prop_map(|a| at(ExprKind::Negative(Box::new(a)))),
            (function, any::<bool>(), prop::collection::vec(inner, 0..3)).prop_map(
                |(function, distinct, arguments)| {
                    let distinct = distinct && function == Function::Count;
                    at(ExprKind::Call { function, distinct, arguments })
                }
            ),
        ]
    })
}

fn comparison() -> impl Strategy<Value = Expr> {
    let operator = prop_oneof![
        Just(BinaryOperator::Equal),
        Just(BinaryOperator::NotEqual),
        Just(BinaryOperator::Less),
        Just(BinaryOperator::Like),
        Just(BinaryOperator::NotLike)
    ];
    let test = prop_oneof![Just(Test::Null), Just(Test::True), Just(Test::False)];
    let bound = || prop::option::of(value().prop_map(Box::new));
    let range = (bound(), any::<bool>(), bound(), any::<bool>()).prop_map(
        |(low, low_included, high, high_included)| Range { low, low_included, high, high_included },
    );
    let constant = literal().prop_filter("no unit", |l| !matches!(l, Literal::Quantity(..)));
    prop_oneof![
        (operator, value(), value()).prop_map(|(o, a, b)| at(ExprKind::Binary(
            o,
            Box::new(a),
            Box::new(b)
        ))),
        (value(), test, any::<bool>()).prop_map(|(v, test, negated)| at(ExprKind::Is {
            value: Box::new(v),
            test,
            negated
        })),
        (value(), prop::collection::vec(value(), 1..3), any::<bool>()).prop_map(
            |(v, list, negated)| at(ExprKind::InList { value: Box::new(v), list, negated })
        ),
        (value(), range, any::<bool>()).prop_map(|(v, range, negated)| at(ExprKind::InRange {
            value: Box::new(v),
            range,
            negated
        })),
        (constant, name(), any::<bool>())
            .prop_map(|(value, field, negated)| at(ExprKind::InField { value, field, negated })),
        any::<String>().prop_map(|t| at(ExprKind::FullText(t))),
        name().prop_map(|n| at(ExprKind::Field(n))),
    ]
}

fn condition() -> impl Strategy<Value = Expr> {
    comparison().prop_recursive(3, 12, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 2..4);
        let flat = |parts: Vec<Expr>, and: bool| {
            let same = |p: &Expr| {
                matches!((&p.kind, and), (ExprKind::And(_), true) | (ExprKind::Or(_), false))
            };
            let parts: Vec<Expr> = parts
                .into_iter()
                .map(|p| if same(&p) { at(ExprKind::Not(Box::new(p))) } else { p })
                .collect();
            at(if and { ExprKind::And(parts) } else { ExprKind::Or(parts) })
        };
        prop_oneof![
            inner.prop_map(|i| at(ExprKind::Not(Box::new(i)))),
            (parts, any::<bool>()).prop_map(move |(parts, and)| flat(parts, and)),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_tree(tree in condition()) {
        let text = tree.to_string();
        let parsed = QueryText { filters: vec![text.clone()], ..QueryText::default() }.parse();
        prop_assert_eq!(&parsed.problems, &[], "{}", text);
        let read = parsed.query.filter.expect("a filter");
        prop_assert_eq!(read.outline(), tree.outline(), "{}", text);
        prop_assert_eq!(read.to_string(), text);
    }

    #[test]
    fn any_text_is_read_without_panic_and_problems_lie_inside_it(text in any_text()) {
        check_text(&text);
    }

    #[test]
    fn what_is_nested_is_printed_no_deeper(
        open in prop::sample::select(vec!["not ", "-", "(", "not (", "lower(", "- ("]),
        levels in 1usize..100,
    ) {
        let closed = if open.ends_with('(') { ")" } else { "" };
        check_text(&format!("{}a{}", open.repeat(levels), closed.repeat(levels)));
    }
}

/// Pieces of the language in any order, and pieces of nothing.
fn any_text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "and",
        "or",
        "not",
        "in",
        "is",
        "null",
        "like",
        "between",
        "as",
        "desc",
        "to",
        "true",
        "(",
        ")",
        "[",
        "]",
        ",",
        "..",
        ":",
        "=",
        "!=",
        "<",
        "-",
        "+",
        "*",
        "/",
        "a",
        "b",
        "`a b`",
        "1",
        "2.5",
        "10km",
        "\"x\"",
        "'y z'",
        "date'2024'",
        "date'x'",
        "geom'POINT(1 2)'",
        "count(*)",
        "lower(",
        "range(",
        "if(",
        "include(a*)",
        "facet(",
        "name",
        "limit",
        "2024_pop",
        "é",
    ]);
    let piece = prop_oneof![9 => words.prop_map(str::to_owned), 1 => "[ -~é]{1,3}"];
    let joint = prop::sample::select(vec![" ", " ", " ", ""]);
    prop::collection::vec((piece, joint), 0..14)
        .prop_map(|all| all.into_iter().map(|(piece, joint)| piece + joint).collect())
}

/// Every clause reads a text, tells of places inside it, and prints what it read so that it reads
/// the same again.
fn check_text(text: &str) {
    let one = || vec![text.to_owned()];
    let none = QueryText::default;
    let clauses = [
        QueryText { select: one(), ..none() },
        QueryText { filters: one(), ..none() },
        QueryText { group_by: one(), ..none() },
        QueryText { having: one(), ..none() },
        QueryText { order_by: one(), ..none() },
        QueryText { refine: one(), ..none() },
        QueryText { exclude: one(), ..none() },
        QueryText { facets: one(), ..none() },
    ];
    for clause in clauses {
        let parsed = clause.parse();
        check_places(&parsed.problems, text.trim_start());
        if parsed.problems.is_empty() {
            let canonical = parsed.query.to_text();
            let again = canonical.parse();
            assert_eq!(again.problems, [], "{canonical:?}");
            assert_eq!(again.query.to_text(), canonical);
        }
    }
    if let Ok(read) = Refinement::parse(Clause::Refine, text) {
        assert!(text.contains(':') && !read.facet.is_empty() && !read.value.is_empty());
    }
}

fn check_places(problems: &[OdsqlProblem], text: &str) {
    let length = text.chars().count();
    for problem in problems {
        let span = problem.span;
        assert!(span.start <= span.end && span.end <= length, "{problem:?} in {text:?}");
    }
}

#[test]
fn conditions_in_lists_are_printed_as_they_are_read() {
    check_text("a in ((b = 1), (not c), 2)");
    check_text("not - - a = -(-5)");
    check_text("not (a and b) or not (not a or -(1) in (2))");
}

#[test]
fn the_key_as_typed_outlives_canonical_text() {
    let text = QueryText { select: vec!["HAUTEUR * 2".into()], ..QueryText::default() };
    let canonical = text.parse().query.to_text();
    assert_eq!(canonical.select, ["HAUTEUR * 2 as `HAUTEUR * 2`"]);
    let Selection::Expression { key, .. } = &canonical.parse().query.select[0].selection else {
        panic!("an expression");
    };
    assert_eq!(key, "HAUTEUR * 2");
}

#[test]
fn a_sign_before_what_is_sorted_by_does_not_turn_the_order() {
    for (typed, canonical) in
        [("--8", "(-8) desc"), ("-hauteur", "hauteur desc"), ("(-8)", "(-8)"), ("8 desc", "8 desc")]
    {
        let text = QueryText { order_by: vec![typed.into()], ..QueryText::default() };
        let printed = text.parse().query.to_text();
        assert_eq!(printed.order_by, [canonical]);
        assert_eq!(printed.parse().query.to_text(), printed);
    }
}
