//! The series of a dataset, and the upload of a job: several loads may read one file.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::text_null;

use super::m0001_catalogue::index;

pub(crate) struct Series;

impl MigrationName for Series {
    fn name(&self) -> &str {
        "m0003_series"
    }
}

/// `upload.job` stays where it is, unread: SQLite drops no column that refers to another table.
#[async_trait]
impl MigrationTrait for Series {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("dataset", "series"), ("job", "upload")] {
            let added = Table::alter().table(table).add_column(text_null(column)).to_owned();
            manager.alter_table(added).await?;
            manager.create_index(index(table, column)).await?;
        }
        // Uploads of the first days name no job.
        if !manager.has_column("upload", "job").await? {
            return Ok(());
        }
        let of_job = "SELECT upload.id FROM upload WHERE upload.job = job.id";
        let connection = manager.get_connection();
        connection.execute_unprepared(&format!("UPDATE job SET upload = ({of_job})")).await?;
        Ok(())
    }
}
