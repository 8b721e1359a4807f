//! Tree to canonical text: reading it again gives the same tree.

use std::fmt::{self, Display, Formatter};

use crate::{
    Expr, ExprKind, Function, GroupItem, Literal, OrderItem, Range, SelectItem, Selection,
};

/// Words that are written between back quotes when they name a field.
const RESERVED: &str = " and as asc between by desc distinct equi exclude false geom group in \
                        include is like limit not null or select to top true where ";

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Literal(literal) => literal.fmt(f),
            ExprKind::Field(name) => f.write_str(&quoted_name(name)),
            ExprKind::Star => f.write_str("*"),
            ExprKind::FullText(text) => f.write_str(&quoted_text(text)),
            // A sign before a number would be read as the number's own.
            ExprKind::Negative(inner) => match &inner.kind {
                ExprKind::Field(_) | ExprKind::Call { .. } | ExprKind::Negative(_) => {
                    write!(f, "-{inner}")
                }
                _ => write!(f, "-({inner})"),
            },
            ExprKind::Not(inner) => match &inner.kind {
                ExprKind::And(_) | ExprKind::Or(_) => write!(f, "not ({inner})"),
                _ => write!(f, "not {inner}"),
            },
            ExprKind::And(parts) => joined(f, parts, " and "),
            ExprKind::Or(parts) => joined(f, parts, " or "),
            ExprKind::Binary(operator, left, right) => {
                write!(f, "{} {} {}", Operand(left), operator.sign(), Operand(right))
            }
            ExprKind::InList { value, list, negated } => {
                write!(f, "{} {}in (", Operand(value), not(*negated))?;
                commas(f, list.iter().map(Operand))?;
                f.write_str(")")
            }
            ExprKind::InRange { value, range, negated } => {
                write!(f, "{} {}in {range}", Operand(value), not(*negated))
            }
            ExprKind::InField { value, field, negated } => {
                write!(f, "{value} {}in {}", not(*negated), quoted_name(field))
            }
            ExprKind::Is { value, test, negated } => {
                write!(f, "{} is {}{}", Operand(value), not(*negated), test.word())
            }
            ExprKind::Call { function, distinct, arguments: given } => {
                let distinct = if *distinct { "distinct " } else { "" };
                write!(f, "{}({distinct}", function.name())?;
                commas(f, given.iter())?;
                f.write_str(")")
            }
        }
    }
}

impl Display for Range {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let bound = |bound: &Option<Box<Expr>>| match bound {
            Some(expr) => Operand(expr).to_string(),
            None => "*".to_owned(),
        };
        let open = if self.low_included { "[" } else { "]" };
        let close = if self.high_included { "]" } else { "[" };
        write!(f, "{open}{} .. {}{close}", bound(&self.low), bound(&self.high))
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            // Never an exponent, always a fraction: `12` alone would be read as whole.
            Self::Double(value) if value.fract() == 0.0 => write!(f, "{value:.1}"),
            Self::Double(value) => write!(f, "{value}"),
            Self::Text(text) => f.write_str(&quoted_text(text)),
            Self::Date(text) => write!(f, "date{}", quoted_text(text)),
            Self::Geometry(text) => write!(f, "geom{}", quoted_text(text)),
            Self::Quantity(value, unit) => write!(f, "{value}{unit}"),
        }
    }
}

/// An operand: between parentheses unless it is one piece.
struct Operand<'a>(&'a Expr);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0.kind {
            ExprKind::Literal(_)
            | ExprKind::Field(_)
            | ExprKind::FullText(_)
            | ExprKind::Star
            | ExprKind::Call { .. } => self.0.fmt(f),
            _ => write!(f, "({})", self.0),
        }
    }
}

fn not(negated: bool) -> &'static str {
    if negated { "not " } else { "" }
}

/// Conditions around a word; one made of several stands between parentheses.
fn joined(f: &mut Formatter<'_>, parts: &[Expr], word: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(word)?;
        }
        match part.kind {
            ExprKind::And(_) | ExprKind::Or(_) => write!(f, "({part})")?,
            _ => part.fmt(f)?,
        }
    }
    Ok(())
}

fn commas(f: &mut Formatter<'_>, list: impl Iterator<Item = impl Display>) -> fmt::Result {
    for (i, item) in list.enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

/// A text between double quotes.
pub(crate) fn quoted_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A name, between back quotes when it would be read as something else.
pub(crate) fn quoted_name(name: &str) -> String {
    let mut chars = name.chars();
    let plain = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
        && Function::from_name(name).is_none()
        && !RESERVED.contains(&format!(" {} ", name.to_ascii_lowercase()));
    match plain {
        true => name.to_owned(),
        false => escaped_name(name),
    }
}

/// A name between back quotes.
pub(crate) fn escaped_name(name: &str) -> String {
    format!("`{}`", name.replace('\\', "\\\\").replace('`', "\\`"))
}

/// An item of `select`.
pub(crate) fn select_item(item: &SelectItem) -> String {
    let star = |prefix: bool| if prefix { "*" } else { "" };
    let pattern = |name: &str| if name.is_empty() { String::new() } else { quoted_name(name) };
    match &item.selection {
        Selection::All => "*".to_owned(),
        Selection::Include { name, prefix } => {
            format!("include({}{})", pattern(name), star(*prefix))
        }
        Selection::Exclude { name, prefix } => {
            format!("exclude({}{})", pattern(name), star(*prefix))
        }
        Selection::Expression { key, expr, .. } => keyed(key, expr),
    }
}

/// An item of `group_by`.
pub(crate) fn group_item(item: &GroupItem) -> String {
    keyed(&item.key, &item.expr)
}

/// An expression with its key, which is answered and so belongs to the canonical text.
fn keyed(key: &str, expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Field(name) if name == key => quoted_name(name),
        _ => format!("{expr} as {}", quoted_name(key)),
    }
}

/// An item of `order_by`.
pub(crate) fn order_item(item: &OrderItem) -> String {
    let mut text = item.expr.to_string();
    // A sign in front would turn the order.
    if text.starts_with('-') {
        text = format!("({text})");
    }
    text + if item.descending { " desc" } else { "" }
}

#[cfg(test)]
mod tests;
