//! Leases, jobs, uploads and the audit log.

use async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, boolean, integer, text, text_null,
};

use super::m0001_catalogue::{index, reference};

pub(crate) struct Work;

impl MigrationName for Work {
    fn name(&self) -> &str {
        "m0002_work"
    }
}

#[async_trait]
impl MigrationTrait for Work {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [lease(), job(), upload(), audit()] {
            manager.create_table(table).await?;
        }
        for (table, column) in
            [("job", "dataset"), ("job", "user"), ("upload", "dataset"), ("upload", "user")]
        {
            manager.create_index(index(table, column)).await?;
        }
        let queue =
            Index::create().name("job_queue").table("job").col("status").col("id").to_owned();
        manager.create_index(queue).await
    }
}

fn lease() -> TableCreateStatement {
    Table::create()
        .table("lease")
        .col(big_integer("dataset").primary_key())
        .col(text("holder"))
        .col(big_integer("token"))
        .col(big_integer("expires"))
        .foreign_key(&mut reference("lease", "dataset", "dataset", ForeignKeyAction::Cascade))
        .to_owned()
}

fn job() -> TableCreateStatement {
    Table::create()
        .table("job")
        .col(big_pk_auto("id"))
        .col(text("kind"))
        .col(big_integer_null("dataset"))
        .col(big_integer_null("user"))
        .col(text("payload"))
        .col(integer("attempts"))
        .col(text("status"))
        .col(big_integer("not_before"))
        .col(text_null("worker"))
        .col(big_integer_null("heartbeat"))
        .col(big_integer("lease_seconds"))
        .col(big_integer_null("lease_until"))
        .col(big_integer_null("ended"))
        .col(text_null("problem"))
        .col(big_integer("done"))
        .col(big_integer_null("total"))
        .col(big_integer("records"))
        .col(boolean("cancel_requested"))
        .col(big_integer("created"))
        .foreign_key(&mut reference("job", "dataset", "dataset", ForeignKeyAction::SetNull))
        .foreign_key(&mut reference("job", "user", "user", ForeignKeyAction::SetNull))
        .to_owned()
}

fn upload() -> TableCreateStatement {
    Table::create()
        .table("upload")
        .col(text("id").primary_key())
        .col(big_integer_null("user"))
        .col(text("file_name"))
        .col(text("path"))
        .col(big_integer("size_bytes"))
        .col(text_null("recipe"))
        .col(big_integer_null("dataset"))
        .col(big_integer_null("job"))
        .col(big_integer("created"))
        .foreign_key(&mut reference("upload", "user", "user", ForeignKeyAction::SetNull))
        .foreign_key(&mut reference("upload", "dataset", "dataset", ForeignKeyAction::SetNull))
        .foreign_key(&mut reference("upload", "job", "job", ForeignKeyAction::SetNull))
        .to_owned()
}

/// No references: an entry outlives what it is about.
fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(big_integer("sequence").primary_key())
        .col(big_integer("at"))
        .col(big_integer_null("user"))
        .col(text("act"))
        .col(text("subject"))
        .col(big_integer("subject_id"))
        .col(big_integer_null("dataset"))
        .col(text("hash"))
        .to_owned()
}
