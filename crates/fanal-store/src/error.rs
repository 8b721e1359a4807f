//! Why the catalogue did not do what it was asked.

use std::error::Error;
use std::fmt;

use fanal_model::Problem;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// What must be unique in the catalogue, and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unique {
    /// Address of a dataset within its portal, former addresses included.
    DatasetSlug,
    /// Address of an organisation.
    OrganisationSlug,
    /// E-mail of a person.
    Email,
}

impl Unique {
    /// Code of the sentence that says it is taken.
    fn code(self) -> &'static str {
        match self {
            Self::DatasetSlug => "dataset-slug-taken",
            Self::OrganisationSlug => "organisation-slug-taken",
            Self::Email => "email-taken",
        }
    }
}

impl fmt::Display for Unique {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DatasetSlug => "address of a dataset",
            Self::OrganisationSlug => "address of an organisation",
            Self::Email => "e-mail",
        })
    }
}

/// Why the catalogue did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The catalogue was written by a later program: nothing was touched.
    #[error("the catalogue has the migration `{migration}`, which this program does not know")]
    NewerStore {
        /// The first unknown migration.
        migration: String,
    },
    /// The address of the catalogue is neither SQLite's nor PostgreSQL's. The address itself is
    /// not repeated: it may hold a password.
    #[error("a catalogue's address starts with `sqlite://` or `postgres://`")]
    Address,
    /// Another thing has that name already. The [`Act`](crate::Act) can only be dropped.
    #[error("the {what} `{value}` is taken")]
    Taken {
        /// Which name.
        what: Unique,
        /// The name.
        value: String,
    },
    /// The lease or the job went to somebody else: what was being done must be given up.
    #[error("the lease was lost")]
    LeaseLost,
    /// Somebody changed it since it was read.
    #[error("the {what} was changed meanwhile")]
    Changed {
        /// The thing, by its table's name.
        what: &'static str,
    },
    /// What should be changed, or what is referred to, is not there.
    #[error("no such {what}")]
    Missing {
        /// The thing.
        what: &'static str,
    },
    /// More is looked for than one search takes.
    #[error("a search has at most {words} words and {characters} characters")]
    SearchTooLong {
        /// Words allowed.
        words: usize,
        /// Characters allowed.
        characters: usize,
    },
    /// A row holds what no program of ours writes.
    #[error("unreadable `{value}` in `{column}`")]
    Corrupt {
        /// Table and column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// The database has no room left to write.
    #[error("the disk of the catalogue is full")]
    Full(#[source] Box<dyn Error + Send + Sync>),
    /// The database failed; the chain says how.
    #[error("the catalogue's database failed")]
    Database(#[source] Box<dyn Error + Send + Sync>),
}

impl StoreError {
    /// What to tell people.
    pub fn problem(&self) -> Problem {
        match self {
            Self::NewerStore { migration } => {
                Problem::new("store-newer").text("migration", migration)
            }
            Self::Address => Problem::new("store-address"),
            Self::Taken { what, value } => Problem::new(what.code()).text("value", value),
            Self::LeaseLost => Problem::new("store-lease-lost"),
            Self::Changed { .. } => Problem::new("store-changed"),
            Self::Missing { .. } => Problem::new("store-missing"),
            Self::SearchTooLong { words, characters } => Problem::new("search-too-long")
                .number("words", *words)
                .number("characters", *characters),
            Self::Corrupt { .. } => Problem::new("store-corrupt"),
            Self::Full(_) => Problem::new("disk-full"),
            Self::Database(_) => Problem::new("store-unavailable"),
        }
    }

    /// For `map_err`: a clash of unique values becomes [`StoreError::Taken`].
    pub(crate) fn taken(what: Unique, value: &str) -> impl FnOnce(DbErr) -> Self {
        move |error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => {
                Self::Taken { what, value: value.to_owned() }
            }
            _ => error.into(),
        }
    }

    /// A value that no program of ours writes.
    pub(crate) fn corrupt(column: &'static str, value: impl Into<String>) -> Self {
        Self::Corrupt { column, value: value.into() }
    }
}

/// Whether the database has no room left. SQLite says so of the database itself (`SQLITE_FULL`) or of
/// the file that its readers share (`SQLITE_IOERR_SHMSIZE`), PostgreSQL as `disk_full`.
fn is_full(error: &DbErr) -> bool {
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("13" | "4874" | "53100"))
}

impl From<DbErr> for StoreError {
    /// What refers to a row that is not there finds it missing, in whichever function.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => {
                Self::Missing { what: "row that is referred to" }
            }
            _ if is_full(&error) => Self::Full(Box::new(error)),
            _ => Self::Database(Box::new(error)),
        }
    }
}
