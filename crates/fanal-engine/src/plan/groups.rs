//! Groups of records: their keys, and what names mean beside them.

use std::sync::Arc;

use datafusion::logical_expr::{Expr, SortExpr, ident};
use fanal_model::FieldType;
use fanal_odsql::{Clause, Expr as Tree, ExprKind, Function, ProblemKind, Query, Selection};

use super::output::Output;
use super::scope::Scope;
use super::value::{Kind, Value};
use crate::clusters::Clustering;
use crate::functions::{Buckets, bucket, bucket_label, cluster, cluster_label};

/// A key of groups.
#[derive(Debug)]
pub(crate) struct Key {
    /// Its name in the answer.
    name: String,
    /// Its tree, to be recognised by.
    outline: String,
    /// What records are grouped by.
    pub(crate) stored: Expr,
    /// Whether a record belongs to a group for each of its values.
    pub(crate) is_list: bool,
    kind: Kind,
    /// What the stored values stand for.
    pub(crate) meaning: Meaning,
}

/// What the stored values of a key stand for.
#[derive(Debug)]
pub(crate) enum Meaning {
    /// Themselves.
    Value,
    /// Numbers of ranges.
    Ranges(Buckets),
    /// Numbers of clusters of these points, to be found before the plan runs.
    Clusters { points: Expr, clustering: Arc<Clustering> },
}

/// The keys, and the statistics that are asked for so far.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    pub(crate) keys: Vec<Key>,
    pub(crate) statistics: Vec<Expr>,
    /// What `select` gives a name to.
    aliases: Vec<(String, Tree)>,
}

/// The column that holds the n-th key.
pub(crate) fn key_column(n: usize) -> String {
    format!("_key{n}")
}

/// The column that holds the n-th statistic.
pub(crate) fn statistic_column(n: usize) -> String {
    format!("_statistic{n}")
}

impl Groups {
    /// The value of the n-th key for a group.
    fn key(&self, n: usize) -> Value {
        let key = &self.keys[n];
        let column = ident(key_column(n));
        let label = match &key.meaning {
            Meaning::Value => return Value::new(column, key.kind, &key.name),
            Meaning::Ranges(buckets) => bucket_label(column.clone(), buckets.clone()),
            Meaning::Clusters { clustering, .. } => {
                cluster_label(column.clone(), clustering.clone())
            }
        };
        Value { rank: Some(column), ..Value::new(label, key.kind, &key.name) }
    }

    /// Asks for a statistic, once; its column.
    pub(super) fn statistic(&mut self, expr: Expr) -> Expr {
        let n = self.statistics.iter().position(|known| *known == expr).unwrap_or_else(|| {
            self.statistics.push(expr);
            self.statistics.len() - 1
        });
        ident(statistic_column(n))
    }
}

impl Scope<'_> {
    /// Looks at groups from here on.
    pub(crate) fn group(&mut self, query: &Query) {
        self.clause = Clause::GroupBy;
        let mut keys: Vec<Key> = Vec::with_capacity(query.group_by.len());
        for item in &query.group_by {
            let key = self.meant(query, &item.expr, |scope, tree| scope.key(&item.key, tree));
            let Some(key) = key else { continue };
            match keys.iter().any(|known| known.name == key.name) {
                false => keys.push(key),
                true => {
                    let alias = key.name;
                    self.wrong::<()>(item.expr.span, ProblemKind::RepeatedAlias { alias });
                }
            }
        }
        let aliased = query.select.iter().filter_map(|item| match &item.selection {
            Selection::Expression { key, aliased: true, expr } => Some((key.clone(), expr.clone())),
            _ => None,
        });
        let aliases = aliased.collect();
        self.groups = Some(Groups { keys, statistics: Vec::new(), aliases });
    }

    fn key(&mut self, name: &str, tree: &Tree) -> Option<Key> {
        self.counted(tree)?;
        self.compute(tree.span)?;
        let text = Kind::One(FieldType::Text);
        let (stored, kind, meaning) = match &tree.kind {
            ExprKind::Call { function: Function::Range, arguments, .. } => {
                let (value, buckets) = self.range_key(arguments, tree)?;
                (bucket(value, buckets.clone()), text, Meaning::Ranges(buckets))
            }
            ExprKind::Call { function: Function::GeoCluster, arguments, .. } => {
                let (points, grid) = self.cluster_key(arguments)?;
                let clustering = Arc::new(Clustering::new(grid));
                let stored = cluster(self.copy(&points, tree.span)?, clustering.clone());
                let kind = Kind::One(FieldType::Json);
                (stored, kind, Meaning::Clusters { points, clustering })
            }
            _ => {
                let value = self.answered(tree)?;
                if let Kind::One(FieldType::GeoPoint | FieldType::GeoShape) = value.kind {
                    let name = value.name;
                    return self.wrong(tree.span, ProblemKind::GroupedPlace { name });
                }
                (value.expr, value.kind, Meaning::Value)
            }
        };
        // A record with a list belongs to a group for each of its texts.
        let is_list = kind == Kind::Many;
        let kind = if matches!(kind, Kind::Many | Kind::Null) { text } else { kind };
        let (name, outline) = (name.to_owned(), tree.outline());
        Some(Key { name, outline, stored, is_list, kind, meaning })
    }

    /// What an expression is of a group; none when it is no key, no alias, no statistic and no
    /// field, so that its parts decide.
    pub(super) fn of_groups(&mut self, tree: &Tree) -> Option<Option<Value>> {
        let groups = self.groups.as_mut()?;
        let outline = tree.outline();
        if let Some(n) = groups.keys.iter().position(|key| key.outline == outline) {
            return Some(Some(groups.key(n)));
        }
        match &tree.kind {
            ExprKind::Field(name) => {
                if let Some(n) = groups.keys.iter().position(|key| key.name == *name) {
                    return Some(Some(groups.key(n)));
                }
                // An alias stands for what it was given to, and not for other aliases.
                let aliases = std::mem::take(&mut groups.aliases);
                let meant = aliases.iter().find(|(alias, _)| alias == name);
                let found = meant
                    .map(|(_, meant)| self.stands_for(tree.span, meant, |scope, t| scope.value(t)));
                if let Some(groups) = &mut self.groups {
                    groups.aliases = aliases;
                }
                found
                    .or_else(|| {
                        self.field(name, tree.span).map(|_| {
                            let name = name.clone();
                            self.wrong(tree.span, ProblemKind::NotGrouped { name })
                        })
                    })
                    .or(Some(None))
            }
            ExprKind::Call { function, distinct, arguments } if function.is_aggregate() => {
                Some(self.statistic(*function, *distinct, arguments, tree))
            }
            _ => None,
        }
    }

    /// The columns of the answer: every key, then what `select` adds to them.
    pub(crate) fn group_outputs(&mut self, query: &Query) -> Vec<Output> {
        self.clause = Clause::Select;
        let mut outputs: Vec<Output> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        if let Some(groups) = &self.groups {
            for (n, key) in groups.keys.iter().enumerate() {
                outputs.push(Output::computed(&key.name, groups.key(n)));
                known.push(key.outline.clone());
            }
        }
        for item in &query.select {
            let Selection::Expression { key, aliased, expr } = &item.selection else {
                let name = "*".to_owned();
                self.wrong::<()>(item.span, ProblemKind::NotGrouped { name });
                continue;
            };
            let again = known.contains(&expr.outline());
            let named = outputs.iter().any(|output| output.column.key == *key);
            if !aliased && (again || named) || again && named {
                continue;
            }
            if named {
                let alias = key.clone();
                self.wrong::<()>(item.span, ProblemKind::RepeatedAlias { alias });
                continue;
            }
            // An alias of `select` may be the same word as what it stands for.
            let value = self.compute(expr.span).and_then(|()| self.answered(expr));
            let Some(value) = value else { continue };
            outputs.push(Output::computed(key, value));
        }
        if outputs.is_empty() && self.problems.is_empty() {
            let name = "*".to_owned();
            let span = query.having.as_ref().map(|tree| tree.span).unwrap_or_default();
            self.wrong::<()>(span, ProblemKind::NotGrouped { name });
        }
        outputs
    }

    /// The order of groups: what is asked for, then by the keys.
    pub(crate) fn group_order(&mut self, query: &Query) -> Vec<SortExpr> {
        self.clause = Clause::OrderBy;
        let mut order = Vec::new();
        let mut behind_key = false;
        for item in &query.order_by {
            let sorted = self.meant(query, &item.expr, |scope, tree| {
                let aggregate = tree.calls(Function::is_aggregate);
                if aggregate && behind_key && !query.group_by.is_empty() {
                    let function = tree.to_string();
                    scope.wrong::<()>(tree.span, ProblemKind::AggregateAfterKey { function });
                }
                behind_key |= !aggregate;
                scope.compute(tree.span)?;
                let value = scope.value(tree)?;
                scope.sorted(value, tree.span, !item.descending)
            });
            order.extend(sorted.unwrap_or_default());
        }
        let keys: Vec<Value> = self
            .groups
            .iter()
            .flat_map(|groups| (0..groups.keys.len()).map(|n| groups.key(n)))
            .collect();
        for key in keys {
            order.extend(self.sorted(key, Default::default(), true).unwrap_or_default());
        }
        order
    }
}
