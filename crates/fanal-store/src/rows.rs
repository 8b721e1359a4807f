//! The tables as rows. They never leave the crate: each knows how to become a word of the model.
#![expect(unreachable_pub, reason = "the entity macro writes public items beside each row")]

pub(crate) mod attachment;
pub(crate) mod audit;
pub(crate) mod dataset;
pub(crate) mod dataset_address;
pub(crate) mod field;
pub(crate) mod job;
pub(crate) mod json;
pub(crate) mod lease;
pub(crate) mod organisation;
pub(crate) mod portal;
pub(crate) mod session;
pub(crate) mod source;
pub(crate) mod upload;
pub(crate) mod user;
pub(crate) mod version;
pub(crate) mod welcome;

/// What the entity macro wants beside a row and we have no use for: foreign keys stand in the
/// migrations, and joins are written where they are needed.
macro_rules! entity_parts {
    () => {
        #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use entity_parts;

/// A count as the database holds it. No count of ours comes near the limit.
pub(crate) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A text as both databases hold it: PostgreSQL refuses NUL, which says nothing to people. What is
/// written as JSON has it escaped.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\0', "")
}

/// Whether a row may be looked for by this text: PostgreSQL refuses NUL, and none of ours holds it.
pub(crate) fn askable(text: &str) -> bool {
    !text.contains('\0')
}

/// A limit or an offset as the databases take them: they have no numbers beyond 63 bits.
pub(crate) fn bounded(rows: u64) -> u64 {
    rows.min(i64::MAX.unsigned_abs())
}

/// A count as the database held it.
pub(crate) fn count(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}
