//! People with an account.

use fanal_model::{Role, User, UserId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, NotSet, QueryFilter,
    QuerySelect, Set,
};

use crate::rows::user::{ActiveModel, Column, Entity, Model};
use crate::rows::{askable, plain};
use crate::{Act, Store, StoreError, Unique};

/// The lock of the first account among PostgreSQL's advisory locks of this database.
const FIRST_LOCK: i64 = 0x0046_414e_414c_0002;

/// An account to make.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Address that the person signs in with, unique; kept in small letters.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Hash of the password, as the service made it; never the password.
    pub password_hash: String,
}

impl Store {
    /// The person with that e-mail, in any case, and the hash of the password.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<(User, String)>, StoreError> {
        if !askable(email) {
            return Ok(None);
        }
        let query = Entity::find().filter(Column::Email.eq(email.trim().to_lowercase()));
        let Some(row) = query.one(self.reader()).await? else { return Ok(None) };
        let hash = row.password_hash.clone();
        Ok(Some((row.into_user()?, hash)))
    }

    /// One person.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row = Entity::find_by_id(id.0).one(self.reader()).await?;
        row.map(Model::into_user).transpose()
    }

    /// Whether anybody has an account: the first start asks for one.
    pub async fn users_exist(&self) -> Result<bool, StoreError> {
        Ok(Entity::find().limit(1).one(self.reader()).await?.is_some())
    }
}

impl Act {
    /// Makes the first account, and ends the links that lead to it; none when somebody has one
    /// already. Of two acts at the same moment one makes it.
    pub async fn create_first_user(&self, new: NewUser) -> Result<Option<User>, StoreError> {
        let transaction = self.transaction();
        if transaction.get_database_backend() == DbBackend::Postgres {
            // A row that is not there can't be locked; SQLite has one writer anyway.
            let lock = format!("SELECT pg_advisory_xact_lock({FIRST_LOCK})");
            transaction.execute_unprepared(&lock).await?;
        }
        if Entity::find().limit(1).one(transaction).await?.is_some() {
            return Ok(None);
        }
        self.delete_welcomes().await?;
        self.create_user(new).await.map(Some)
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`StoreError::Taken`] for the e-mail.
    pub async fn create_user(&self, new: NewUser) -> Result<User, StoreError> {
        let email = plain(new.email.trim()).to_lowercase();
        let row = ActiveModel {
            id: NotSet,
            email: Set(email.clone()),
            name: Set(plain(&new.name)),
            role: Set(new.role.name().to_owned()),
            password_hash: Set(new.password_hash),
            created: Set(self.now().0),
        };
        let taken = StoreError::taken(Unique::Email, &email);
        row.insert(self.transaction()).await.map_err(taken)?.into_user()
    }
}
