//! Links that make the first administrator, whichever server they reach. Only hashes of their
//! tokens are kept, until somebody has an account.

use sea_orm::{EntityTrait, Set};

use crate::rows::welcome::{ActiveModel, Entity};
use crate::{Act, Store, StoreError};

impl Store {
    /// Whether a link with the token of that hash was made, and nobody has an account yet.
    pub async fn is_welcome(&self, token_hash: &str) -> Result<bool, StoreError> {
        let link = Entity::find_by_id(token_hash).one(self.reader()).await?;
        Ok(link.is_some() && !self.users_exist().await?)
    }
}

impl Act {
    /// Notes a link. [`Act::create_first_user`] ends all of them.
    pub async fn create_welcome(&self, token_hash: &str) -> Result<(), StoreError> {
        let row =
            ActiveModel { token_hash: Set(token_hash.to_owned()), created: Set(self.now().0) };
        Entity::insert(row).exec_without_returning(self.transaction()).await?;
        Ok(())
    }

    /// Ends all links.
    pub(crate) async fn delete_welcomes(&self) -> Result<(), StoreError> {
        Entity::delete_many().exec(self.transaction()).await?;
        Ok(())
    }
}
