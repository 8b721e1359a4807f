//! Portals: the faces of the platform.

use fanal_model::{Portal, PortalId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::rows::portal::{Column, Entity};
use crate::rows::{askable, plain};
use crate::{Act, Store, StoreError};

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
}

impl Act {
    /// Gives a portal a name, and says whether it is a demonstration.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn rename_portal(
        &self,
        id: PortalId,
        name: &str,
        demonstration: bool,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::Name, plain(name).into())
            .col_expr(Column::Demonstration, demonstration.into())
            .filter(Column::Id.eq(id.0));
        if update.exec(self.transaction()).await?.rows_affected == 0 {
            return Err(StoreError::Missing { what: "portal" });
        }
        Ok(())
    }
}
