//! Full text: `search`, `suggest`, `startswith`, and texts that stand alone.

use datafusion::functions::string::expr_fn::starts_with;
use datafusion::logical_expr::{Expr, lit};
use fanal_model::{Field, FieldType};
use fanal_odsql::{Expr as Tree, ExprKind, Function, ProblemKind, Span, Wanted};

use super::compare::balanced;
use super::scope::{Scope, column};
use super::value::{Kind, Value};
use crate::functions::{self, Looseness};

impl Scope<'_> {
    /// Every word of the text is found in some visible text.
    pub(super) fn full_text(
        &mut self,
        text: &str,
        looseness: Looseness,
        span: Span,
    ) -> Option<Expr> {
        let texts = self.fields.iter().filter_map(|field| match Kind::of(field) {
            Kind::One(FieldType::Text) => Some(column(field)),
            Kind::Many => Some(functions::joined(column(field))),
            _ => None,
        });
        self.words(text, looseness, texts.collect(), span)
    }

    /// `search(field, …, "text")`; no field, or a star, is every text.
    pub(super) fn search(
        &mut self,
        function: Function,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Expr> {
        let (fields, text) = self.searched(function, arguments, tree)?;
        let looseness = match function {
            Function::Search => Looseness::Slips,
            _ => Looseness::Beginnings,
        };
        if fields.is_empty() || matches!(fields, [Tree { kind: ExprKind::Star, .. }]) {
            return self.full_text(&text, looseness, tree.span);
        }
        let mut texts = Vec::with_capacity(fields.len());
        for field in fields {
            let value = self.value(field)?;
            match value.kind {
                Kind::One(FieldType::Text) => texts.push(value.expr),
                Kind::Many => texts.push(functions::joined(value.expr)),
                _ => return self.expected(field, function.name(), Wanted::Text),
            }
        }
        self.words(&text, looseness, texts, tree.span)
    }

    /// `startswith(field, …, "text")`: some field begins so, capitals and accents included.
    pub(super) fn starts_with(&mut self, arguments: &[Tree], tree: &Tree) -> Option<Expr> {
        let function = Function::StartsWith;
        let (fields, text) = self.searched(function, arguments, tree)?;
        let stars = fields.is_empty() || matches!(fields, [Tree { kind: ExprKind::Star, .. }]);
        let values: Vec<Value> = match stars {
            true => {
                let texts = |f: &&Field| Kind::of(f) == Kind::One(FieldType::Text);
                let value =
                    |f: &Field| Value::new(column(f), Kind::One(FieldType::Text), f.name.as_str());
                let values: Vec<Value> = self.fields.iter().filter(texts).map(value).collect();
                self.repeat(values.len(), tree.span)?;
                values
            }
            false => fields.iter().map(|field| self.value(field)).collect::<Option<_>>()?,
        };
        let mut any = Vec::with_capacity(values.len());
        for value in values {
            if value.kind != Kind::One(FieldType::Text) {
                return self.expected(tree, function.name(), Wanted::Text);
            }
            any.push(starts_with(value.expr, lit(text.as_str())));
        }
        match any.is_empty() {
            true => Some(lit(false)),
            false => Some(balanced(any, Expr::or)),
        }
    }

    /// The fields and the text that follows them.
    fn searched<'t>(
        &mut self,
        function: Function,
        arguments: &'t [Tree],
        tree: &Tree,
    ) -> Option<(&'t [Tree], String)> {
        if self.groups.is_some() {
            let kind = ProblemKind::NotGrouped { name: tree.to_string() };
            return self.wrong(tree.span, kind);
        }
        let (last, fields) = arguments.split_last()?;
        match self.value(last)?.text {
            Some(text) => Some((fields, text)),
            None => self.expected(last, function.name(), Wanted::Words),
        }
    }
}
