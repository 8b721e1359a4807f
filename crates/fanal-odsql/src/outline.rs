//! The tree of an expression as one line, for cases and tests.

use crate::print::quoted_name;
use crate::{Expr, ExprKind};

impl Expr {
    /// Writes the tree in prefix form without places: `(and (= nom "x") (> 2024 5))`. Two trees
    /// are the same exactly when their outlines are.
    pub fn outline(&self) -> String {
        let all = |parts: &[Expr]| -> String {
            parts.iter().map(|p| format!(" {}", p.outline())).collect()
        };
        let not = |negated: bool| if negated { "not-" } else { "" };
        match &self.kind {
            ExprKind::Literal(literal) => literal.to_string(),
            ExprKind::Field(name) => format!("(field {})", quoted_name(name)),
            ExprKind::Star => "*".to_owned(),
            ExprKind::Negative(inner) => format!("(negative {})", inner.outline()),
            ExprKind::Not(inner) => format!("(not {})", inner.outline()),
            ExprKind::And(parts) => format!("(and{})", all(parts)),
            ExprKind::Or(parts) => format!("(or{})", all(parts)),
            ExprKind::Binary(operator, left, right) => {
                format!("({} {} {})", operator.sign(), left.outline(), right.outline())
            }
            ExprKind::InList { value, list, negated } => {
                format!("({}in-list {}{})", not(*negated), value.outline(), all(list))
            }
            ExprKind::InRange { value, range, negated } => {
                format!("({}in-range {} {range})", not(*negated), value.outline())
            }
            ExprKind::InField { value, field, negated } => {
                format!("({}in-field {value} {})", not(*negated), quoted_name(field))
            }
            ExprKind::Is { value, test, negated } => {
                format!("({}is {} {})", not(*negated), value.outline(), test.word())
            }
            ExprKind::FullText(text) => format!("(text {text:?})"),
            ExprKind::Call { function, distinct, arguments } => {
                let distinct = if *distinct { "-distinct" } else { "" };
                format!("({}{distinct}{})", function.name(), all(arguments))
            }
        }
    }
}
