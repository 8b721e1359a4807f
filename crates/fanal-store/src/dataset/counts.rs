//! Sums over all datasets that a filter finds.

use std::collections::HashMap;

use fanal_model::OrganisationId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{FromQueryResult, QuerySelect};

use super::list::found;
use super::{Column, DatasetFilter, Entity};
use crate::rows::{count, version};
use crate::{Store, StoreError};

/// Sums over all datasets that a filter finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DatasetCounts {
    /// Records in their current versions.
    pub records: u64,
    /// Datasets of each producer that has any.
    pub by_organisation: HashMap<OrganisationId, u64>,
}

#[derive(FromQueryResult)]
struct Line {
    organisation: Option<i64>,
    datasets: i64,
    records: Option<i64>,
}

impl Store {
    /// Sums over all datasets that the filter finds; its page is not looked at.
    ///
    /// # Errors
    /// [`StoreError::SearchTooLong`].
    pub async fn counts(&self, filter: &DatasetFilter) -> Result<DatasetCounts, StoreError> {
        let current =
            Expr::col((version::Entity, version::Column::Id)).equals((Entity, Column::Current));
        let records = Expr::col((version::Entity, version::Column::Records));
        let lines = found(filter)?
            .select_only()
            .column(Column::Organisation)
            .column_as(Expr::col((Entity, Column::Id)).count(), "datasets")
            // PostgreSQL sums whole numbers as a decimal.
            .column_as(records.sum().cast_as("bigint"), "records")
            .group_by(Column::Organisation);
        let mut lines = lines;
        QuerySelect::query(&mut lines).left_join(version::Entity, current);
        let lines = lines.into_model::<Line>().all(self.reader()).await?;
        let mut counts = DatasetCounts::default();
        for line in lines {
            counts.records += count(line.records.unwrap_or(0));
            if let Some(organisation) = line.organisation {
                counts.by_organisation.insert(OrganisationId(organisation), count(line.datasets));
            }
        }
        Ok(counts)
    }
}
