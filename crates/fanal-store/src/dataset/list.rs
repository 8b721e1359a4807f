//! Lists of datasets: filtered, sorted, a page at a time.

use fanal_model::{Dataset, Lifecycle, OrganisationId, PortalId, Visibility};
use sea_orm::sea_query::LikeExpr;
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{Column, Entity, among, whole};
use crate::rows::{bounded, plain};
use crate::{Store, StoreError, search_text};

/// Which datasets, in which order, which page.
#[derive(Debug, Clone)]
pub struct DatasetFilter {
    /// Only those of this portal.
    pub portal: Option<PortalId>,
    /// Every word of it must stand, accents and case folded, in the title, the description, the
    /// themes, the keywords, the producer's name or the labels of the fields.
    pub text: Option<String>,
    /// Only those of this producer.
    pub organisation: Option<OrganisationId>,
    /// Only those of the series with that title.
    pub series: Option<String>,
    /// Only drafts, or only published ones.
    pub lifecycle: Option<Lifecycle>,
    /// Only those with one of these; an empty list finds nothing.
    pub visibilities: Vec<Visibility>,
    /// Order.
    pub order: DatasetOrder,
    /// Length of a page.
    pub limit: u64,
    /// Datasets before the page.
    pub offset: u64,
}

impl DatasetFilter {
    /// The first hundred of all datasets, drafts and secret ones among them, by title.
    pub fn everything() -> Self {
        Self {
            portal: None,
            text: None,
            organisation: None,
            series: None,
            lifecycle: None,
            visibilities: Visibility::ALL.to_vec(),
            order: DatasetOrder::TitleAsc,
            limit: 100,
            offset: 0,
        }
    }
}

/// Order of a list; equal ones follow in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DatasetOrder {
    /// By title, accents and case folded.
    #[default]
    TitleAsc,
    /// The last changed first, in its data or in what describes it.
    ModifiedDesc,
    /// By address.
    SlugAsc,
    /// As they were made.
    MadeAsc,
}

/// A page of datasets.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetList {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of the page, whole.
    pub datasets: Vec<Dataset>,
}

impl Store {
    /// A page of the datasets that the filter finds, and how many it finds, at one moment.
    ///
    /// # Errors
    /// [`StoreError::SearchTooLong`].
    pub async fn datasets(&self, filter: &DatasetFilter) -> Result<DatasetList, StoreError> {
        let found = found(filter)?;
        let page = sorted(found.clone(), filter.order)
            .limit(bounded(filter.limit))
            .offset(bounded(filter.offset));
        let snapshot = self.snapshot().await?;
        let total = found.count(&snapshot).await?;
        let datasets = whole(&snapshot, page.all(&snapshot).await?).await?;
        snapshot.commit().await?;
        Ok(DatasetList { total, datasets })
    }
}

pub(super) fn sorted(found: Select<Entity>, order: DatasetOrder) -> Select<Entity> {
    let sorted = match order {
        DatasetOrder::TitleAsc => found.order_by_asc(Column::SortTitle),
        DatasetOrder::ModifiedDesc => found.order_by_desc(Column::Changed),
        DatasetOrder::SlugAsc => found.order_by_asc(Column::Slug),
        DatasetOrder::MadeAsc => found,
    };
    sorted.order_by_asc(Column::Id)
}

pub(super) fn found(filter: &DatasetFilter) -> Result<Select<Entity>, StoreError> {
    let visibilities = filter.visibilities.iter().copied();
    let mut query = among(Entity::find(), filter.lifecycle, visibilities);
    if let Some(portal) = filter.portal {
        query = query.filter(Column::Portal.eq(portal.0));
    }
    if let Some(organisation) = filter.organisation {
        query = query.filter(Column::Organisation.eq(organisation.0));
    }
    if let Some(series) = &filter.series {
        query = query.filter(Column::Series.eq(plain(series)));
    }
    for word in search_text::words(filter.text.as_deref().unwrap_or_default())? {
        // Words hold letters and digits only: nothing in them means anything to LIKE.
        query = query.filter(Column::SearchText.like(LikeExpr::new(format!("%{word}%"))));
    }
    Ok(query)
}
