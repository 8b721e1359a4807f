//! Sessions of people who signed in. Only hashes of their tokens are kept.

use fanal_model::{Instant, User, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::rows::session::{ActiveModel, Column, Entity};
use crate::rows::user;
use crate::{Act, Store, StoreError};

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub user: User,
    /// Token that each form of the session repeats.
    pub csrf: String,
    /// When the person must sign in again.
    pub expires: Instant,
}

impl Store {
    /// The session of that token's hash; none when it expired.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        let query = Entity::find_by_id(token_hash).filter(Column::Expires.gt(self.now().0));
        let Some(row) = query.one(self.reader()).await? else { return Ok(None) };
        let user = user::Entity::find_by_id(row.user).one(self.reader()).await?;
        let Some(user) = user else { return Ok(None) };
        let expires = Instant(row.expires);
        Ok(Some(Session { user: user.into_user()?, csrf: row.csrf, expires }))
    }
}

impl Act {
    /// Opens a session until `expires`.
    pub async fn create_session(
        &self,
        user: UserId,
        token_hash: &str,
        csrf: &str,
        expires: Instant,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            token_hash: Set(token_hash.to_owned()),
            user: Set(user.0),
            csrf: Set(csrf.to_owned()),
            created: Set(self.now().0),
            expires: Set(expires.0),
        };
        Entity::insert(row).exec_without_returning(self.transaction()).await?;
        Ok(())
    }

    /// Ends a session; one that is not there is ended already.
    pub async fn delete_session(&self, token_hash: &str) -> Result<(), StoreError> {
        Entity::delete_by_id(token_hash).exec(self.transaction()).await?;
        Ok(())
    }

    /// Forgets the sessions that expired, and says how many.
    pub async fn delete_expired_sessions(&self) -> Result<u64, StoreError> {
        let expired = Entity::delete_many().filter(Column::Expires.lte(self.now().0));
        Ok(expired.exec(self.transaction()).await?.rows_affected)
    }
}
