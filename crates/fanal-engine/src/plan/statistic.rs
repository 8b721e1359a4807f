//! Statistics: one value of many records.

use arrow::datatypes::DataType;
use datafusion::functions_aggregate::count::count_all;
use datafusion::functions_aggregate::expr_fn::{
    avg, count, count_distinct, max, median, min, stddev_pop, sum,
};
use datafusion::functions_aggregate::percentile_cont::percentile_cont;
use datafusion::logical_expr::{Expr, lit};
use datafusion::prelude::cast;
use fanal_model::FieldType;
use fanal_odsql::{Expr as Tree, ExprKind, Feature, Function, ProblemKind, Wanted};

use super::place::{axis, constant};
use super::scope::Scope;
use super::value::{Kind, Value};
use crate::functions;

impl Scope<'_> {
    /// A statistic of the records of a group.
    pub(super) fn statistic(
        &mut self,
        function: Function,
        distinct: bool,
        given: &[Tree],
        tree: &Tree,
    ) -> Option<Value> {
        // Its argument is a value of each record.
        let groups = self.groups.take();
        let made = self.statistic_of(function, distinct, given, tree);
        self.groups = groups;
        let (statistics, kind) = made?;
        let groups = self.groups.as_mut()?;
        let mut columns = statistics.into_iter().map(|statistic| groups.statistic(statistic));
        let expr = match function {
            Function::Bbox => {
                let low = [columns.next()?, columns.next()?];
                functions::rectangle(low, [columns.next()?, columns.next()?])
            }
            // Sums of whole numbers are computed with more digits than they are answered with.
            Function::Sum if kind == Kind::One(FieldType::Int) => {
                cast(columns.next()?, DataType::Int64)
            }
            _ => columns.next()?,
        };
        Some(Value::new(expr, kind, function.name()))
    }

    /// What is to be computed, and the type of the outcome.
    fn statistic_of(
        &mut self,
        function: Function,
        distinct: bool,
        given: &[Tree],
        tree: &Tree,
    ) -> Option<(Vec<Expr>, Kind)> {
        let (int, double) = (Kind::One(FieldType::Int), Kind::One(FieldType::Double));
        match (function, given) {
            (Function::Count, [Tree { kind: ExprKind::Star, .. }] | []) if !distinct => {
                Some((vec![count_all()], int))
            }
            (Function::Count, [argument]) => {
                let value = self.value(argument)?;
                match (distinct, value.kind) {
                    (false, _) => Some((vec![count(value.expr)], int)),
                    (true, Kind::Many | Kind::One(FieldType::GeoPoint | FieldType::GeoShape)) => {
                        self.unsupported(argument.span, Feature::DistinctOfSeveral)
                    }
                    (true, _) => Some((vec![count_distinct(value.expr)], int)),
                }
            }
            (Function::Min | Function::Max, [argument]) => {
                let value = self.measure(function, argument)?;
                let of = if function == Function::Min { min } else { max };
                Some((vec![of(value.expr)], value.kind))
            }
            (Function::Sum, [argument]) => {
                let value = self.number_of(function, argument)?;
                match value.kind == int {
                    true => {
                        let wide = cast(value.expr, DataType::Decimal128(19, 0));
                        Some((vec![sum(wide)], int))
                    }
                    false => Some((vec![sum(cast(value.expr, DataType::Float64))], double)),
                }
            }
            (Function::Avg | Function::Median | Function::Stddev, [argument]) => {
                let value = self.number_of(function, argument)?;
                let of = match function {
                    Function::Avg => avg,
                    Function::Median => median,
                    _ => stddev_pop,
                };
                Some((vec![of(cast(value.expr, DataType::Float64))], double))
            }
            (Function::Percentile, [argument, percentage]) => {
                let value = self.number_of(function, argument)?;
                let share = constant(percentage).filter(|p| (0.0..=100.0).contains(p));
                let Some(share) = share else {
                    return self.expected(percentage, "percentile", Wanted::Percentage);
                };
                let sorted = cast(value.expr, DataType::Float64).sort(true, false);
                Some((vec![percentile_cont(sorted, lit(share / 100.0))], double))
            }
            (Function::Bbox, [argument]) => {
                let point = self.point(argument, function)?;
                let mut bounds = Vec::with_capacity(4);
                for of in [min, max] {
                    for name in ["lon", "lat"] {
                        bounds.push(of(axis(self.copy(&point, argument.span)?, name)));
                    }
                }
                Some((bounds, Kind::One(FieldType::GeoShape)))
            }
            (Function::Envelope, _) => self.unsupported(tree.span, Feature::Function(function)),
            _ => self.expected(tree, function.name(), Wanted::Arguments(function)),
        }
    }

    /// A number or a date.
    fn measure(&mut self, function: Function, tree: &Tree) -> Option<Value> {
        let value = self.value(tree)?;
        if value.kind.is_number() || value.kind.is_temporal() {
            return Some(value);
        }
        let function = function.name().to_owned();
        self.wrong(tree.span, ProblemKind::NoStatistic { function })
    }

    fn number_of(&mut self, function: Function, tree: &Tree) -> Option<Value> {
        let value = self.measure(function, tree)?;
        if value.kind.is_number() {
            return Some(value);
        }
        self.expected(tree, function.name(), Wanted::Number)
    }
}
