use proptest::prelude::*;

use crate::{
    BinaryOperator, Expr, ExprKind, Function, Literal, QueryText, Range, Selection, Span, Test,
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
    fn any_text_is_read_without_panic_and_problems_lie_inside_it(text in "[a-c0-9'\"`() .,<>=!*+/\\[\\]é-]{0,40}") {
        let words = QueryText {
            select: vec![text.clone()],
            filters: vec![text.clone()],
            group_by: vec![text.clone()],
            having: vec![text.clone()],
            order_by: vec![text.clone()],
            ..QueryText::default()
        };
        let parsed = words.parse();
        let read = crate::Refinement::parse(crate::Clause::Refine, &text);
        prop_assert!(read.is_err() || text.contains(':'));
        let _ = crate::FacetRequest::parse(&text);
        let length = text.trim().chars().count().max(text.chars().count());
        for problem in &parsed.problems {
            prop_assert!(problem.span.start <= problem.span.end && problem.span.end <= length);
        }
        if parsed.problems.is_empty() {
            let again = parsed.query.to_text().parse();
            prop_assert_eq!(&again.problems, &[]);
            prop_assert_eq!(again.query.to_text(), parsed.query.to_text());
        }
    }
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
