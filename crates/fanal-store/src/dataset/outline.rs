//! What filters of the catalogue look at, of all datasets that are found.

use fanal_model::{Dataset, DatasetId, Field, Instant, OrganisationId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::list::{found, sorted};
use super::{AT_ONCE, Column, DatasetFilter, Entity, fields, whole};
use crate::rows::json;
use crate::{Store, StoreError};

/// What filters of the catalogue look at in a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetOutline {
    /// Its number.
    pub id: DatasetId,
    /// Its producer.
    pub organisation: Option<OrganisationId>,
    /// Its themes.
    pub themes: Vec<String>,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// Code of its licence.
    pub licence: Option<String>,
    /// Language of its data.
    pub language: String,
    /// Last change of data or of what describes it.
    pub changed: Instant,
    /// Its fields, when they were asked for.
    pub fields: Vec<Field>,
}

#[derive(FromQueryResult)]
struct Line {
    id: i64,
    organisation: Option<i64>,
    themes: String,
    keywords: String,
    licence: Option<String>,
    language: String,
    changed: i64,
}

impl Store {
    /// Outlines of all datasets that the filter finds, in its order; its page is not looked at.
    ///
    /// # Errors
    /// [`StoreError::SearchTooLong`].
    pub async fn outlines(
        &self,
        filter: &DatasetFilter,
        with_fields: bool,
    ) -> Result<Vec<DatasetOutline>, StoreError> {
        let columns = [
            Column::Id,
            Column::Organisation,
            Column::Themes,
            Column::Keywords,
            Column::Licence,
            Column::Language,
            Column::Changed,
        ];
        let lines = sorted(found(filter)?, filter.order).select_only().columns(columns);
        let snapshot = self.snapshot().await?;
        let lines = lines.into_model::<Line>().all(&snapshot).await?;
        let mut of_each = match with_fields {
            true => fields(&snapshot, lines.iter().map(|line| line.id)).await?,
            false => Default::default(),
        };
        snapshot.commit().await?;
        let outline = |line: Line| {
            Ok(DatasetOutline {
                id: DatasetId(line.id),
                organisation: line.organisation.map(OrganisationId),
                themes: json::to_texts("dataset.themes", &line.themes)?,
                keywords: json::to_texts("dataset.keywords", &line.keywords)?,
                licence: line.licence,
                language: line.language,
                changed: Instant(line.changed),
                fields: of_each.remove(&line.id).unwrap_or_default(),
            })
        };
        lines.into_iter().map(outline).collect()
    }

    /// These datasets, whole, in this order; those that are gone are left out.
    pub async fn datasets_of(&self, ids: &[DatasetId]) -> Result<Vec<Dataset>, StoreError> {
        let snapshot = self.snapshot().await?;
        let mut rows = Vec::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            let query = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.0)));
            rows.extend(query.all(&snapshot).await?);
        }
        let mut datasets = whole(&snapshot, rows).await?;
        snapshot.commit().await?;
        datasets.sort_by_key(|dataset| ids.iter().position(|id| *id == dataset.id));
        Ok(datasets)
    }
}
