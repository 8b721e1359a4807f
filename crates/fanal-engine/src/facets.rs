//! Facets: how many records have each value, one aggregate a facet and level.

use std::collections::{BTreeSet, HashMap, HashSet};

use arrow::array::{Array, AsArray as _, RecordBatch};
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use chrono::Datelike as _;
use datafusion::common::{Column, NullHandling, UnnestOptions};
use datafusion::functions_aggregate::count::count_all;
use datafusion::logical_expr::{Expr, LogicalPlan, ident, lit};
use fanal_model::{Facet, FacetState, FacetValue};
use fanal_odsql::{Query, Refinement};

use crate::page::Search;
use crate::plan::{Choice, Faceted, Scope, columns_of};
use crate::scan::{PinnedTable, Reading};
use crate::session::Session;
use crate::zone::local_of;
use crate::{QueryError, QueryOptions};

/// The column of the values.
const VALUE: &str = "_value";
/// The column of their numbers.
const COUNT: &str = "_count";
/// Values of a facet whose next level is shown, at most.
const OPENED: usize = 100;

/// The facets of a query, each with its values, as far as the fields go that its reader may see:
/// all of them within one time limit.
pub(crate) async fn facets(
    query: &Query,
    mut scope: Scope<'_>,
    options: &QueryOptions,
    table: &PinnedTable,
    session: &Session,
) -> Result<Vec<Facet>, QueryError> {
    let fields = scope.fields();
    let asked = scope.facets(query);
    let filter = scope.filter(query);
    if !scope.problems.is_empty() {
        return Err(QueryError::Invalid(scope.problems));
    }
    let counted = async {
        let mut facets = Vec::with_capacity(asked.len());
        for facet in &asked {
            let refined = chosen(facet, &query.refine);
            // Other values of a disjunctive facet stay in sight.
            let filter = match facet.disjunctive && !refined.is_empty() {
                true => Scope::new(fields, *options).filter_beside(query, Some(facet.name())),
                false => filter.clone(),
            };
            let excluded = chosen(facet, &query.exclude);
            let counting = Counting { facet, filter, refined, excluded, table, session };
            facets.push(counting.run().await?);
        }
        Ok(facets)
    };
    session.within_limit(counted).await
}

/// The values of a facet that were chosen, each once.
fn chosen(facet: &Faceted<'_>, refinements: &[Refinement]) -> Vec<Choice> {
    let own = refinements.iter().filter(|one| one.facet == facet.name());
    let mut known = HashSet::new();
    let choices = own.filter_map(|one| facet.choice(&one.value));
    choices.filter(|choice| known.insert(choice.value.clone())).collect()
}

/// The counting of one facet.
struct Counting<'a> {
    facet: &'a Faceted<'a>,
    filter: Option<Expr>,
    refined: Vec<Choice>,
    excluded: Vec<Choice>,
    table: &'a PinnedTable,
    session: &'a Session,
}

/// Values of one level, and whether there are more.
struct Level {
    values: Vec<(String, u64)>,
    cut: bool,
}

impl Counting<'_> {
    async fn run(&self) -> Result<Facet, QueryError> {
        let opened = self.opened();
        let mut cut = opened.len() > OPENED;
        let mut below = HashMap::new();
        // Deeper values first: a path sorts before those below it.
        for above in opened.iter().take(OPENED).rev() {
            let level = self.level(Some(above)).await?;
            cut |= level.cut;
            let values = self.dressed(Some(above), level, &mut below).await?;
            below.insert(above.clone(), values);
        }
        let level = self.level(None).await?;
        cut |= level.cut;
        let values = self.dressed(None, level, &mut below).await?;
        Ok(Facet { name: self.facet.name().to_owned(), values, cut })
    }

    /// The values below which the next level is shown: those that were chosen and those above them.
    fn opened(&self) -> BTreeSet<String> {
        let mut opened = BTreeSet::new();
        for choice in &self.refined {
            let value = choice.value.as_str();
            let mut next = match self.facet.opens(value) {
                true => Some(value),
                false => self.facet.split(value).0,
            };
            while let Some(value) = next.filter(|value| self.facet.opens(value)) {
                opened.insert(value.to_owned());
                next = self.facet.split(value).0;
            }
        }
        opened
    }

    /// Counts the values of a level.
    async fn level(&self, above: Option<&str>) -> Result<Level, QueryError> {
        let batches = self.session.collect_groups(&self.plan(above)?).await?;
        let mut values = Vec::new();
        for batch in &batches {
            values.extend(self.read(batch, above)?);
        }
        let cut = values.len() > self.facet.limit;
        values.truncate(self.facet.limit);
        Ok(Level { values, cut })
    }

    fn plan(&self, above: Option<&str>) -> Result<LogicalPlan, QueryError> {
        let key = self.facet.key(above);
        // Dates are looked for within the period above, paths are cut below the one above.
        let above = above.and_then(|value| self.facet.choice(value)).map(|c| c.condition);
        let filter = self.filter.clone().into_iter().chain(above).reduce(Expr::and);
        let columns = columns_of(filter.iter().chain([&key]));
        let search = Search { filter, columns, ..Search::default() };
        let reading = Reading { ordered: false, fill: true };
        let plan = search.scan(self.table, &BTreeSet::new(), reading)?;
        let mut plan = plan.project([key.alias(VALUE)])?;
        if self.facet.is_list() {
            let options = UnnestOptions {
                null_handling: NullHandling::PreserveAndExpandEmpty,
                recursions: Vec::new(),
            };
            plan = plan.unnest_columns_with_options(vec![Column::from_name(VALUE)], options)?;
        }
        let known = ident(VALUE).is_not_null();
        let is_text = plan.schema().field(0).data_type() == &DataType::Utf8;
        // What is empty counts as null.
        let known = if is_text { known.and(ident(VALUE).not_eq(lit(""))) } else { known };
        let order = self.facet.order(ident(VALUE), ident(COUNT));
        let plan = plan
            .filter(known)?
            .aggregate([ident(VALUE)], [count_all().alias(COUNT)])?
            .sort(order)?
            .limit(0, Some(self.facet.limit.saturating_add(1)))?;
        Ok(plan.build()?)
    }

    /// Values and their numbers, as facets show them.
    fn read(
        &self,
        batch: &RecordBatch,
        above: Option<&str>,
    ) -> Result<Vec<(String, u64)>, QueryError> {
        let counts = batch.column(1).as_primitive::<Int64Type>().values();
        let keys = batch.column(0);
        let value = |row: usize| match keys.data_type() {
            DataType::Boolean => keys.as_boolean().value(row).to_string(),
            DataType::Float64 => format!("{:?}", keys.as_primitive::<Float64Type>().value(row)),
            DataType::Int64 => {
                let number = keys.as_primitive::<Int64Type>().value(row);
                match self.facet.field.field_type.is_temporal() {
                    true => self.period(number, above),
                    false => number.to_string(),
                }
            }
            _ => keys.as_string::<i32>().value(row).to_owned(),
        };
        let line = |(row, count): (usize, &i64)| {
            let count = u64::try_from(*count);
            Ok((value(row), count.map_err(|_| QueryError::internal("a count below zero"))?))
        };
        counts.iter().enumerate().map(line).collect()
    }

    /// The period that begins at an instant, of the level below a value.
    fn period(&self, micros: i64, above: Option<&str>) -> String {
        let day = local_of(micros, self.facet.zone()).date();
        match above {
            None => format!("{:04}", day.year()),
            Some(year) if !year.contains('/') => format!("{year}/{:02}", day.month()),
            Some(month) => format!("{month}/{:02}", day.day()),
        }
    }

    /// Values of a level with their state and with what lies below them. Those that were chosen
    /// are there whatever their number.
    async fn dressed(
        &self,
        above: Option<&str>,
        level: Level,
        below: &mut HashMap<String, Vec<FacetValue>>,
    ) -> Result<Vec<FacetValue>, QueryError> {
        let mut values = level.values;
        for (choice, is_refined) in self.choices() {
            let (own, _) = self.facet.split(&choice.value);
            if own != above || values.iter().any(|(value, _)| *value == choice.value) {
                continue;
            }
            let count = match level.cut && is_refined {
                true => self.count(choice).await?,
                false => 0,
            };
            values.push((choice.value.clone(), count));
        }
        let dressed = values.into_iter().map(|(value, count)| FacetValue {
            name: self.facet.split(&value).1.to_owned(),
            count,
            state: self.state(&value),
            children: below.remove(&value).unwrap_or_default(),
            value,
        });
        Ok(dressed.collect())
    }

    /// What was chosen, and whether it was for keeping.
    fn choices(&self) -> impl Iterator<Item = (&Choice, bool)> {
        let refined = self.refined.iter().map(|choice| (choice, true));
        refined.chain(self.excluded.iter().map(|choice| (choice, false)))
    }

    fn state(&self, value: &str) -> FacetState {
        let among = |choices: &[Choice]| choices.iter().any(|choice| choice.value == value);
        match (among(&self.excluded), among(&self.refined)) {
            (true, _) => FacetState::Excluded,
            (_, true) => FacetState::Refined,
            _ => FacetState::Displayed,
        }
    }

    /// How many records have a value that is not among those shown.
    async fn count(&self, choice: &Choice) -> Result<u64, QueryError> {
        let condition = choice.condition.clone();
        let filter = self.filter.clone().into_iter().chain([condition]).reduce(Expr::and);
        let columns = columns_of(filter.iter());
        let search = Search { filter, columns, ..Search::default() };
        search.count(self.session, self.table).await
    }
}
