//! The folded text in which the words of a search are looked for.

use std::collections::BTreeSet;

use fanal_model::{DatasetId, fold};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::StoreError;
use crate::rows::{dataset, field, json, organisation, plain};

/// Words of one search. SQLite refuses a condition nested a thousand deep.
const WORDS: usize = 50;
/// Characters of one search. SQLite refuses patterns of 50 000 bytes.
const CHARACTERS: usize = 2000;

/// The words that must all be found, folded, each once.
pub(crate) fn words(text: &str) -> Result<BTreeSet<String>, StoreError> {
    let too_long = StoreError::SearchTooLong { words: WORDS, characters: CHARACTERS };
    if text.chars().nth(CHARACTERS).is_some() {
        return Err(too_long);
    }
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: BTreeSet<String> = words.map(str::to_owned).collect();
    if words.len() > WORDS { Err(too_long) } else { Ok(words) }
}

/// Brings up to date the text of a dataset from its rows: title, description, themes, keywords,
/// producer, labels of fields, one a line, so that no word is found across two of them.
pub(crate) async fn refresh(
    transaction: &DatabaseTransaction,
    id: DatasetId,
) -> Result<(), StoreError> {
    let row = dataset::Entity::find_by_id(id.0).one(transaction).await?;
    let Some(row) = row else { return Err(StoreError::Missing { what: "dataset" }) };
    let fields = field::Entity::find().filter(field::Column::Dataset.eq(row.id));
    let fields = fields.order_by_asc(field::Column::Position).all(transaction).await?;
    let producer = match row.organisation {
        Some(id) => organisation::Entity::find_by_id(id).one(transaction).await?,
        None => None,
    };
    let themes = json::to_texts("dataset.themes", &row.themes)?;
    let keywords = json::to_texts("dataset.keywords", &row.keywords)?;
    let mut parts = vec![row.title.as_str(), row.description.as_str()];
    parts.extend(themes.iter().map(String::as_str));
    parts.extend(keywords.iter().map(String::as_str));
    parts.extend(producer.iter().map(|p| p.name.as_str()));
    parts.extend(fields.iter().map(|f| f.label.as_str()));
    dataset::Entity::update_many()
        .col_expr(dataset::Column::SearchText, fold(&plain(&parts.join("\n"))).into())
        .filter(dataset::Column::Id.eq(row.id))
        .exec(transaction)
        .await?;
    Ok(())
}
