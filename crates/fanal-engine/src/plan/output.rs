//! `select`: the columns of the answer.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field as ArrowField};
use datafusion::logical_expr::Expr;
use fanal_model::{Field, FieldType};
use fanal_odsql::{Clause, ExprKind, ProblemKind, Query, SelectItem, Selection};

use super::scope::{Scope, column};
use super::value::{Kind, Value};
use crate::Column;
use crate::schema::arrow_type;

/// A column of the answer and how to compute it.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    pub(crate) column: Column,
    pub(crate) expr: Expr,
    pub(crate) data_type: DataType,
}

impl Output {
    fn of(field: &Field, key: &str) -> Self {
        let column_expr = column(field);
        Self { column: Column::of(field, key), expr: column_expr, data_type: arrow_type(field) }
    }

    /// A computed value under a key.
    pub(super) fn computed(key: &str, value: Value) -> Self {
        let (field_type, multivalued) = match value.kind {
            Kind::One(one) => (one, false),
            Kind::Many => (FieldType::Text, true),
            Kind::Null => (FieldType::Text, false),
        };
        let label = key.to_owned();
        let column = Column { key: key.to_owned(), label, field_type, multivalued, unit: None };
        let data_type = value.kind.data_type();
        // Null and constants come in the column's type too.
        let expr = datafusion::prelude::cast(value.expr, data_type.clone());
        Self { column, expr, data_type }
    }

    /// Its Arrow column.
    pub(crate) fn arrow(&self) -> Arc<ArrowField> {
        Arc::new(ArrowField::new(&self.column.key, self.data_type.clone(), true))
    }
}

impl Scope<'_> {
    /// The columns that `select` asks for; every field when it asks for none.
    pub(crate) fn outputs(&mut self, query: &Query) -> Vec<Output> {
        self.clause = Clause::Select;
        let mut outputs: Vec<Output> = Vec::new();
        let excludes = |item: &SelectItem| matches!(item.selection, Selection::Exclude { .. });
        if query.select.iter().all(excludes) {
            outputs.extend(self.fields.iter().map(|f| Output::of(f, f.name.as_str())));
        }
        for item in &query.select {
            match &item.selection {
                Selection::All => self.add_matching(&mut outputs, |_| true),
                Selection::Include { name, prefix } => {
                    self.check_pattern(name, *prefix, item);
                    self.add_matching(&mut outputs, |field| matches(field, name, *prefix));
                }
                Selection::Exclude { name, prefix } => self.check_pattern(name, *prefix, item),
                Selection::Expression { key, aliased, expr } => {
                    let Some(output) = self.output(key, expr) else { continue };
                    match outputs.iter().position(|o| o.column.key == *key) {
                        None => outputs.push(output),
                        // The same field asked for twice is the same column.
                        Some(at) if !aliased && outputs[at].expr == output.expr => {}
                        Some(_) => {
                            let kind = ProblemKind::RepeatedAlias { alias: key.clone() };
                            self.wrong::<()>(item.span, kind);
                        }
                    }
                }
            }
        }
        for item in &query.select {
            if let Selection::Exclude { name, prefix } = &item.selection {
                let fields = self.fields;
                outputs.retain(|o| {
                    let field = fields.iter().find(|f| f.name.as_str() == o.column.key);
                    !field.is_some_and(|f| o.expr == column(f) && matches(f, name, *prefix))
                });
            }
        }
        outputs
    }

    /// An expression as a column.
    fn output(&mut self, key: &str, expr: &fanal_odsql::Expr) -> Option<Output> {
        if let ExprKind::Field(name) = &expr.kind {
            let field = self.field(name, expr.span)?;
            return Some(Output::of(field, key));
        }
        self.compute(expr.span)?;
        Some(Output::computed(key, self.answered(expr)?))
    }

    fn add_matching(&self, outputs: &mut Vec<Output>, wanted: impl Fn(&Field) -> bool) {
        for field in self.fields.iter().filter(|f| wanted(f)) {
            let key = field.name.as_str();
            if !outputs.iter().any(|o| o.column.key == key) {
                outputs.push(Output::of(field, key));
            }
        }
    }

    /// A whole name must be a field's; the beginning of a name may match nothing.
    fn check_pattern(&mut self, name: &str, prefix: bool, item: &SelectItem) {
        if !prefix {
            self.field(name, item.span);
        }
    }
}

fn matches(field: &Field, name: &str, prefix: bool) -> bool {
    let own = field.name.as_str();
    if prefix { own.starts_with(name) } else { own == name }
}
