//! Attachments: files that go with datasets. The bytes are the caller's.

use fanal_model::{Attachment, AttachmentId, DatasetId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, NotSet, PaginatorTrait, QueryFilter, QueryOrder, Set,
};

use crate::rows::attachment::{ActiveModel, Column, Entity};
use crate::rows::{askable, plain, stored};
use crate::{Act, Store, StoreError};

/// A file to be joined to a dataset.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// The dataset that it goes with.
    pub dataset: DatasetId,
    /// Its name in addresses; no other of the dataset has it.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// Name that the file had.
    pub file_name: String,
    /// What its bytes are.
    pub media_type: String,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// What its bytes are kept under.
    pub file: String,
}

impl Store {
    /// The attachments of these datasets, oldest first.
    pub async fn attachments(&self, datasets: &[DatasetId]) -> Result<Vec<Attachment>, StoreError> {
        let mut found = Vec::new();
        for datasets in datasets.chunks(crate::dataset::AT_ONCE) {
            found.extend(of(self.reader(), datasets).await?);
        }
        Ok(found)
    }

    /// The attachment of that name.
    pub async fn attachment(
        &self,
        dataset: DatasetId,
        name: &str,
    ) -> Result<Option<Attachment>, StoreError> {
        if !askable(name) {
            return Ok(None);
        }
        let query = Entity::find().filter(Column::Dataset.eq(dataset.0));
        let row = query.filter(Column::Name.eq(name)).one(self.reader()).await?;
        Ok(row.map(Attachment::from))
    }

    /// Whether an attachment has its bytes under this name.
    pub async fn is_attached(&self, file: &str) -> Result<bool, StoreError> {
        let query = Entity::find().filter(Column::File.eq(file));
        Ok(askable(file) && query.count(self.reader()).await? > 0)
    }
}

impl Act {
    /// The attachments of a dataset, oldest first, as this act sees them. Read the dataset in the
    /// act first: then they stay so until it ends.
    pub async fn attachments(&self, dataset: DatasetId) -> Result<Vec<Attachment>, StoreError> {
        of(self.transaction(), &[dataset]).await
    }

    /// Joins a file to a dataset.
    pub async fn create_attachment(&self, new: NewAttachment) -> Result<Attachment, StoreError> {
        let row = ActiveModel {
            id: NotSet,
            dataset: Set(new.dataset.0),
            name: Set(new.name),
            title: Set(plain(&new.title)),
            file_name: Set(plain(&new.file_name)),
            media_type: Set(new.media_type),
            size_bytes: Set(stored(new.size_bytes)),
            file: Set(new.file),
            created: Set(self.now().0),
        };
        Ok(Entity::insert(row).exec_with_returning(self.transaction()).await?.into())
    }

    /// Gives an attachment another title.
    ///
    /// # Errors
    /// [`StoreError::Missing`].
    pub async fn rename_attachment(
        &self,
        attachment: AttachmentId,
        title: &str,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many()
            .col_expr(Column::Title, plain(title).into())
            .filter(Column::Id.eq(attachment.0));
        match update.exec(self.transaction()).await?.rows_affected {
            0 => Err(StoreError::Missing { what: "attachment" }),
            _ => Ok(()),
        }
    }

    /// Forgets an attachment; the bytes are the caller's to remove, after the commit.
    pub async fn delete_attachment(&self, attachment: AttachmentId) -> Result<(), StoreError> {
        Entity::delete_by_id(attachment.0).exec(self.transaction()).await?;
        Ok(())
    }
}

async fn of(
    connection: &impl ConnectionTrait,
    datasets: &[DatasetId],
) -> Result<Vec<Attachment>, StoreError> {
    let query = Entity::find().filter(Column::Dataset.is_in(datasets.iter().map(|d| d.0)));
    let rows = query.order_by_asc(Column::Id).all(connection).await?;
    Ok(rows.into_iter().map(Attachment::from).collect())
}
