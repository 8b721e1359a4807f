//! Portals, organisations, people, datasets with their addresses, fields, sources and versions.

use async_trait::async_trait;
use sea_orm::DbBackend;
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, big_pk_auto, boolean, integer, text, text_null, text_uniq,
};

pub(crate) struct Catalogue;

impl MigrationName for Catalogue {
    fn name(&self) -> &str {
        "m0001_catalogue"
    }
}

#[async_trait]
impl MigrationTrait for Catalogue {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for table in [
            portal(),
            organisation(backend),
            user(),
            session(),
            dataset(backend),
            dataset_address(),
            field(),
            source(),
            version(),
        ] {
            manager.create_table(table).await?;
        }
        for (table, column) in [
            ("session", "user"),
            ("dataset", "organisation"),
            ("dataset", "sort_title"),
            ("dataset", "changed"),
            ("dataset_address", "dataset"),
            ("source", "dataset"),
            ("version", "source"),
        ] {
            manager.create_index(index(table, column)).await?;
        }
        let default = Query::insert()
            .into_table("portal")
            .columns(["slug", "name", "language", "demonstration"])
            .values_panic([
                "portail".into(),
                "Portail de données".into(),
                "fr".into(),
                false.into(),
            ])
            .to_owned();
        manager.execute(default).await
    }
}

/// An index on one column.
pub(super) fn index(table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(format!("{table}_{column}")).table(table).col(column).to_owned()
}

/// A text that lists are sorted by: by code points on both backends, whatever the language that the
/// PostgreSQL database was made for. SQLite does nothing else.
fn sorted(name: &'static str, backend: DbBackend) -> ColumnDef {
    let mut column = text(name);
    if backend == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A reference to the number of a row of another table.
pub(super) fn reference(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}_fkey"))
        .from(table, column)
        .to(to, "id")
        .on_delete(on_delete)
        .to_owned()
}

fn portal() -> TableCreateStatement {
    Table::create()
        .table("portal")
        .col(big_pk_auto("id"))
        .col(text_uniq("slug"))
        .col(text("name"))
        .col(text_null("host").unique_key())
        .col(text("language"))
        .col(boolean("demonstration"))
        .to_owned()
}

fn organisation(backend: DbBackend) -> TableCreateStatement {
    Table::create()
        .table("organisation")
        .col(big_pk_auto("id"))
        .col(text_uniq("slug"))
        .col(text("name"))
        .col(sorted("sort_name", backend))
        .to_owned()
}

fn user() -> TableCreateStatement {
    Table::create()
        .table("user")
        .col(big_pk_auto("id"))
        .col(text_uniq("email"))
        .col(text("name"))
        .col(text("role"))
        .col(text("password_hash"))
        .col(big_integer("created"))
        .to_owned()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(text("token_hash").primary_key())
        .col(big_integer("user"))
        .col(text("csrf"))
        .col(big_integer("created"))
        .col(big_integer("expires"))
        .foreign_key(&mut reference("session", "user", "user", ForeignKeyAction::Cascade))
        .to_owned()
}

fn dataset(backend: DbBackend) -> TableCreateStatement {
    Table::create()
        .table("dataset")
        .col(big_pk_auto("id"))
        .col(big_integer("portal"))
        .col(sorted("slug", backend))
        .col(big_integer_null("organisation"))
        .col(text("title"))
        .col(sorted("sort_title", backend))
        .col(text("description"))
        .col(text("themes"))
        .col(text("keywords"))
        .col(text_null("licence"))
        .col(text("language"))
        .col(text_null("update_frequency"))
        .col(boolean("fictitious"))
        .col(text("search_text"))
        .col(text("visibility"))
        .col(text("lifecycle"))
        // No reference: a version refers to its dataset, and one of the two must be written first.
        .col(big_integer_null("current"))
        .col(big_integer("metadata_revision"))
        .col(big_integer("created"))
        .col(big_integer("modified"))
        .col(big_integer("changed"))
        .foreign_key(&mut reference("dataset", "portal", "portal", ForeignKeyAction::Restrict))
        .foreign_key(&mut reference(
            "dataset",
            "organisation",
            "organisation",
            ForeignKeyAction::Restrict,
        ))
        .to_owned()
}

/// Every address that leads to a dataset, the present one among them: one key keeps all unique.
fn dataset_address() -> TableCreateStatement {
    Table::create()
        .table("dataset_address")
        .col(big_integer("portal"))
        .col(text("slug"))
        .col(big_integer("dataset"))
        .primary_key(Index::create().col("portal").col("slug"))
        .foreign_key(&mut reference(
            "dataset_address",
            "portal",
            "portal",
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut reference(
            "dataset_address",
            "dataset",
            "dataset",
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}

fn field() -> TableCreateStatement {
    Table::create()
        .table("field")
        .col(big_integer("dataset"))
        .col(integer("position"))
        .col(text("name"))
        .col(text("label"))
        .col(text("field_type"))
        .col(text_null("description"))
        .col(text("annotations"))
        .primary_key(Index::create().col("dataset").col("position"))
        .index(Index::create().unique().name("field_dataset_name").col("dataset").col("name"))
        .foreign_key(&mut reference("field", "dataset", "dataset", ForeignKeyAction::Cascade))
        .to_owned()
}

fn source() -> TableCreateStatement {
    Table::create()
        .table("source")
        .col(big_pk_auto("id"))
        .col(big_integer("dataset"))
        .col(text("kind"))
        .col(text("name"))
        .col(text_null("recipe"))
        .foreign_key(&mut reference("source", "dataset", "dataset", ForeignKeyAction::Cascade))
        .to_owned()
}

fn version() -> TableCreateStatement {
    Table::create()
        .table("version")
        .col(big_pk_auto("id"))
        .col(big_integer("dataset"))
        .col(big_integer("number"))
        .col(big_integer("delta_version"))
        .col(text_uniq("load"))
        .col(text("mode"))
        .col(text_null("mode_key"))
        .col(big_integer("source"))
        .col(text("fields"))
        .col(big_integer("records"))
        .col(big_integer("rejected"))
        .col(big_integer("size_bytes"))
        .col(big_integer("created"))
        .col(big_integer_null("gone"))
        .index(Index::create().unique().name("version_dataset_number").col("dataset").col("number"))
        .foreign_key(&mut reference("version", "dataset", "dataset", ForeignKeyAction::Cascade))
        .foreign_key(&mut reference("version", "source", "source", ForeignKeyAction::Cascade))
        .to_owned()
}
