//! Organisations: who produces data.

use fanal_model::{Organisation, OrganisationId, Slug, fold};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};

use crate::rows::organisation::{ActiveModel, Column, Entity, Model};
use crate::rows::{askable, plain};
use crate::{Act, Store, StoreError, Unique};

/// An organisation to make.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// Address, unique.
    pub slug: Slug,
    /// Name as people write it.
    pub name: String,
}

impl Store {
    /// All organisations, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let sorted = Entity::find().order_by_asc(Column::SortName).order_by_asc(Column::Id);
        let rows = sorted.all(self.reader()).await?;
        rows.into_iter().map(Model::into_organisation).collect()
    }

    /// One organisation.
    pub async fn organisation(
        &self,
        id: OrganisationId,
    ) -> Result<Option<Organisation>, StoreError> {
        let row = Entity::find_by_id(id.0).one(self.reader()).await?;
        row.map(Model::into_organisation).transpose()
    }

    /// One organisation, by its address.
    pub async fn organisation_by_slug(
        &self,
        slug: &str,
    ) -> Result<Option<Organisation>, StoreError> {
        if !askable(slug) {
            return Ok(None);
        }
        let row = Entity::find().filter(Column::Slug.eq(slug)).one(self.reader()).await?;
        row.map(Model::into_organisation).transpose()
    }
}

impl Act {
    /// Makes an organisation.
    ///
    /// # Errors
    /// [`StoreError::Taken`] for its address.
    pub async fn create_organisation(
        &self,
        new: NewOrganisation,
    ) -> Result<Organisation, StoreError> {
        let name = plain(&new.name);
        let row = ActiveModel {
            id: NotSet,
            slug: Set(new.slug.to_string()),
            sort_name: Set(fold(&name)),
            name: Set(name),
        };
        let taken = StoreError::taken(Unique::OrganisationSlug, new.slug.as_str());
        row.insert(self.transaction()).await.map_err(taken)?.into_organisation()
    }
}
