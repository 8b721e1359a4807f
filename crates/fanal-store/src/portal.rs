//! Portals: the faces of the platform.

use fanal_model::{Language, Portal, PortalId, Slug};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};

use crate::rows::askable;
use crate::rows::portal::{ActiveModel, Column, Entity, Model};
use crate::{Act, Store, StoreError, Unique};

/// A portal to make.
#[derive(Debug, Clone)]
pub struct NewPortal {
    /// Short name, unique.
    pub slug: Slug,
    /// Name shown at the top of each page.
    pub name: String,
    /// Host that it answers to, unique; none answers to every host that no other takes.
    pub host: Option<String>,
    /// First language of its pages.
    pub language: Language,
    /// Filled with demonstration data.
    pub demonstration: bool,
}

impl Store {
    /// The portal that answers to the host (without its port, in any case), else the first portal
    /// without a host, else the first. There is always one: the migrations make it.
    pub async fn portal(&self, host: Option<&str>) -> Result<Portal, StoreError> {
        let reader = self.reader();
        if let Some(host) = host.filter(|host| askable(host)) {
            let named = Entity::find().filter(Column::Host.eq(host.to_lowercase()));
            if let Some(row) = named.one(reader).await? {
                return row.into_portal();
            }
        }
        let hostless = Entity::find().filter(Column::Host.is_null()).order_by_asc(Column::Id);
        let row = match hostless.one(reader).await? {
            Some(row) => Some(row),
            None => Entity::find().order_by_asc(Column::Id).one(reader).await?,
        };
        row.ok_or(StoreError::Missing { what: "portal" })?.into_portal()
    }

    /// All portals, oldest first.
    pub async fn portals(&self) -> Result<Vec<Portal>, StoreError> {
        let rows = Entity::find().order_by_asc(Column::Id).all(self.reader()).await?;
        rows.into_iter().map(Model::into_portal).collect()
    }
}

impl Act {
    /// Makes a portal.
    ///
    /// # Errors
    /// [`StoreError::Taken`] for its address or its host.
    pub async fn create_portal(&self, new: NewPortal) -> Result<Portal, StoreError> {
        self.check_host(None, new.host.as_deref()).await?;
        let row = ActiveModel {
            id: NotSet,
            slug: Set(new.slug.to_string()),
            name: Set(new.name),
            host: Set(new.host.map(|host| host.to_lowercase())),
            language: Set(new.language.code().to_owned()),
            demonstration: Set(new.demonstration),
        };
        let taken = StoreError::taken(Unique::PortalSlug, new.slug.as_str());
        row.insert(self.transaction()).await.map_err(taken)?.into_portal()
    }

    /// Writes everything of a portal but its number.
    ///
    /// # Errors
    /// [`StoreError::Taken`] for its address or its host, [`StoreError::Missing`].
    pub async fn update_portal(&self, portal: &Portal) -> Result<(), StoreError> {
        self.check_host(Some(portal.id), portal.host.as_deref()).await?;
        let row = ActiveModel {
            id: NotSet,
            slug: Set(portal.slug.to_string()),
            name: Set(portal.name.clone()),
            host: Set(portal.host.as_deref().map(str::to_lowercase)),
            language: Set(portal.language.code().to_owned()),
            demonstration: Set(portal.demonstration),
        };
        let update = Entity::update_many().set(row).filter(Column::Id.eq(portal.id.0));
        let taken = StoreError::taken(Unique::PortalSlug, portal.slug.as_str());
        let changed = update.exec(self.transaction()).await.map_err(taken)?;
        if changed.rows_affected == 0 {
            return Err(StoreError::Missing { what: "portal" });
        }
        Ok(())
    }

    /// Tells a clash of hosts from a clash of addresses, which the database words differently on
    /// each backend. Its key still decides when two acts take a host at the same moment.
    async fn check_host(
        &self,
        own: Option<PortalId>,
        host: Option<&str>,
    ) -> Result<(), StoreError> {
        let Some(host) = host else { return Ok(()) };
        let holder = Entity::find().filter(Column::Host.eq(host.to_lowercase()));
        match holder.one(self.transaction()).await? {
            Some(row) if own.is_none_or(|own| own.0 != row.id) => {
                Err(StoreError::Taken { what: Unique::PortalHost, value: host.to_owned() })
            }
            _ => Ok(()),
        }
    }
}
