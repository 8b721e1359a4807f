//! Uploads: files that lie in the spool until their load ends. The files are the caller's, under the
//! number of their upload.

use fanal_model::{DatasetId, Instant, JobId, UserId};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Set,
};

use crate::rows::job::{self, FAILED, RUNNING, WAITING};
use crate::rows::upload::{ActiveModel, Column, Entity};
use crate::rows::{askable, plain, stored};
use crate::{Act, Store, StoreError};

/// A file in the spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its name in addresses: the text of a UUID.
    pub id: String,
    /// Who gave it.
    pub user: Option<UserId>,
    /// Name that the file had.
    pub file_name: String,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// How it will be read, opaque here.
    pub recipe: Option<String>,
    /// The dataset that it is for, once chosen.
    pub dataset: Option<DatasetId>,
    /// When it arrived.
    pub created: Instant,
}

/// The jobs that are not over.
fn loads() -> Select<job::Entity> {
    job::Entity::find().filter(job::Column::Status.is_in([WAITING, RUNNING]))
}

/// A file that arrived.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Its name in addresses: the text of a UUID, made by the caller.
    pub id: String,
    /// Who gave it.
    pub user: Option<UserId>,
    /// Name that the file had.
    pub file_name: String,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// How it will be read.
    pub recipe: Option<String>,
    /// The dataset that it is for.
    pub dataset: Option<DatasetId>,
}

impl Store {
    /// One upload.
    pub async fn upload(&self, id: &str) -> Result<Option<Upload>, StoreError> {
        if !askable(id) {
            return Ok(None);
        }
        Ok(Entity::find_by_id(id).one(self.reader()).await?.map(Upload::from))
    }

    /// The uploads that arrived before that instant and that no job is to load, oldest first:
    /// candidates for removal.
    pub async fn uploads_older_than(&self, instant: Instant) -> Result<Vec<Upload>, StoreError> {
        let loading = loads()
            .select_only()
            .column(job::Column::Upload)
            .filter(job::Column::Upload.is_not_null())
            .into_query();
        let idle = Column::Id.not_in_subquery(loading);
        let query = Entity::find().filter(Column::Created.lt(instant.0)).filter(idle);
        let rows = query.order_by_asc(Column::Created).all(self.reader()).await?;
        Ok(rows.into_iter().map(Upload::from).collect())
    }
}

impl Act {
    /// Notes a file that arrived.
    pub async fn create_upload(&self, new: NewUpload) -> Result<Upload, StoreError> {
        let row = ActiveModel {
            id: Set(new.id),
            user: Set(new.user.map(|u| u.0)),
            file_name: Set(plain(&new.file_name)),
            size_bytes: Set(stored(new.size_bytes)),
            recipe: Set(new.recipe),
            dataset: Set(new.dataset.map(|d| d.0)),
            created: Set(self.now().0),
        };
        Ok(Entity::insert(row).exec_with_returning(self.transaction()).await?.into())
    }

    /// Writes the recipe and the dataset of an upload; the rest of it never changes.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn update_upload(&self, upload: &Upload) -> Result<(), StoreError> {
        let row = ActiveModel {
            recipe: Set(upload.recipe.clone()),
            dataset: Set(upload.dataset.map(|d| d.0)),
            ..Default::default()
        };
        let update = Entity::update_many().set(row).filter(Column::Id.eq(&upload.id));
        if update.exec(self.transaction()).await?.rows_affected == 0 {
            return Err(StoreError::Missing { what: "upload" });
        }
        Ok(())
    }

    /// Gives an upload to the jobs that load it. Answers whether it did: another job that is not
    /// over may have it.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn give_upload(&self, id: &str, jobs: &[JobId]) -> Result<bool, StoreError> {
        if self.upload_is_loading(id).await? {
            return Ok(false);
        }
        if Entity::find_by_id(id).one(self.transaction()).await?.is_none() {
            return Err(StoreError::Missing { what: "upload" });
        }
        let row = |upload| job::ActiveModel { upload: Set(upload), ..Default::default() };
        // How earlier ones ended no longer matters.
        let earlier = job::Entity::update_many().set(row(None));
        earlier.filter(job::Column::Upload.eq(id)).exec(self.transaction()).await?;
        let jobs = jobs.iter().map(|job| job.0);
        let update = job::Entity::update_many().set(row(Some(id.to_owned())));
        update.filter(job::Column::Id.is_in(jobs)).exec(self.transaction()).await?;
        Ok(true)
    }

    /// Whether a job that is not over is to load the upload. Nobody changes that before this act
    /// ends.
    pub async fn upload_is_loading(&self, id: &str) -> Result<bool, StoreError> {
        Entity::find_by_id(id).lock_exclusive().one(self.transaction()).await?;
        // Read after the row is locked, so that a job that was given or that ended meanwhile is seen.
        let loads = loads().filter(job::Column::Upload.eq(id));
        Ok(loads.count(self.transaction()).await? > 0)
    }

    /// Forgets an upload whose load has ended, unless another one that it was given to still reads
    /// it, or failed: whoever gave the file may change how it is read. The file is the caller's to
    /// remove, after the commit, once nobody knows the upload.
    pub async fn release_upload(&self, id: &str) -> Result<(), StoreError> {
        if self.upload_is_loading(id).await? {
            return Ok(());
        }
        let failed = job::Entity::find().filter(job::Column::Status.eq(FAILED));
        match failed.filter(job::Column::Upload.eq(id)).count(self.transaction()).await? {
            0 => self.delete_upload(id).await.map(|_| ()),
            _ => Ok(()),
        }
    }

    /// Forgets an upload; the file is the caller's to remove, after the commit. Answers whether it
    /// was there.
    pub async fn delete_upload(&self, id: &str) -> Result<bool, StoreError> {
        let deleted = Entity::delete_by_id(id).exec(self.transaction()).await?;
        Ok(deleted.rows_affected > 0)
    }
}
